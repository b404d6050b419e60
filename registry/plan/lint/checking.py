"""Linting a plan: read the file, run every family of rules."""

from collections.abc import Callable
from pathlib import Path

from registry.analysis.gaps import GapsAnswer
from registry.errors import InputError, system_reason
from registry.knowledge.base import KnowledgeAt
from registry.knowledge.body import Body
from registry.plan.elements import PlanText
from registry.plan.lint.citing import Reader
from registry.plan.lint.contents import find_missing
from registry.plan.lint.dates import check_dates
from registry.plan.lint.duties import check_duties
from registry.plan.lint.findings import LintAnswer, Notepad
from registry.plan.lint.grounds import check_grounds
from registry.plan.lint.laws import check_laws
from registry.plan.lint.measures import check_measures
from registry.plan.lint.numbers import check_numbers
from registry.plan.lint.old_names import check_old_names
from registry.plan.lint.structure import check_structure
from registry.plan.lint.subject import Subject
from registry.plan.lint.unfinished import check_unfinished
from registry.plan.lint.writing import check_writing
from registry.plan.marked_text import read_marked
from registry.plan.reading import read_plan
from registry.publishing.answers import body_ref
from registry.standards.findings import Severity

WORD = ".docx"
_OLD_WORD = (".doc", ".rtf", ".odt", ".pdf")


GapsOf = Callable[[Body], GapsAnswer | None]
"""What the workspace knows of a body; None: nothing."""


def lint_file(
    path: Path, view: KnowledgeAt, *, body: Body | None = None, gaps_of: GapsOf | None = None
) -> LintAnswer:
    """Lint a Markdown or Word file as of the view's day; ``gaps_of`` is asked once the plan's body is known.

    Raises InputError when it cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix in _OLD_WORD:
        raise InputError(
            f"「{suffix}」の計画は読めません",
            where=str(path),
            mend="Word で「.docx」として保存するか、Markdown（.md）にしてください",
        )
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(
            "計画のファイルを読めません",
            where=str(path),
            why=system_reason(error),
            mend="ファイルの場所と名前を確かめてください",
        ) from error
    if suffix == WORD:
        from registry.plan.lint.word_text import read_word

        plan = read_word(path, content)
        return _lint(_subject(plan, view, body, gaps_of, word=True), str(path), ())
    return lint_text(_decoded(path, content), view, path=str(path), body=body, gaps_of=gaps_of)


def lint_text(
    text: str, view: KnowledgeAt, *, path: str = "", body: Body | None = None, gaps_of: GapsOf | None = None
) -> LintAnswer:
    """Lint the text of a plan in Markdown."""
    owners = tuple(part.id or "" for part in read_marked(text).parts for _ in part.lines)
    return _lint(_subject(read_plan(text), view, body, gaps_of, word=False), path, owners)


def _subject(
    plan: PlanText, view: KnowledgeAt, body: Body | None, gaps_of: GapsOf | None, *, word: bool
) -> Subject:
    subject = Subject(plan, view, body, word=word)
    if gaps_of is None or subject.body is None:
        return subject
    return Subject(plan, view, body, gaps_of(subject.body), word=word)


def _decoded(path: Path, content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(
        "計画のファイルの文字コードが分かりません",
        where=str(path),
        why="UTF-8 でも Shift_JIS でもありません",
        mend="UTF-8 で保存し直してください",
    )


def _lint(subject: Subject, path: str, owners: tuple[str, ...]) -> LintAnswer:
    notepad = Notepad(owners)
    reader = Reader(subject.view)
    citations = reader.read(subject.own_passages)
    period = find_missing(subject, citations, notepad)
    check_laws(subject, reader, citations, notepad)
    check_old_names(subject, notepad)
    check_duties(subject, reader, citations, notepad)
    check_measures(subject, period, notepad)
    check_grounds(subject, notepad)
    check_numbers(subject, notepad)
    check_dates(subject, notepad)
    check_structure(subject, notepad)
    check_writing(subject, notepad)
    check_unfinished(subject, notepad)
    findings = notepad.findings()
    counts = {severity: sum(found.severity is severity for found in findings) for severity in Severity}
    duty = {True: "都道府県", False: "市町村", None: ""}[subject.prefecture]
    return LintAnswer(
        path=path,
        as_of=subject.day,
        body=body_ref(subject.body) if subject.body is not None else None,
        duty=duty,
        period=(period.first, period.last) if period is not None else None,
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        infos=counts[Severity.INFO],
        findings=findings,
    )
