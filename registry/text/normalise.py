"""Folding Japanese text so that what a reader takes for the same word compares as the same string.

Folded text serves comparing and searching only; it is never shown. What is done:

- Unicode NFKC (full and half width, ligatures, circled figures) and lower case.
- Hiragana becomes katakana, so that もりまち and モリマチ compare; small ヵ and ヶ become カ and ケ. Other
  small kana stay: びょういん and びよういん are different words.
- Old and variant kanji become the usual form (``registry.text.variants``).
- Spaces, control and format characters, lone surrogates, variation selectors, brackets and quotation marks,
  middle dots, long vowel marks, hyphens, dashes, wave dashes and underscores are removed.
- カ, ガ and ケ after a kanji or digit and before a kanji become ケ: 七ヶ浜, 七ケ浜 and 七が浜 are one place,
  三か所 and 三ヶ所 one count. A が that is a particle is folded with them, on both sides of a comparison
  alike; ``query_forms`` takes care of a query that begins or ends with such a character.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from registry.text.variants import VARIANTS

_REMOVED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Ps", "Pe", "Pi", "Pf", "Pd", "Pc"})
_REMOVED_CHARACTERS = frozenset("・·•∙⋅‧●ー−~∼\"'`´─━")
_VARIATION_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0), range(0x180B, 0x180E))
_REPLACED = VARIANTS | {"ヵ": "カ", "ヶ": "ケ", "ς": "σ"}
_KANJI = "々〇㐀-䶿一-鿿\U00020000-\U0003ffff"
_REMEMBERED_CHARACTERS = 0x8000


class _FoldingTable(dict[int, int | str]):
    """What each character folds to, worked out when it is first met."""

    def __missing__(self, code: int) -> int | str:
        text = _fold_character(chr(code))
        folded = ord(text) if len(text) == 1 else text  # str.translate is quicker with code points
        if len(self) < _REMEMBERED_CHARACTERS:
            self[code] = folded
        return folded


def _fold_character(character: str) -> str:
    normal = unicodedata.normalize("NFKC", character).lower()
    folded = "".join(map(_replace, normal))
    return folded if folded == character else "".join(map(_fold_character, folded))


def _replace(character: str) -> str:
    code = ord(character)
    if (
        character in _REMOVED_CHARACTERS
        or unicodedata.category(character) in _REMOVED_CATEGORIES
        or any(code in selectors for selectors in _VARIATION_SELECTORS)
    ):
        return ""
    if "ぁ" <= character <= "ゖ" or character in "ゝゞ":
        character = chr(code + 0x60)
    return _REPLACED.get(character, character)


_table = _FoldingTable()
_plane: list[Any] = [...] * 0x10000
"""The same for the characters up to U+FFFF that were met; ``...`` is what str.translate refuses. A list is asked in
half the time of a dict, and folding is most of what matching a record takes."""


def _translate(text: str) -> str:
    if len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text):
        # Some character is beyond U+FFFF, and str.translate keeps what a list is too short for.
        return text.translate(_table)
    try:
        return text.translate(_plane)
    except TypeError:
        for code in set(map(ord, text)):
            _plane[code] = _table[code]
        return text.translate(_plane)


@lru_cache(maxsize=1)
def _place_pattern() -> re.Pattern[str]:
    # The kana stands first, so that re looks for it alone before it looks at what is around it.
    return re.compile(f"[カガ](?<=[0-9{_KANJI}][カガ])(?=[{_KANJI}])")


def fold(text: str) -> str:
    """Fold text for comparing; see the module for what is done. Folding twice changes nothing."""
    folded = _translate(text)
    while not unicodedata.is_normalized("NFKC", folded):
        # Marks that now follow their base directly: half-width ﾞ, or one that a removed character kept apart.
        folded = _translate(unicodedata.normalize("NFKC", folded))
    if "ガ" in folded or "カ" in folded:
        return _place_pattern().sub("ケ", folded)
    return folded


def query_forms(query: str) -> tuple[str, ...]:
    """Folded forms under which a query may occur inside a folded text, the plain one first.

    A query such as が丘 stands in 自由が丘 as ケ丘, because there a kanji precedes it. Empty when nothing of
    the query is left after folding.
    """
    folded = fold(query)
    if not folded:
        return ()
    if folded[0] not in "カガ" and folded[-1] not in "カガ":
        return (folded,)
    forms = dict.fromkeys([folded])
    for before, after in (("一", ""), ("", "一"), ("一", "一")):
        inside = _place_pattern().sub("ケ", before + folded + after)
        forms[inside[len(before) : len(inside) - len(after)]] = None
    return tuple(forms)


def matches(query: str, haystacks: Iterable[str]) -> bool:
    """True when the folded query occurs in one of the texts, be it of one character or more.

    A query of which nothing is left after folding matches nothing.
    """
    forms = query_forms(query)
    return bool(forms) and any(form in folded for folded in map(fold, haystacks) for form in forms)


def bigrams(text: str) -> tuple[str, ...]:
    """Overlapping pairs of the folded text in order; a single character stands for itself."""
    folded = fold(text)
    if len(folded) < 2:
        return (folded,) if folded else ()
    return tuple(map(str.__add__, folded, folded[1:]))
