"""One table in every format: golden bytes, alignment of wide characters, and inert outside text."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.render.formats import Format, render
from registry.render.tables import Table, as_csv, as_markdown, as_text
from registry.text.display import width

TABLE = Table(
    title="公開できる情報",
    columns=("項番", "情報項目", "判定"),
    rows=(("15", "道路台帳", "条件付"), ("3", "保管車両一覧簿、保管積載物一覧簿", "対象外")),
    notes=("基準日 2026-11-25",),
)

GOLDEN_TEXT = """\
公開できる情報
項番  情報項目                          判定
────  ────────────────────────────────  ──────
15    道路台帳                          条件付
3     保管車両一覧簿、保管積載物一覧簿  対象外
基準日 2026-11-25
"""
GOLDEN_MARKDOWN = """\
## 公開できる情報

| 項番 | 情報項目 | 判定 |
| --- | --- | --- |
| 15 | 道路台帳 | 条件付 |
| 3 | 保管車両一覧簿、保管積載物一覧簿 | 対象外 |

- 基準日 2026-11-25
"""
GOLDEN_CSV = "項番,情報項目,判定\r\n15,道路台帳,条件付\r\n3,保管車両一覧簿、保管積載物一覧簿,対象外\r\n"


def test_golden_bytes() -> None:
    assert as_text(TABLE) == GOLDEN_TEXT
    assert as_markdown(TABLE) == GOLDEN_MARKDOWN
    assert as_csv(TABLE) == GOLDEN_CSV
    assert as_csv(TABLE, bom=True).encode("utf-8")[:3] == b"\xef\xbb\xbf"
    assert render({"項番": 15}, Format.JSON, lambda _: TABLE) == '{\n  "項番": 15\n}\n'


HOSTILE = (
    "\x1b[31m赤\x1b[0m",
    "[red]題[/red]",
    "=cmd|' /C calc'!A0",
    "a|b\nc",
    "<script>alert(1)</script>",
    "\u202eかくす\u202c",
    "前\x00後",
    "片割れ\ud800",
    "@SUM(1)",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_outside_text_is_inert_in_every_format(text: str) -> None:
    table = Table(title=text, columns=("題",), rows=((text,),), notes=(text,))
    shown = as_text(table)
    assert not any(mark in shown for mark in ("\x1b", "\x00", "\u202e", "\ud800"))
    markdown = as_markdown(table)
    assert "<script>" not in markdown
    assert sum(line.startswith("| ") for line in markdown.splitlines()) == 3
    cells = [row for row in csv.reader(io.StringIO(as_csv(table), newline=""))]
    assert len(cells) == 2
    assert cells[1][0][0] not in "=@"


@given(
    st.lists(st.tuples(st.text(max_size=60), st.text(max_size=60)), min_size=1, max_size=5),
    st.integers(min_value=20, max_value=160),
)
def test_no_line_is_wider_than_the_screen(rows: list[tuple[str, str]], columns: int) -> None:
    table = Table(title="", columns=("甲", "乙"), rows=tuple(rows))
    assert all(width(line) <= max(columns, 18) for line in as_text(table, columns).split("\n"))


def test_an_empty_table_says_so() -> None:
    empty = Table(title="", columns=("甲",), rows=(), empty="ありません。")
    assert as_text(empty) == "ありません。\n"
    assert "ありません。" in as_markdown(empty)
    assert as_csv(empty) == "甲\r\n"
