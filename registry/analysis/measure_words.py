"""What planners call pillars, fields, articles, data and ways of the guide, resolved to the ids that are stored."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from registry.analysis.kpi_values import read_fiscal_year
from registry.analysis.targets import find_target
from registry.errors import UsageError
from registry.knowledge.base import KnowledgeAt
from registry.knowledge.cards import find_provision
from registry.knowledge.laws import Law
from registry.knowledge.plans import Action
from registry.law.articles import Article
from registry.law.citations import parse_article
from registry.text.normalise import fold
from registry.workspace.domain import NO_PERSONAL_DATA, OWN_WORDS

BASIC_ACT = "kanmin_data_act"
_BASIC_NAMES = frozenset(map(fold, ("基本法", "官民データ基本法")))
_LAW_THEN_ARTICLE = re.compile(
    r"(?P<law>.+?)[\s]*(?P<article>(?:附則)?第?[0-9０-９一二三四五六七八九十百]+[条項].*)"
)
_LIST_MARK = re.compile(r"[,、，\n]")
_OWN = re.compile(r"(?:その)?他\s*[:：]\s*(.+)", re.DOTALL)
_NONE = frozenset(map(fold, ("なし", "無し", "個人情報なし", "使わない", "該当なし", NO_PERSONAL_DATA)))
_NEAR = 6
_YEAR_AND_WORDS = re.compile(r"(.+?年度|\S+?)\s*(?:[:：]|\s)\s*(\S.*)", re.DOTALL)
"""A year and what is done then, without the sign between them."""


def split_list(texts: Iterable[str]) -> tuple[str, ...]:
    """The entries of repeated options or cells that may hold several, each once, in order."""
    return tuple(
        dict.fromkeys(
            entry for text in texts for part in _LIST_MARK.split(text) if (entry := " ".join(part.split()))
        )
    )


def find_each(
    view: KnowledgeAt, texts: Iterable[str], find: Callable[[KnowledgeAt, str], str]
) -> tuple[str, ...]:
    """The ids of everything that is named, by one of the functions below; names may hold commas themselves.

    Raises UsageError for the first that is not found.
    """
    found: list[str] = []
    for line in (line.strip() for text in texts for line in text.split("\n")):
        if _OWN.fullmatch(line) or not _LIST_MARK.search(line):
            found.extend([find(view, line)] if line else [])
            continue
        try:
            found.append(find(view, line))
        except UsageError:
            found.extend(find(view, entry) for entry in split_list([line]))
    return tuple(dict.fromkeys(found))


def find_pillar(view: KnowledgeAt, text: str) -> str:
    """Id of the pillar of that number (2, 柱2), id or name.

    Raises UsageError when there is none.
    """
    pillars = view.knowledge.plan.pillars
    names = {
        pillar.id: (pillar.id, str(pillar.number), f"柱{pillar.number}", pillar.name, pillar.short)
        for pillar in pillars
    }
    shown = [f"{pillar.number} {pillar.short}" for pillar in pillars]
    return _named(text, names, "柱", shown)


def find_field(view: KnowledgeAt, text: str) -> str:
    """Id of the priority field of that number, id or name.

    Raises UsageError when there is none.
    """
    fields = view.knowledge.plan.fields
    names = {field.id: (field.id, str(field.number), f"分野{field.number}", field.name) for field in fields}
    return _named(text, names, "重点分野", [f"{field.number} {field.name}" for field in fields])


def find_action(view: KnowledgeAt, text: str) -> Action:
    """The action of that number or title.

    Raises UsageError when there is none.
    """
    actions = view.knowledge.actions.actions
    found = _named(
        text,
        {action.id: (action.id, action.title) for action in actions},
        "施策の候補",
        [],
        mend="konkyo plan actions で番号を確かめてください（例: A01）",
    )
    return next(action for action in actions if action.id == found)


def find_ground(view: KnowledgeAt, text: str) -> str:
    """Id of the provision that is cited so (基本法11条1項), or has that id, in force on the day.

    Raises UsageError for a law or an article that the knowledge does not have; it names near articles.
    """
    known = view.knowledge.provisions.get(text)
    if known is not None:
        if view.in_force(known):
            return known.id
        raise UsageError(
            f"条項「{text}」は {view.day} には効力がありません",
            mend="効力のある条項を指定するか、--as-of を直してください",
        )
    cited = _LAW_THEN_ARTICLE.fullmatch(text.replace(":", "", 1).strip())
    if cited is None:
        raise UsageError(
            f"根拠「{text}」が読めません",
            why="法令名の後に条の番号がありません",
            mend="「基本法11条1項」「デジタル手続法16条1項」のように、一つずつ書いてください",
        )
    law = _law(view, cited["law"])
    article = parse_article(cited["article"])
    try:
        return find_provision(law, str(article), view).id
    except UsageError as problem:
        near = "、".join(_near_articles(view, law, article))
        raise UsageError(
            problem.what,
            where=f"根拠「{text}」",
            why=problem.why if "条番号は" in problem.why else f"近い条項: {near or 'なし'}",
            mend=f"条の番号を直してください。条項の一覧は konkyo show {law.title_on(view.day)} で見られます",
        ) from problem


def find_data(view: KnowledgeAt, text: str) -> str:
    """Id of the item or standard dataset; 他:○○ keeps the body's own words.

    Raises UsageError when the knowledge has no such data.
    """
    own = _OWN.fullmatch(text)
    if own:
        return OWN_WORDS + " ".join(own[1].split())
    try:
        return find_target(view.knowledge, text).id
    except UsageError as unknown:
        raise UsageError(
            unknown.what,
            why=unknown.why,
            mend=f"番号か名称を直すか、一覧にないデータなら「{OWN_WORDS}{text}」と書いてください",
        ) from unknown


def find_path(view: KnowledgeAt, text: str) -> str:
    """Id of the node of the decision guide of that id or name; なし for a measure without personal data.

    Raises UsageError when there is none.
    """
    if fold(text) in _NONE:
        return NO_PERSONAL_DATA
    nodes = view.knowledge.guide.nodes
    return _named(
        text,
        {node.id: (node.id, node.label) for node in nodes},
        "個人情報の使い方の道",
        [f"{node.id} {node.label}" for node in nodes],
        mend="個人情報を使わないなら「なし」と書いてください",
    )


def read_schedule(texts: Iterable[str], current: dict[str, str] | None = None) -> dict[str, str]:
    """Entries 2027=… (or 令和9年度 …, after a space) put into a schedule, by year; an entry without words takes its year out.

    Raises UsageError for an entry of another form.
    """
    schedule = dict(current or {})
    for text in texts:
        year, equals, words = text.replace("＝", "=", 1).partition("=")
        spaced = _YEAR_AND_WORDS.fullmatch(text.strip()) if not equals else None
        if spaced is not None:
            year, equals, words = spaced[1], "=", spaced[2]
        if not equals:
            raise UsageError(
                f"スケジュール「{text}」が読めません",
                mend="「令和9年度=要件を決める」のように、年度=内容 と書いてください",
            )
        key = str(read_fiscal_year(year.strip(), f"スケジュール「{text}」"))
        schedule.pop(key, None)
        if words.strip():
            schedule[key] = " ".join(words.split())
    return dict(sorted(schedule.items()))


def _named(
    text: str, names: Mapping[str, tuple[str, ...]], what: str, shown: Sequence[str], mend: str = ""
) -> str:
    wanted = fold(text)
    for entry, spoken in names.items():
        if wanted and wanted in {fold(name) for name in spoken}:
            return entry
    from difflib import get_close_matches

    near = get_close_matches(text, [name for spoken in names.values() for name in spoken], n=3, cutoff=0.5)
    why = "使えるもの: " + "、".join(shown) if shown else "近いもの: " + "、".join(near) if near else ""
    raise UsageError(
        f"{what}「{text}」はありません", why=why, mend=mend or "番号、ID、名称のどれかで指定してください"
    )


def _law(view: KnowledgeAt, name: str) -> Law:
    if fold(name) in _BASIC_NAMES:
        return view.knowledge.laws[BASIC_ACT]
    return view.find_law(name)


def _near_articles(view: KnowledgeAt, law: Law, article: Article) -> list[str]:
    """The kept articles of the law that stand nearest to one that is not kept, in order."""
    own = {
        provision.article_on(view.day)
        for provision in view.knowledge.provisions.values()
        if provision.law == law.id and view.in_force(provision)
    }
    nearest = sorted(own, key=lambda text: _distance(parse_article(text), article))[:_NEAR]
    return sorted(nearest, key=parse_article)


def _distance(kept: Article, wanted: Article) -> tuple[Any, ...]:
    return (
        kept.supplementary is not wanted.supplementary,
        abs((kept.number or (0,))[0] - (wanted.number or (0,))[0]),
        kept.number != wanted.number,
        abs((kept.paragraph or 0) - (wanted.paragraph or 0)),
    )
