"""Every template for every kind of body, with and without catalogue and measures."""

import re
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest

from plan_samples import (
    CITY,
    DAY,
    PREFECTURE,
    VILLAGE,
    WARD,
    catalogue,
    inputs,
    measures,
    registered,
)
from registry.analysis.gaps import find_gaps
from registry.analysis.measure_answers import MeasuresAnswer
from registry.errors import UsageError
from registry.knowledge.base import Knowledge
from registry.knowledge.snapshot import load
from registry.plan.document import (
    FILL_IN,
    Document,
    Grid,
    Heading,
    Listing,
    Paragraph,
    Slot,
    count_slots,
    texts_of,
)
from registry.plan.draft import draft_plan
from registry.plan.elements import Quote
from registry.plan.markdown import to_markdown
from registry.plan.numbering import number_headings
from registry.plan.reading import read_plan
from registry.plan.register import Style
from registry.plan.template_checks import check_template
from registry.plan.template_list import list_templates
from registry.plan.templates import all_templates, find_template
from registry.publishing.answers import answer_publishable
from registry.workspace.domain import Kpi, Measure

TEMPLATES = ("kanmin", "open-data", "dx", "combined")
BODIES = (CITY, PREFECTURE, WARD, VILLAGE)
HOSTILE = "=cmd|'/C calc'!A0 <script>alert(1)</script> | [x](http://e.example) {計画名} 〔a|b〕 \x1b[31m"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


@pytest.fixture(scope="module")
def answers(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> dict[str, MeasuresAnswer]:
    folder = tmp_path_factory.mktemp("measures")
    return {body: registered(knowledge, body, measures(knowledge, 9), folder, catalogue()) for body in BODIES}


def readable(document: Document) -> str:
    """What a reader sees: without comments, front matter, escapes and addresses."""
    text = re.sub(r"<!--.*?-->", "", to_markdown(document).split("---\n", 2)[2])
    return re.sub(r"<https?://[^>]*>", "", text).replace("\\", "")


def grids(document: Document) -> dict[str, Grid]:
    return {block.id: block for block in document.blocks if isinstance(block, Grid)}


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("imported", [False, True], ids=["no catalogue", "catalogue"])
@pytest.mark.parametrize("planned", [False, True], ids=["proposals", "measures"])
def test_every_sentence_has_a_ground_or_is_a_resolve_or_a_slot(
    knowledge: Knowledge,
    answers: dict[str, MeasuresAnswer],
    template: str,
    body: str,
    imported: bool,
    planned: bool,
) -> None:
    given = inputs(
        knowledge,
        body,
        holdings=catalogue() if imported else None,
        answer=answers[body] if planned else None,
    )
    document = draft_plan(given, template)
    ids = [block.id for block in document.blocks]
    assert len(ids) == len(set(ids))
    for block in document.blocks:
        match block:
            case Paragraph(resolve=False, sentences=sentences):
                assert all(sentence.grounds for sentence in sentences), block.id
            case Listing(resolve=False, entries=entries):
                assert all(entry.grounds for entry in entries), block.id
            case Grid(definition=False):
                assert block.grounds or all(any(cell.grounds for cell in row) for row in block.rows), block.id
    for block in document.blocks:
        if isinstance(block, Grid):
            assert all(len(row) == len(block.columns) for row in block.rows), block.id
            assert set(block.grounds) <= set(document.grounds)
        assert all(key in document.grounds for text in texts_of(block) for key in text.grounds)
    text = readable(document)
    for word in ("None", "item-", "ods-", "field-", "pillar-", "successor", "verified", "〔", "{", "○○"):
        assert word not in text, word
    written = to_markdown(document)
    assert written == to_markdown(draft_plan(given, template))
    shown = sum(isinstance(part, Quote) and part.is_slot for part in read_plan(written).elements)
    cells = sum(
        FILL_IN in cell.text for grid in grids(document).values() for row in grid.rows for cell in row
    )
    assert count_slots(document) == shown + cells


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("planned", [False, True], ids=["proposals", "measures"])
def test_style_is_kept_throughout(
    knowledge: Knowledge, answers: dict[str, MeasuresAnswer], template: str, planned: bool
) -> None:
    polite = re.compile(r"(です|ます|ません)。")
    for style in Style:
        answer = answers[PREFECTURE] if planned else None
        given = inputs(knowledge, PREFECTURE, holdings=catalogue(), answer=answer, style=style)
        for block in draft_plan(given, template).blocks:
            texts = block.sentences if isinstance(block, Paragraph) else ()
            texts = block.notes if isinstance(block, Grid) else texts
            for text in texts:
                bare = re.sub(r"（[^（）]*）", "", re.sub(r"「[^」]*」", "", text.text))
                for part in re.findall(r"[^。]*。", bare):
                    assert bool(polite.search(part)) is (style is Style.DESUMASU), (block.id, part)


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("day", [date(2018, 4, 1), date(2021, 3, 31), date(2027, 4, 1)])
def test_templates_work_on_other_days(knowledge: Knowledge, template: str, day: date) -> None:
    document = draft_plan(inputs(knowledge, CITY, day, period=""), template)
    cited = {key for block in document.blocks for text in texts_of(block) for key in text.grounds}
    if day < date(2020, 1, 1):
        assert not any("digital_procedure_act" in key for key in cited)
        assert "自治体DX推進計画" not in readable(document)


def test_the_templates_of_the_knowledge_are_sound(knowledge: Knowledge) -> None:
    view = knowledge.at(DAY)
    known = all_templates(view, ())
    assert [loaded.template.id for loaded in known] == list(TEMPLATES)
    assert [problem for loaded in known for problem in check_template(loaded, view)] == []


@pytest.mark.parametrize(
    ("template", "status", "said"),
    [
        ("kanmin", "確認済み", None),
        ("open-data", "未確認（記憶による）", "国が定めた様式ではない（未確認）。"),
        ("dx", "未確認（記憶による）", "国が定めた様式ではない（未確認）。"),
        ("combined", "一部確認", "国が定めた様式ではない（一部未確認）。"),
    ],
)
def test_an_outline_is_never_more_official_than_it_is(
    knowledge: Knowledge, template: str, status: str, said: str | None
) -> None:
    document = draft_plan(inputs(knowledge), template)
    assert dict(document.front)["outline"] == status
    assert ("国が定めた様式" in readable(document)) is (said is not None)
    assert said is None or said in readable(document)
    listed = {line.id: line for line in list_templates(knowledge.at(DAY), ()).templates}
    assert listed[template].chapters
    assert not listed[template].problems


def test_headings_of_a_successor_are_those_of_the_knowledge(knowledge: Knowledge) -> None:
    """Chapters of open-data are the recalled outline word for word: nothing is added as if it were official."""
    known = next(entry for entry in knowledge.plan.successors if entry.id == "successor-open-data")
    document = draft_plan(inputs(knowledge), "open-data")
    chapters = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    assert tuple(chapters) == known.outline


@pytest.mark.parametrize(
    ("body", "article", "kind"),
    [(PREFECTURE, "第9条第1項", "都道府県"), (CITY, "第9条第3項", "市町村"), (WARD, "第9条第3項", "市町村")],
)
def test_a_combined_plan_declares_in_its_opening_what_it_takes_in(
    knowledge: Knowledge, body: str, article: str, kind: str
) -> None:
    document = draft_plan(inputs(knowledge, body), "combined")
    blocks = {block.id: block for block in document.blocks}
    declared = blocks["opening/declaration"]
    assert isinstance(declared, Paragraph)
    assert declared.sentences[0].text.endswith(
        f"（平成28年法律第103号。以下「基本法」という。）{article}の規定に基づく{kind}官民データ活用推進計画を兼ねるものである。"
    )
    assert document.blocks.index(declared) < 3


def test_sections_follow_the_kind_of_body(knowledge: Knowledge) -> None:
    prefecture = {block.id for block in draft_plan(inputs(knowledge, PREFECTURE)).blocks}
    city = {block.id for block in draft_plan(inputs(knowledge, CITY)).blocks}
    assert "chapter-6/municipal-support" in prefecture - city
    assert "chapter-3/national-plans/prefecture" in city - prefecture


def test_priority_items_are_those_of_the_newest_version_that_was_read(knowledge: Knowledge) -> None:
    text = readable(draft_plan(inputs(knowledge), "dx"))
    assert "重点取組事項を確かめられた最も新しいものは、令和6年2月5日の版である。" in text
    assert "その後の版（第3.0版、2024年、第4.0版、2025年3月）の重点取組事項は、確かめられていない" in text
    assert "| 自治体フロントヤード改革の推進 | 柱1 オンライン化原則（資料からの推定） |" in text
    earlier = readable(draft_plan(inputs(knowledge, CITY, date(2022, 1, 1)), "dx"))
    assert "令和2年12月25日の版である" in earlier
    assert "フロントヤード" not in earlier
    assert "その後の版" not in earlier


def test_measures_fill_the_chapter_of_measures(
    knowledge: Knowledge, answers: dict[str, MeasuresAnswer]
) -> None:
    document = draft_plan(inputs(knowledge, holdings=catalogue(), answer=answers[CITY]))
    tables = grids(document)
    lines = answers[CITY].measures
    names = {field.name for field in knowledge.plan.templates[0].measure_fields}
    for line in lines:
        sheet = tables[f"chapter-6/sheet/measure-{line.number}/sheet"]
        assert {row[0].text.split("（標準")[0].split("（利用")[0] for row in sheet.rows} == names
    listed = [row[0].text for key, grid in tables.items() if key.endswith("/measures") for row in grid.rows]
    assert sorted(listed) == sorted(str(line.number) for line in lines)
    assert not [key for key in tables if key.endswith("/actions")]
    blocks = {block.id for block in document.blocks}
    assert "chapter-6/sheet/slot" not in blocks
    text = readable(document)
    assert "次の施策は、本市が個別施策として登録した9件である。" in text
    assert "3.2%（令和8年11月20日現在）" in text
    assert "32.5%（令和8年3月31日現在、手続の調査）" in text
    assert "手続を見直し、オンラインでも受け付ける。" in text
    assert text.index("施策票（施策") < text.index("年度別の工程")


def test_the_roadmap_has_a_column_for_every_fiscal_year_of_the_period(
    knowledge: Knowledge, answers: dict[str, MeasuresAnswer]
) -> None:
    table = grids(draft_plan(inputs(knowledge, holdings=catalogue(), answer=answers[CITY])))[
        "chapter-6/roadmap/years"
    ]
    assert table.columns == (
        "施策",
        "令和9年度",
        "令和10年度",
        "令和11年度",
        "令和12年度",
        "令和13年度",
    )
    rows = [[cell.text for cell in row] for row in table.rows]
    assert ["調査", "試行", "―", "―", "―"] in [row[1:] for row in rows]
    assert [FILL_IN] * 5 in [row[1:] for row in rows]
    assert ["公開: 地域防災計画データ", "―", "公開予定", "―", "―", "―"] in rows
    assert "この表の外の年度の予定は" in table.notes[0].text
    without = inputs(knowledge, holdings=catalogue(), answer=answers[CITY], period="")
    told = grids(draft_plan(without))["chapter-6/roadmap/years"]
    assert told.columns == ("施策", "令和9年度", "令和10年度", "令和15年度")


def test_the_matrix_shows_covered_thin_and_empty_cells(knowledge: Knowledge, tmp_path: Path) -> None:
    goal = Kpi(name="率", kind="進捗", target="10", due_fiscal_year=2029)
    field = knowledge.plan.fields[0].id
    stored = [
        Measure(title=f"施策{number}", pillars=(pillar,), priority_fields=(field,), kpis=(goal,))
        for number, pillar in enumerate(("pillar-1", "pillar-1", "pillar-2"))
    ]
    answer = registered(knowledge, CITY, stored, tmp_path)
    table = grids(draft_plan(inputs(knowledge, answer=answer)))["chapter-5/field-table/matrix"]
    first, second, third = (line.number for line in answer.measures)
    cells = {row[0].text[:2]: [cell.text for cell in row[1:]] for row in table.rows}
    assert cells["柱1"][0] == f"{first}、{second}"
    assert cells["柱2"][0] == f"{third}（△）"
    assert set(cells["柱3"]) == {"―"}
    assert any("△" in note.text for note in table.notes)


def test_what_measures_publish_stands_in_the_list_with_their_section(
    knowledge: Knowledge, tmp_path: Path
) -> None:
    stored = [
        Measure(title="標準化", pillars=("pillar-2",), section="情報課", data_published=("ods-05", "item-05"))
    ]
    answer = registered(knowledge, CITY, stored, tmp_path, catalogue())
    tables = grids(draft_plan(inputs(knowledge, holdings=catalogue(), answer=answer)))
    number = str(answer.measures[0].number)
    datasets = [[cell.text for cell in row] for row in tables["chapter-6/open-data-list/datasets"].rows]
    assert [row[-2:] for row in datasets] == [["情報課", number]]
    items = [[cell.text for cell in row] for row in tables["chapter-6/open-data-list/items"].rows]
    planned = next(row for row in items if row[0] == "5")
    assert planned[-4:] == ["公開予定", "令和10年度", "危機管理課", number]


def test_chosen_actions_stand_beside_measures(
    knowledge: Knowledge, answers: dict[str, MeasuresAnswer]
) -> None:
    followed = {line.action.id for line in answers[CITY].measures if line.action is not None}
    other = next(action.id for action in knowledge.actions.actions if action.id not in followed)
    chosen = (other, min(followed))
    document = draft_plan(inputs(knowledge, answer=answers[CITY], actions=chosen))
    actions = [
        row[0].text for key, grid in grids(document).items() if key.endswith("/actions") for row in grid.rows
    ]
    assert actions == [other]
    assert "このほかに、施策の候補から本市が選んだものを加える（案）。" in readable(document)
    assert dict(document.front)["actions"] == ",".join(sorted(chosen))


def test_a_plan_of_open_data_takes_up_its_own_pillar_only(
    knowledge: Knowledge, answers: dict[str, MeasuresAnswer]
) -> None:
    document = draft_plan(inputs(knowledge, answer=answers[CITY]), "open-data")
    own = {
        str(line.number)
        for line in answers[CITY].measures
        if "pillar-2" in {pillar.id for pillar in line.pillars}
    }
    shown = {row[0].text for row in grids(document)["targets/measures/measures"].rows}
    assert shown == own


def test_missing_facts_are_named_with_the_command_that_supplies_them(
    knowledge: Knowledge, answers: dict[str, MeasuresAnswer]
) -> None:
    bare = draft_plan(inputs(knowledge, period=""))
    missing = {fact.name: fact for fact in bare.missing}
    assert set(missing) == {"catalogue", "measures", "plan_period", "facts", "publication_plan"}
    assert missing["catalogue"].command == "konkyo inventory import 目録のファイル --body 141003"
    assert missing["plan_period"].places == ("計画期間", "年度別の工程")
    slots = {block.id: block for block in bare.blocks if isinstance(block, Slot)}
    assert missing["measures"].command in slots["chapter-6/selection/measures"].guidance
    assert missing["plan_period"].command in slots["chapter-3/term/plan_period"].guidance
    assert "chapter-6/roadmap/plan_period" not in slots
    full = draft_plan(inputs(knowledge, holdings=catalogue(), answer=answers[CITY]))
    assert {fact.name for fact in full.missing} == {"facts"}


def test_hostile_measures_are_inert(knowledge: Knowledge, tmp_path: Path) -> None:
    kpi = Kpi(name=HOSTILE, kind="効果", unit="%", current="1", source=HOSTILE, target="2")
    stored = [
        Measure(
            title=HOSTILE,
            pillars=("pillar-1",),
            outline=HOSTILE,
            section=HOSTILE,
            kpis=(kpi,),
            schedule={"2027": HOSTILE},
            data_published=("他:" + HOSTILE,),
        )
    ]
    answer = registered(knowledge, CITY, stored, tmp_path)
    for template in TEMPLATES:
        text = to_markdown(draft_plan(inputs(knowledge, answer=answer), template))
        assert "\x1b" not in text
        assert "<script" not in text.replace("\\<script", "")
        assert not re.search(r"(?<!\\)\[x(?<!\\)\]\(", text)
        assert "横浜市官民データ活用推進計画 〔" not in text


def test_gaps_take_verdicts_that_were_worked_out(knowledge: Knowledge) -> None:
    view, body = knowledge.at(DAY), knowledge.bodies.find(CITY)
    assert find_gaps(view, body) == find_gaps(view, body, decided=answer_publishable(view, body))


def test_headings_are_numbered_as_in_public_documents(
    knowledge: Knowledge, answers: dict[str, MeasuresAnswer]
) -> None:
    document = draft_plan(inputs(knowledge, answer=answers[CITY]))
    numbers = number_headings(document.blocks)
    sheets = [block.id for block in document.blocks if isinstance(block, Heading) and block.level == 3]
    assert [numbers[sheet] for sheet in sheets] == [f"({number})" for number in range(1, 10)]


def test_templates_are_found_by_id_and_name(knowledge: Knowledge) -> None:
    view = knowledge.at(DAY)
    assert find_template(view, "DX推進計画").template.id == "dx"
    assert find_template(view, "kanmin").told == "kanmin"
    assert find_template(view, "plan-template").template.id == "kanmin"


def test_measures_of_another_body_are_refused(
    knowledge: Knowledge, answers: dict[str, MeasuresAnswer]
) -> None:
    with pytest.raises(UsageError, match="別の団体"):
        draft_plan(inputs(knowledge, CITY, answer=answers[WARD]), "dx")


@pytest.mark.parametrize("template", TEMPLATES)
def test_ids_and_numbers_stay_as_they_are(
    knowledge: Knowledge, answers: dict[str, MeasuresAnswer], template: str
) -> None:
    """Ids of blocks are what a refresh goes by: a change here loses the edits of people."""
    document = draft_plan(
        inputs(knowledge, PREFECTURE, holdings=catalogue(), answer=answers[PREFECTURE]), template
    )
    numbers = number_headings(document.blocks)
    lines = [
        f"{type(block).__name__} {block.id}"
        + (f" | {numbers[block.id]} {block.text}" if isinstance(block, Heading) else "")
        for block in document.blocks
    ]
    golden = Path(__file__).parent / "golden" / f"outline-{template}.txt"
    assert "\n".join(lines) + "\n" == golden.read_text(encoding="utf-8")


def test_a_draft_of_thirty_measures_is_quick(knowledge: Knowledge, tmp_path: Path) -> None:
    answer = registered(knowledge, CITY, measures(knowledge, 30), tmp_path, catalogue())
    given = inputs(knowledge, holdings=catalogue(), answer=answer)
    taken = []
    for _ in range(3):
        began = perf_counter()
        to_markdown(draft_plan(given))
        taken.append(perf_counter() - began)
    assert min(taken) < 0.5
    assert len(answer.measures) == 30
