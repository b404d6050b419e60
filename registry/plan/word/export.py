"""A plan as a Word document: ``to_docx``."""

from registry.errors import UsageError
from registry.law.dates import format_wareki, parse_date
from registry.plan.elements import PlanText, noted, plain
from registry.plan.markdown import FINGERPRINT
from registry.plan.reading import read_plan
from registry.plan.word.looks import looks_of
from registry.plan.word.parts import Properties, package
from registry.plan.word.units import Kind, units_of
from registry.plan.word.writing import write_body
from registry.text.inert import inert

_NO_DAY = "2000-01-01"


def to_docx(markdown: str, *, short: bool = False, plan: PlanText | None = None) -> bytes:
    """The Word document of a plan, edits of people included; the same text gives the same bytes.

    ``short``: a paper of few pages, set close, without cover and contents, whose chapters begin no new page. The
    document carries the Markdown, so that ``import_docx`` finds what was changed in Word. ``plan``: the same text
    as read already.
    """
    plan = plan if plan is not None else read_plan(markdown)
    units = units_of(plan)
    day = _day(plan.front.get("as_of", ""))
    cover = () if short else cover_lines(plan.front)
    title = next((plain(unit.text[0]) for unit in units if unit.kind is Kind.TITLE), "")
    properties = Properties(
        title=title,
        creator=plan.front.get("body_name", ""),
        subject=plan.front.get("kind", ""),
        day=day or _NO_DAY,
        fingerprint=plan.front.get(FINGERPRINT, ""),
    )
    body = write_body(units, noted(plan).labels, cover, short=short)
    return package(body, properties, looks_of(short=short), markdown)


def cover_lines(front: dict[str, str]) -> tuple[str, ...]:
    """What stands under the title: the body and the date of the plan."""
    day = _day(front.get("as_of", ""))
    lines = (inert(front.get("body_name", "")), format_wareki(parse_date(day)) if day else "")
    return tuple(line for line in lines if line)


def _day(text: str) -> str:
    try:
        day = parse_date(text) if text else None
        return day.isoformat() if day is not None and format_wareki(day) else ""
    except UsageError:
        return ""
