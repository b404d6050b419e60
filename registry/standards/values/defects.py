"""What is wrong with one cell, and the small steps that all kinds of values share."""

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from registry.standards.findings import Severity
from registry.text.inert import inert

LONGEST = 300
"""Characters of a cell that judges look at; no code, day, number or address of the standards is as long."""
_QUOTED = 30


class Defect(NamedTuple):
    """One defect of a cell."""

    code: str
    message: str
    fix: str = ""
    summed: bool = False
    """True: told once for the whole column, with the number of cells."""
    least_share: float = 0.0
    """Of those: share of the cells below which it stays untold, and one cell never is told."""
    severity: Severity | None = None
    """Of those too; the others have the severity of their rule."""
    secret: bool = False
    """True: the cell may be personal data and is not shown."""


Placeholder = Callable[[str], "Defect | None"]
"""Looks for a word that stands where no value is known."""
Judge = Callable[[str], Defect | None]
"""Looks at a cell without spaces around it; the empty cell is never given to it."""

_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—―−－ｰー─━﹣", "-"))


def lines_of(one: str) -> re.Pattern[str]:
    """A pattern that matches as many whole lines as are blank or match ``one``, without looking back."""
    return re.compile(rf"(?:(?:{one})?\n)*+")


def narrow(value: str) -> str:
    """Full-width letters, digits and signs as half-width ones (NFKC), without spaces around."""
    if value.isascii():
        return value.strip()
    return unicodedata.normalize("NFKC", value).strip()


def narrow_hyphens(value: str) -> str:
    """As ``narrow``; every hyphen, dash and long vowel mark becomes a hyphen-minus."""
    plain = narrow(value)
    return plain if plain.isascii() else plain.translate(_HYPHENS)


def compact(value: str) -> str:
    """As ``narrow_hyphens``, without any space or line break."""
    return "".join(narrow_hyphens(value).split())


def quoted(value: str) -> str:
    """A cell for a message: one line, without control characters, at most 30 characters."""
    if len(value) <= _QUOTED and value.isprintable():
        return f"「{value}」"
    shown = re.sub(r"\s+", " ", inert(value[: _QUOTED * 2])).strip()
    return f"「{shown if len(shown) <= _QUOTED else shown[: _QUOTED - 1] + '…'}」"
