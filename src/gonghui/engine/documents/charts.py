"""Charts, drawn without a browser or a network: PNG for a printed document, SVG for a page."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib import metadata
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import vl_convert

WIDTH_MM = 150
"""The width at which the PNG is meant to be printed, in millimetres."""

_HEIGHT_MM = 55
_PIXELS_PER_MM = 96 / 25.4
_SCALE = 3.0  # 288 dots to the inch at WIDTH_MM
_FONT = "Noto Sans SC"
_STAND_IN = re.compile(r'xlink:href="https://month\.invalid/(\d+)/"')
_BAR, _INK, _QUIET, _LINE, _PAPER = "#33475b", "#1f2328", "#57606a", "#8c959f", "#ffffff"
_COLOURS = {"bar": _BAR, "ink": _INK, "quiet": _QUIET, "line": _LINE, "paper": _PAPER}


@dataclass(frozen=True)
class MonthlyBars:
    """One figure by month, each month beside the same month of last year where that is given.

    ``title`` may be empty where a caption stands below; unit and names are shown all the same. A month is a label
    such as "1月" and its value, or None where nothing is known yet. ``links`` are addresses that the bars of a page
    lead to, by month. Raises ValueError when the lists are of different lengths or empty.

    >>> MonthlyBars("经费收缴额", "万元", (("1月", Decimal("131.73")),)).months[0][0]
    '1月'
    """

    title: str
    unit: str
    months: tuple[tuple[str, Decimal | None], ...]
    last_year: tuple[Decimal | None, ...] | None = None
    links: tuple[str, ...] | None = None
    this_name: str = "本年"
    last_name: str = "上年"

    def __post_init__(self) -> None:
        if not self.months:
            raise ValueError("图表没有月份，请至少给出一个月。")
        for name, values in (("上年数", self.last_year), ("链接", self.links)):
            if values is not None and len(values) != len(self.months):
                raise ValueError(f"图表有{len(self.months)}个月，{name}却有{len(values)}个，请一一对应。")


def draw_png(bars: MonthlyBars) -> bytes:
    """Return the chart as PNG on white, 288 dpi when printed 150 mm wide."""
    _register_font()
    specification = _specification(bars) | {"background": "#ffffff"}
    return vl_convert.vegalite_to_png(specification, scale=_SCALE, allowed_base_urls=[])


def draw_svg(bars: MonthlyBars) -> str:
    """Return the chart as SVG for a page, without ground; the bars lead to ``bars.links``.

    Its colours are a style sheet's to change: ``--chart-bar``, ``--chart-ink``, ``--chart-quiet``, ``--chart-line``
    and ``--chart-paper`` (the rim around the values).
    """
    _register_font()
    svg = vl_convert.vegalite_to_svg(_specification(bars), allowed_base_urls=[])
    for name, colour in _COLOURS.items():
        svg = svg.replace(f'"{colour}"', f'"var(--chart-{name}, {colour})"')
    links = bars.links or ()
    # in one pass, so that nothing within a link is taken for another month's
    return _STAND_IN.sub(lambda found: f"href={quoteattr(links[int(found[1])])}", svg)


def _specification(bars: MonthlyBars) -> dict[str, Any]:
    """The chart in Vega-Lite's terms. Bars carry their values, so there is no scale to read and no grid."""
    both = bars.last_year is not None
    note = f"单位：{bars.unit}" + (f"　■ {bars.this_name}　□ {bars.last_name}" if both else "")
    # without a title, as over a caption, the renderer would leave the note out as well
    heading: dict[str, Any] = (
        {"text": bars.title, "subtitle": note, "aria": False}
        if bars.title
        else {"text": note, "color": _QUIET, "fontSize": 12, "aria": False}
    )
    return {
        "width": WIDTH_MM * _PIXELS_PER_MM - 10,
        "height": _HEIGHT_MM * _PIXELS_PER_MM,
        "padding": 5,
        "description": "，".join(filter(None, (bars.title, "按月", f"单位：{bars.unit}"))),
        "title": heading,
        "layer": _layers(bars),
        "config": _LOOK,
    }


_LOOK = {
    "font": _FONT,
    "background": "transparent",
    "view": {"stroke": None},
    "axis": {"labelColor": _INK, "labelFontSize": 12, "labelLimit": 0},
    "title": {
        "anchor": "start",
        "color": _INK,
        "fontSize": 14,
        "fontWeight": "normal",
        "offset": 12,
        "subtitleColor": _QUIET,
        "subtitleFontSize": 12,
        "subtitlePadding": 6,
    },
}


def _layers(bars: MonthlyBars) -> list[dict[str, Any]]:
    """From the ground up: last year's outlines, this year's bars, the rims of their values, the values, the line."""
    encoding = _encoding(bars)
    this_year = {"values": _rows(bars, [value for _, value in bars.months], "this", bars.this_name)}
    described = {**encoding, "description": _name("told")}
    solid = {
        "data": this_year,
        "mark": {"type": "bar", "color": _BAR},
        "encoding": described | ({"href": _name("href")} if bars.links is not None else {}),
    }
    mark = {
        "type": "text",
        "aria": False,
        "baseline": {"expr": "datum.value < 0 ? 'top' : 'bottom'"},
        "dy": {"expr": "datum.value < 0 ? 3 : -3"},
        "fontSize": 11,
        "color": _INK,
    }
    # last year's outline may run through a value: a rim of paper keeps it legible
    rim = {**mark, "color": _PAPER, "stroke": _PAPER, "strokeWidth": 4, "strokeJoin": "round"}
    words = [
        {"data": this_year, "mark": each, "encoding": {**encoding, "text": _name("words")}} for each in (rim, mark)
    ]
    ground = {
        "data": {"values": [{}]},
        "mark": {"type": "rule", "aria": False, "color": _LINE},
        "encoding": {"y": {"datum": 0}},
    }
    if bars.last_year is None:
        return [solid, *words, ground]
    hollow = {
        "data": {"values": _rows(bars, bars.last_year, "last", bars.last_name)},
        "mark": {"type": "bar", "fill": _PAPER, "fillOpacity": 0, "stroke": _LINE, "strokeWidth": 1.2},
        "encoding": described,
    }
    return [hollow, solid, *words, ground]


def _encoding(bars: MonthlyBars) -> dict[str, Any]:
    """Where a bar or a value stands: by month, last year's left of this year's, as high as its value."""
    known = [value for value in (*(value for _, value in bars.months), *(bars.last_year or ())) if value is not None]
    top, bottom = max([*known, Decimal(0)]), min([*known, Decimal(0)])
    room = (top - bottom or Decimal(1)) * Decimal("0.09")  # for the value above the highest bar
    sides = ["this"] if bars.last_year is None else ["last", "this"]
    axis = {"aria": False, "domain": False, "labelAngle": 0, "labelPadding": 6, "ticks": False, "title": None}
    return {
        "x": {
            **_name("month"),
            "axis": axis,
            "sort": None,
            "scale": {"domain": [label for label, _ in bars.months], "paddingInner": 0.28, "paddingOuter": 0.14},
        },
        "xOffset": {**_name("side"), "sort": None, "scale": {"domain": sides, "paddingInner": 0.08}},
        "y": {
            "field": "value",
            "type": "quantitative",
            "axis": None,
            "scale": {"domain": [float(bottom - (room if bottom else 0)), float(top + room)]},
        },
    }


def _name(field: str) -> dict[str, str]:
    return {"field": field, "type": "nominal"}


def _rows(bars: MonthlyBars, values: Sequence[Decimal | None], side: str, name: str) -> list[dict[str, Any]]:
    """One row for each month that is known; the words are written here, since a float would not keep the decimals."""
    return [
        {
            "month": label,
            "side": side,
            "value": float(value),
            "words": format(value, "f"),
            "told": f"{name}{label}：{format(value, 'f')}{bars.unit}",
            "href": _address(place),
        }
        for place, ((label, _), value) in enumerate(zip(bars.months, values, strict=True))
        if value is not None
    ]


def _address(place: int) -> str:
    """Stand in for a month's link: the renderer puts an outside address before one that begins with a slash."""
    return f"https://month.invalid/{place}/"


@functools.cache
def _register_font() -> None:
    """Make the Chinese font known to the renderer; its package is found without importing it (and matplotlib)."""
    folder = Path(str(metadata.distribution("zhplot").locate_file("zhplot/fonts")))
    vl_convert.register_font_directory(str(folder))
