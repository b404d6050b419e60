"""Lint is silent about what konkyo writes: only places to write and unconfirmed facts are told, until people did both."""

import time
from collections import Counter
from pathlib import Path

import pytest

from lint_plans import DAY, draft, filled, knowledge, with_catalogue
from registry.plan.lint.checking import lint_text
from registry.plan.lint.findings import LintAnswer
from registry.plan.register import Style
from registry.standards.findings import Severity

LEFT_TO_PEOPLE = {"L601", "L602"}


def lint(text: str) -> LintAnswer:
    return lint_text(text, knowledge().at(DAY))


def told(
    answer: LintAnswer, *, but: frozenset[str] | set[str] = frozenset()
) -> list[tuple[str, int, str, str]]:
    return [
        (found.code, found.line, found.message, found.text)
        for found in answer.findings
        if found.code not in but
    ]


@pytest.mark.parametrize("style", list(Style))
@pytest.mark.parametrize("body", ["132063", "140007", "141003", "131016", "北海道音威子府村", "東京都"])
def test_a_draft_leaves_only_what_people_must_do(body: str, style: Style) -> None:
    text = draft(body, style=style)
    answer = lint(text)
    assert told(answer, but=LEFT_TO_PEOPLE) == []
    assert answer.errors == 0
    codes = Counter(found.code for found in answer.findings)
    assert codes["L601"] > 20
    assert codes["L602"] > 0
    assert answer.duty == ("都道府県" if body in ("140007", "東京都") else "市町村")
    assert answer.period == (2027, 2031)


@pytest.mark.parametrize("style", list(Style))
@pytest.mark.parametrize("body", ["132063", "140007"])
def test_a_draft_with_a_catalogue_is_silent_once_written(
    body: str, style: Style, workspace_path: Path
) -> None:
    with with_catalogue(workspace_path, body) as store:
        text = draft(body, style=style, store=store, with_grounds=True)
    assert told(lint(text), but=LEFT_TO_PEOPLE) == []
    assert told(lint(filled(text, polite=style is Style.DESUMASU))) == []


def test_every_place_to_write_is_told_at_its_line() -> None:
    text = draft()
    lines = text.split("\n")
    found = [finding for finding in lint(text).findings if finding.code == "L601"]
    assert all("【記入】" in lines[finding.line - 1] for finding in found)
    wanted = {
        number
        for number, line in enumerate(lines, start=1)
        if "【記入】" in line and "とある所は" not in line
    }
    assert {finding.line for finding in found} == wanted


def test_a_draft_without_a_period_says_so_once() -> None:
    text = draft(period="")
    assert told(lint(text), but=LEFT_TO_PEOPLE) == []
    assert [code for code, *_ in told(lint(filled(text)))] == ["L101"]


@pytest.mark.parametrize("template", [template.id for template in knowledge().templates.templates])
@pytest.mark.parametrize("body", ["132063", "140007"])
def test_drafts_of_every_template_have_neither_errors_nor_warnings(template: str, body: str) -> None:
    text = draft(body, template=template)
    for written in (text, filled(text)):
        left = [
            (found.code, found.line, found.message)
            for found in lint(written).findings
            if found.severity is not Severity.INFO and found.code not in LEFT_TO_PEOPLE
        ]
        assert left == []


def test_findings_are_in_the_order_of_the_text_and_counted() -> None:
    answer = lint("# 青空市計画\n\n基本法第25条による。\n\n今年度から始める。○○を行う。\n")
    assert [found.line for found in answer.findings] == sorted(found.line for found in answer.findings)
    counts = Counter(found.severity for found in answer.findings)
    assert (answer.errors, answer.warnings, answer.infos) == tuple(counts[one] for one in Severity)


def test_crlf_and_a_byte_order_mark_change_nothing() -> None:
    text = draft()
    marked = "\ufeff" + text.replace("\n", "\r\n")
    assert lint(marked).findings == lint(text).findings


def test_a_long_plan_is_linted_in_a_moment() -> None:
    """A hundred pages: what people wrote around the draft of a city."""
    text = filled(draft())
    chapter = "\n".join(
        f"\n#### ({number}) 取組{number}\n\n"
        + "本市は、デジタル手続法第16条第1項を踏まえ、令和10年度までに手続を見直すものとする。" * 25
        for number in range(1, 101)
    )
    text = text.replace(
        "<!-- konkyo:block id=chapter-7 -->", chapter + "\n\n<!-- konkyo:block id=chapter-7 -->", 1
    )
    assert len(text) > 120_000
    lint("# 暖機\n")
    start = time.perf_counter()
    lint(text)
    assert time.perf_counter() - start < 2
