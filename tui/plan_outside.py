"""What others did to the file of the open plan: another program, another person, a second window."""

from pathlib import Path
from typing import NamedTuple

from registry.errors import InputError, UsageError
from registry.plan.joining_edits import join_edits
from registry.plan.refreshing import read_text


class Outside(NamedTuple):
    """The file is not what it was when it was last read or written."""

    disk: str | None
    """What it holds; None when it is gone."""
    text: str
    """The open text with what others wrote."""
    conflicts: int
    """Places that both changed; both texts stand there."""
    gone: bool
    """True when the file is gone or empty: the open text is the plan."""

    @property
    def words(self) -> tuple[str, str]:
        """What happened, and what can be done now."""
        if self.gone:
            return "計画のファイルがなくなったか、空です。文はここに残っています", "Esc で書き直す"
        if self.conflicts:
            return f"ほかで直された文と食い違う所が {self.conflicts:,}か所あります", "c で選ぶ"
        return "ほかで直された文を取り込みました", ""


class Clash(UsageError):
    """Others changed the same places: nothing was written, both texts are open, and people have to decide."""

    def __init__(self, outside: Outside) -> None:
        super().__init__(outside.words[0], mend="どちらの文にするかを c で選んでください")


def look_outside(path: Path, known: str | None, base: str, ours: str) -> Outside | None:
    """Compare the file with what it is known to hold (None: gone, and that is known); None when nothing happened.

    ``base``: what the open text ``ours`` was made from. Raises UsageError when the file cannot be read.
    """
    disk = _held_by(path)
    if disk == known:
        return None
    if disk is None or (base.strip() and not disk.strip()):
        return Outside(disk, ours, 0, gone=True)
    joined = join_edits(base, ours, disk)
    return Outside(disk, joined.text, joined.conflicts, gone=False)


def _held_by(path: Path) -> str | None:
    if not path.exists():
        return None
    try:
        return read_text(path)
    except InputError as problem:
        raise UsageError(
            "計画のファイルが読めなくなったため、保存していません",
            where=str(path),
            why=problem.why or problem.what,
            mend="そのファイルの名前を変えてから、もう一度 Esc で保存してください（文はここに残っています）",
        ) from problem
