"""The outlines: one file an area of work, and `kinds`, which puts them together by kind of period."""
