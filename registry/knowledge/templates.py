"""How a plan is laid out: chapters, sections, and which writer fills which block under which condition.

A template holds no code. Writers, conditions and facts are named; ``registry.plan`` knows what the names mean and
checks them before a draft is written. The headings of a kind of plan, and how sure they are, stand in plan.yaml
(``follows``); a template never makes them more official than they are.
"""

from msgspec import Struct


class TemplatePart(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What every part of a template may say of itself."""

    when: tuple[str, ...] = ()
    """Conditions that must all hold (prefecture, municipality, ward, catalogue, measures, period, pillar-1 …)."""
    unless: tuple[str, ...] = ()
    """Conditions of which none may hold."""


class TemplateBlock(TemplatePart, frozen=True, kw_only=True, omit_defaults=True):
    """A block of text: exactly one of ``write``, ``text`` and ``snippet``."""

    write: str = ""
    """Name of a writer of the program."""
    about: tuple[str, ...] = ()
    """What the writer is to speak of, where it can speak of several things (topics of rules)."""
    text: str = ""
    """A sentence of the template's own, with placeholders."""
    snippet: str = ""
    """Name of a Markdown file beside the template, with placeholders."""
    key: str = ""
    """Where ids of this block begin, when not at the key of its section."""
    needs: tuple[str, ...] = ()
    """Facts that this block needs beyond those that its writer names."""


class TemplateSlot(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place that people must write."""

    label: str
    guidance: str
    """What to write, where to find it, what to avoid."""


class TemplateSection(TemplatePart, frozen=True, kw_only=True, omit_defaults=True):
    """A section (1, 2 …) of a chapter, or an annex."""

    key: str
    """Unique within the chapter; ids of blocks begin with it."""
    heading: str = ""
    """Empty: the heading that the guide's chapter gives the slot or the pillar."""
    guide: str = ""
    """Key of the slot of the guide's chapter whose label and guidance are used."""
    pillar: str = ""
    """Id of the pillar of which the section speaks."""
    blocks: tuple[TemplateBlock, ...] = ()
    slot: TemplateSlot | None = None
    slot_unless: tuple[str, ...] = ()
    """Conditions under which the slot (its own, or the guide's) is left out."""


class TemplateChapter(TemplatePart, frozen=True, kw_only=True, omit_defaults=True):
    """A chapter (第1章): blocks and a slot of its own, then sections."""

    key: str
    """Unique within the template."""
    heading: str = ""
    """Empty: the heading of the guide's chapter."""
    guide: str = ""
    """Id of the chapter of the guide's template that this one follows."""
    pillar: str = ""
    blocks: tuple[TemplateBlock, ...] = ()
    slot: TemplateSlot | None = None
    sections: tuple[TemplateSection, ...] = ()


class Template(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """雛型: how a kind of plan is laid out."""

    id: str
    name: str
    """The kind of plan."""
    title: str
    """Title of a plan, with placeholders ({団体名})."""
    summary: str = ""
    """What it is for, in one line."""
    follows: str = ""
    """Id of the PlanTemplate or Successor whose outline it follows; empty: the author's own."""
    pillars: tuple[str, ...] = ()
    """Ids of the pillars whose measures and actions the plan takes up; empty: all."""
    opening: tuple[TemplateBlock, ...] = ()
    """Blocks in front of the first chapter."""
    chapters: tuple[TemplateChapter, ...]
    annexes: tuple[TemplateSection, ...] = ()
    """Sections without number behind the last chapter."""
    origin: str = "seed"
    """"seed", or the name of the overlay or folder it came from; set on reading, never written in YAML."""


class TemplatesFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Form of seed/templates.yaml, and of the YAML files of a template folder."""

    templates: tuple[Template, ...] = ()
