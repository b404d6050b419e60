"""The question of the guide that is put, or the result: what stands on the right, passage by passage."""

from collections.abc import Iterator, Mapping

from registry.guide.record import ADVICE
from registry.guide.walk import UNSURE, Ground, GuideResult, Question, WalkAnswer
from registry.knowledge.facts import GRADE_LABELS, Grade
from tui.law_news import short_day
from tui.widgets.passages import Passage, Passages
from tui.words import grade_word

_LETTERS = "アイウエオカキクケコ"
ANSWER = "answer/"
"""Begins the key of an answer; then comes the answer."""
PROVISION = "provision/"


class GuidePane(Passages):
    """Answers and provisions can be stood on and opened."""

    def ask(
        self,
        question: Question,
        *,
        place: int,
        answer: str = "",
        note: str = "",
        warning: str = "",
        sources: Mapping[str, str],
    ) -> None:
        """Put a question; ``answer``: what was answered already; ``place`` 0: read ahead, not on the way."""
        self.say(list(_question(question, place, answer, note, warning, sources)))
        if answer:
            self.stand_on(f"{ANSWER}{answer}")

    def tell(self, result: GuideResult, walked: WalkAnswer, warning: str = "") -> None:
        """Show the end of the walk."""
        self.say(list(_result(result, walked, warning)))


def _question(
    question: Question, place: int, answer: str, note: str, warning: str, sources: Mapping[str, str]
) -> Iterator[Passage]:
    lead = f"{place}  " if place else "先を見る  "
    yield Passage(f"{lead}{question.label}", "heading", mark=grade_word(question.status))
    if warning:
        yield Passage(warning, "caution", indent=1, hang=0)
    yield Passage("")
    yield Passage(question.question, indent=1, hang=0)
    yield Passage("")
    yield from _choices(question, place, answer)
    if note:
        yield Passage("")
        yield Passage(f"理由  {note}", indent=1, hang=6)
    yield Passage("")
    if question.caution:
        yield Passage(question.caution, "caution", indent=1, hang=0)
        yield Passage("")
    if question.law_now:
        yield Passage(f"いまの根拠  {question.law_now}", indent=1, mark=grade_word(question.status), hang=12)
    yield from _grounds(question.grounds)
    if question.law_then:
        yield Passage(f"当時の根拠（2018年）  {question.law_then}", "dim", indent=1, hang=4)
    yield from _procedure(question)
    if question.remark:
        yield Passage(f"確かめの範囲  {question.remark}", "dim", indent=1, hang=4)
    elif question.status is not Grade.VERIFIED:
        told = GRADE_LABELS[question.status]
        yield Passage(f"この問いの根拠は{told}です。原文を確かめてください", "caution", indent=1, hang=4)
    on = f"（{short_day(question.checked)} に確かめた）" if question.checked else ""
    named = "、".join(sources.get(one, one) for one in question.sources)
    if named:
        yield Passage(f"出典{on}  {named}", "dim", indent=1, hang=4)


def _choices(question: Question, place: int, answer: str) -> Iterator[Passage]:
    for letter, choice in zip(_LETTERS, question.choices, strict=False):
        given = "  ← いまの答え" if choice.answer == answer else ""
        yield Passage(
            f"{letter} {choice.answer} → {choice.next_label}{given}",
            indent=1,
            key=f"{ANSWER}{choice.answer}",
            hang=3,
        )
    if not question.choices:
        yield Passage("ここで終わります", "dim", indent=1)
    elif place:
        letter = _LETTERS[min(len(question.choices), len(_LETTERS) - 1)]
        yield Passage(
            f"{letter} {UNSURE} → 問い合わせ先を記録して止める",
            "dim",
            indent=1,
            key=f"{ANSWER}{UNSURE}",
            hang=3,
        )


def _grounds(grounds: tuple[Ground, ...]) -> Iterator[Passage]:
    for ground in grounds:
        force = "" if ground.in_force else "（基準日には効力なし）"
        yield Passage(
            f"{ground.text}{force}",
            "" if ground.in_force else "caution",
            indent=2,
            key=f"{PROVISION}{ground.provision}",
            mark=grade_word(ground.status),
        )
        yield Passage(ground.summary, "dim", indent=3, hang=0)


def _procedure(question: Question) -> Iterator[Passage]:
    procedure = question.procedure
    if procedure is None:
        return
    yield Passage("")
    yield Passage(procedure.title, "heading", indent=1, mark=grade_word(procedure.status))
    for step in procedure.steps:
        yield Passage(f"{step.mark} {step.text}", indent=2, hang=3)
    if procedure.each_needs:
        yield Passage(f"段階ごとに決めること  {'、'.join(procedure.each_needs)}", indent=2, hang=2)
    if procedure.today:
        yield Passage(f"今  {procedure.today}", "caution", indent=2, hang=4)
    yield Passage("")


def _result(result: GuideResult, walked: WalkAnswer, warning: str) -> Iterator[Passage]:
    yield Passage(f"結果  {result.label}", "heading", mark=grade_word(result.status))
    if warning:
        yield Passage(warning, "caution", indent=1, hang=0)
    yield Passage("")
    yield Passage("すること", "heading", indent=1)
    for step in result.to_do:
        yield Passage(f"{step.question.label}  {step.question.question}", indent=2, hang=2)
    yield Passage(result.then, indent=2, hang=2)
    if result.ways:
        yield Passage("")
        yield Passage("講義の道", "heading", indent=1)
        for way in result.ways:
            yield Passage(f"{way.name}（{way.group}）", indent=2, mark=grade_word(way.status))
    if result.cautions:
        yield Passage("")
        yield Passage("注意", "heading", indent=1)
        for caution in result.cautions:
            yield Passage(caution, "caution", indent=2, hang=2)
    yield Passage("")
    yield Passage(f"根拠の条 {len(result.grounds)}", "heading", indent=1)
    yield from _grounds(result.grounds)
    if result.doubtful:
        yield Passage("")
        yield Passage(f"確かめが足りない問い {len(result.doubtful)}", "heading", indent=1)
        for step in result.doubtful:
            remark = f"  {step.question.remark}" if step.question.remark else ""
            mark = grade_word(step.question.status)
            yield Passage(f"{step.question.label}{remark}", "caution", indent=2, mark=mark)
    yield Passage("")
    yield Passage(ADVICE, "dim", indent=1, hang=0)
    for notice in walked.notices:
        yield Passage(notice, "caution", indent=1, hang=0)
