"""A plan as one web page for publication: no script, nothing from elsewhere, readable without a mouse, printable.

The page follows what JIS X 8341-3 (WCAG 2) asks of such a document: language, title, landmarks, a way past the
table of contents, headings without gaps, headings of rows and columns, links that say where they lead.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from registry.errors import UsageError
from registry.law.dates import format_wareki, parse_date
from registry.plan.document import FILL_IN
from registry.plan.elements import NOTES_HEADING, Heading, PlanText, lines_of, noted, plain
from registry.plan.page_body import CHAPTER, Body, Section
from registry.plan.page_style import STYLE
from registry.plan.page_text import Notes, line_html, text
from registry.plan.register import Period, parse_period

_CHAPTER = re.compile(r"\s*第[0-9０-９一二三四五六七八九十]+章")
_DEEPEST = 4
"""Lowest level of headings in the table of contents."""


def to_html(plan: PlanText) -> bytes:
    """UTF-8 HTML of a whole plan, edits of people included; the same plan gives the same bytes."""
    headings = [element for element in plan.elements if isinstance(element, Heading)]
    title = next((heading for heading in headings if heading.level == 1), None)
    if title is not None and _CHAPTER.match(plain(title.text)):
        title = None
    others = [heading for heading in headings if heading is not title]
    notes = Notes(noted(plan).labels)
    body = Body(notes)
    said = text(plain(title.text)) if title is not None else text(_name(plan.front))
    top = line_html(title.text, notes) if title is not None else said
    sections = body.sections(others)
    written = list(body.write([element for element in plan.elements if element is not title], sections))
    parts = [
        *_head(plan.front, said),
        '<body><a class="skip" href="#main">本文へ進む</a>',
        f"<header><h1>{top}</h1>",
        *_facts(plan.front),
        *_remaining(plan, body),
        "</header>",
        *_contents(sections.values(), bool(notes.numbers)),
        '<main id="main">',
        *written,
        *_notes(plan, notes),
        "</main>",
        *_footer(plan.front),
        "</body></html>",
    ]
    return ("\n".join(parts) + "\n").encode()


def _name(front: Mapping[str, str]) -> str:
    return f"{front.get('body_name', '')} {front.get('kind', '')}".strip() or "計画"


def _head(front: Mapping[str, str], title: str) -> Iterator[str]:
    style_hash = b64encode(sha256(STYLE.encode()).digest()).decode()
    facts = "、".join(f"{name}: {value}" for name, value in _told(front))
    described = " ".join(part for part in (text(_name(front)), text(facts)) if part)
    yield '<!DOCTYPE html>\n<html lang="ja"><head><meta charset="utf-8">'
    policy = f"default-src 'none'; style-src 'sha256-{style_hash}'; base-uri 'none'; form-action 'none'"
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>"
    yield f'<meta name="description" content="{described}">'
    terms = {
        "title": title,
        "creator": text(front.get("body_name", "")),
        "type": "Text",
        "language": "ja",
        "date": _iso(front.get("as_of", "")),
        "temporal": _temporal(_period(front)),
    }
    yield from (f'<meta name="dcterms.{name}" content="{value}">' for name, value in terms.items() if value)
    yield f"<style>{STYLE}</style></head>"


def _facts(front: Mapping[str, str]) -> Iterator[str]:
    told = _told(front)
    if told:
        lines = (f"<dt>{name}</dt><dd>{text(value)}</dd>" for name, value in told)
        yield f'<dl class="facts">{"".join(lines)}</dl>'


def _told(front: Mapping[str, str]) -> list[tuple[str, str]]:
    """What a reader wants to know of the front matter."""
    period = _period(front)
    facts = (
        ("団体", front.get("body_name", "")),
        ("計画期間", period.text if period is not None else front.get("period", "")),
        ("基準日", _day(front.get("as_of", ""))),
        ("版", front.get("generated", "")[:8]),
    )
    return [(name, value) for name, value in facts if value]


def _day(said: str) -> str:
    day = _iso(said)
    return (format_wareki(parse_date(day)) or day) if day else ""


def _iso(said: str) -> str:
    try:
        return parse_date(said).isoformat() if said else ""
    except UsageError:
        return ""


def _period(front: Mapping[str, str]) -> Period | None:
    try:
        return parse_period(front["period"]) if front.get("period") else None
    except UsageError:
        return None


def _temporal(years: Period | None) -> str:
    """The period as days (DCMI Period); a fiscal year begins on 1 April."""
    return "" if years is None else f"start={years[0]}-04-01; end={years[1] + 1}-03-31;"


def _remaining(plan: PlanText, body: Body) -> Iterator[str]:
    """What must be settled before the plan can be published."""
    inside = sum(_open_places(plain(line)) for element in plan.elements for line in lines_of(element))
    inside -= body.slots
    found = [
        (body.slots, "記入する所", "slot-1"),
        (max(0, inside), f"表や文の中の{FILL_IN}", ""),
        (body.conflicts, "食い違い", "conflict-1"),
    ]
    said = [
        f'<a href="#{anchor}">{label}</a> {count}か所' if anchor else f"{label} {count}か所"
        for count, label, anchor in found
        if count
    ]
    if said:
        yield f'<p class="remaining">この文書には、決まっていない所が残っています: {"、".join(said)}</p>'


def _open_places(words: str) -> int:
    """How often a line says 【記入】, but where it speaks of the mark itself."""
    return words.count(FILL_IN) - words.count(f"「{FILL_IN}」")


def _contents(sections: Iterable[Section], with_notes: bool) -> Iterator[str]:
    shown = [section for section in sections if section.level <= _DEEPEST]
    if not shown:
        return
    yield '<nav class="contents" aria-labelledby="contents"><h2 id="contents">目次</h2>'
    level = CHAPTER - 1
    for section in shown:
        if section.level > level:
            yield "<ul>"
        else:
            yield "</li>" + "</ul></li>" * (level - section.level)
        yield f'<li><a href="#{section.id}">{section.words}</a>'
        level = section.level
    yield "</li>" + "</ul></li>" * (level - CHAPTER)
    if with_notes:
        yield f'<li><a href="#notes">{NOTES_HEADING}</a></li>'
    yield "</ul></nav>"


def _notes(plan: PlanText, notes: Notes) -> Iterator[str]:
    if not notes.numbers:
        return
    yield '<section class="chapter notes" role="doc-endnotes" aria-labelledby="notes">'
    yield f'<h2 id="notes">{NOTES_HEADING}</h2><ol>'
    # Notes may cite notes, so that all are written before the ways back are known.
    said = {label: line_html(plan.notes[label], notes) for label in notes.numbers}
    for label, number in notes.numbers.items():
        yield f'<li id="note-{number}">{said[label]}{notes.returns(number)}</li>'
    yield "</ol></section>"


def _footer(front: Mapping[str, str]) -> Iterator[str]:
    version = text(front.get("konkyo", ""))
    name = text(front.get("body_name", ""))
    by = f"konkyo {version}".strip()
    if "generated" in front:
        yield f"<footer><p>{name}　この文書は {by} で作った案を基にしています。</p></footer>"
