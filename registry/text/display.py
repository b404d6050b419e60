"""Laying out Japanese text in columns of a terminal.

Widths follow Unicode's East Asian Width (UAX #11): wide and full-width characters take two columns,
combining marks none. Text is never cut inside a grapheme: a base with its marks, variation selector, joined
emoji or half-width voicing mark stays together.
"""

import unicodedata
from collections.abc import Callable, Iterator
from typing import Literal

_JOINER = "\u200d"
_EMOJI_SELECTOR = "\ufe0f"
_HALF_WIDTH_VOICING = "ﾞﾟ"
_NOT_AT_START = frozenset(
    "、。，．,.・：；:;？！?!゛゜ヽヾゝゞ々ー」』）)］]｝}】〉》〕’”〜～ぁぃぅぇぉっゃゅょァィゥェォッャュョヵヶ…‥%％"
)
_NOT_AT_END = frozenset("「『（(［[｛{【〈《〔‘“")

_ENDS_PHRASE = frozenset("、。，．・：；？！）」』］｝】〉》〕")
_ONE_PHRASE = frozenset(("に関", "に係", "に対", "に基", "に伴", "と認"))
"""A particle and what it leads to: に関する."""
_INSIDE_WORD = frozenset("いきしちみりぎじびえけせめれげべおご")
"""Hiragana that, alone between kanji, stand inside a word (取り込む, お知らせ)."""
_LEAST_ENDS = 12
"""Columns below which both ends of a text have no room."""
_MOST_SPARE = 16
"""Columns that may stay empty at the end of a line so that it ends with a phrase."""

Ambiguous = Literal[1, 2]
"""Columns of a character of ambiguous width (…, ①, Greek): 1 in most terminals, 2 in old Japanese ones."""

_Cutter = Callable[[list[str], int, int], int]
_COMPLEX = 1_000_000
"""Stands in a table of widths for a character that may be part of a longer grapheme."""
_REMEMBERED_CHARACTERS = 0x8000


class _Widths(dict[str, int]):
    """Columns of each character, worked out when it is first met."""

    def __init__(self, ambiguous: Ambiguous) -> None:
        super().__init__()
        self._ambiguous = ambiguous

    def __missing__(self, character: str) -> int:
        alone = not _continues(character) and not _is_flag_letter(character)
        columns = _character_width(character, self._ambiguous) if alone else _COMPLEX
        if len(self) < _REMEMBERED_CHARACTERS:
            self[character] = columns
        return columns


def _character_width(character: str, ambiguous: Ambiguous) -> int:
    category = unicodedata.category(character)
    if category in {"Mn", "Me", "Cc", "Cf", "Cs", "Zl", "Zp"} or "\u1160" <= character <= "\u11ff":
        return 1 if character == "\u00ad" else 0
    kind = unicodedata.east_asian_width(character)
    if kind in "WF":
        return 2
    return ambiguous if kind == "A" else 1


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _is_skin_tone(character: str) -> bool:
    return "\U0001f3fb" <= character <= "\U0001f3ff"


def _continues(character: str) -> bool:
    """True when the character belongs to the one before it."""
    return (
        unicodedata.category(character) in {"Mn", "Me", "Mc"}
        or character in _HALF_WIDTH_VOICING
        or character in (_JOINER, "\u200c")
        or _is_skin_tone(character)
        or "\U000e0020" <= character <= "\U000e007f"
        or "\u1160" <= character <= "\u11ff"
    )


_WIDTHS: dict[Ambiguous, _Widths] = {1: _Widths(1), 2: _Widths(2)}


def graphemes(text: str) -> Iterator[str]:
    """Split text into what a reader sees as single characters."""
    if sum(map(_WIDTHS[1].__getitem__, text)) < _COMPLEX:
        yield from text
        return
    start = 0
    flag_letters = 0
    for position, character in enumerate(text):
        before = text[position - 1 : position]
        flag_letters = flag_letters + 1 if _is_flag_letter(character) else 0
        joins = (
            (_continues(character) and before not in ("\r", "\n", "\t"))
            or (before == _JOINER and unicodedata.category(character) == "So")
            or (flag_letters > 0 and flag_letters % 2 == 0)
        )
        if position > start and not joins:
            yield text[start:position]
            start = position
    if start < len(text):
        yield text[start:]


def _grapheme_width(grapheme: str, ambiguous: Ambiguous) -> int:
    columns = sum(map(_WIDTHS[ambiguous].__getitem__, grapheme))
    if columns < _COMPLEX:
        return columns
    first = _character_width(grapheme[0], ambiguous)
    if _is_flag_letter(grapheme[0]):
        return min(len(grapheme), 2)
    if _EMOJI_SELECTOR in grapheme and not grapheme[0].isalpha():
        return 2
    if _JOINER in grapheme:
        return max(_character_width(character, ambiguous) for character in grapheme)
    return first + sum(_character_width(mark, ambiguous) for mark in grapheme[1:] if not _is_skin_tone(mark))


def width(text: str, ambiguous: Ambiguous = 1) -> int:
    """Columns that text takes. Control characters count nothing: make outside text inert first."""
    if text.isascii() and text.isprintable():
        return len(text)
    columns = sum(map(_WIDTHS[ambiguous].__getitem__, text))
    if columns < _COMPLEX:
        return columns
    return sum(_grapheme_width(grapheme, ambiguous) for grapheme in graphemes(text))


def pad(
    text: str, columns: int, align: Literal["left", "right", "center"] = "left", ambiguous: Ambiguous = 1
) -> str:
    """Fill text with spaces to at least so many columns; wider text is returned as it is."""
    missing = columns - width(text, ambiguous)
    if missing <= 0:
        return text
    before = {"left": 0, "right": missing, "center": missing // 2}[align]
    return " " * before + text + " " * (missing - before)


def truncate(text: str, columns: int, ellipsis: str = "…", ambiguous: Ambiguous = 1) -> str:
    """Shorten text to at most so many columns, with an ellipsis when something was cut off and it fits."""
    if width(text, ambiguous) <= columns:
        return text
    room = columns - width(ellipsis, ambiguous)
    if room < 0:
        ellipsis, room = "", columns
    return _head(text, room, ambiguous) + ellipsis


def truncate_middle(text: str, columns: int, ellipsis: str = "…", ambiguous: Ambiguous = 1) -> str:
    """Shorten text to at most so many columns by leaving out its middle, where that leaves both ends some room."""
    if width(text, ambiguous) <= columns:
        return text
    room = columns - width(ellipsis, ambiguous)
    if room < _LEAST_ENDS:
        return truncate(text, columns, ellipsis, ambiguous)
    parts = list(graphemes(text))
    tail = room * 2 // 5
    while parts and (wide := _grapheme_width(parts[-1], ambiguous)) <= tail:
        tail -= wide
        parts.pop()
    kept = text[len("".join(parts)) :]
    return _head(text, room - width(kept, ambiguous), ambiguous) + ellipsis + kept


def _head(text: str, columns: int, ambiguous: Ambiguous) -> str:
    kept: list[str] = []
    for grapheme in graphemes(text):
        columns -= _grapheme_width(grapheme, ambiguous)
        if columns < 0:
            break
        kept.append(grapheme)
    return "".join(kept)


def wrap(text: str, columns: int, ambiguous: Ambiguous = 1) -> list[str]:
    """Break text into lines of at most so many columns.

    Line breaks of the text are kept. Latin words and numbers stay whole where a line can hold them; closing
    punctuation and small kana do not begin a line nor opening brackets end one, as far as that leaves a line
    of at least one character (禁則). Only a grapheme that is wider than a line may exceed it.

    Raises:
        ValueError: ``columns`` is below 1.
    """
    return _wrapped(text, columns, ambiguous, _best_cut)


def wrap_phrases(text: str, columns: int, ambiguous: Ambiguous = 1) -> list[str]:
    """As ``wrap``, but a line ends with a phrase where one ends near enough: 促進及び / 自転車等の, not 自転 / 車等の.

    Where a phrase ends is told from the script alone: after punctuation, before a bracket, where kanji, katakana,
    letters follow hiragana. 取り込む, に関する and 4条の2 stay whole.

    Raises:
        ValueError: ``columns`` is below 1.
    """
    spare = min(columns // 2, _MOST_SPARE)
    return _wrapped(
        text, columns, ambiguous, lambda pieces, start, end: _phrase_cut(pieces, start, end, spare)
    )


def _wrapped(text: str, columns: int, ambiguous: Ambiguous, best_cut: _Cutter) -> list[str]:
    if columns < 1:
        raise ValueError(f"a line needs at least one column, not {columns}")
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        lines.extend(_wrap_paragraph(list(graphemes(paragraph)), columns, ambiguous, best_cut))
    return lines


def _wrap_paragraph(
    pieces: list[str], columns: int, ambiguous: Ambiguous, best_cut: _Cutter
) -> Iterator[str]:
    start = 0
    while True:
        while start < len(pieces) and start > 0 and pieces[start].isspace():
            start += 1
        end, used = start, 0
        while end < len(pieces):
            used += _grapheme_width(pieces[end], ambiguous)
            if used > columns and end > start:
                break
            end += 1
        if end == len(pieces):
            if end > start or start == 0:
                yield "".join(pieces[start:])
            return
        cut = best_cut(pieces, start, end)
        yield "".join(pieces[start:cut]).rstrip()
        start = cut


def _best_cut(pieces: list[str], start: int, end: int) -> int:
    """The last place up to ``end`` at which a line may be broken; ``end`` itself when there is none."""
    for cut in range(end, start, -1):
        if may_break(pieces[cut - 1], pieces[cut]):
            return cut
    return end


def _phrase_cut(pieces: list[str], start: int, end: int, spare: int) -> int:
    """The last place at which a phrase ends and no more than ``spare`` columns stay empty, else the last at all."""
    left = 0
    for cut in range(end, start, -1):
        if left > spare:
            break
        if may_break(pieces[cut - 1], pieces[cut]) and _phrase_ends(pieces, cut):
            return cut
        left += _grapheme_width(pieces[cut - 1], 1)
    return _best_cut(pieces, start, end)


def _phrase_ends(pieces: list[str], cut: int) -> bool:
    before, after = pieces[cut - 1][0], pieces[cut][0]
    if before.isspace() or after.isspace() or before in _ENDS_PHRASE or after in _NOT_AT_END:
        return True
    if after == "第":
        return before.isdigit() or before in "条項"
    if after.isdigit():
        return before in "年月"
    if not _is_hiragana(before) or _is_hiragana(after) or after in _NOT_AT_START:
        return False
    if before + after in _ONE_PHRASE:
        return False
    stem = pieces[cut - 2][0] if cut > 1 else ""
    return before not in _INSIDE_WORD or _is_hiragana(stem) or stem == "及"


def _is_hiragana(character: str) -> bool:
    return "\u3041" <= character <= "\u309f"


def may_break(before: str, after: str) -> bool:
    """True when a line may end after one grapheme and the next begin with the other (禁則; words stay whole)."""
    if after[0] in _NOT_AT_START or before[0] in _NOT_AT_END:
        return False
    return not (_in_word(before) and _in_word(after))


def _in_word(grapheme: str) -> bool:
    return grapheme[0].isascii() and not grapheme[0].isspace()
