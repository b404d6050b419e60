"""Citations of an item's grounds."""

from datetime import date

from registry.knowledge.snapshot import load
from registry.publishing.answers import answer_publishable
from registry.publishing.citing import citations_of

DAY = date(2026, 11, 25)
ANSWER = answer_publishable(load().at(DAY))
ITEMS = {item.number: item for item in ANSWER.items}


def test_a_citation_has_law_number_article_day_and_address() -> None:
    text = citations_of(ITEMS[15], DAY)
    assert "道路法（昭和27年法律第180号）第28条第3項（令和8年11月25日現在）" in text
    assert "https://" in text


def test_every_item_can_be_cited() -> None:
    for item in ANSWER.items:
        lines = citations_of(item, DAY).splitlines()
        assert len(lines) > 1, item.name
        assert "第第" not in "".join(lines)
        if not item.has_legal_basis:
            assert lines[-1] == "根拠法令なし"
