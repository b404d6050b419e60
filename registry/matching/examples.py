"""The examples of the lexicon are tests: each must be decided as it says (rule K15), and each entry must have some.

``example_problems(knowledge)`` gives one line for each breach; the check of the registry turns them into problems
with their place in lexicon.yaml.
"""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from registry.catalogue.record import Record, Resource
from registry.knowledge.lexicon import Example, ExpectedDecision, LexiconEntry
from registry.matching.matcher import REJECT, Matcher

if TYPE_CHECKING:
    from registry.knowledge.base import Knowledge

RULE = "K15"
TITLE = "辞書の例が例のとおりに判定される"
WHY = "言葉を直したとき、前に直した誤りが戻らないようにする"
_FEWEST = 2
_KINDS = (ExpectedDecision.ACCEPT, ExpectedDecision.REJECT)


class ExampleProblem(Struct, frozen=True):
    """A breach of K15: where in the lexicon, what is wrong, what to do."""

    entry: int
    """Number of the entry among ``lexicon.entries``."""
    example: int | None
    """Number of the example in it; None when it is about the entry."""
    message: str
    mend: str


def example_problems(knowledge: "Knowledge") -> Iterator[ExampleProblem]:
    """All breaches: examples decided otherwise, and entries of the seed without examples of both kinds."""
    matcher = Matcher(knowledge)
    seeded = Counter(entry.target for entry in knowledge.lexicon.entries if entry.origin == "seed")
    for number, entry in enumerate(knowledge.lexicon.entries):
        if entry.origin == "seed":
            yield from _of_entry(number, entry, seeded)
        for place, example in enumerate(entry.examples):
            decided = decide_example(matcher, entry.target, example)
            if decided != example.decision:
                yield ExampleProblem(
                    number,
                    place,
                    f"「{entry.id}」の例「{example.title}」が {decided} になります（例では {example.decision}）",
                    "語を直すか、例の decision を直してください",
                )


def decide_example(matcher: Matcher, target: str, example: Example) -> str:
    """What the matcher decides about an example for a target."""
    files = tuple(Resource(name=name) for name in example.files)
    if example.columns:
        files = (*files, Resource(columns=example.columns))
    record = Record(
        id="",
        title=example.title,
        description=example.description,
        organization=example.organization,
        tags=example.tags,
        resources=files,
    )
    match = matcher.match(record)
    for candidate in (*match.items, *match.datasets):
        if candidate.target == target:
            return candidate.decision
    return REJECT


def _of_entry(number: int, entry: LexiconEntry, seeded: Counter[str]) -> Iterator[ExampleProblem]:
    if seeded[entry.target] > 1:
        yield ExampleProblem(
            number,
            None,
            f"「{entry.target}」の項目が {seeded[entry.target]} あります",
            "一つにまとめてください",
        )
    for kind in _KINDS:
        count = sum(example.decision is kind for example in entry.examples)
        if count < _FEWEST:
            yield ExampleProblem(
                number,
                None,
                f"「{entry.id}」に decision が {kind} の例が {count} しかありません",
                f"{_FEWEST} つ以上書いてください",
            )
