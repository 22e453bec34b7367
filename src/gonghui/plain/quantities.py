"""Quantities with their measure word, as official texts tell them (GB/T 15835-2011 and statistical usage)."""

from decimal import Decimal

from gonghui.plain.money import format_decimal, money_parts

EXACTNESS = {"exact": "", "about": "约", "at_least": "超过", "at_most": "不足"}
"""What stands before a number: exact figures carry nothing, and no figure carries two of these words."""

_MONEY_UNITS = {"元", "元/月"}
_WORTH_ROUNDING = 1000


def format_quantity(value: Decimal | int, unit: str, exactness: str = "exact") -> str:
    """Return a number with its measure word and, unless it is exact, the word that says how exact it is.

    Money (元, and 元/月, where the sentence itself says 月均) is told by `money.format_money`; every other number has
    at most two decimals, rounded half up, without trailing zeros. Raises ValueError for an unknown exactness.

    >>> format_quantity(45, "人"), format_quantity(5000, "人次", "at_least")
    ('45人', '超过5000人次')
    >>> format_quantity(Decimal("80.00"), "%", "about")
    '约80%'
    >>> format_quantity(Decimal("1317312.35"), "元/月")
    '131.73万元'
    """
    if exactness not in EXACTNESS:
        raise ValueError(f"不认识的精确程度“{exactness}”，应为 {'、'.join(EXACTNESS)} 之一。")
    return EXACTNESS[exactness] + "".join(number_parts(value, unit))


def number_parts(value: Decimal | int, unit: str) -> tuple[str, str]:
    """Return the number and the unit apart, so that tables can align figures.

    >>> number_parts(Decimal("13173123.5"), "元"), number_parts(45, "人")
    (('1317.31', '万元'), ('45', '人'))
    """
    if unit in _MONEY_UNITS:
        return money_parts(value)
    return format_decimal(value), unit


def round_below(value: Decimal) -> Decimal | None:
    """The roundest number below the value, with one figure that is not zero; None below a thousand.

    Of fewer, 超过 would only hide what is known.

    >>> round_below(Decimal(5217)), round_below(Decimal(5000)), round_below(Decimal(999))
    (Decimal('5000'), Decimal('4000'), None)
    """
    if value < _WORTH_ROUNDING:
        return None
    step = Decimal(10) ** (len(str(int(value))) - 1)
    whole = value // step * step
    if whole < value:
        return whole
    return whole - step if whole > step else whole - step / 10
