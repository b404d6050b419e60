"""Search over the names and descriptions of all nodes."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from msgspec import Struct

from registry.graph.nodes import KIND_LABELS, Node, nodes_of
from registry.knowledge.base import Knowledge, KnowledgeAt
from registry.knowledge.items import Item
from registry.knowledge.laws import Law, Provision
from registry.text.search import Entry, SearchIndex

_WEIGHTS = {"item": 9.0, "law": 8.0, "dataset": 7.0, "provision": 6.0, "action": 5.0, "pillar": 5.0}
_LEFT_OUT = {"source", "column"}
"""Kinds that would drown the rest; they are found through their owners."""


class Found(Struct, frozen=True, kw_only=True):
    """A node that was found."""

    key: str
    id: str
    kind: str
    kind_label: str
    label: str
    matched: str
    """The text that met the words."""
    score: float


class SearchAnswer(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo search``."""

    as_of: date
    words: str
    found: tuple[Found, ...]
    total: int


def find(words: str, view: KnowledgeAt, limit: int = 50, kind: str = "") -> SearchAnswer:
    """Nodes in whose texts all words occur, whatever the width, kana, old form, abbreviation or former title.

    Raises UsageError for a query without a searchable character.
    """
    nodes = nodes_of(view.knowledge)
    hits = _index(view.knowledge, kind).search(words)
    found = tuple(
        Found(
            key=hit.id,
            id=nodes.by_key[hit.id].id,
            kind=nodes.by_key[hit.id].kind,
            kind_label=KIND_LABELS[nodes.by_key[hit.id].kind],
            label=_label(nodes.by_key[hit.id], view),
            matched=hit.text,
            score=round(hit.score, 3),
        )
        for hit in hits[:limit]
    )
    return SearchAnswer(as_of=view.day, words=words, found=found, total=len(hits))


@cache
def _index(knowledge: Knowledge, kind: str) -> SearchIndex:
    """All entries of a kind, or of every kind; the texts are folded once, for the screen asks at every letter."""
    wanted = entries(knowledge, nodes_of(knowledge).by_key.values())
    return SearchIndex(entry for entry in wanted if not kind or entry.id.startswith(f"{kind}/"))


def _label(node: Node, view: KnowledgeAt) -> str:
    if isinstance(node.value, Law):
        return node.value.title_on(view.day)
    if isinstance(node.value, Provision):
        text = view.legal_text(node.id)
        return f"{text.title}{text.article} {node.value.summary}"
    return node.label


def entries(knowledge: Knowledge, nodes: Any) -> Iterator[Entry]:
    """What can be found, with the names that whole words of it may meet and the texts behind them."""
    for node in nodes:
        if node.kind in _LEFT_OUT:
            continue
        names, bodies = _texts(node, knowledge)
        yield Entry(node.key, _WEIGHTS.get(node.kind, 1.0), names, bodies)


def _texts(node: Node, knowledge: Knowledge) -> tuple[tuple[str, ...], tuple[str, ...]]:
    value = node.value
    if isinstance(value, Law):
        return law_names(value), value.remarks
    if isinstance(value, Provision):
        law = knowledge.laws[value.law]
        articles = (value.article, *(term.article for term in value.former))
        return tuple(f"{title}{article}" for title in law_names(law) for article in articles), (
            value.summary,
        )
    if isinstance(value, Item):
        guide = (value.guide.name,) if value.guide is not None else ()
        laws = tuple(name for law in value.laws for name in law_names(knowledge.laws[law]))
        return (value.name, *value.aliases, *guide, f"項番{value.number}"), (
            *laws,
            value.holder_text,
            value.scope_text,
        )
    names = [node.label, node.id]
    names += [text for field in ("aliases", "file_names") for text in getattr(value, field, ())]
    bodies = [
        getattr(value, field, None) for field in ("summary", "explanation", "purpose", "text", "category")
    ]
    return tuple(names), tuple(text for text in bodies if isinstance(text, str))


def law_names(law: Law) -> tuple[str, ...]:
    """Every name a law answers to: titles of all times, abbreviations, number and e-Gov id."""
    return (
        *(name.title for name in law.names),
        *(abbreviation.text for abbreviation in law.abbreviations),
        law.law_number,
        law.law_id or law.id,
    )
