"""A whole system in two files, its data and its keys, and back from them into an empty place."""
