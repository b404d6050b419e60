"""A walk through the decision guide: what was asked and answered, what comes next, where it ends."""

from collections.abc import Iterator

from registry.analysis.guide_walks import GuideAnswer
from registry.guide.record import ADVICE, record_markdown
from registry.guide.walk import UNSURE, GuideResult, Question
from registry.render.marks import grade_mark
from registry.render.tables import Table


def guide_table(answer: GuideAnswer) -> Table:
    """One row per question that was answered; the next one, or the result, in the notes."""
    about = f"（{answer.subject.name}）" if answer.subject is not None else ""
    return Table(
        title=f"個人に関する情報の使い方{about}　基準日 {answer.walk.as_of}",
        columns=("番", "問い", "答え", "理由", "いまの根拠"),
        rows=tuple(
            (
                str(step.place),
                f"{step.question.label}: {step.question.question}",
                step.answer,
                step.note,
                f"{step.question.law_now}{grade_mark(step.question.status)}",
            )
            for step in answer.walk.steps
        ),
        notes=tuple(_notes(answer)),
        empty="まだ答えていません。",
    )


def guide_record(answer: GuideAnswer) -> str:
    """The record in Markdown."""
    subject = answer.subject.name if answer.subject is not None else ""
    return record_markdown(answer.walk, subject, answer.body.name if answer.body is not None else "")


def _notes(answer: GuideAnswer) -> Iterator[str]:
    walked = answer.walk
    if walked.lost:
        yield f"いまのガイドに合わない答えが {len(walked.lost)} あります。ここから答え直してください"
    if walked.waits:
        yield f"わからないため止めています。{walked.note}"
    if walked.question is not None:
        yield from _next(walked.question)
    if walked.result is not None:
        yield from _result(walked.result)
    yield ADVICE


def _next(question: Question) -> Iterator[str]:
    yield f"次の問い: {question.label}。{question.question}{grade_mark(question.status)}"
    for choice in question.choices:
        yield f"  「{choice.answer}」 → {choice.next_label}"
    yield f"  「{UNSURE}」 → ここで止める"
    if question.caution:
        yield f"注意: {question.caution}"
    if question.law_now:
        yield f"いまの根拠: {question.law_now}"


def _result(result: GuideResult) -> Iterator[str]:
    yield f"結果: {result.label}{grade_mark(result.status)}"
    for step in result.to_do:
        yield f"すること: {step.question.label}。{step.question.question}"
    yield f"すること: {result.then}"
    for way in result.ways:
        yield f"講義の道: {way.name}（{way.group}）"
    for ground in result.grounds:
        yield f"根拠: {ground.text}{grade_mark(ground.status)}"
    for caution in result.cautions:
        yield f"注意: {caution}"
