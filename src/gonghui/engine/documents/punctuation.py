"""Punctuation as Chinese official texts write it (GB/T 15834-2011)."""

import re

_HALF = ",;:!?"
_FULL = str.maketrans(",;:!?()", "，；：！？（）")
_CHINESE = re.compile(
    r"[\u3001-\u3011\u3014-\u301f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff5e\U00020000-\U000323af]"
)
_ASIDE = "“”‘’ "


def full_width(text: str) -> str:
    """Return the text with half-width , ; : ! ? ( ) made full-width wherever they stand beside Chinese.

    Numbers (1,000 and 10:30), codes, addresses and Latin runs stay as they are, and so does every full stop, since
    ``1.`` and ``12.2`` are right. A pair of brackets is changed together: when Chinese stands within it or touches
    it. The length never changes, so positions in the text stay true.

    >>> full_width("共57宗,其中转办38宗(占2/3);详见GB/T 9704-2012(2012年版).")
    '共57宗，其中转办38宗（占2/3）；详见GB/T 9704-2012（2012年版）.'
    >>> full_width("1,317.31 at 10:30, f(x)")
    '1,317.31 at 10:30, f(x)'
    """
    letters = list(text)
    before: list[str] = []
    while letters != before:  # a mark made full-width is Chinese to its neighbours, on either side
        before = letters.copy()
        _widen_brackets(letters)
        for place in (*range(len(letters)), *reversed(range(len(letters)))):
            if letters[place] in _HALF and _touches_chinese(letters, place, place):
                letters[place] = letters[place].translate(_FULL)
    return "".join(letters)


def _widen_brackets(letters: list[str]) -> None:
    pending: list[int] = []
    for place, letter in enumerate(letters):
        if letter in "(（":
            pending.append(place)
        elif letter in ")）":
            opening = pending.pop() if pending else place
            _widen_pair(letters, opening, place)
    for opening in pending:
        _widen_pair(letters, opening, opening)


def _widen_pair(letters: list[str], opening: int, closing: int) -> None:
    inside = "".join(letters[opening + 1 : closing])
    unlike = {letters[opening], letters[closing]} & {"（", "）"}
    if unlike or _CHINESE.search(inside) or _touches_chinese(letters, opening, closing):
        letters[opening] = letters[opening].translate(_FULL)
        letters[closing] = letters[closing].translate(_FULL)


def _touches_chinese(letters: list[str], start: int, end: int) -> bool:
    """Tell whether Chinese stands before ``start`` or after ``end``, quotation marks and spaces aside."""
    before = next((letters[place] for place in range(start - 1, -1, -1) if letters[place] not in _ASIDE), "")
    after = next((letters[place] for place in range(end + 1, len(letters)) if letters[place] not in _ASIDE), "")
    return any(_CHINESE.fullmatch(letter) for letter in (before, after))
