"""Tables of file checks."""

from collections.abc import Sequence
from itertools import takewhile
from pathlib import PurePath

from registry.render.tables import Table
from registry.standards.answers import CheckAnswer, FileCheck, Fixed, Redaction, Summary
from registry.standards.findings import SEVERITY_LABELS, Finding
from registry.standards.forms import Fit

COLUMNS = ("重さ", "コード", "場所", "列", "値", "指摘", "直し方")
_MEND = COLUMNS.index("直し方")
_SHOWN_REDACTIONS = 20


def check_table(answer: FileCheck | CheckAnswer, *, mends: bool = True) -> Table:
    """One row per finding; several files have their name in front. ``mends`` False leaves out how to mend."""
    shown = len(COLUMNS) if mends else _MEND
    if isinstance(answer, FileCheck):
        return Table(
            title=f"点検: {answer.path}",
            columns=COLUMNS[:shown],
            rows=tuple(finding_row(finding, answer)[:shown] for finding in answer.findings),
            notes=(*recognised_lines(answer), *_redaction_lines(answer), *_fixed_lines(answer.fixed)),
            empty="指摘はありません。",
        )
    folder, names = short_names([check.path for check in answer.files])
    return Table(
        title=f"点検: {answer.summary.files:,} ファイル" + (f"（{folder}）" if folder else ""),
        columns=("ファイル", *COLUMNS[:shown]),
        rows=tuple(
            (name, *finding_row(finding, check)[:shown])
            for name, check in zip(names, answer.files, strict=True)
            for finding in check.findings
        ),
        notes=(
            *(
                f"{name}: {line}"
                for name, check in zip(names, answer.files, strict=True)
                for line in file_lines(check)
            ),
            summary_line(answer.summary),
        ),
        empty="指摘はありません。",
    )


def short_names(paths: Sequence[str]) -> tuple[str, list[str]]:
    """The folder that all paths have in common, "" for none, and what of each path is left below it."""
    folders = [PurePath(path).parts[:-1] for path in paths]
    alike = takewhile(lambda parts: len(set(parts)) == 1, zip(*folders, strict=False))
    common = [parts[0] for parts in alike]
    names = [str(PurePath(*PurePath(path).parts[len(common) :])) for path in paths]
    return (str(PurePath(*common)) if common else ""), names


def finding_row(finding: Finding, check: FileCheck) -> tuple[str, ...]:
    """A finding of a file in the order of COLUMNS."""
    return (
        SEVERITY_LABELS[finding.severity],
        finding.code,
        place(sheet_shown(finding.sheet, check), finding.row),
        finding.column if finding.column is not None else "",
        finding.value,
        finding.message,
        finding.fix,
    )


def sheet_shown(sheet: str, check: FileCheck) -> str:
    """The name of a sheet, unless the file has no other."""
    return sheet if len(check.sheets) > 1 else ""


def place(sheet: str, row: int | None) -> str:
    """Sheet and row, as far as there are any."""
    return " ".join(
        part for part in (f"「{sheet}」" if sheet else "", f"{row:,} 行目" if row else "") if part
    )


def file_lines(check: FileCheck) -> tuple[str, ...]:
    """What a file is and how it fared, in few lines."""
    if check.refused:
        return (f"読めませんでした。{check.refused}",)
    return (*recognised_lines(check), *_redaction_lines(check)[:1], *_fixed_lines(check.fixed)[:1])


def recognised_lines(check: FileCheck) -> tuple[str, ...]:
    """Form, what it was recognised as, and the counts."""
    dialect = "" if check.dialect == check.kind else check.dialect
    of = " ".join(part for part in (check.kind, check.encoding, dialect) if part)
    lines = [f"{of}、データ {check.rows:,} 行"]
    found = check.dataset
    if found is None:
        lines.append("標準データセットのどれにも当たりません（機械判読と値の点検だけをしました）")
    else:
        how = "として点検しました" if found.fit is Fit.IS else "に似ています"
        lines.append(f"{found.name}（{found.generation_name}、{found.id}、一致度 {found.score:.2f}）{how}")
    lines.append(f"誤り {check.errors:,}、注意 {check.warnings:,}、参考 {check.infos:,}")
    return tuple(lines)


def summary_line(summary: Summary) -> str:
    """Counts over all files in one line."""
    refused = f"、読めないファイル {summary.refused:,}" if summary.refused else ""
    return (
        f"{summary.files:,} ファイル: 問題のないもの {summary.clean:,}、誤りのあるもの {summary.with_errors:,}{refused}"
        f"（誤り {summary.errors:,}、注意 {summary.warnings:,}、参考 {summary.infos:,}、"
        f"個人情報の候補 {summary.redactions:,}）"
    )


def redaction_row(redaction: Redaction, check: FileCheck) -> tuple[str, ...]:
    """Place, column, kind, masked value, reason."""
    return (
        place(sheet_shown(redaction.sheet, check), redaction.row) or "列全体",
        redaction.column,
        redaction.kind,
        redaction.masked,
        redaction.reason,
    )


def _redaction_lines(check: FileCheck) -> tuple[str, ...]:
    if not check.redactions:
        return ()
    total = sum(redaction.count for redaction in check.redactions)
    lines = [f"公開の前に確かめる個人情報の候補が {total:,} か所あります（値は伏せて示します）"]
    lines += [
        "伏せる候補: " + "、".join(filter(None, redaction_row(one, check)))
        for one in check.redactions[:_SHOWN_REDACTIONS]
    ]
    if len(check.redactions) > _SHOWN_REDACTIONS:
        lines.append("伏せる候補の残りは --format json か --report で見られます")
    return tuple(lines)


def _fixed_lines(fixed: Fixed | None) -> tuple[str, ...]:
    if fixed is None:
        return ()
    lines = [f"直した写し: {fixed.path}（{fixed.encoding}、{fixed.rows:,} 行）"]
    lines += [
        f"見出し: {'・'.join(one.headings)} → {one.column}（{one.how}）"
        for one in fixed.mapping
        if one.headings and one.headings != (one.column,)
    ]
    if blank := [one.column for one in fixed.mapping if not one.headings]:
        lines.append(f"空の列を加えた: {'、'.join(blank)}")
    for change in fixed.changes:
        example = f"（例: {change.before} → {change.after}）" if change.before or change.after else ""
        lines.append(
            "直したこと: "
            + " ".join(filter(None, (change.what, change.column, f"{change.count:,} か所")))
            + example
        )
    errors = sum(1 for finding in fixed.left if finding.severity == "error")
    lines.append(
        f"残したこと: {len(fixed.left):,} 件（うち誤り {errors:,}）。推測せずには直せないので、元のデータで直してください"
    )
    if fixed.not_copied:
        lines.append("写していないシート: " + "、".join(fixed.not_copied))
    return tuple(lines)
