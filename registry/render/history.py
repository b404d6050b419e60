"""Tables of the history."""

from registry.analysis.change_words import contents, differences
from registry.analysis.changes import ChangeCard, ChangeLine, ChangeList
from registry.render.moments import minute
from registry.render.tables import Table


def changes_table(listed: ChangeList) -> Table:
    """One row per change."""
    return Table(
        title=listed.title,
        columns=("番号", "日時", "団体", "操作", "内容", "操作者", "状態"),
        rows=tuple(
            (
                str(change.number),
                minute(change.at),
                f"{change.body_code} {change.body_name}".strip(),
                change.command,
                contents(change.counts),
                change.actor,
                _standing(change),
            )
            for change in listed.changes
        ),
        empty="変更の記録はありません。",
    )


def change_table(card: ChangeCard) -> Table:
    """One row per column that differs."""
    return Table(
        title=f"変更 {card.change.number}（{minute(card.change.at)}、{card.change.command}）",
        columns=("表", "行", "欄", "前", "後"),
        rows=tuple((one.table, one.key, one.field, one.before, one.after) for one in differences(card.rows)),
        empty="示せる行はありません。",
    )


def _standing(change: ChangeLine) -> str:
    if change.undone_by is not None:
        return f"取消し済み（{change.undone_by}）"
    return f"{change.undoes} を取り消す" if change.undoes is not None else ""
