"""The four formats of every result."""

import re
from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar

import msgspec

from registry.render.tables import Table, as_csv, as_markdown, as_text

Result = TypeVar("Result")


class Format(StrEnum):
    """``--format`` of every command that prints a result."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


def render(
    result: Result,
    form: Format,
    to_table: Callable[[Result], Table],
    *,
    columns: int = 100,
    bom: bool = False,
) -> str:
    """One result in one format; all formats come from the same object."""
    if form is Format.JSON:
        return as_json(result)
    table = to_table(result)
    if form is Format.CSV:
        return as_csv(table, bom=bom)
    if form is Format.MARKDOWN:
        return as_markdown(table)
    return as_text(table, columns)


def as_json(result: Any) -> str:
    """Indented UTF-8 JSON, keys in the order of the type; what a terminal would obey is escaped (\\u009b)."""
    text = msgspec.json.format(msgspec.json.encode(result), indent=2).decode() + "\n"
    return _obeyed().sub(lambda found: f"\\u{ord(found[0]):04x}", text)


@lru_cache(maxsize=1)
def _obeyed() -> re.Pattern[str]:
    """Control characters beyond those that JSON escapes anyway, and direction controls."""
    return re.compile("[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
