"""What can be done in the place of the items, in its list and in its detail."""

from tui.commands import Command
from tui.places import target_keys as shared

OPEN = Command("items-open", ("enter",), "詳細へ", "右の詳細に入る", "open_detail")
WHY = Command("items-why", ("w",), "根拠の道筋", "なぜそう言えるかを鎖で見る", "show_chain")
GRAPH = Command("items-graph", ("g",), "関係", "つながりを図で見る", "show_graph", shown=False)
HISTORY = Command(
    "items-history", ("h",), "この行の履歴", "この項目の変更の履歴", "show_history", shown=False
)
LINK = Command(
    "items-link", ("o",), "条文", "条文のリンクを開く（開けないときは写す）", "open_link", shown=False
)
ENLARGE = Command("items-enlarge", ("z",), "大きく", "いまの枠だけにする、もどす", "enlarge", shown=False)
INTO = Command("items-into", ("enter",), "開く", "条文・列・つながり・答えを開く", "open_passage")
CHECK = Command(
    "items-check", ("space",), "確認", "留意事項を確認済みにする、もどす", "settle_check", changes=True
)
ANSWER = Command(
    "items-answer", ("e", "f2"), "答えを書く", "いいえ・該当なしや覚え書きを書く", "ask_answer", changes=True
)
BACK = Command("items-back", ("escape",), "一覧へ", "ひとつ外へ", "leave_detail")

IN_LIST = (
    OPEN,
    shared.FILTER,
    WHY,
    shared.SHEET,
    shared.STATE,
    shared.SELECT,
    shared.FIELDS,
    shared.EXPORT,
    shared.FACETS,
    shared.ORDER,
    shared.NOTE,
    GRAPH,
    HISTORY,
    LINK,
    shared.NEXT,
    shared.PREVIOUS,
    ENLARGE,
    shared.OUT,
)

IN_DETAIL = (
    INTO,
    CHECK,
    ANSWER,
    BACK,
    WHY,
    GRAPH,
    LINK,
    shared.SHEET,
    shared.STATE,
    shared.NOTE,
    HISTORY,
    ENLARGE,
)

ON_CHECK = (CHECK, ANSWER)
"""Only while the cursor of the detail stands on a question of the checklist."""

NEEDING_BODY = (shared.STATE, shared.FIELDS, shared.NOTE, HISTORY)
"""Not while no body is chosen."""
