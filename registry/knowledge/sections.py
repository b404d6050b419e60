"""The files that make up the knowledge and the type of each.

A section is one file of seed/ (or the overlays' file of the same name). Its type is imported only when the
section is used, so that a command which reads laws and items does not pay for plans and column lists.
"""

from importlib import import_module
from typing import Any

from msgspec import Struct


class Section(Struct, frozen=True):
    """A file of the knowledge: ``<name>.yaml`` decodes into ``module.type_name``."""

    name: str
    module: str
    type_name: str

    @property
    def type(self) -> Any:
        """The msgspec type of the whole file."""
        return getattr(import_module(self.module), self.type_name)


SECTIONS: dict[str, Section] = {
    name: Section(name, f"registry.knowledge.{module}", type_name)
    for name, module, type_name in (
        ("sources", "facts", "SourcesFile"),
        ("laws", "laws", "LawsFile"),
        ("items", "items", "ItemsFile"),
        ("datasets", "datasets", "DatasetsFile"),
        ("rules", "rules", "RulesFile"),
        ("plan", "plans", "PlanFile"),
        ("templates", "templates", "TemplatesFile"),
        ("actions", "plans", "ActionsFile"),
        ("guide", "guide", "GuideFile"),
        ("cases", "cases", "CasesFile"),
        ("lexicon", "lexicon", "LexiconFile"),
    )
}
ITEM_DATASETS = "item_datasets"
"""A section drawn from datasets.yaml while compiling: the links of items alone, without column lists."""

BODY_TABLES = ("bodies", "administrative_wards")
"""CSV files beside the YAML."""
