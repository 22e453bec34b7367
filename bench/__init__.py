"""Measurements, run side by side in one run: `python3 run.py bench [NAME] [--json FILE]`.

They compare; they do not judge. Two cores and other programs move every time, so read the ratios.
"""
