"""The page of check codes is that of the rules in the program, and is linked from where readers look for it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from registry.standards.codes import RULES
from registry.standards.findings import SEVERITY_LABELS, Rule

CHECKOUT = Path(__file__).resolve().parents[2]
PAGE = CHECKOUT / "docs" / "check-codes.md"


def test_the_page_is_current() -> None:
    script = CHECKOUT / "docs" / "make_check_codes.py"
    checked = subprocess.run(
        [sys.executable, str(script), "--check"], capture_output=True, encoding="utf-8", check=False
    )
    stale = checked.stdout + checked.stderr
    assert checked.returncode == 0, f"{stale}python docs/make_check_codes.py を実行して作り直してください"


def test_every_code_has_one_row_with_all_that_the_rule_says() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    rows = [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in lines
        if re.match(r"\| [FHDVMP][0-9]{2} ", line)
    ]
    assert [row[0] for row in rows] == [code for letter in "FHDVMP" for code in _codes(letter)]
    by_code = {row[0]: row for row in rows}
    for rule in RULES:
        code, severity, title, why, mend, source, fix = by_code[rule.code]
        assert (severity, fix) == (SEVERITY_LABELS[rule.severity], "直す" if rule.fixable else ""), code
        for cell, text in ((title, rule.title), (why, rule.why), (mend, rule.mend), (source, rule.source)):
            assert cell.replace("\\|", "|") == text.replace("\n", " ").strip(), code


def _codes(letter: str) -> list[str]:
    return [rule.code for rule in RULES if rule.code.startswith(letter)]


def test_codes_are_unique_and_of_a_known_family() -> None:
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
    assert [code for code in codes if not re.fullmatch(r"[FHDVMP][0-9]{2}", code)] == []


@pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])
def test_a_rule_says_everything(rule: Rule) -> None:
    for text in (rule.title, rule.why, rule.mend, rule.source):
        assert text.strip()
        assert "\n" not in text


def test_the_readmes_and_the_how_to_lead_to_the_page() -> None:
    for name in ("README.md", "README.ja.md"):
        assert "(docs/check-codes.md)" in (CHECKOUT / name).read_text(encoding="utf-8")
    assert "(../check-codes.md)" in (CHECKOUT / "docs" / "howto" / "check.md").read_text(encoding="utf-8")
