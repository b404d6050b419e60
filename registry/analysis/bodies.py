"""A body as the user sees it: what is known by code, what was told, what is still to be asked."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from registry.errors import UsageError
from registry.knowledge.base import Knowledge
from registry.knowledge.body import Body
from registry.publishing.answers import BodyRef, body_ref
from registry.workspace.domain import BodyProfile, BodySummary, FactValue

if TYPE_CHECKING:
    from registry.workspace.repository import Workspace

_LONGEST_NAME, _MOST_DETAILS = 40, 100


class FactLine(Struct, frozen=True, kw_only=True):
    """A question on which verdicts depend, and the body's answer."""

    key: str
    question: str
    how_to_find_out: str
    answer: str
    """yes, no or unknown."""
    note: str = ""


class BodyCard(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo body show`` and ``body set``."""

    body: BodyRef
    kana: str
    core_city: bool
    coastal_estimate: bool
    population: int | None
    facts: tuple[FactLine, ...]
    profile: BodyProfile | None
    stored: BodySummary | None
    """What the workspace holds of it; None when nothing."""


class BodyLine(Struct, frozen=True):
    """A body in a list."""

    code: str
    name: str
    prefecture: str
    kana: str
    kind: str
    population: int | None


class BodyList(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo body list``."""

    words: str
    total: int
    """Bodies of the whole table."""
    bodies: tuple[BodyLine, ...]


def body_card(body: Body, knowledge: Knowledge, store: "Workspace | None") -> BodyCard:
    """Everything about one body; ``store`` None when there is no workspace yet."""
    told = {} if store is None else {fact.fact_key: fact for fact in store.facts(body.code)}
    facts = []
    for key, question in knowledge.questions.items():
        fact = told.get(key.value)
        facts.append(
            FactLine(
                key=key.value,
                question=question.question,
                how_to_find_out=question.how_to_find_out,
                answer="unknown" if fact is None else fact.answer,
                note="" if fact is None else fact.note,
            )
        )
    summaries: Iterable[BodySummary] = () if store is None else store.bodies()
    return BodyCard(
        body=body_ref(body),
        kana=body.kana,
        core_city=body.core_city,
        coastal_estimate=body.coastal_estimate,
        population=body.population,
        facts=tuple(facts),
        profile=None if store is None else store.profile(body.code),
        stored=next((summary for summary in summaries if summary.body_code == body.code), None),
    )


def parse_details(told: Iterable[str]) -> dict[str, str]:
    """``名前=内容`` pairs; an empty 内容 takes the detail away.

    Raises UsageError for what is no such pair.
    """
    details = {}
    for text in told:
        name, equals, value = text.partition("=")
        name = " ".join(name.split())
        if not equals or not name or len(name) > _LONGEST_NAME:
            raise UsageError(
                f"「{text[:_LONGEST_NAME]}」が読めません",
                why=f"名前は {_LONGEST_NAME} 字までです" if len(name) > _LONGEST_NAME else "",
                mend="名前=内容 の形で書いてください（例: 担当課=情報政策課）",
            )
        details[name] = value.strip()
    return details


def tell_body(
    store: "Workspace",
    body_code: str,
    answers: Mapping[str, FactValue],
    details: Mapping[str, str],
    *,
    now: datetime,
    actor: str = "",
) -> None:
    """Store answers to questions, and details that plans and sheets quote, as one change; an empty detail goes.

    Raises UsageError for more details than a body has.
    """
    profile = store.profile(body_code) or BodyProfile(body_code=body_code)
    kept = {name: value for name, value in {**profile.details, **details}.items() if value}
    if len(kept) > _MOST_DETAILS:
        raise UsageError(
            "担当と連絡先の数が多すぎます",
            why=f"{len(kept)} 件になります（{_MOST_DETAILS} 件まで）",
            mend="要らないものを「名前=」で消してください",
        )
    if not details:
        store.set_facts(body_code, answers, now=now, actor=actor)
        return
    with store.together(body_code, "団体の情報を設定", now=now, actor=actor):
        if answers:
            store.set_facts(body_code, answers, now=now, actor=actor)
        store.set_profile(structs.replace(profile, details=kept), now=now, actor=actor)


def list_bodies(knowledge: Knowledge, words: str, limit: int) -> BodyList:
    """Bodies whose code, name or reading holds every word."""
    found = knowledge.bodies.search(words, limit)
    return BodyList(
        words=words,
        total=len(knowledge.bodies),
        bodies=tuple(
            BodyLine(body.code, body.name, body.prefecture, body.kana, body.kind_label, body.population)
            for body in found
        ),
    )
