"""Everything that can be found from the screen: knowledge, records, headings of the plan, commands.

Told apart by a word; each leads to a place and an id there.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from registry.text.normalise import matches
from registry.text.search import Entry, SearchIndex
from tui.commands import Command, shown_key
from tui.readings import reading
from tui.session import Session

KINDS: tuple[tuple[str, str], ...] = (
    ("", "すべて"),
    ("item", "項目"),
    ("law", "法令"),
    ("provision", "条"),
    ("dataset", "標準"),
    ("action", "施策"),
    ("record", "記録"),
    ("heading", "計画"),
    ("command", "操作"),
)
"""Kinds in the order of the tabs, and their words."""
_WORDS = dict(KINDS)
_PLACES = {
    "item": "items",
    "law": "laws",
    "provision": "laws",
    "dataset": "gaps",
    "action": "plan",
    "pillar": "plan",
    "field": "plan",
    "step": "guide",
    "path": "guide",
    "procedure": "guide",
}
_OTHER_WORDS = {"pillar": "柱", "field": "分野", "step": "判断", "path": "判断", "procedure": "手順"}
_TAB_OF = {"pillar": "action", "field": "action"}
_MOST_OF_A_KIND = 30
_MOST_RECORDS = 20
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$", re.MULTILINE)


class Hit(NamedTuple):
    """Something that was found."""

    word: str
    """What it is, as 項目, 法令, 記録, 操作."""
    name: str
    note: str
    """Why it was found, or its keys."""
    place: str
    """Name of the place it leads to; for a command ""."""
    target: str
    """Id in that place; for a command its id."""


def find_knowledge(session: Session, words: str, kind: str = "") -> list[Hit]:
    """Items, laws (by any of their names), articles, datasets, measures; best first."""
    from registry.graph.finding import find

    if not any(character.isalnum() for character in words):
        return []
    found = find(words, session.view, limit=300).found
    hits = [one for one in found if one.kind in _PLACES]
    if kind:
        hits = [one for one in hits if _TAB_OF.get(one.kind, one.kind) == kind]
    return [
        Hit(
            _WORDS.get(one.kind) or _OTHER_WORDS[one.kind],
            one.label,
            _why(one.label, one.matched),
            _PLACES[one.kind],
            one.id,
        )
        for one in hits[: _MOST_OF_A_KIND * (3 if kind else 1)]
    ]


def _why(label: str, matched: str) -> str:
    return "" if matched in label or len(matched) > 40 else f"「{matched}」で一致"


def find_records(session: Session, words: str) -> list[Hit]:
    """Records of the body's catalogues whose title or description has all words: the first few."""
    if session.body is None or not words:
        return []
    store = session.store_if_any()
    if store is None:
        return []
    from registry.workspace.domain import Page, RecordFilter

    found = store.records(session.body.code, RecordFilter(text=words), Page(limit=_MOST_RECORDS))
    word = _WORDS["record"]
    return [
        Hit(word, one.record.title, one.record.organization or "", "review", one.record.id) for one in found
    ]


def find_headings(session: Session, words: str) -> list[Hit]:
    """Headings of the youngest plan of the body."""
    headings = session.once("headings", lambda: tuple(_headings(session)))
    return [hit for hit in headings if matches(words, [hit.name])] if words else []


def _headings(session: Session) -> Iterator[Hit]:
    store = session.store_if_any() if session.body is not None else None
    drafts = store.drafts(session.body.code) if store is not None and session.body is not None else ()
    if not drafts:
        return
    text = drafts[-1].edited_text
    for found in _HEADING.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        yield Hit(_WORDS["heading"], found[2], f"{line}行", "plan", f"line:{line}")


def find_commands(commands: Sequence[Command], words: str) -> list[Hit]:
    """Commands in whose names, or their readings, all words occur, the best first; all without words."""
    by_id = {command.id: command for command in commands}
    if any(character.isalnum() for character in words):
        entries = (
            Entry(one.id, 1.0, (one.label, one.title, one.id, reading(one.label), reading(one.title)))
            for one in by_id.values()
        )
        chosen = [by_id[hit.id] for hit in SearchIndex(entries).search(words)]
    else:
        chosen = list(by_id.values())
    word = _WORDS["command"]
    return [Hit(word, one.title, "  ".join(map(shown_key, one.keys)), "", one.id) for one in chosen]
