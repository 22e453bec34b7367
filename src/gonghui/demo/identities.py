"""Invented numbers that pass every check: ID numbers, credit codes, phones, bank cards. They belong to nobody.

ID numbers bear the area code 110101; credit codes an organisation part that begins with XY, which no office gives
out; phones the prefix 154, which no carrier was given; bank cards begin with 6200000.
"""

from __future__ import annotations

from datetime import date

from stdnum import luhn

from gonghui.plain import identity

AREA = "110101"
_PHONE_PREFIX = "154"
# Each town has room for as many sequences of one day of birth, divided among the registers that invent people.
_ROOM = {"members": 100, "subsidies": 12, "petitions": 10, "hardship": 10, "student_aid": 20, "visits": 8}


def make_id_number(area: str, birth: date, sequence: int) -> str:
    """The ID number (GB 11643-1999) of the `sequence`-th person (1 to 999) born on a day; odd sequences are men.

    >>> make_id_number("110101", date(1990, 3, 7), 2)
    '11010119900307002X'
    """
    if not 1 <= sequence <= 999:
        raise ValueError("An ID number has room for 999 people of one day and area.")
    first17 = f"{area}{birth:%Y%m%d}{sequence:03d}"
    return first17 + identity.id_number_check_digit(first17)


def make_credit_code(serial: int, *, of_union: bool = False) -> str:
    """A credit code (GB 32100-2015) whose organisation part holds too (GB 11714).

    Employers' codes begin with 91, unions' own with 81. `serial` is from 0 to 999999.
    """
    body = f"XY{serial:06d}"
    first17 = f"{'81' if of_union else '91'}{AREA}{body}{identity.organisation_check_character(body)}"
    return first17 + identity.credit_code_check_character(first17)


def make_phone(serial: int) -> str:
    """A mobile number of 11 digits; `serial` is from 0 to 99999999."""
    return f"{_PHONE_PREFIX}{serial:08d}"


def make_bank_card(serial: int) -> str:
    """A bank card's number of 19 digits, the last by Luhn; `serial` is from 0 to 99999999999.

    >>> make_bank_card(42)
    '6200000000000000422'
    """
    body = f"6200000{serial:011d}"
    return body + str(luhn.calc_check_digit(body))


class IdNumbers:
    """Gives each person an ID number of their own, from the sequences `first` to `last` of their day of birth."""

    def __init__(self, first: int, last: int) -> None:
        self._first, self._last = first, last
        self._next: dict[tuple[date, bool], int] = {}

    @classmethod
    def of(cls, serial: int, register: str) -> IdNumbers:
        """Those of a register in the town of that serial number (from 0 to 5)."""
        first = serial * sum(_ROOM.values()) + 1
        for name, room in _ROOM.items():
            if name == register:
                return cls(first, first + room - 1)
            first += room
        raise LookupError(register)

    def give(self, birth: date, *, woman: bool) -> str | None:
        """A new number; None when the day has no sequence left."""
        odd = self._first | 1
        sequence = self._next.get((birth, woman), odd + 1 if woman else odd)
        if sequence > self._last:
            return None
        self._next[birth, woman] = sequence + 2
        return make_id_number(AREA, birth, sequence)
