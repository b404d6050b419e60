"""Reading a folder of templates: YAML of the form of seed/templates.yaml, and Markdown snippets beside it.

Only plain data is read. A folder is taken whole or refused whole, with file and line.
"""

import re
from pathlib import Path

import msgspec
from msgspec import structs

from registry.errors import InputError, system_reason
from registry.knowledge.compile import data_path
from registry.knowledge.templates import Template, TemplatesFile
from registry.knowledge.yaml_text import YamlProblem, YamlText, read_yaml
from registry.plan.templates import LoadedTemplate

MAX_SNIPPET = 200_000
"""Bytes; a longer snippet is taken for a slip."""
_AT = re.compile(r" - at `\$[^`]*`$")
_UNKNOWN = re.compile(r"unknown field `(?P<key>[^`]+)`")


def read_folder(folder: Path, told: str = "") -> tuple[LoadedTemplate, ...]:
    """The templates of a folder.

    Raises InputError naming file and line.
    """
    if not folder.is_dir():
        raise InputError(
            f"雛型のフォルダー「{told or folder}」がありません",
            where=str(folder),
            mend="フォルダーの場所を確かめてください",
        )
    files = sorted(file for file in folder.iterdir() if file.suffix in (".yaml", ".yml") and file.is_file())
    if not files:
        raise InputError(
            "雛型のフォルダーに YAML がありません",
            where=str(folder),
            mend="templates.yaml を置いてください（書き方は docs/howto/template.md）",
        )
    snippets = {file.name: file for file in sorted(folder.glob("*.md"))}
    found: list[LoadedTemplate] = []
    for file in files:
        shown = f"{folder.name}/{file.name}"
        text = _yaml(file, shown)
        for position, template in enumerate(_templates(text, shown)):
            wanted = sorted({name for name in _snippets_of(template) if name in snippets})
            found.append(
                LoadedTemplate(
                    template=structs.replace(template, origin=folder.name),
                    told=told or template.id,
                    file=shown,
                    lines=text.lines,
                    position=position,
                    snippets={name: _snippet(snippets[name], f"{folder.name}/{name}") for name in wanted},
                )
            )
    return tuple(found)


def _yaml(file: Path, shown: str) -> YamlText:
    try:
        text = read_yaml(_read(file, shown))
    except YamlProblem as problem:
        raise InputError(
            "雛型を読めません",
            where=f"{shown} の {problem.line} 行目",
            why=problem.message,
            mend=problem.mend,
        ) from problem
    for path, line in text.lines.items():
        if path and path[-1] == "origin":
            raise InputError(
                "雛型に書けないキーがあります: origin",
                where=f"{shown} の {line} 行目",
                mend="出所は読み込むときに付くので、行を消してください",
            )
    return text


def _templates(text: YamlText, shown: str) -> tuple[Template, ...]:
    try:
        return msgspec.convert(text.data, TemplatesFile).templates
    except msgspec.ValidationError as problem:
        path = data_path(str(problem))
        unknown = _UNKNOWN.search(str(problem))
        if unknown is not None and (*path, unknown["key"]) in text.lines:
            path = (*path, unknown["key"])
        raise InputError(
            "雛型の形が違います",
            where=f"{shown} の {text.line_of(path)} 行目",
            why=_AT.sub("", str(problem)),
            mend="docs/howto/template.md の項目名と値の一覧に合わせてください",
        ) from problem


def _snippets_of(template: Template) -> list[str]:
    blocks = [*template.opening]
    for chapter in template.chapters:
        blocks += chapter.blocks
        for section in chapter.sections:
            blocks += section.blocks
    for annex in template.annexes:
        blocks += annex.blocks
    return [block.snippet for block in blocks if block.snippet]


def _snippet(file: Path, shown: str) -> str:
    if file.stat().st_size > MAX_SNIPPET:
        raise InputError(
            "雛型の文のファイルが大きすぎます",
            where=shown,
            why=f"{MAX_SNIPPET:,} バイトまでです",
            mend="文を分けてください",
        )
    return _read(file, shown)


def _read(file: Path, shown: str) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except OSError as problem:
        raise InputError(
            "雛型のファイルを開けません",
            where=shown,
            why=system_reason(problem),
            mend="置き場所と権限を確かめてください",
        ) from problem
    except UnicodeDecodeError as problem:
        line = problem.object[: problem.start].count(b"\n") + 1
        raise InputError(
            "UTF-8 の文字ではありません", where=f"{shown} の {line} 行目", mend="UTF-8 で保存し直してください"
        ) from problem
