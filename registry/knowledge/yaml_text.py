"""Strict reading of the YAML in which the knowledge is written.

Only plain data is accepted: mappings with string keys, lists, text, whole numbers, decimals, true/false, null
and ISO dates. Tags, anchors, aliases, merge keys, duplicate keys, several documents and absurd depth are
refused, so that a file means what it shows and cannot be a bomb. Every value keeps the line it stands on.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from msgspec import Struct

Path = tuple[str | int, ...]

MAX_DEPTH = 40
MAX_CHARACTERS = 20_000_000

_NULL = {"", "~", "null"}
_BOOLEAN = {"true": True, "false": False}
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


class YamlProblem(Exception):
    """The text is not acceptable; ``line`` counts from 1."""

    def __init__(self, message: str, line: int, mend: str) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.mend = mend


class YamlText(Struct, frozen=True):
    """The data of one file and the line of every value in it."""

    data: Any
    lines: dict[Path, int]

    def line_of(self, path: Path) -> int:
        """The line of the value at ``path``, or of the nearest value above it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_yaml(text: str) -> YamlText:
    """Parse one document.

    Raises YamlProblem for anything that is not plain data.
    """
    import yaml

    if len(text) > MAX_CHARACTERS:
        raise YamlProblem(f"ファイルが大きすぎます（{len(text):,} 文字）", 1, "ファイルを分けてください")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    lines: dict[Path, int] = {}
    try:
        events = _Events(yaml.parse(text, Loader=loader))
        events.skip(yaml.StreamStartEvent)
        if isinstance(events.head, yaml.StreamEndEvent):
            return YamlText({}, lines)
        events.skip(yaml.DocumentStartEvent)
        data = _value(events, (), lines)
        events.skip(yaml.DocumentEndEvent)
        if not isinstance(events.head, yaml.StreamEndEvent):
            raise YamlProblem(
                "一つのファイルに文書が二つあります",
                events.line,
                "--- の行で分かれた部分を別のファイルにしてください",
            )
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        reason = getattr(problem, "problem", None) or str(problem)
        raise YamlProblem(
            f"YAML として読めません: {reason}", line, "字下げと引用符を確かめてください"
        ) from problem
    return YamlText(data, lines)


class _Events:
    """The event stream with one event of look-ahead."""

    def __init__(self, stream: Iterator[Any]) -> None:
        self._stream = stream
        self.head: Any = next(stream)

    @property
    def line(self) -> int:
        return int(self.head.start_mark.line) + 1

    def take(self) -> Any:
        event = self.head
        self.head = next(self._stream, None)
        return event

    def skip(self, kind: type) -> None:
        if isinstance(self.head, kind):
            self.take()


def _value(events: _Events, path: Path, lines: dict[Path, int]) -> Any:
    import yaml

    line = events.line
    lines[path] = line
    if len(path) > MAX_DEPTH:
        raise YamlProblem(f"入れ子が深すぎます（{MAX_DEPTH} 段まで）", line, "入れ子を浅くしてください")
    event = events.take()
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
        raise YamlProblem(
            "アンカー（&）と参照（*）は使えません", line, "同じ内容はそれぞれの場所に書いてください"
        )
    if isinstance(event, yaml.ScalarEvent):
        if event.tag is not None:
            raise YamlProblem(f"タグ {event.tag} は使えません", line, "タグを消してください")
        return _scalar(event.value, line) if event.implicit[0] else event.value
    if event.tag is not None and not event.implicit:
        raise YamlProblem(f"タグ {event.tag} は使えません", line, "タグを消してください")
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Any] = []
        while not isinstance(events.head, yaml.SequenceEndEvent):
            items.append(_value(events, (*path, len(items)), lines))
        events.take()
        return items
    mapping: dict[str, Any] = {}
    while not isinstance(events.head, yaml.MappingEndEvent):
        key_line = events.line
        key_event = events.take()
        if (
            not isinstance(key_event, yaml.ScalarEvent)
            or key_event.anchor is not None
            or key_event.tag is not None
        ):
            raise YamlProblem("キーは文字列で書いてください", key_line, "キーを一語の文字列にしてください")
        key = key_event.value
        if key == "<<":
            raise YamlProblem("取り込みのキー << は使えません", key_line, "内容をそのまま書いてください")
        if key in mapping:
            raise YamlProblem(f"キー「{key}」が二度書かれています", key_line, "どちらか一つを消してください")
        mapping[key] = _value(events, (*path, key), lines)
        lines[(*path, key)] = key_line
    events.take()
    return mapping


def _scalar(text: str, line: int) -> Any:
    if text in _NULL:
        return None
    if text in _BOOLEAN:
        return _BOOLEAN[text]
    if _INTEGER.fullmatch(text):
        if len(text) > 18:
            raise YamlProblem("数が大きすぎます", line, "文字として扱う番号は引用符で囲んでください")
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    found = _DATE.fullmatch(text)
    if found:
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError as problem:
            raise YamlProblem(
                f"日付「{text}」はありません", line, "実在する日付に直してください"
            ) from problem
    return text
