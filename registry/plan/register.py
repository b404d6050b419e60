"""The register of public documents (公文用): one style throughout, and how a body speaks of itself.

Sentences are written once with both endings: 「定めるものと〔する|します〕。」.
"""

import re
from enum import StrEnum

from registry.errors import UsageError
from registry.knowledge.body import Body
from registry.law.dates import format_fiscal_year, parse_fiscal_year

_ENDINGS = re.compile(r"〔([^|〕]*)\|([^〕]*)〕")
_BETWEEN = re.compile(r"[-‐–〜~～―]|から")
LONGEST_PERIOD = 20
"""Years; a longer period is taken for a slip."""


class Style(StrEnum):
    """文体."""

    DEARU = "dearu"
    DESUMASU = "desumasu"


def write(style: Style, sentence: str, **values: str) -> str:
    """The sentence in the style, with values put in (values are never read as endings or fields)."""
    return choose_endings(style, sentence).format(**values)


def choose_endings(style: Style, sentence: str) -> str:
    """The sentence with the endings of the style: 〔である|です〕."""
    return _ENDINGS.sub(lambda found: found[1 if style is Style.DEARU else 2], sentence)


def own_word(body: Body) -> str:
    """How the body calls itself in its plan: 本市, 本県, 本区."""
    return "本" + body.name[-1]


class Period(tuple[int, int]):
    """First and last fiscal year of a plan."""

    __slots__ = ()

    @property
    def years(self) -> int:
        """Number of fiscal years, both ends counted."""
        return self[1] - self[0] + 1

    @property
    def text(self) -> str:
        """令和9年度から令和13年度まで."""
        return f"{format_fiscal_year(self[0])}から{format_fiscal_year(self[1])}まで"


def parse_period(text: str) -> Period:
    """Read 2027-2031, 2027〜2031 or 令和9年度から令和13年度まで.

    Raises UsageError when it is no pair of fiscal years, runs backward or is longer than LONGEST_PERIOD.
    """
    parts = _BETWEEN.split(text.strip().removesuffix("まで"))
    if len(parts) != 2:
        raise UsageError(
            f"「{text}」は計画期間として読めません",
            where="--period",
            mend="2027-2031 のように、始まりと終わりの年度を書いてください",
        )
    period = Period((parse_fiscal_year(parts[0]), parse_fiscal_year(parts[1])))
    if not 1 <= period.years <= LONGEST_PERIOD:
        raise UsageError(
            f"「{text}」は計画期間として使えません",
            where="--period",
            why=f"終わりの年度は、始まりの年度から{LONGEST_PERIOD}年以内の後の年度です",
            mend="2027-2031 のように書いてください",
        )
    return period
