"""Words for the history: what the tables and their columns are called, what a change did, what differs in its rows."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from registry.analysis.targets import name_of_target
from registry.knowledge.base import Knowledge
from registry.workspace.domain import GUIDE, ChangedRow

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
TARGET_LABELS = {"item": "項目", "dataset": "標準"}
FIELD_LABELS = {
    "decision": "判断",
    "decided_by": "決めた者",
    "score": "点",
    "evidence": "手がかり",
    "note": "メモ",
    "state": "状態",
    "reason": "理由",
    "section": "担当課",
    "fiscal_year": "目標年度",
    "answer": "答え",
    "asked": "問い",
    "title": "題名",
    "description": "説明",
    "organization": "組織",
    "licence": "ライセンス",
    "frequency": "更新頻度",
    "modified": "更新日",
    "url": "ページ",
    "resources": "ファイル",
    "details": "その他の欄",
    "name": "名前",
    "outline": "概要",
    "kpis": "KPI",
    "schedule": "スケジュール",
    "pillars": "柱",
    "priority_fields": "重点分野",
    "grounds": "根拠",
    "data_used": "使うデータ",
    "data_published": "公開するデータ",
    "personal_path": "個人情報の道筋",
    "generated_text": "生成した文",
    "edited_text": "手直しした文",
    "catalogue_name": "目録",
    "vanished_at": "消えた時",
    "file_name": "ファイル",
}
_KINDS = {"inserted": "追加", "updated": "変更", "deleted": "削除"}
_VALUES = {
    ("decision", "accept"): "採用",
    ("decision", "review"): "確認待ち",
    ("decision", "reject"): "見送り",
    ("decided_by", "rule"): "規則",
    ("decided_by", "person"): "人",
    ("answer", "yes"): "はい",
    ("answer", "no"): "いいえ",
    ("answer", "unknown"): "不明",
}
_KEPT_BY_THE_WORKSPACE = frozenset({"body_code", "row_version", "created_in", "created_at", "updated_at"})


_NAMES_THE_ROW = frozenset(
    {
        "fact_key",
        "sequence",
        "record_id",
        "target_kind",
        "target_id",
        "check_id",
        "measure_id",
        "draft_id",
        "title_folded",
        "digest",
    }
)


class Difference(Struct, frozen=True, kw_only=True):
    """One column of one row, before and after a change."""

    table: str
    key: str
    field: str
    """Name of the column as it is stored."""
    before: str
    after: str

    @property
    def tells(self) -> bool:
        """False for what only names the row or is derived, and where nothing stands before and after."""
        return self.field not in _NAMES_THE_ROW and bool(self.before or self.after)

    @property
    def label(self) -> str:
        """The column as people call it."""
        return FIELD_LABELS.get(self.field, self.field)

    @property
    def values(self) -> tuple[str, str]:
        """Before and after as people call them."""
        return (
            _VALUES.get((self.field, self.before), self.before),
            _VALUES.get((self.field, self.after), self.after),
        )


def contents(counts: Mapping[str, int]) -> str:
    """What a change wrote: 対応付けの変更 3、目録の記録の追加 12."""
    parts = []
    for name, number in counts.items():
        table, _, kind = name.rpartition(".")
        parts.append(f"{TABLE_LABELS.get(table, table)}の{_KINDS.get(kind, kind)} {number:,}")
    return "、".join(parts)


def differences(rows: tuple[ChangedRow, ...], knowledge: Knowledge | None = None) -> Iterator[Difference]:
    """Every column that differs, in the order of the rows; with ``knowledge`` items and datasets by their names."""
    for row in rows:
        before, after = row.before or {}, row.after or {}
        for field in dict.fromkeys((*before, *after)):
            if field not in _KEPT_BY_THE_WORKSPACE and before.get(field) != after.get(field):
                yield Difference(
                    table=_table_label(row),
                    key=_row_name(row, knowledge),
                    field=field,
                    before=_text(before.get(field)),
                    after=_text(after.get(field)),
                )


def _of_guide(row: ChangedRow) -> bool:
    return any(str(part).startswith(GUIDE) for part in row.row_key[2:])


def _table_label(row: ChangedRow) -> str:
    if _of_guide(row):
        return "判断ガイドの答え"
    return TABLE_LABELS.get(row.table, row.table)


def _row_name(row: ChangedRow, knowledge: Knowledge | None) -> str:
    parts = [str(part) for part in row.row_key]
    if _of_guide(row):
        return _guide_row_name(parts, knowledge)
    for place, kind in enumerate(parts[:-1]):
        if kind in TARGET_LABELS and knowledge is not None:
            name = name_of_target(knowledge, kind, parts[place + 1])
            return " ".join((*parts[:place], TARGET_LABELS[kind], name, *parts[place + 2 :]))
    return " ".join(parts)


def _guide_row_name(parts: list[str], knowledge: Knowledge | None) -> str:
    """An answer of the decision guide: what it is about, which question."""
    *_, kind, subject, check_id = parts
    _, place, node = check_id.split("/", 2)
    if knowledge is not None:
        node = next((one.label for one in knowledge.guide.nodes if one.id == node), node)
        subject = name_of_target(knowledge, kind, subject) if kind in TARGET_LABELS else subject
    told = f"{TARGET_LABELS[kind]} {subject}" if kind in TARGET_LABELS else subject
    return f"{told} 判断ガイド{int(place)} {node}"


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "、".join(map(str, value))
    return "" if value is None else str(value)
