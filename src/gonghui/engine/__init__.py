"""Generic machinery: not one union word."""
