"""Overlays add and correct, are marked, and when broken leave the rest usable."""

from pathlib import Path

from registry.knowledge.compile import compile_knowledge
from registry.knowledge.snapshot import load
from seed_writer import write_seed

CAVEAT = """
items:
- id: item-15
  caveats:
  - id: item-15-c1
    text: 測量成果の承認は道路管理課が一括で受けている
  - id: item-15-c2
    kind: 範囲
    text: 市道だけを載せる
    reference: 青空市道路台帳公開要領
    status: verified
    sources: [local:rules]
"""
SOURCE = """
sources:
- id: local:rules
  title: 青空市道路台帳公開要領
  kind: official
"""


def overlay(tmp_path: Path, **files: str) -> Path:
    folder = tmp_path / "aozora"
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_an_overlay_corrects_and_adds_and_is_marked(tmp_path: Path) -> None:
    compiled = compile_knowledge(
        write_seed(tmp_path / "seed"), [overlay(tmp_path, items=CAVEAT, sources=SOURCE)]
    )
    assert compiled.overlay_problems == []
    (item,) = compiled.sections["items"].items
    first, second = item.caveats
    assert first.text.startswith("測量成果の承認")
    assert first.reference == "測量法43条"
    assert first.condition
    assert (first.origin, second.origin, item.origin) == ("aozora", "aozora", "aozora")
    assert item.holders[0].origin == "seed"


def test_an_overlay_adds_a_local_item(tmp_path: Path) -> None:
    text = """
items:
- id: item-aozora-1
  number: 独自1
  name: 空き家バンク登録物件
  has_legal_basis: false
  holders:
  - holder: road_administrator
    kinds: [市]
    text: 要綱により市が持つ
    status: derived
  holder_text: 市
  ministries: []
  scope_text: 定めなし
  status: derived
"""
    compiled = compile_knowledge(write_seed(tmp_path / "seed"), [overlay(tmp_path, items=text)])
    assert [(item.id, item.origin) for item in compiled.sections["items"].items] == [
        ("item-15", "seed"),
        ("item-aozora-1", "aozora"),
    ]


def test_a_broken_overlay_is_refused_whole_with_its_place(tmp_path: Path) -> None:
    seed = write_seed(tmp_path / "seed")
    broken = CAVEAT.replace("    reference: 青空市道路台帳公開要領\n", "    referenze: x\n")
    compiled = compile_knowledge(seed, [overlay(tmp_path, items=broken, sources=SOURCE)])
    (problem,) = compiled.overlay_problems
    assert problem.file == "aozora/items.yaml"
    assert "referenze" in broken.splitlines()[problem.line - 1]
    (item,) = compiled.sections["items"].items
    assert item.origin == "seed"


def test_a_dangling_reference_in_an_overlay_is_refused(tmp_path: Path) -> None:
    compiled = compile_knowledge(write_seed(tmp_path / "seed"), [overlay(tmp_path, items=CAVEAT)])
    assert [problem.rule for problem in compiled.overlay_problems] == ["K05"]
    assert compiled.sections["items"].items[0].origin == "seed"


def test_a_strange_file_name_and_a_missing_folder_are_told(tmp_path: Path) -> None:
    seed = write_seed(tmp_path / "seed")
    folder = overlay(tmp_path, ordinances="x: 1")
    compiled = compile_knowledge(seed, [folder, tmp_path / "nowhere"])
    assert [problem.file for problem in compiled.overlay_problems] == ["aozora/ordinances.yaml", "nowhere/"]


def test_one_broken_overlay_does_not_stop_another(tmp_path: Path) -> None:
    seed = write_seed(tmp_path / "seed")
    good = overlay(tmp_path, items=CAVEAT, sources=SOURCE)
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "laws.yaml").write_text("laws: &a [*a]", encoding="utf-8")
    knowledge = load(seed, [bad, good])
    assert knowledge.overlays == ("aozora",)
    assert [problem.rule for problem in knowledge.overlay_problems] == ["K02"]
    assert knowledge.items["item-15"].caveats[1].origin == "aozora"
