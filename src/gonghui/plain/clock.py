"""The one clock: nothing else in the project asks the system for the date.

The date is, in this order: the environment variable ``GONGHUI_TODAY`` (``2025-12-12``); what ``database_date``
answers (a demo database carries a date of its own); the system's date in China.
"""

import os
from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")
VARIABLE = "GONGHUI_TODAY"


def no_database_date() -> date | None:
    """Answer that no database sets the date; the hook's first value."""
    return None


database_date: Callable[[], date | None] = no_database_date
"""Asked for the date that the database carries, or None; the site sets it when it starts."""


def today() -> date:
    """Return the date of work, in China.

    Raises ValueError, with the remedy in Chinese, if ``GONGHUI_TODAY`` is set to anything but a date.

    >>> import os
    >>> os.environ["GONGHUI_TODAY"] = "2025-12-12"
    >>> today()
    datetime.date(2025, 12, 12)
    >>> del os.environ["GONGHUI_TODAY"]
    """
    return _set_date() or datetime.now(CHINA).date()


def now() -> datetime:
    """Return the moment of work, aware, in China's time: the date of `today` with the system's time of day."""
    moment = datetime.now(CHINA)
    day = _set_date()
    return moment if day is None else datetime.combine(day, moment.timetz())


def _set_date() -> date | None:
    text = os.environ.get(VARIABLE, "").strip()
    if not text:
        return database_date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"环境变量 {VARIABLE} 不是日期，请写成 2025-12-12 的样子，或者不设。") from None
