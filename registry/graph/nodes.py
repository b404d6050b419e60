"""The nodes of the graph: everything in the knowledge that has an id."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from msgspec import Struct, structs

from registry.errors import UsageError
from registry.knowledge.base import Knowledge
from registry.knowledge.facts import Grade
from registry.knowledge.laws import Provision
from registry.knowledge.references import walk
from registry.knowledge.sections import SECTIONS
from registry.knowledge.yaml_text import Path

KINDS: dict[str, tuple[str, str]] = {
    "Item": ("item", "情報項目"),
    "Law": ("law", "法令"),
    "Provision": ("provision", "条項"),
    "Holder": ("holder", "保有主体"),
    "BodyQuestion": ("question", "団体への質問"),
    "Ministry": ("ministry", "府省庁"),
    "Caveat": ("caveat", "留意事項"),
    "StandardDataset": ("dataset", "標準データセット"),
    "Column": ("column", "列"),
    "CompanionFile": ("companion", "組になるファイル"),
    "MetadataItem": ("metadata", "メタデータの項目"),
    "Pillar": ("pillar", "柱"),
    "PriorityField": ("field", "重点分野"),
    "Action": ("action", "施策"),
    "PlanTemplate": ("template", "計画の雛型"),
    "Chapter": ("chapter", "計画の章"),
    "ActSubject": ("subject", "条文の主語"),
    "LocalDuty": ("duty", "地方公共団体の務め"),
    "OpenDataPriorityField": ("open-data-field", "オープンデータの重点分野"),
    "Rule": ("rule", "規則"),
    "Licence": ("licence", "利用条件"),
    "PublicDocument": ("document", "公的な文書"),
    "CodeList": ("codes", "コード表"),
    "Case": ("case", "事例"),
    "BodyExample": ("example", "団体の例"),
    "GuideNode": ("step", "判断の手順"),
    "LecturePath": ("path", "利用の道"),
    "Procedure": ("procedure", "手順"),
    "SafetyStep": ("safety", "安全管理措置"),
    "GdprPrinciple": ("principle", "GDPRの原則"),
    "Source": ("source", "出典"),
}
"""Type of the knowledge → kind of node and its Japanese name. Types not listed are parts of their owner."""

KIND_LABELS = dict(KINDS.values())


class Node(Struct, frozen=True, kw_only=True):
    """A node of the graph."""

    key: str
    """``<kind>/<id>``, unique in the graph."""
    kind: str
    id: str
    label: str
    status: Grade | None
    origin: str
    value: Any
    """The struct behind the node."""


def make_node(value: Any, owner: Node | None = None) -> Node | None:
    """The node of a struct, or None when it is a part of its owner."""
    kind = KINDS.get(type(value).__name__)
    if kind is None:
        return None
    identifier = getattr(value, "id", None)
    if identifier is None:
        if owner is None:
            return None
        identifier = f"{owner.id}/{value.name}"
    return Node(
        key=f"{kind[0]}/{identifier}",
        kind=kind[0],
        id=identifier,
        label=label_of(value),
        status=getattr(value, "status", None),
        origin=getattr(value, "origin", "seed"),
        value=value,
    )


def label_of(value: Any) -> str:
    """What a node is called on the screen."""
    if type(value).__name__ == "Law":
        return str(value.names[-1].title)
    if type(value).__name__ == "Caveat":
        return f"{value.kind}: {value.text}"
    if type(value).__name__ == "Provision":
        return f"{value.article}（{value.summary}）"
    for field in ("name", "title", "heading", "label", "question", "text", "subject"):
        text = getattr(value, field, None)
        if isinstance(text, str) and text:
            return text
    return str(getattr(value, "id", ""))


class Visit(NamedTuple):
    """A struct met while walking a section."""

    value: Any
    node: Node | None
    """Its own node, when it is one."""
    owner: Node | None
    """The nearest node at or above it; None for what stands between nodes (a link of two)."""
    parent: Node | None
    """The node that ``node`` is written inside of."""


def visits(root: Any) -> Iterator[Visit]:
    """Every struct of a section with the node it is or belongs to."""
    owners: list[tuple[Path, Node]] = []
    for path, value in walk(root):
        while owners and path[: len(owners[-1][0])] != owners[-1][0]:
            owners.pop()
        parent = owners[-1][1] if owners else None
        node = make_node(value, parent)
        if node is not None:
            owners.append((path, node))
        yield Visit(value, node, owners[-1][1] if owners else None, parent)


def all_nodes(knowledge: Knowledge) -> Iterator[Node]:
    """Every node, in the order of the files."""
    for name in SECTIONS:
        for visit in visits(knowledge.section(name)):
            if visit.node is not None:
                yield visit.node


def _with_law(node: Node, knowledge: Knowledge) -> Node:
    """A provision is called by its law and number; alone, 9条 could be anyone's."""
    if not isinstance(node.value, Provision):
        return node
    law = knowledge.laws[node.value.law]
    return structs.replace(node, label=f"{law.names[-1].title}{node.label}")


class Nodes:
    """All nodes of a knowledge, found by key, id or name."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.by_key = {node.key: _with_law(node, knowledge) for node in all_nodes(knowledge)}

    def find(self, text: str) -> Node:
        """The node of that key, id or exact name.

        Raises UsageError when there is none, or when several share the name.
        """
        from registry.text.normalise import fold

        if text in self.by_key:
            return self.by_key[text]
        found = [node for node in self.by_key.values() if node.id == text]
        if not found:
            wanted = fold(text)
            found = [
                node for node in self.by_key.values() if node.kind != "column" and fold(node.label) == wanted
            ]
        if len(found) == 1:
            return found[0]
        if found:
            listed = "、".join(f"{node.key}（{KIND_LABELS[node.kind]}）" for node in found[:10])
            raise UsageError(
                f"「{text}」は {len(found)} 件あります", why=listed, mend="左の ID で指定してください"
            )
        raise UsageError(f"「{text}」は知識ベースにありません", mend=f"konkyo search {text} で探してください")


@cache
def nodes_of(knowledge: Knowledge) -> Nodes:
    """The nodes of a knowledge, gathered once."""
    return Nodes(knowledge)
