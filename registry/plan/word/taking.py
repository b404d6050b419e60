"""Taking a Word document into the file of a plan: ``konkyo plan import``."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from registry.errors import InputError, UsageError, system_reason
from registry.files import write_atomically
from registry.knowledge.body import Body
from registry.plan.markdown import FINGERPRINT
from registry.plan.merging import Event
from registry.plan.reading import front_of
from registry.plan.refreshing import read_text
from registry.plan.versions import generated_from, keep
from registry.plan.word.found import WordComment, read_document
from registry.plan.word.importing import Imported, import_word, word_to_markdown

if TYPE_CHECKING:
    from registry.workspace.repository import Workspace


class ImportAnswer(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo plan import``."""

    path: str
    into: str
    written: bool
    """False when nothing was to be written, or for a trial."""
    changed: int
    """Paragraphs, rows and notes that were changed in Word."""
    added: int
    removed: int
    moved: int
    conflicts: int
    events: tuple[Event, ...]
    """The conflicts."""
    comments: tuple[WordComment, ...]
    not_taken: tuple[str, ...]
    """What stands in Word but not in the plan, in words."""
    before: int | None = None
    """Number of the version that holds the plan as it was; None without a workspace."""


def take(
    word: Path,
    into: Path,
    *,
    base: Path | None = None,
    keeping: "tuple[Workspace, Body] | None" = None,
    now: datetime,
    actor: str = "",
    trial: bool = False,
) -> ImportAnswer:
    """Write the edits of a Word document into a plan. What the plan was is kept as a version where there is a
    workspace (``keeping``); without the file ``into``, it is written as it was exported, with the edits.

    Raises InputError when the Word document cannot be read, UsageError when it was made from another plan.
    """
    text = read_text(into) if into.exists() else None
    began = read_text(base) if base is not None else None
    read = read_document(_bytes(word), str(word))
    if text is not None:
        _refuse_other(read.carried, text, word, into)
    imported = import_word(read, text, base=began, where=str(word))
    written = imported.text != text and not trial
    before = None
    if written:
        if keeping is not None and text is not None:
            store, body = keeping
            generated = generated_from(store, body, front_of(text).get(FINGERPRINT, ""))
            before = keep(
                store, body, generated if generated is not None else text, text, now=now, actor=actor
            )
        write_atomically(into, imported.text.encode("utf-8", "surrogatepass"))
    return _answer(word, into, imported, written=written, before=before)


def take_new(word: Path, into: Path) -> ImportAnswer:
    """Write any Word document as a new plan in Markdown.

    Raises InputError when it cannot be read.
    """
    text, comments, lost = word_to_markdown(_bytes(word), str(word))
    write_atomically(into, text.encode("utf-8", "surrogatepass"))
    imported = Imported(
        text=text,
        changed=0,
        added=sum(1 for line in text.splitlines() if line.strip()),
        removed=0,
        moved=0,
        conflicts=(),
        comments=comments,
        not_taken=lost,
    )
    return _answer(word, into, imported, written=True, before=None)


def _refuse_other(carried: str | None, text: str, word: Path, into: Path) -> None:
    ours, theirs = front_of(text), front_of(carried or "")
    for key, name in (("body", "団体"), ("template", "雛型")):
        if ours.get(key) and theirs.get(key) and ours[key] != theirs[key]:
            raise UsageError(
                f"この Word 文書は、別の計画から書き出されたものです（{name}が違います）",
                where=f"{word} → {into}",
                why=f"Word 文書は {theirs[key]}、取り込む先は {ours[key]} です",
                mend="その Word 文書を書き出した計画を --into に指定してください",
            )


def _answer(word: Path, into: Path, imported: Imported, *, written: bool, before: int | None) -> ImportAnswer:
    return ImportAnswer(
        path=str(word),
        into=str(into),
        written=written,
        changed=imported.changed,
        added=imported.added,
        removed=imported.removed,
        moved=imported.moved,
        conflicts=len(imported.conflicts),
        events=imported.conflicts,
        comments=imported.comments,
        not_taken=imported.not_taken,
        before=before,
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise InputError("Word 文書を開けません", where=str(path), why=system_reason(problem)) from problem
