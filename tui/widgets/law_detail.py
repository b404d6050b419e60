"""The text of a law or a provision: what it was called when, which provisions are cited, what hangs on it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from registry.errors import UsageError
from registry.graph.neighbourhood import Dependent, ImpactAnswer
from registry.knowledge.cards import ItemRef, LawCard, ProvisionCard
from registry.knowledge.facts import GRADE_LABELS, Grade
from registry.law.dates import format_wareki
from registry.law.law_ids import take_revision_apart
from registry.law.law_numbers import parse_law_number
from tui.law_news import short_day
from tui.widgets.passages import Passage
from tui.words import grade_word

_NAMED = 3
"""Dependents of one kind that are named; the rest is counted."""
_ITEM = "item"
_RENAMING = ("改題", "題名に改め")


class Term(NamedTuple):
    """Something on the line of time of a law."""

    on: date
    text: str
    status: Grade | None = None
    title: bool = False


def law_passages(
    card: LawCard,
    provisions: Sequence[ProvisionCard],
    ministries: Sequence[Term],
    impact: ImpactAnswer,
    sources: Mapping[str, str],
) -> Iterator[Passage]:
    """The whole text of a law; ``ministries``: its ministries in charge, each from its first day."""
    yield Passage(card.title, "heading")
    law_id = f"  法令ID {card.law_id}" if card.law_id else ""
    yield Passage(f"{_number(card.law_number)}{law_id}", indent=1, mark=grade_word(card.status))
    if card.parent:
        yield Passage(f"{card.parent}を施行するもの", "dim", indent=1)
    if not card.in_force:
        yield Passage(_not_in_force(card), "caution", indent=1)
    if card.ministries:
        status = grade_word(card.ministries_status)
        yield Passage(f"所管 {'・'.join(card.ministries)}", indent=1, mark=status)
    if card.abbreviations:
        yield Passage(f"略称 {'、'.join(card.abbreviations)}", "dim", indent=1)
    yield from _timeline(card, ministries)
    yield from _provisions(provisions)
    yield from _dependents(impact, card.items)
    for remark in card.remarks:
        yield Passage("")
        yield Passage(f"備考 {remark}", "dim")
    yield from _ends(card.sources, card.checked, card.notices, sources)


def provision_passages(
    card: ProvisionCard, impact: ImpactAnswer, sources: Mapping[str, str]
) -> Iterator[Passage]:
    """The whole text of a provision."""
    applied = f"（{card.applies}の準用）" if card.applies else ""
    yield Passage(f"{card.law} {card.article}{applied}", "heading")
    yield Passage(card.summary, indent=1, mark=grade_word(card.status), hang=0)
    if card.status is not Grade.VERIFIED:
        yield Passage(f"この条は{GRADE_LABELS[card.status]}です。原文を確かめてください", "caution", indent=1)
    if not card.in_force:
        yield Passage("この基準日には効力がありません", "caution", indent=1)
    yield Passage("")
    told = (
        ("公開の形", card.mode or card.matter or ""),
        ("義務の強さ", card.duty or ""),
        ("だれが", "・".join(card.subjects)),
        ("見せる範囲", " ".join(filter(None, (card.scope, card.scope_text)))),
        ("だれに", " ".join(filter(None, (card.audience, card.audience_text)))),
    )
    for name, text in told:
        if text:
            yield Passage(f"{name}  {text}", indent=1)
    for former in card.former:
        until = f"{short_day(former.until)}まで" if former.until else "以前"
        yield Passage(f"もとの条番号  {former.article}（{until}）", "dim", indent=1)
    if card.note:
        yield Passage("")
        yield Passage(card.note, "caution", hang=0)
    yield from _dependents(impact, card.items)
    yield from _ends(card.sources, card.checked, card.notices, sources)


def _number(text: str) -> str:
    """昭和35年法律第105号, as columns write it; what is no number of a law stays as it is."""
    try:
        return str(parse_law_number(text)) if text else ""
    except UsageError:
        return text


def _not_in_force(card: LawCard) -> str:
    if card.in_force_from and card.in_force_from > card.as_of:
        return f"{format_wareki(card.in_force_from)}に施行されます（基準日にはまだ効力がありません）"
    until = f"{format_wareki(card.in_force_until)}まで" if card.in_force_until else ""
    after = f"。後の法令: {card.succeeded_by}" if card.succeeded_by else ""
    return f"基準日には効力がありません{until and f'（{until}）'}{after}"


def _timeline(card: LawCard, ministries: Sequence[Term]) -> Iterator[Passage]:
    """Titles, ministries and amendments from the oldest to what is to come, the as-of day among them."""
    terms = [Term(event.on, event.text, event.status) for event in card.events if event.on is not None]
    terms += ministries[1:]
    for place, name in enumerate(card.names):
        since = name.since or (card.promulgated if place == 0 else None)
        if since is not None:
            terms.append(Term(since, f"「{name.title}」", name.status, title=True))
    yield Passage("")
    yield Passage("移り変わり", "heading")
    dated = sorted(_renamed(terms), key=lambda term: term.on)
    for term in [term for term in dated if term.on <= card.as_of]:
        yield _term(term, "" if term.title else "dim")
    yield Passage(f"● {_day(card.as_of)}  基準日（D で変える）", "accent", indent=1)
    for term in [term for term in dated if term.on > card.as_of]:
        yield _term(term, "caution", "これから ")
    for event in card.events:
        if event.on is None:
            yield Passage(f"日付のない事柄  {event.text}", "dim", indent=1, mark=grade_word(event.status))
    if card.revision_read:
        yield Passage(f"条文を読んだ版  {_revision(card.revision_read)}", "dim", indent=1)


def _revision(revision_id: str) -> str:
    """The day of a revision and the law that made it; its id is for other programs."""
    revision = take_revision_apart(revision_id)
    by = revision.amended_by
    if by is None:
        return f"{short_day(revision.in_force_since)} 施行"
    number = f"第{by.numbers[0]}号" if by.numbers else ""
    return f"{short_day(revision.in_force_since)} 施行（{by.era}{by.year}年{by.kind}{number}による改正）"


def _renamed(terms: Sequence[Term]) -> list[Term]:
    """A renaming and what is told of it, where both are there on one day, as one."""
    found = list(terms)
    tellings = [term for term in terms if any(word in term.text for word in _RENAMING)]
    for name in [term for term in terms if term.title]:
        told = next((one for one in tellings if one.on == name.on), None)
        if told is not None:
            bare = name.text.removeprefix("「").removesuffix("」")
            text = told.text if bare in told.text else f"{name.text}  {told.text}"
            found[found.index(name)] = told._replace(text=text, title=True)
            found.remove(told)
    return found


def _term(term: Term, role: str, lead: str = "") -> Passage:
    return Passage(
        f"│ {_day(term.on)}  {lead}{term.text}", role, indent=1, mark=grade_word(term.status), hang=13
    )


def _day(day: date) -> str:
    return short_day(day).rjust(10)


def _provisions(provisions: Sequence[ProvisionCard]) -> Iterator[Passage]:
    yield Passage("")
    yield Passage(f"引いている条 {len(provisions)}", "heading")
    for card in provisions:
        applied = f"（{card.applies}の準用）" if card.applies else ""
        form = "  ".join(filter(None, (card.mode or card.matter, card.duty)))
        yield Passage(
            f"{card.article}{applied}  {form}",
            indent=1,
            key=f"provision/{card.id}",
            mark=grade_word(card.status),
        )
        yield Passage(card.summary, "dim", indent=2, hang=0)
    if not provisions:
        yield Passage("この基準日に引いている条はありません", "dim", indent=1)


def _dependents(impact: ImpactAnswer, items: Sequence[ItemRef]) -> Iterator[Passage]:
    yield Passage("")
    yield Passage("これに頼るもの", "heading")
    for item in items:
        yield Passage(f"情報項目 {item.number} {item.name}", indent=1, key=f"{_ITEM}/{item.id}")
    others = sorted(
        (one for one in impact.dependents if one.kind not in (_ITEM, "provision")),
        key=lambda one: (one.kind_label, one.distance, one.label),
    )
    for label, group in groupby(others, key=lambda one: one.kind_label):
        yield Passage(_counted(label, list(group)), indent=1, hang=4)
    if not items and not others:
        yield Passage("知識ベースの中にはありません", "dim", indent=1)


def _counted(label: str, group: Sequence[Dependent]) -> str:
    named = "、".join(one.label for one in group[:_NAMED])
    more = f" ほか {len(group) - _NAMED}" if len(group) > _NAMED else ""
    return f"{label} {len(group)}  {named}{more}"


def _ends(
    ids: Sequence[str], checked: date | None, notices: Sequence[str], sources: Mapping[str, str]
) -> Iterator[Passage]:
    yield Passage("")
    on = f"（{short_day(checked)} に確かめた）" if checked else ""
    yield Passage(f"出典{on}", "heading")
    for one in ids:
        yield Passage(sources.get(one, one), "dim", indent=1)
    if not ids:
        yield Passage("ありません", "dim", indent=1)
    for notice in notices:
        yield Passage(notice, "caution")
