"""A record and what it may be: evidence, points, ticks; the eye stays in one place while records pass."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import TYPE_CHECKING

from textual import events
from textual.geometry import Region
from textual.message import Message

from registry.catalogue.licences import licence
from registry.catalogue.record import Record
from registry.law.dates import format_wareki
from registry.text.display import truncate, width
from registry.text.inert import inert
from tui.widgets.passages import Passage, Passages
from tui.widgets.row_list import Role

if TYPE_CHECKING:
    from registry.analysis.reviewing import Candidate, ReviewCard, Target

_DECISIONS: dict[str, tuple[str, Role]] = {
    "review": ("要確認", "caution"),
    "accept": ("採用", "good"),
    "reject": ("見送り", "dim"),
}
_FILES = 12
_FEW_LINES = 3
"""Lines of the description until the whole record is asked for."""
_LEAST_ROOM = 40
_MORE = "（z で全文）"
_FACTS_CELLS = 62
"""Facts stand on one line as far as it is not longer."""


class Candidates(Passages):
    """Shows a card; the place holds ticks and the candidate that is stood on. Posts Picked when one is clicked."""

    class Picked(Message):
        """A candidate was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._places: list[range] = []
        """Passages of each candidate."""

    def show_card(
        self,
        card: "ReviewCard",
        ticked: "Collection[Target]",
        at: int,
        *,
        place: str = "",
        after: "Collection[str]" = (),
        stay: bool = False,
        whole: bool = False,
    ) -> None:
        """``place``: 13 / 50; ``after``: lines below the candidates.

        ``whole``: all of title and description, which else leave the candidates in view however long they are.
        """
        record = card.stored.record
        room = max(self.room, _LEAST_ROOM)
        title = record.title or "（題名なし）"
        if not whole:
            title = truncate(inert(title), room - width(place) - (1 if place else 0))
        lines = [Passage(title, "heading", mark=place)]
        lines += [Passage(line, indent=1, hang=6) for line in _facts(record, room, whole=whole)]
        if not card.stored.present:
            lines.append(Passage("いまの目録にはありません（消えた記録）", "caution", indent=1))
        lines.append(Passage(""))
        self._places.clear()
        if card.candidates:
            lines.append(Passage("候補", "heading", mark="点  判断  "))
            for number, one in enumerate(card.candidates):
                begin = len(lines)
                lines += _candidate(one, ticked=one.key in ticked, here=number == at)
                self._places.append(range(begin, len(lines)))
        else:
            lines.append(Passage("候補はありません（手がかりになる言葉が見つかりません）", "dim"))
        if after:
            lines.append(Passage(""))
            lines += [Passage(line, "dim") for line in after]
        if record.resources:
            lines += [Passage(""), Passage(f"ファイル {len(record.resources):,}", "heading")]
            lines += [
                Passage(truncate(inert(f"{one.format} {one.name or one.url}".strip()), room), "dim", indent=1)
                for one in record.resources[:_FILES]
            ]
            if len(record.resources) > _FILES:
                lines.append(Passage(f"ほか {len(record.resources) - _FILES:,}", "dim", indent=1))
        self.say(lines, stay=stay)
        if stay and at < len(self._places):
            self._bring(self._places[at])

    def _bring(self, passages: range) -> None:
        """Scroll as far as is needed to see a candidate with its evidence."""
        shown = [number for number, line in enumerate(self._lines) if line.passage in passages]
        if shown:
            height = min(len(shown), max(1, self.size.height))
            self.scroll_to_region(Region(0, shown[0], 1, height), animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        """Which candidate was clicked."""
        place = event.y + self.scroll_offset.y
        if place < len(self._lines):
            passage = self._lines[place].passage
            for number, passages in enumerate(self._places):
                if passage in passages:
                    event.stop()
                    self.post_message(self.Picked(number))


def _facts(record: Record, room: int, *, whole: bool) -> Iterator[str]:
    from registry.standards.personal.masks import scrub

    if record.description:
        text = scrub(inert(record.description))
        yield f"説明  {text if whole else _few_lines(text, room)}"
    formats = "、".join(dict.fromkeys(one.format for one in record.resources if one.format))
    terms = licence(record.licence).label if record.licence else ""
    terms = terms.partition("（")[0] if terms.startswith("CC") else terms
    facts = (
        ("形式", formats),
        ("ライセンス", terms),
        ("更新", _day(record.modified)),
        ("分類", "・".join(record.groups or record.tags)),
        ("担当", record.creator or record.organization),
        ("ID", record.id),
    )
    line = ""
    for fact in (f"{name}  {truncate(inert(value), room)}" for name, value in facts if value):
        if line and width(line) + 3 + width(fact) > _FACTS_CELLS:
            yield line
            line = ""
        line += f"   {fact}" if line else fact
    if line:
        yield line


def _few_lines(text: str, room: int) -> str:
    """The beginning, and by which key the rest is read."""
    space = _FEW_LINES * (room - 8)
    return text if width(text) <= space else f"{truncate(text, space - width(_MORE))}{_MORE}"


def _day(written: str) -> str:
    """A whole date as it stands in columns; anything else as the catalogue has it."""
    try:
        return format_wareki(date.fromisoformat(written), short=True)
    except ValueError:
        return written


def _candidate(one: "Candidate", *, ticked: bool, here: bool) -> Iterator[Passage]:
    word, role = _DECISIONS[one.decision]
    points = f"{one.points:>3}" if one.points else "  -"
    mark = f"{points}  {word}{'  ' if len(word) == 2 else ''}"
    box = "[x]" if ticked else "[ ]"
    yield Passage(
        f"{'>' if here else ' '} {box} {one.label} {one.name}", "heading" if here else role, mark=mark, hang=6
    )
    for evidence in one.evidence:
        yield Passage(evidence, "" if here else "dim", indent=3)
    if one.by_person:
        yield Passage("人が決めました", "dim", indent=3)
