"""Bookmark names for figures: the tie that survives programs which drop a content control's tag."""

import hashlib
import re

_LIMIT = 40
_OURS = re.compile(r"F\d{3,}___\w+")
_SPELT = {".": "_", "_": "__", "-": "___"}
_MEANT = {spelling: sign for sign, spelling in _SPELT.items()}
_SHORTENED = "____"


def bookmark_name(figure_id: str) -> str:
    """Return the bookmark's name for a figure's id: letters, digits and underscores, 40 at most, as Word allows.

    A longer name is cut and closed with a digest, so that two ids never share one.

    >>> bookmark_name("F001-contributions.received_total")
    'F001___contributions_received__total'
    """
    name = re.sub(r"[._-]", lambda sign: _SPELT[sign[0]], figure_id)
    if len(name) <= _LIMIT:
        return name
    digest = hashlib.sha256(figure_id.encode()).hexdigest()[:8]
    return name[: _LIMIT - len(_SHORTENED) - len(digest)].rstrip("_") + _SHORTENED + digest


def figure_id(name: str) -> str | None:
    """Return the figure's id that a bookmark's name spells, or None for a bookmark of somebody else.

    A name that was cut does not spell its id and comes back as it is.

    >>> figure_id("F001___contributions_received__total"), figure_id("_GoBack")
    ('F001-contributions.received_total', None)
    """
    if _OURS.fullmatch(name) is None:
        return None
    if _SHORTENED in name:
        return name
    return re.sub(r"_+", lambda run: _MEANT[run[0]], name)
