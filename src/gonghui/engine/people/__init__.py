"""Accounts of the people who work here, and their sign-in."""
