"""Write docs/fields.md and the counts in the READMEs: ``python docs/make_reference.py [--check]``."""

import ast
import inspect
import sys
from collections.abc import Iterator
from enum import EnumType
from itertools import pairwise
from typing import Any, get_args

import msgspec
from pages import CHECKOUT, DOCS, settle, table, with_block

from registry.knowledge.facts import Fact

FIELDS = DOCS / "fields.md"
HEAD = """# 項目名と値の一覧

*このページは `python docs/make_reference.py` が `registry/knowledge/` の型から作ります。手で直しません。*

`seed/` と追加データの YAML に書ける項目名（キー）と値です。ここにないキーは、書き間違いとして断られます（規則 K03）。
`status`、`sources`、`checked`、`confidence`、`note` は[すべての事実に共通](correcting-a-fact.md#事実に付けるもの)なので、
省いています。説明の英語は、プログラムにある説明のままです。
"""
COMMON = {"status", "sources", "checked", "confidence", "note", "origin"}
TYPES = {"str": "文字列", "int": "整数", "float": "数", "bool": "true / false", "date": "日付"}


def fields_page() -> str:
    """The whole page of keys and values."""
    from registry.knowledge.sections import SECTIONS

    parts = [HEAD]
    shown: set[type] = set()
    for name, section in SECTIONS.items():
        parts.append(f"## {name}.yaml\n")
        for struct in _structs(section.type, shown):
            parts.append(f"### {struct.__name__}\n\n{table(('キー', '値', '説明'), _rows(struct))}\n")
    return "\n".join(parts)


def _structs(root: type, shown: set[type]) -> Iterator[Any]:
    if root in shown:
        return
    shown.add(root)
    yield root
    for field in msgspec.structs.fields(root):
        for part in _leaves(field.type):
            if isinstance(part, type) and issubclass(part, msgspec.Struct):
                yield from _structs(part, shown)


def _leaves(kind: Any) -> Iterator[Any]:
    inner = get_args(kind)
    if not inner:
        yield kind
    for part in inner:
        yield from _leaves(part)


def _rows(struct: Any) -> list[tuple[str, ...]]:
    said = _docstrings(struct)
    left_out = COMMON if issubclass(struct, Fact) else {"origin"}
    return [
        (
            f"`{field.name}`" + ("（必須）" if field.required else ""),
            _value(field.type),
            said.get(field.name, ""),
        )
        for field in msgspec.structs.fields(struct)
        if field.name not in left_out
    ]


def _docstrings(struct: type) -> dict[str, str]:
    """The line of text under each field of a struct."""
    said: dict[str, str] = {}
    for owner in reversed(struct.__mro__):
        if owner.__module__.startswith("registry."):
            body = ast.parse(inspect.getsource(owner)).body[0]
            statements = body.body if isinstance(body, ast.ClassDef) else []
            for field, text in pairwise(statements):
                if (
                    isinstance(field, ast.AnnAssign)
                    and isinstance(field.target, ast.Name)
                    and isinstance(text, ast.Expr)
                    and isinstance(text.value, ast.Constant)
                ):
                    said[field.target.id] = " ".join(str(text.value.value).split())
    return said


def _value(kind: Any) -> str:
    leaves = [part for part in _leaves(kind) if part not in (type(None), ...)]
    words = "、".join(dict.fromkeys(_word(part) for part in leaves))
    many = str(kind).startswith(("tuple", "dict")) or "tuple[" in str(kind)
    return f"{words} の並び" if many else words


def _word(part: Any) -> str:
    if isinstance(part, EnumType):
        return "、".join(f"`{member.value}`" for member in part)  # type: ignore[var-annotated]
    if isinstance(part, str):
        return f"`{part}`"
    name = getattr(part, "__name__", str(part))
    return TYPES.get(name, name)


COUNTED = (
    ("Law", "法令", "laws"),
    ("Provision", "条項", "provisions"),
    ("Item", "情報項目", "information items"),
    ("HolderRule", "保有の規則", "holder rules"),
    ("Caveat", "留意事項", "caveats"),
    ("StandardDataset", "標準データセット（旧・新）", "standard datasets, old and new"),
    ("Action", "施策", "actions"),
    ("Rule", "オープンデータの規則", "rules of open data"),
    ("Case", "事例", "cases"),
    ("LexiconEntry", "対応付けの辞書の項目", "entries of the matching lexicon"),
)


def readmes() -> dict[Any, str]:
    """The READMEs with the counts of today's registry."""
    from registry.knowledge.health import examine_registry
    from registry.knowledge.locations import seed_folder

    health = examine_registry(seed_folder(), (), "compiled")
    counts = {count.kind: count for count in health.counts}
    total = sum(count.total for count in health.counts)
    verified = sum(count.by_grade["verified"] for count in health.counts)
    texts = {}
    for name, column, heading, words in (
        ("README.md", 2, ("what", "count", "verified", "partly", "derived", "recalled", "unverified"), "en"),
        ("README.ja.md", 1, ("種類", "件数", "確認済み", "一部確認", "導出", "記憶", "未確認"), "ja"),
    ):
        rows = [
            (
                row[column],
                str(counts[row[0]].total),
                *(str(number) for number in counts[row[0]].by_grade.values()),
            )
            for row in COUNTED
            if row[0] in counts
        ]
        said = (
            f"In all {total:,} facts, {verified:,} of them verified, and {health.bodies:,} bodies."
            if words == "en"
            else f"すべてで {total:,} の事実があり、そのうち確認済みは {verified:,}、団体は {health.bodies:,} です。"
        )
        path = CHECKOUT / name
        texts[path] = with_block(
            path.read_text(encoding="utf-8"), "counts", f"{table(heading, rows)}\n\n{said}"
        )
    return texts


if __name__ == "__main__":
    sys.exit(settle({FIELDS: fields_page(), **readmes()}))
