"""Whole numbers as people and addresses write them."""

_LONGEST = 15


def whole_number(text: str | None, *, least: int = 0, most: int = 10**_LONGEST) -> int | None:
    """Return the number that plain digits write, or None for anything else or anything out of bounds.

    Python's own `isdigit` takes ², and its `int` refuses numbers of thousands of digits with an error.

    >>> whole_number("2025"), whole_number("²"), whole_number("9" * 5000), whole_number("3", most=2)
    (2025, None, None, None)
    """
    plain = (text or "").strip()
    if not (plain.isascii() and plain.isdigit() and len(plain) <= _LONGEST):
        return None
    number = int(plain)
    return number if least <= number <= most else None
