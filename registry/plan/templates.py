"""Finding a template: those of the knowledge, those of KONKYO_TEMPLATES, and a folder of the user's."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from registry.errors import UsageError
from registry.knowledge.base import KnowledgeAt
from registry.knowledge.templates import Template
from registry.knowledge.yaml_text import Path as DataPath

FOLDERS = "KONKYO_TEMPLATES"
"""Environment variable with folders of templates, joined by the path separator of the system."""


class LoadedTemplate(Struct, frozen=True, kw_only=True):
    """A template with what stands beside it."""

    template: Template
    told: str
    """How a user names it again: id, or folder."""
    file: str = "templates.yaml"
    lines: Mapping[DataPath, int] = {}
    """Line of every value, where the template was read from YAML just now."""
    position: int = 0
    """Place in the file's list."""
    snippets: Mapping[str, str] = {}
    """Markdown texts by file name."""

    def line_of(self, path: DataPath) -> int:
        """The line of the value at ``path`` inside the template; 0 where lines are not known."""
        place: DataPath = ("templates", self.position, *path)
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 0)


def template_folders() -> tuple[Path, ...]:
    """Folders named by KONKYO_TEMPLATES."""
    told = os.environ.get(FOLDERS, "")
    return tuple(Path(part) for part in told.split(os.pathsep) if part)


def all_templates(view: KnowledgeAt, folders: Iterable[Path] | None = None) -> tuple[LoadedTemplate, ...]:
    """Every template: first those of the knowledge, then those of the folders (default: KONKYO_TEMPLATES).

    Raises InputError for a folder that cannot be read, UsageError when an id stands twice.
    """
    found = [
        LoadedTemplate(template=template, told=template.id, position=position)
        for position, template in enumerate(view.knowledge.templates.templates)
    ]
    for folder in template_folders() if folders is None else folders:
        from registry.plan.template_folder import read_folder

        found += read_folder(folder)
    seen: dict[str, LoadedTemplate] = {}
    for loaded in found:
        earlier = seen.setdefault(loaded.template.id, loaded)
        if earlier is not loaded:
            raise UsageError(
                f"雛型の ID「{loaded.template.id}」が二つあります",
                where=f"{earlier.file} と {loaded.file}",
                mend="団体の雛型の id を、ほかにない名前に変えてください",
            )
    return tuple(found)


def find_template(view: KnowledgeAt, told: str, folders: Iterable[Path] | None = None) -> LoadedTemplate:
    """The template of that id or name, or the only one of a folder; a name with a separator is a folder.

    Raises UsageError naming those there are, InputError for a folder that cannot be read.
    """
    if "/" in told or os.sep in told or told in (".", ".."):
        return _only_one(told)
    known = all_templates(view, folders)
    for loaded in known:
        if told in (loaded.template.id, loaded.template.name, loaded.template.follows or None):
            return loaded
    if Path(told).is_dir():
        return _only_one(told)
    raise UsageError(
        f"計画の雛型「{told}」がありません",
        where="--template",
        why="使える雛型: "
        + ("、".join(f"{loaded.template.id}（{loaded.template.name}）" for loaded in known) or "なし"),
        mend=f"ID かフォルダーを指定するか、雛型のフォルダーを環境変数 {FOLDERS} に入れてください",
    )


def _only_one(told: str) -> LoadedTemplate:
    from registry.plan.template_folder import read_folder

    held = read_folder(Path(told), told)
    if len(held) == 1:
        return held[0]
    raise UsageError(
        f"フォルダー「{told}」に雛型が {len(held)} 個あります",
        where="--template",
        why="、".join(loaded.template.id for loaded in held) or "templates: が空です",
        mend=f"フォルダーを環境変数 {FOLDERS} に入れ、--template に雛型の ID を指定してください",
    )
