"""A summary as the JSON that other programs read."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from gonghui.engine.process.steps import trail
from gonghui.summaries.corrections import flow
from gonghui.summaries.corrections.text import items_of
from gonghui.summaries.inlines import CitedFigure, text_of
from gonghui.summaries.ledger import SUMMARIES
from gonghui.summaries.models import Correction, Summary, SummaryState
from gonghui.summaries.paper import Paper
from gonghui.summaries.untied import numbers_of


def number(value: Decimal) -> int | float:
    """A figure's value as a JSON number: whole where it is whole."""
    return int(value) if value == value.to_integral_value() else float(value)


def as_json(paper: Paper) -> dict[str, Any]:
    """The paper with its paragraphs, its figures, and the numbers that no record bears out (`untied`).

    `start` and `end` count characters within the paragraph's text.
    """
    paragraphs: list[dict[str, str]] = []
    figures: list[dict[str, Any]] = []
    untied: list[dict[str, Any]] = []
    for index, paragraph in enumerate(paper.paragraphs()):
        at = 0
        numbers = numbers_of(paragraph)
        for place, part in enumerate(paragraph.parts):
            untied += [
                {"paragraph": index, "start": at + each.start, "end": at + each.end, "text": each.text}
                for where, each in numbers
                if where == place
            ]
            text = text_of([part])
            if isinstance(part, CitedFigure):
                figures.append(
                    {
                        "id": part.id,
                        "paragraph": index,
                        "start": at,
                        "end": at + len(text),
                        "text": text,
                        "code": part.code,
                        "value": number(part.value),
                        "unit": part.unit,
                        "as_of": part.as_of.isoformat(),
                        "records": part.records,
                    }
                )
            at += len(text)
        paragraphs.append({"heading": paragraph.heading, "text": paragraph.plain})
    return {
        "union": paper.union,
        "from": paper.start.isoformat(),
        "to": paper.end.isoformat(),
        "as_of": paper.as_of.isoformat(),
        "paragraphs": paragraphs,
        "figures": figures,
        "untied": untied,
    }


def signed_json(summary: Summary | None) -> dict[str, Any]:
    """What there is of the period that is signed: the summary's number and day, why it was signed with numbers that
    nobody tied, and its corrections item by item; nothing where none is signed.
    """
    if summary is None or summary.state != SummaryState.SIGNED or summary.signed_on is None:
        return {}
    signature = next((one for one in reversed(trail(SUMMARIES, summary)) if one.step == "sign"), None)
    return {
        "signed": {
            "number": summary.number,
            "on": summary.signed_on.isoformat(),
            "reason": signature.note if signature else "",
            "corrections": [_correction(one) for one in flow.signed_corrections(summary)],
        }
    }


def _correction(correction: Correction) -> dict[str, Any]:
    assert correction.signed_on is not None
    return {
        "number": correction.number,
        "on": correction.signed_on.isoformat(),
        "items": [
            {"heading": item.new.heading, "old": item.old, "new": item.new.plain, "reason": item.reason}
            for item in items_of(correction.content)
        ],
    }
