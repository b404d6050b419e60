"""What the place of the checks has done in the background: checks, repaired copies, the list as a file."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from registry.errors import UsageError
from tui.long_work import LongWork

if TYPE_CHECKING:
    from registry.knowledge.base import Knowledge
    from registry.standards.answers import CheckAnswer, FileCheck
    from registry.standards.checking import Progress

_KILO = 1024


def told_by(work: LongWork) -> "Progress":
    """Tells how far a check is, in the message line; raises Stopped when the planner stopped it."""

    def progress(stage: str, done: int, total: int) -> None:
        work.doing = f"{stage} を点検しています".replace("点検 ", "", 1)
        work.progress(done // _KILO, total // _KILO, "KB")

    return progress


def check_job(
    paths: Sequence[Path], knowledge: "Knowledge", dataset: str, work: LongWork
) -> "Callable[[], CheckAnswer]":
    """Checks files; keeps nothing when it is stopped."""

    def job() -> "CheckAnswer":
        from registry.standards.checking import check_files

        return check_files(paths, knowledge, dataset=dataset, progress=told_by(work))

    return job


def repair_job(
    checks: Sequence["FileCheck"], knowledge: "Knowledge", target: Path, overwrite: bool, work: LongWork
) -> "Callable[[], CheckAnswer]":
    """Writes the repaired copy of each file; the files themselves stay as they are."""

    def job() -> "CheckAnswer":
        from registry.standards.answers import CheckAnswer
        from registry.standards.checking import refuse_sources, summary_of
        from registry.standards.repairing import repair_files

        answer = CheckAnswer(files=tuple(checks), summary=summary_of(checks))
        refuse_sources(answer, (target,))
        try:
            return repair_files(answer, knowledge, target, overwrite=overwrite, progress=told_by(work))
        except UsageError as problem:
            mend = "別の名前の写しにしてください。もとのファイルは変わっていません"
            raise UsageError(problem.what, where=problem.where, why=problem.why, mend=mend) from problem

    return job


def merged(before: "Sequence[FileCheck]", new: "Sequence[FileCheck]") -> "list[FileCheck]":
    """The files of both, in order; what was checked again takes the place of what stood there."""
    found = {check.path: check for check in before}
    found.update((check.path, check) for check in new)
    return list(found.values())


def without(checks: "Sequence[FileCheck]", path: str) -> "list[FileCheck]":
    """All but one."""
    return [check for check in checks if check.path != path]


def proposed_copy(check: "FileCheck") -> str:
    """A name for the repaired copy, without ending, beside the file."""
    path = Path(check.path)
    name = path.name.removesuffix(".gz")
    return str(path.with_name(f"{name.rsplit('.', 1)[0] or name}_直した写し"))


def repairable(check: "FileCheck") -> bool:
    """True where a repaired copy can be made: a table with headings was found."""
    return any(sheet.heading_row is not None for sheet in check.sheets)


def counts_of(checks: "Sequence[FileCheck]") -> str:
    """誤 4  注 5, over all files."""
    errors, warnings = (sum(getattr(one, name) for one in checks) for name in ("errors", "warnings"))
    refused = sum(bool(one.refused) for one in checks)
    return f"誤り {errors:,}  注意 {warnings:,}{f'  読めないもの {refused:,}' if refused else ''}"
