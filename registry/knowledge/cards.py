"""A law or a provision as the reader sees it on a day."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from registry.errors import UsageError
from registry.knowledge.base import KnowledgeAt
from registry.knowledge.facts import Grade
from registry.knowledge.laws import Law, Provision
from registry.law.citations import law_url, parse_article


class NameCard(Struct, frozen=True):
    """A title and its term."""

    title: str
    since: date | None
    until: date | None
    status: Grade


class EventCard(Struct, frozen=True):
    """Something that happened, or will happen, to a law."""

    on: date | None
    text: str
    status: Grade


class ItemRef(Struct, frozen=True):
    """An information item."""

    id: str
    number: int | str
    name: str


class LawCard(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo show LAW``."""

    kind: str = "law"
    as_of: date
    id: str
    title: str
    law_id: str | None
    law_number: str
    rank: str
    promulgated: date | None
    in_force: bool
    in_force_from: date | None
    in_force_until: date | None
    succeeded_by: str | None
    parent: str | None
    names: tuple[NameCard, ...]
    abbreviations: tuple[str, ...]
    ministries: tuple[str, ...]
    ministries_status: Grade | None
    revision_read: str | None
    checked: date | None
    status: Grade
    items: tuple[ItemRef, ...]
    provisions: tuple[str, ...]
    """Articles of the day that are kept here, in order."""
    events: tuple[EventCard, ...]
    remarks: tuple[str, ...]
    url: str | None
    sources: tuple[str, ...]
    notices: tuple[str, ...]
    origin: str


class FormerNumber(Struct, frozen=True):
    """A number that a provision bore earlier."""

    article: str
    since: date | None
    until: date | None


class ProvisionCard(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo show LAW ARTICLE``."""

    kind: str = "provision"
    as_of: date
    id: str
    law: str
    law_id: str | None
    law_number: str
    article: str
    applies: str | None
    subjects: tuple[str, ...]
    duty: str | None
    mode: str
    scope: str
    scope_text: str | None
    audience: str
    audience_text: str | None
    matter: str | None
    summary: str
    in_force: bool
    since: date | None
    until: date | None
    former: tuple[FormerNumber, ...]
    items: tuple[ItemRef, ...]
    status: Grade
    checked: date | None
    note: str | None
    url: str | None
    sources: tuple[str, ...]
    notices: tuple[str, ...]
    origin: str


def law_card(law: Law, view: KnowledgeAt) -> LawCard:
    """Everything kept about a law, as of the day of ``view``."""
    knowledge = view.knowledge
    own = [
        provision
        for provision in knowledge.provisions.values()
        if provision.law == law.id and view.in_force(provision)
    ]
    articles = sorted({provision.article_on(view.day) for provision in own}, key=parse_article)
    return LawCard(
        as_of=view.day,
        id=law.id,
        title=law.title_on(view.day),
        law_id=law.law_id,
        law_number=law.law_number,
        rank=law.kind.value,
        promulgated=law.promulgated,
        in_force=law.in_force_on(view.day),
        in_force_from=law.in_force_from,
        in_force_until=law.in_force_until,
        succeeded_by=view.title(law.succeeded_by) if law.succeeded_by else None,
        parent=view.title(law.parent) if law.parent else None,
        names=tuple(NameCard(name.title, name.since, name.until, name.status) for name in law.names),
        abbreviations=tuple(abbreviation.text for abbreviation in law.abbreviations),
        ministries=tuple(ministry.name for ministry in view.ministries_of_law(law)),
        ministries_status=view.ministry_grade(law.ministries),
        revision_read=law.revision.revision_id if law.revision is not None else None,
        checked=law.checked,
        status=law.status,
        items=tuple(items_of_law(law, view)),
        provisions=tuple(articles),
        events=tuple(EventCard(event.on, event.text, event.status) for event in law.events),
        remarks=law.remarks,
        url=law_url(law.law_id) if law.law_id is not None else None,
        sources=law.sources,
        notices=view.notices(),
        origin=law.origin,
    )


def find_provision(law: Law, article: str, view: KnowledgeAt) -> Provision:
    """The provision that bears this number on the day.

    Raises UsageError when none does; it names the number of today or the nearest articles kept.
    """
    wanted = str(parse_article(article))
    own = [provision for provision in view.knowledge.provisions.values() if provision.law == law.id]
    exact = [
        provision
        for provision in own
        if provision.article_on(view.day) == wanted and view.in_force(provision)
    ]
    if exact:
        return exact[0]
    inside = [
        p
        for p in own
        if view.in_force(p) and parse_article(wanted).covers(parse_article(p.article_on(view.day)))
    ]
    if len(inside) == 1:
        return inside[0]
    renumbered = [p for p in own if p.article == wanted or any(term.article == wanted for term in p.former)]
    if renumbered:
        other = renumbered[0]
        number = other.article_on(view.day)
        known = (
            f"{view.day} の条番号は {number} です" if number != wanted else f"{view.day} には効力がありません"
        )
        raise UsageError(
            f"{law.title_on(view.day)}の{wanted}は、{view.day} には見つかりません",
            why=f"同じ内容の条項があります: {known}",
            mend="条番号か --as-of を直してください",
        )
    near = "、".join(sorted({p.article_on(view.day) for p in own if view.in_force(p)}, key=parse_article))
    raise UsageError(
        f"{law.title_on(view.day)}の{wanted}は登録されていません",
        why=f"登録されている条項: {near or 'なし'}",
        mend="条番号を確かめるか、e-Gov 法令検索で原文を見てください",
    )


def provision_card(provision: Provision, view: KnowledgeAt) -> ProvisionCard:
    """Everything kept about a provision, as of the day of ``view``."""
    text = view.legal_text(provision.id)
    return ProvisionCard(
        as_of=view.day,
        id=provision.id,
        law=text.title,
        law_id=text.law.law_id,
        law_number=text.law.law_number,
        article=text.article,
        applies=provision.applies,
        subjects=provision.subjects,
        duty=provision.duty.value if provision.duty is not None else None,
        mode="・".join(mode.value for mode in provision.modes),
        scope=provision.scope.value if provision.scope is not None else "",
        scope_text=provision.scope_text,
        audience=provision.audience.value if provision.audience is not None else "",
        audience_text=provision.audience_text,
        matter=provision.matter,
        summary=provision.summary,
        in_force=view.in_force(provision),
        since=provision.since,
        until=provision.until,
        former=tuple(FormerNumber(term.article, term.since, term.until) for term in provision.former),
        items=tuple(_items_of_provision(provision, view)),
        status=view.grade(provision),
        checked=provision.checked,
        note=_note(provision, view),
        url=text.url,
        sources=provision.sources,
        notices=view.notices(),
        origin=provision.origin,
    )


def _note(provision: Provision, view: KnowledgeAt) -> str | None:
    law = view.knowledge.laws[provision.law]
    change = view.unread_change(law)
    if change is None:
        return provision.note
    revision = law.revision.in_force_since if law.revision is not None else None
    unread = f"{revision} の版で読んだ。{change.on} の改正（{change.text}）の後の条文は読んでいない"
    return f"{provision.note}。{unread}" if provision.note else unread


def items_of_law(law: Law, view: KnowledgeAt) -> Iterator[ItemRef]:
    """The information items that rest on a law."""
    for item in view.knowledge.items.values():
        provisions = (view.knowledge.provisions[basis.provision] for basis in item.bases)
        if law.id in item.laws or any(provision.law == law.id for provision in provisions):
            yield ItemRef(item.id, item.number, item.name)


def _items_of_provision(provision: Provision, view: KnowledgeAt) -> Iterator[ItemRef]:
    for item in view.knowledge.items.values():
        if any(basis.provision == provision.id for basis in item.bases):
            yield ItemRef(item.id, item.number, item.name)
