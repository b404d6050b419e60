"""Titles and descriptions of many records in memory: a filter that answers while its words are typed.

The database looks at every text for each question, with all else that its rows hold between them: a quarter of a
second for 100,000 records. In memory the same takes some milliseconds, once they are read.
"""

import re
from collections.abc import Iterable, Sequence

from registry.text.normalise import query_forms
from registry.workspace.images import plain_text

_SEPARATORS = b"\x1f\x1e\n"
"""After a title, after a description, after an id."""
_CAPITALS = bytes(range(ord("A"), ord("Z") + 1))
_PLAIN = bytes.maketrans(_SEPARATORS + _CAPITALS, b" " * len(_SEPARATORS) + _CAPITALS.lower())
"""Only A–Z become small: LIKE of SQLite takes no other letters for alike."""


class RecordTexts:
    """What words are looked for in: one line for each record, with title, description and id."""

    def __init__(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """``rows``: id, folded title and description of each record; ids are given back in this order."""
        self._lines = "".join(
            [
                f"{_plain(title)}\x1f{_plain(description)}\x1e{record_id}\n"
                for record_id, title, description in rows
            ]
        )

    def containing(self, text: str) -> Sequence[str]:
        """Ids of the records all words of the text occur in, as RecordFilter.text says; all when there is none."""
        first, *others = (self._ids_with(word) for word in plain_text(text).split() or [""])
        for ids in map(frozenset, others):
            first = [one for one in first if one in ids]
        return first

    def _ids_with(self, word: str) -> list[str]:
        ids: list[str] = re.findall(_pattern(word), self._lines)
        return ids


def _plain(text: str) -> str:
    return text.encode("utf-8").translate(_PLAIN).decode("utf-8")


def _pattern(word: str) -> str:
    """Finds the id of each line with a word; behind a word of the texts stands a separator that no id has behind it."""
    plain, *forms = (re.escape(_plain(one)) for one in (word, *query_forms(word)))
    if plain in forms or not plain:
        found = [plain, *(f"{form}(?=[^\x1e\x1f]*+\x1f)" for form in forms if form != plain)]
    else:
        found = [f"{plain}(?=[^\x1e\x1f]*+\x1e)", *(f"{form}(?=[^\x1e\x1f]*+\x1f)" for form in forms)]
    return f"(?:{'|'.join(found)})[^\x1e\n]*+\x1e([^\n]*+)\n"
