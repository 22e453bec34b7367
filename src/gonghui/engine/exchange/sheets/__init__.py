"""A register's own sheet: `columns` says what stands in it, `blank` writes it, `matching` finds its columns in a file
that comes back, `judging` compares every row with the register, `writing` writes what was confirmed, `pages` ask.
"""
