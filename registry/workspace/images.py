"""Rows as plain data: the images that the history keeps, and texts made safe to store."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Table
from sqlmodel.sql.sqltypes import UTCDateTime

from registry.workspace.dialect import decode_json, encode_json

_REPLACEMENT = "\ufffd"
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def plain_text(value: str) -> str:
    """``value`` with NUL and lone surrogates, which no database stores, as U+FFFD."""
    return value if value.isprintable() else _UNSTORABLE.sub(_REPLACEMENT, value)


def plain_data(value: Any) -> Any:
    """``value`` with every text in it made storable; dictionaries and lists are copied."""
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, Mapping):
        return {plain_text(str(key)): plain_data(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_data(part) for part in value]
    return value


def image_of(row: RowMapping) -> str:
    """JSON text of a whole row; times in UTC."""
    return encode_json(dict(row))


def row_from(table: Table, image: Mapping[str, Any]) -> dict[str, Any]:
    """The row behind an image, for the table as it is today.

    Columns that have come since are left to their default, columns that have gone are dropped.
    """
    row: dict[str, Any] = {}
    for column in table.columns:
        if column.name in image:
            value = image[column.name]
            if value is not None and isinstance(column.type, UTCDateTime):
                value = datetime.fromisoformat(value)
            row[column.name] = value
    return row


def key_text(key: tuple[str | int, ...]) -> str:
    """A row's key (without body_code) as one text."""
    return encode_json(key)


def key_from(text: str) -> tuple[str | int, ...]:
    """The key behind ``key_text``."""
    return tuple(decode_json(text))
