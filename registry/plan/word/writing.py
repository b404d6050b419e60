"""The text of the Word document: cover, contents, the units of the plan, the notes."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from registry.plan.elements import NOTES_HEADING, Line, Run, plain
from registry.plan.word.contents import contents_xml, listed, take_room
from registry.plan.word.looks import CLOSE_PORTRAIT, LANDSCAPE, LOOKS, PORTRAIT
from registry.plan.word.paging import Pages
from registry.plan.word.parts import Body
from registry.plan.word.tables import conflict_xml, table_xml
from registry.plan.word.units import Kind, Unit
from registry.plan.word.widths import display_width, is_short, is_turned, line_height
from registry.plan.word.xml import (
    COVER_KEY,
    NOTES_KEY,
    Runs,
    bookmarks,
    heading_key,
    line_key,
    note_key,
    paragraph,
    simple_field,
    text_run,
)
from registry.text.inert import inert

_CAPTION_NUMBER = re.compile(r"表\s*([0-9]{1,4})(?![0-9０-９.．‐－-])")
_LETTERED = re.compile(r"(?:[ァ-ヶ]|[(（][0-9０-９ァ-ヶ]{1,3}[)）]|[①-⑳])\s")
_TABLE_NOTE = re.compile(r"[注※]\s*[0-9０-９]")
_DEEPEST_HEADING = 5
_SHORT_OPENING = 400
"""An opening of at most so many characters stands on the cover."""
_NOTES_TARGET = "_TocNotes"


def write_body(
    units: Sequence[Unit], labels: Sequence[str], cover: Sequence[str], *, short: bool = False
) -> Body:
    """The body of the document. ``cover``: lines under the title; ``labels``: the notes by number.

    ``short``: without cover and contents, and no chapter begins a page.
    """
    return _Writer(units, labels, short=short).body(cover)


class _Writer:
    def __init__(self, units: Sequence[Unit], labels: Sequence[str], *, short: bool = False) -> None:
        self._short = short
        self._units = [unit for unit in units if unit.kind is not Kind.NOTE]
        self._notes = [unit for unit in units if unit.kind is Kind.NOTE]
        self._numbers = {label: number for number, label in enumerate(labels, start=1)}
        self._runs = Runs(self._numbers)
        self._mark = bookmarks()
        self._pages = Pages()
        self._starts: list[int] = []
        self._counted = 0
        self._list: dict[int, tuple[int, int]] = {}
        self._after_table = False
        self._noting = False
        self._titled = any(unit.kind is Kind.TITLE for unit in units)

    def body(self, cover: Sequence[str]) -> Body:
        opening, rest = self._opening()
        on_cover = sum(len(plain(line)) for unit in opening for line in unit.lines) <= _SHORT_OPENING
        before = [unit for unit in opening if unit.kind is not Kind.TITLE]
        front = [self._unit(unit) for unit in opening if unit.kind is Kind.TITLE]
        if self._titled:
            front += [
                self._paragraph("Subtitle", self._mark(f"{COVER_KEY}{number}"), (Run(line),))
                for number, line in enumerate(cover, start=1)
            ]
        if on_cover:
            front += self._flow(before)
        further = [(NOTES_HEADING, _NOTES_TARGET)] if self._notes else []
        has_contents = bool(listed(self._units)) and not self._short
        if has_contents:
            take_room(self._units, [text for text, _ in further], self._pages)
        main = [] if on_cover else list(self._flow(before))
        main += self._flow(rest)
        if self._notes:
            mark = self._mark(NOTES_KEY) + self._mark(_NOTES_TARGET)
            main.append(self._paragraph("Heading1", mark, (Run(NOTES_HEADING),), key=_NOTES_TARGET))
            main += [self._note(unit) for unit in self._notes]
        elif self._after_table:
            main.append(paragraph("SectionBreak", ""))
        self._pages.finish()
        contents = contents_xml(self._units, further, self._pages) if has_contents else ""
        xml = "".join((*front, contents, *main))
        body = xml + self._section(turned=False)
        if self._titled and not self._short:
            # Only the first section has a cover without a page number.
            first, _, others = body.partition("</w:sectPr>")
            body = f"{first}<w:titlePg/></w:sectPr>{others}"
        return Body(xml=body, addresses=self._runs.addresses, starts=tuple(self._starts))

    def _opening(self) -> tuple[list[Unit], list[Unit]]:
        """What stands before the first chapter, and the rest."""
        for position, unit in enumerate(self._units):
            if unit.kind is Kind.HEADING:
                return self._units[:position], self._units[position:]
        titles = [unit for unit in self._units if unit.kind is Kind.TITLE]
        return titles, [unit for unit in self._units if unit.kind is not Kind.TITLE]

    def _flow(self, units: Sequence[Unit]) -> Iterator[str]:
        """Units in a row; wide tables with their captions and notes on pages of their own, turned."""
        if self._short:
            yield from self._group(units, CLOSE_PORTRAIT)
            return
        for turned, group in groupby(_turned(units), key=lambda pair: pair[0]):
            if turned:
                yield paragraph("SectionBreak", "", self._section(turned=False))
                self._pages.section(turned=True)
            yield from self._group([unit for _, unit in group], LANDSCAPE if turned else PORTRAIT)
            if turned:
                yield paragraph("SectionBreak", "", self._section(turned=True))
                self._pages.section(turned=False)
                self._after_table = False

    def _group(self, units: Sequence[Unit], page: int) -> Iterator[str]:
        for table, group in groupby(units, key=lambda unit: unit.table):
            if not table:
                for unit in group:
                    if unit.kind is Kind.CONFLICT and self._after_table:
                        yield paragraph("SectionBreak", "")
                    yield self._unit(unit)
                continue
            if self._after_table:  # Word would make one table of two that touch
                yield paragraph("SectionBreak", "")
            rows = list(group)
            marks = [self._mark(line_key(row.line)) for row in rows]
            columns = len(rows[0].lines)
            xml, heights = table_xml(
                [row.text for row in rows], marks, self._runs, page, may_break=self._short
            )
            whole = not self._short and is_short(heights, columns)
            self._pages.table(heights, line_height(columns), whole=whole)
            self._after_table = True
            self._list.clear()
            yield xml

    def _unit(self, unit: Unit) -> str:
        if unit.kind is not Kind.ENTRY:
            self._list.clear()
        after_table, self._after_table = self._after_table, unit.kind is Kind.CONFLICT
        mark = self._mark(line_key(unit.line))
        content = unit.text[0]
        match unit.kind:
            case Kind.TITLE:
                return self._paragraph("Title", mark, content)
            case Kind.HEADING:
                return self._heading(unit, mark, content)
            case Kind.CAPTION:
                return self._paragraph("Caption", mark, content, written=self._caption(content))
            case Kind.ENTRY:
                return self._entry(unit, mark, content)
            case Kind.QUOTE:
                return self._paragraph("Slot" if unit.slot else "Quote", mark, content, keep_next=unit.more)
            case Kind.VERBATIM:
                return self._paragraph(
                    "Verbatim", mark, content, written=text_run(inert(plain(unit.lines[0]), keep_lines=True))
                )
            case Kind.CONFLICT:
                xml, heights = conflict_xml(unit.text, mark, self._runs)
                self._pages.table(heights, round(LOOKS["TableText"].line * 20))
                return xml
            case _:
                words = plain(content)
                note = _TABLE_NOTE.match(words) is not None and len(words) <= 2 * _SHORT_OPENING
                self._after_table = False
                self._noting = after_table or (note and self._noting)
                return self._paragraph("TableNote" if note and self._noting else "BodyText", mark, content)

    def _paragraph(
        self,
        style: str,
        mark: str,
        content: Line,
        properties: str = "",
        *,
        written: str = "",
        key: str = "",
        keep_next: bool = False,
    ) -> str:
        """A paragraph, counted into the pages; ``written``: its runs when they are more than its content."""
        columns = sum(map(display_width, plain(content).split("\n"))) + 2 * sum(
            1 for run in content if run.note
        )
        self._pages.paragraph(style, columns, key, keep_next=keep_next)
        together = "<w:keepNext/>" if keep_next else ""
        return paragraph(style, mark + (written or self._runs.line(content)), together + properties)

    def _heading(self, unit: Unit, mark: str, content: Line) -> str:
        level = min(_DEEPEST_HEADING, max(1, unit.level - 1))
        key = heading_key(unit.line)
        target = self._mark(key) if level <= 2 else ""
        return self._paragraph(f"Heading{level}", mark + target, content, key=key)

    def _caption(self, content: Line) -> str:
        """The number as a field, so that Word can list and renumber tables; set to what the text says."""
        first = content[0] if content else Run("")
        found = _CAPTION_NUMBER.match(first.text)
        if found is None or found[1].startswith("0"):
            return self._runs.line(content)
        number = int(found[1])
        self._counted += 1
        reset = "" if number == self._counted else f" \\r {number}"
        self._counted = number
        start, end = found.span(1)
        lead, tail = Run(first.text[:start], first.marks), Run(first.text[end:], first.marks)
        field = simple_field(f"SEQ 表 \\* ARABIC{reset}", found[1])
        return (
            self._runs.line((lead,))
            + field
            + self._runs.line((tail, *content[1:]) if tail.text else content[1:])
        )

    def _entry(self, unit: Unit, mark: str, content: Line) -> str:
        depth = min(unit.level, 2)
        for deeper in [level for level in self._list if level > unit.level]:
            del self._list[deeper]
        if unit.number is None:
            self._list.pop(unit.level, None)
            lettered = _LETTERED.match(plain(content)) is not None
            style = f"Lettered{depth + 1}" if lettered else f"ListBullet{depth + 1 if depth else ''}"
            return self._paragraph(style, mark, content)
        known, last = self._list.get(unit.level, (0, 0))
        if not known or unit.number != last + 1:
            self._starts.append(max(0, unit.number))
            known = len(self._starts) + 1
        self._list[unit.level] = (known, unit.number)
        numbered = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{known}"/></w:numPr>'
        return self._paragraph("ListNumber", mark, content, numbered)

    def _note(self, unit: Unit) -> str:
        number = self._numbers[unit.label]
        content = unit.text[0]
        written = f"{text_run(f'[{number}]')}<w:r><w:tab/></w:r>{self._runs.line(content)}"
        return self._paragraph("GroundNote", self._mark(note_key(number)), content, written=written)

    def _section(self, *, turned: bool) -> str:
        sides = (1785, 1786) if turned else (1134, 850) if self._short else (1417, 1418)
        size = 'w:w="16838" w:h="11906" w:orient="landscape"' if turned else 'w:w="11906" w:h="16838"'
        top, bottom, footer = (680, 737, 340) if self._short else (1418, 1418, 680)
        return (
            f'<w:sectPr><w:footerReference w:type="default" r:id="rId6"/><w:pgSz {size}/>'
            f'<w:pgMar w:top="{top}" w:right="{sides[0]}" w:bottom="{bottom}" w:left="{sides[1]}" w:header="851" '
            f'w:footer="{footer}" w:gutter="0"/><w:cols w:space="425"/></w:sectPr>'
        )


def _turned(units: Sequence[Unit]) -> Iterator[tuple[bool, Unit]]:
    """Each unit with whether it stands on a page turned on its side: wide tables, their captions and notes."""
    turned: set[int] = set()
    for table, group in groupby(units, key=lambda unit: unit.table):
        rows = list(group)
        if table and is_turned([row.text for row in rows], len(rows[0].lines)):
            turned.add(table)
    after = False
    for position, unit in enumerate(units):
        if unit.table:
            after = unit.table in turned
        elif turned and unit.kind in (Kind.HEADING, Kind.CAPTION):
            following = position
            while following < len(units) and units[following].kind in (Kind.HEADING, Kind.CAPTION):
                following += 1
            after = following < len(units) and units[following].table in turned
        elif after and not (unit.kind is Kind.PARAGRAPH and _TABLE_NOTE.match(plain(unit.text[0]))):
            after = False
        yield after, unit
