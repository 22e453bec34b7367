"""Runs the steps of a review: who may take which, what each one dates, and the trail that they leave.

`steps` offers and takes them; `past` brings in cases that took theirs before; `history` shows where a case stood on a
past day.
"""
