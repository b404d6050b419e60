"""A whole plan, edited by people and refreshed while the body's data change."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.errors import InputError, UsageError
from registry.knowledge.snapshot import load
from registry.plan.drafting import COMPUTED, Settings, draft_for, settings_of
from registry.plan.elements import Table
from registry.plan.markdown import to_markdown
from registry.plan.merging import OURS, Outcome, merge_plan
from registry.plan.reading import front_of, read_plan
from registry.plan.refreshing import refresh, restore
from registry.plan.register import Style, parse_period
from registry.plan.versions import difference, keep, list_versions, version_of
from registry.workspace.domain import TargetState
from registry.workspace.repository import Workspace

KNOWLEDGE = load()
VIEW = KNOWLEDGE.at(date(2026, 11, 25))
BODY = KNOWLEDGE.bodies.find("132063")
NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
CHOSEN = Settings(period=parse_period("2027-2031"), actions=("A01", "B03"), style=Style.DESUMASU)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "w.sqlite3", NOW) as opened:
        yield opened


def drafted(store: Workspace | None, chosen: Settings = CHOSEN) -> str:
    """The Markdown of a draft."""
    return to_markdown(draft_for(VIEW, BODY, chosen, store).document)


def started(store: Workspace, folder: Path) -> tuple[Path, str]:
    """A plan that was drafted into a file."""
    text = drafted(store)
    keep(store, BODY, text, text, now=NOW)
    path = folder / "plan.md"
    path.write_bytes(text.encode())
    return path, text


def listed_row(text: str) -> str:
    """The first row of the list of data to be published."""
    tables = (element for element in read_plan(text).elements if isinstance(element, Table))
    table = next(table for table in tables if table.block == "chapter-6/open-data-list/items")
    return text.split("\n")[table.line + 1]


def plan_publication(store: Workspace, text: str) -> None:
    """Something changes that the first row of that list tells."""
    number = int(listed_row(text).split("|")[1])
    item = next(item.id for item in KNOWLEDGE.items.values() if item.number == number)
    state = TargetState(
        target_kind="item", target_id=item, state="公開予定", fiscal_year=2027, section="防災課"
    )
    store.set_state(BODY.code, state, now=NOW)


def test_settings_survive_in_the_front_matter() -> None:
    assert settings_of(front_of(drafted(None))) == CHOSEN


def test_nothing_changed_keeps_every_byte(store: Workspace, tmp_path: Path) -> None:
    path, text = started(store, tmp_path)
    edited = text.replace("\n", "\r\n").replace("本市", "当市", 1)
    path.write_bytes(edited.encode())
    answer = refresh(path, VIEW, BODY, store, now=NOW)
    assert not answer.changed
    assert path.read_bytes() == edited.encode()


def test_changed_data_come_in_and_edits_stay(store: Workspace, tmp_path: Path) -> None:
    path, text = started(store, tmp_path)
    edited = text.replace("### 2 財政と職員", "手で加えた段。\n\n### 2 財政と職員")
    path.write_text(edited, encoding="utf-8", newline="")
    plan_publication(store, text)
    trial = refresh(path, VIEW, BODY, store, now=NOW, trial=True)
    assert trial.changed
    assert path.read_text(encoding="utf-8") == edited
    answer = refresh(path, VIEW, BODY, store, now=NOW)
    now = path.read_text(encoding="utf-8")
    assert "手で加えた段。" in now
    assert "防災課" in now
    assert "防災課" not in text
    assert Outcome.UPDATED in {event.outcome for event in answer.events}
    assert not refresh(path, VIEW, BODY, store, now=NOW).changed


def test_both_changed_the_same_row(store: Workspace, tmp_path: Path) -> None:
    path, text = started(store, tmp_path)
    row = listed_row(text)
    path.write_text(text.replace(row, row.replace("【記入】", "危機管理課")), encoding="utf-8", newline="")
    plan_publication(store, text)
    answer = refresh(path, VIEW, BODY, store, now=NOW)
    assert answer.conflicts == 1
    assert OURS in path.read_text(encoding="utf-8")
    found = next(event for event in answer.events if event.outcome is Outcome.CONFLICT)
    assert "危機管理課" in found.ours
    assert "防災課" in found.theirs


def test_versions_are_kept_and_put_back(store: Workspace, tmp_path: Path) -> None:
    path, text = started(store, tmp_path)
    edited = text.replace("本市", "当市", 1)
    path.write_text(edited, encoding="utf-8", newline="")
    plan_publication(store, text)
    answer = refresh(path, VIEW, BODY, store, now=NOW)
    assert answer.before is not None
    assert version_of(store, BODY, answer.before).edited_text == edited
    after = path.read_text(encoding="utf-8")
    back = restore(answer.before, path, BODY, store, now=NOW)
    assert path.read_text(encoding="utf-8") == edited
    assert back.before is not None
    restore(back.before, path, BODY, store, now=NOW)
    assert path.read_text(encoding="utf-8") == after
    versions = list_versions(store, BODY).versions
    assert [version.edited for version in versions] == [False, True, True]
    assert difference(edited, after, ("前", "後")).startswith("--- 前\n+++ 後\n")


def test_a_plan_whose_beginning_nobody_has_is_refused_unless_it_is_told(
    store: Workspace, tmp_path: Path
) -> None:
    text = drafted(store)
    path = tmp_path / "plan.md"
    path.write_text(text, encoding="utf-8", newline="")
    plan_publication(store, text)
    with pytest.raises(UsageError, match="最初に作られたとき"):
        refresh(path, VIEW, BODY, store, now=NOW)
    assert refresh(path, VIEW, BODY, store, now=NOW, base=text).changed
    foreign = tmp_path / "other.md"
    foreign.write_text("# よその計画\n", encoding="utf-8")
    with pytest.raises(UsageError, match="konkyo が書いた案ではない"):
        refresh(foreign, VIEW, BODY, store, now=NOW)
    with pytest.raises(InputError, match="開けません"):
        refresh(tmp_path / "none.md", VIEW, BODY, store, now=NOW)


BASE = drafted(None)
NEW = to_markdown(
    draft_for(KNOWLEDGE.at(date(2026, 12, 1)), BODY, Settings(actions=("A01", "B05", "E01"))).document
)
LINES = BASE.split("\n")


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, list[str]]:
    """The draft as people left it, and the lines that they wrote."""
    lines, written = list(LINES), []
    for number in range(draw(st.integers(1, 12))):
        place = draw(st.integers(0, len(lines) - 1))
        kind = draw(st.sampled_from(["insert", "rewrite", "delete", "move", "space"]))
        own = f"職員の文{number}　{draw(st.text(alphabet='ア字 　。|#->*', max_size=5))}"
        if kind == "insert":
            lines.insert(place, own)
            written.append(own)
        elif lines[place].startswith("職員の文"):
            continue
        elif kind == "rewrite":
            lines[place] = own
            written.append(own)
        elif kind == "delete":
            del lines[place : place + draw(st.integers(1, 8))]
            written = [line for line in written if line in lines]
            lines = lines or [""]
        elif kind == "move":
            end = place + draw(st.integers(1, 6))
            part, lines[place:end] = lines[place:end], []
            spot = draw(st.integers(0, len(lines)))
            lines[spot:spot] = part
        else:
            lines[place] = f"　{lines[place]}"
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines), written


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(edits())
def test_no_line_of_people_is_lost_in_a_whole_plan(edited: tuple[str, list[str]]) -> None:
    text, written = edited
    merged = merge_plan(BASE, text, NEW, COMPUTED)
    left = merged.text.replace("\r\n", "\n").split("\n")
    assert [line for line in written if line not in left] == []
    assert merge_plan(NEW, merged.text, NEW, COMPUTED).text == merged.text
    assert merge_plan(BASE, text, BASE, COMPUTED).text == text
    assert len(merged.conflicts) == sum(line == OURS for line in left)
    read_plan(merged.text)
