"""Decision sheets (公開判断シート) of a body: what the workspace knows goes in, answers to the checklist are kept."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from registry.analysis.gaps import find_gaps
from registry.analysis.holdings import Holdings, Target, read_holdings
from registry.analysis.targets import find_target
from registry.errors import UsageError
from registry.knowledge.base import Knowledge, KnowledgeAt
from registry.knowledge.body import Body
from registry.knowledge.datasets import StandardDataset
from registry.knowledge.items import BodyKind, FactKey, Item
from registry.publishing.sheet import DecisionSheet, KnownOfTarget, SheetCheck, SheetRecord
from registry.publishing.sheet_assembly import make_sheet, target_of
from registry.publishing.sheet_metadata import fields_of_record
from registry.publishing.verdicts import Answer
from registry.workspace.domain import ANSWER_WORDS, AnswerWord, SheetAnswer

if TYPE_CHECKING:
    from registry.workspace.repository import Workspace

Subject = Item | StandardDataset
_SIGN = re.compile(r"[=＝]")
_NOTE = re.compile(r"[:：]")


class BodyKnowledge:
    """What a workspace knows of a body, read once; ``of`` picks what belongs to a target."""

    def __init__(
        self, store: "Workspace", knowledge: Knowledge, body: Body, holdings: Holdings | None = None
    ) -> None:
        """``holdings``: what the workspace knows of the body, where the caller has read it already."""
        self._store = store
        self._body = body
        profile = store.profile(body.code)
        self._profile = dict(profile.details) if profile is not None else {}
        self.holdings: Holdings = holdings or read_holdings(store, body.code)
        self._answers: dict[Target, dict[str, tuple[AnswerWord, str, str]]] = {}
        for answer in store.sheet_answers(body.code):
            asked = self._answers.setdefault((answer.target_kind, answer.target_id), {})
            asked[answer.check_id] = (answer.answer, answer.note, answer.asked)
        self._neighbours = _neighbours(store, knowledge, body)
        facts = {fact.fact_key: fact.answer for fact in store.facts(body.code)}
        self.told = {key: Answer(facts[key.value]) for key in FactKey if key.value in facts}

    def of(self, subject: Subject) -> KnownOfTarget:
        """What is known of one target; records in the form of the earlier generation count for a dataset."""
        target = target_of(subject)
        targets: list[Target] = [(target.kind, target.id)]
        if isinstance(subject, StandardDataset) and subject.succeeds:
            targets.append(("dataset", subject.succeeds))
        found = [record for key in targets for record in self.holdings.records.get(key, ())]
        state = self.holdings.states.get(targets[0])
        best = next((record for record in found if record.decision == "accept"), None)
        stored = self._store.record(self._body.code, best.id) if best is not None else None
        return KnownOfTarget(
            profile=self._profile,
            state=state.state if state else "",
            section=state.section if state else "",
            fiscal_year=state.fiscal_year if state else None,
            records=tuple(
                SheetRecord(id=record.id, title=record.title, url=record.url, decision=record.decision)
                for record in found
            ),
            catalogues=len(self.holdings.catalogues),
            fields=fields_of_record(stored.record) if stored is not None else {},
            answers=self._answers.get(targets[0], {}),
            neighbours=tuple(
                dict.fromkeys(name for key in targets for name in self._neighbours.get(key, ()))
            ),
        )


def find_subject(knowledge: Knowledge, text: str) -> Subject:
    """The item or standard dataset of that 項番, id or name.

    Raises UsageError when nothing answers to the text.
    """
    meant = find_target(knowledge, text)
    if meant.kind == "item":
        return knowledge.items[meant.id]
    return next(dataset for dataset in knowledge.datasets.datasets if dataset.id == meant.id)


def find_dataset(knowledge: Knowledge, text: str) -> StandardDataset:
    """The standard dataset of that id or name.

    Raises UsageError when nothing answers to the text, or an information item does.
    """
    subject = find_subject(knowledge, text)
    if isinstance(subject, StandardDataset):
        return subject
    raise UsageError(
        f"「{text}」は情報項目で、標準データセットではありません", mend="--item で指定してください"
    )


def sheet_for(
    view: KnowledgeAt,
    subject: Subject,
    body: Body | None = None,
    kind: BodyKind | None = None,
    store: "Workspace | None" = None,
    *,
    assumed: Mapping[FactKey, Answer] | None = None,
    licence: str = "",
) -> DecisionSheet:
    """The sheet of one target; all works without a workspace and without a body.

    Raises UsageError for terms of use that are unknown.
    """
    known = BodyKnowledge(store, view.knowledge, body) if store is not None and body is not None else None
    return make_sheet(
        view,
        subject,
        body,
        kind,
        told=known.told if known else None,
        assumed=assumed,
        known=known.of(subject) if known else None,
        licence=licence,
    )


def sheets_of_gaps(
    view: KnowledgeAt,
    body: Body,
    store: "Workspace | None" = None,
    *,
    assumed: Mapping[FactKey, Answer] | None = None,
    licence: str = "",
) -> Iterator[tuple[int, DecisionSheet]]:
    """The sheet of every gap, best next publication first, each with the number of all gaps."""
    known = BodyKnowledge(store, view.knowledge, body) if store is not None else None
    told = known.told if known else {}
    gaps = find_gaps(view, body, told, assumed, known.holdings if known else None).gaps
    by_id: dict[str, Subject] = dict(view.knowledge.items)
    by_id |= {dataset.id: dataset for dataset in view.knowledge.datasets.datasets}
    for gap in gaps:
        subject = by_id[gap.id]
        sheet = make_sheet(
            view,
            subject,
            body,
            told=told,
            assumed=assumed,
            known=known.of(subject) if known else None,
            licence=licence,
        )
        yield len(gaps), sheet


def keep_answers(
    store: "Workspace", body: Body, sheet: DecisionSheet, texts: Sequence[str], *, now: datetime, actor: str
) -> None:
    """Store ``ID=はい``, ``ID=いいえ：note`` …; an empty answer is forgotten. All of them are one change.

    The part of an id behind the target's own is enough (``c1`` for ``item-16-c1``). Raises UsageError, before
    anything is stored, for an unknown question and for a word that is no answer.
    """
    target = sheet.target
    told: list[SheetAnswer] = []
    cleared: list[SheetCheck] = []
    for text in texts:
        check, word, note = _read_answer(sheet, text)
        if word is None:
            cleared.append(check)
            continue
        told.append(
            SheetAnswer(
                target_kind=target.kind,
                target_id=target.id,
                check_id=check.id,
                answer=word,
                note=note,
                asked=check.text,
            )
        )
    with store.together(body.code, "公開判断シートに回答", now=now, actor=actor):
        store.answer_sheet(body.code, told, now=now, actor=actor)
        for check in cleared:
            store.clear_sheet_answer(body.code, target.kind, target.id, check.id, now=now, actor=actor)


def _read_answer(sheet: DecisionSheet, text: str) -> tuple[SheetCheck, AnswerWord | None, str]:
    name, *rest = _SIGN.split(text, maxsplit=1)
    check = _check_named(sheet, name.strip())
    if not rest:
        raise UsageError(
            f"「{text}」に答えがありません", where="--answer", mend=f"{name}=はい のように書いてください"
        )
    said, *notes = _NOTE.split(rest[0], maxsplit=1)
    if not said.strip() and not notes:
        return check, None, ""
    word = next((word for word in ANSWER_WORDS if word == said.strip()), None)
    if word is None:
        raise UsageError(
            f"「{said.strip()}」は答えとして読めません",
            where=f"--answer {text}",
            why=f"使える答え: {'、'.join(ANSWER_WORDS)}",
            mend="答えの後に「：」を置くと、覚え書きを添えられます",
        )
    return check, word, notes[0].strip() if notes else ""


def _check_named(sheet: DecisionSheet, name: str) -> SheetCheck:
    prefix = f"{sheet.target.id}-"
    for check in sheet.checks:
        if name in (check.id, check.id.removeprefix(prefix), check.id.removeprefix("rule-")):
            return check
    raise UsageError(
        f"確認事項「{name}」はありません",
        where=f"{sheet.target.name} の公開判断シート",
        why="使える名前: " + "、".join(check.id for check in sheet.checks),
        mend=f"konkyo sheet {sheet.target.number or sheet.target.id} で一覧を見てください",
    )


def _neighbours(store: "Workspace", knowledge: Knowledge, body: Body) -> dict[Target, list[str]]:
    """Names of the other bodies whose catalogue has a target."""
    found: dict[Target, list[str]] = {}
    for code in store.imported_bodies():
        if code == body.code:
            continue
        known, profile = knowledge.bodies.get(code), store.profile(code)
        name = known.full_name if known is not None else (profile and profile.name) or code
        for entry in store.coverage(code):
            if entry.accepted:
                found.setdefault((entry.target_kind, entry.target_id), []).append(name)
    return found
