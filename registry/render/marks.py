"""The marks that a fact carries on every screen: how sure it is, and where it comes from."""

from registry.knowledge.facts import GRADE_LABELS, Grade


def grade_mark(grade: Grade | None) -> str:
    """The mark of a fact that is not verified; nothing for one that is, or that has no grade."""
    return "" if grade in (None, Grade.VERIFIED) else f"【{GRADE_LABELS[grade]}】"


def origin_mark(origin: str) -> str:
    """The mark of a fact that an overlay added or corrected."""
    return "" if origin == "seed" else f"【追加データ: {origin}】"
