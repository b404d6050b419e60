"""Places to write are counted in one way, in the draft, in its Markdown, in what is left at an export."""

from datetime import date

import pytest

from registry.knowledge.snapshot import load
from registry.plan.document import count_slots
from registry.plan.drafting import Settings, draft_for
from registry.plan.exporting import remaining
from registry.plan.markdown import to_markdown
from registry.plan.reading import read_plan
from registry.plan.slots import count_open_slots, slots_by_line


def test_lines() -> None:
    lines = ["> 【記入】人口", "> 案内【記入】", "| 【記入】 | 3 | 【記入】 |", "「【記入】」という印", ""]
    assert slots_by_line(lines) == {0: 1, 2: 2}


@pytest.mark.parametrize("template", ["kanmin", "dx"])
def test_a_draft_has_as_many_as_its_text(template: str) -> None:
    knowledge = load()
    body = knowledge.bodies.find("132063")
    document = draft_for(knowledge.at(date(2026, 11, 25)), body, Settings(template=template)).document
    text = to_markdown(document)
    assert count_open_slots(text) == count_slots(document) == remaining(text, read_plan(text)).slots > 0
