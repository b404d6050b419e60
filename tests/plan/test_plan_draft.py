"""Drafts over the real knowledge: chapters, subjects, grounds, style, and what a reader must never see."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from registry.analysis.gaps import find_gaps
from registry.analysis.holdings import CatalogueSource, FoundRecord, Holdings
from registry.errors import UsageError
from registry.knowledge.base import Knowledge
from registry.knowledge.snapshot import load
from registry.plan.document import Document, Grid, Heading, Listing, Paragraph, Slot, count_slots, texts_of
from registry.plan.draft import draft_plan
from registry.plan.inputs import DraftInputs
from registry.plan.markdown import to_markdown
from registry.plan.numbering import number_headings
from registry.plan.proposing import choose
from registry.plan.register import Style, parse_period
from registry.publishing.answers import answer_publishable
from registry.workspace.domain import TargetCoverage, TargetState

DAY = date(2026, 11, 25)
BODIES = ("140007", "141003", "131016", "北海道音威子府村", "山梨県道志村", "柏市", "東京都")
HOSTILE = "[red]x[/red] <script>alert(1)</script> | =cmd|'/C calc'!A0 \x1b[31m --> [link](http://e.example)"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


def imported(title: str = "避難所", file_name: str = "目録.csv") -> Holdings:
    """A workspace with one catalogue of 12 records, one of which stands for 指定緊急避難場所一覧."""
    record = FoundRecord(
        id="r1", title=title, decision="accept", decided_by="rule", score=1.0, evidence=(), url=""
    )
    return Holdings(
        catalogues=(
            CatalogueSource(
                name="",
                file_name=file_name,
                sha256="0" * 64,
                form="オープンデータ一覧",
                records=12,
                imported_at=datetime(2026, 11, 20, 9, 0),
                sequence=3,
            ),
        ),
        coverage={
            ("dataset", "ods-03"): TargetCoverage(
                target_kind="dataset", target_id="ods-03", accepted=1, review=0
            )
        },
        records={("dataset", "ods-03"): (record,)},
        states={
            ("item", "item-05"): TargetState(
                target_kind="item",
                target_id="item-05",
                state="公開予定",
                section=HOSTILE if title == HOSTILE else "危機管理課",
                fiscal_year=2027,
            )
        },
    )


def make(
    knowledge: Knowledge,
    body: str = "141003",
    day: date = DAY,
    *,
    holdings: Holdings | None = None,
    actions: tuple[str, ...] = (),
    style: Style = Style.DEARU,
    period: str = "",
    profile: dict[str, str] | None = None,
    with_grounds: bool = False,
) -> Document:
    view = knowledge.at(day)
    found = knowledge.bodies.find(body)
    gaps = find_gaps(view, found, holdings=holdings)
    return draft_plan(
        DraftInputs(
            view=view,
            body=found,
            publishable=answer_publishable(view, found),
            gaps=gaps,
            actions=choose(knowledge, actions, gaps),
            period=parse_period(period) if period else None,
            style=style,
            profile=profile or {},
            fingerprint="f" * 32,
            version="0.1.0",
            with_grounds=with_grounds,
        )
    )


def readable(document: Document) -> str:
    """What a reader sees: without comments, front matter, escapes and addresses."""
    text = re.sub(r"<!--.*?-->", "", to_markdown(document).split("---\n", 2)[2])
    return re.sub(r"<https?://[^>]*>", "", text).replace("\\", "")


@pytest.mark.parametrize("body", BODIES)
def test_seven_chapters_in_the_order_of_the_template(knowledge: Knowledge, body: str) -> None:
    document = make(knowledge, body)
    numbers = number_headings(document.blocks)
    chapters = [block for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    assert [numbers[chapter.id] for chapter in chapters] == [f"第{number}章" for number in range(1, 8)]
    name = knowledge.bodies.find(body).name
    assert chapters[0].text == f"{name}の現状及び課題"
    assert chapters[2].text == f"{name}官民データ活用推進計画の位置付け"
    assert chapters[6].text == "セキュリティ及び個人情報の適正な取扱いの確保"
    assert "○○" not in to_markdown(document)


@pytest.mark.parametrize(
    ("body", "article", "kind", "word"),
    [
        ("140007", "第9条第1項", "都道府県", "義務付けている"),
        ("東京都", "第9条第1項", "都道府県", "義務付けている"),
        ("141003", "第9条第3項", "市町村", "努めることを求めている（努力義務）"),
        ("131016", "第9条第3項", "市町村", "努めることを求めている（努力義務）"),
        ("山梨県道志村", "第9条第3項", "市町村", "努めることを求めている（努力義務）"),
    ],
)
def test_duty_follows_the_kind_of_body(
    knowledge: Knowledge, body: str, article: str, kind: str, word: str
) -> None:
    text = readable(make(knowledge, body))
    law = "官民データ活用推進基本法（平成28年法律第103号。以下「基本法」という。）"
    assert f"{law}{article}の規定に基づく{kind}官民データ活用推進計画である。" in text
    assert word in text
    other = (
        "計画を定めるよう努めることを求めている" if kind == "都道府県" else "計画を定めることを義務付けている"
    )
    assert other not in text


@pytest.mark.parametrize(
    ("article", "said"),
    [
        ("第10条", "の主語は国であり、本市の義務を直接に定めるものではない。"),
        ("第11条第1項", "は国及び地方公共団体を主語とし、本市に直接適用される。"),
        ("第11条第2項", "の主語は事業者であり、本市の義務を直接に定めるものではない。"),
        ("第13条", "の主語は国であり、本市の義務を直接に定めるものではない。"),
        ("第14条", "の主語は国であり、本市の義務を直接に定めるものではない。"),
        ("第15条第1項", "は国及び地方公共団体を主語とし、本市に直接適用される。"),
        ("第15条第2項", "の主語は国であり、本市の義務を直接に定めるものではない。"),
    ],
)
def test_articles_name_their_right_subject(knowledge: Knowledge, article: str, said: str) -> None:
    assert f"基本法{article}{said}" in readable(make(knowledge))


@pytest.mark.parametrize(
    ("body", "own"),
    [
        ("140007", "本県"),
        ("東京都", "本都"),
        ("北海道", "本道"),
        ("131016", "本区"),
        ("山梨県道志村", "本村"),
    ],
)
def test_the_body_speaks_of_itself(knowledge: Knowledge, body: str, own: str) -> None:
    text = readable(make(knowledge, body))
    assert f"{own}の人口は、" in text
    assert own == "本市" or "本市" not in text


@pytest.mark.parametrize("holdings", [None, imported()], ids=["no catalogue", "catalogue"])
def test_every_note_is_defined_once_and_used(knowledge: Knowledge, holdings: Holdings | None) -> None:
    text = to_markdown(make(knowledge, holdings=holdings))
    defined = re.findall(r"^\[\^(g[0-9a-f]{6})\]:", text, re.M)
    used = re.findall(r"\[\^(g[0-9a-f]{6})\](?!:)", text)
    assert len(set(defined)) == len(defined)
    assert set(used) == set(defined)
    assert list(dict.fromkeys(used)) == defined


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("holdings", [None, imported()], ids=["no catalogue", "catalogue"])
def test_no_statement_lacks_a_ground(knowledge: Knowledge, body: str, holdings: Holdings | None) -> None:
    document = make(knowledge, body, holdings=holdings)
    for block in document.blocks:
        match block:
            case Paragraph(resolve=False, sentences=sentences):
                assert all(sentence.grounds for sentence in sentences), block.id
            case Listing(entries=entries):
                assert all(entry.grounds for entry in entries), block.id
            case Grid(definition=False):
                assert block.grounds or all(any(cell.grounds for cell in row) for row in block.rows), block.id
    assert all(
        key in document.grounds
        for block in document.blocks
        for text in texts_of(block)
        for key in text.grounds
    )


def test_ids_are_unique_stable_and_closed(knowledge: Knowledge) -> None:
    document = make(knowledge, holdings=imported(), period="2027-2031")
    ids = [block.id for block in document.blocks]
    assert len(ids) == len(set(ids))
    text = to_markdown(document)
    assert re.findall(r"<!-- konkyo:block id=(\S+) -->", text) == ["title", *ids, "notes"]
    assert text.count("<!-- /konkyo:block -->") == len(ids) + 2
    outline = Path(__file__).parent / "golden" / "outline.txt"
    chosen = make(
        knowledge, holdings=imported(), period="2027-2031", actions=("A01", "B03", "C01", "D01", "E01")
    )
    numbers = number_headings(chosen.blocks)
    lines = [
        f"{type(block).__name__} {block.id}"
        + (f" | {numbers[block.id]} {block.text}" if isinstance(block, Heading) else "")
        for block in chosen.blocks
    ]
    assert "\n".join(lines) + "\n" == outline.read_text(encoding="utf-8")


def test_the_same_input_gives_the_same_bytes(knowledge: Knowledge) -> None:
    once = to_markdown(make(knowledge, holdings=imported()))
    assert once == to_markdown(make(load(), holdings=imported()))
    assert "\r" not in once


def test_slots_are_counted_as_they_are_shown(knowledge: Knowledge) -> None:
    document = make(knowledge)
    text = to_markdown(document)
    shown = len(re.findall(r"^> 【記入】", text, re.M)) + text.count("| 【記入】") + 0
    assert count_slots(document) == shown
    keys = {block.id for block in document.blocks if isinstance(block, Slot)}
    for chapter in knowledge.plan.templates[0].chapters:
        assert {f"{chapter.id}/{slot.key}/slot" for slot in chapter.slots} <= keys


@pytest.mark.parametrize("holdings", [None, imported()], ids=["no catalogue", "catalogue"])
def test_style_is_kept_throughout(knowledge: Knowledge, holdings: Holdings | None) -> None:
    polite = re.compile(r"(です|ます|ません)。")
    for style in Style:
        document = make(knowledge, holdings=holdings, style=style, period="2027-2031")
        sentences = [
            text
            for block in document.blocks
            for text in (
                block.sentences
                if isinstance(block, Paragraph)
                else block.notes
                if isinstance(block, Grid)
                else ()
            )
            if text.text.endswith("。") and not text.text.endswith("による。")
        ]
        assert sentences
        for sentence in sentences:
            bare = re.sub(r"（[^（）]*）", "", re.sub(r"「[^」]*」", "", sentence.text))
            for part in re.findall(r"[^。]*。", bare):
                assert bool(polite.search(part)) is (style is Style.DESUMASU), (style, part)


def test_nothing_found_is_never_called_unpublished(knowledge: Knowledge) -> None:
    for holdings in (None, imported()):
        text = readable(make(knowledge, holdings=holdings))
        assert "未公開" not in text
    assert "本市の公開データの目録は、この案には取り込まれていない。" in readable(make(knowledge))


def test_figures_come_from_the_catalogue_with_their_day(knowledge: Knowledge) -> None:
    text = readable(make(knowledge, holdings=imported(), actions=("B03",)))
    assert "自治体標準オープンデータセット31種のうち、公開を目録で確かめられたものは1種である。" in text
    assert "| 自治体標準オープンデータセット | 31 | 1 | 0 | 30 | 3.2% |" in text
    assert "3.2%（1/31種、令和8年11月25日現在）" in text
    assert "公開データの目録「目録.csv」（令和8年11月20日取込み、12件）" in text
    assert "| 公開予定 | 令和9年度 | 危機管理課 |" in text


def test_hostile_titles_are_inert(knowledge: Knowledge) -> None:
    text = to_markdown(
        make(knowledge, holdings=imported(HOSTILE, HOSTILE), profile={HOSTILE: HOSTILE}, with_grounds=True)
    )
    assert "\x1b" not in text
    assert "<script" not in text.replace("\\<script", "")
    assert not re.search(r"(?<!\\)\[link(?<!\\)\]\(", text)
    comments = re.findall(r"<!--.*?-->", text)
    assert all(re.fullmatch(r"<!-- /?konkyo:block( id=[\w./-]+)? -->", comment) for comment in comments)
    for line in text.splitlines():
        if line.startswith("| ") and "script" in line:
            assert len(re.findall(r"(?<!\\)\|", line)) in (3, 4, 5, 10)


def test_facts_that_were_not_confirmed_are_marked(knowledge: Knowledge) -> None:
    text = readable(make(knowledge))
    assert "8つの重点分野の名称は、国の文書で全てを確かめられていない（未確認）。" in text
    assert "棚卸し済み手続の割合（未確認）" in text
    assert "（令和7年6月13日）である（一部未確認）。" in text


def test_dates_before_an_event_do_not_speak_of_it(knowledge: Knowledge) -> None:
    before = readable(make(knowledge, day=date(2023, 3, 31)))
    assert "直接適用されている" not in before
    assert "令和5年4月1日から地方公共団体に直接適用されている" in readable(
        make(knowledge, day=date(2023, 4, 1))
    )
    assert "（令和4年6月7日）" in before


def test_articles_of_a_law_that_was_renamed_since_are_not_cited_for_earlier_days(
    knowledge: Knowledge,
) -> None:
    named = "情報通信技術を活用した行政の推進等に関する法律（平成14年法律第151号。以下「デジタル手続法」という。）"
    assert named in readable(make(knowledge, day=date(2019, 12, 16)))
    before = make(knowledge, day=date(2019, 12, 15), actions=("A02", "D01"))
    assert not any(
        "digital_procedure_act" in key
        for block in before.blocks
        for text in texts_of(block)
        for key in text.grounds
    )
    assert "| A02 | 行政手続オンライン化条例の整備 | 基本法第10条" in readable(before)


def test_reader_sees_no_names_of_the_program(knowledge: Knowledge) -> None:
    text = readable(make(knowledge, holdings=imported(), with_grounds=True))
    for word in (
        "None",
        "item-",
        "ods-",
        "field-",
        "pillar-",
        "verified",
        "seed",
        "kanmin_data_act",
        "〔",
        "{",
    ):
        assert word not in text, word


def test_grounds_can_be_listed_as_an_annex(knowledge: Knowledge) -> None:
    document = make(knowledge, with_grounds=True)
    annex = document.blocks[-1]
    assert isinstance(annex, Grid)
    assert len(annex.rows) == len(re.findall(r"^\[\^g[0-9a-f]{6}\]:", to_markdown(document), re.M))


def test_chosen_actions_are_not_called_proposals(knowledge: Knowledge) -> None:
    text = readable(make(knowledge, actions=("b03", "A01", "B03")))
    assert "施策の候補から本市が選んだものである。" in text
    assert "| 提案 |" not in text
    assert text.count("この柱では、本計画の期間に個別の施策を置かないものとする（案）。") == 3
    with pytest.raises(UsageError, match="Z99"):
        make(knowledge, actions=("Z99",))


def test_proposals_cover_every_pillar(knowledge: Knowledge) -> None:
    view = knowledge.at(DAY)
    chosen = choose(knowledge, (), find_gaps(view, knowledge.bodies.find("141003")))
    assert {choice.action.pillar for choice in chosen} == {pillar.id for pillar in knowledge.plan.pillars}
    assert all(choice.proposed and choice.why for choice in chosen)


def test_a_missing_template_is_named(knowledge: Knowledge) -> None:
    view = knowledge.at(DAY)
    body = knowledge.bodies.find("141003")
    gaps = find_gaps(view, body)
    inputs = DraftInputs(
        view=view, body=body, publishable=answer_publishable(view, body), gaps=gaps, actions=()
    )
    with pytest.raises(UsageError, match="ない雛型"):
        draft_plan(inputs, "ない雛型")


def test_no_plan_before_the_act(knowledge: Knowledge) -> None:
    with pytest.raises(UsageError, match="平成28年1月1日"):
        make(knowledge, day=date(2016, 1, 1))


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2019, 4, 30), "平成31年4月30日を基準日とし"),
        (date(2019, 5, 1), "令和元年5月1日を基準日とし"),
        (date(2026, 11, 25), "令和8年11月25日を基準日とし"),
    ],
)
def test_days_are_written_in_their_era(knowledge: Knowledge, day: date, written: str) -> None:
    assert written in readable(make(knowledge, day=day))


def test_gaps_of_another_body_are_refused(knowledge: Knowledge) -> None:
    view = knowledge.at(DAY)
    body, other = knowledge.bodies.find("141003"), knowledge.bodies.find("140007")
    inputs = DraftInputs(
        view=view,
        body=body,
        publishable=answer_publishable(view, body),
        gaps=find_gaps(view, other),
        actions=(),
    )
    with pytest.raises(UsageError, match="別の団体"):
        draft_plan(inputs)
