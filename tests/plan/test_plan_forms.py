"""Register, periods, numbering, and every kind of block as Markdown."""

import pytest

from registry.errors import UsageError
from registry.knowledge.facts import Grade
from registry.plan.document import Document, Grid, Ground, Heading, Listing, Paragraph, Slot, Text
from registry.plan.grounding import mark_of
from registry.plan.markdown import FINGERPRINT, note_label, to_markdown
from registry.plan.numbering import letter
from registry.plan.reading import read_plan
from registry.plan.register import Style, parse_period, write


@pytest.mark.parametrize(
    ("style", "expected"),
    [(Style.DEARU, "本市は{x}〔a|b〕とする。"), (Style.DESUMASU, "本市は{x}〔a|b〕とします。")],
)
def test_values_are_never_read_as_endings(style: Style, expected: str) -> None:
    assert write(style, "本市は{value}と〔する|します〕。", value="{x}〔a|b〕") == expected


@pytest.mark.parametrize(
    ("text", "expected", "years"),
    [
        ("2027-2031", "令和9年度から令和13年度まで", 5),
        ("令和9年度〜令和11年度", "令和9年度から令和11年度まで", 3),
        ("令和9年度から令和9年度まで", "令和9年度から令和9年度まで", 1),
        ("2018-2019", "平成30年度から令和元年度まで", 2),
    ],
)
def test_periods_are_written_in_eras(text: str, expected: str, years: int) -> None:
    period = parse_period(text)
    assert (period.text, period.years) == (expected, years)


@pytest.mark.parametrize("text", ["", "2027", "2031-2027", "2027-2099", "2027-2028-2029", "x-y"])
def test_periods_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_period(text)


@pytest.mark.parametrize(
    ("grades", "mark"),
    [
        ((), ""),
        ((Grade.VERIFIED,), ""),
        ((Grade.VERIFIED, Grade.PARTLY), "一部未確認"),
        ((Grade.RECALLED, Grade.PARTLY), "未確認"),
        ((Grade.DERIVED,), "資料からの推定"),
    ],
)
def test_the_least_sure_ground_marks_a_statement(grades: tuple[Grade, ...], mark: str) -> None:
    assert mark_of(*grades) == mark


def test_letters_go_on_after_wa() -> None:
    assert [letter(at) for at in (0, 1, 43, 44)] == ["ア", "イ", "ワ", "(45)"]


def test_every_kind_of_block_as_markdown() -> None:
    document = Document(
        title="架空市の計画（案）",
        front=(("kind", "計画"), ("note", '"引用" と: 記号')),
        blocks=(
            Heading(id="c1", level=1, text="現状"),
            Heading(id="c1/a", level=2, text="人口"),
            Paragraph(id="c1/a/p", sentences=(Text("人口は1人である。", ("k",), "未確認"), Text("次の文。"))),
            Listing(id="c1/a/l", entries=(Text("一つ", ("j",)), Text("二つ"))),
            Heading(id="c1/b", level=3, text="細部"),
            Grid(
                id="c1/b/g",
                caption="数",
                columns=("名", "数"),
                rows=((Text("a|b"), Text("1", ("k",))),),
                grounds=("j",),
                notes=(Text("注意。"),),
            ),
            Slot(id="x --> y", label="課題", guidance="<b>書く</b>"),
            Heading(id="z", level=0, text="用語"),
        ),
        grounds={
            "k": Ground(
                key="k", label="ある法律第1条", text="定める", url="https://e.example/", status=Grade.PARTLY
            ),
            "j": Ground(key="j", label="資料", url="javascript:alert(1)"),
            "unused": Ground(key="unused", label="使わない"),
        },
    )
    j, k = note_label("j"), note_label("k")
    text = to_markdown(document)
    fingerprint = read_plan(text).front[FINGERPRINT]
    assert text == (
        "---\n"
        'kind: "計画"\n'
        'note: "\\"引用\\" と: 記号"\n'
        f'generated: "{fingerprint}"\n'
        "---\n"
        "\n"
        "<!-- konkyo:block id=title -->\n# 架空市の計画（案）\n<!-- /konkyo:block -->\n\n"
        "<!-- konkyo:block id=c1 -->\n## 第1章 現状\n<!-- /konkyo:block -->\n\n"
        "<!-- konkyo:block id=c1/a -->\n### 1 人口\n<!-- /konkyo:block -->\n\n"
        "<!-- konkyo:block id=c1/a/p -->\n"
        f"人口は1人である（未確認）。[^{k}]\n次の文。\n<!-- /konkyo:block -->\n\n"
        f"<!-- konkyo:block id=c1/a/l -->\n- ア 一つ[^{j}]\n- イ 二つ\n<!-- /konkyo:block -->\n\n"
        "<!-- konkyo:block id=c1/b -->\n#### (1) 細部\n<!-- /konkyo:block -->\n\n"
        "<!-- konkyo:block id=c1/b/g -->\n"
        f"表1 数[^{j}]\n\n| 名 | 数 |\n| --- | --- |\n| a\\|b | 1[^{k}] |\n\n注1 注意。\n"
        "<!-- /konkyo:block -->\n\n"
        "<!-- konkyo:block id=x_____y -->\n> 【記入】課題\n>\n> \\<b\\>書く\\</b\\>\n<!-- /konkyo:block -->\n\n"
        "<!-- konkyo:block id=z -->\n## 用語\n<!-- /konkyo:block -->\n\n"
        "<!-- konkyo:block id=notes -->\n"
        f"[^{k}]: ある法律第1条。定める。<https://e.example/>（一部確認）\n"
        f"[^{j}]: 資料。（確認済み）\n"
        "<!-- /konkyo:block -->\n"
    )
