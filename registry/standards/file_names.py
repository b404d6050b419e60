"""Names of data files: the body's code and the dataset's slug in them, and the ending that fits the content."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from registry.knowledge.base import Knowledge
from registry.knowledge.local_codes import is_valid_code

_SIX_DIGITS = re.compile(r"(?<![0-9A-Za-z])[0-9]{6}(?![0-9A-Za-z])")
_BODY = "[団体コード]"
_DAY = "yyyymmdd"
_ENDINGS = {
    ".csv": ("csv", "tsv"),
    ".tsv": ("tsv",),
    ".txt": ("csv", "tsv"),
    ".xlsx": ("xlsx",),
    ".xlsm": ("xlsx",),
    ".xls": ("xls",),
    ".html": ("html",),
    ".htm": ("html",),
}
"""Kinds that a file with this ending may be."""
KIND_NAMES = {
    "csv": "CSV（文字の表）",
    "tsv": "タブ区切りの文字の表",
    "xlsx": "Excel ブック（xlsx）",
    "xls": "古い Excel ブック（xls）",
    "html": "ウェブページ（HTML）",
}


def body_code_of(path: Path, columns: Iterable[Iterable[str]], knowledge: Knowledge) -> str:
    """The six-digit code of the body: from the file name, else the commonest in columns of codes, else ""."""
    for digits in _SIX_DIGITS.findall(path.name):
        if is_valid_code(digits) and digits in knowledge.bodies:
            return str(digits)
    counts = Counter(
        cell
        for column in columns
        for cell in map(str.strip, column)
        if len(cell) == 6 and is_valid_code(cell)
    )
    for code, _ in counts.most_common(3):
        if code in knowledge.bodies:
            return code
    return ""


def wrong_ending(path: Path, kind: str) -> str:
    """The ending of a name that does not fit the kind of file, else ""."""
    ending = _unpacked(path).suffix.lower()
    kinds = _ENDINGS.get(ending)
    return ending if kinds is not None and kind not in kinds else ""


def fits_a_pattern(path: Path, patterns: Iterable[str]) -> bool:
    """True when the name is one of the patterns of a definition, in whatever case and with any ending."""
    stem = _unpacked(path).stem
    return any(_pattern(pattern).fullmatch(stem) for pattern in patterns)


def example_name(patterns: Iterable[str], body_code: str) -> str:
    """The first pattern with the body's code; optional parts and days are left as the definition writes them."""
    first = next(iter(patterns), "")
    return first.replace(_BODY, body_code) if body_code else first


def _unpacked(path: Path) -> Path:
    return path.with_suffix("") if path.suffix.lower() == ".gz" else path


def _pattern(text: str) -> re.Pattern[str]:
    stem = re.escape(text.rpartition(".")[0] or text)
    stem = stem.replace(re.escape(_BODY), "[0-9]{6}").replace(_DAY, "[0-9]{8}")
    return re.compile(stem.replace(r"\(", "(?:").replace(r"\)", ")?"), re.IGNORECASE)
