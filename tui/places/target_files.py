"""Writing files about targets: decision sheets, and the list that is shown."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from registry.analysis.targets import TargetRef
from tui.long_work import LongWork

if TYPE_CHECKING:
    from tui.places.target_place import TargetPlace

_SHEET_FORMS = ((".docx", "Word"), (".md", "Markdown"))
_LIST_FORMS = ((".xlsx", "Excel"), (".csv", "CSV"), (".md", "Markdown"))


def ask_sheet(place: "TargetPlace", targets: Sequence[TargetRef]) -> None:
    """Ask for the name of the file, or of the folder for several targets, and write."""
    from registry.publishing.pack_names import safe_file_name
    from tui.dialogs.export_list import ExportList

    session, konkyo = place.session, place.konkyo
    many = len(targets) > 1
    if many:
        session.the_body()
    name = "公開判断シート" if many else f"公開判断シート_{targets[0].name}"
    note = f"{len(targets)}件を、フォルダーに1つずつ書きます（Word）" if many else ""
    dialog = ExportList(
        f"判断シート  {len(targets)}件" if many else f"判断シート  {targets[0].name}",
        safe_file_name(name),
        () if many else _SHEET_FORMS,
        note,
    )

    def write(path: Path | None) -> None:
        if path is None:
            return
        doing = LongWork("判断シートを書いています")
        if many:
            konkyo.in_background(lambda: _write_folder(place, targets, path), told, doing)
        else:
            konkyo.in_background(lambda: _write_one(place, targets[0], path), told, doing)

    def told(said: Any) -> None:
        konkyo.say(said)

    place.app.push_screen(dialog, write)


def _write_one(place: "TargetPlace", target: TargetRef, path: Path) -> str:
    from registry.analysis.sheets import find_subject, sheet_for
    from registry.files import write_atomically
    from registry.plan.sheet_files import sheet_bytes

    session = place.session
    store = session.store_if_any() if session.body is not None else None
    sheet = sheet_for(session.view, find_subject(session.knowledge, target.id), session.body, store=store)
    write_atomically(path, sheet_bytes(sheet, session.view, path.suffix.lower(), session.version))
    left = f"  公開前に済ませること {sheet.blocking_checks}" if sheet.blocking_checks else ""
    return f"書き出しました: {path.absolute()}{left}"


def _write_folder(place: "TargetPlace", targets: Sequence[TargetRef], folder: Path) -> str:
    from registry.analysis.sheets import find_subject, sheet_for
    from registry.plan.sheet_files import WORD, write_sheets

    session = place.session
    store, body = session.store_if_any(), session.the_body()
    sheets = [
        (
            len(targets),
            sheet_for(session.view, find_subject(session.knowledge, target.id), body, store=store),
        )
        for target in targets
    ]
    done = write_sheets(sheets, session.view, body, folder, ending=WORD, version=session.version)
    return f"書き出しました: {folder.absolute()} に {len(done.sheets)}件"


def ask_export(place: "TargetPlace") -> None:
    """Ask for the name of the file and write what is shown."""
    from registry.publishing.pack_names import safe_file_name
    from tui.dialogs.export_list import ExportList

    session, konkyo = place.session, place.konkyo
    who = f"_{session.body.full_name}" if session.body is not None else ""
    dialog = ExportList(
        f"書き出し  {place.TITLE} {place.rows.count}件",
        safe_file_name(f"{place.TITLE}{who}_{session.view.day:%Y%m%d}"),
        _LIST_FORMS,
        "見えている行だけを書きます",
    )

    def write(path: Path | None) -> None:
        if path is None:
            return
        content = place.exporter()

        def job() -> Path:
            from registry.files import write_atomically

            write_atomically(path, content(path.suffix.lower()))
            return path

        konkyo.in_background(job, place.written, LongWork("書き出しています"))

    place.app.push_screen(dialog, write)
