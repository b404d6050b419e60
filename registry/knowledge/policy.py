"""The national setting of local plans: versions of national plans, dates, figures, maps of pillars."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from registry.knowledge.facts import Fact


class PolicySeries(StrEnum):
    """Plans of the State that local plans follow or that took their place."""

    BASIC_PLAN = "官民データ活用推進基本計画"
    PRIORITY_PLAN = "デジタル社会の実現に向けた重点計画"
    MUNICIPAL_DX = "自治体DX推進計画"


class Event(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """Something that happened, or will happen, on a day."""

    id: str
    when: str
    """The date as known, ISO as far as it goes (2018-03) or in words (2026-01 末)."""
    day: date | None = None
    """The day, where it is known."""
    text: str


class PolicyVersion(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """One version of a national plan."""

    id: str
    series: PolicySeries
    version: str | None = None
    when: str
    day: date | None = None
    text: str | None = None
    outline: tuple[str, ...] = ()
    """Its chapters or pillars, where they were read."""
    priority_items: tuple[str, ...] = ()
    """重点取組事項."""
    alongside: tuple[str, ...] = ()
    """併せて取り組む事項."""
    others: tuple[str, ...] = ()
    """その他の取組."""
    open_data: str | None = None
    """What it says on open data."""


class PillarMapping(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """Which items of a version of 自治体DX推進計画 a pillar meets."""

    id: str
    pillar: str
    versions: tuple[str, ...] = ()
    """Versions of the plan; empty: in general."""
    items: tuple[str, ...] = ()
    """Empty where the version has no such priority item or was not read (``note`` says which)."""


class Figure(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One number of a statistic."""

    label: str
    value: int | float | None = None
    """None: not known."""
    unit: str
    of: int | None = None
    """The whole that it is a part of, in the same unit."""
    percent: float | None = None
    """Share as printed in the source."""
    remark: str | None = None


class Statistic(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """Figures of one survey or count."""

    id: str
    subject: str
    """計画の策定, DX全体方針と体制, オープンデータの取組, 計画の運用."""
    title: str
    as_of: str
    """When they held, in words."""
    day: date | None = None
    """The day, where it is known."""
    figures: tuple[Figure, ...] = ()
    text: str | None = None


class PainPoint(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """Something planners were seen to struggle with."""

    id: str
    title: str
    text: str


class SheetExample(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A row of the State's list of measures."""

    edition: str
    number: str
    name: str
    kpi: str | None = None


class NationalMeasureSheet(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """The form of the State's own list of measures, on which a measure's fields are modelled."""

    id: str
    name: str
    columns: tuple[str, ...]
    article_marks: tuple[str, ...]
    """Articles of the basic act for which the list has a column of marks."""
    examples: tuple[SheetExample, ...] = ()
    principle: str
    use: str
    """How a local plan profits from it; concluded by this project."""
    not_found: str
    """What was looked for and could not be read."""
