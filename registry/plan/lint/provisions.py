"""What the knowledge holds of the articles of a law, by place."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from registry.knowledge.base import KnowledgeAt
from registry.knowledge.facts import within
from registry.knowledge.laws import Law, Provision
from registry.law.articles import Article
from registry.law.citations import parse_article


class Placed(NamedTuple):
    """A provision at its place of the day."""

    provision: Provision
    place: Article


class Moved(NamedTuple):
    """A place that a provision had before."""

    provision: Provision
    place: Article


class Places:
    """The provisions of each law: in force on the day, gone, and moved."""

    def __init__(self, view: KnowledgeAt) -> None:
        self.view = view
        self._in_force: dict[str, tuple[Placed, ...]] = {}

    @cached_property
    def _by_law(self) -> Mapping[str, tuple[Provision, ...]]:
        found: dict[str, list[Provision]] = {}
        for provision in self.view.knowledge.provisions.values():
            found.setdefault(provision.law, []).append(provision)
        return {law: tuple(provisions) for law, provisions in found.items()}

    def in_force(self, law: Law) -> tuple[Placed, ...]:
        """Provisions of the day."""
        found = self._in_force.get(law.id)
        if found is None:
            found = self._in_force[law.id] = tuple(self._placed(law))
        return found

    def _placed(self, law: Law) -> Iterator[Placed]:
        return (
            Placed(provision, parse_article(provision.article_on(self.view.day)))
            for provision in self._by_law.get(law.id, ())
            if provision.holds_on(self.view.day)
        )

    def gone(self, law: Law) -> tuple[Placed, ...]:
        """Provisions that ended before the day."""
        day = self.view.day
        return tuple(
            Placed(provision, parse_article(provision.article))
            for provision in self._by_law.get(law.id, ())
            if provision.until is not None and provision.until < day
        )

    def moved(self, law: Law) -> tuple[Moved, ...]:
        """Places of earlier days."""
        day = self.view.day
        return tuple(
            Moved(provision, parse_article(term.article))
            for provision in self._by_law.get(law.id, ())
            for term in provision.former
            if term.until is not None and term.until < day and not within(day, term.since, term.until)
        )

    def exact(self, law: Law, place: Article) -> Provision | None:
        """The provision of just that place on the day; not one that only applies another (準用)."""
        return next(
            (
                found.provision
                for found in self.in_force(law)
                if found.place == place and found.provision.applies is None and "/" not in found.provision.id
            ),
            None,
        )

    def known(self, law: Law, place: Article) -> bool:
        """The knowledge holds the place, a part of it, or a whole that is not held part by part."""
        placed = self.in_force(law)
        if any(place.covers(found.place) for found in placed):
            return True
        around = [found.place for found in placed if found.place.covers(place)]
        return any(
            not any(
                whole.covers(other.place) and other.place != whole and not other.place.item
                for other in placed
            )
            or whole.paragraph is not None
            for whole in around
        )
