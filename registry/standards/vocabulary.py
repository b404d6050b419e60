"""The words by which a table with headings of a body's own is known as the content of a standard dataset.

For each dataset: headings that only such tables have (worth two points), headings usual in them (one), headings
that go with them (under half), what a line above the table says, and what the cells of one column look like. Headings that
speak for another subject count against. From two points the table resembles the dataset; see
``registry.standards.recognition``.

The words come from the fields themselves, as the definitions, laws and published lists use them. Patterns are
searched in folded text (katakana, lower case, no spaces, brackets, long-vowel marks, underscores and dashes).
"""

import re
from functools import lru_cache
from typing import NamedTuple

from registry.standards.words_of_places import WORDS as WORDS_OF_PLACES
from registry.standards.words_of_records import WORDS as WORDS_OF_RECORDS
from registry.text.normalise import fold


class Subject(NamedTuple):
    """How the content of one dataset shows itself."""

    dataset: str
    sure: re.Pattern[str] | None = None
    strong: re.Pattern[str] | None = None
    support: re.Pattern[str] | None = None
    against: re.Pattern[str] | None = None
    never: re.Pattern[str] | None = None
    title: re.Pattern[str] | None = None
    values: re.Pattern[str] | None = None
    values_in: re.Pattern[str] | None = None
    """Headings of the columns whose cells are looked at; None: any but addresses and texts."""
    values_say: str = ""
    """What the cells are, for the evidence."""


_PARTS = ("sure", "strong", "support", "against", "never", "title", "values", "values_in")


@lru_cache(maxsize=1)
def subjects() -> tuple[Subject, ...]:
    """All subjects, compiled."""
    return tuple(
        Subject(
            dataset,
            **{
                part: re.compile(_folded(words[part]), re.MULTILINE) if part in words else None
                for part in _PARTS
            },
            values_say=words.get("values_say", ""),
        )
        for dataset, words in (WORDS_OF_PLACES | WORDS_OF_RECORDS).items()
    )


def _folded(pattern: str) -> str:
    """Letters of a pattern as folding leaves them; the marks of patterns stay."""
    return "".join(fold(each) if each not in "()[]{}|^$?!*+.,-~" else each for each in pattern).replace(
        "~", ""
    )
