"""Cards of nodes as tables of two columns."""

from collections.abc import Iterator
from datetime import date

from registry.graph.neighbourhood import ImpactAnswer, NeighbourCard, NodeCard
from registry.knowledge.cards import LawCard, ProvisionCard
from registry.render.marks import grade_mark
from registry.render.tables import Table

_DIRECTION = {"out": "→", "in": "←"}


def term(since: date | None, until: date | None) -> str:
    """A term in words; both days are included."""
    if since is None and until is None:
        return ""
    return f"{since or '（始まりは未確認）'}〜{until or ''}"


def law_table(card: LawCard) -> Table:
    """A law with its titles, ministries, items and articles."""
    return Table(
        title=f"{card.title}（{card.law_number}、基準日 {card.as_of}）",
        columns=("項目", "内容"),
        rows=tuple(_law_rows(card)),
        notes=card.notices,
    )


def _law_rows(card: LawCard) -> Iterator[tuple[str, str]]:
    yield "種別", card.rank
    yield "法令ID", card.law_id or "（なし）"
    for name in card.names:
        yield "題名", f"{name.title} {term(name.since, name.until)}{grade_mark(name.status)}".strip()
    if card.abbreviations:
        yield "略称", "、".join(card.abbreviations)
    if card.promulgated:
        yield "公布", str(card.promulgated)
    yield "効力", "あり" if card.in_force else f"なし {term(card.in_force_from, card.in_force_until)}"
    if card.succeeded_by:
        yield "引き継いだ法令", card.succeeded_by
    if card.parent:
        yield "委任元", card.parent
    ministries = "、".join(card.ministries) or "（この日については未確認）"
    yield "所管", ministries + grade_mark(card.ministries_status)
    yield "情報項目", "、".join(f"{item.number} {item.name}" for item in card.items) or "なし"
    yield "登録済みの条項", "、".join(card.provisions) or "なし"
    for event in card.events:
        yield "改正など", f"{event.on or ''} {event.text}{grade_mark(event.status)}".strip()
    for remark in card.remarks:
        yield "注", remark
    yield (
        "読んだ版",
        f"{card.revision_read or '未確認'}（{card.checked or '日付なし'}）{grade_mark(card.status)}",
    )
    yield "リンク", card.url or "（e-Gov に条文なし）"


def provision_table(card: ProvisionCard) -> Table:
    """A provision with what it says, to whom, and on which items it bears."""
    return Table(
        title=f"{card.law}{card.article}（基準日 {card.as_of}）",
        columns=("項目", "内容"),
        rows=tuple((name, text) for name, text in _provision_rows(card) if text),
        notes=card.notices,
    )


def _provision_rows(card: ProvisionCard) -> Iterator[tuple[str, str]]:
    yield "要点", card.summary + grade_mark(card.status)
    yield "準用する条", card.applies or ""
    yield "主体", "、".join(card.subjects)
    yield "義務の強さ", card.duty or ""
    yield "公開の形", card.mode or card.matter or ""
    yield "範囲", "　".join(part for part in (card.scope, card.scope_text or "") if part)
    yield "相手", "　".join(part for part in (card.audience, card.audience_text or "") if part)
    yield "効力", "あり" if card.in_force else "なし"
    yield "この形の期間", term(card.since, card.until)
    for former in card.former:
        yield "以前の条番号", f"{former.article} {term(former.since, former.until)}"
    yield "情報項目", "、".join(f"{item.number} {item.name}" for item in card.items)
    yield "注", card.note or ""
    yield "確認", f"{card.checked or '日付なし'}　出典 {'、'.join(card.sources)}"
    yield "リンク", card.url or ""


def node_table(card: NodeCard) -> Table:
    """Any node with its plain fields and its neighbours."""
    rows = [(name, str(value)) for name, value in card.facts.items() if isinstance(value, str | int | float)]
    rows += [
        (name, "、".join(str(member) for member in value))
        for name, value in card.facts.items()
        if isinstance(value, list | tuple) and value and all(isinstance(member, str) for member in value)
    ]
    return Table(
        title=f"{card.label}（{card.kind_label}、{card.id}）",
        columns=("項目", "内容"),
        rows=(*rows, *(_neighbour_row(near) for near in card.neighbours)),
        notes=card.notices,
    )


def neighbour_rows(neighbours: tuple[NeighbourCard, ...]) -> tuple[tuple[str, str], ...]:
    """Neighbours as rows of relation and node."""
    return tuple(_neighbour_row(near) for near in neighbours)


def _neighbour_row(near: NeighbourCard) -> tuple[str, str]:
    reason = f"（{near.reason}）" if near.reason else ""
    return (
        f"{_DIRECTION[near.direction]} {near.relation_label}",
        f"{near.kind_label}「{near.label}」{reason}［{near.id}］ {term(near.since, near.until)}".strip(),
    )


def impact_table(answer: ImpactAnswer) -> Table:
    """What depends on a node, nearest first."""
    return Table(
        title=f"「{answer.label}」に依存するもの（基準日 {answer.as_of}）",
        columns=("距離", "種類", "名前", "経路"),
        rows=tuple(
            (str(found.distance), found.kind_label, found.label, " → ".join(found.path))
            for found in answer.dependents
        ),
        notes=answer.notices,
        empty="依存するものはありません。",
    )
