"""Decision sheets laid out by LibreOffice: two pages to decide on, and their grounds on a third at most.

Needs what ``test_word_render`` needs.
"""

from datetime import date
from pathlib import Path

import pytest

from registry.knowledge.snapshot import load
from registry.plan.elements import NOTES_HEADING
from registry.plan.sheet_files import sheet_bytes
from registry.publishing.sheet_assembly import make_sheet
from word_pages import MISSING, NEEDED, office_all, run

pytestmark = pytest.mark.skipif(bool(MISSING), reason=NEEDED)

PAGES_TO_DECIDE_ON, PAGES = 2, 3
NUMBERS = ("5", "13", "16", "17", "23")
"""Items with few provisions, many checks, several standard datasets, and none."""


def test_two_pages_to_decide_on_and_one_of_grounds(tmp_path: Path) -> None:
    view = load().at(date(2026, 11, 25))
    body = view.knowledge.bodies.find("132063")
    sources = []
    for number in NUMBERS:
        sheet = make_sheet(view, view.knowledge.item(number), body)
        sources.append(tmp_path / f"{number}.docx")
        sources[-1].write_bytes(sheet_bytes(sheet, view, ".docx"))
    for laid in office_all(tmp_path, sources, "pdf"):
        pages = run("pdftotext", "-layout", str(laid), "-").split("\f")[:-1]
        assert len(pages) <= PAGES, laid.stem
        whole = "\f".join(pages)
        deciding, heading, _ = whole.rpartition(f"{NOTES_HEADING}\n")
        assert heading, laid.stem
        assert "".join(deciding.split("\f")[PAGES_TO_DECIDE_ON:]).strip() == "", laid.stem
