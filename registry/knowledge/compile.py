"""From the YAML of seed/ and overlays to typed sections."""

import csv
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from registry.errors import system_reason
from registry.knowledge.body import table_problems
from registry.knowledge.problems import Problem, SeedError
from registry.knowledge.sections import BODY_TABLES, SECTIONS
from registry.knowledge.yaml_text import Path as DataPath
from registry.knowledge.yaml_text import YamlProblem, YamlText, read_yaml

_PATH = re.compile(r" - at `(?P<path>\$[^`]*)`$")
_UNKNOWN = re.compile(r"unknown field `(?P<key>[^`]+)`")
_STEP = re.compile(r"\.(?P<key>[A-Za-z_][A-Za-z0-9_]*)|\[(?P<index>[0-9]+)\]")

RESERVED = "origin"
"""Key that reading sets and authors must not write."""


class Compiled:
    """Everything read from one seed folder and its overlays.

    ``sections`` maps a section's name to its struct, ``tables`` a CSV's name to its rows, ``texts`` a file's
    name to its data with lines, and ``overlay_problems`` tells which overlays were refused and why.
    """

    def __init__(self) -> None:
        self.sections: dict[str, Any] = {}
        self.tables: dict[str, tuple[tuple[str, ...], ...]] = {}
        self.texts: dict[str, YamlText] = {}
        self.overlay_problems: list[Problem] = []


def compile_knowledge(seed: Path, overlays: Iterable[Path] = ()) -> Compiled:
    """Read a seed folder strictly, then lay each overlay over it.

    Raises SeedError when the seed itself is broken. A broken overlay is left out whole and reported.
    """
    compiled = Compiled()
    problems: list[Problem] = []
    data: dict[str, Any] = {}
    for name in SECTIONS:
        file = seed / f"{name}.yaml"
        text = _read(file, file.name, problems)
        if text is None:
            continue
        compiled.texts[name] = text
        data[name] = text.data
        problems.extend(_reserved_keys(text, file.name))
        compiled.sections[name] = _convert(name, text, text.data, file.name, problems)
    for name in BODY_TABLES:
        compiled.tables[name] = _read_table(seed / f"{name}.csv", problems)
    if not problems:
        problems.extend(table_problems(*(compiled.tables[name] for name in BODY_TABLES)))
    if problems:
        raise SeedError(problems)
    for folder in overlays:
        _lay_over(compiled, data, folder)
    return compiled


def _read(file: Path, shown: str, problems: list[Problem]) -> YamlText | None:
    try:
        return read_yaml(file.read_text(encoding="utf-8"))
    except OSError as problem:
        reason = system_reason(problem)
        problems.append(
            Problem("K01", shown, 1, f"ファイルを開けません: {reason}", "置き場所と権限を確かめてください")
        )
    except UnicodeDecodeError as problem:
        line = problem.object[: problem.start].count(b"\n") + 1
        problems.append(
            Problem("K01", shown, line, "UTF-8 の文字ではありません", "UTF-8 で保存し直してください")
        )
    except YamlProblem as problem:
        problems.append(Problem("K02", shown, problem.line, problem.message, problem.mend))
    return None


def _read_table(file: Path, problems: list[Problem]) -> tuple[tuple[str, ...], ...]:
    try:
        with file.open(encoding="utf-8", newline="") as stream:
            rows = tuple(tuple(row) for row in csv.reader(stream))
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        problems.append(
            Problem("K01", file.name, 1, f"表を読めません: {problem}", "UTF-8 の CSV にしてください")
        )
        return ()
    for number, row in enumerate(rows, start=1):
        if len(row) != len(rows[0]):
            problems.append(
                Problem(
                    "K03",
                    file.name,
                    number,
                    f"列の数が {len(row)} です（見出しは {len(rows[0])}）",
                    "列の数をそろえてください",
                )
            )
            break
    return rows


def _convert(
    name: str, text: YamlText, data: Any, file_name: str, problems: list[Problem], overlay: Any = None
) -> Any:
    try:
        return msgspec.convert(data, SECTIONS[name].type)
    except msgspec.ValidationError as problem:
        path = data_path(str(problem))
        if overlay is not None:
            path = _path_in_overlay(path, data, overlay)
        unknown = _UNKNOWN.search(str(problem))
        if unknown is not None and (*path, unknown["key"]) in text.lines:
            path = (*path, unknown["key"])
        message = _PATH.sub("", str(problem))
        problems.append(
            Problem(
                "K03",
                file_name,
                text.line_of(path),
                f"形が違います: {message}（{_show(path)}）",
                "docs/correcting-a-fact.md の項目名と値の一覧に合わせてください",
            )
        )
        return None


def data_path(message: str) -> DataPath:
    """The place named at the end of a msgspec error message."""
    found = _PATH.search(message)
    if found is None:
        return ()
    return tuple(
        step["key"] if step["key"] is not None else int(step["index"])
        for step in _STEP.finditer(found["path"])
    )


def _path_in_overlay(path: DataPath, merged: Any, overlay: Any) -> DataPath:
    """Where the value at ``path`` of the merged data stands in the overlay's own text."""
    steps: list[str | int] = []
    for step in path:
        merged = merged[step] if isinstance(step, int) or step in merged else None
        own = step
        if isinstance(step, int) and _identified(overlay) and isinstance(merged, dict):
            own = next((at for at, member in enumerate(overlay) if member["id"] == merged.get("id")), step)
        try:
            overlay = overlay[own]
        except (KeyError, IndexError, TypeError):
            break
        steps.append(own)
    return tuple(steps)


def _show(path: DataPath) -> str:
    return (
        "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".") or "全体"
    )


def _reserved_keys(text: YamlText, file_name: str) -> list[Problem]:
    return [
        Problem(
            "K03",
            file_name,
            line,
            f"キー「{RESERVED}」は書けません",
            "出所は読み込むときに付くので、行を消してください",
        )
        for path, line in text.lines.items()
        if path and path[-1] == RESERVED
    ]


def _lay_over(compiled: Compiled, data: dict[str, Any], folder: Path) -> None:
    problems: list[Problem] = []
    merged: dict[str, Any] = {}
    converted: dict[str, Any] = {}
    label = folder.name
    if not folder.is_dir():
        problems.append(
            Problem(
                "K01",
                f"{label}/",
                1,
                f"追加データのフォルダー {folder} がありません",
                "フォルダーの場所を確かめてください",
            )
        )
    for file in sorted(folder.glob("*.y*ml")) if folder.is_dir() else ():
        name = file.stem
        shown = f"{label}/{file.name}"
        if name not in SECTIONS:
            known = "、".join(f"{known}.yaml" for known in SECTIONS)
            problems.append(
                Problem(
                    "K03",
                    shown,
                    1,
                    "知らない名前のファイルです",
                    f"ファイル名を {known} のどれかにしてください",
                )
            )
            continue
        text = _read(file, shown, problems)
        if text is None:
            continue
        problems.extend(_reserved_keys(text, shown))
        if not isinstance(text.data, dict):
            problems.append(
                Problem(
                    "K03",
                    shown,
                    1,
                    "一番上はキーと値の組にしてください",
                    "seed/ の同じ名前のファイルの形に合わせてください",
                )
            )
            continue
        merged[name] = merge_overlay(data.get(name, {}), text.data, label)
        converted[name] = _convert(name, text, merged[name], shown, problems, overlay=text.data)
    if not problems:
        problems.extend(_reference_problems(compiled, converted, label))
    if problems:
        compiled.overlay_problems.extend(problems)
        return
    compiled.sections.update(converted)
    data.update(merged)


def _reference_problems(compiled: Compiled, converted: dict[str, Any], label: str) -> list[Problem]:
    from registry.knowledge.checks import check_sections

    sections = {**compiled.sections, **converted}
    return [
        msgspec.structs.replace(problem, file=f"{label}/{problem.file}")
        for problem in check_sections(sections, {})
        if problem.file.removesuffix(".yaml") in converted
    ]


def merge_overlay(base: Any, extra: Any, label: str) -> Any:
    """Lay ``extra`` over ``base``.

    Mappings merge key by key; lists whose members have an ``id`` merge member by member (new ids are added at
    the end); everything else is replaced. What comes from the overlay is marked with its label.
    """
    if isinstance(base, dict) and isinstance(extra, dict):
        merged = {**base, **{key: merge_overlay(base.get(key), value, label) for key, value in extra.items()}}
        return _mark(merged, label) if "id" in extra or "status" in extra else merged
    if _identified(extra) and (base is None or _identified(base)):
        by_id = {member["id"]: member for member in base or []}
        for member in extra:
            by_id[member["id"]] = merge_overlay(by_id.get(member["id"], {}), member, label)
        return list(by_id.values())
    return _mark_all(extra, label)


def _identified(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(member, dict) and "id" in member for member in value)
    )


def _mark(mapping: dict[str, Any], label: str) -> dict[str, Any]:
    return {**mapping, RESERVED: label}


def _mark_all(value: Any, label: str) -> Any:
    if isinstance(value, list):
        return [_mark_all(member, label) for member in value]
    if isinstance(value, dict):
        marked = {key: _mark_all(member, label) for key, member in value.items()}
        return _mark(marked, label) if "id" in value or "status" in value else marked
    return value
