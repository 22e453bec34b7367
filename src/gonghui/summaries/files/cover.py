"""The report under which a summary is sent to the union above (报送总结的报告; GB/T 9704-2012, upward)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from gonghui.engine.access.models import Organisation, Post
from gonghui.engine.documents import content, official
from gonghui.offices.place_words import words_of
from gonghui.offices.roles import Role
from gonghui.plain import clock
from gonghui.summaries.paper import Paper

LONGEST = 60
# What an office writes in by hand once the number is given out.
NO_NUMBER = "〔{year}〕　　号"
_SEPARATORS = re.compile(r"[，,、；;\n]+")


@dataclass(frozen=True)
class CoverWords:
    """What only people know of a covering report: its number, who signs it off, to whom it goes, and copies to."""

    number: str
    signer: str
    addressee: str
    copies: tuple[str, ...] = ()


def usual_words(place: Organisation, day: date, *, signer: str = "") -> CoverWords:
    """The words as far as the system knows them; `signer` goes before the chair who is in office."""
    return CoverWords(NO_NUMBER.format(year=day.year), signer or _chair(place), words_of(place).upper)


def read_words(usual: CoverWords, *, number: str, signer: str, addressee: str, copies: str) -> CoverWords:
    """What a person typed over the `usual` words; copies are parted by commas. Raises ValueError in Chinese."""
    typed = CoverWords(
        _one_line("发文字号", number) or usual.number,
        _one_line("签发人", signer) or usual.signer,
        _one_line("主送机关", addressee) or usual.addressee,
        tuple(_one_line("抄送机关", name) for name in _SEPARATORS.split(copies) if name.strip(" 　。")),
    )
    if len(typed.copies) > 20:
        raise ValueError(f"抄送机关有{len(typed.copies)}个，最多20个，请减少。")
    return typed


def write(paper: Paper, words: CoverWords, *, dated: date) -> bytes:
    """The covering report as the bytes of a .docx file; the summary goes with it in a file of its own."""
    summary = "".join(paper.title)
    return official.write(
        content.OfficialDocument(
            title=(f"{paper.union_name}关于报送", f"{paper.title[-1]}的报告"),
            blocks=(
                content.Paragraph((f"现将{paper.title[-1]}随文报上，请予审阅。",)),
                content.Paragraph(("专此报告。",)),
            ),
            signed_by=paper.union_name,
            dated=dated,
            letterhead=content.Letterhead(f"{paper.union_name}文件", words.number, words.signer),
            addressee=words.addressee,
            enclosures=(summary,),
            imprint=content.Imprint(words.copies, paper.union_name, dated),
        )
    )


def _chair(place: Organisation) -> str:
    posts = Post.objects.filter(organisation=place, role=Role.CHAIR).select_related("account").order_by("id")
    return next((str(post.account.name) for post in posts if post.held_on(clock.today())), "")


def _one_line(name: str, text: str) -> str:
    text = " ".join(text.split(" ")).strip(" 　。") if name == "抄送机关" else text.strip()
    if len(text) > LONGEST or any(letter in text for letter in "\n\r\t"):
        raise ValueError(f"{name}最多{LONGEST}个字，写在一行里，请改短。")
    return text
