"""What a file or a sheet shows before its records are read: merged cells, formulas, pictures, what stands above."""

from collections import Counter
from collections.abc import Sequence

from registry.catalogue.tables import Row, shown_row
from registry.standards.findings import Report, shortened
from registry.standards.layout_characters import SIGN, shown_characters
from registry.standards.layout_time import era_headings
from registry.standards.sheets import CellPlace, Heading, Sheet

_TABLES = frozenset({"csv", "xlsx", "xls", "xlsm"})
_SHOWN = 6
_LEAST_ERAS = 2


def check_kind(kind: str, report: Report) -> None:
    """1-1: Excel or CSV; ``kind`` as ``DataFile.kind`` tells it."""
    if kind not in _TABLES:
        report.add("M01", f"ファイルの形式は {kind} です")


def check_sheet(sheet: Sheet, heading: Heading | None, report: Report) -> None:
    """Findings on a sheet as a whole; its rows are left for others to read."""
    _check_facts(sheet, report)
    if heading is None:
        return
    above = [row for row in heading.above if any(cell.strip() for cell in row.cells)]
    first = heading.row - heading.height + 1
    if first > 1:
        report.add("M20", _told_above(first, above), count=max(1, len(above)))
    if signs := Counter(SIGN.findall("\n".join(heading.names))):
        report.add("M10", f"見出しに機種依存文字があります：{shown_characters(signs)}", count=signs.total())
    eras = era_headings(heading.names)
    if len(eras) >= _LEAST_ERAS:
        shown = "、".join(f"「{shortened(name)}」" for name in eras[:_SHOWN])
        report.add("M11", f"{len(eras)} 列の見出しの年が和暦だけです：{shown}", count=len(eras))
    _check_side_by_side(heading.names, report)


def _told_above(first: int, above: Sequence[Row]) -> str:
    told = f"見出しは {first} 行目にあり、その上に"
    if not above:
        return f"{told}空の行が {first - 1} あります"
    said = [shortened(shown_row(list(dict.fromkeys(row.cells)))) for row in above[:3]]  # merged cells repeat
    shown = "、".join(f"「{text}」" for text in said)
    return f"{told}{shown}{' など' if len(above) > 3 else ''}があります"


def _check_side_by_side(names: Sequence[str], report: Report) -> None:
    """1-15: the same headings again on the other side of a column without one."""
    blocks: list[list[str]] = [[]]
    for name in names:
        if name.strip():
            blocks[-1].append(name.strip())
        elif blocks[-1]:
            blocks.append([])
    seen: list[set[str]] = []
    for block in blocks:
        own = set(block)
        if len(own) >= 2 and any(len(own & other) >= 2 and len(own & other) * 2 > len(own) for other in seen):
            report.add("M15", f"同じ見出しの表が横に並んでいます（「{shortened(block[0])}」から）")
            return
        seen.append(own)


def _check_facts(sheet: Sheet, report: Report) -> None:
    facts = sheet.facts
    if facts.merged_count:
        shown = "、".join(facts.merged[:_SHOWN])
        rest = " ほか" if facts.merged_count > min(len(facts.merged), _SHOWN) else ""
        report.add(
            "M04",
            f"結合したセルが {facts.merged_count:,} か所あります：{shown}{rest}",
            count=facts.merged_count,
        )
    if facts.formula_count:
        shown = "、".join(_address(place) for place in facts.formulas[:_SHOWN])
        rest = " ほか" if facts.formula_count > min(len(facts.formulas), _SHOWN) else ""
        report.add(
            "M07", f"数式のセルが {facts.formula_count:,} あります：{shown}{rest}", count=facts.formula_count
        )
    if facts.objects:
        report.add("M08", f"図、写真、グラフ、テキストの枠が {facts.objects:,} あります", count=facts.objects)
    if facts.comments:
        report.add("M17", f"コメントが {facts.comments:,} あります", count=facts.comments)
    if facts.hidden:
        report.add("M16", "シートそのものが隠れています")
    if facts.hidden_rows:
        shown = "、".join(str(row) for row in facts.hidden_rows[:_SHOWN])
        rest = " ほか" if len(facts.hidden_rows) > _SHOWN else ""
        report.add(
            "M16",
            f"隠れた行が {len(facts.hidden_rows):,} あります：{shown}{rest} 行目",
            count=len(facts.hidden_rows),
        )
    if facts.hidden_columns:
        shown = "、".join(_letters(column) for column in facts.hidden_columns[:_SHOWN])
        rest = " ほか" if len(facts.hidden_columns) > _SHOWN else ""
        report.add(
            "M16",
            f"隠れた列が {len(facts.hidden_columns):,} あります：{shown}{rest} 列",
            count=len(facts.hidden_columns),
        )


def _address(place: CellPlace) -> str:
    return f"{_letters(place.column)}{place.row}"


def _letters(column: int) -> str:
    """A column as a spreadsheet shows it: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
