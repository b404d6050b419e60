"""The record of a walk through the decision guide, in Markdown: what was asked, what was answered, on which grounds."""

from collections.abc import Iterator

from registry.guide.walk import Answered, Ground, WalkAnswer
from registry.knowledge.facts import GRADE_LABELS, Grade
from registry.law.dates import format_wareki
from registry.text.inert import inert_markdown

ADVICE = "判断の助けであり、決めるのは担当課です。条文を e-Gov 法令検索で確かめてから使ってください。"


def record_markdown(walked: WalkAnswer, subject: str, body: str = "") -> str:
    """The record of a walk; ``subject``: what it is about, ``body``: whose it is, "" for nobody's."""
    return "\n".join(_lines(walked, subject, body)) + "\n"


def _lines(walked: WalkAnswer, subject: str, body: str) -> Iterator[str]:
    yield "# 個人に関する情報の使い方（判断ガイドの記録）"
    yield ""
    yield f"- 対象: {inert_markdown(subject or '（決めていない）')}"
    if body:
        yield f"- 団体: {inert_markdown(body)}"
    yield f"- 基準日: {format_wareki(walked.as_of)}"
    yield f"- 結果: {_outcome(walked)}"
    yield ""
    yield "## たどった道"
    yield ""
    if walked.steps:
        yield "| 番 | 問い | 答え | 理由 | 根拠（いまの法） | 確認 |"
        yield "| --- | --- | --- | --- | --- | --- |"
        for step in walked.steps:
            yield _row(step)
    else:
        yield "まだ答えていません。"
    yield from _open(walked)
    yield from _of_result(walked)
    yield ""
    yield ADVICE
    for notice in walked.notices:
        yield ""
        yield notice


def _outcome(walked: WalkAnswer) -> str:
    if walked.result is not None:
        return f"{walked.result.label}{_mark(walked.result.status)}"
    label = walked.question.label if walked.question is not None else ""
    return f"途中（次の問い: {label}）"


def _row(step: Answered) -> str:
    question = step.question
    cells = (
        str(step.place),
        f"{question.label}: {question.question}",
        step.answer + ("（問いの言葉が変わりました）" if step.outdated else ""),
        step.note,
        question.law_now,
        GRADE_LABELS[question.status],
    )
    return "| " + " | ".join(inert_markdown(cell) for cell in cells) + " |"


def _open(walked: WalkAnswer) -> Iterator[str]:
    if walked.waits and walked.question is not None:
        yield ""
        yield f"{walked.question.label}は、わからないため止めています。{inert_markdown(walked.note)}"
    if walked.lost:
        yield ""
        lost = "、".join(f"{step.node} {step.answer}" for step in walked.lost)
        yield f"いまのガイドに合わない答え: {inert_markdown(lost)}"


def _of_result(walked: WalkAnswer) -> Iterator[str]:
    result = walked.result
    if result is None:
        return
    yield from ("", "## すること", "")
    for step in result.to_do:
        yield f"- {step.question.label}: {step.question.question}"
    yield f"- {result.then}"
    if result.ways:
        yield from ("", "## 講義の道", "")
        for way in result.ways:
            yield f"- {way.name}（{way.group}）"
    if result.grounds:
        yield from ("", "## 根拠の条", "")
        for ground in result.grounds:
            yield f"- {_cited(ground)}"
    if result.cautions:
        yield from ("", "## 注意", "")
        for caution in result.cautions:
            yield f"- {caution}"
    if result.doubtful:
        yield from ("", "## 確かめが足りない問い", "")
        for step in result.doubtful:
            remark = f"。{step.question.remark}" if step.question.remark else ""
            yield f"- {step.question.label}{_mark(step.question.status)}{remark}"


def _cited(ground: Ground) -> str:
    force = "" if ground.in_force else "（基準日には効力がありません）"
    text = f"[{ground.text}]({ground.url})" if ground.url else ground.text
    return f"{text}{force} {ground.summary}{_mark(ground.status)}"


def _mark(status: Grade) -> str:
    return "" if status is Grade.VERIFIED else f"［{GRADE_LABELS[status]}］"
