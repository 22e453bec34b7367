"""Whoever may not act on a summary is told so before anything that was sent is looked at."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.factories import Town, make_account
from tests.unchanged import nothing_written

from gonghui.offices.roles import Role
from gonghui.plain.periods import Period
from gonghui.site.catalogue import CATALOGUE
from gonghui.summaries import drafting
from gonghui.summaries.outlines.kinds import ANNUAL


@pytest.mark.parametrize(
    ("page", "posted"),
    [
        ("", {}),
        ("", {"year": "9" * 5000, "as_of": "昨日之日"}),
        ("{pk}/", {"cut_off.members": "昨日之日"}),
        ("{pk}/blocks/0/", {"act": "save", "text": ""}),
        ("{pk}/blocks/99999/", {"act": "nothing"}),
        ("{pk}/refresh/", {"version": "9" * 5000}),
        ("{pk}/versions/", {"serial": "99"}),
        ("{pk}/steps/submit/", {}),
        ("{pk}/steps/sign/", {"version": "99"}),
    ],
)
def test_a_reader_is_refused_whatever_is_sent(recorded: Town, page: str, posted: dict[str, Any]) -> None:
    summary = drafting.draft(
        CATALOGUE, actor=recorded.officer, place=recorded.town, period=Period.year(2025), outline=ANNUAL
    )
    reader = Client()
    reader.force_login(make_account("经审员", (recorded.town, Role.AUDITOR)))
    with nothing_written():
        answer = reader.post(f"/T/summaries/{page.format(pk=summary.pk)}", posted)
    assert answer.status_code == 403
    assert "你的岗位不能" in answer.content.decode()
