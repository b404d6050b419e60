"""The four verdicts and the chain that leads to each."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from registry.knowledge.items import BodyKind, FactKey


class Verdict(StrEnum):
    """May this body publish this item on this day?"""

    YES = "yes"
    CONDITIONAL = "conditional"
    NO = "no"
    UNKNOWN = "unknown"


VERDICT_LABELS = {
    Verdict.YES: "公開可",
    Verdict.CONDITIONAL: "条件付",
    Verdict.NO: "対象外",
    Verdict.UNKNOWN: "不明",
}


class Answer(StrEnum):
    """What a body has told about one of its facts."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Asker(Struct, frozen=True, kw_only=True):
    """For whom the question is asked: a body, a kind of body, or nobody in particular."""

    code: str | None = None
    """Six-digit code of the body; None for a kind of body or for nobody."""
    kinds: frozenset[BodyKind] = frozenset()
    """Kinds that the body is (指定都市 and 市 together); empty for nobody in particular."""
    facts: Mapping[FactKey, Answer] = {}
    """Facts told; a key that is missing counts as unknown."""

    @property
    def anybody(self) -> bool:
        """True when the question is asked for nobody in particular."""
        return not self.kinds

    def answer(self, key: FactKey) -> Answer:
        """What is told about one fact."""
        return self.facts.get(key, Answer.UNKNOWN)


class Step(Struct, frozen=True):
    """One link of the chain: a named rule applied."""

    rule: str
    """Id of the rule (V01 …), described in docs/verdicts.md."""
    text: str
    provisions: tuple[str, ...] = ()
    verdict: Verdict | None = None
    """What the rule concludes; None where it only explains."""


class Decision(Struct, frozen=True, kw_only=True):
    """The verdict on one item."""

    item: str
    verdict: Verdict
    steps: tuple[Step, ...]
    """The chain, in the order in which the rules were applied."""
    questions: tuple[FactKey, ...] = ()
    """Facts whose answer would settle or change the verdict."""
    would_change: tuple[str, ...] = ()
    """What would change the verdict, in words."""
    bases: tuple[str, ...] = ()
    """Provisions that decided what the public may see."""
