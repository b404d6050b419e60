"""Whatever people do to a plan, lint reads it to the end and names lines that are there."""

from hypothesis import given, settings
from hypothesis import strategies as st

from lint_plans import DAY, draft, knowledge
from registry.plan.lint.checking import lint_text
from registry.plan.lint.codes import RULES

CODES = {rule.code for rule in RULES}
PIECES = (
    "第9条第3項",
    "基本法",
    "（平成28年法律第103号。以下「法」という。）",
    "| a | b |",
    "| --- | --- |",
    "> 【記入】何か",
    "<!-- konkyo:block id=x -->",
    "<!-- /konkyo:block -->",
    "<<<<<<< 手で直した文",
    "=======",
    ">>>>>>> 新しい案",
    "[^g1]",
    "[^g1]: 注",
    "```",
    "# 見出し",
    "## 第3章 取組",
    "表9 題",
    "令和99年99月99日",
    "期間は令和9年度から令和1年度までの3年間とする。",
    "担当：山田太郎 090-1234-5678",
    "　",
    "\ufeff\u200b",
)
LINES = st.one_of(
    st.sampled_from(PIECES),
    st.text(max_size=40),
    st.text("第一二条項号の法令年月日「」（）。、0９|>-#", max_size=60),
)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 900), st.sampled_from(("put", "cut", "join")), LINES), max_size=8))
def test_any_edit(edits: list[tuple[int, str, str]]) -> None:
    lines = draft().split("\n")
    for place, what, line in edits:
        at = place % len(lines)
        if what == "put":
            lines[at:at] = line.split("\n")
        elif what == "cut":
            del lines[at : at + 5]
        else:
            lines[at] += line
    text = "\n".join(lines)
    answer = lint_text(text, knowledge().at(DAY))
    count = len(text.replace("\r\n", "\n").split("\n"))
    for finding in answer.findings:
        assert finding.code in CODES
        assert 1 <= finding.line <= count
        assert finding.message
        assert finding.fix


@settings(max_examples=60)
@given(st.lists(LINES, max_size=12))
def test_any_text(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert lint_text(text, knowledge().at(DAY)).findings is not None
