"""Wrong passwords at the sign-in page (django-axes keeps them): by whom tried, and which doors are shut.

The account is kept as a keyed digest: who types a password into the wrong box leaves it nowhere in clear.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone

from gonghui.engine.vault.sealing import blind_index

_PURPOSE = "sign-in"


def tried_account(request: HttpRequest | None, credentials: Mapping[str, Any] | None = None) -> str:
    """The account that somebody tries to sign in with, as the attempts keep it."""
    typed = (credentials or {}).get("username")
    if typed is None and request is not None:
        typed = request.POST.get("username", "")
    return key_of(str(typed or "").strip())


def key_of(username: str) -> str:
    """The digest under which the attempts at an account are kept."""
    return blind_index(_PURPOSE, username)


def shut(usernames: Collection[str]) -> set[str]:
    """Those of the accounts whose door is shut to some address at this moment."""
    keys = {key_of(username): username for username in usernames}
    rows = (
        _recent().filter(username__in=keys).values("username", "ip_address").annotate(tries=Sum("failures_since_start"))
    )
    return {keys[row["username"]] for row in rows if row["tries"] >= settings.AXES_FAILURE_LIMIT}


def is_shut(username: str, address: str) -> bool:
    """Whether the account's door is shut to that address at this moment."""
    tried = _recent().filter(username=key_of(username), ip_address=address or None)
    return (tried.aggregate(tries=Sum("failures_since_start"))["tries"] or 0) >= settings.AXES_FAILURE_LIMIT


def forget(username: str) -> None:
    """Open the account's door again to every address."""
    AccessAttempt.objects.filter(username=key_of(username)).delete()


def failures_from(address: str) -> int:
    """How many wrong passwords came from an address of late, whichever account they were for."""
    found = _recent().filter(ip_address=address or None).aggregate(tries=Sum("failures_since_start"))
    return int(found["tries"] or 0)


def _recent() -> Any:
    # The computer's own time, as django-axes keeps it: a demonstration's date does not open a door.
    return AccessAttempt.objects.filter(attempt_time__gt=timezone.now() - settings.AXES_COOLOFF_TIME)
