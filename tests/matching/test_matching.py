"""What the matcher decides, and why it may be trusted to decide it again."""

import random
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.catalogue.record import Record, Resource
from registry.errors import InputError
from registry.knowledge.base import Knowledge
from registry.knowledge.facts import Grade
from registry.knowledge.lexicon import LexiconEntry, LexiconFile, Together, unknown_sets
from registry.knowledge.snapshot import load
from registry.matching.evaluation import evaluate
from registry.matching.examples import example_problems
from registry.matching.matcher import Candidate, Matcher, RecordMatch, match_records
from registry.matching.plain_csv import read_titles
from registry.matching.truth import read_truth

TITLES = Path(__file__).with_name("titles.csv")


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load(overlays=())


@pytest.fixture(scope="module")
def matcher(knowledge: Knowledge) -> Matcher:
    return Matcher(knowledge)


def with_lexicon(knowledge: Knowledge, *entries: LexiconEntry) -> Knowledge:
    """The knowledge with other entries laid over it, as an overlay would."""
    return with_whole_lexicon(
        knowledge, msgspec.structs.replace(knowledge.lexicon, entries=(*knowledge.lexicon.entries, *entries))
    )


def with_whole_lexicon(knowledge: Knowledge, lexicon: LexiconFile) -> Knowledge:
    def section(name: str) -> object:
        return lexicon if name == "lexicon" else knowledge.section(name)

    return Knowledge(section, lambda _: (("code",),), provenance="compiled")


def all_of(match: RecordMatch) -> dict[str, Candidate]:
    return {candidate.target: candidate for candidate in (*match.items, *match.datasets)}


def decided(matcher: Matcher, title: str, target: str, **told: str) -> str:
    found = all_of(matcher.match(Record(id="1", title=title, **told)))  # type: ignore[arg-type]
    return found[target].decision if target in found else "reject"


def test_every_example_of_the_lexicon_is_decided_as_it_says(knowledge: Knowledge) -> None:
    assert [problem.message for problem in example_problems(knowledge)] == []


def test_every_target_of_the_seed_has_an_entry(knowledge: Knowledge) -> None:
    described = {entry.target for entry in knowledge.lexicon.entries}
    items = {item.id for item in knowledge.items.values()}
    datasets = {dataset.id for dataset in knowledge.datasets.datasets if dataset.id.startswith("ods")}
    assert items | datasets == described


def test_titles_nobody_wrote_for_the_lexicon(knowledge: Knowledge) -> None:
    """Titles of made-up bodies, written after the rules: items and look-alikes of each target."""
    catalogue = read_titles(TITLES)
    assert catalogue is not None
    evaluation = evaluate(read_truth(TITLES, knowledge), [(TITLES.name, catalogue.records)], knowledge)
    scores = {(score.kind, score.rows): score for score in evaluation.scores}
    assert scores["items", "sure"].f1 >= 0.97
    assert scores["datasets", "sure"].f1 >= 0.97
    assert evaluation.missing == ()


@pytest.mark.parametrize(
    ("title", "target", "expected"),
    [
        ("公共下水道台帳図", "item-17", "accept"),
        ("水道管台帳", "item-17", "reject"),
        ("洪水・土砂災害ハザードマップ", "item-16", "accept"),
        ("土砂災害ハザードマップ", "item-16", "reject"),
        ("図書館", "ods-01", "accept"),
        ("図書館の蔵書数", "ods-01", "reject"),
        ("ＡＥＤ設置場所（令和６年４月１日現在）", "ods-08", "accept"),
        ("しょうぼうすいり", "ods-14", "reject"),
    ],
)
def test_decisions(matcher: Matcher, title: str, target: str, expected: str) -> None:
    assert decided(matcher, title, target) == expected


@pytest.mark.parametrize(
    "title",
    [
        "美術館及び図書館",
        "○○市の図書館",
        "公園または図書館の一覧",
        "美術館、図書館（令和6年度）",
        "※図書館：所在地／開館時間",
    ],
)
def test_every_part_of_a_title_is_cut_where_it_ends(matcher: Matcher, title: str) -> None:
    assert decided(matcher, title, "ods-01") == "accept"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("施設情報", "accept"),
        ("みどり市 施設一覧（令和6年度）", "accept"),
        ("施設情報（貸自転車の拠点）", "reject"),
        ("観光施設情報", "reject"),
    ],
)
def test_a_word_alone_names_the_thing_when_the_title_says_nothing_else(
    matcher: Matcher, title: str, expected: str
) -> None:
    assert decided(matcher, title, "ods-01") == expected


def test_overlapping_words_are_all_seen(matcher: Matcher) -> None:
    found = matcher.match(Record(id="1", title="公共下水道台帳及び都市下水路台帳"))
    assert {candidate.target for candidate in found.items if candidate.decision == "accept"} == {
        "item-17",
        "item-18",
    }


@pytest.mark.parametrize(
    "title", ["道路台帳", "みどり市 道路台帳", "【海辺県】道路台帳（令和5年度）", "道 路 台 帳.csv"]
)
def test_brackets_years_bodies_and_spaces_do_not_matter(matcher: Matcher, title: str) -> None:
    assert decided(matcher, title, "item-15") == "accept"


def test_evidence_is_for_a_person(matcher: Matcher) -> None:
    found = all_of(matcher.match(Record(id="1", title="津波ハザードマップ（洪水時の浸水）の解説")))["item-16"]
    assert "題名: ハザードマップ" in " ".join(found.evidence)
    assert any(line.startswith("除外: 津波") for line in found.evidence)
    police = Record(id="1", title="一方通行の道路", organization="海辺県公安委員会")
    assert any("団体: 公安委員会" in line for line in all_of(matcher.match(police))["item-02"].evidence)


@pytest.mark.parametrize(
    "record",
    [
        Record(id="1", title="131059_aed"),
        Record(id="1", title="機器", resources=(Resource(name="131059_aed.csv"),)),
        Record(
            id="1", title="機器", resources=(Resource(url="https://example.jp/data/131059_aed_20240401.csv"),)
        ),
    ],
)
def test_machine_names_of_the_standard(matcher: Matcher, record: Record) -> None:
    found = all_of(matcher.match(record))["ods-08"]
    assert found.decision == "accept"
    assert "ファイル名: aed（標準の名前）" in " ".join(found.evidence)


def test_columns_of_the_standard(matcher: Matcher, knowledge: Knowledge) -> None:
    hydrant = next(dataset for dataset in knowledge.datasets.datasets if dataset.id == "ods-14")
    assert hydrant.columns is not None
    names = tuple(column.name for column in hydrant.columns.columns)
    found = all_of(matcher.match(Record(id="1", title="データ7", resources=(Resource(columns=names[:-1]),))))
    assert found["ods-14"].decision == "accept"
    assert found["ods-14"].evidence == (f"列: 消防水利施設一覧の {len(names)} 列中 {len(names) - 1} 列",)
    assert (
        all_of(matcher.match(Record(id="1", title="データ7", resources=(Resource(columns=names[:2]),)))) == {}
    )


def test_columns_of_the_older_form_count_for_the_new_dataset(matcher: Matcher, knowledge: Knowledge) -> None:
    older = next(dataset for dataset in knowledge.datasets.datasets if dataset.id == "rds-01")
    assert older.columns is not None
    names = tuple(column.name for column in older.columns.columns)
    assert "ods-08" in all_of(
        matcher.match(Record(id="1", title="データ7", resources=(Resource(columns=names),)))
    )


def test_the_titles_of_laws_are_words(matcher: Matcher) -> None:
    for law in ("漁港漁場整備法", "漁港及び漁場の整備等に関する法律"):
        assert decided(matcher, f"{law}に基づく事業計画", "item-09") == "accept"


def test_a_body_teaches_its_own_words(knowledge: Knowledge) -> None:
    own = LexiconEntry(
        id="lex-our-city", target="ods-01", status=Grade.DERIVED, origin="our-city", names=("くらしマップ",)
    )
    assert decided(Matcher(knowledge), "くらしマップ", "ods-01") == "reject"
    taught = Matcher(with_lexicon(knowledge, own))
    assert decided(taught, "くらしマップ", "ods-01") == "accept"
    assert decided(taught, "市立図書館", "ods-01") == "accept"


def test_a_word_set_that_is_not_there_is_named(knowledge: Knowledge) -> None:
    own = LexiconEntry(
        id="lex-our-city", target="ods-01", status=Grade.DERIVED, together=(Together(words=(("=ない組",),)),)
    )
    assert list(unknown_sets(with_lexicon(knowledge, own).lexicon)) == [("lex-our-city", "=ない組")]
    with pytest.raises(InputError, match="=ない組"):
        Matcher(with_lexicon(knowledge, own))


def test_all_word_sets_of_the_seed_are_there(knowledge: Knowledge) -> None:
    assert list(unknown_sets(knowledge.lexicon)) == []


def test_order_does_not_matter(knowledge: Knowledge) -> None:
    catalogue = read_titles(TITLES)
    assert catalogue is not None
    records = list(catalogue.records)
    straight = {match.record_id: match for match in match_records(records, knowledge)}
    random.Random(7).shuffle(records)
    for match in match_records(records, knowledge):
        assert (
            msgspec.structs.replace(match, index=straight[match.record_id].index) == straight[match.record_id]
        )


def test_what_was_matched_before_does_not_matter(knowledge: Knowledge) -> None:
    """What is remembered of a record serves others only where they come to the same."""
    chance = random.Random(20261125)
    words = [
        "図書館",
        "洪水",
        "津波",
        "ハザードマップ",
        "道路台帳",
        "道路",
        "台帳",
        "避難所",
        "人口",
        "統計",
        "公共施設",
    ]
    others = [
        "（",
        "）",
        "・",
        "の",
        "一覧",
        "データ",
        "令和5年度",
        "第12",
        "及び",
        "みどり市",
        "計画",
        "について",
        "市内",
    ]

    def text(longest: int) -> str:
        return "".join(chance.choice(words + others) for _ in range(chance.randrange(longest)))

    records = [
        Record(
            id=str(number),
            title=text(7),
            description=text(5),
            organization=text(2),
            tags=(text(2),),
            resources=(Resource(name=text(5)), Resource(name=text(3)))[: chance.randrange(3)],
        )
        for number in range(2000)
    ]
    straight = {match.record_id: match for match in match_records(records, knowledge)}
    for match in match_records(reversed(records), knowledge):
        told = straight[match.record_id]
        assert (match.items, match.datasets) == (told.items, told.datasets), match.title


@pytest.mark.parametrize(
    ("title", "expected"),
    [("図書館24時間対応", "accept"), ("図書館31時間対応", "reject"), ("図書館", "accept")],
)
def test_a_number_among_the_endings_is_read_as_that_number(
    knowledge: Knowledge, title: str, expected: str
) -> None:
    lexicon = msgspec.structs.replace(knowledge.lexicon, endings=(*knowledge.lexicon.endings, "24時間対応"))
    matcher = Matcher(with_whole_lexicon(knowledge, lexicon))
    for other in ("図書館24時間対応", "図書館31時間対応"):
        decided(matcher, other, "ods-01")
    assert decided(matcher, title, "ods-01") == expected


@pytest.mark.parametrize("first", ["甲乙丙丁", "甲乙丙の丙丁"])
def test_words_that_share_a_character_are_not_words_that_follow(knowledge: Knowledge, first: str) -> None:
    own = LexiconEntry(
        id="lex-our-city",
        target="ods-01",
        status=Grade.DERIVED,
        together=(Together(words=(("甲乙丙",), ("丙丁",))),),
    )
    matcher = Matcher(with_lexicon(knowledge, own))
    decided(matcher, first, "ods-01")
    assert decided(matcher, "甲乙丙丁", "ods-01") == "reject"
    assert decided(matcher, "甲乙丙の丙丁", "ods-01") == "accept"


TEXT = st.text(
    alphabet=st.one_of(
        st.characters(), st.sampled_from("図書館洪水道路台帳一覧マップ（）【】AED_1\U0010fffd")
    ),
    max_size=40,
)


@given(title=TEXT, description=TEXT, organization=TEXT, name=TEXT)
def test_no_text_makes_it_raise(
    matcher: Matcher, title: str, description: str, organization: str, name: str
) -> None:
    record = Record(
        id="1",
        title=title,
        description=description,
        organization=organization,
        tags=(name,),
        resources=(Resource(name=name),),
    )
    match = matcher.match(record)
    assert match == matcher.match(record)
    for candidate in (*match.items, *match.datasets):
        assert 0.0 <= candidate.score <= 1.0
        assert candidate.evidence
