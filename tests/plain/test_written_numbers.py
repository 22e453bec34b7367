"""Which numbers of a text are quantities, and which are dates, ordinals, documents and names."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gonghui.plain.written_numbers import written_numbers


def found(text: str) -> list[str]:
    return [one.text for one in written_numbers(text)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("全年新增会员3500人，总数达到20460，", ["3500人", "20460"]),
        ("走访企业36家次，慰问12 名职工", ["36家次", "12 名"]),
        ("发放慰问金1,234.5元、120万元、1.2亿元", ["1,234.5元", "120万元", "1.2亿元"]),
        ("建会率９８.５％，提高3.2个百分点", ["９８.５％", "3.2个百分点"]),
        (
            "慰问三千五百人，覆盖十几家，惠及百余人、数百名、上千人、几十个站",
            ["三千五百人", "十几家", "百余人", "数百名", "千人", "几十个"],
        ),
        ("走访，36家。12人；5场", ["36家", "12人", "5场"]),
        ("3500多人、近200余名、3—5家", ["3500多人", "200余名", "3—5家"]),
        ("百分之三十五的企业，增长两倍", ["百分之三十五"]),
        ("八成以上的职工", ["八成"]),
        ("新建两家，慰问三名职工，建成五个驿站", ["两家", "三名", "五个"]),
        ("2025年12人次", ["12人次"]),
    ],
)
def test_quantities_are_found(text: str, numbers: list[str]) -> None:
    assert found(text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "2025年3月5日至12月31日，上半年，1—10月，3月份",
        "第3次会议、第十二届、第三届委员会、第1期",
        "镇工发〔2025〕12号、总工发[2024]3号",
        "世界500强企业，民营企业500强",
        "三方机制、五必访、一函两书、三会一课、八项规定、两个维护、四个意识、五个一",
        "从三个方面、两项措施、四大行动入手，建立一个平台，一名职工",
        "12351热线，24小时值守，15个工作日内，7天内办结，3个月",
        "千家万户、一家人、千方百计、十四五、二十大",
        "《劳动法》第36条",
        "一是、二是，进一步，一线",
    ],
)
def test_what_is_no_quantity_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_within_a_phrase_of_the_outline_nothing_counts() -> None:
    (only,) = written_numbers("落实5项制度，走访5家", ["落实5项制度"])
    assert only.text == "5家"


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("3,500人", "3500", "人"),
        ("1.2万元", "12000", "元"),
        ("三千五百人", "3500", "人"),
        ("十二名", "12", "名"),
        ("两万零五十元", "20050", "元"),
        ("98.5%", "98.5", "%"),
        ("百分之三十五", "35", "%"),
    ],
)
def test_a_number_is_worth_what_it_says(text: str, value: str, unit: str) -> None:
    (only,) = written_numbers(text)
    assert (only.value, only.unit) == (Decimal(value), unit)


@pytest.mark.parametrize("text", ["十几家", "3500多人", "3—5家", "百余人", "上千人"])
def test_a_rough_number_has_no_value(text: str) -> None:
    (only,) = written_numbers(text)
    assert only.value is None


def test_it_says_where_it_stands_in_the_text_as_written() -> None:
    text = "慰问１２名职工"
    (only,) = written_numbers(text)
    assert text[only.start : only.end] == "１２名"
