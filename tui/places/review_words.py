"""What the place of the review says: rows of its list, its second line, messages, empty lists."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from registry.analysis.reviewing import QueueLine, Settled
from registry.analysis.targets import name_of_target
from registry.text.display import truncate, width
from registry.text.inert import inert
from tui.review_queue import VIEWS, Counts, Narrowing, Sitting
from tui.widgets.row_list import Cell, Column, Role, Row

if TYPE_CHECKING:
    from tui.places.review_desk import ReviewDesk
    from tui.session import Session

LIST_COLUMNS = (
    Column("記録", 24, flexible=True),
    Column("判断", 6),
    Column("担当課", 10, stays=False),
)
_STANDINGS: dict[str, Cell] = {
    "採用": Cell("採用", "good"),
    "見送り": Cell("見送り", "stop"),
    "候補なし": Cell("なし", "dim"),
    "確認待ち": Cell("要確認", "caution"),
}
_ASIDE = 24
"""Cells of what stands beside the title of the record before or after."""
_AROUND, _LEAST = 56, 12
"""Cells of what stands around title and targets in a message, and what these have at least."""


def list_row(line: QueueLine, view: str) -> Row:
    """A record in the list; among those that wait the word is said of those only that do not any more."""
    waits = line.standing == "確認待ち"
    role: Role = "" if waits else "dim"
    return Row(
        line.id,
        (
            Cell(line.title or "（題名なし）", role),
            "" if waits and view == "review" else _STANDINGS[line.standing],
            Cell(line.section, "dim"),
        ),
    )


def views_line(session: "Session", narrowing: Narrowing, *, short: bool = False) -> str:
    """Which of the four lists, and the filter."""
    names = (
        f"[{title}]" if view == narrowing.view else f" {title} "
        for view, title in VIEWS.items()
        if not short or view == narrowing.view
    )
    told = []
    if narrowing.record:
        told.append("ひとつの記録")
    if narrowing.target is not None:
        told.append(name_of_target(session.knowledge, *narrowing.target))
    if narrowing.words:
        told.append(f"「{narrowing.words}」")
    if not told and short:
        return "".join(names)
    filtered = f"{'、'.join(told)}（Esc で外す）" if told else "なし"
    return f"{''.join(names)}  絞り込み: {filtered}"


def empty_list(session: "Session", narrowing: Narrowing, counts: Counts) -> str:
    """Why the list is empty, and the next key."""
    if session.body is None:
        return "団体を選んでください（B）。名前・読み・コードで探せます"
    if not counts.records:
        return "まだ目録がありません。i でファイルを選ぶと、記録が何に当たるかを確かめられます"
    if narrowing.words:
        return f"「{narrowing.words}」に合うものはありません。Esc で外す、v でほかの一覧を見る"
    if narrowing.target is not None or narrowing.record:
        return "当たる記録はありません。Esc で外す、v でほかの一覧を見る"
    if narrowing.view == "review":
        return "確認を待つ記録はありません。3 でギャップへ。v で採用したものを見直す"
    return f"「{VIEWS[narrowing.view]}」の記録はありません。v でほかの一覧を見る"


def settled_message(done: Settled, room: int) -> str:
    """What was decided, so short that the way back has room behind it in a line of ``room`` cells."""
    space = max(room - _AROUND, 2 * _LEAST)
    more = f" ほか{done.records - 1:,}件" if done.records > 1 else ""
    if not done.changed:
        return f"変わりありません: {truncate(done.title, space)}"
    if not done.accepted:
        return f"どれでもないとしました: {truncate(done.title, space)}{more}"
    names = truncate("、".join(done.accepted), max(space - width(done.title), space // 2))
    return f"採用しました: {truncate(done.title, space - width(names))}{more} → {names}"


def done_message(narrowing: Narrowing, sitting: Sitting | None) -> str:
    """What is added when nothing waits any more."""
    if narrowing.view != "review" or sitting is None or sitting.waiting or not sitting.settled:
        return ""
    none = sitting.settled - sitting.accepted
    return (
        f"確認はおわりです（採用 {sitting.accepted:,}・どれでもない {none:,}）。"
        "3 でギャップへ。元に戻すは Ctrl+Z"
    )


def beside(place: "ReviewDesk") -> tuple[str, ...]:
    """What stands under the candidates: records of one shape and, where the list has no room, the neighbours."""
    return tuple(_beside(place))


def _beside(place: "ReviewDesk") -> Iterator[str]:
    if place.alike > 1:
        key = "  A でまとめて決める" if place.session.may_change else ""
        yield f"同じ形の記録 {place.alike:,}件（手がかりも点も同じ）{key}"
    if place.narrow:
        for word, by in (("次", 1), ("前", -1)):
            line = place.neighbour(by)
            if line is not None:
                taken = f" → {'、'.join(line.accepted)}" if line.accepted else ""
                standing = "" if line.standing == "確認待ち" else f"（{line.standing}）"
                title = truncate(inert(line.title or "（題名なし）"), max(place.pane.room - _ASIDE, _LEAST))
                yield truncate(f"{word}  {title}{standing}{taken}", max(place.pane.room, _LEAST))
