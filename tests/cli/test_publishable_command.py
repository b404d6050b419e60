"""``konkyo publishable`` and ``why`` as a user runs them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

RunCli = Callable[..., Any]


def test_json_for_a_body_by_name_and_by_code(run_cli: RunCli) -> None:
    by_name = json.loads(run_cli("publishable", "--body", "横浜市", "--format", "json").out)
    by_code = json.loads(run_cli("publishable", "--body", "141003", "--format", "json").out)
    assert by_name == by_code
    assert by_name["body"]["code"] == "141003"


def test_what_comes_before_what_is_known_is_said_on_stderr_and_in_the_answer(run_cli: RunCli) -> None:
    outcome = run_cli("publishable", "--as-of", "平成22年4月1日", "--format", "json")
    assert "2017-04-01" in outcome.err
    assert json.loads(outcome.out)["notices"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("publishable", "--body", "府中市"), ("132063", "342084")),
        (("publishable", "--body", "141004"), ("141003",)),
        (("publishable", "--body", "よこはまし市"), ("横浜",)),
        (("publishable", "--body", "141003", "--kind", "市"), ("--kind",)),
        (("publishable", "--assume", "has_sea=yes"), ("manages_fishing_port",)),
        (("publishable", "--assume", "has_plan=perhaps"), ("yes",)),
        (("publishable", "--as-of", "2026-02-30"), ("2026-02-30",)),
        (("publishable", "--format", "xml"), ("--format",)),
        (("publishable", "--verdict", "maybe"), ("--verdict",)),
        (("why", "99"), ("99", "search")),
        (("why",), ("情報項目",)),
        (("publishible",), ("publishable",)),
        (("publishable", "--boddy", "x"), ("--body",)),
    ],
)
def test_wrong_use_is_exit_2_with_what_to_do(
    run_cli: RunCli, words: tuple[str, ...], said: tuple[str, ...]
) -> None:
    outcome = run_cli(*words, code=2)
    assert outcome.out == ""
    assert outcome.err.startswith("エラー: ")
    assert "Traceback" not in outcome.err
    for text in said:
        assert text in outcome.err


def test_output_is_written_whole_or_not_at_all(run_cli: RunCli, tmp_path: Path) -> None:
    target = tmp_path / "公開できる情報.csv"
    run_cli("publishable", "--kind", "町", "--format", "csv", "--bom", "--output", str(target))
    assert target.read_bytes().startswith(b"\xef\xbb\xbf\xe9\xa0\x85")
    assert [file.name for file in tmp_path.iterdir()] == [target.name]
    outcome = run_cli("publishable", "--output", str(tmp_path / "ない" / "x.txt"), code=2)
    assert "書けません" in outcome.err


def test_why_prints_the_chain_with_deep_links(run_cli: RunCli) -> None:
    text = run_cli(
        "why", "10", "--body", "焼津市", "--assume", "manages_fishing_port=yes", "--format", "markdown"
    ).out
    for part in ("漁港台帳", "施行規則", "関係者", "Mp-At_19", "条件付"):
        assert part in text


def test_an_overlay_is_marked_and_a_broken_one_is_told(run_cli: RunCli, tmp_path: Path) -> None:
    good = tmp_path / "aozora"
    good.mkdir()
    (good / "items.yaml").write_text(
        "items:\n- id: item-15\n  caveats:\n  - id: item-15-c1\n    text: 承認は道路管理課が一括で受けている\n",
        encoding="utf-8",
    )
    answer = json.loads(run_cli("why", "15", "--format", "json", env={"KONKYO_OVERLAY": str(good)}).out)
    caveats = {caveat["id"]: caveat for caveat in answer["item"]["caveats"]}
    assert caveats["item-15-c1"]["origin"] == "aozora"
    assert "承認は道路管理課" in caveats["item-15-c1"]["text"]
    (good / "items.yaml").write_text("items: &a [*a]\n", encoding="utf-8")
    outcome = run_cli("why", "15", "--format", "json", env={"KONKYO_OVERLAY": str(good)})
    assert "aozora/items.yaml" in outcome.err
    assert json.loads(outcome.out)["item"]["origin"] == "seed"
