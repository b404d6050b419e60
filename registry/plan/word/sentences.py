"""Cutting a paragraph that was edited in Word into the lines that it has in the Markdown."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from registry.plan.elements import Line, Mark, Run, flowing
from registry.plan.line_merge import shared_ends
from registry.plan.word.units import shown

_Atom = tuple[str, frozenset[Mark], str, str]
_FULL_STOP = "。"
_OPENING, _CLOSING = "（「『(［【〔", "）」』)］】〕"


def cut_lines(old: Sequence[Line], new: Line, *, one_sentence: bool) -> list[tuple[Line, int | None]]:
    """The new text in lines, each with the old line that it continues; None for one more line.

    Lines that were not changed come back as they were. With ``one_sentence``, more sentences in place of one get
    lines of their own.
    """
    before: list[_Atom] = []
    ends: list[int] = []
    for position in range(len(old)):
        before = _atoms(shown(flowing(old[: position + 1])))
        ends.append(len(before))
    after = _atoms(shown(new))
    places = _carried_over(before, after, ends)
    lines: list[tuple[Line, int | None]] = []
    start = 0
    for position, end in enumerate(places):
        piece = shown(_line(after[start:end]))
        start = max(start, end)
        if not piece:
            continue
        if one_sentence and piece != shown(old[position]):
            pieces = _sentences(piece)
            same = next((at for at, part in enumerate(pieces) if part == shown(old[position])), 0)
            lines += ((part, position if number == same else None) for number, part in enumerate(pieces))
        else:
            lines.append((piece, position))
    return lines


def _atoms(line: Line) -> list[_Atom]:
    atoms: list[_Atom] = []
    for run in line:
        if run.note:
            atoms.append(("", frozenset(), "", run.note))
        else:
            atoms += ((character, run.marks, run.link, "") for character in run.text)
    return atoms


def _line(atoms: Sequence[_Atom]) -> Line:
    return tuple(Run(text, marks, link, note) for text, marks, link, note in atoms)


def _carried_over(before: Sequence[_Atom], after: Sequence[_Atom], ends: Sequence[int]) -> list[int]:
    """Where the ends of the old lines are in the new text."""
    places: list[int] = []
    start, tail = shared_ends(before, after)
    middle = (before[start : len(before) - tail], after[start : len(after) - tail])
    codes = SequenceMatcher(None, *middle, autojunk=False).get_opcodes()
    for end in ends:
        place = len(after) - (len(before) - end)
        if end <= start:
            place = end
        elif end <= len(before) - tail:
            for _, b0, b1, a0, a1 in codes:
                if b0 < end - start <= b1:
                    place = start + (a0 + (end - start - b0) if a1 - a0 == b1 - b0 else a1)
                    break
        places.append(place)
    if places:
        places[-1] = len(after)
    return places


def _sentences(line: Line) -> list[Line]:
    """Sentences by their full stop, not inside brackets; the references behind it go with it."""
    atoms = _atoms(line)
    pieces: list[Line] = []
    start = depth = 0
    for position, (text, _, _, _) in enumerate(atoms):
        depth += (text in _OPENING) - (text in _CLOSING) if text else 0
        following = atoms[position + 1] if position + 1 < len(atoms) else None
        if (
            depth <= 0
            and following is not None
            and not following[3]
            and _ends_sentence(atoms, start, position)
        ):
            pieces.append(shown(_line(atoms[start : position + 1])))
            start = position + 1
    pieces.append(shown(_line(atoms[start:])))
    return [piece for piece in pieces if piece]


def _ends_sentence(atoms: Sequence[_Atom], start: int, position: int) -> bool:
    """True at a full stop, or when only references stand between one and this place."""
    while position > start and not atoms[position][0]:
        position -= 1
    return atoms[position][0] == _FULL_STOP
