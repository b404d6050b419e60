"""Tables of the history."""

from registry.analysis.changes import ChangeCard, ChangeLine, ChangeList
from registry.render.moments import minute
from registry.render.tables import Table

TABLE_LABELS = {
    "body_profile": "団体の情報",
    "body_fact": "団体の事実",
    "catalogue_import": "取込み",
    "catalogue_record": "目録の記録",
    "record_match": "対応付け",
    "target_state": "公開の状態",
    "sheet_answer": "公開判断シートの回答",
    "measure": "個別施策",
    "plan_draft": "計画の案",
}
_KEPT_BY_THE_WORKSPACE = frozenset({"body_code", "row_version", "created_in", "created_at", "updated_at"})
_KINDS = {"inserted": "追加", "updated": "変更", "deleted": "削除"}


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
                _contents(change),
                change.actor,
                _standing(change),
            )
            for change in listed.changes
        ),
        empty="変更の記録はありません。",
    )


def change_table(card: ChangeCard) -> Table:
    """One row per column that differs."""
    rows = []
    for row in card.rows:
        before, after = row.before or {}, row.after or {}
        key = " ".join(map(str, row.row_key))
        for column in dict.fromkeys((*before, *after)):
            if column not in _KEPT_BY_THE_WORKSPACE and before.get(column) != after.get(column):
                old, new = _text(before.get(column)), _text(after.get(column))
                rows.append((TABLE_LABELS.get(row.table, row.table), key, column, old, new))
    return Table(
        title=f"変更 {card.change.number}（{minute(card.change.at)}、{card.change.command}）",
        columns=("表", "行", "欄", "前", "後"),
        rows=tuple(rows),
        empty="示せる行はありません。",
    )


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _contents(change: ChangeLine) -> str:
    parts = []
    for name, number in change.counts.items():
        table, _, kind = name.rpartition(".")
        parts.append(f"{TABLE_LABELS.get(table, table)}の{_KINDS.get(kind, kind)} {number:,}")
    return "、".join(parts)


def _standing(change: ChangeLine) -> str:
    if change.undone_by is not None:
        return f"取消し済み（{change.undone_by}）"
    return f"{change.undoes} を取り消す" if change.undoes is not None else ""
