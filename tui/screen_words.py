"""Errors in the words of the screen: a remedy that names a command line becomes the key that helps, or is left out."""

import re

from registry.errors import KonkyoError

_COMMAND_LINE = re.compile(r"konkyo [a-z]|(?<![-\w])--[a-z]|pip install|環境変数")
_KEYS = (
    ("取り消せる変更", "H で変更の履歴を見られます"),
    ("やり直せる取消し", "H で変更の履歴を見られます"),
    ("知識ベースにありません", "Ctrl+K でさがしてください"),
    ("はありません", "Ctrl+K でさがしてください"),
)
"""What an error says, and what helps on the screen, where the command line would be asked something."""


def remedy(problem: KonkyoError) -> str:
    """What to do next, in keys; empty where only the command line knows."""
    if not _COMMAND_LINE.search(problem.mend):
        return problem.mend
    if "--overwrite" in problem.mend:
        return "別の名前にしてください"
    by_key = next((mend for what, mend in _KEYS if what in problem.what), "")
    if by_key:
        return by_key
    kept = [part for part in re.split(r"(?<=。)", problem.mend) if part and not _COMMAND_LINE.search(part)]
    return "".join(kept)


def told(problem: KonkyoError) -> tuple[str, str]:
    """The error in one line, and what to do next, which must not be cut off."""
    where = "" if _COMMAND_LINE.search(problem.where) else problem.where
    parts = (problem.what, where and f"場所: {where}", problem.why and f"理由: {problem.why}")
    mend = remedy(problem)
    return "  ".join(part for part in parts if part), f"対処: {mend}" if mend else ""


def told_in_lines(problem: KonkyoError) -> str:
    """The error for a dialog that has room for lines."""
    changed = KonkyoError(
        problem.what,
        where="" if _COMMAND_LINE.search(problem.where) else problem.where,
        why=problem.why,
        mend=remedy(problem),
    )
    return str(changed)
