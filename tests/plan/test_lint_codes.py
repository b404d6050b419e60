"""The page of lint codes is that of the rules in the program."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from registry.plan.lint.codes import RULES
from registry.standards.findings import SEVERITY_LABELS, Rule

CHECKOUT = Path(__file__).resolve().parents[2]
PAGE = CHECKOUT / "docs" / "lint-codes.md"
CODE = re.compile(r"L[1-6][0-9]{2}")


def test_the_page_is_current() -> None:
    script = CHECKOUT / "docs" / "make_lint_codes.py"
    checked = subprocess.run(
        [sys.executable, str(script), "--check"], capture_output=True, encoding="utf-8", check=False
    )
    stale = checked.stdout + checked.stderr
    assert checked.returncode == 0, f"{stale}python docs/make_lint_codes.py を実行して作り直してください"


def test_every_code_has_one_row_with_all_that_the_rule_says() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    rows = [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in lines
        if re.match(r"\| L[1-6][0-9]{2} ", line)
    ]
    assert [row[0] for row in rows] == [rule.code for rule in RULES]
    for row, rule in zip(rows, RULES, strict=True):
        wanted = (rule.code, SEVERITY_LABELS[rule.severity], rule.title, rule.why, rule.mend, rule.source)
        assert tuple(row) == wanted


def test_codes_are_unique_sorted_and_of_a_known_family() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert [code for code in codes if not CODE.fullmatch(code)] == []
    assert len(codes) >= 40


@pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])
def test_a_rule_says_everything(rule: Rule) -> None:
    for text in (rule.title, rule.why, rule.mend, rule.source):
        assert text.strip()
        assert "\n" not in text
    assert not rule.fixable
