"""Edits made in Word back into the Markdown: ``import_docx``.

The document carries the Markdown it was made from. What Word shows is compared with what that Markdown showed; the
differences are written into a new Markdown, which is merged with the plan as it is now.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, structs

from registry.errors import InputError
from registry.plan.elements import CONFLICT_SIDES, NOTES_HEADING, Line, Run, noted, plain
from registry.plan.merging import Event
from registry.plan.reading import read_plan
from registry.plan.word.export import cover_lines
from registry.plan.word.filling import Placed
from registry.plan.word.found import Found, WordComment, WordText, note_of, read_document
from registry.plan.word.joining import join_texts
from registry.plan.word.pairing import pair
from registry.plan.word.rebuilding import rebuild
from registry.plan.word.units import Kind, Unit, units_of
from registry.plan.word.xml import COVER_KEY, KEY_PREFIX, NOTES_KEY

_COVER = COVER_KEY.removeprefix(KEY_PREFIX)
_NOTES = NOTES_KEY.removeprefix(KEY_PREFIX)


class Imported(Struct, frozen=True, kw_only=True):
    """A plan with the edits made in Word."""

    text: str
    changed: int
    added: int
    removed: int
    moved: int
    conflicts: tuple[Event, ...]
    comments: tuple[WordComment, ...]
    not_taken: tuple[str, ...]
    """What stands in Word but is not in the Markdown, in words."""


def import_docx(
    content: bytes, edited: str | None = None, *, base: str | None = None, where: str = ""
) -> Imported:
    """Take the edits of a Word document into ``edited``, the plan as it is now (None: as it was exported).

    ``base`` is the Markdown that was exported; without it the one that the document carries. Without edits in Word
    the text comes back byte for byte.

    Raises InputError when the file is no Word document, or carries no Markdown and no ``base`` is given.
    """
    return import_word(read_document(content, where), edited, base=base, where=where)


def import_word(
    word: WordText, edited: str | None = None, *, base: str | None = None, where: str = ""
) -> Imported:
    """The same for a document that was read already.

    Raises InputError when it carries no Markdown and no ``base`` is given.
    """
    source = base if base is not None else word.carried
    if source is None:
        raise InputError(
            "この Word 文書の元の計画が分かりません",
            where=where,
            why="konkyo plan export で書き出した文書でないか、保存したソフトが元の Markdown を捨てています",
            mend="書き出したときの Markdown を指定してください（--base）。新しい計画として読むなら --new を付けてください",
        )
    return _Import(word, source).into(source if edited is None else edited)


def word_to_markdown(content: bytes, where: str = "") -> tuple[str, tuple[WordComment, ...], tuple[str, ...]]:
    """Any Word document as Markdown (headings, lists, tables and notes by their styles), its comments, and what
    could not be taken.

    Raises InputError when the file is no Word document.
    """
    word = read_document(content, where)
    text = _Import(word, "").text.strip("\n")
    return f"{text}\n" if text else "", word.comments, word.lost


class _Import:
    def __init__(self, word: WordText, source: str) -> None:
        self._word = word
        self._source = source
        self._not_taken: dict[str, None] = {}
        plan = read_plan(source)
        self._cover = cover_lines(plan.front)
        self._units = units_of(plan)
        self._labels = noted(plan).labels
        self._label_of: dict[str, str] = {}
        self._new_notes: dict[str, Line] = {}
        notes, body = self._apart(self._gathered(word.found))
        references = {run.note for found in body for line in found.lines for run in line if run.note}
        units = [unit for unit in self._units if unit.kind is not Kind.NOTE]
        pairs = pair(units, body)
        placed = [
            Placed(found, units[pairs[position]] if position in pairs else None)
            for position, found in enumerate(body)
        ]
        missing = [label for label in self._labels if label not in notes]
        removed = frozenset(label for label in missing if label not in references)
        for label in missing:
            if label in references:
                number = self._labels.index(label) + 1
                self._not_taken[f"注 [{number}] の削除（本文がまだ引いています）"] = None
        self._rebuilt = rebuild(source, self._units, placed, notes, removed)
        for refused in self._rebuilt.refused:
            self._not_taken[refused] = None
        self.text = self._rebuilt.text
        self._check(body)

    def into(self, edited: str) -> Imported:
        joined = join_texts(self._source, edited, self.text)
        return Imported(
            text=joined.text,
            changed=self._rebuilt.changed,
            added=self._rebuilt.added,
            removed=self._rebuilt.removed,
            moved=self._rebuilt.moved,
            conflicts=joined.conflicts,
            comments=self._word.comments,
            not_taken=(*self._not_taken, *self._word.lost, *joined.not_taken),
        )

    def _gathered(self, found: Sequence[Found]) -> list[Found]:
        """Tables that show a conflict as one."""
        conflicts = {f"L{unit.line}" for unit in self._units if unit.kind is Kind.CONFLICT}
        gathered: list[Found] = []
        inside = 0
        for one in found:
            if one.table and one.table == inside:
                if one.level == 1:
                    gathered[-1] = structs.replace(gathered[-1], lines=one.lines)
                continue
            titles = tuple(plain(line) for line in one.text)
            if (
                one.kind is Kind.ROW
                and not one.level
                and (conflicts & {*one.keys} or (conflicts and titles == CONFLICT_SIDES))
            ):
                inside = one.table
                gathered.append(Found(kind=Kind.CONFLICT, keys=one.keys, lines=((), ()), place=one.place))
                continue
            gathered.append(one)
        return gathered

    def _apart(self, found: Sequence[Found]) -> tuple[dict[str, Line], list[Found]]:
        """The notes by label, and the body with its references resolved."""
        numbered: dict[int, Line] = {}
        body: list[Found] = []
        cover: list[str] = []
        for one in found:
            if one.is_note:
                number, line = note_of(one)
                if number:
                    numbered.setdefault(number, line)
                    continue
                body.append(Found(kind=Kind.PARAGRAPH, lines=one.lines, place=one.place))
            elif any(key.startswith(_COVER) for key in one.keys):
                cover.append(plain(one.text[0]))
            elif not self._is_notes_heading(one):
                body.append(one)
        self._check_cover(cover)
        for number in numbered:
            if number > len(self._labels):
                self._label_of[f"#{number}"] = self._fresh(f"w{number}")
        for label in self._word.footnotes:
            self._label_of[label] = self._fresh(label)
        notes = {
            self._labels[number - 1]
            if number <= len(self._labels)
            else self._label_of[f"#{number}"]: self._resolved(line)
            for number, line in numbered.items()
        }
        notes |= {self._label_of[label]: self._resolved(line) for label, line in self._word.footnotes.items()}
        return notes, [self._with_references(one) for one in body]

    def _is_notes_heading(self, found: Found) -> bool:
        return _NOTES in found.keys and plain(found.text[0]) == NOTES_HEADING

    def _check_cover(self, cover: Sequence[str]) -> None:
        for line in cover:
            if line not in self._cover:
                self._not_taken[f"表紙の「{line[:30]}」（Markdown の先頭の項目で直してください）"] = None

    def _fresh(self, label: str) -> str:
        while label in self._labels:
            label += "x"
        return label

    def _with_references(self, found: Found) -> Found:
        if not any(run.note for line in found.lines for run in line):
            return found
        return structs.replace(found, lines=tuple(self._resolved(line) for line in found.lines))

    def _resolved(self, line: Line) -> Line:
        return tuple(self._reference(run) if run.note else run for run in line)

    def _reference(self, run: Run) -> Run:
        if not run.note.startswith("#"):
            return Run("", note=self._label_of.get(run.note, run.note))
        number = int(run.note[1:])
        if 0 < number <= len(self._labels):
            return Run("", note=self._labels[number - 1])
        label = self._label_of.get(run.note)
        return Run("", note=label) if label else Run(f"[{number}]")

    def _check(self, body: Iterable[Found]) -> None:
        """Whatever the new Markdown does not show as Word does is told."""
        written = Counter(
            _texts(unit for unit in units_of(read_plan(self.text)) if unit.kind is not Kind.NOTE)
        )
        for found in body:
            for text in _texts([found]):
                if written[text]:
                    written[text] -= 1
                elif text and found.kind not in (Kind.VERBATIM, Kind.CONFLICT):
                    self._not_taken[
                        f"「{text[:30]}」は、Word のとおりには書けませんでした。Markdown で確かめてください"
                    ] = None


def _texts(units: Iterable[Unit | Found]) -> Iterator[str]:
    for unit in units:
        yield "\t".join(plain(line) for line in unit.text)
