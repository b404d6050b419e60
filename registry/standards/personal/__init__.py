"""Caveats that run: what looks like personal data in a file, found before the file is published."""

from registry.standards.personal.caveats import ItemCaveat, caveats_for, caveats_of_item
from registry.standards.personal.data import PersonalData
from registry.standards.personal.kinds import Kind
from registry.standards.personal.masks import mask

__all__ = ["ItemCaveat", "Kind", "PersonalData", "caveats_for", "caveats_of_item", "mask"]
