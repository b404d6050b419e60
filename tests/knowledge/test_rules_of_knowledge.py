"""Each named rule, broken once, with file, line and mend."""

from pathlib import Path

import pytest

from registry.knowledge.checks import RULES, check_sections
from registry.knowledge.compile import compile_knowledge
from registry.knowledge.problems import Problem, SeedError
from seed_writer import ITEMS, LAWS, SOURCES, write_seed


def problems_of(folder: Path) -> list[Problem]:
    try:
        compiled = compile_knowledge(folder)
    except SeedError as error:
        return error.problems
    return check_sections(compiled.sections, compiled.texts)


def test_the_small_seed_is_sound(tmp_path: Path) -> None:
    assert problems_of(write_seed(tmp_path)) == []


BROKEN = [
    ("K02", "laws", LAWS.replace("laws:\n", "laws:\nlaws:\n", 1), "二度"),
    ("K03", "laws", LAWS.replace("  summary: ", "  sumary: "), "sumary"),
    ("K03", "laws", LAWS.replace("kind: 法律", "kind: 法令"), "法令"),
    ("K03", "items", ITEMS.replace("  scope_text: 台帳の本体\n", ""), "scope_text"),
    (
        "K03",
        "laws",
        LAWS.replace(
            "  status: verified\n  sources: [law:road_act]\nlaws:",
            "  status: verified\n  origin: x\n  sources: [law:road_act]\nlaws:",
        ),
        "origin",
    ),
    ("K04", "laws", LAWS + LAWS.split("provisions:\n")[1], "二度"),
    ("K05", "items", ITEMS.replace("laws: [road_act]", "laws: [rod_act]"), "rod_act"),
    (
        "K05",
        "items",
        ITEMS.replace("provision: road_act:28条3項", "provision: road_act:29条"),
        "road_act:29条",
    ),
    ("K05", "laws", LAWS.replace("[law:road_act]", "[law:none]", 1), "law:none"),
    (
        "K06",
        "laws",
        LAWS.replace("summary: 閲覧", "since: 2024-04-01\n  until: 2024-03-31\n  summary: 閲覧"),
        "前",
    ),
    (
        "K06",
        "laws",
        LAWS.replace(
            "    sources: [law:road_act]\n  ministries",
            "    sources: [law:road_act]\n  - title: 新道路法\n    since: 2024-04-01\n    status: derived\n  ministries",
        ),
        "重なり",
    ),
    (
        "K06",
        "laws",
        LAWS.replace("promulgated: 1952-06-10", "promulgated: 1952-06-10\n  in_force_from: 1952-06-09"),
        "公布",
    ),
    (
        "K07",
        "laws",
        LAWS.replace(
            "  status: verified\n  sources: [law:road_act]\nprovisions", "  status: verified\nprovisions"
        ),
        "出典",
    ),
    (
        "K08",
        "laws",
        LAWS.replace("    status: recalled\n    confidence: high\n", "    status: recalled\n"),
        "確からしさ",
    ),
    ("K09", "laws", LAWS.replace("  article: 28条3項", "  article: 第28条第3項"), "28条3項"),
    ("K09", "laws", LAWS.replace("  article: 28条3項", "  article: 二十八"), "読めません"),
    ("K09", "laws", LAWS.replace("id: road_act:28条3項", "id: road_act:28条4項"), "合いません"),
    ("K10", "laws", LAWS.replace("327AC1000000180", "327AC1000000181"), "合いません"),
    ("K10", "laws", LAWS.replace("327AC1000000180", "327AC100000180"), "形が違います"),
    ("K10", "laws", LAWS.replace("昭和二十七年法律第百八十号", "昭和の法律"), "読めません"),
    (
        "K11",
        "laws",
        LAWS.replace("  promulgated: 1952-06-10", "  promulgated: 1952-06-10\n  parent: road_act"),
        "戻ります",
    ),
    ("K12", "items", ITEMS.replace("  laws: [road_act]\n", "  laws: []\n"), "根拠法令"),
    (
        "K12",
        "items",
        ITEMS.replace("  laws: [road_act]\n", "  has_legal_basis: false\n  laws: []\n"),
        "決め手",
    ),
    ("K13", "sources", SOURCES.replace("  read_on: 2026-11-23\n", ""), "読んだ日"),
]


@pytest.mark.parametrize(
    ("rule", "section", "text", "said"), BROKEN, ids=[f"{row[0]}-{n}" for n, row in enumerate(BROKEN)]
)
def test_each_rule_names_file_line_and_mend(
    rule: str, section: str, text: str, said: str, tmp_path: Path
) -> None:
    problems = problems_of(write_seed(tmp_path, **{section: text}))
    hits = [problem for problem in problems if problem.rule == rule]
    assert hits, problems
    hit = hits[0]
    assert hit.file == f"{section}.yaml"
    assert said in hit.message + hit.mend
    assert 1 < hit.line <= text.count("\n") + 1
    assert hit.mend


def test_the_line_is_the_line_of_the_fault(tmp_path: Path) -> None:
    text = ITEMS.replace("laws: [road_act]", "laws: [rod_act]")
    (problem,) = problems_of(write_seed(tmp_path, items=text))
    assert "rod_act" in text.splitlines()[problem.line - 1]


def test_every_rule_has_a_broken_case() -> None:
    assert {rule.id for rule in RULES} <= {row[0] for row in BROKEN}


@pytest.mark.parametrize("name", ["laws.yaml", "bodies.csv"])
def test_a_missing_or_badly_encoded_file_is_named(name: str, tmp_path: Path) -> None:
    seed = write_seed(tmp_path)
    (seed / name).write_bytes("laws: 道路法".encode("cp932"))
    assert {problem.file for problem in problems_of(seed)} == {name}
    (seed / name).unlink()
    assert {(problem.rule, problem.file) for problem in problems_of(seed)} == {("K01", name)}
