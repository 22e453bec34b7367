"""Figures: `compute` them and open the rows that they count, with shared `measures` and `conditions`; keep them
as issued (`frozen`).
"""
