"""Quantities with their measure word, as official texts tell them (GB/T 15835-2011 and statistical usage)."""

from decimal import ROUND_HALF_UP, Decimal

from gonghui.plain.money import format_decimal, money_parts

TO_TWO, COUNTS = "to_two", "counts"
EXACTNESS = {"exact": "", "about": "约", "at_least": "超过", "at_most": "不足", TO_TWO: "", COUNTS: ""}
"""What stands before a number: exact figures carry nothing, and no figure carries two of these words.

A rate is told to one decimal, or TO_TWO, or of few by their number (COUNTS).
"""

NOTHING = "—"
"""What stands for a rate of nothing: it has no value."""

_TENTH, _HUNDRED = Decimal("0.1"), Decimal(100)
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


def round_rate(value: Decimal) -> Decimal:
    """A rate as a text tells it: to one decimal, half up, but never to none or to all where it is neither.

    >>> round_rate(Decimal("33.33")), round_rate(Decimal("99.96")), round_rate(Decimal("0.04"))
    (Decimal('33.3'), Decimal('99.96'), Decimal('0.04'))
    """
    rounded = value.quantize(_TENTH, ROUND_HALF_UP)
    return value if rounded in {0, _HUNDRED} else rounded


def format_share(part: int, whole: int, unit: str) -> str:
    """So many of so many, as a text tells a rate of few; what they did follows (合格).

    >>> format_share(1, 3, "家"), format_share(3, 3, "家"), format_share(0, 3, "家"), format_share(0, 1, "家")
    ('3家中有1家', '3家全部', '3家都没有', '1家没有')
    """
    if part == whole:
        return f"{whole}{unit}{'全部' if whole > 1 else ''}"
    if part == 0:
        return f"{whole}{unit}{'都' if whole > 1 else ''}没有"
    return f"{whole}{unit}中有{part}{unit}"


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
