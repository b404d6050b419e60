"""The base of every node of the knowledge: a fact with a grade and sources.

Nodes are frozen msgspec structs, so that one definition serves the YAML that a lawyer reviews, the compiled
snapshot and the code. Unknown keys are refused on reading.
"""

from datetime import date
from enum import StrEnum
from typing import Literal

from msgspec import Struct


class Grade(StrEnum):
    """How sure a fact is. Only ``VERIFIED`` is shown without a mark."""

    VERIFIED = "verified"
    """Read in the law text or the official document, which ``sources`` name."""
    PARTLY = "partly"
    """Some of it was read; ``note`` says what was not."""
    DERIVED = "derived"
    """Concluded or counted from verified facts by this project."""
    RECALLED = "recalled"
    """From general knowledge; ``confidence`` says how sure."""
    UNVERIFIED = "unverified"
    """Looked for and not confirmed, or not looked for yet."""


GRADE_LABELS = {
    Grade.VERIFIED: "確認済み",
    Grade.PARTLY: "一部確認",
    Grade.DERIVED: "導出",
    Grade.RECALLED: "未確認（記憶による）",
    Grade.UNVERIFIED: "未確認",
}

Confidence = Literal["high", "medium", "low"]


class Fact(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Something stated about the law or public practice."""

    status: Grade
    sources: tuple[str, ...] = ()
    """Ids of Source nodes."""
    checked: date | None = None
    """Day on which the sources were last read."""
    confidence: Confidence | None = None
    note: str | None = None
    origin: str = "seed"
    """"seed", or the name of the overlay it came from; set on reading, never written in YAML."""


def within(day: date, since: date | None, until: date | None) -> bool:
    """True when ``day`` lies in the term; both ends belong to it, and an end of None is open."""
    return (since is None or since <= day) and (until is None or day <= until)


class DatedFact(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A fact that holds from ``since`` to ``until``, both days included.

    ``since`` of None means "not known since when": it held when it was checked, and is taken to hold on
    earlier days only as far back as the knowledge goes (``Knowledge.known_from``).
    """

    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """True when ``day`` lies within the term."""
        return within(day, self.since, self.until)


class Source(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where a fact was read."""

    id: str
    title: str
    kind: Literal["law", "official", "standard", "repository", "article", "lecture", "record"]
    """law: text of a law · official: a page or paper of a public body · standard: a standard's definition ·
    repository: data or code in public · article: private writing · lecture: the seed lecture · record: stored answer."""
    url: str | None = None
    law: str | None = None
    """Id of the Law whose text this is."""
    revision: str | None = None
    """e-Gov revision id that was read, for kind "law"."""
    read_on: date | None = None
    via: str | None = None
    """The public copy through which it was read, when not read at ``url`` itself."""
    note: str | None = None
    origin: str = "seed"


class SourcesFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Form of seed/sources.yaml."""

    sources: tuple[Source, ...] = ()
