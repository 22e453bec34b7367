"""Money, in yuan, as exact decimals; how official texts tell it."""

from decimal import ROUND_HALF_UP, Decimal

TEN_THOUSAND = Decimal(10000)
_CENT = Decimal("0.01")


def format_money(value: Decimal | int) -> str:
    """Return an amount of yuan as an official text tells it.

    Below ten thousand in 元, from there up in 万元; at most two decimals, rounded half up, no trailing zeros, no
    thousands separators (the usage of GB/T 15835-2011 and of union statistics).

    >>> format_money(Decimal("4500"))
    '4500元'
    >>> format_money(Decimal("13173123.50"))
    '1317.31万元'
    >>> format_money(122000)
    '12.2万元'
    """
    return "".join(money_parts(value))


def money_parts(value: Decimal | int) -> tuple[str, str]:
    """Return the same in two parts, number and unit, so that tables can align figures.

    >>> money_parts(Decimal("13173123.50"))
    ('1317.31', '万元')
    """
    yuan = to_two_decimals(value)
    if abs(yuan) < TEN_THOUSAND:
        return format_decimal(yuan), "元"
    return format_decimal(yuan / TEN_THOUSAND), "万元"


def format_decimal(value: Decimal | int) -> str:
    """Return a number with at most two decimals, rounded half up, without trailing zeros or exponent.

    >>> format_decimal(Decimal("131.7300")), format_decimal(Decimal("12.005")), format_decimal(5000)
    ('131.73', '12.01', '5000')
    """
    text = format(to_two_decimals(value), "f").rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def to_two_decimals(value: Decimal | int) -> Decimal:
    """Round half up to two decimals.

    Raises TypeError for a float, whose cents are not exact, and ValueError for what is no finite number.
    """
    if isinstance(value, float):
        raise TypeError("金额和数量不用浮点数，请用 Decimal。")
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError("金额和数量应为有限的数。")
    return number.quantize(_CENT, rounding=ROUND_HALF_UP)
