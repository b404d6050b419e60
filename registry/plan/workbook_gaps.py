"""Gaps as sheets that sections fill in; ``registry.analysis.state_files`` reads them back."""

from collections.abc import Sequence
from datetime import date

from registry.analysis.gaps import STATE_LABELS, Finding, Gap, GapsAnswer
from registry.analysis.state_files import (
    BODY,
    FISCAL_YEAR,
    ID,
    NAME,
    NOTE,
    REASON,
    SECTION,
    STATE,
    VERSION,
)
from registry.analysis.steps import plain_step
from registry.plan.workbook_book import Book, Cell, Column
from registry.publishing.verdicts import VERDICT_LABELS
from registry.workspace.domain import STATES

KINDS = {"item": "情報項目", "dataset": "標準データセット"}
_TO_FILL_IN = "konkyo status import で取り込みます。"
_COLUMNS = (
    Column(heading="順位"),
    Column(heading="種類"),
    Column(heading=ID),
    Column(heading="項番"),
    Column(heading=NAME),
    Column(heading="判定"),
    Column(heading="目録"),
    Column(
        heading=STATE,
        prompt=f"公開の状態を選びます。空のままなら、何も変えません。{_TO_FILL_IN}",
        choices=STATES,
        only_choices=True,
        to_fill=True,
    ),
    Column(heading=SECTION, to_fill=True, prompt=f"担当する課の名前。{_TO_FILL_IN}"),
    Column(
        heading=FISCAL_YEAR, to_fill=True, prompt=f"公開する予定の年度（2027 など）。{_TO_FILL_IN}", year=True
    ),
    Column(heading=REASON, to_fill=True, prompt=f"そう決めた理由。{_TO_FILL_IN}"),
    Column(heading=NOTE, to_fill=True, prompt=f"覚え書き。{_TO_FILL_IN}"),
    Column(heading="順位の理由"),
    Column(heading="次の一手"),
    Column(
        heading=VERSION, prompt="書き出したときの版。ほかの人が後で変えていれば、取り込まずに知らせます。"
    ),
    Column(heading=BODY, prompt="取り込むときに、ほかの団体のファイルでないことを確かめます。"),
)


def gaps_workbook(gaps: GapsAnswer, day: date) -> bytes:
    """The gaps of a body as a workbook of its own. ``day``: from when it says that it is."""
    book = Book(f"未公開・不足（{gaps.body.name}）", day)
    about = gap_sheets(book, gaps)
    about_sheet(
        book,
        [
            ("団体", gaps.body.name),
            ("基準日", gaps.as_of),
            *about,
            *(("注意", notice) for notice in gaps.notices),
        ],
    )
    return book.content()


def gap_sheets(book: Book, gaps: GapsAnswer) -> list[tuple[str, Cell]]:
    """Add the sheets of gaps, of what is published and of what was ruled out; what each holds, for readers."""
    told: list[tuple[str, Cell]] = []
    sheets: tuple[tuple[str, Sequence[Finding], str], ...] = (
        (
            "ギャップ",
            gaps.gaps,
            "公開できるのに目録に見つからないもの。状態・担当課・年度・理由を記入して取り込めます",
        ),
        ("公開を確認", gaps.published, "目録か団体の記録で、公開を確かめたもの"),
        ("対象外", gaps.ruled_out, "団体が対象外としたもの"),
    )
    for name, findings, said in sheets:
        if findings or name == "ギャップ":
            rows = [_row(finding, gaps.body.code) for finding in findings]
            called = book.sheet(name, _COLUMNS, rows, frozen=5)
            told.append((f"シート「{called}」", f"{said}（{len(findings)} 件）"))
    return told


def about_sheet(book: Book, lines: Sequence[tuple[str, Cell]]) -> None:
    """Add the sheet that says what the workbook is."""
    book.sheet("説明", (Column(heading="事項"), Column(heading="内容")), lines)


def _row(finding: Finding, body_code: str) -> list[Cell]:
    told = finding.told
    gap = finding if isinstance(finding, Gap) else None
    return [
        gap.rank if gap is not None else None,
        KINDS[finding.kind],
        finding.id,
        finding.number,
        finding.name,
        VERDICT_LABELS[finding.verdict] if finding.verdict is not None else "―",
        STATE_LABELS[finding.state],
        told.state if told is not None else "",
        told.section if told is not None else "",
        told.fiscal_year if told is not None else None,
        told.reason if told is not None else "",
        told.note if told is not None else "",
        "\n".join((*(gap.reasons if gap is not None else ()), *finding.notes)),
        plain_step(gap.next_step) if gap is not None else "",
        told.row_version if told is not None else 0,
        body_code,
    ]
