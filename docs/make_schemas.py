"""Write registry/schemas/*.json and the tables of docs/json.md: ``python docs/make_schemas.py [--check]``."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import yaml
from pages import DOCS, settle, table, with_block
from results import SCHEMAS, Printed, printed

PAGE = DOCS / "json.md"
MEANINGS: dict[str, str] = yaml.safe_load((DOCS / "json_words.yaml").read_text(encoding="utf-8"))
"""What the keys mean, in Japanese: by ``Type.key``, or by the key where all types agree."""


def schema_of(result: Printed) -> dict[str, Any]:
    """JSON Schema (2020-12) of a result; the node's own fields in ``show`` may be anything."""
    schema = msgspec.json.schema(result.type, schema_hook=lambda _: {"description": "any value"})
    heading = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"konkyo {result.command.split(' --')[0]} --format json",
    }
    return {**heading, **schema}


def schema_files() -> dict[Path, str]:
    """Every schema file and its text."""
    return {
        SCHEMAS / f"{result.name}.json": json.dumps(schema_of(result), ensure_ascii=False, indent=2) + "\n"
        for result in printed()
    }


def json_page() -> str:
    """docs/json.md with its tables renewed."""
    shown: set[str] = set()
    parts = []
    for result in printed():
        schema = schema_of(result)
        parts.append(
            f"### `konkyo {result.command} --format json`\n\n"
            f"スキーマ: [`registry/schemas/{result.name}.json`](../registry/schemas/{result.name}.json)\n"
        )
        parts.extend(_tables(schema["$defs"], shown, result.type.__name__))
    return with_block(PAGE.read_text(encoding="utf-8"), "tables", "\n".join(parts))


def _tables(types: dict[str, Any], shown: set[str], root: str) -> Iterator[str]:
    for name in (root, *(other for other in types if other != root)):
        sort = name + json.dumps(types[name], sort_keys=True)
        if sort in shown:
            continue
        shown.add(sort)
        keys = types[name].get("properties")
        if keys is None:
            yield f"**{name}**: " + "、".join(f"`{value}`" for value in types[name].get("enum", ())) + "\n"
            continue
        rows: list[tuple[str, ...]] = [
            (f"`{key}`", _type(form), MEANINGS.get(f"{name}.{key}") or MEANINGS.get(key, ""))
            for key, form in keys.items()
        ]
        yield f"**{name}**\n\n{table(('キー', '型', '意味'), rows)}\n"


def _type(form: dict[str, Any]) -> str:
    if "$ref" in form:
        return str(form["$ref"].rsplit("/", 1)[1])
    if "anyOf" in form:
        return " または ".join(dict.fromkeys(_type(option) for option in form["anyOf"]))
    if "enum" in form:
        return "、".join(f"`{value}`" for value in form["enum"])
    kind = form.get("type")
    if kind == "array":
        inner = form.get("items") or {"anyOf": form.get("prefixItems", [{}])}
        return f"{_type(inner)} の配列"
    if form.get("format") in ("date", "date-time"):
        return "日付" if form["format"] == "date" else "日時"
    if kind == "object":
        inner = form.get("additionalProperties")
        return f"キー → {_type(inner)}" if isinstance(inner, dict) and inner else "オブジェクト"
    return {"string": "文字列", "integer": "整数", "number": "数", "boolean": "真偽", "null": "null"}.get(
        str(kind), "値"
    )


if __name__ == "__main__":
    sys.exit(settle({**schema_files(), PAGE: json_page()}))
