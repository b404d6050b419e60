"""Words and marks that all places use alike: the word carries the meaning, the mark and the colour repeat it.

Every mark is followed by its word; － and ？ are full-width, the others are followed by a space.
"""

from datetime import date

from registry.analysis.gaps import State
from registry.knowledge.facts import Grade
from registry.law.dates import era_of
from registry.publishing.verdicts import Verdict
from tui.widgets.row_list import Cell, Role

VERDICTS: dict[Verdict, Cell] = {
    Verdict.YES: Cell("○ 公開可", "good"),
    Verdict.CONDITIONAL: Cell("△ 条件付", "caution"),
    Verdict.NO: Cell("－対象外", "stop"),
    Verdict.UNKNOWN: Cell("？不明", "unknown"),
}
VERDICT_SENTENCES = {
    Verdict.YES: "公開できる",
    Verdict.CONDITIONAL: "条件付きで公開できる",
    Verdict.NO: "この団体は保有しない（対象外）",
    Verdict.UNKNOWN: "まだ決められない（不明）",
}
CATALOGUE: dict[State, Cell] = {
    State.PUBLISHED: Cell("■ 公開済", "good"),
    State.UNCERTAIN: Cell("◆ 要確認", "caution"),
    State.NOT_FOUND: Cell("□ 見当たらず", "stop"),
}
"""What the catalogue shows."""
NO_CATALOGUE = Cell("目録なし", "dim")
IMPOSSIBLE = Cell("-", "dim")
"""Where no value is possible."""
STATE_ROLES: dict[str, Role] = {"公開済": "good", "公開予定": "accent", "検討中": "", "対象外": "stop"}
"""Roles of what a body says."""
GRADES = {
    Grade.VERIFIED: "[確]",
    Grade.PARTLY: "[一部]",
    Grade.DERIVED: "[導出]",
    Grade.RECALLED: "[未]",
    Grade.UNVERIFIED: "[未]",
}
GRADES_EXPLAINED = "[確]条文で確認 [一部]一部だけ [導出]確認した事実から [未]確かめていない"


def grade_word(grade: Grade | None) -> str:
    """How sure a legal fact is; "" without a grade."""
    return "" if grade is None else GRADES[grade]


def short_year(year: int | None) -> str:
    """A fiscal year in a column: R9年度; blank where none is said."""
    if year is None:
        return ""
    era = era_of(date(year, 12, 31))
    return f"{era.letter}{year - era.offset}年度"
