"""Handing the text of the plan to another editor, and taking back what was made of it there."""

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from registry.errors import UsageError, system_reason

if TYPE_CHECKING:
    from tui.places.plan import Plan

_LEAVING = {
    "nano": "nano で開きます。Ctrl+O、Enter で保存し、Ctrl+X で戻ります。",
    "vi": "vi で開きます。保存して戻るには Esc のあと :wq と Enter、やめて戻るには Esc のあと :q! と Enter です。",
    "notepad": "メモ帳で開きます。保存して閉じると戻ります。",
}
"""By the editor that is taken where the planner has chosen none: how one comes back."""


def edit_outside(place: "Plan") -> None:
    """Hand the text to the planner's editor; where none is chosen, say which will open and how to leave it, and ask."""
    from tui.dialogs.confirm import Confirm

    if not place.has_plan:
        return
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if chosen:
        _edit(place, chosen)
        return
    editor = usual_editor()

    def answered(sure: bool | None) -> None:
        if sure:
            try:
                _edit(place, editor)
            except UsageError as problem:
                place.konkyo.report(problem)

    place.app.push_screen(Confirm("外のエディターで直す", _LEAVING[editor], yes="開く"), answered)


def usual_editor() -> str:
    """The editor that most people find their way out of."""
    if os.name == "nt":
        return "notepad"
    return "nano" if shutil.which("nano") else "vi"


def _edit(place: "Plan", editor: str) -> None:
    """Raises UsageError where the editor cannot be started, or the terminal cannot be handed over."""
    from textual.app import SuspendNotSupported

    from registry.files import write_atomically
    from registry.plan.refreshing import read_text

    work = place.work
    if work is None or work.shown is None:
        return
    with tempfile.TemporaryDirectory(prefix="konkyo-") as folder:
        file = Path(folder) / (work.path.name if work.path else "plan.md")
        write_atomically(file, work.text.encode("utf-8"))
        try:
            with place.app.suspend():
                ended = subprocess.run([*shlex.split(editor), str(file)], check=False).returncode
        except SuspendNotSupported as problem:
            raise UsageError("この画面からは外のエディターを開けません") from problem
        except OSError as problem:
            raise UsageError(
                "エディターを開けません",
                where=editor,
                why=system_reason(problem),
                mend="環境変数 EDITOR を確かめてください",
            ) from problem
        text = read_text(file)
    if ended:
        place.konkyo.say(f"エディターが {ended} で終わったため、計画はそのままです", error=True)
    elif text == work.text:
        place.konkyo.say("変わったところはありません")
    else:
        row = place.editor.row
        work.replace(text)
        place.load(row)
        place.save()
        if not place.told_outside:
            place.konkyo.say("外のエディターで直した文を取り込みました", undo=True)
