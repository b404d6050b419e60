"""From the words a user types to the node meant."""

import re

from registry.errors import UsageError
from registry.graph.nodes import Node, nodes_of
from registry.knowledge.base import KnowledgeAt
from registry.knowledge.cards import find_provision
from registry.knowledge.items import Item
from registry.knowledge.laws import Law, Provision

_LAW_THEN_ARTICLE = re.compile(
    r"(?P<law>.+?)[ 　]*(?P<article>(?:附則)?第?[0-9０-９一二三四五六七八九十百]+条.*)"
)

Meant = Item | Law | Provision | Node
"""What a user can mean: an item, a law, a provision, or any other node."""


def resolve(text: str, article: str, view: KnowledgeAt) -> Meant:
    """What ``text`` (and ``article``, when given) means on the day of ``view``.

    Items are found by number, id or name; laws by any title, abbreviation, number or id; provisions by law and
    article together (道路法28条3項); everything else by id or exact name. Raises UsageError when nothing fits.
    """
    if article:
        return find_provision(view.find_law(text), article, view)
    for find in (view.knowledge.item, view.find_law):
        try:
            return find(text)
        except UsageError as problem:
            if "件あります" in problem.what:
                raise
    if text in view.knowledge.provisions:
        return view.knowledge.provisions[text]
    joined = _LAW_THEN_ARTICLE.fullmatch(text)
    if joined is not None:
        try:
            law = view.find_law(joined["law"])
        except UsageError:
            pass
        else:
            return find_provision(law, joined["article"], view)
    return nodes_of(view.knowledge).find(text)


def node_of(meant: Meant, view: KnowledgeAt) -> Node:
    """The node of what was meant."""
    if isinstance(meant, Node):
        return meant
    kind = {Item: "item", Law: "law", Provision: "provision"}[type(meant)]
    return nodes_of(view.knowledge).by_key[f"{kind}/{meant.id}"]
