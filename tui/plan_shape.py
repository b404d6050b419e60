"""The shape of an open plan: its headings with what is generated, edited, open or in conflict below each."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from registry.plan.marked_text import MarkedText, read_marked
from registry.plan.merging import THEIRS, has_conflict
from registry.plan.slots import slots_by_line
from registry.standards.findings import Severity
from tui.plan_shown import ShownPlan, showable

if TYPE_CHECKING:
    from registry.plan.lint.findings import LintFinding

GENERATED, EDITED, CONFLICT, SLOT = "生", "直", "競", "記"
_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*\s*")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~=:&])")
_FENCE = re.compile(r"\s*(```|~~~)")
_OPEN_BLOCK = "L60"
"""Codes of findings that say of a slot or a mark what the outline says already."""


class Section(NamedTuple):
    """A heading and what stands below it, up to the next heading of its level."""

    key: str
    """Id of the heading's block, or its words where people wrote it."""
    row: int
    """Line of the editor."""
    level: int
    """1: chapter."""
    title: str
    slots: int
    conflicts: int
    edited: int
    """Places changed by hand."""
    known: bool
    """True: something below it was generated, and what was generated is known."""

    @property
    def mark(self) -> str:
        """What a reader should know first."""
        if self.conflicts:
            return CONFLICT
        said = [f"{SLOT}{self.slots}"] if self.slots else []
        said += [EDITED] if self.edited else []
        return " ".join(said) or (GENERATED if self.known else "")


class Shape(NamedTuple):
    """Everything that the outline and the jumps need."""

    title: str
    sections: tuple[Section, ...]
    slots: int
    conflicts: int
    edited: int
    findings: int
    stops: tuple[int, ...]
    """Lines of the editor that wait for somebody: slots, conflicts, findings."""
    slot_rows: tuple[int, ...] = ()
    """The line of each slot, in order; a line with two cells to fill in stands there twice."""
    conflict_rows: tuple[int, ...] = ()
    finding_rows: tuple[int, ...] = ()

    def count_at(self, row: int, before: int = 0) -> str:
        """What waits at a line, and which of how many it is; ``before``: slots of the same line in front of it."""
        for name, rows in (
            ("競合", self.conflict_rows),
            ("記入欄", self.slot_rows),
            ("指摘", self.finding_rows),
        ):
            if row in rows:
                return f"{name} {rows.index(row) + before + 1:,} / {len(rows):,}"
        return ""

    def text_below(self, section: Section, lines: Sequence[str]) -> int:
        """Where one goes on writing in a section: its first line of text, below whatever headings stand there first."""
        headings = {one.row for one in self.sections}
        end = next(
            (one.row for one in self.sections if one.row > section.row and one.level <= section.level),
            len(lines),
        )
        text = (row for row in range(section.row, end) if row not in headings and lines[row].strip())
        below = section.row + 1
        return next(text, below if below < end and below not in headings else section.row)

    def path_to(self, row: int) -> tuple[Section, ...]:
        """The chapter, its section and so on that hold a line."""
        path: list[Section] = []
        for section in self.sections:
            if section.row > row:
                break
            path = [*(one for one in path if one.level < section.level), section]
        return tuple(path)

    def words_of(self, row: int) -> str:
        """Where a line stands, shortly: the number of its chapter and the whole heading above it."""
        path = self.path_to(row)
        return " ".join([*(one.title.split()[0] for one in path[:-1]), *(one.title for one in path[-1:])])


def places_of(shown: ShownPlan, shape: Shape) -> dict[str, str]:
    """Where each block stands, in words."""
    found: dict[str, str] = {}
    for row, _ in enumerate(shown.lines):
        block = shown.block_at(row)
        if block and block not in found:
            found[block] = shape.words_of(row)
    return {block: words or "前書き" for block, words in found.items()}


def shape_of(shown: ShownPlan, began: str | None, findings: "Sequence[LintFinding]" = ()) -> Shape:
    """Work out the shape; ``began`` is the generated draft that the plan started as."""
    lines = shown.lines
    slots = slots_by_line(lines)
    conflicts = [row for row, line in enumerate(lines) if has_conflict(line)]
    edited, generated = _compared(shown, began)
    found = [
        (shown.row_of(finding.line), finding) for finding in findings if finding.severity is not Severity.INFO
    ]
    headings = list(_headings(lines))
    sections = []
    for number, (row, depth, title) in enumerate(headings):
        if depth == 1:
            continue
        level = depth - 1
        end = next((at for at, other, _ in headings[number + 1 :] if other <= depth), len(lines))
        within = range(row, end)
        sections.append(
            Section(
                key=shown.block_at(row) or title,
                row=row,
                level=level,
                title=title,
                slots=sum(count for at, count in slots.items() if at in within),
                conflicts=sum(at in within for at in conflicts),
                edited=sum(at in within for at in edited),
                known=any(at in within for at in generated),
            )
        )
    waiting = {row for row, finding in found if not finding.code.startswith(_OPEN_BLOCK)}
    return Shape(
        title=next((title for _, depth, title in headings if depth == 1), ""),
        sections=tuple(sections),
        slots=sum(slots.values()),
        conflicts=len(conflicts),
        edited=len(edited),
        findings=len(found),
        stops=tuple(sorted({*slots, *conflicts, *waiting})),
        slot_rows=tuple(row for row in sorted(slots) for _ in range(slots[row])),
        conflict_rows=tuple(conflicts),
        finding_rows=tuple(sorted(row for row, _ in found)),
    )


def moved(findings: "Sequence[LintFinding]", line: int, grown: int) -> "tuple[LintFinding, ...]":
    """Findings after an edit that ended in ``line`` of the plan and made it so many lines longer (below 0: shorter)."""
    from msgspec import structs

    before = line - max(grown, 0)
    return tuple(
        structs.replace(one, line=max(one.line + grown, line)) if one.line > before else one
        for one in findings
    )


def _headings(lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Row, number of # and words of each heading."""
    fence, conflict = "", False
    for row, line in enumerate(lines):
        if has_conflict(line):
            conflict = True
        elif line.startswith(THEIRS):
            conflict = False
        opened = _FENCE.match(line)
        if opened and fence in ("", opened[1]):
            fence = "" if fence else opened[1]
        heading = _HEADING.fullmatch(line) if not fence and not conflict else None
        if heading:
            yield row, len(heading[1]), _ESCAPED.sub(r"\1", heading[2])


def _compared(shown: ShownPlan, began: str | None) -> tuple[list[int], list[int]]:
    """First rows of the places changed by hand, and of the blocks that stand as they were generated."""
    if began is None:
        return [], []
    base = _contents(read_marked(began))
    edited: list[int] = []
    generated: list[int] = []
    for block, first, content in _runs(shown):
        if block:
            (generated if base.get(block) == content else edited).append(first)
        elif any(line.strip() for line in content):
            edited.append(first)
    return edited, generated


def _contents(marked: MarkedText) -> dict[str, tuple[str, ...]]:
    return {name: tuple(map(showable, part.content)) for name, part in marked.blocks().items()}


def _runs(shown: ShownPlan) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    first, owner, run = 0, "", list[str]()
    for row, line in enumerate(shown.lines):
        block = shown.block_at(row)
        if run and block != owner:
            yield owner, first, tuple(run)
            run = []
        if not run:
            first, owner = row, block
        run.append(line)
    if run:
        yield owner, first, tuple(run)
