"""The one-time key that every form which makes a record carries: a form sent twice makes one record.

The key stands in the page as a hidden field, so it works without JavaScript, outlives a refused form, and goes through
the sign-in page with the rest. A form without one (a script's, an older page's) is taken as it comes.
"""

from __future__ import annotations

import json
import re
import secrets

from django.http import QueryDict

from gonghui.engine.records.submissions import Submitted

FIELD = "submission"
_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
# What may differ between two sendings of the same form, and what no digest should be made of.
_NOT_CONTENT = frozenset({FIELD, "csrfmiddlewaretoken", "then", "password"})


def new_key() -> str:
    """A key for a fresh form."""
    return secrets.token_urlsafe(16)


def submitted(posted: QueryDict) -> Submitted | None:
    """What was sent, as far as it can be known again; None for a form without a key."""
    key = posted.get(FIELD, "")
    if not _KEY.fullmatch(key):
        return None
    content = sorted((name, values) for name, values in posted.lists() if name not in _NOT_CONTENT)
    return Submitted(key, json.dumps(content, ensure_ascii=False))
