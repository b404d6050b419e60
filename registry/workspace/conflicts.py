"""Errors of a workspace in which somebody else was faster."""

from registry.errors import WorkspaceError


class EditConflict(WorkspaceError):
    """The row was changed between reading and writing; nothing was written.

    ``mine`` is what was to be written, ``theirs`` what stands there now (None: the row is gone).
    """

    def __init__(
        self, what: str, *, where: str, mine: dict[str, object], theirs: dict[str, object] | None
    ) -> None:
        self.mine = mine
        self.theirs = theirs
        now = "削除されています" if theirs is None else _shown(theirs)
        super().__init__(
            what,
            where=where,
            why=f"ほかの操作が先に変更しました。今回の値: {_shown(mine)} ／ 現在の値: {now}",
            mend="現在の値を読み直してから、もう一度変更してください",
        )


class UndoConflict(WorkspaceError):
    """A change cannot be taken back, as a later one touched or needs its rows; nothing was written."""


def _shown(values: dict[str, object]) -> str:
    return "、".join(f"{name}={value!r}" for name, value in values.items())
