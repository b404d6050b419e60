"""A plan as files for others: Word, HTML, Excel, CSV. Each form is written by a module of its own, loaded when asked for."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from registry.errors import UsageError, system_reason
from registry.files import write_atomically
from registry.plan.elements import Conflict, PlanText
from registry.plan.slots import count_open_slots


class ExportForm(StrEnum):
    """Forms that a plan is exported to."""

    DOCX = "docx"
    HTML = "html"
    XLSX = "xlsx"
    CSV = "csv"


class Remaining(Struct, frozen=True):
    """What is still open in a plan that is handed on."""

    slots: int
    conflicts: int


def form_of(name: str, output: Path | None) -> ExportForm:
    """The form asked for, or the one that the ending of the file tells; Word without both.

    Raises UsageError for a form that is none.
    """
    told = (
        name
        or (output.suffix.removeprefix(".").lower() if output is not None else "")
        or ExportForm.DOCX.value
    )
    if told not in list(ExportForm):
        raise UsageError(
            f"「{told}」の形では書き出せません",
            mend="--to に docx、html、xlsx、csv のどれかを指定してください",
        )
    return ExportForm(told)


def target_of(plan: Path, form: ExportForm, output: Path | None) -> Path:
    """Where the export goes: the file (for CSV the folder) asked for, or beside the plan under its name."""
    if output is not None:
        return output
    return plan.with_name(f"{plan.stem}_表") if form is ExportForm.CSV else plan.with_suffix(f".{form}")


def write_export(
    text: str,
    plan: PlanText,
    form: ExportForm,
    target: Path,
    *,
    bom: bool,
    workbook: Callable[[PlanText], bytes],
) -> None:
    """Write the export whole or not at all; ``workbook`` makes the Excel file, which needs the workspace.

    Raises UsageError when the place cannot be written.
    """
    match form:
        case ExportForm.DOCX:
            from registry.plan.word.export import to_docx

            write_atomically(target, to_docx(text, plan=plan))
        case ExportForm.HTML:
            from registry.plan.page import to_html

            write_atomically(target, to_html(plan))
        case ExportForm.XLSX:
            write_atomically(target, workbook(plan))
        case ExportForm.CSV:
            from registry.plan.tables_csv import to_csv

            _write_folder(target, to_csv(plan, bom=bom))


def remaining(text: str, plan: PlanText) -> Remaining:
    """Places that are still to be written, and conflicts nobody has decided."""
    return Remaining(count_open_slots(text), sum(isinstance(element, Conflict) for element in plan.elements))


def _write_folder(folder: Path, files: dict[str, bytes]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise UsageError("フォルダーを作れません", where=str(folder), why=system_reason(problem)) from problem
    for name, content in files.items():
        write_atomically(folder / name, content)
