"""The edges of the graph: every reference of the knowledge, with its term and its reason."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from msgspec import Struct

from registry.graph.nodes import KINDS, Nodes, Visit, visits
from registry.knowledge.base import Knowledge
from registry.knowledge.datasets import ItemLink
from registry.knowledge.facts import DatedFact, Grade, within
from registry.knowledge.references import references
from registry.knowledge.sections import SECTIONS

RELATIONS: dict[tuple[str, str], tuple[str, str]] = {
    ("Basis", "provision"): ("based-on", "根拠とする"),
    ("HolderRule", "holder"): ("held-by", "保有される"),
    ("HolderRule", "bases"): ("opened-by", "公開を定める"),
    ("HolderRule", "provisions"): ("held-under", "保有の根拠とする"),
    ("Item", "laws"): ("governed-by", "根拠法令とする"),
    ("ItemMinistry", "ministries"): ("under", "所管される"),
    ("MinistryTerm", "ministries"): ("under", "所管される"),
    ("Provision", "law"): ("part-of", "条項として含まれる"),
    ("Law", "parent"): ("carries-out", "委任元とする"),
    ("Law", "succeeded_by"): ("succeeded-by", "引き継がれる"),
    ("Ministry", "parent"): ("bureau-of", "外局である"),
    ("StandardDataset", "succeeds"): ("succeeds", "後継である"),
    ("StandardDataset", "companions"): ("joined-with", "組になる"),
    ("CompanionFile", "datasets"): ("joined-with", "組になる"),
    ("LegalGround", "law"): ("in-field-of", "分野の法令とする"),
    ("FieldJudgement", "priority_fields"): ("in-field", "重点分野に属する"),
    ("Column", "code_list"): ("uses-codes", "コード表を使う"),
    ("ItemLink", "dataset"): ("carried-by", "様式とする"),
    ("Licence", "replaced_by"): ("replaced-by", "置き換わった"),
    ("PublicDocument", "replaces"): ("replaces", "置き換えた"),
    ("Edition", "document"): ("edition-of", "版である"),
    ("RelatedLaw", "laws"): ("related-law", "関係する法令"),
    ("ChapterSection", "pillar"): ("section-on", "節で扱う"),
    ("ActSubject", "pillar"): ("speaks-of", "柱に関わる"),
    ("LocalDuty", "law"): ("duty-in", "法令に定められる"),
    ("LocalDuty", "pillar"): ("speaks-of", "柱に関わる"),
    ("Action", "pillar"): ("under-pillar", "柱に属する"),
    ("Action", "fields"): ("in-field", "重点分野に属する"),
    ("Action", "datasets"): ("publishes", "公開・利用する"),
    ("Action", "items"): ("publishes", "公開・利用する"),
    ("Action", "examples"): ("shown-by", "例がある"),
    ("ActionNeeds", "law_ids"): ("needs-law", "要る法令"),
    ("GuideNode", "procedure"): ("follows", "手順に従う"),
    ("GuideAnswer", "next"): ("leads-to", "次へ進む"),
    ("LecturePath", "nodes"): ("taken-up-in", "手順で扱う"),
    ("Source", "law"): ("text-of", "条文である"),
}
"""(type, field) → relation and how it reads from source to target. Fields shared by all types follow below."""

SHARED_RELATIONS = {"sources": ("read-in", "出典とする"), "provisions": ("cites", "条項を引く")}
PART = ("has", "含む")
"""From a node to the nodes written inside it (an item's caveats, a dataset's columns)."""

RELATION_LABELS = {name: label for name, label in (*RELATIONS.values(), *SHARED_RELATIONS.values(), PART)}


class Edge(Struct, frozen=True, kw_only=True):
    """A directed, typed edge."""

    source: str
    target: str
    relation: str
    reason: str = ""
    since: date | None = None
    until: date | None = None
    status: Grade | None = None

    def holds_on(self, day: date) -> bool:
        """True when ``day`` lies within the edge's term."""
        return within(day, self.since, self.until)


def all_edges(knowledge: Knowledge, nodes: Nodes) -> Iterator[Edge]:
    """Every edge between nodes. References to nothing were refused on reading."""
    kind_of = {type_name: kind for type_name, (kind, _) in KINDS.items()}
    for name in SECTIONS:
        for visit in visits(knowledge.section(name)):
            if visit.node is not None and visit.parent is not None:
                yield Edge(
                    source=visit.parent.key, target=visit.node.key, relation=PART[0], status=visit.node.status
                )
            source = _source(visit)
            if source is not None:
                yield from _edges_of(visit.value, source, kind_of, nodes)


def _source(visit: Visit) -> str | None:
    """Key of the node that the struct's references start from."""
    if isinstance(visit.value, ItemLink):
        return f"item/{visit.value.item}"
    return visit.owner.key if visit.owner is not None else None


def _edges_of(value: Any, source: str, kind_of: dict[str, str], nodes: Nodes) -> Iterator[Edge]:
    type_name = type(value).__name__
    for field, targets, identifier in references(value):
        if (type_name, field) == ("ItemLink", "item"):
            continue
        relation = RELATIONS.get((type_name, field)) or SHARED_RELATIONS[field]
        for target in targets:
            key = f"{kind_of.get(target, target)}/{identifier}"
            if key in nodes.by_key and source in nodes.by_key:
                dated = value if isinstance(value, DatedFact) else None
                yield Edge(
                    source=source,
                    target=key,
                    relation=relation[0],
                    reason=_reason(value),
                    since=dated.since if dated is not None else None,
                    until=dated.until if dated is not None else None,
                    status=getattr(value, "status", None),
                )
                break


def _reason(value: Any) -> str:
    for field in ("role", "why", "answer"):
        text = getattr(value, field, None)
        if isinstance(text, str):
            return text
    if type(value).__name__ in ("HolderRule", "LegalGround", "RelatedLaw"):
        return str(value.text)
    return ""
