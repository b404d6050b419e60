"""seed/rules.yaml holds what the lecture says on open data, word for word, and the rules of the formats."""

import re
from functools import cache
from pathlib import Path

import msgspec
import pytest

from registry.knowledge.facts import Grade
from registry.knowledge.rules import Openness, Rule, RulesFile, Topic
from registry.knowledge.yaml_text import read_yaml

ROOT = Path(__file__).resolve().parents[2]
LECTURE = ROOT.parent / "shared" / "seed" / "000_dcf62a2a935a72a5.txt"

needs_lecture = pytest.mark.skipif(not LECTURE.is_file(), reason="../shared/seed is not here")


@cache
def rules() -> RulesFile:
    text = (ROOT / "seed" / "rules.yaml").read_text(encoding="utf-8")
    return msgspec.convert(read_yaml(text).data, RulesFile)


def of_topic(topic: Topic) -> list[Rule]:
    return [rule for rule in rules().rules if rule.topic is topic]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_rules_stand_in_order_within_their_topic() -> None:
    for topic in Topic:
        orders = [rule.order for rule in of_topic(topic)]
        assert orders == list(range(1, len(orders) + 1))
        assert orders, topic


@needs_lecture
def test_quotes_stand_in_the_lecture_word_for_word() -> None:
    lecture = squeezed(LECTURE.read_text(encoding="utf-8"))
    for rule in rules().rules:
        for line in (rule.quote or "").split(" / "):
            assert squeezed(line) in lecture, rule.id
        if rule.detail is not None and rule.detail.startswith("【解説】"):
            assert squeezed(rule.detail.removeprefix("【解説】")) in lecture, rule.id


@needs_lecture
def test_section_four_of_the_lecture_is_taken_up() -> None:
    """Every sentence on open data is quoted; headings, sources and the two tables stand elsewhere."""
    lines = LECTURE.read_text(encoding="utf-8").splitlines()
    start = lines.index("4. オープンデータ")
    end = lines.index("5. 活用（個人情報活用と非識別加工情報）")
    taken = squeezed("".join(f"{rule.quote or ''}{rule.detail or ''}" for rule in rules().rules))
    for line in lines[start:end]:
        sentence = squeezed(line).lstrip("-・●➡")
        stands_elsewhere = (
            not sentence
            or "\t" in line
            or sentence.startswith(
                (
                    "http",
                    "www.",
                    "<http",
                    "4.オープンデータ",
                    "8.法令に基づき",
                    "出典",
                    "「地方公共団体オープンデータ",
                    "オープンデータをはじめよう",
                )
            )
            or sentence in HEADINGS
            or sentence.endswith("をもとに作成")
        )
        assert stands_elsewhere or sentence in taken, line


HEADINGS = {
    "オープンデータの意義",
    "オープンデータの定義",
    "二次利用可能とは？",
    "二次利用の促進のための府省のデータ公開",
    "に関する基本的考え方（ガイドライン）",
    "次の24項目の情報については、留意事項に注意のうえ地方公共団体がオープンデータとして公開可能なものです。",
    "データの信頼性の確保や改ざんのリスク",
    "情報公開制度との関係",
    "機械判読に適すとは？",
    "別添2より",
    "【解説】",
    "形式",
    "分類",
    "更新頻度",
    "<ステップ3>3.メタデータの作成",
    "メタデータの項目としては以下のようなものが考えられます。",
}


def test_lists_of_the_lecture_are_whole() -> None:
    assert len(of_topic(Topic.SIGNIFICANCE)) == 4
    assert [rule.number for rule in of_topic(Topic.DEFINITION)][:3] == ["①", "②", "③"]
    assert len([rule for rule in of_topic(Topic.REUSE) if rule.quote]) == 6
    assert [rule.number for rule in of_topic(Topic.TAMPERING) if rule.number] == ["①", "②", "③"]
    assert len([rule for rule in of_topic(Topic.DISCLOSURE) if rule.quote]) == 4
    assert [field.name for field in rules().priority_fields] == [
        "白書",
        "防災・減災情報",
        "地理空間情報",
        "人の移動に関する情報",
        "予算・決算・調達情報",
    ]


def test_fifteen_rules_for_tables_of_which_the_last_three_are_recalled() -> None:
    tables = of_topic(Topic.TABLE)
    assert [rule.number for rule in tables] == [f"1-{number}" for number in range(1, 16)]
    assert all(rule.check and rule.scope for rule in tables)
    assert [rule.status for rule in tables] == [Grade.VERIFIED] * 12 + [Grade.RECALLED] * 3


def test_licences_are_told_apart_by_catalogue_id() -> None:
    ids = [identifier for licence in rules().licences for identifier in licence.ckan_ids]
    assert len(ids) == len(set(ids))
    openness = {
        identifier: licence.openness for licence in rules().licences for identifier in licence.ckan_ids
    }
    assert openness["cc-by-40-intl"] is Openness.OPEN
    assert openness["PDL1.0"] is Openness.OPEN
    assert openness["cc-nc"] is Openness.NOT_OPEN
    assert openness["cc-by-nd"] is Openness.NOT_OPEN
    assert openness["notspecified"] is Openness.UNCLEAR
    assert [licence.id for licence in rules().licences if licence.recommended] == ["cc-by-4.0"]


def test_references_lead_somewhere() -> None:
    documents = {document.id for document in rules().documents}
    licences = {licence.id for licence in rules().licences}
    for rule in rules().rules:
        for edition in (rule.then, rule.now):
            assert edition is None or edition.document in documents
    for document in rules().documents:
        assert document.replaces is None or document.replaces in documents
    for licence in rules().licences:
        assert licence.replaced_by is None or licence.replaced_by in licences


def test_what_was_not_found_is_not_made_up() -> None:
    guide_categories = next(
        code_list for code_list in rules().code_lists if code_list.id == "code-guide-category"
    )
    assert guide_categories.entries == ()
    assert guide_categories.status is Grade.UNVERIFIED
    matrix = next(rule for rule in rules().rules if rule.id == "rule-target-matrix")
    assert matrix.status is Grade.UNVERIFIED
    assert (
        len(next(code_list for code_list in rules().code_lists if code_list.id == "code-category-17").entries)
        == 17
    )
