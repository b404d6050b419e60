"""Decision sheets: complete for every target and asker, nothing invented, answers kept with the words they answer."""

from datetime import date

import pytest
from msgspec import structs

from registry.errors import UsageError
from registry.knowledge.base import KnowledgeAt
from registry.knowledge.datasets import StandardDataset
from registry.knowledge.facts import Grade
from registry.knowledge.items import BodyKind, FactKey, Item
from registry.knowledge.snapshot import load
from registry.publishing.sheet import CheckGroup, DecisionSheet, KnownOfTarget, SheetRecord
from registry.publishing.sheet_assembly import make_sheet, required_columns
from registry.publishing.sheet_licences import attribution, find_licence, short_name
from registry.publishing.verdicts import Answer, Verdict

DAY = date(2026, 11, 25)
VIEW = load().at(DAY)
ITEMS = list(VIEW.knowledge.items.values())
DATASETS = [dataset for dataset in VIEW.knowledge.datasets.datasets if dataset.id.startswith("ods")]
FLOOD = VIEW.knowledge.item("16")
AED = next(dataset for dataset in DATASETS if dataset.id == "ods-08")


@pytest.fixture(scope="module")
def view() -> KnowledgeAt:
    return VIEW


@pytest.mark.parametrize("subject", [*ITEMS, *DATASETS], ids=lambda subject: subject.id)
@pytest.mark.parametrize("who", ["nobody", "kind", "body"])
def test_every_target_has_a_sheet_for_every_asker(
    view: KnowledgeAt, subject: Item | StandardDataset, who: str
) -> None:
    body = view.knowledge.bodies.find("141003") if who == "body" else None
    kind = BodyKind.TOWN if who == "kind" else None
    sheet = make_sheet(view, subject, body, kind)
    assert (sheet.item is None) == isinstance(subject, StandardDataset)
    assert sheet.target.name == subject.name
    assert [value.number for value in sheet.metadata] == list(range(1, 11))
    assert {CheckGroup.TAMPERING, CheckGroup.PERSONAL, CheckGroup.RIGHTS, CheckGroup.DISCLOSURE} <= {
        check.group for check in sheet.checks
    }
    assert [check.text[0] for check in sheet.checks if check.group is CheckGroup.TAMPERING] == ["①", "②", "③"]
    assert len({check.id for check in sheet.checks}) == len(sheet.checks)
    assert {licence.id for licence in sheet.licences} == {"pdl-1.0", "cc-by-4.0"}
    assert sheet.personal[0].id == "P0"
    assert sheet.open_checks == len(sheet.checks)
    assert sheet.blocking_checks == sum(check.condition for check in sheet.checks)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_the_caveats_and_cycles_of_an_item_are_all_there_with_their_grades(
    view: KnowledgeAt, item: Item
) -> None:
    sheet = make_sheet(view, item)
    checks = {check.id: check for check in sheet.checks}
    for caveat in item.caveats:
        shown = checks[caveat.id]
        assert (shown.text, shown.status, shown.condition) == (caveat.text, caveat.status, caveat.condition)
    assert [cycle.status for cycle in sheet.cycles] == [cycle.status for cycle in item.cycles]
    assert sheet.item is not None
    assert len(sheet.item.differs_from_guide) == len(item.differences)


def test_every_source_of_the_sheet_is_listed(view: KnowledgeAt) -> None:
    subjects: list[Item | StandardDataset] = [*ITEMS, *DATASETS]
    for subject in subjects:
        sheet = make_sheet(view, subject)
        cited = [fact.sources for fact in sheet.checks]
        cited += [fact.sources for fact in (*sheet.cycles, *sheet.disclosure)]
        cited += [fact.sources for fact in sheet.precedents]
        cited += [fact.sources for fact in sheet.datasets]
        cited += [fact.sources for fact in sheet.licences]
        listed = {source.id for source in sheet.sources}
        assert {source for sources in cited for source in sources} <= listed


def test_nothing_is_filled_in_that_nobody_told(view: KnowledgeAt) -> None:
    values = {value.name: value for value in make_sheet(view, FLOOD).metadata}
    assert values["タイトル"].value == "洪水ハザードマップ"
    assert values["タイトル"].known_from == "情報項目の名称"
    blank = [name for name, value in values.items() if not value.value]
    assert blank == [
        "URL",
        "説明",
        "連絡先",
        "作成者",
        "タグ",
        "データ形式",
        "ファイルサイズ",
        "最終更新日",
        "ライセンス",
    ]


def test_the_catalogue_goes_before_the_knowledge(view: KnowledgeAt) -> None:
    known = KnownOfTarget(
        profile={"連絡先": "総務課"},
        section="防災課",
        state="公開予定",
        fiscal_year=2027,
        records=(SheetRecord(id="1", title="AED", url="https://a.example/", decision="accept"),),
        catalogues=1,
        fields={
            "metadata-01": "AED の場所",
            "metadata-02": "https://a.example/",
            "metadata-10": "CC BY 4.0（表示）",
        },
        neighbours=("東京都府中市",),
    )
    sheet = make_sheet(view, AED, view.knowledge.bodies.find("141003"), known=known)
    values = {value.name: (value.value, value.known_from) for value in sheet.metadata}
    assert values["タイトル"] == ("AED の場所", "目録の記録")
    assert values["連絡先"] == ("総務課", "団体の情報（連絡先）")
    assert values["作成者"] == ("防災課", "公開の状態（担当課）")
    assert values["データ形式"] == ("CSV", "標準データセットのファイル名")
    assert [licence.id for licence in sheet.licences if licence.chosen] == ["cc-by-4.0"]
    assert "https://a.example/" in sheet.licences[0].attribution
    assert sheet.precedents[0].bodies == "東京都府中市"
    assert sheet.precedents[0].status is Grade.DERIVED
    assert not any("目録がまだ" in notice for notice in sheet.notices)


def answered(view: KnowledgeAt, *answers: tuple[str, str, str]) -> DecisionSheet:
    """A sheet with answers given as id, answer, wording (""): today's."""
    texts = {check.id: check.text for check in make_sheet(view, FLOOD).checks}
    known = KnownOfTarget(
        answers={key: (word, "", asked or texts[key]) for key, word, asked in answers}  # type: ignore[misc]
    )
    return make_sheet(view, FLOOD, known=known)


def test_answers_close_questions_and_conditions(view: KnowledgeAt) -> None:
    conditions = [check.id for check in make_sheet(view, FLOOD).checks if check.condition]
    assert len(conditions) >= 2
    all_done = answered(view, *((key, "はい", "") for key in conditions))
    assert all_done.blocking_checks == 0
    assert all_done.open_checks == len(all_done.checks) - len(conditions)
    refused = answered(
        view, (conditions[0], "いいえ", ""), *((key, "該当なし", "") for key in conditions[1:])
    )
    assert refused.blocking_checks == 1


def test_an_answer_to_other_words_is_shown_and_counts_as_open(view: KnowledgeAt) -> None:
    condition = next(check for check in make_sheet(view, FLOOD).checks if check.condition)
    sheet = answered(view, (condition.id, "はい", "前の文"))
    shown = next(check for check in sheet.checks if check.id == condition.id)
    assert (shown.answer, shown.outdated) == ("はい", True)
    assert sheet.blocking_checks == answered(view).blocking_checks


def test_the_verdict_follows_the_facts_of_the_body(view: KnowledgeAt) -> None:
    body = view.knowledge.bodies.find("141003")
    unknown = make_sheet(view, FLOOD, body)
    told = make_sheet(view, FLOOD, body, told={FactKey.HAS_FLOOD_HAZARD_AREA: Answer.YES})
    assert unknown.item is not None
    assert told.item is not None
    assert unknown.item.verdict is Verdict.UNKNOWN
    assert unknown.item.questions
    assert told.item.verdict is Verdict.CONDITIONAL


def test_a_dataset_names_the_items_it_carries_and_its_field_of_law(view: KnowledgeAt) -> None:
    shelters = next(dataset for dataset in DATASETS if dataset.id == "ods-03")
    sheet = make_sheet(view, shelters)
    links = [link for link in view.knowledge.datasets.links if link.dataset == "ods-03"]
    assert {item.id for item in sheet.items} == {link.item for link in links}
    assert len(sheet.fields_of_law) == len(shelters.legal_grounds)
    assert required_columns(sheet.datasets[0]) == ("所在地_連結表記",)


def test_no_example_is_the_body_itself(view: KnowledgeAt) -> None:
    buses = next(dataset for dataset in DATASETS if dataset.id == "ods-21")
    everyone = make_sheet(view, buses).precedents
    matsumoto = make_sheet(view, buses, view.knowledge.bodies.find("松本市")).precedents
    assert {precedent.id for precedent in everyone} - {precedent.id for precedent in matsumoto} == {
        "example-matsumoto-gtfs"
    }


@pytest.mark.parametrize(
    ("text", "found", "short"),
    [
        ("CC BY 4.0", "cc-by-4.0", "CC BY 4.0"),
        ("cc-by-40-intl", "cc-by-4.0", "CC BY 4.0"),
        ("PDL1.0", "pdl-1.0", "PDL1.0"),
        ("公共データ利用規約（第1.0版）", "pdl-1.0", "PDL1.0"),
        ("CC0", "cc0-1.0", "クリエイティブ・コモンズ CC0 1.0"),
        ("政府標準利用規約（第2.0版）", "government-terms-2.0", "政府標準利用規約（第2.0版）"),
    ],
)
def test_terms_are_found_by_any_name(view: KnowledgeAt, text: str, found: str, short: str) -> None:
    licence = find_licence(view.knowledge, text)
    assert (licence.id, short_name(licence)) == (found, short)


def test_unknown_terms_are_refused_with_those_there_are(view: KnowledgeAt) -> None:
    with pytest.raises(UsageError, match=r"pdl-1\.0"):
        make_sheet(view, FLOOD, licence="独自の規約")


def test_the_attribution_of_other_terms_is_marked_as_concluded(view: KnowledgeAt) -> None:
    pdl, cc = find_licence(view.knowledge, "PDL1.0"), find_licence(view.knowledge, "CC BY 4.0")
    assert attribution(pdl).status is Grade.VERIFIED
    assert attribution(pdl).text == pdl.citations[0].form.replace("規約原文の URL", pdl.url or "")
    assert attribution(cc).status is Grade.DERIVED
    assert attribution(structs.replace(cc, url=None)).text.endswith("（規約原文の URL）")
