"""Identity numbers: what is accepted, what is put right, what each refusal says and keeps to itself."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from gonghui.plain import clock, identity

BIRTHS = st.dates(date(1900, 1, 1), date(2025, 1, 1))
BODIES = st.text(identity.CREDIT_CODE_CHARACTERS, min_size=9, max_size=9)


def made(birth: date, sequence: int = 1, area: str = "110101") -> str:
    first17 = f"{area}{birth:%Y%m%d}{sequence:03d}"
    return first17 + identity.id_number_check_digit(first17)


@given(BIRTHS, st.integers(0, 999))
def test_a_right_id_number_tells_birth_and_sex(birth: date, sequence: int) -> None:
    number = made(birth, sequence)
    assert identity.check_id_number(number) == number
    assert identity.id_number_birth(number) == birth
    assert identity.id_number_sex(number) == ("male" if sequence % 2 else "female")


@given(BIRTHS, st.integers(0, 999), st.integers(0, 17), st.sampled_from("0123456789"))
def test_one_wrong_character_is_always_refused(birth: date, sequence: int, place: int, digit: str) -> None:
    number = made(birth, sequence)
    wrong = number[:place] + digit + number[place + 1 :]
    if wrong != number:
        with pytest.raises(ValueError, match="身份证号") as refusal:
            identity.check_id_number(wrong)
        assert wrong not in str(refusal.value)
        assert wrong[6:17] not in str(refusal.value)


@pytest.mark.parametrize(
    "typed",
    [
        "11010119900307002x",
        " 110101 19900307 002X ",
        "１１０１０１１９９００３０７００２\uff38",
        "11010119900307002X\u200b\n",
    ],
)
def test_what_was_typed_loosely_is_put_right(typed: str) -> None:
    assert identity.check_id_number(typed) == "11010119900307002X"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "没有填身份证号"),
        ("110101900307767", "15位的旧身份证号"),
        ("1101011990030776", "应为18位，现在是16位"),
        ("11010119900307002XX", "应为18位，现在是19位"),
        ("1101011990O307002X", "前17位应为数字"),
        ("11010119900307002A", "最后一位应为数字或X"),
        ("11010119900230002X", "第7至14位不是真实的出生日期"),
        ("010101199003070020", "地区代码不会是0"),
        (made(date(1899, 12, 31)), "早于1900年"),
        ("110101199003070021", "校验码不对"),
    ],
)
def test_each_refusal_says_what_is_wrong(typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as refusal:
        identity.check_id_number(typed)
    assert str(refusal.value).endswith("。")


def test_a_birth_after_today_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(clock.VARIABLE, "2025-12-12")
    today = date(2025, 12, 12)
    assert identity.id_number_birth(made(today)) == today
    with pytest.raises(ValueError, match=r"^身份证号里的出生日期晚于今天，请对照证件核对第7至14位。$"):
        identity.check_id_number(made(today + timedelta(days=1)))


@pytest.mark.parametrize("code", ["91350100M000100Y43", "81441900MC00000129"])
def test_known_credit_codes(code: str) -> None:
    assert identity.check_credit_code(code) == code
    assert identity.check_credit_code(f" {code[:8].lower()} {code[8:].lower()} ") == code
    assert identity.check_credit_code(f"{code[:8]}-{code[8:]}") == code
    assert identity.organisation_part_agrees(code)


@given(BODIES, st.integers(0, 16), st.sampled_from(identity.CREDIT_CODE_CHARACTERS))
def test_one_wrong_character_of_a_credit_code_is_always_refused(body: str, place: int, other: str) -> None:
    first17 = "91110101" + body
    code = first17 + identity.credit_code_check_character(first17)
    assert identity.check_credit_code(code) == code
    wrong = code[:place] + other + code[place + 1 :]
    if wrong != code:
        with pytest.raises(ValueError, match="统一社会信用代码"):
            identity.check_credit_code(wrong)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "没有填统一社会信用代码"),
        ("91350100M000100Y4", "统一社会信用代码应为18位，现在是17位"),
        ("9135O100M000100Y43", "统一社会信用代码里不会有“O”"),
        ("9135O100M000I00Y43", "统一社会信用代码里不会有“I、O”"),
        ("9135A100M000100Y43", "统一社会信用代码第3至8位是登记机关的行政区划，应为数字"),
        ("91A50100M000100Y43", "统一社会信用代码第3至8位是登记机关的行政区划，应为数字"),
        ("91350100M000100Y44", "统一社会信用代码的校验码不对"),
    ],
)
def test_each_refusal_of_a_credit_code_says_what_is_wrong(typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=f"^{said}.*。$"):
        identity.check_credit_code(typed)


@pytest.mark.parametrize(
    ("first8", "character"),
    [("M000100Y", "4"), ("MC000001", "2"), ("00000000", "0"), ("00000005", "1"), ("00000006", "X")],
)
def test_organisation_check_characters(first8: str, character: str) -> None:
    assert identity.organisation_check_character(first8) == character


def test_an_organisation_code_of_another_length_has_no_check_character() -> None:
    with pytest.raises(ValueError, match="zip"):
        identity.organisation_check_character("MC00001")


@pytest.mark.parametrize(
    "typed",
    [
        "13800001234",
        "0086 13800001234",
        "138 0000 1234",
        "+86-138-0000-1234",
        "8613800001234",
        "１３８００００１２３４",
    ],
)
def test_phones_are_put_right(typed: str) -> None:
    assert identity.check_phone(typed) == "13800001234"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "没有填手机号"),
        ("1380000123", "手机号应为11位，现在是10位"),
        ("1380000123a", "手机号里有数字以外的字符"),
        ("12800001234", "手机号应以13至19开头"),
    ],
)
def test_each_refusal_of_a_phone_says_what_is_wrong(typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=f"^{said}.*。$"):
        identity.check_phone(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0769-22001234", "0769-22001234"),
        ("２２００１２３４", "22001234"),
        ("+86 138 0000 1234", "13800001234"),
        ("138-0000-1234", "13800001234"),
    ],
)
def test_an_office_may_have_a_landline_or_a_mobile_phone(typed: str, kept: str) -> None:
    assert identity.check_contact_phone(typed) == kept


@pytest.mark.parametrize("typed", ["", "1234", "12800001234", "0769-12001234", "总机转8001"])
def test_what_is_no_phone_of_an_office_is_refused_with_an_example(typed: str) -> None:
    said = "电话认不出来，请填11位手机号，或者带区号的固定电话，如0769-22001234。"
    with pytest.raises(ValueError, match=f"^{said}$"):
        identity.check_contact_phone(typed)


def test_masks_show_three_and_four_characters_or_nothing() -> None:
    assert identity.mask_id_number("110101199003071234") == "110***********1234"
    assert identity.mask_phone("13800001234") == "138****1234"
    assert identity.mask_id_number("1101011") == "*******"
    assert identity.mask_id_number("110101900307767") == "110********7767"
    assert identity.mask_phone("") == ""
    assert identity.mask_phone("22001234") == "*****234"
    assert identity.mask_phone("2200123") == "****123"
    assert identity.mask_phone("220012") == "******"
    assert identity.mask_phone("0769-22001234") == "076******1234"
    assert identity.mask_bank_card("6200000000000005") == "************0005"
    assert identity.mask_bank_card("62000005") == "********"


@given(st.text("0123456789", min_size=12, max_size=18), st.integers(0, 18), st.sampled_from("0123456789"))
def test_one_wrong_digit_of_a_bank_card_is_always_refused(body: str, place: int, digit: str) -> None:
    number = body + luhn.calc_check_digit(body)
    assert identity.check_bank_card(f" {number[:4]} {number[4:8]}-{number[8:]}") == number
    wrong = number[:place] + digit + number[place + 1 :]
    if wrong != number and len(wrong) == len(number):
        with pytest.raises(ValueError, match="银行卡号") as refusal:
            identity.check_bank_card(wrong)
        assert wrong not in str(refusal.value)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "没有填银行卡号"),
        ("6200 0000 000A 0005", "银行卡号里有数字以外的字符"),
        ("620000000000", "银行卡号应为13至19位，现在是12位"),
        ("6" * 20, "银行卡号应为13至19位，现在是20位"),
        ("6200000000000006", "银行卡号的校验码不对"),
    ],
)
def test_each_refusal_of_a_bank_card_says_what_is_wrong(typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=f"^{said}.*。$") as refusal:
        identity.check_bank_card(typed)
    assert not typed or typed not in str(refusal.value)
