"""Numbers that identify people and bodies: ID numbers, unified social credit codes, mobile phones, bank cards.

Every ``check_…`` takes what a person typed (full-width characters, spaces and lower case are put right), returns the
number as it is stored, and raises ValueError with a Chinese message that says what is wrong and what to do. A message
never repeats the number, since messages reach pages, logs and workbooks.
"""

import re
import unicodedata
from datetime import date
from typing import Literal

from stdnum import luhn
from stdnum.cn import ric, uscc

from gonghui.plain import clock

CREDIT_CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of a credit code: no I, O, S, V, Z (GB 32100-2015)."""

_EARLIEST_BIRTH_YEAR = 1900
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_SHORTEST_CARD, _LONGEST_CARD = 13, 19
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_OTHER_PAPERS = re.compile(r"[A-Z]{1,3}[0-9]{5,12}|[0-9]{8}")
_LANDLINE = re.compile(r"(0[0-9]{2,3}-?)?[2-9][0-9]{6,7}")


def check_id_number(text: str) -> str:
    """Return the resident ID number in 18 characters with a capital X (GB 11643-1999; 8-character date, mod 11-2).

    Numbers of foreign permanent residents (beginning with 9) and of residents from Hong Kong, Macao and Taiwan
    (beginning with 81, 82, 83) follow the same rule. Codes of places are not looked up: they are abolished over time.

    >>> check_id_number("110101 19900307 002x")
    '11010119900307002X'
    >>> check_id_number("110101199003070021")
    Traceback (most recent call last):
        ...
    ValueError: 身份证号的校验码不对，多半是有一位写错了，请对照证件逐位核对。
    """
    number = _compact(text)
    if not number:
        raise ValueError("没有填身份证号，请填写18位身份证号。")
    if len(number) == 15 and _digits(number):
        raise ValueError("这是15位的旧身份证号，已经停用，请填写现在证件上的18位号码。")
    if len(number) != 18:
        raise ValueError(f"身份证号应为18位，现在是{len(number)}位，请对照证件补全或删去多余的字符。")
    if not _digits(number[:17]) or number[17] not in "0123456789X":
        raise ValueError("身份证号前17位应为数字，最后一位应为数字或X，请改正其中的其他字符。")
    if number[0] == "0":
        raise ValueError("身份证号开头的地区代码不会是0，请对照证件核对前6位。")
    birth = _birth(number)
    if birth is None:
        raise ValueError("身份证号第7至14位不是真实的出生日期，请对照证件核对这8位。")
    if birth.year < _EARLIEST_BIRTH_YEAR:
        raise ValueError(f"身份证号里的出生日期早于{_EARLIEST_BIRTH_YEAR}年，请对照证件核对第7至14位。")
    if birth > clock.today():
        raise ValueError("身份证号里的出生日期晚于今天，请对照证件核对第7至14位。")
    if number[17] != id_number_check_digit(number[:17]):
        raise ValueError("身份证号的校验码不对，多半是有一位写错了，请对照证件逐位核对。")
    return number


def id_number_check_digit(first17: str) -> str:
    """Return the last character, 0-9 or X, that belongs to the first 17 digits (GB 11643-1999).

    >>> id_number_check_digit("11010119900307002")
    'X'
    """
    return ric.calc_check_digit(first17 + "0")


def id_number_birth(text: str) -> date:
    """Return the date of birth that an ID number holds; raises ValueError as `check_id_number`.

    >>> id_number_birth("11010119900307002X")
    datetime.date(1990, 3, 7)
    """
    number = check_id_number(text)
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def id_number_sex(text: str) -> Literal["male", "female"]:
    """Return the sex that an ID number holds (17th digit odd: male); raises ValueError as `check_id_number`.

    >>> id_number_sex("11010119900307002X")
    'female'
    """
    return "male" if int(check_id_number(text)[16]) % 2 else "female"


def check_papers_number(text: str) -> str:
    """Return the number of a resident ID as `check_id_number`, or of a passport, a permit or a travel document.

    The latter begin with a letter or have eight digits; they have no check digit.

    >>> check_papers_number("e 1234 5678")
    'E12345678'
    """
    number = _compact(text).replace("-", "")
    return number if _OTHER_PAPERS.fullmatch(number) else check_id_number(text)


def is_id_number(number: str) -> bool:
    """Say whether a number that was checked is a resident ID's and no other paper's.

    >>> is_id_number("11010119900307002X"), is_id_number("E12345678")
    (True, False)
    """
    return len(number) == 18


def check_credit_code(text: str) -> str:
    """Return the unified social credit code in 18 capitals and digits (GB 32100-2015, check character mod 31).

    Employers' codes and unions' own codes (which begin with 81) follow the same rule. The code's organisation part
    is not refused for its own check digit, since older codes were carried over; see `organisation_part_agrees`.

    >>> check_credit_code("91350100m000100y43")
    '91350100M000100Y43'
    >>> check_credit_code("91350100M000100Y44")
    Traceback (most recent call last):
        ...
    ValueError: 统一社会信用代码的校验码不对，多半是有一位写错了，请对照营业执照或法人证书逐位核对。
    """
    code = _compact(text).replace("-", "")
    if not code:
        raise ValueError("没有填统一社会信用代码，请填写18位代码。")
    if len(code) != 18:
        raise ValueError(f"统一社会信用代码应为18位，现在是{len(code)}位，请对照营业执照或法人证书改正。")
    strange = sorted(set(code) - set(CREDIT_CODE_CHARACTERS))
    if strange:
        raise ValueError(
            f"统一社会信用代码里不会有“{'、'.join(strange)}”（不用字母I、O、S、V、Z），请看是否把1、0、5、U、2写错了。"
        )
    if not _digits(code[2:8]):
        raise ValueError("统一社会信用代码第3至8位是登记机关的行政区划，应为数字，请对照营业执照或法人证书改正。")
    if code[17] != credit_code_check_character(code[:17]):
        raise ValueError("统一社会信用代码的校验码不对，多半是有一位写错了，请对照营业执照或法人证书逐位核对。")
    return code


def credit_code_check_character(first17: str) -> str:
    """Return the 18th character that belongs to the first 17 of a credit code (GB 32100-2015).

    >>> credit_code_check_character("81441900MC0000012")
    '9'
    """
    return uscc.calc_check_digit(first17)


def organisation_check_character(first8: str) -> str:
    """Return the check character, 0-9 or X, of an organisation code's first eight (GB 11714, mod 11).

    >>> organisation_check_character("MC000001")
    '2'
    """
    total = sum(int(character, 36) * weight for character, weight in zip(first8, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def organisation_part_agrees(code: str) -> bool:
    """Say whether characters 9-17 of a stored credit code hold a right check character (GB 11714): a hint only.

    >>> organisation_part_agrees("91350100M000100Y43")
    True
    """
    return code[16] == organisation_check_character(code[8:16])


def check_phone(text: str) -> str:
    """Return a mainland mobile number in 11 digits, without +86, spaces or hyphens.

    >>> check_phone("+86 138-0000-1234")
    '13800001234'
    """
    number = _compact(text).replace("-", "")
    for prefix in ("+86", "0086"):
        number = number.removeprefix(prefix)
    if len(number) == 13:
        number = number.removeprefix("86")
    if not number:
        raise ValueError("没有填手机号，请填写11位手机号。")
    if not _digits(number):
        raise ValueError("手机号里有数字以外的字符，请只填11位数字。")
    if len(number) != 11:
        raise ValueError(f"手机号应为11位，现在是{len(number)}位，请核对。")
    if not _MOBILE.fullmatch(number):
        raise ValueError("手机号应以13至19开头，请核对前两位；固定电话请填在别处。")
    return number


def check_contact_phone(text: str) -> str:
    """Return an office's number: a mobile one as `check_phone` does, or a landline with or without its area code.

    >>> check_contact_phone("0769-22001234")
    '0769-22001234'
    """
    number = _compact(text)
    if number and _LANDLINE.fullmatch(number):
        return number
    try:
        return check_phone(text)
    except ValueError:
        raise ValueError("电话认不出来，请填11位手机号，或者带区号的固定电话，如0769-22001234。") from None


def check_bank_card(text: str) -> str:
    """Return the number of a bank card in 13 to 19 digits, without spaces or hyphens (check digit by Luhn, mod 10).

    >>> check_bank_card("6200 0000 0000 0005")
    '6200000000000005'
    >>> check_bank_card("6200000000000006")
    Traceback (most recent call last):
        ...
    ValueError: 银行卡号的校验码不对，多半是有一位写错了，请对照卡面逐位核对。
    """
    number = _compact(text).replace("-", "")
    if not number:
        raise ValueError("没有填银行卡号，请填写卡面上的号码。")
    if not _digits(number):
        raise ValueError("银行卡号里有数字以外的字符，请只填卡面上的数字。")
    if not _SHORTEST_CARD <= len(number) <= _LONGEST_CARD:
        raise ValueError(f"银行卡号应为{_SHORTEST_CARD}至{_LONGEST_CARD}位，现在是{len(number)}位，请对照卡面核对。")
    if not luhn.is_valid(number):
        raise ValueError("银行卡号的校验码不对，多半是有一位写错了，请对照卡面逐位核对。")
    return number


def mask_bank_card(number: str) -> str:
    """Return the number of a bank card with all but its last four digits hidden.

    >>> mask_bank_card("6200000000000005")
    '************0005'
    """
    return _mask(number, 0, 4, _SHORTEST_CARD)


def mask_id_number(number: str) -> str:
    """Return an ID number with all but its first three and last four characters hidden.

    What is too short to be one is hidden whole.

    >>> mask_id_number("11010119900307002X")
    '110***********002X'
    """
    return _mask(number, 3, 4, 15)


def mask_papers_number(number: str) -> str:
    """Return a number of papers masked: an ID number as `mask_id_number`, of another the first and last two seen.

    >>> mask_papers_number("E12345678")
    'E******78'
    """
    return mask_id_number(number) if len(number) >= 15 else _mask(number, 1, 2, 6)


def mask_phone(number: str) -> str:
    """Return a phone number with all but its first three and last four digits hidden.

    >>> mask_phone("13800001234")
    '138****1234'
    """
    return _mask(number, 3, 4, 11) if len(number) >= 11 else _mask(number, 0, 3, 7)


def _mask(number: str, first: int, last: int, shortest: int) -> str:
    if len(number) < shortest:
        return "*" * len(number)
    return number[:first] + "*" * (len(number) - first - last) + number[-last:]


def _compact(text: str) -> str:
    """Drop white space and invisible characters (pasted from WeChat and Excel); full-width becomes ASCII capitals."""
    if text.isascii() and text.isalnum():
        return text.upper()
    normal = unicodedata.normalize("NFKC", text)
    return "".join(c for c in normal if not c.isspace() and unicodedata.category(c) != "Cf").upper()


def _digits(text: str) -> bool:
    # str.isdigit also accepts other scripts' digits and superscripts
    return text.isascii() and text.isdigit()


def _birth(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
