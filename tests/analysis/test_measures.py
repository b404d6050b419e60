"""Measures: taken over from actions, edited, undone, counted, held against the sheet and the matrix."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from registry.analysis.counters import COUNTERS
from registry.analysis.measure_answers import MeasuresAnswer
from registry.analysis.measure_edit import (
    MeasureChanges,
    add_measure,
    edit_measure,
    find_measure,
    new_measure,
    remove_measure,
)
from registry.analysis.measures import list_counters, measure_sheet, measures_view
from registry.catalogue.record import Catalogue, Form, Record
from registry.errors import UsageError
from registry.knowledge.base import KnowledgeAt
from registry.knowledge.body import Body
from registry.knowledge.snapshot import load
from registry.workspace.conflicts import EditConflict
from registry.workspace.domain import Kpi, Measure, TargetState
from registry.workspace.repository import Workspace

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
DAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def view() -> KnowledgeAt:
    """The knowledge on the day."""
    return load().at(DAY)


@pytest.fixture(scope="module")
def body(view: KnowledgeAt) -> Body:
    """A city."""
    return view.knowledge.bodies.find("132063")


@pytest.fixture
def store(workspace_path: Path) -> Iterator[Workspace]:
    """An empty workspace."""
    with Workspace.open(workspace_path, NOW) as opened:
        yield opened


def add(store: Workspace, view: KnowledgeAt, body: Body, **told: Any) -> Measure:
    """Store a measure."""
    return add_measure(store, view, body, MeasureChanges(**told), now=NOW)


def codes(answer: MeasuresAnswer, measure: int) -> set[str]:
    """What a measure lacks."""
    return {finding.code for finding in answer.findings if finding.measure == measure}


def test_an_action_is_taken_over(view: KnowledgeAt) -> None:
    measure = new_measure(view, MeasureChanges(action="a02"))
    assert measure == Measure(
        title="行政手続オンライン化条例の整備",
        action_id="A02",
        pillars=("pillar-1",),
        priority_fields=("field-1",),
        grounds=("kanmin_data_act:10条", "digital_procedure_act:16条1項"),
        kpis=(
            Kpi(
                name="条例・規則に基づく手続のうちオンライン可の割合",
                kind="",
                formula="オンライン可÷条例規則手続数",
            ),
        ),
    )


def test_every_action_can_be_taken_over(view: KnowledgeAt) -> None:
    counted = set()
    for action in view.knowledge.actions.actions:
        measure = new_measure(view, MeasureChanges(action=action.id))
        assert (measure.title, [kpi.name for kpi in measure.kpis]) == (action.title, [action.kpi.name])
        counted |= {action.id for kpi in measure.kpis if kpi.counter}
    assert counted == {"B03"}


def test_what_is_taken_over_can_be_told_otherwise(view: KnowledgeAt) -> None:
    measure = new_measure(
        view,
        MeasureChanges(
            action="A01",
            title="手続の棚卸し",
            priority_fields=["観光、8"],
            kpis=["進捗; 目標=80%; 年度=2028", "効果 時間"],
        ),
    )
    assert measure.title == "手続の棚卸し"
    assert measure.priority_fields == ("field-3", "field-8")
    assert [(kpi.name, kpi.kind, kpi.target) for kpi in measure.kpis] == [
        ("棚卸し済み手続の割合", "進捗", "80"),
        ("時間", "効果", ""),
    ]


def test_everything_of_an_own_measure(view: KnowledgeAt) -> None:
    measure = new_measure(
        view,
        MeasureChanges(
            title="  防災 データの公開 ",
            pillars=["2", "柱5"],
            priority_fields=["インフラ・防災・減災等"],
            grounds=["基本法第11条第1項", "デジタル手続法16条1項", "appi:69条"],
            outline="一行目\r\n二行目\n",
            section="防災課",
            schedule=["令和9年度=調べる", "2028＝公開する", "2029="],
            data_used=["他：避難所台帳、要配慮者名簿"],
            data_published=["16", "公共施設一覧", "ods-01"],
            personal_path="統計情報に変える",
            note="覚え書き",
        ),
    )
    assert measure == Measure(
        title="防災 データの公開",
        pillars=("pillar-2", "pillar-5"),
        priority_fields=("field-7",),
        grounds=("kanmin_data_act:11条1項", "digital_procedure_act:16条1項", "appi:69条"),
        outline="一行目\n二行目",
        section="防災課",
        schedule={"2027": "調べる", "2028": "公開する"},
        data_used=("他:避難所台帳、要配慮者名簿",),
        data_published=("item-16", "ods-01"),
        personal_path="S1",
        note="覚え書き",
    )


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({}, "施策名がありません"),
        ({"title": " "}, "施策名"),
        ({"action": "A99"}, "A09"),
        ({"title": "一", "pillars": ["6"]}, "2 オープンデータの推進"),
        ({"title": "一", "priority_fields": ["宇宙"]}, "8 移動"),
        ({"title": "一", "grounds": ["基本法11条4項"]}, "11条1項、11条2項、11条3項"),
        ({"title": "一", "grounds": ["基本法"]}, "条の番号"),
        ({"title": "一", "grounds": ["存在しない法3条"]}, "存在しない法"),
        ({"title": "一", "grounds": ["個人情報保護法2条1項の2"]}, "条項として読めません"),
        ({"title": "一", "data_published": ["防犯カメラの映像"]}, "他:防犯カメラの映像"),
        ({"title": "一", "personal_path": "ZZ"}, "Z1 目的内で使う"),
        ({"title": "一", "schedule": ["来年"]}, "年度=内容"),
        ({"title": "一", "schedule": ["27=要件"]}, "年度として読めません"),
        ({"title": "一", "kpis": ["a", "b", "2; 名称=Ａ"]}, "二つになります"),
        ({"title": "一", "kpis": ["a", "b", "目標=1"]}, "名称がありません"),
    ],
)
def test_what_cannot_be_read_is_said(view: KnowledgeAt, told: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        new_measure(view, MeasureChanges(**told))
    assert said in str(caught.value)


def test_a_known_name_changes_the_indicator(view: KnowledgeAt) -> None:
    measure = new_measure(view, MeasureChanges(title="一", kpis=["a", "b", "効果 Ａ"]))
    assert [(kpi.name, kpi.kind) for kpi in measure.kpis] == [("a", "効果"), ("b", "")]


def test_one_field_is_edited_at_a_time(store: Workspace, view: KnowledgeAt, body: Body) -> None:
    first = add(store, view, body, action="A01", section="総務課", schedule=["2027=調べる"])
    for told in (
        {"kpis": ["1; 目標=80%"]},
        {"kpis": ["棚卸し済み手続の割合; 年度=2028"]},
        {"kpis": ["効果 一件あたり時間; 単位=分"]},
        {"without_kpis": ["2"]},
        {"schedule": ["2028=まとめる", "2027="]},
        {"pillars": [""]},
        {"section": ""},
        {"personal_path": "なし"},
    ):
        edit_measure(store, view, body, "A01", MeasureChanges(**told), now=NOW)
    (measure,) = store.measures(body.code)
    assert measure.measure_id == first.measure_id
    assert [(kpi.name, kpi.unit, kpi.target, kpi.due_fiscal_year) for kpi in measure.kpis] == [
        ("棚卸し済み手続の割合", "%", "80", 2028)
    ]
    assert (measure.schedule, measure.pillars, measure.section) == ({"2028": "まとめる"}, (), "")
    assert measure.personal_path == "none"
    assert len(store.history()) == 9


def test_edits_are_undone_and_redone(store: Workspace, view: KnowledgeAt, body: Body) -> None:
    states = [store.measures(body.code)]
    add(store, view, body, action="B03")
    states.append(store.measures(body.code))
    edit_measure(store, view, body, "B03", MeasureChanges(kpis=["1; 目標=60"], personal_path="OD"), now=NOW)
    states.append(store.measures(body.code))
    remove_measure(store, body, "B03", now=NOW)
    for state in reversed(states):
        store.undo(now=NOW)
        assert store.measures(body.code) == state
    store.redo(2, now=NOW)
    assert store.measures(body.code) == states[2]


def test_an_overtaken_edit_is_refused(store: Workspace, view: KnowledgeAt, body: Body) -> None:
    read = add(store, view, body, action="A01")
    edit_measure(store, view, body, "A01", MeasureChanges(section="総務課"), now=NOW)
    with pytest.raises(EditConflict, match="個別施策"):
        edit_measure(
            store,
            view,
            body,
            "A01",
            MeasureChanges(section="企画課"),
            now=NOW,
            expected_version=read.row_version,
        )


def test_a_refused_edit_changes_nothing(store: Workspace, view: KnowledgeAt, body: Body) -> None:
    add(store, view, body, action="A01")
    before = store.measures(body.code)
    for told in (
        {},
        {"kpis": ["3; 目標=1"]},
        {"title": ""},
        {"without_kpis": ["ない"]},
        {"kpis": ["1; 名称="]},
    ):
        with pytest.raises(UsageError):
            edit_measure(store, view, body, "A01", MeasureChanges(**told), now=NOW)
    assert store.measures(body.code) == before
    assert len(store.history()) == 1


def test_measures_are_found_by_number_action_and_title(
    store: Workspace, view: KnowledgeAt, body: Body
) -> None:
    one, two = add(store, view, body, action="A01"), add(store, view, body, action="A01", title="二つ目")
    known = store.measures(body.code)
    assert find_measure(known, str(two.measure_id)) == two
    assert find_measure(known, "二つ 目") == two
    assert store.measure(body.code, one.measure_id) == one
    assert store.measure(body.code, 999) is None
    assert store.measure(body.code, 2**70) is None
    with pytest.raises(UsageError, match="2 件"):
        find_measure(known, "A01")
    with pytest.raises(UsageError, match="ありません"):
        find_measure(known, "")


def take_in_catalogue(store: Workspace, body: Body) -> None:
    """Three records: two with a licence that is understood, one that tells how often it is updated."""
    records = (
        Record(id="1", title="AED設置箇所一覧", licence="CC-BY-4.0", frequency="毎年"),
        Record(id="2", title="文化財一覧", licence="PDL1.0"),
        Record(id="3", title="その他", licence="unknown"),
    )
    catalogue = Catalogue(Form.TABLE, "utf-8", "csv", 1, records)
    store.import_catalogue(body.code, catalogue, "一覧.csv", "0" * 64, now=NOW)


def test_counters_count_the_workspace(store: Workspace, view: KnowledgeAt, body: Body) -> None:
    empty = {counter.id: counter for counter in list_counters(store, view, body).counters}
    assert set(empty) == {counter.id for counter in COUNTERS}
    assert all(
        bool(counter.value) is (counter.id[:5] in ("measu", "pilla", "cells")) for counter in empty.values()
    )
    assert empty["records"].missing == "目録がまだ取り込まれていません"
    take_in_catalogue(store, body)
    store.set_state(
        body.code, TargetState(target_kind="dataset", target_id="ods-01", state="公開済"), now=NOW
    )
    add(store, view, body, action="A01", kpis=["1; 目標=80"])
    add(store, view, body, action="A03", kpis=["1; 目標=80"])
    add(store, view, body, action="C01")
    counted = {counter.id: counter for counter in list_counters(store, view, body).counters}
    assert {name: counter.value for name, counter in counted.items() if "items" not in name} == {
        "datasets_published": "1",
        "datasets_share": "3.2",
        "records": "3",
        "records_with_licence": "2",
        "share_with_licence": "66.7",
        "records_with_frequency": "1",
        "share_with_frequency": "33.3",
        "measures_with_target": "2",
        "pillars_covered": "1",
        "cells_covered": "1",
    }
    assert counted["records"].on == DAY
    assert "一覧.csv" in counted["records"].source


def test_a_counted_indicator_is_worked_out_when_asked_for(
    store: Workspace, view: KnowledgeAt, body: Body
) -> None:
    add(store, view, body, action="B03", kpis=["進捗; 目標=60; 年度=2029"])
    (line,) = measures_view(store, view, body, DAY).measures
    assert (line.kpis[0].current, line.kpis[0].missing) == ("", "目録がまだ取り込まれていません")
    assert "kpi-not-counted" in {finding.code for finding in line.findings}
    take_in_catalogue(store, body)
    store.set_state(
        body.code, TargetState(target_kind="dataset", target_id="ods-01", state="公開済"), now=NOW
    )
    (line,) = measures_view(store, view, body, DAY).measures
    (kpi,) = line.kpis
    assert (kpi.current, kpi.unit, kpi.current_on, kpi.missing) == ("3.2", "%", DAY, "")
    assert kpi.formula.startswith("公開を確認した")
    assert "一覧.csv" in kpi.source
    assert store.measures(body.code)[0].kpis[0].current == ""


def test_a_complete_measure_lacks_nothing(store: Workspace, view: KnowledgeAt, body: Body) -> None:
    measure = add(
        store,
        view,
        body,
        action="A02",
        outline="条例を整える",
        section="法務課",
        schedule=["2027=整える"],
        data_used=["他:条例の一覧"],
        personal_path="なし",
        kpis=[
            "1; 区分=進捗; 現状=10%; 時点=2026-04-01; 出典=法務課; 目標=100; 年度=2028",
            "効果 来庁の件数; 現状=5件; 時点=2026-04-01; 出典=法務課; 目標=1以下; 年度=2028",
        ],
    )
    assert codes(measures_view(store, view, body, DAY), measure.measure_id) == set()


@pytest.mark.parametrize(
    ("told", "code", "severity"),
    [
        ({"pillars": [""]}, "no-pillar", "warning"),
        ({"priority_fields": [""]}, "no-field", "info"),
        ({"outline": ""}, "no-outline", "warning"),
        ({"grounds": [""]}, "no-ground", "info"),
        ({"grounds": ["基本法10条", "基本法13条"]}, "ground-subject", "info"),
        ({"schedule": ["2027="]}, "no-schedule", "warning"),
        ({"section": ""}, "no-section", "warning"),
        ({"data_used": [""]}, "no-data", "info"),
        ({"personal_path": ""}, "no-personal-path", "info"),
        ({"without_kpis": ["1"]}, "no-progress-kpi", "warning"),
        ({"without_kpis": ["2"]}, "no-effect-kpi", "warning"),
        ({"kpis": ["1; 区分="]}, "kpi-no-kind", "warning"),
        ({"kpis": ["1; 目標="]}, "kpi-no-target", "warning"),
        ({"kpis": ["1; 目標=すべて"]}, "kpi-target-not-a-number", "info"),
        ({"kpis": ["1; 年度="]}, "kpi-no-year", "warning"),
        ({"kpis": ["1; 年度=2025"]}, "kpi-year-past", "warning"),
        ({"kpis": ["1; 現状="]}, "kpi-no-current", "warning"),
        ({"kpis": ["1; 時点="]}, "kpi-no-date", "warning"),
        ({"kpis": ["1; 出典="]}, "kpi-no-source", "info"),
        ({"kpis": ["1; 現状=count:records"]}, "kpi-not-counted", "warning"),
    ],
)
def test_each_lack_is_found(
    store: Workspace, view: KnowledgeAt, body: Body, told: dict[str, Any], code: str, severity: str
) -> None:
    test_a_complete_measure_lacks_nothing(store, view, body)
    edit_measure(store, view, body, "A02", MeasureChanges(**told), now=NOW)
    (line,) = measures_view(store, view, body, DAY).measures
    found = {finding.code: finding for finding in line.findings}
    assert code in found
    assert found[code].severity == severity
    assert found[code].mend
    assert set(found) - {code} <= {"no-progress-kpi", "kpi-no-date"}


def test_grounds_out_of_force_are_found_on_their_day(store: Workspace, view: KnowledgeAt, body: Body) -> None:
    measure = add(store, view, body, title="一", grounds=["デジタル手続法16条1項"])
    before = measures_view(store, view, body, date(1990, 4, 1))
    assert before.as_of == date(1990, 4, 1)
    assert "ground-not-in-force" in codes(before, measure.measure_id)
    assert "ground-not-in-force" not in codes(measures_view(store, view, body, DAY), measure.measure_id)


def test_what_the_knowledge_lost_is_shown_and_may_stay(
    store: Workspace, view: KnowledgeAt, body: Body
) -> None:
    lost = Measure(
        title="古い施策",
        action_id="Z99",
        grounds=("old_act:1条",),
        data_published=("ods-99",),
        personal_path="Q9",
        kpis=(Kpi(name="数", kind="進捗", counter="gone"),),
    )
    store.save_measure(body.code, lost, now=NOW)
    edit_measure(
        store,
        view,
        body,
        "古い施策",
        MeasureChanges(grounds=["old_act:1条", "基本法11条1項"], personal_path="Q9"),
        now=NOW,
    )
    (line,) = measures_view(store, view, body, DAY).measures
    assert [ground.in_force for ground in line.grounds] == [False, True]
    assert (line.action, line.data_published[0].name) == (None, "ods-99")
    assert line.personal_path is not None
    assert line.personal_path.label == "Q9"
    assert "この版の konkyo にありません" in line.kpis[0].missing


def test_the_matrix_tells_covered_thin_and_empty(store: Workspace, view: KnowledgeAt, body: Body) -> None:
    with_target = [
        add(store, view, body, action=name, kpis=["1; 目標=80"]).measure_id for name in ("A01", "A03")
    ]
    without = add(store, view, body, action="A02").measure_id
    both = add(store, view, body, title="二つの柱", pillars=["3", "4"], priority_fields=["8"]).measure_id
    add(store, view, body, title="分野なし", pillars=["5"])
    answer = measures_view(store, view, body, DAY)
    cells = {(cell.pillar, cell.field): cell for cell in answer.matrix}
    assert len(cells) == len(answer.matrix) == 40
    covered = cells["pillar-1", "field-1"]
    assert (covered.state, covered.measures, covered.with_target) == ("covered", (*with_target, without), 2)
    assert {place for place, cell in cells.items() if cell.state == "thin"} == {
        ("pillar-3", "field-8"),
        ("pillar-4", "field-8"),
    }
    assert cells["pillar-3", "field-8"].measures == (both,)
    missing = [finding.message for finding in answer.findings if finding.code == "pillar-without-measure"]
    assert [message[:2] for message in missing] == ["柱2"]


def test_a_sheet_has_every_field_of_the_guide(store: Workspace, view: KnowledgeAt, body: Body) -> None:
    measure = add(store, view, body, action="A01")
    sheet = measure_sheet(store, view, body, measure)
    assert [field.name for field in sheet.fields][:3] == ["施策名", "施策番号", "柱（5つの柱のどれか）"]
    assert len(sheet.fields) == 14
    assert sheet.measure == measures_view(store, view, body, DAY).measures[0]


def test_given_gaps_are_used(store: Workspace, view: KnowledgeAt, body: Body) -> None:
    from registry.analysis.gaps import find_gaps
    from registry.analysis.holdings import read_holdings

    take_in_catalogue(store, body)
    add(store, view, body, action="B03")
    gaps = find_gaps(view, body, None, None, read_holdings(store, body.code))
    assert measures_view(store, view, body, DAY, gaps) == measures_view(store, view, body, DAY)
