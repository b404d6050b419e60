"""Reading YAML strictly."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.knowledge.yaml_text import YamlProblem, read_yaml


def test_plain_data_keeps_lines() -> None:
    text = read_yaml(
        'a:\n  - id: x\n    since: 2024-04-01\n    n: 3\n    ok: true\n    none:\n    code: "010006"\n'
    )
    assert text.data == {
        "a": [{"id": "x", "since": date(2024, 4, 1), "n": 3, "ok": True, "none": None, "code": "010006"}]
    }
    assert text.line_of(("a", 0, "since")) == 3
    assert text.line_of(("a", 0, "since", "deeper", "still")) == 3
    assert text.line_of(("b",)) == 1


def test_words_that_yaml_1_1_would_change_stay_words() -> None:
    assert read_yaml("a: yes\nb: no\nc: on\nd: 1_000\ne: 0x10\nf: 12:30\ng: 010006\n").data == {
        "a": "yes",
        "b": "no",
        "c": "on",
        "d": "1_000",
        "e": "0x10",
        "f": "12:30",
        "g": "010006",
    }


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: &x 1\nb: *x\n", 1, "アンカー"),
        ("a: [1]\nb: *x\n", 2, "アンカー"),
        ("a: !!python/object:os.system ls\n", 1, "タグ"),
        ("a: !!map {b: 1}\n", 1, "タグ"),
        ("x: 1\na: !local [1]\n", 2, "タグ"),
        ("a: 1\na: 2\n", 2, "二度"),
        ("base: {a: 1}\nb:\n  <<: {c: 1}\n", 3, "<<"),
        ("? [a, b]\n: 1\n", 1, "キー"),
        ("a: 1\n---\nb: 2\n", 2, "文書が二つ"),
        ("a: 2024-02-30\n", 1, "日付"),
        ("a: 12345678901234567890\n", 1, "大きすぎます"),
        ("a: [1, 2\nb: 3\n", 2, "YAML として読めません"),
        ("a: \t- b\n\tc: 1\n", 1, "YAML として読めません"),
    ],
)
def test_what_is_not_plain_data_is_refused_with_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(YamlProblem) as caught:
        read_yaml(text)
    assert said in caught.value.message
    assert caught.value.line == line
    assert caught.value.mend


def test_depth_bomb_is_refused() -> None:
    with pytest.raises(YamlProblem, match="深すぎ"):
        read_yaml("a: " + "[" * 100 + "]" * 100)
    with pytest.raises(YamlProblem):
        read_yaml("a: " + "[" * 50_000 + "]" * 50_000)


def test_alias_bomb_is_refused_before_it_grows() -> None:
    bomb = "a: &a [x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{'*' + chr(97 + n) + ','} *{chr(97 + n)}]\n" for n in range(20)
    )
    with pytest.raises(YamlProblem, match="アンカー"):
        read_yaml(bomb)


def test_empty_file_is_an_empty_mapping() -> None:
    assert read_yaml("").data == {}
    assert read_yaml("# 注だけ\n").data in ({}, None)


@given(st.text(max_size=200))
def test_any_text_gives_data_or_a_problem(text: str) -> None:
    lines: list[int] = []
    try:
        lines.extend(read_yaml(text).lines.values())
    except YamlProblem as problem:
        lines.append(problem.line)
    assert all(line >= 1 for line in lines)
