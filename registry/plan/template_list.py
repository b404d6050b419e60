"""The templates there are: what each follows, how sure its outline is, and what is wrong with it."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from msgspec import Struct

from registry.knowledge.base import KnowledgeAt
from registry.knowledge.facts import Grade
from registry.knowledge.problems import Problem
from registry.plan.placeholders import fill
from registry.plan.template_checks import check_template
from registry.plan.templates import LoadedTemplate, all_templates

_SOMEONE = {"団体名": "○○", "自団体": "本○"}


class TemplateLine(Struct, frozen=True, kw_only=True):
    """A template as it is offered."""

    id: str
    name: str
    summary: str
    follows: str
    """Name of the outline that it follows; "" for one of its author's own."""
    status: Grade | None
    """How sure that outline is; None for one of the author's own."""
    chapters: tuple[str, ...]
    """Headings, with ○○ for the body."""
    origin: str
    """seed, or the folder or overlay that it came from."""
    problems: tuple[Problem, ...]


class TemplateList(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo plan templates``."""

    as_of: date
    templates: tuple[TemplateLine, ...]


def list_templates(view: KnowledgeAt, folders: Iterable[Path] | None = None) -> TemplateList:
    """All templates, each checked; ``folders`` defaults to KONKYO_TEMPLATES.

    Raises InputError for a folder that cannot be read.
    """
    return TemplateList(
        as_of=view.day, templates=tuple(_line(view, loaded) for loaded in all_templates(view, folders))
    )


def _line(view: KnowledgeAt, loaded: LoadedTemplate) -> TemplateLine:
    template, plan = loaded.template, view.knowledge.plan
    guide = {chapter.id: chapter.heading for entry in plan.templates for chapter in entry.chapters}
    names = {entry.id: (entry.name, entry.status) for entry in plan.templates}
    names |= {entry.id: (entry.kind, entry.status) for entry in plan.successors}
    follows, status = names.get(template.follows, ("", None))
    values = {**_SOMEONE, "計画名": fill(template.title, _SOMEONE)}
    return TemplateLine(
        id=template.id,
        name=template.name,
        summary=template.summary,
        follows=follows,
        status=status,
        chapters=tuple(
            fill(chapter.heading, values) or guide.get(chapter.guide, "") for chapter in template.chapters
        ),
        origin=template.origin,
        problems=check_template(loaded, view),
    )
