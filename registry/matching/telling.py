"""Which entries the words of a record bring into question, and what to take of its words then.

That depends on which words stand in its fields, in their order, and on what stands beside them
(``registry.matching.beside``). Most records of a list share it with many others: it is worked out once, and
remembered as a Plan. The words of a field are written as a text, one sign for each: ``chr`` of its number.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from registry.matching.fields import FAR, Picked, Signature
from registry.matching.words import Words

if TYPE_CHECKING:
    from registry.matching.beside import Beside

_REMEMBERED = 16_384
"""How many plans are remembered, and how many texts of signs."""
_MOST_PICKED = 64

PlanKey = tuple[Any, ...]
"""What stands beside the fields (Beside), and for each field its words as signs (str)."""


class Told:
    """What the words of a field come to: bits of entries and of lists of words that stand together."""

    __slots__ = ("lists", "named", "opening", "picked", "titled", "words")

    def __init__(self, words: Sequence[int], every: Words) -> None:
        named = titled = opening = lists = 0
        for word in words:
            telling = every.telling[word]
            lists |= every.lists[word]
            if telling is not None:
                named |= telling.named
                titled |= telling.titled
                opening |= telling.opening
        self.words = words
        self.named = named
        """Entries in question wherever the words stand."""
        self.titled = named | titled
        """The same and those in question in a title or the name of a file."""
        self.opening = opening
        self.lists = lists
        self.picked: dict[int, Picked] = {}
        """What to take of them, by the wanted entries."""

    def pick(self, wanted: int, every: Words) -> Picked:
        """What to take of the words when these entries are wanted."""
        picked = self.picked.get(wanted)
        if picked is None:
            if len(self.picked) >= _MOST_PICKED:
                self.picked.clear()
            picked = self.picked[wanted] = _pick(self.words, wanted, every)
        return picked


class Plan:
    """What to do with records that have these words beside these labels."""

    __slots__ = ("answers", "fields", "labels", "maker", "wanted")

    def __init__(self, wanted: int, fields: tuple[Picked, ...], beside: "Beside") -> None:
        self.wanted = wanted
        """Bits of the entries that come into question; 0 when nothing is asked."""
        self.fields = fields
        """What to take of each field."""
        self.labels = beside.labels.read(wanted)
        self.maker = beside.maker.read(wanted)
        self.answers: dict[Any, Any] = {}
        """A place for the matcher to remember what such records come to."""


class Planner:
    """Makes plans and remembers them."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._told: dict[str, Told] = {}
        self.known: dict[PlanKey, Plan] = {}
        """The plans that are remembered."""

    def plan(self, key: PlanKey) -> Plan:
        """The plan for a key that is not remembered; from now on it is."""
        if len(self.known) >= _REMEMBERED:
            self.known.clear()
        beside: Beside = key[0]
        told = [self._told.get(signs) or self._tell(signs) for signs in key[1:]]
        *named, description = told
        wanted, opened, lists = beside.named, beside.opening, beside.lists
        for field in named:
            wanted |= field.titled
            opened |= field.opening
            lists |= field.lists
        wanted |= description.named
        opened |= description.opening
        lists |= description.lists
        wanted |= self._complete(opened & ~wanted, lists)
        fields = tuple([field.pick(wanted, self._words) for field in told])
        plan = self.known[key] = Plan(wanted, fields, beside)
        return plan

    def _tell(self, signs: str) -> Told:
        if len(self._told) >= _REMEMBERED:
            self._told.clear()
        told = self._told[signs] = Told(tuple(map(ord, signs)), self._words)
        return told

    def _complete(self, entries: int, lists: int) -> int:
        """Those of the entries of which all words that must stand together are there, as bits."""
        complete = 0
        needs = self._words.needs
        while entries:
            lowest = entries & -entries
            for need in needs[lowest.bit_length() - 1]:
                if need & lists == need:
                    complete |= lowest
                    break
            entries ^= lowest
        return complete


def _pick(words: Sequence[int], wanted: int, every: Words) -> Picked:
    places = tuple([place for place, word in enumerate(words) if every.used[word] & wanted])
    bodies: tuple[int, ...] = ()
    if places:
        bodies = tuple([place for place, word in enumerate(words) if word >= every.body_from])
    placed = any(every.placed[words[place]] & wanted for place in places)
    signature: Signature | None = None
    if not places:
        signature = ()
    elif len(places) == 1 and not bodies:
        signature = (words[places[0]], FAR)
    return Picked(len(words), places, bodies, placed, signature)
