"""The plan as a reader will see it, as text: headings, paragraphs, lists, tables in columns, notes with numbers."""

from collections.abc import Iterator, Sequence

from registry.plan.elements import (
    Conflict,
    Entry,
    Heading,
    Line,
    Paragraph,
    PlanText,
    Quote,
    Table,
    Verbatim,
    plain,
)
from registry.text.display import pad, width, wrap_phrases
from tui.widgets.passages import Passage

_NARROWEST = 6


def preview(plan: PlanText, columns: int) -> list[Passage]:
    """The whole plan in lines of at most so many cells; each stands under the number of its line in the text."""
    numbers = _numbers(plan)
    said: list[Passage] = []
    for element in plan.elements:
        key = f"line:{element.line}"
        parts = list(_shown(element, numbers, max(columns, 20)))
        if parts:
            said.append(parts[0]._replace(key=key))
            said += parts[1:]
            said.append(Passage(""))
    if numbers:
        said.append(Passage("注", "heading"))
        said += [
            Passage(
                f"{number} {plain(plan.notes.get(label, ()))}",
                "dim",
                key=f"line:{plan.note_lines.get(label, 1)}",
            )
            for label, number in numbers.items()
        ]
    return said


def _numbers(plan: PlanText) -> dict[str, int]:
    from registry.plan.elements import lines_of

    labels = dict.fromkeys(
        run.note for element in plan.elements for line in lines_of(element) for run in line if run.note
    )
    return {label: number for number, label in enumerate(labels, 1)}


def _words(line: Line, numbers: dict[str, int]) -> str:
    return "".join(f"[{numbers[run.note]}]" if run.note else run.text for run in line)


def _shown(element: object, numbers: dict[str, int], columns: int) -> Iterator[Passage]:
    match element:
        case Heading(level=level, text=text):
            yield Passage(_words(text, numbers), "heading", max(0, level - 2))
        case Paragraph(lines=lines):
            yield Passage("　" + "".join(_words(line, numbers) for line in lines), hang=0)
        case Entry(lines=lines, depth=depth, number=number):
            mark = "・" if number is None else f"{number}. "
            yield Passage(mark + "".join(_words(line, numbers) for line in lines), "", depth + 1)
        case Quote(lines=lines, is_slot=is_slot):
            for place, line in enumerate(lines):
                yield Passage(_words(line, numbers), "caution" if is_slot and not place else "dim", 1)
        case Table(caption=caption, columns=heads, rows=rows):
            if caption:
                yield Passage(_words(caption, numbers), "heading")
            cells = [[_words(cell, numbers).replace("\n", " ") for cell in row] for row in (heads, *rows)]
            for place, shown in enumerate(table_lines(cells, columns)):
                yield Passage(shown, "accent" if not place else "", hang=0)
        case Verbatim(text=text):
            yield from (Passage(source, "dim", 1) for source in text.splitlines())
        case Conflict(ours=ours, theirs=theirs):
            yield Passage("食い違い  手で直した文", "error")
            yield from (Passage(source, "", 1) for source in ours.splitlines())
            yield Passage("食い違い  新しい案", "error")
            yield from (Passage(source, "", 1) for source in theirs.splitlines())


def table_lines(rows: Sequence[Sequence[str]], columns: int) -> Iterator[str]:
    """Rows in columns of display cells; long cells go on below."""
    count = max(map(len, rows), default=0)
    if not count:
        return
    wanted = [
        max((width(row[place]) for row in rows if place < len(row)), default=1) for place in range(count)
    ]
    room = columns - 2 * (count - 1)
    while sum(wanted) > room and max(wanted) > _NARROWEST:
        wanted[wanted.index(max(wanted))] -= 1
    for number, row in enumerate(rows):
        pieces = [wrap_phrases(cell, max(size, 2)) or [""] for cell, size in zip(row, wanted, strict=False)]
        for place in range(max(map(len, pieces), default=0)):
            line = [piece[place] if place < len(piece) else "" for piece in pieces]
            yield "  ".join(pad(cell, size) for cell, size in zip(line, wanted, strict=False)).rstrip()
        if number == 0:
            yield "  ".join("-" * size for size in wanted)
