"""Writing the findings that are shown into a file for other programs."""

from pathlib import Path
from typing import TYPE_CHECKING

from tui.long_work import LongWork

if TYPE_CHECKING:
    from registry.plan.shown_list import ShownList
    from tui.places.check import Check

_FORMS = ((".xlsx", "Excel"), (".csv", "CSV"), (".md", "Markdown"))


def ask_export(place: "Check") -> None:
    """Ask for the name of the file, then write it."""
    from registry.publishing.pack_names import safe_file_name
    from tui.dialogs.export_list import ExportList

    konkyo, check = place.konkyo, place.check
    if check is None:
        return
    name = safe_file_name(f"点検_{Path(check.path).name}_{place.session.today:%Y%m%d}")
    dialog = ExportList(
        f"書き出し  指摘 {place.findings.count:,}件", name, _FORMS, "見えている行だけを書きます"
    )

    def write(path: Path | None) -> None:
        if path is None:
            return
        shown, now = shown_findings(place), place.session.now()

        def job() -> Path:
            from registry.files import write_atomically
            from registry.plan.shown_list import list_bytes

            write_atomically(path, list_bytes(shown, path.suffix.lower(), now))
            return path

        konkyo.in_background(
            job, lambda done: konkyo.say(f"書き出しました: {done.absolute()}"), LongWork("書き出しています")
        )

    place.app.push_screen(dialog, write)


def shown_findings(place: "Check") -> "ShownList":
    """The findings in view with how to mend them, and which file they are of."""
    from registry.plan.shown_list import ShownList

    check, rows = place.check, place.findings
    shown = [row for number in range(rows.count) if (row := rows.row(number)) is not None]
    mends = {str(line.place): line.finding.fix for line in place.every_line()}
    return ShownList(
        title=f"点検の指摘 {Path(check.path).name if check is not None else ''}",
        headings=(*(column.title for column in rows.columns), "直し方"),
        rows=tuple(
            (*(cell if isinstance(cell, str) else cell.text for cell in row.cells), mends[row.key])
            for row in shown
        ),
        notes=(
            check.path if check is not None else "",
            place.where()[0],
            "個人情報の候補は値を伏せてあります",
        ),
    )
