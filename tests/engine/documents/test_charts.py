"""Charts: right for print, safe in a page, and written in Chinese."""

import re
import struct
from decimal import Decimal
from importlib import metadata
from pathlib import Path

import pytest
from lxml import etree

from gonghui.engine.documents.charts import WIDTH_MM, MonthlyBars, draw_png, draw_svg
from gonghui.engine.documents.content import Picture

MONTHS = (("1月", Decimal("131.70")), ("2月", None), ("3月", Decimal("-3.2")))
LAST = (Decimal(120), Decimal("99.5"), None)
SVG = "{http://www.w3.org/2000/svg}"


def bars(**others: object) -> MonthlyBars:
    return MonthlyBars(**({"title": "经费收缴额", "unit": "万元", "months": MONTHS} | others))  # type: ignore[arg-type]


def drawn(chart: MonthlyBars) -> etree._Element:
    return etree.fromstring(draw_svg(chart).encode())


def told(root: etree._Element) -> list[str]:
    """What the bars say to those who hear the page."""
    return [str(bar.get("aria-label")) for bar in root.iter(f"{SVG}path") if bar.get("aria-roledescription") == "bar"]


def words(root: etree._Element) -> list[str]:
    return [str(text.text) for text in root.iter(f"{SVG}text")]


def test_a_png_is_sharp_in_print_and_fits_a_document() -> None:
    png = draw_png(bars(last_year=LAST))
    width, height = struct.unpack(">II", png[16:24])
    assert width == pytest.approx(WIDTH_MM / 25.4 * 288, abs=12)
    assert Picture(png, "收缴额", WIDTH_MM, "收缴额").height_mm == pytest.approx(height / 288 * 25.4, abs=1)


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert draw_png(bars()) == draw_png(bars())
    assert draw_svg(bars()) == draw_svg(bars())


def test_each_known_month_has_a_bar_that_tells_its_value() -> None:
    root = drawn(bars())
    assert told(root) == ["本年1月：131.70万元", "本年3月：-3.2万元"]
    assert {"1月", "2月", "3月", "131.70", "-3.2", "经费收缴额"} <= set(words(root))


def test_last_year_stands_beside_it_as_an_outline() -> None:
    root = drawn(bars(last_year=LAST, last_name="2024年", this_name="2025年"))
    assert told(root) == ["2024年1月：120万元", "2024年2月：99.5万元", "2025年1月：131.70万元", "2025年3月：-3.2万元"]
    outlines = [bar for bar in root.iter(f"{SVG}path") if "2024年" in str(bar.get("aria-label"))]
    assert all(bar.get("fill-opacity") == "0" and "--chart-line" in str(bar.get("stroke")) for bar in outlines)
    assert any("■ 2025年" in text and "□ 2024年" in text for text in words(root))
    assert draw_png(bars(last_year=LAST)) != draw_png(bars())


def test_unit_and_names_are_shown_without_a_title_too() -> None:
    assert "单位：万元　■ 本年　□ 上年" in words(drawn(bars(title="", last_year=LAST)))
    assert "单位：万元" in words(drawn(bars(title="")))


def test_a_negative_value_hangs_below_the_ground() -> None:
    root = drawn(bars())
    (ground,) = (line for line in root.iter(f"{SVG}line") if "--chart-line" in str(line.get("stroke")))
    level = float(re.findall(r"[\d.]+", str(ground.get("transform")))[1])
    tops = [
        float(re.findall(r"[\d.]+", str(bar.get("d")))[1])
        for bar in root.iter(f"{SVG}path")
        if bar.get("aria-roledescription") == "bar"
    ]
    assert tops[0] < level - 50
    assert tops[1] == pytest.approx(level, abs=1)


@pytest.mark.parametrize("values", [(None, None, None), (Decimal(0),) * 3, (Decimal(-1),) * 3, (Decimal(10**12),) * 3])
def test_odd_values_are_drawn(values: tuple[Decimal | None, ...]) -> None:
    chart = bars(months=tuple(zip(("1月", "2月", "3月"), values, strict=True)))
    assert len(told(drawn(chart))) == sum(value is not None for value in values)


def test_bars_lead_to_their_months() -> None:
    root = drawn(bars(links=("/a?x=1&y=2", "/b", "/c")))
    links = {str(link.get("href")): told(link) for link in root.iter(f"{SVG}a")}
    assert links == {"/a?x=1&y=2": ["本年1月：131.70万元"], "/c": ["本年3月：-3.2万元"]}


def test_hostile_labels_and_links_stay_text() -> None:
    hostile = "\"'><script>alert(1)</script>&lt;"
    swapping = 'xlink:href="https://month.invalid/1/"'
    chart = MonthlyBars(
        hostile,
        hostile,
        ((hostile, Decimal(1)), ("2月", Decimal(2))),
        links=(swapping, f"/{hostile}"),
        this_name=hostile,
    )
    root = drawn(chart)
    assert not list(root.iter(f"{SVG}script"))
    assert [link.get("href") for link in root.iter(f"{SVG}a")] == [swapping, f"/{hostile}"]
    assert hostile in words(root)
    assert not any(str(name).startswith("on") for each in root.iter() for name in each.attrib)


def test_a_page_loads_nothing_for_a_chart() -> None:
    svg = draw_svg(bars(last_year=LAST, links=("/a", "/b", "/c")))
    assert set(re.findall(r"\w+://[^\"' ]+", svg)) == {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert set(re.findall(r'xmlns(?::\w+)?="(\w+://[^"]+)"', svg)) == set(re.findall(r'"(\w+://[^"]+)"', svg))
    assert not re.search(r"<(image|use|style|foreignObject|script)\b|url\(|@import", svg)


def test_a_style_sheet_can_change_the_colours() -> None:
    svg = draw_svg(bars(last_year=LAST))
    for name in ("bar", "ink", "quiet", "line"):
        assert f"var(--chart-{name}, #" in svg
    assert 'fill="#33475b"' not in svg


def test_chinese_is_drawn_with_the_font_that_comes_along() -> None:
    # two texts of equal length in a font without them would be the same row of boxes
    assert draw_png(bars(title="经费收缴")) != draw_png(bars(title="会员发展"))
    font = Path(str(metadata.distribution("zhplot").locate_file("zhplot/fonts/NotoSansSC-Regular.ttf")))
    assert "Noto Sans SC".encode("utf-16-be") in font.read_bytes()
    assert 'font-family="Noto Sans SC"' in draw_svg(bars())


@pytest.mark.parametrize(
    ("others", "message"),
    [
        ({"months": ()}, "图表没有月份"),
        ({"last_year": (None,)}, "图表有3个月，上年数却有1个"),
        ({"links": ("/a",)}, "图表有3个月，链接却有1个"),
    ],
)
def test_lists_that_do_not_match_are_refused(others: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        bars(**others)
