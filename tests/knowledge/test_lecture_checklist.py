"""Nothing of the lecture's content is left out of seed/.

``lecture_checklist.yaml`` names every entry of the lecture's tables and lists and the place where it must
stand. The files of seed/ are read directly (yaml + msgspec), so these tests hang on no other room.
"""

import copy
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from registry.knowledge.sections import SECTIONS

HERE = Path(__file__).resolve()
SEED = HERE.parents[2] / "seed"
LECTURE = HERE.parents[2].parent / "shared" / "seed"
CHECKLIST = yaml.load(HERE.with_name("lecture_checklist.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
CHECKS: list[dict[str, Any]] = CHECKLIST["checks"]
MARKS = {"○": True, "×": False}


def squeeze(text: str) -> str:
    """The text without white space, and an address without its scheme."""
    return re.sub(r"\s+|^https?://", "", text)


def field(node: Any, path: str) -> Any:
    """The value at a dotted path; through a tuple, the values of all its members."""
    for name in path.split("."):
        node = (
            tuple(getattr(member, name) for member in node)
            if isinstance(node, tuple)
            else getattr(node, name)
        )
    return node


def agrees(expected: Any, found: Any, mode: str) -> bool:
    """True when what stands in the knowledge is what the lecture says."""
    if isinstance(expected, list):
        return len(expected) == len(found) and all(map(agrees, expected, found, [mode] * len(expected)))
    if isinstance(found, bool):
        return MARKS.get(expected) is found
    if found is None:
        return False
    words, stands = squeeze(expected), squeeze(found)
    return words in stands if mode == "contains" else words == stands


def missing(check: Mapping[str, Any], knowledge: Mapping[str, Any]) -> Iterator[str]:
    """What of one check does not stand where it should."""
    file = knowledge.get(check["file"])
    nodes = getattr(file, check["list"]) if file is not None else ()
    key = check.get("by", "id")
    mode = check.get("mode", "equal")
    for entry in check["entries"]:
        found = [node for node in nodes if getattr(node, key) == entry[key]]
        if not found:
            yield f"{check['file']}.yaml の {check['list']} に {key} が「{entry[key]}」の行がない"
        for name, expected in entry.items():
            if name == key or any(agrees(expected, field(node, name), mode) for node in found):
                continue
            stands = [field(node, name) for node in found]
            yield f"{check['file']}.yaml {entry[key]} の {name}: 講義は「{expected}」、知識は {stands}"


@cache
def plain(name: str) -> Any:
    """A file of seed/ as plain data; None when there is none."""
    path = SEED / f"{name}.yaml"
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader) if path.is_file() else None


@cache
def read(name: str) -> Any:
    """A file of seed/ as its msgspec type; None when there is none."""
    data = plain(name)
    return None if data is None else msgspec.convert(data, SECTIONS[name].type)


def texts(value: Any) -> Iterator[str]:
    """All texts of an entry of the checklist."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for member in value:
            yield from texts(member)


def said(check: Mapping[str, Any]) -> Iterator[str]:
    """The lecture's words in one check, without ids."""
    for entry in check["entries"]:
        for name, value in entry.items():
            if name != "id":
                yield from texts(value)


@pytest.mark.parametrize("check", CHECKS, ids=[check["what"] for check in CHECKS])
def test_everything_stands_in_the_knowledge(check: dict[str, Any]) -> None:
    assert list(missing(check, {check["file"]: read(check["file"])})) == []


@pytest.mark.parametrize(
    ("what", "rows", "fields"),
    [
        ("公開可能な24項目の表（24行×5欄）", 24, 5),
        ("メタデータの10項目（名・記載例・説明）", 10, 3),
        ("14の事例（表 2-2・2-3・2-4）", 14, 5),
        ("五つの柱の取組と効果", 5, 2),
        ("GDPRの7原則の名", 7, 1),
        ("オープンデータの意義", 4, 1),
        ("オープンデータの定義 ①〜③", 3, 1),
        ("二次利用の六つの条件", 6, 1),
        ("情報公開制度との関係（三つと利点）", 4, 1),
        ("五つの重点分野", 5, 1),
        ("目的外利用を避ける道と、目的外利用として対応する道", 5, 2),
        ("庁内活用での三つの対応", 3, 1),
        ("1 安全管理措置の検討手順 A〜E", 5, 2),
        ("2 講ずべき安全管理措置の内容 A〜F", 6, 2),
        ("スライドが挙げる出典（題と URL）", 11, 1),
    ],
)
def test_checklist_is_whole(what: str, rows: int, fields: int) -> None:
    (check,) = (check for check in CHECKS if check["what"] == what)
    key = check.get("by", "id")
    assert len(check["entries"]) == rows
    assert {len([name for name in entry if name != key]) for entry in check["entries"]} == {fields}


@pytest.mark.parametrize(
    ("what", "steps"),
    [
        ("介護データの活用イメージ ①〜③", 3),
        ("共同受託のイメージ ①〜⑤", 5),
        ("作成組織のイメージ ①〜⑤", 5),
        ("五つの管理段階 ①〜⑤", 5),
        ("六つの事務フロー ①〜⑥", 6),
    ],
)
def test_procedures_have_all_steps(what: str, steps: int) -> None:
    (check,) = (check for check in CHECKS if check["what"] == what)
    (entry,) = check["entries"]
    assert len(entry["steps.text"]) == len(entry["steps.mark"]) == steps


def lecture() -> str:
    """The lecture's text; the test is skipped where it is not at hand."""
    files = sorted(LECTURE.glob("*.txt"))
    if not files:
        pytest.skip("講義の本文（../shared/seed）が手元に無い")
    return files[0].read_text(encoding="utf-8")


def test_checklist_says_what_the_lecture_says() -> None:
    whole = squeeze(lecture())
    words = {text for check in CHECKS for text in said(check)} - set(MARKS)
    strange = {text for text in words if squeeze(text) not in whole}
    labels = {case["kind"] for case in next(c for c in CHECKS if c["what"].startswith("14の事例"))["entries"]}
    assert strange <= labels


def fragments(cell: str) -> Iterator[str]:
    """The sentences of a line or table cell, without bullets, numbers, brackets and source marks."""
    for part in re.split(r"(?<=。)|」、「", cell):
        bare = squeeze(part.strip().strip("<>"))
        bare = re.sub(r"^[-・*●]*(?:[①-⑥]|[A-G](?![A-Za-z])|[0-9]+\.)?(?:出典：)?", "", bare)
        bare = bare.removesuffix("をもとに作成").strip("「」")
        if bare:
            yield bare


def test_checklist_covers_every_line_of_the_lecture() -> None:
    covered = "\n".join(squeeze(text) for check in CHECKS for text in said(check)) + "\n".join(
        entry["id"] for check in CHECKS for entry in check["entries"] if "id" in entry
    )
    furniture = {squeeze(line) for line in CHECKLIST["furniture"]}
    left = [
        cell
        for line in lecture().splitlines()
        for cell in line.split("\t")
        if squeeze(cell).lstrip("-") not in furniture and any(bare not in covered for bare in fragments(cell))
    ]
    assert left == []


def broken(what: str, change: Any) -> list[str]:
    """The complaints after one change to the knowledge of a check."""
    (check,) = (check for check in CHECKS if check["what"] == what)
    changed = copy.deepcopy(plain(check["file"]))
    change(changed)
    return list(missing(check, {check["file"]: msgspec.convert(changed, SECTIONS[check["file"]].type)}))


def by_id(nodes: list[dict[str, Any]], identifier: str) -> dict[str, Any]:
    return next(node for node in nodes if node["id"] == identifier)


def test_a_missing_row_is_told() -> None:
    def remove(data: dict[str, Any]) -> None:
        data["cases"] = [case for case in data["cases"] if case["id"] != "case-10"]

    (complaint, *_) = broken("14の事例（表 2-2・2-3・2-4）", remove)
    assert "case-10" in complaint


def test_a_changed_word_is_told() -> None:
    def mend(data: dict[str, Any]) -> None:
        effects = by_id(data["pillars"], "pillar-2")["effects"]
        effects[2] = "官民協働による公共サービスの実現"

    (complaint,) = broken("五つの柱の取組と効果", mend)
    assert "官民協議" in complaint


def test_a_lost_step_is_told() -> None:
    def shorten(data: dict[str, Any]) -> None:
        del by_id(data["procedures"], "joint-commissioning")["steps"][3]

    assert broken("共同受託のイメージ ①〜⑤", shorten)


def test_a_turned_mark_is_told() -> None:
    def turn(data: dict[str, Any]) -> None:
        by_id(data["processed_uses"], "processed-within-office")["non_identified"] = True

    (complaint,) = broken("非識別加工情報と匿名加工情報の○×", turn)
    assert "×" in complaint


def test_white_space_does_not_matter() -> None:
    def space(data: dict[str, Any]) -> None:
        case = by_id(data["cases"], "case-06")
        case["name"] = case["name"].replace(" ", "\u3000")

    assert broken("14の事例（表 2-2・2-3・2-4）", space) == []


def test_a_missing_file_is_told() -> None:
    (check,) = (check for check in CHECKS if check["what"] == "まとめ")
    assert list(missing(check, {"plan": None}))
