"""LibreOffice, standing for the programs on people's desks, opens the document and saves it again."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from tests.engine.documents.samples import FULL, LONG, LONGER

from gonghui.engine.documents.bookmarks import bookmark_name
from gonghui.engine.documents.content import Appendix, OfficialDocument, Paragraph
from gonghui.engine.documents.official import write
from gonghui.engine.documents.reading import read_figures, read_text

pytestmark = [
    pytest.mark.skipif(
        shutil.which("soffice") is None, reason="没有安装LibreOffice（soffice），不能验证它打开文档的结果"
    ),
    pytest.mark.xdist_group("libreoffice"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("libreoffice")


def converted(folder: Path, document: OfficialDocument, form: str) -> Path:
    """The document as LibreOffice saves it in another form, with a profile of its own."""
    source = folder / "document.docx"
    source.write_bytes(write(document))
    saved = folder / "saved" / f"document.{form.partition(':')[0]}"
    saved.unlink(missing_ok=True)
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", form, "--outdir", str(saved.parent), str(source)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert saved.exists(), run.stderr
    return saved


def pages(pdf: Path) -> list[list[str]]:
    """The lines of each page, the spaces between Chinese and digits left out."""
    if shutil.which("pdftotext") is None:
        pytest.skip("没有安装pdftotext（poppler-utils），不能读出PDF里的文字")
    run = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True)
    return [
        [line.replace(" ", "") for line in page.splitlines() if line.strip()]
        for page in run.stdout.decode().split("\f")[:-1]
    ]


def test_saving_it_again_keeps_text_and_figures(folder: Path) -> None:
    saved = converted(folder, FULL, "docx:MS Word 2007 XML").read_bytes()
    assert _words(read_text(saved)) == _words(read_text(write(FULL)))
    assert [(each.id, each.text) for each in read_figures(saved)] == [
        (bookmark_name(each.id) if each.id in {LONG, LONGER} else each.id, each.text) for each in FULL.figures()
    ]


def test_everything_is_printed_in_order(folder: Path) -> None:
    printed = "".join(line for page in pages(converted(folder, FULL, "pdf")) for line in page)
    place = 0
    for text in filter(None, read_text(write(FULL)).splitlines()):
        place = printed.find(text.replace(" ", ""), place)
        assert place >= 0, text


def test_a_page_holds_22_lines_of_28_characters(folder: Path) -> None:
    letters = "".join(chr(0x4E00 + number) for number in range(26 + 45 * 28))
    document = OfficialDocument(
        "通知",
        (Paragraph((letters,)), Paragraph(("特此通知。",))),
        "某某镇总工会",
        date(2025, 3, 1),
        (Appendix("名单", (Paragraph(("见台账。",)),)),),
    )
    first, second, third, fourth = pages(converted(folder, document, "pdf"))
    assert [page[-1] for page in (first, second, third, fourth)] == ["—1—", "—2—", "—3—", "—4—"]
    assert first[0] == "通知"
    text = first[1:-1] + second[:-1] + third[:-5]
    assert "".join(text) == letters
    assert [len(line) for line in text] == [26] + [28] * 45
    assert len(second[:-1]) == 22
    assert third[-5:-1] == ["特此通知。", "附件：名单", "某某镇总工会", "2025年3月1日"]
    assert fourth[:-1] == ["附件", "名单", "见台账。"]


def _words(text: str) -> list[str]:
    return [line for line in text.splitlines() if line]
