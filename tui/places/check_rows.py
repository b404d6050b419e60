"""Rows and texts of the checks: files, findings, what one finding means, what a repaired copy did."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from registry.standards.answers import FileCheck, Fixed
from registry.standards.findings import SEVERITY_LABELS, Finding, Rule, Severity
from registry.standards.forms import Fit
from registry.text.display import width
from tui.listing import Facet, Listing, ShownColumn
from tui.widgets.passages import Passage
from tui.widgets.row_list import Cell, Column, Role, Row

FILE_COLUMNS = (
    Column("ファイル", 20, flexible=True),
    Column("誤り", 5, right=True),
    Column("注意", 5, right=True),
)
_ROLES: dict[Severity, Role] = {Severity.ERROR: "error", Severity.WARNING: "caution", Severity.INFO: "dim"}
_FAMILIES = {
    "F": "ファイル",
    "H": "見出し",
    "D": "定義",
    "V": "値",
    "M": "機械判読",
    "P": "個人情報",
}
_ORDER = {severity: place for place, severity in enumerate(Severity)}
_REDACTIONS = 8


WHAT_IT_DOES = (
    Passage("標準データセットの様式、値の書き方、機械判読、個人情報の点から調べます", "heading"),
    Passage("もとのファイルは変えません。直すときは、r で写しを作ります。", indent=1),
    Passage("個人情報らしい値は伏せて示します。全体は、画面にも書き出しにも出ません。", indent=1),
)


class FindingLine(NamedTuple):
    """A finding in its place among those of its file."""

    place: int
    finding: Finding
    sheets: bool
    """True: the file has several sheets."""

    @property
    def personal(self) -> bool:
        """True for what may be personal data."""
        return self.finding.code.startswith("P")


def finding_lines(check: FileCheck) -> list[FindingLine]:
    """The findings of a file as they come: the gravest first."""
    several = len(check.sheets) > 1
    return [FindingLine(place, finding, several) for place, finding in enumerate(check.findings)]


def file_rows(checks: Sequence[FileCheck]) -> list[Row]:
    """The files in the list; of several with the same name the folder is told too."""
    counts = Counter(Path(check.path).name for check in checks)
    return [_file_row(check, with_folder=counts[Path(check.path).name] > 1) for check in checks]


def _file_row(check: FileCheck, *, with_folder: bool) -> Row:
    path = Path(check.path)
    name = f"{path.name}（{path.absolute().parent.name}）" if with_folder else path.name
    if check.refused:
        return Row(check.path, (Cell(name, "error"), Cell("読めず", "error"), ""))
    errors = Cell(f"{check.errors:,}", "error" if check.errors else "dim")
    return Row(
        check.path, (name, errors, Cell(f"{check.warnings:,}", "caution" if check.warnings else "dim"))
    )


def file_lines(check: FileCheck) -> Iterator[Passage]:
    """What a file is: form, how much of it fits, encoding, rows, personal data, its copy."""
    name = Path(check.path).name
    if width(name) > FILE_COLUMNS[0].width:
        yield Passage(name, "dim")
    if check.refused:
        yield Passage("読めませんでした", "error")
        yield from (Passage(line.strip(), indent=1) for line in check.refused.splitlines())
        return
    found = check.dataset
    if found is None:
        yield Passage("標準データセットのどれにも当たりません", "heading")
        yield Passage("機械判読と値の書き方だけを点検しました", "dim")
    else:
        how = "" if found.fit is Fit.IS else "に似ています"
        yield Passage(f"標準 {found.name}{how}", "heading")
        yield Passage(f"{found.generation_name}  {found.id}", "dim")
        columns = [column for sheet in check.sheets if sheet.dataset == found for column in sheet.columns]
        fitting = sum(column.column is not None for column in columns)
        yield Passage(f"{len(columns):,}列中 {fitting:,}列が一致")
    yield Passage(f"{check.kind}  {check.encoding}  データ {check.rows:,}行".replace("    ", "  "))
    fixable = fixable_places(check.findings)
    person = sum(finding.count for finding in check.findings) - fixable
    yield Passage(f"直せる {fixable:,}か所  人が見る {person:,}か所")
    if check.redactions:
        total = sum(one.count for one in check.redactions)
        yield Passage(f"個人情報の候補 {total:,}か所（値は伏せます）", "caution")
    if check.fixed is not None:
        yield from _copy_lines(check, check.fixed)


def fixable_places(findings: Iterable[Finding]) -> int:
    """Places that a repaired copy puts right."""
    return sum(finding.count for finding in findings if finding.fixable)


def mended_places(check: FileCheck) -> int:
    """Those of them that are right in the copy; 0 without a copy."""
    if check.fixed is None:
        return 0
    return max(fixable_places(check.findings) - fixable_places(check.fixed.left), 0)


def _copy_lines(check: FileCheck, fixed: Fixed) -> Iterator[Passage]:
    yield Passage("")
    told = f"直せる {fixable_places(check.findings):,}か所のうち {mended_places(check):,}か所"
    yield Passage(f"直した写し  {told}", "heading")
    yield Passage(f"{fixed.path}  {fixed.rows:,}行", indent=1)
    if fixed.changes:
        yield Passage(
            "書き換えの内訳（1つの書き換えで、いくつかの指摘が直ることがあります）", "dim", indent=1
        )
    for change in fixed.changes:
        column = f"「{change.column}」 " if change.column else ""
        example = f"  例 {change.before} → {change.after}" if change.before or change.after else ""
        yield Passage(f"{column}{change.what} {change.count:,}か所{example}", indent=1)
    left = sum(finding.severity is Severity.ERROR for finding in fixed.left)
    yield Passage(f"残った指摘 {len(fixed.left):,}（誤り {left:,}）  元のデータで直します", "dim", indent=1)
    if fixed.not_copied:
        yield Passage(f"写していないシート {'、'.join(fixed.not_copied)}", "caution", indent=1)


def finding_passages(line: FindingLine, check: FileCheck, rule: Rule | None) -> Iterator[Passage]:
    """What was found, why it matters, what to do."""
    finding = line.finding
    head = f"{SEVERITY_LABELS[finding.severity]} {finding.code}  {rule.title if rule else finding.message}"
    yield Passage(head, "heading", mark="直せます" if finding.fixable else "人が見ます")
    yield Passage(finding.message)
    told = [f"シート {finding.sheet}" if line.sheets and finding.sheet else ""]
    told += [f"{finding.row:,}行目" if finding.row else "", f"列 {finding.column}" if finding.column else ""]
    told += [
        f"値 {finding.value}" if finding.value else "",
        f"{finding.count:,}か所" if finding.count > 1 else "",
    ]
    if any(told):
        yield Passage("   ".join(filter(None, told)), "dim")
    if line.personal:
        yield Passage("個人情報かもしれない値は、伏せて示しています", "caution")
    yield Passage("")
    if rule is not None:
        yield Passage("なぜ", "heading")
        yield Passage(rule.why, indent=1)
    yield Passage("どう直すか", "heading")
    yield Passage(finding.fix, indent=1)
    if finding.fixable:
        yield Passage("r で直した写しを作れます。もとのファイルは変えません", "good", indent=1)
    if rule is not None and rule.source:
        yield Passage(f"出典  {rule.source}", "dim")
    yield from _column_passages(finding, check)
    yield from _redaction_passages(finding, check)


def _column_passages(finding: Finding, check: FileCheck) -> Iterator[Passage]:
    """What the column was taken for."""
    if finding.column_number is None:
        return
    for sheet in check.sheets:
        if sheet.name != finding.sheet:
            continue
        for column in sheet.columns:
            if column.number == finding.column_number and column.column and column.how != "一致":
                yield Passage(f"この列の見方  {column.heading} → {column.column}（{column.how}）", "dim")


def _redaction_passages(finding: Finding, check: FileCheck) -> Iterator[Passage]:
    """The masked values of the column, for personal data."""
    if not finding.code.startswith("P"):
        return
    found = [
        one
        for one in check.redactions
        if one.column_number == finding.column_number and one.sheet == finding.sheet
    ]
    if found:
        yield Passage("")
        yield Passage("公開の前に確かめる値（伏せ字）", "heading")
    for one in found[:_REDACTIONS]:
        place = f"{one.row:,}行目" if one.row else "列全体"
        yield Passage(f"{place}  {one.kind}  {one.masked}  {one.reason}", indent=1)
    if len(found) > _REDACTIONS:
        yield Passage(f"ほか {len(found) - _REDACTIONS:,}か所", "dim", indent=1)


def finding_listing() -> Listing[FindingLine]:
    """The list of findings as the place shows it."""

    def rank(line: FindingLine, words: str) -> int | None:
        from registry.text.normalise import fold, matches

        finding = line.finding
        if fold(finding.code) == fold(words) or fold(finding.column or "") == fold(words):
            return 0
        return (
            1 if matches(words, (finding.message, finding.column or "", finding.value, finding.fix)) else None
        )

    return Listing(_COLUMNS, _FACETS, lambda line: str(line.place), rank)


def _row_cell(line: FindingLine) -> Cell | str:
    finding = line.finding
    return Cell("-", "dim") if finding.row is None else f"{finding.row:,}"


def _column_cell(line: FindingLine) -> Cell | str:
    return line.finding.column or Cell("全体", "dim")


def _message_cell(line: FindingLine) -> Cell | str:
    finding = line.finding
    count = f"（{finding.count:,}か所）" if finding.count > 1 else ""
    return f"{finding.message}{count}"


def _severity_values(line: FindingLine) -> Iterable[tuple[str, str]]:
    severity = line.finding.severity
    yield severity.value, SEVERITY_LABELS[severity]


def _code_values(line: FindingLine) -> Iterable[tuple[str, str]]:
    yield line.finding.code, line.finding.code


def _family_values(line: FindingLine) -> Iterable[tuple[str, str]]:
    letter = line.finding.code[:1]
    yield letter, _FAMILIES.get(letter, letter)


def _mend_values(line: FindingLine) -> Iterable[tuple[str, str]]:
    yield ("fixable", "写しで直せる") if line.finding.fixable else ("person", "人が見る")


_COLUMNS: tuple[ShownColumn[FindingLine], ...] = (
    ShownColumn(
        "severity",
        Column("重さ", 4),
        lambda line: Cell(SEVERITY_LABELS[line.finding.severity], _ROLES[line.finding.severity]),
        lambda line: _ORDER[line.finding.severity],
    ),
    ShownColumn("code", Column("番号", 4), lambda line: line.finding.code, lambda line: line.finding.code),
    ShownColumn("row", Column("行", 6, right=True), _row_cell, lambda line: line.finding.row or 0),
    ShownColumn("column", Column("列", 14), _column_cell, lambda line: line.finding.column_number or 0),
    ShownColumn(
        "message", Column("内容", 28, flexible=True), _message_cell, lambda line: line.finding.message
    ),
    ShownColumn(
        "mend",
        Column("直す", 4, stays=False),
        lambda line: Cell("写し", "good") if line.finding.fixable else Cell("人", "dim"),
        lambda line: line.finding.fixable,
    ),
)
_FACETS: tuple[Facet[FindingLine], ...] = (
    Facet("severity", "重さ", _severity_values),
    Facet("mend", "直し方", _mend_values),
    Facet("family", "種類", _family_values),
    Facet("code", "番号", _code_values),
)
