"""Plans that konkyo did not write: any outline, any Markdown, and what must not be told."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from lint_plans import DAY, knowledge
from registry.knowledge.plans import ChapterDuty
from registry.plan.lint.checking import lint_text
from registry.plan.lint.findings import LintAnswer
from registry.standards.findings import Severity

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
FACTS = SHARED / "facts" / "plan.yaml"


def lint(text: str, day: date = DAY) -> LintAnswer:
    return lint_text(text, knowledge().at(day))


def codes(text: str) -> set[str]:
    return {found.code for found in lint(text).findings}


def outline(title: str, chapters: list[str]) -> str:
    return f"# {title}\n\n" + "\n".join(
        f"## {number} {chapter}\n" for number, chapter in enumerate(chapters, 1)
    )


SUCCESSORS = {
    "DX推進計画": (
        {"L107", "L109", "L110", "L114", "L118", "L119"},
        {"L108", "L111", "L112", "L115", "L116", "L117"},
    ),
    "デジタル化推進計画": (
        {"L101", "L107", "L108", "L109", "L110", "L111", "L114", "L117"},
        {"L113", "L115"},
    ),
    "オープンデータ推進計画・指針": (
        {"L101", "L107", "L108", "L109", "L110", "L115"},
        {"L104", "L111", "L113", "L117"},
    ),
}
"""What the usual outline of a plan of that kind lacks, and what it has."""


@pytest.fixture(scope="module")
def facts() -> Any:
    if not FACTS.is_file():
        pytest.skip("事実のファイルがありません（shared/facts/plan.yaml）。開発環境だけの試験です")
    return yaml.load(FACTS.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@pytest.mark.parametrize("kind", SUCCESSORS)
def test_usual_outlines_say_what_they_lack(facts: Any, kind: str) -> None:
    found = next(one for one in facts["template"]["successors"] if one["kind"] == kind)
    told = codes(outline(f"青空市{kind}", found["usual_outline"]))
    lacking, held = SUCCESSORS[kind]
    assert lacking <= told, lacking - told
    assert not held & told, held & told
    assert "L120" in told


def test_an_outline_of_the_state_lacks_what_a_local_plan_needs(facts: Any) -> None:
    told = codes(
        outline("世界最先端デジタル国家創造宣言", facts["template"]["national_basic_plan"]["outline_2017"])
    )
    assert {"L101", "L107", "L110", "L117"} <= told


def test_the_outlines_of_the_knowledge_too() -> None:
    for successor in knowledge().plan.successors:
        if successor.outline:
            assert "L110" in codes(outline(f"青空市{successor.kind}", list(successor.outline)))


@pytest.mark.parametrize(("title", "severity"), [("神奈川県", Severity.ERROR), ("横浜市", Severity.WARNING)])
def test_what_the_act_names_is_an_error_for_those_who_must_plan(title: str, severity: Severity) -> None:
    chapters = [c for t in knowledge().plan.templates for c in t.chapters if c.number in (5, 6)]
    assert {chapter.prefecture for chapter in chapters} == {ChapterDuty.REQUIRED}
    answer = lint(outline(f"{title}官民データ活用推進計画", ["計画の目的", "推進体制"]))
    found = {one.code: one.severity for one in answer.findings if one.code in ("L103", "L104")}
    assert found == {"L103": severity, "L104": severity}
    assert answer.duty == ("都道府県" if title == "神奈川県" else "市町村")


GOOD = """# 青空市情報化計画

この計画は、青空市官民データ活用推進計画を兼ねます。

## 第1章 計画の趣旨

本計画は、官民データ活用推進基本法（平成28年法律第103号。以下「基本法」といいます。）第九条第三項に基づく市町村の計画です。
国の重点計画（令和7年6月13日）に即し、東京都の計画を勘案して定めます。市の総合計画の部門別計画です。

### 期間

令和8年度から令和12年度までの5年間です。

## 第2章 現状と課題

本市の人口は、令和7年4月1日現在で32,145人（住民基本台帳）です。

## 第3章 基本方針

手続のオンライン化、オープンデータの推進、マイナンバーカードの活用、デジタルデバイドの解消、業務の見直しの五つを方針とします。
8つの重点分野のうち、防災と移動に力を入れます。

## 第4章 取組

表1 取組と指標

| 番号 | 取組 | 指標 | 現状値（令和7年度） | 目標値（令和12年度） | 担当課 |
| --- | --- | --- | --- | --- | --- |
| 1 | 電子申請を広げる | オンライン申請率 | 12% | 60% | 情報政策課 |
| 2 | オープンデータを増やす | データの数 | 40件 | 80件 | 情報政策課 |
| 3 | マイナンバーカードで図書を貸す | 利用者数 | 100人 | 900人 | 図書館 |
| 4 | スマホ教室を開き格差をなくす | 参加者数 | 50人 | 400人 | 福祉課 |
| 5 | 情報システムを標準化する | 移行した業務の数 | 0業務 | 20業務 | 情報政策課 |

## 第5章 推進体制と見直し

市長を本部長とする推進本部が、毎年度、進捗を評価し、計画を見直します。
本計画と進捗は、市のウェブサイトで公表します。

## 第6章 安全の確保

情報セキュリティ対策と個人情報の保護を徹底します。

## 問合せ先

情報政策課（電話 042-000-0000）
"""


def test_a_good_plan_of_another_hand_has_no_findings() -> None:
    answer = lint(GOOD)
    assert [(found.code, found.line, found.message) for found in answer.findings] == []
    assert answer.period == (2026, 2030)


@pytest.mark.parametrize(
    "sentence",
    [
        "基本法第10条の主語は国であり、市の義務を定めるものではありません。",
        "基本法第13条に基づき国が進める普及を受けて、本市も取り組みます。",
        "国は、基本法第10条により手続のオンライン化を義務付けられています。",
        "計画の策定は、市町村の努力義務とされています（基本法第9条第3項）。",
        "基本法第9条第1項は、都道府県に計画の策定を義務付けています。",
        "東京都は、基本法第9条第1項に基づき計画を策定しています。",
        "基本法第11条第1項は、国及び地方公共団体の義務を定めています。",
        "道路台帳は、道路法第28条第3項により閲覧に供するとともに、公表します。",
        "道路法第28条第3項により、道路台帳を閲覧に供します。",
        "旧行政機関の保有する個人情報の保護に関する法律は、令和4年4月に統合されました。",
        "漁港漁場整備法は、令和6年4月に題名が改められました。",
        "デジタル手続法第16条第1項により、手続のオンライン化に努めます。",
        "個人情報保護法施行条例により取り扱います。",
        "青空市個人情報の保護に関する法律施行条例第3条により取り扱います。",
        "青空市情報公開条例第5条により公開します。",
        "この手法により、作業の方法を見直します。",
        "令和9〜12年度に行い、翌年度に見直します。",
        "令和8年（2026年）4月に始めます。",
        "令和8年11月25日現在の件数は、目録による40件です。",
        "令和5年度から7年度までの取組を振り返ります。",
        "目標は、令和12年度までに60%とすることです。",
        "第3次総合計画の第2章に定める方針に沿います。",
        "手引の第9章を参考にします。",
        "詳しくは表1に示します。",
        "問合せ先: 情報政策課（電話 042-000-0000、メール joho@city.aozora.example）です。",
        "国土地理院の測量法の手続を行います。",
        "情報通信技術を活用した行政の推進等に関する法律（平成14年法律第151号）第26条により公表します。",
        "個人情報の保護に関する法律第66条第1項及び第2項により管理します。",
        "特定非営利活動促進法第25条第5項により公表します。",
        "基本法第11条第1項は地方公共団体の義務を、同条第2項は事業者の努力義務を定めています。",
        "「官民データ活用推進基本法」（平成28年法律第103号）（以下「法」といいます。）第9条第3項に基づきます。",
        "官民データ活用推進基本法では、都道府県に計画の策定が義務付けられ、市町村は努力義務とされています。",
        "個人情報保護法第66条第1項により管理し、同法第69条第2項により利用します。",
        "青空市財務規則第12条により契約します。",
        "二〇〇〇年代の取組を引き継ぎます。",
        "8 つの重点分野のうち二つを選びます。",
        "担当：情報政策課、責任者：副市長とします。",
    ],
)
def test_right_sentences_are_left_alone(sentence: str) -> None:
    text = GOOD.replace("## 第2章", f"{sentence}\n\n## 第2章", 1)
    found = [(one.code, one.message) for one in lint(text).findings]
    assert found == []


@pytest.mark.parametrize(
    ("sentence", "code", "words"),
    [
        ("基本法第八条第七項により見直します。", "L212", "8条6項"),
        ("デジタル手続法第9条第1項、第13条第1項により進めます。", "L212", "16条1項"),
        ("漁港法により漁港を管理します。", "L206", "漁港及び漁場の整備等に関する法律"),
        ("官民データ利活用推進基本法により進めます。", "L205", "官民データ活用推進基本法"),
        ("官民データ活用推進基本法（平成28年法律第104号）により進めます。", "L209", "平成28年法律第103号"),
        (
            "サイバーセキュリティ基本法（平成26年法律第104号）により対策します。",
            "L213",
            "サイバーセキュリティ基本法",
        ),
        ("高度情報通信ネットワーク社会形成基本法により進めます。", "L207", "デジタル社会形成基本法"),
        ("官民データ活用推進基本法に基づき、同法第25条により協議します。", "L210", "25条"),
        ("「道路法」（昭和27年法律第181号）により管理します。", "L209", "昭和27年法律第180号"),
        ("道路法施行令第3条により管理します。", "L213", "道路法施行令"),
        ("防災計画の要旨は、災害対策基本法第42条第5項により閲覧に供します。", "L214", "公表"),
    ],
)
def test_wrong_citations_name_what_is_right(sentence: str, code: str, words: str) -> None:
    text = GOOD.replace("## 第2章", f"{sentence}\n\n## 第2章", 1)
    found = [one for one in lint(text).findings if one.code == code]
    assert len(found) == 1, [(one.code, one.message) for one in lint(text).findings]
    assert words in found[0].message
    assert text.split("\n")[found[0].line - 1] == sentence


def test_titles_and_numbers_are_those_of_the_day() -> None:
    sentence = "漁港漁場整備法により漁港を管理し、デジタル手続法第13条第1項により手続を改めます。"
    text = GOOD.replace("## 第2章", f"{sentence}\n\n## 第2章", 1)
    now = {found.code for found in lint(text).findings}
    assert {"L206", "L212"} <= now
    then = {found.code for found in lint(text, date(2024, 3, 1)).findings}
    assert not {"L206", "L212"} & then


@pytest.mark.parametrize(
    ("title", "body", "duty"),
    [
        ("東京都府中市DX推進計画", "132063", "市町村"),
        ("広島県府中市DX推進計画", "342084", "市町村"),
        ("府中市DX推進計画", None, "市町村"),
        ("北海道音威子府村官民データ活用推進計画", "014702", "市町村"),
        ("京都府官民データ活用推進計画", "260002", "都道府県"),
        ("令和8年度 横浜市DX戦略", "141003", "市町村"),
        ("青空県情報化計画", None, "都道府県"),
        ("情報化計画", None, ""),
    ],
)
def test_the_body_is_read_from_the_title(title: str, body: str | None, duty: str) -> None:
    answer = lint(f"# {title}\n\n本文を書く。\n")
    assert (answer.body.code if answer.body is not None else None, answer.duty) == (body, duty)


def test_what_the_knowledge_does_not_hold_is_never_an_error() -> None:
    text = "# 計画\n\n道路法第500条、行政書士法第1条、青空法第3条第1項により行う。\n"
    told = {found.code: found.severity for found in lint(text).findings if found.code.startswith("L2")}
    assert told
    assert set(told.values()) == {Severity.INFO}


def test_sheets_of_measures_in_any_layout() -> None:
    upright = (
        "| 施策名 | 電子申請 |\n| --- | --- |\n| 概要 | 広げる |\n| KPI | 申請率 |\n"
        "| 現状値 | 12%（令和7年度） |\n| 目標値 | |\n| 担当課 | 情報政策課 |\n"
    )
    listed = "### 電子申請\n\n- 概要：広げる\n- KPI：申請率\n- 現状値：12%（令和7年度）\n- 目標値：60%（令和20年度）\n- 担当課：\n"
    heading = "### 電子申請\n\n電子申請を広げます。\n"
    for sheet, wanted in ((upright, {"L301"}), (listed, {"L306", "L307"}), (heading, {"L307", "L308"})):
        text = GOOD.replace("## 第5章", f"{sheet}\n## 第5章", 1)
        told = {one.code for one in lint(text).findings if one.code.startswith("L3")}
        assert wanted <= told, (sheet, told)


def test_wrapped_paragraphs_are_read_as_sentences() -> None:
    text = "# 青空市計画\n\n基本法第10条により、本市は手続の\nオンライン化を義務付けられて\nいる。\n\n○○を行う。\n"
    found = {one.code: one.line for one in lint(text).findings}
    assert found["L201"] == 3
    assert found["L606"] == 7


@pytest.mark.parametrize(
    "text", ["", "\n", "---\n", "# \n", "| a |\n", "[^a]: b", "<!--", "\ufeff", "第条第項", "法法法第九条"]
)
def test_any_text_can_be_linted(text: str) -> None:
    assert lint(text).findings


def test_hostile_text_ends_quickly() -> None:
    lint("# 計画\n\n" + "第9条、" * 5000 + "「（" * 5000 + "本市は" * 5000 + "。")
    lint("# 計画\n\n" + "あ" * 50_000 + "法")
