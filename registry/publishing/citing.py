"""Citations (引用) of what an answer rests on, as people write them into documents."""

from datetime import date

from registry.errors import UsageError
from registry.knowledge.facts import GRADE_LABELS, Grade
from registry.law.citations import parse_article
from registry.law.dates import format_wareki
from registry.law.law_numbers import parse_law_number
from registry.publishing.answers import ItemAnswer, LegalBasis


def citation_of(basis: LegalBasis, as_of: date) -> str:
    """One provision: law with number, article, day, address; how sure it is where it was not read whole."""
    sure = "" if basis.status is Grade.VERIFIED else f"（{GRADE_LABELS[basis.status]}）"
    address = f" {basis.url}" if basis.url else ""
    return (
        f"{basis.law}{_number(basis.law_number)}{_formal(basis.article)}"
        f"（{format_wareki(as_of)}現在）{sure}{address}"
    )


def citations_of(item: ItemAnswer, as_of: date) -> str:
    """The decisive provisions of an item, else all of them, one a line; says so where no law orders it."""
    bases = [basis for basis in item.legal_bases if basis.decisive] or list(item.legal_bases)
    lines = [f"情報項目{item.number} {item.name}", *(citation_of(basis, as_of) for basis in bases)]
    if not item.has_legal_basis:
        lines.append("根拠法令なし")
    return "\n".join(lines) + "\n"


def _number(text: str) -> str:
    if not text:
        return ""
    try:
        return f"（{parse_law_number(text)}）"
    except UsageError:
        return f"（{text}）"


def _formal(article: str) -> str:
    try:
        return parse_article(article).formal()
    except UsageError:
        return article
