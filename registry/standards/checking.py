"""``check_file`` and ``check_files``: data files held against the standard datasets and the rules of open data."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from msgspec import structs

from registry.errors import InputError, UsageError
from registry.knowledge.base import Knowledge
from registry.standards.answers import CheckAnswer, FileCheck, Redaction, SheetCheck, Summary
from registry.standards.building import forms_of
from registry.standards.codes import RULES
from registry.standards.file_findings import check_asides, check_file_itself, check_name, check_sheets
from registry.standards.findings import Finding, Report, Severity
from registry.standards.forms import Fit, Generation
from registry.standards.layout import check_kind
from registry.standards.opening import Advance, open_file
from registry.standards.sheet_checking import Checked, Standards, check_one_sheet
from registry.text.normalise import fold

Progress = Callable[[str, int, int], None]
"""Called now and then with the stage, what is done and what there is to do."""

_ENDINGS = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".gz"})
_ASIDE = re.compile("(?:作成|記入|入力|記載)例|記入見本|^選択肢|選択肢$|プルダウン")
_NEAR = 5


def check_file(
    path: Path,
    knowledge: Knowledge,
    *,
    dataset: str = "",
    most: int = 20,
    progress: Progress | None = None,
) -> FileCheck:
    """Check one file, whatever it is called.

    ``dataset`` (id, name or slug) is what the user says it is; ``most`` is how many findings of one kind in one
    column are told one by one. Raises UsageError for an unknown dataset and InputError for a file that cannot be
    read.
    """
    return _check(
        path, knowledge, _standards(knowledge, dataset), most, _advance(progress, f"点検 {path.name}")
    )


def check_files(
    paths: Iterable[Path],
    knowledge: Knowledge,
    *,
    dataset: str = "",
    most: int = 20,
    progress: Progress | None = None,
) -> CheckAnswer:
    """Check files, and the data files in folders and their subfolders.

    Of several files one that cannot be read is told as refused; InputError is raised when it is the only one
    named, when a name leads nowhere, or when folders hold no data file. Raises UsageError as ``check_file``.
    """
    named = list(paths)
    standards = _standards(knowledge, dataset)
    files = list(dict.fromkeys(file for path in named for file in _files_of(path)))
    if not files:
        raise InputError(
            "フォルダーの中に点検できるファイルがありません",
            where="、".join(map(str, named)),
            why=f"探すのは {'、'.join(sorted(_ENDINGS))} です",
            mend="ファイルの名前を指定してください",
        )
    alone = len(named) == 1 and not named[0].is_dir()
    checks: list[FileCheck] = []
    for number, file in enumerate(files, 1):
        place = f" {number}/{len(files)}" if len(files) > 1 else ""
        try:
            advance = _advance(progress, f"点検{place} {file.name}")
            checks.append(_check(file, knowledge, standards, most, advance))
        except InputError as error:
            if alone:
                raise
            checks.append(_refused(file, error))
    return CheckAnswer(files=tuple(checks), summary=summary_of(checks))


def known_headings(knowledge: Knowledge) -> frozenset[str]:
    """Folded names of all columns of all forms, by which headings are found."""
    forms = forms_of(knowledge.datasets, knowledge.rules.code_lists)
    return frozenset(fold(column.name) for form in forms for column in form.columns)


def refuse_sources(answer: CheckAnswer, targets: Iterable[Path | None]) -> None:
    """Raise UsageError when something is to be written over a file that was checked."""
    for target in targets:
        if target is None or not target.exists():
            continue
        if any(Path(check.path).exists() and target.samefile(check.path) for check in answer.files):
            raise UsageError(
                "元のファイルには書き込みません", where=str(target), mend="別の名前を指定してください"
            )


def summary_of(checks: Sequence[FileCheck]) -> Summary:
    """Counts over all files."""
    read = [check for check in checks if not check.refused]
    return Summary(
        files=len(checks),
        clean=sum(1 for check in read if not check.errors and not check.warnings),
        with_errors=sum(1 for check in read if check.errors),
        refused=len(checks) - len(read),
        errors=sum(check.errors for check in read),
        warnings=sum(check.warnings for check in read),
        infos=sum(check.infos for check in read),
        redactions=sum(found.count for check in read for found in check.redactions),
    )


def _advance(progress: Progress | None, stage: str) -> Advance:
    def advance(done: int, total: int) -> None:
        if progress:
            progress(stage, done, total)

    return advance


def _check(path: Path, knowledge: Knowledge, standards: Standards, most: int, advance: Advance) -> FileCheck:
    report = Report(RULES, most)
    advance(0, 0)
    with open_file(path, advance) as data:
        check_kind("csv" if data.text else data.kind, report)
        checked = [check_one_sheet(path, sheet, standards, knowledge, report) for sheet in data.sheets]
        check_file_itself(path, data, sum(sheet.rows for sheet in checked), report)
        kind, encoding, dialect = data.kind, data.encoding, data.dialect
        packed = data.packed
    sheets = tuple(sheet.answer for sheet in checked)
    aside = _aside(checked)
    check_sheets([sheet for sheet in sheets if sheet.name not in aside], report)
    check_asides(sorted(aside), report)
    main = _main(checked)
    check_name(path, main.answer.dataset if main else None, main.body_code if main else "", knowledge, report)
    masking = {sheet.answer.name: sheet.personal for sheet in checked}
    findings = tuple(
        masking[found.sheet].conceal(found) if found.sheet in masking else found
        for found in report.findings()
        if found.sheet not in aside or found.code[0] == "P"
    )
    return FileCheck(
        path=str(path),
        kind=kind,
        encoding=encoding,
        dialect=f"{dialect}+gzip" if packed else dialect,
        rows=sum(sheet.rows for sheet in sheets),
        dataset=main.answer.dataset if main else None,
        errors=_count(findings, Severity.ERROR),
        warnings=_count(findings, Severity.WARNING),
        infos=_count(findings, Severity.INFO),
        findings=findings,
        redactions=tuple(_redactions(checked)),
        sheets=sheets,
    )


def _main(checked: Sequence[Checked]) -> Checked | None:
    """The sheet in the form of a standard dataset; of several or none the one with the most rows of data."""
    return max(checked, key=lambda sheet: main_first(sheet.answer), default=None)


def _aside(checked: Sequence[Checked]) -> frozenset[str]:
    """Sheets beside the data, by their names: filled-in examples, lists of choices. Only personal data counts there."""
    names = frozenset(sheet.answer.name for sheet in checked if _ASIDE.search(sheet.answer.name))
    return names if len(names) < len(checked) else frozenset()


def main_first(sheet: SheetCheck) -> tuple[bool, bool, int]:
    """What the main sheet, by which the file is called and of which the repaired copy is made, has most of."""
    found = sheet.dataset
    follows = found is not None and found.fit is Fit.IS and found.generation is not Generation.OWN
    return not _ASIDE.search(sheet.name), follows and sheet.rows > 0, sheet.rows


def _redactions(checked: Sequence[Checked]) -> Iterator[Redaction]:
    for sheet in checked:
        for found in sheet.personal.redactions:
            yield structs.replace(found, sheet=sheet.answer.name)


def _count(findings: Sequence[Finding], severity: Severity) -> int:
    return sum(finding.count for finding in findings if finding.severity is severity)


def _refused(path: Path, error: InputError) -> FileCheck:
    return FileCheck(
        path=str(path),
        kind="",
        encoding="",
        dialect="",
        rows=0,
        dataset=None,
        errors=0,
        warnings=0,
        infos=0,
        findings=(),
        redactions=(),
        sheets=(),
        refused=str(error),
    )


def _files_of(path: Path) -> list[Path]:
    """The file itself, or the data files of a folder in order of their names; hidden ones are left out."""
    if not path.is_dir():
        return [path]
    return sorted(
        file
        for file in path.rglob("*")
        if file.suffix.lower() in _ENDINGS
        and not any(part.startswith((".", "~$")) for part in file.relative_to(path).parts)
        and file.is_file()
    )


def _standards(knowledge: Knowledge, dataset: str) -> Standards:
    forms = forms_of(knowledge.datasets, knowledge.rules.code_lists)
    return Standards(forms, known_headings(knowledge), _dataset_id(knowledge, dataset))


def _dataset_id(knowledge: Knowledge, text: str) -> str:
    """The id of the dataset that a user names by id, name or slug; of two generations today's.

    Raises UsageError for an unknown name; near ones are told.
    """
    wanted = fold(text)
    if not wanted:
        return ""
    names: dict[str, str] = {}
    for dataset in knowledge.datasets.datasets:  # today's stand before the earlier ones
        for name in (dataset.id, dataset.name, dataset.file_slug or "", *dataset.aliases):
            names.setdefault(fold(name), dataset.id)
    if wanted in names:
        return names[wanted]
    raise UsageError(
        f"「{text}」という標準データセットはありません",
        why="ID（ods-08）、名前（AED設置箇所一覧）、ファイル名の語（aed）のどれかで指定します",
        mend=f"近いもの: {'、'.join(_near(knowledge, wanted))}",
    )


def _near(knowledge: Knowledge, wanted: str) -> list[str]:
    """Names that hold the word or share the most pairs of characters with it."""
    pairs = set(pairwise(wanted))
    ranked = []
    for dataset in knowledge.datasets.datasets:
        if not dataset.id.startswith("ods"):
            continue
        name = fold(dataset.name)
        shared = len(pairs & set(pairwise(name)))
        ranked.append((-(wanted in name), -shared, dataset.id, dataset.name))
    return [f"{name}（{id_}）" for _, _, id_, name in sorted(ranked)[:_NEAR]]
