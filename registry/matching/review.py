"""Reviewing matches (対応付けの確認): what is left to ask, and what people decided stays decided.

Pure functions; the workspace stores what they return. A decision belongs to a record id and a target, so it holds
for every later version of the record under the same id, also when its title changes or the lexicon does.
"""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from registry.errors import UsageError
from registry.matching.matcher import ACCEPT, REJECT, REVIEW, Candidate, RecordMatch


class Remembered(Struct, frozen=True):
    """A decision that a person made."""

    record_id: str
    target: str
    decision: str
    """accept or reject."""
    note: str = ""


class Settled(Struct, frozen=True):
    """A record and a target, with what holds for them now."""

    record_id: str
    title: str
    target: str
    name: str
    score: float
    decision: str
    decided_by: str
    """person or matcher."""
    evidence: tuple[str, ...]
    note: str = ""


class Question(Struct, frozen=True):
    """A match that a person is asked about."""

    record_id: str
    title: str
    target: str
    name: str
    score: float
    evidence: tuple[str, ...]


def settle(
    matches: Iterable[RecordMatch], remembered: Iterable[Remembered], names: Mapping[str, str]
) -> Iterator[Settled]:
    """Fresh matches with the remembered decisions laid over them, record by record.

    A remembered target that the matcher no longer proposes is told too (score 0), so that an accepted match never
    vanishes; decisions on records that are not among ``matches`` are left out. ``names``: target → name.
    """
    memory = _memory(remembered)
    for match in matches:
        own = memory.get(match.record_id, {})
        proposed = set()
        for candidate in (*match.items, *match.datasets):
            proposed.add(candidate.target)
            yield _settled(match, candidate, own.get(candidate.target))
        for target, decision in own.items():
            if target not in proposed:
                name = names.get(target, target)
                yield _settled(match, Candidate(target, name, 0.0, REJECT, ()), decision)


def questions(matches: Iterable[RecordMatch], remembered: Iterable[Remembered]) -> list[Question]:
    """What to ask: matches left to a person and not decided yet, the likeliest first."""
    memory = _memory(remembered)
    asked = [
        Question(
            match.record_id,
            match.title,
            candidate.target,
            candidate.name,
            candidate.score,
            candidate.evidence,
        )
        for match in matches
        for candidate in (*match.items, *match.datasets)
        if candidate.decision == REVIEW and candidate.target not in memory.get(match.record_id, {})
    ]
    return sorted(asked, key=lambda question: (-question.score, question.record_id, question.target))


def remember(
    remembered: Iterable[Remembered], record_id: str, target: str, decision: str, note: str = ""
) -> tuple[Remembered, ...]:
    """The memory with one more decision; an earlier one on the same record and target is replaced.

    Raises UsageError when the decision is neither accept nor reject.
    """
    if decision not in (ACCEPT, REJECT):
        raise UsageError(
            f"判断「{decision}」は記録できません", mend="accept（該当）か reject（非該当）を選んでください"
        )
    kept = [one for one in remembered if (one.record_id, one.target) != (record_id, target)]
    return (*kept, Remembered(record_id, target, decision, note))


def _memory(remembered: Iterable[Remembered]) -> dict[str, dict[str, Remembered]]:
    memory: dict[str, dict[str, Remembered]] = {}
    for one in remembered:
        memory.setdefault(one.record_id, {})[one.target] = one
    return memory


def _settled(match: RecordMatch, candidate: Candidate, decided: Remembered | None) -> Settled:
    return Settled(
        match.record_id,
        match.title,
        candidate.target,
        candidate.name,
        candidate.score,
        candidate.decision if decided is None else decided.decision,
        "matcher" if decided is None else "person",
        candidate.evidence,
        "" if decided is None else decided.note,
    )
