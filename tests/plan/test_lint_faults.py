"""Every rule finds its fault, at the line where the fault was planted into a clean plan, and finds nothing else."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import pytest

from lint_plans import DAY, draft, filled, knowledge
from registry.plan.lint.checking import lint_text
from registry.plan.lint.codes import RULES
from registry.plan.lint.findings import LintAnswer

PLACE = "実情に応じて進めるものとする。"
"""Where people wrote their first sentence."""
GLOSSARY = "<!-- konkyo:block id=glossary -->"
TITLE = "# 府中市官民データ活用推進計画"
Edit = Callable[[str], str]


@lru_cache(maxsize=2)
def clean(body: str = "132063") -> str:
    return filled(draft(body))


def lint(text: str, day: date = DAY) -> LintAnswer:
    return lint_text(text, knowledge().at(day))


class Fault(NamedTuple):
    """What is planted, and where it must be found."""

    code: str
    edit: Edit
    at: str
    """The line that begins with this holds the fault."""
    also: str = ""
    """Other codes that the same fault rightly brings, separated by spaces; * for any."""
    day: date = DAY
    body: str = "132063"


def write(
    code: str, sentence: str, *, at: str = "", also: str = "", day: date = DAY, body: str = "132063"
) -> Fault:
    """People write a sentence (or lines) of their own."""
    edit = insert(sentence)
    return Fault(code, edit, at or sentence.split("\n", maxsplit=1)[0], also, day, body)


def insert(text: str) -> Edit:
    return lambda plan: plan.replace(PLACE, f"{PLACE}\n\n{text}", 1)


def swap(*pairs: tuple[str, str]) -> Edit:
    def edit(plan: str) -> str:
        for old, new in pairs:
            assert old in plan, old
            plan = plan.replace(old, new)
        return plan

    return edit


def cut(begin: str, end: str) -> Edit:
    """Without the lines from the block of one heading up to that of another."""

    def edit(plan: str) -> str:
        start, stop = (re.search(rf"<!-- [^\n]*-->\n{re.escape(text)}", plan) for text in (begin, end))
        assert start is not None, begin
        assert stop is not None, end
        return plan[: start.start()] + plan[stop.start() :]

    return edit


def row(kpi: str, current: str, target: str, due: str, section: str = "情報政策課") -> str:
    return (
        "| 番号 | 指標 | 現状値 | 目標値 | 達成の時期 | 担当 |\n| --- | --- | --- | --- | --- | --- |\n"
        f"| Z1 | {kpi} | {current} | {target} | {due} | {section} |"
    )


CONTENTS = (
    Fault("L101", swap(("本計画の期間は、令和9年度から令和13年度までの5年間とする。", PLACE)), TITLE),
    Fault(
        "L102",
        swap(
            ("令和9年度から令和13年度までの5年間", "令和2年度から令和6年度までの5年間"),
            ('"2027-2031"', '"2020-2024"'),
        ),
        "本計画の期間は、令和2年度",
        "L306",
    ),
    Fault("L103", cut("## 第5章", "## 第6章"), TITLE, "*"),
    Fault("L104", cut("## 第6章", "## 第7章"), TITLE, "*"),
    Fault("L105", cut("### 4 柱4", "### 5 柱5"), "## 第5章", "L508 L404"),
    Fault("L106", cut("### 5 利用の機会", "### 6 情報システム"), "## 第6章", "*"),
    Fault("L107", cut("### 5 問合せ先", "## 第5章"), TITLE),
    Fault("L108", cut("### 4 見直し", "### 5 問合せ先"), TITLE, "L508 L404"),
    Fault(
        "L109",
        lambda plan: re.sub(r"計画を定め、又は変更したときは、[^\n]*\n", "", plan),
        TITLE,
    ),
    Fault("L110", lambda plan: re.sub(r"第9条(?:第[1-4]項)?", "第5条", plan), TITLE, "*"),
    Fault(
        "L111",
        swap(("の推進体制", "の進め方"), ("推進本部と責任者", "責任者"), ("庁内を横断する体制の下で", "")),
        TITLE,
    ),
    Fault(
        "L112",
        swap(
            ("の現状及び課題", "の姿"),
            ("人口と世帯", "住民"),
            ("これまでの情報化", "情報化"),
            ("データで解く地域課題", "困りごと"),
        ),
        TITLE,
    ),
    Fault("L113", swap(("計画の目的", "計画の要点")), TITLE),
    Fault(
        "L114",
        lambda plan: cut("## 第7章", "## 用語")(plan).replace("個人情報を使う施策", "住民の情報を使う施策"),
        TITLE,
        "*",
    ),
    Fault(
        "L115",
        lambda plan: re.sub(
            r"重点計画|国の計画|国の官民データ活用推進基本計画に即し|官民データ活用推進基本計画",
            "ある考え",
            plan,
        ).replace("国と都道府県の計画", "都道府県の計画"),
        TITLE,
        "*",
    ),
    Fault(
        "L116",
        lambda plan: re.sub(
            "都道府県の計画を勘案して|[^\n。]*を勘案する[^\n。]*。",
            "",
            plan.replace("国と都道府県の計画", "国"),
        ),
        TITLE,
        "*",
    ),
    Fault("L117", lambda plan: re.sub("KPI|目標値|指標|定量的に", "数", plan), TITLE, "*"),
    Fault("L118", swap(("根拠と上位の計画", "根拠")), TITLE),
    Fault("L119", swap(("重点分野", "領域")), TITLE, "*"),
    Fault("L120", swap((GLOSSARY, f"## 附属の資料\n\n{GLOSSARY}")), "## 附属の資料"),
    Fault("L121", lambda plan: re.sub(r"(?m)^#+ ", "", plan), "---", "*"),
)

LAW = (
    write("L201", "本市は、基本法第10条により、手続のオンライン化を義務付けられている。"),
    write("L201", "基本法第13条は、市町村にマイナンバーカードの普及の義務を課している。"),
    write("L201", "基本法第十四条に基づき、本市は格差の是正をしなければならない。"),
    write("L202", "基本法第9条第3項により、市町村は計画を定めなければならない。", also="L110"),
    write("L202", "官民データ活用推進計画の策定は、市町村に義務付けられている。"),
    write("L202", "デジタル手続法第16条第1項は、地方公共団体の義務である。"),
    Fault(
        "L202",
        lambda plan: plan.replace("| 市町村 | 努力義務 |", "| 市町村 | 義務 |", 1),
        "| 基本法第9条第3項",
    ),
    write("L203", "本計画は、基本法第9条第1項の規定に基づく計画である。"),
    write("L203", "本計画は、基本法第9条第3項の規定に基づく計画である。", body="140007"),
    write("L204", "基本法第11条第1項の公開は、本市にとって努力義務である。"),
    write("L205", "官民データ活用推進法に基づき、データの活用を進めるものとする。"),
    write("L205", "個人情報保護に関する法律（平成15年法律第57号）を守るものとする。"),
    write("L206", "漁港漁場整備法により、漁港台帳を整えるものとする。"),
    write("L206", "行政手続等における情報通信の技術の利用に関する法律を踏まえるものとする。"),
    write("L207", "行政機関の保有する個人情報の保護に関する法律により扱うものとする。"),
    write("L207", "本計画は、高度情報通信ネットワーク社会形成基本法を踏まえるものとする。"),
    write("L208", "防災庁設置法により、国と連携するものとする。", day=date(2026, 10, 1), also="*"),
    write("L209", "道路法（昭和27年法律第181号）により扱うものとする。"),
    write("L210", "官民データ活用推進基本法第25条により、国と協議するものとする。"),
    write("L210", "基本法第99条により、国と協議するものとする。"),
    write("L211", "道路法第500条により扱うものとする。"),
    write("L212", "デジタル手続法第13条第1項により、手続を見直すものとする。"),
    write("L212", "個人情報の保護に関する法律第百七条により加工するものとする。"),
    write("L213", "行政書士法第1条により扱うものとする。"),
    write("L214", "道路台帳は、道路法第28条第3項に基づき公表するものとする。"),
    write("L215", "第3条第2項により扱うものとする。"),
    write("L216", "非識別加工情報を提供するものとする。"),
    write("L216", "官民データ活用推進戦略会議と連携するものとする。"),
    write("L217", "府中市個人情報保護条例に基づき扱うものとする。"),
    Fault(
        "L218",
        lambda plan: plan.replace('as_of: "2026-11-25"', 'as_of: "2026-10-30"'),
        "地方公共団体については、情報通信技術",
        "*",
    ),
    Fault("L219", swap(("以下「基本法」という。", "以下略す。")), "計画を定め、又は変更したときは、"),
    write("L220", "「デジタル社会の実現に向けた重点計画」（令和4年6月7日閣議決定）に即するものとする。"),
    write("L220", "世界最先端IT国家創造宣言・官民データ活用推進基本計画に即するものとする。"),
)

MEASURES = (
    write("L301", row("申請の件数", "10件（令和7年度）", "", "令和13年度"), at="| Z1"),
    write("L302", row("申請の件数", "10件（令和7年度）", "20件", "未定"), at="| Z1"),
    write("L303", row("申請の伸び", "10件（令和7年度）", "20", "令和13年度"), at="| Z1"),
    write("L304", row("申請の件数", "―", "20件", "令和13年度"), at="| Z1"),
    write("L305", row("申請の件数", "10件", "20件", "令和13年度"), at="| Z1"),
    write("L306", row("申請の件数", "10件（令和7年度）", "20件", "令和20年度"), at="| Z1"),
    write("L307", row("申請の件数", "10件（令和7年度）", "20件", "令和13年度", "―"), at="| Z1"),
    write("L308", row("", "10件（令和7年度）", "20件", "令和13年度"), at="| Z1"),
    write("L309", row("申請の率（令和7年度）", "20件", "20件", "令和13年度"), at="| Z1", also="L305"),
    write(
        "L310",
        "表99 施策\n\n| 番号 | 施策 | 担当 |\n| --- | --- | --- |\n| Z1 | 甲 | 市民課 |\n| Z1 | 乙 | 市民課 |",
        at="| Z1 | 乙",
        also="L509 L308",
    ),
    write("L311", "このため、E99の施策を行うものとする。"),
    write(
        "L304",
        "| 施策 | KPI | 目標値（令和13年度） | 担当 |\n| --- | --- | --- | --- |\n| 丙 | 率 | 20% | 市民課 |",
        at="| 丙",
    ),
)

GROUNDS = (
    Fault(
        "L401",
        lambda plan: re.sub(r"(本市の人口は[^\n]*)\n", r"\1\n本市の高齢化は進んでいる。\n", plan, count=1),
        "本市の高齢化は",
    ),
    write("L402", "本市の世帯は、12,345世帯である。"),
    write("L403", "この文には根拠がある。[^nowhere]"),
    write("L404", "[^own]: 使われない脚注。"),
    write("L405", "この文には脚注がある。[^own]\n\n[^own]: 一つ目。\n[^own]: 二つ目。", at="[^own]: 二つ目"),
    write("L406", "この文には脚注がある。[^own]\n\n[^own]:", at="[^own]:"),
    write(
        "L407",
        "この文には脚注がある。[^own]\n\n[^own]: 出典。（確認済み、令和6年4月1日）",
        at="[^own]: 出典",
    ),
    Fault("L408", lambda plan: re.sub(r'knowledge: "[0-9a-f]+"', 'knowledge: "00"', plan), 'knowledge: "00"'),
    Fault("L409", lambda plan: plan, "as_of:", "*", date(2027, 8, 1)),
    Fault("L411", swap(("# 府中市官民データ", "# 調布市官民データ")), "# 調布市"),
    Fault("L411", swap(('body_name: "東京都府中市"', 'body_name: "東京都調布市"')), "---"),
    Fault(
        "L412",
        lambda plan: re.sub(r"本市の人口は、[0-9,]+人", "本市の人口は、1,234人", plan),
        "本市の人口は、1,234人",
    ),
    write("L413", "詳しくは[市の頁](http://www.city.fuchu.tokyo.jp/)に示す。"),
    write("L414", "詳しくは[市の頁](https://www.example.com/)に示す。"),
)

WRITING = (
    write("L501", "8年度に始めるものとする。"),
    write("L502", "R8年度に始めるものとする。"),
    write("L503", "今年度から始めるものとする。"),
    write("L503", "現在、本市では方針を定めている。"),
    write("L504", "'26年に始めるものとする。"),
    write("L505", "2028年に始めるものとする。"),
    write("L506", "令和8年2月30日に始めるものとする。"),
    write("L506", "平成32年4月1日に始めるものとする。"),
    Fault(
        "L507",
        swap(("令和9年度から令和13年度までの5年間", "令和9年度から令和13年度までの3年間")),
        "本計画の期間は、",
    ),
    Fault("L507", swap(('"2027-2031"', '"2027-2030"')), "本計画の期間は、", "L306"),
    Fault(
        "L508",
        swap(("## 第6章 ", "## 第8章 "), ("### 2 期待する成果", "### 4 期待する成果")),
        "### 4 期待する成果",
        "*",
    ),
    Fault("L508", swap(("## 第7章 ", "## 第6章 ")), "## 第6章 セキュリティ"),
    Fault("L509", swap(("表2 計画に", "表1 計画に")), "表1 計画に", "*"),
    write("L510", "| 甲 | 乙 |\n| --- | --- |\n| 一 | 二 |\n| 三 | 四 |", at="| 甲"),
    write("L511", "内訳は、表99に示す。"),
    write("L511", "内訳は、第12章に示す。"),
    write("L512", "①計画、②実行の順とするものとする。", also="L512"),
    write("L513", "ｵｰﾌﾟﾝﾃﾞｰﾀを進めるものとする。"),
    write("L514", "３０の手続を対象とするものとする。"),
    write("L515", "本市は、" + "住民と事業者の声を聴き、" * 14 + "取り組むものとする。"),
    write("L516", "住民，事業者と進めるものとする。"),
    write("L517", "住民\u200bと進めるものとする。"),
    write("L517", "⾏政と進めるものとする。"),
    write("L517", "住民\ufffdと進めるものとする。"),
    Fault(
        "L518",
        swap((GLOSSARY, f"## 附属の資料\n\n#### 細かい表\n\n本文を示す。\n\n{GLOSSARY}")),
        "#### 細かい表",
    ),
    Fault("L519", swap(("### 2 期待する成果", "### 1 計画の目的")), "### 1 計画の目的", "L508"),
    write("L521", "本市は、取組を進めます。"),
)

UNFINISHED = (
    write("L601", "> 【記入】住民の声"),
    write("L601", "担当は、【記入】とする。"),
    write("L602", "本市の取組は進んでいる（未確認）。"),
    write("L603", "<<<<<<< 手で直した文\n甲とする。\n=======\n乙とする。\n>>>>>>> 新しい案"),
    write("L603", ">>>>>>> 新しい案", also="L608"),
    Fault(
        "L604",
        lambda plan: plan.replace(
            "<!-- /konkyo:block -->\n\n<!-- konkyo:block id=opening", "\n<!-- konkyo:block id=opening", 1
        ),
        "<!-- konkyo:block id=title",
    ),
    write("L604", "<!-- /konkyo:block -->"),
    write("L604", "<!-- konkyo:block chapter-9 -->"),
    write(
        "L605",
        "<!-- konkyo:block id=title -->\n本文を示す。\n<!-- /konkyo:block -->",
        at="<!-- konkyo:block id=title",
        also="L401",
    ),
    write("L606", "担当は、○○課とする。"),
    write("L606", "詳しい日程はTBDとする。"),
    Fault("L607", lambda plan: re.sub(r'generated: "[0-9a-f]+"\n', "", plan), "---"),
    write("L608", "<!-- 課長に聞く -->"),
    write("L608", '<div class="x">本文</div>'),
    write("L609", "担当：山田太郎"),
    write("L609", "連絡は、090-1234-5678とする。"),
    write("L609", "連絡は、yamada.taro@gmail.comとする。"),
    write(
        "L610",
        "前の情報化計画・DX計画の達成状況、オンラインでできる手続の数、公開しているデータの数と更新の状況。"
        "konkyo gaps の結果の数字をここに移せる。できていないことも書く。",
    ),
)

FAULTS = (*CONTENTS, *LAW, *MEASURES, *GROUNDS, *WRITING, *UNFINISHED)
WITH_A_WORKSPACE = {"L410"}
"""Planted in tests/plan/test_lint_numbers.py."""


def test_every_rule_has_a_fault() -> None:
    assert {rule.code for rule in RULES} == {fault.code for fault in FAULTS} | WITH_A_WORKSPACE
    assert len(FAULTS) >= 40


@pytest.mark.parametrize("body", ["132063", "140007"])
def test_the_plans_are_clean(body: str) -> None:
    assert lint(clean(body)).findings == ()


@pytest.mark.parametrize("fault", FAULTS, ids=[f"{at}-{fault.code}" for at, fault in enumerate(FAULTS)])
def test_a_planted_fault_is_found_at_its_line(fault: Fault) -> None:
    before = clean(fault.body)
    text = fault.edit(before)
    assert text != before or fault.day != DAY
    lines = text.split("\n")
    places = {number for number, line in enumerate(lines, start=1) if line.startswith(fault.at)}
    assert places, f"「{fault.at}」で始まる行がありません"
    findings = lint(text, fault.day).findings
    told = [(found.code, found.line, found.message) for found in findings]
    assert {line for code, line, _ in told if code == fault.code} & places, told
    if fault.also != "*":
        allowed = {fault.code, *fault.also.split()}
        assert [one for one in told if one[0] not in allowed] == []
