"""Terms of use (利用ルール) as the knowledge holds them: found by any of their names, with the line that names the source."""

import re
from collections.abc import Iterator

from msgspec import Struct

from registry.catalogue.licences import UNKNOWN, licence_of
from registry.errors import UsageError
from registry.knowledge.base import Knowledge
from registry.knowledge.facts import Grade
from registry.knowledge.rules import Licence
from registry.text.normalise import fold

USUAL = ("pdl-1.0", "cc-by-4.0")
"""Ids of the terms that a sheet always shows: the State's own, and what the guideline asks for."""
_BODY, _PAGE, _TERMS = "○○", "当該ページの URL", "規約原文の URL"
_FORM = f"出典：{_BODY}ウェブサイト（{_PAGE}）"
_SHORT = re.compile(r"(?:（([ -~]+)）|）([ -~]+))$")
"""A short name at the end of a name: in brackets, or behind them."""


class Attribution(Struct, frozen=True):
    """The line by which a user names the source. What is not known stands in the words of the form."""

    text: str
    status: Grade


def find_licence(knowledge: Knowledge, text: str) -> Licence:
    """The terms of that id, name, alias or common spelling (``CC BY 4.0``, ``PDL1.0``).

    Raises UsageError when the knowledge has no such terms.
    """
    wanted = fold(text)
    for licence in knowledge.rules.licences:
        if wanted in {fold(name) for name in _names(licence)}:
            return licence
    known = _normalised(text)
    if known:
        for licence in knowledge.rules.licences:
            if known in {_normalised(name) for name in _names(licence)}:
                return licence
    names = "、".join(f"{licence.id}（{licence.name}）" for licence in knowledge.rules.licences)
    raise UsageError(
        f"利用ルール「{text}」はありません", why=f"使えるもの: {names}", mend="ID か名称で指定してください"
    )


def short_name(licence: Licence) -> str:
    """How the terms are called in a line: ``CC BY 4.0``, ``PDL1.0``; else the whole name."""
    found = _SHORT.search(licence.name)
    return (found[1] or found[2]) if found else licence.name


def attribution(licence: Licence, body: str = "", page: str = "") -> Attribution:
    """The line to name the source, in the form that the terms give; where they give none, in that of PDL1.0."""
    given = next(iter(licence.citations), None)
    form = given.form if given is not None else f"{_FORM}、{short_name(licence)}（{_TERMS}）"
    for words, value in ((_BODY, body), (_PAGE, page), (_TERMS, licence.url or "")):
        form = form.replace(words, value) if value else form
    return Attribution(form, given.status if given is not None else Grade.DERIVED)


def _names(licence: Licence) -> Iterator[str]:
    yield from (licence.id, licence.name, *licence.aliases, *licence.ckan_ids)
    if licence.spdx:
        yield licence.spdx


def _normalised(text: str) -> str:
    found = licence_of(text)
    return "" if found == UNKNOWN else found
