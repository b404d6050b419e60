"""A list as it is shown, as text for other programs."""

from datetime import UTC, datetime
from io import BytesIO

import pytest

from registry.errors import UsageError
from registry.plan.shown_list import ENDINGS, ShownList, list_bytes, list_csv, list_markdown, list_tabbed

AT = datetime(2026, 11, 25, tzinfo=UTC)
HOSTILE = ShownList(
    title="一覧 | <b>",
    headings=("番", "名称"),
    rows=(("1", "=HYPERLINK(1)"), ("2", "a|b\nc\td\x1b[31m"), ("3", "*強調* [x](y)")),
    notes=("基準日 令和8年",),
)


def test_markdown_keeps_its_cells() -> None:
    text = list_markdown(HOSTILE)
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert len(rows) == 5
    assert "\\*強調\\*" in text
    assert "a\\|b" in text
    assert "\x1b" not in text


def test_csv_and_tabbed_hold_no_formula() -> None:
    assert "'=HYPERLINK" in list_csv(HOSTILE)
    lines = list_tabbed(HOSTILE).splitlines()
    assert len(lines) == 4
    assert all(line.count("\t") == 1 for line in lines)
    assert "'=HYPERLINK" in lines[1]


@pytest.mark.parametrize("ending", ENDINGS)
def test_files(ending: str) -> None:
    content = list_bytes(HOSTILE, ending, AT)
    assert content.startswith({".csv": b"\xef\xbb\xbf", ".md": b"##", ".xlsx": b"PK"}[ending])
    if ending == ".xlsx":
        from python_calamine import CalamineWorkbook

        rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
        assert rows[1][1] in ("=HYPERLINK(1)", "'=HYPERLINK(1)")


def test_an_unknown_ending_is_refused() -> None:
    with pytest.raises(UsageError, match="xlsx"):
        list_bytes(HOSTILE, ".pdf", AT)
