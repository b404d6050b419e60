"""From words found to a score: plain arithmetic that can be done by hand.

Kinds of evidence, each counted once with its best word:

    name       0.95 in the title · 0.60 among the files · 0.45 in the description · 0.45 in tags and categories
    noun       0.85 at the end of a part of the title · 0.60 when that part stands in round brackets after others ·
               0.35 elsewhere in it · 0.55 at the end of a file's name
    alone      0.85 when the title says nothing else · 0.30 at the end of a part of it
    together   its weight when all words stand in the title · × 0.95 when the first does (or, for a pair that is
               ``described``, another one) · × 0.65 when title and files have them · × 0.5 otherwise;
               tags and categories do not count
    hint       0.30 each, the two best · × 0.8 outside the title
    organisation 0.30
    columns    see ``registry.matching.columns``

Evidence e1, e2 … is joined as 1 − (1 − e1)(1 − e2)…; hints and the organisation count only beside other evidence,
and of all that stands outside the title only the best counts.
A word that excludes multiplies by 0.1, a doubt by 0.6 (once each). Then: accept from 0.75, review from 0.40.

A word does not count when it lies inside the name of a body or across its edge (市道 in 四日市市道…), or inside a
longer word of ``within``; an exclusion does not count when a longer yes-word of the entry contains it.
"""

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple

from registry.knowledge.lexicon import Exclusion, LexiconEntry
from registry.matching.titles import Part
from registry.matching.words import Role, Use

ACCEPT_FROM = 0.75
REVIEW_FROM = 0.40


class Field(IntEnum):
    """Where in a record a word was found."""

    TITLE = 0
    FILES = 1
    DESCRIPTION = 2
    LABELS = 3
    ORGANIZATION = 4


FIELD_LABELS = {
    Field.TITLE: "題名",
    Field.FILES: "ファイル名",
    Field.DESCRIPTION: "説明",
    Field.LABELS: "分類・タグ",
    Field.ORGANIZATION: "団体",
}
_NAME = {
    Field.TITLE: 0.95,
    Field.FILES: 0.6,
    Field.DESCRIPTION: 0.45,
    Field.LABELS: 0.45,
    Field.ORGANIZATION: 0.0,
}
_NOUN_AT_END, _NOUN_IN_BRACKETS, _NOUN_INSIDE, _NOUN_OF_FILE = 0.85, 0.6, 0.35, 0.55
_ALONE, _ALONE_AT_END = 0.85, 0.3
_TOGETHER_PARTLY, _TOGETHER_FILES, _TOGETHER_OUTSIDE = 0.95, 0.65, 0.5
_HINT, _HINT_OUTSIDE, _HINTS_COUNTED = 0.3, 0.8, 2
_ORGANIZATION = 0.3
_EXCLUDED, _DOUBTED = 0.1, 0.6
_SETTING_ASIDE = (Field.TITLE, Field.FILES, Field.ORGANIZATION)
"""Where a word of ``unless`` counts: a description names much that the record is not."""


class Hit(NamedTuple):
    """A word of an entry found in a record."""

    use: Use
    word: int
    field: Field
    start: int
    end: int


class Found(NamedTuple):
    """What an entry comes to for a record."""

    score: float
    evidence: tuple[str, ...]


class _Piece(NamedTuple):
    weight: float
    text: str


def score_entry(
    entry: LexiconEntry,
    hits: Sequence[Hit],
    parts: Sequence[Part],
    file_ends: frozenset[int],
    shown: Sequence[str],
    columns: tuple[float, str] | None = None,
) -> Found:
    """Score and evidence of one entry; ``hits`` are its words, ``shown`` all words as the lexicon writes them.

    ``columns``: weight and words of the evidence from columns, if there is any. The result's score is 0 when
    nothing says yes.
    """
    yes, spans = _yes(entry, hits, parts, file_ends, shown)
    if columns is not None:
        yes.append(_Piece(*columns))
    if not yes:
        return Found(0.0, ())
    yes += _supports(hits, spans, shown)
    roles = {hit.use.role for hit in hits}
    miss = 1.0
    for piece in yes:
        miss *= 1.0 - piece.weight
    score = 1.0 - miss
    evidence = [piece.text for piece in yes]
    for role, unless, factor, label in (
        (Role.EXCLUDE, Role.EXCLUDE_UNLESS, _EXCLUDED, "除外"),
        (Role.DOUBT, Role.DOUBT_UNLESS, _DOUBTED, "疑い"),
    ):
        if role not in roles:
            continue
        exclusions = entry.excludes if role is Role.EXCLUDE else entry.doubts
        hit = _against(hits, role, unless, exclusions, spans)
        if hit is not None:
            score *= factor
            why = exclusions[hit.use.group].why
            evidence.append(f"{label}: {shown[hit.word]}" + (f"（{why}）" if why else ""))
    return Found(round(score, 3), tuple(evidence))


def _yes(
    entry: LexiconEntry,
    hits: Iterable[Hit],
    parts: Sequence[Part],
    file_ends: frozenset[int],
    shown: Sequence[str],
) -> tuple[list[_Piece], list[tuple[int, int]]]:
    """Names, nouns, words alone and words together; and the places of all words that took part."""
    best: dict[Role, tuple[float, Hit]] = {}
    slots: dict[int, dict[int, list[Hit]]] = {}
    spans = []
    for hit in hits:
        role = hit.use.role
        if role in (Role.TOGETHER_FIRST, Role.TOGETHER):
            if hit.field is not Field.LABELS:
                slots.setdefault(hit.use.group, {}).setdefault(hit.use.slot, []).append(hit)
            continue
        weight = _single(hit, parts, file_ends)
        if weight:
            spans.append((hit.start, hit.end))
            if weight > best.get(role, (0.0,))[0]:
                best[role] = (weight, hit)
    inside = [_Piece(weight, _say(hit, shown)) for weight, hit in best.values() if hit.field is Field.TITLE]
    outside = [
        _Piece(weight, _say(hit, shown)) for weight, hit in best.values() if hit.field is not Field.TITLE
    ]
    together: list[_Piece] = []
    for group, found in slots.items():
        rule = entry.together[group]
        if len(found) < len(rule.words):
            continue
        chosen = _distinct([found[slot] for slot in range(len(rule.words))])
        if chosen is None:
            continue
        factor = _together_factor([hit.field for hit in chosen], rule.described)
        spans += [(hit.start, hit.end) for hit in chosen]
        piece = _Piece(rule.weight * factor, " ＋ ".join(_say(hit, shown) for hit in chosen))
        (together if factor >= _TOGETHER_PARTLY else outside).append(piece)
    for pieces in (together, outside):
        if pieces:
            inside.append(max(pieces, key=lambda piece: piece.weight))
    return inside, spans


def _together_factor(fields: Sequence[Field], described: bool) -> float:
    if all(field is Field.TITLE for field in fields):
        return 1.0
    if fields[0] is Field.TITLE:
        return _TOGETHER_PARTLY
    if described and fields[0] is not Field.FILES and Field.TITLE in fields:
        return _TOGETHER_PARTLY
    return _TOGETHER_FILES if set(fields) <= {Field.TITLE, Field.FILES} else _TOGETHER_OUTSIDE


def _single(hit: Hit, parts: Sequence[Part], file_ends: frozenset[int]) -> float:
    role = hit.use.role
    if role is Role.NAME:
        return _NAME[hit.field]
    if role is Role.NOUN:
        if hit.field is Field.FILES:
            return _NOUN_OF_FILE if hit.end in file_ends else 0.0
        if hit.field is not Field.TITLE:
            return 0.0
        part = _ended_part(hit, parts)
        if part is None:
            return _NOUN_INSIDE
        return _NOUN_IN_BRACKETS if part.qualifies else _NOUN_AT_END
    if role is Role.ALONE and hit.field is Field.TITLE:
        if _ended_part(hit, parts) is None:
            return 0.0
        own = [part for part in parts if part.own_end > part.own_start]
        says_all = len(own) == 1 and hit.start <= own[0].own_start < hit.end
        return _ALONE if says_all or not own else _ALONE_AT_END
    return 0.0


def _ended_part(hit: Hit, parts: Sequence[Part]) -> Part | None:
    """The part of the title that the word ends, or None."""
    for part in parts:
        if part.own_end <= hit.end <= part.end and part.start < hit.end:
            return part
    return None


def _distinct(slots: Sequence[Sequence[Hit]]) -> tuple[Hit, ...] | None:
    """One hit of each list, in the title where possible, none inside another; None when there is no such choice."""
    chosen: list[Hit] = []
    for hits in slots:
        for hit in sorted(hits, key=lambda hit: (hit.field, hit.start - hit.end)):
            if not any(hit.start < other.end and other.start < hit.end for other in chosen):
                chosen.append(hit)
                break
        else:
            return None
    return tuple(chosen)


def _supports(hits: Iterable[Hit], spans: Sequence[tuple[int, int]], shown: Sequence[str]) -> list[_Piece]:
    """Hints and the organisation."""
    hints: dict[int, _Piece] = {}
    organization = None
    for hit in hits:
        if hit.use.role is Role.HINT and hit.field is not Field.ORGANIZATION:
            if any(start <= hit.start and hit.end <= end for start, end in spans):
                continue
            weight = _HINT if hit.field is Field.TITLE else _HINT * _HINT_OUTSIDE
            if hit.word not in hints or weight > hints[hit.word].weight:
                hints[hit.word] = _Piece(weight, _say(hit, shown))
        elif hit.use.role is Role.ORGANIZATION and hit.field is Field.ORGANIZATION and organization is None:
            organization = _Piece(_ORGANIZATION, _say(hit, shown))
    pieces = sorted(hints.values(), key=lambda piece: -piece.weight)[:_HINTS_COUNTED]
    return pieces if organization is None else [*pieces, organization]


def _against(
    hits: Sequence[Hit],
    role: Role,
    unless: Role,
    exclusions: Sequence[Exclusion],
    spans: Sequence[tuple[int, int]],
) -> Hit | None:
    """The first word that excludes (or raises a doubt) and is not set aside."""
    set_aside = {hit.use.group for hit in hits if hit.use.role is unless and hit.field in _SETTING_ASIDE}
    for hit in hits:
        if hit.use.role is not role or hit.use.group in set_aside:
            continue
        if hit.field is not Field.TITLE and not exclusions[hit.use.group].anywhere:
            continue
        inside = any(
            start <= hit.start and hit.end <= end and end - start > hit.end - hit.start
            for start, end in spans
        )
        if not inside:
            return hit
    return None


def _say(hit: Hit, shown: Sequence[str]) -> str:
    return f"{FIELD_LABELS[hit.field]}: {shown[hit.word]}"
