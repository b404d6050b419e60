"""Single statements and word-for-word lists that need no type of their own.

Both carry grade and sources like every fact. They keep what a screen may want to quote (a caution, a
definition, a list from the lecture) without free dictionaries.
"""

from registry.knowledge.facts import Fact


class Remark(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """One statement about a topic, in this project's own words."""

    id: str
    topic: str
    text: str


class TextList(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A list under a title."""

    id: str
    title: str
    lecture: int | None = None
    """Section of the lecture in which the entries stand word for word; None for lists of other origin."""
    entries: tuple[str, ...]
    today: str | None = None
    """What has changed since, for lists of the lecture that describe the law or practice of 2018."""
