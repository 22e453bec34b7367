"""Pinyin of names: initials for searching, and a key by which every database sorts alike.

pypinyin is loaded at the first call, since its dictionary takes a fifth of a second.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import chain

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]+")
_RUN = re.compile(rf"(?P<han>{_HAN.pattern})|[a-z0-9]+")

# Surnames that are read otherwise as words; compound surnames the dictionary knows
_SURNAMES = {
    "单": "shan", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "盖": "ge", "朴": "piao", "曾": "zeng",
    "翟": "zhai", "缪": "miao", "覃": "qin", "种": "chong", "折": "she", "员": "yun", "贠": "yun", "召": "shao",
    "祭": "zhai", "繁": "po", "能": "nai", "卜": "bu", "么": "yao", "都": "du",
}  # fmt: skip
_COMPOUND = ("单于",)
_NO_NAME_ENDS_SO = tuple("省市县区镇乡街村社组路园厂店部会校院所站")


def initials(text: str) -> str:
    """Return the first letters of the syllables in small letters; Latin letters and digits are kept whole.

    Two or three Chinese characters alone, unless they end like a place, are taken for a person's name, whose surname
    may have a reading of its own.

    >>> initials("张三丰"), initials("曾小明"), initials("3号楼A座")
    ('zsf', 'zxm', '3hlaz')
    """
    return "".join(part[0] if syllable else part for part, syllable in _parts(text))


def sort_key(text: str) -> str:
    """Return the syllables in small letters, separated by spaces; ü is written v.

    >>> sort_key("张三丰"), sort_key("吕萍"), sort_key("ABC公司")
    ('zhang san feng', 'lv ping', 'abc gong si')
    """
    return " ".join(part for part, _ in _parts(text))


@lru_cache(maxsize=1024)  # a row asks for initials and key, before and after its checks
def _parts(text: str) -> list[tuple[str, bool]]:
    """Split into syllables (True) and runs of Latin letters or digits (False); all else is dropped."""
    normal = unicodedata.normalize("NFKC", text).lower().strip()
    runs = [(run.group(), run.group("han") is not None) for run in _RUN.finditer(normal)]
    parts = list(chain.from_iterable(_syllables(run) if han else [(run, False)] for run, han in runs))
    surname = _SURNAMES.get(normal[:1])
    if surname and _like_a_name(normal):
        parts[0] = (surname, True)
    return parts


def _like_a_name(text: str) -> bool:
    two_or_three = 2 <= len(text) <= 3 and _HAN.fullmatch(text) is not None
    return two_or_three and not text.startswith(_COMPOUND) and not text.endswith(_NO_NAME_ENDS_SO)


def _syllables(run: str) -> list[tuple[str, bool]]:
    from pypinyin import Style, lazy_pinyin

    return [(syllable.lower(), True) for syllable in lazy_pinyin(run, style=Style.NORMAL)]
