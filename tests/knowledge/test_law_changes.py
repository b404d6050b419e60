"""Changes of laws between two days."""

from datetime import date

import pytest

from registry.knowledge.law_changes import ChangeKind, law_changes
from registry.knowledge.snapshot import load

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("since", "day", "law", "kind"),
    [
        pytest.param(date(2024, 3, 31), TODAY, "fishing_port_act", ChangeKind.RENAMED, id="new title"),
        pytest.param(date(2026, 9, 1), TODAY, "disaster_basic_act", ChangeKind.EVENT, id="amendment"),
    ],
)
def test_change_is_listed_from_the_day_on_which_it_took_effect(
    since: date, day: date, law: str, kind: ChangeKind
) -> None:
    view = load().at(day)
    found = [change for change in law_changes(view, since) if (change.law, change.kind) == (law, kind)]
    assert found
    on = found[0].on
    assert since < on <= day
    assert law in {change.law for change in law_changes(load().at(on), since)}
    assert found[0] not in law_changes(view, on)


def test_latest_change_comes_first_and_carries_its_items() -> None:
    changes = law_changes(load().at(TODAY), date(2017, 4, 1))
    days = [change.on for change in changes]
    assert days == sorted(days, reverse=True)
    renamed = next(change for change in changes if "漁港漁場整備法」から" in change.text)
    assert renamed.title.startswith("漁港及び漁場の整備等に関する法律")
    assert {item.number for item in renamed.items} & {9, 10, 11, 12}


def test_nothing_is_listed_for_an_empty_term() -> None:
    assert law_changes(load().at(TODAY), TODAY) == ()
