"""What can be done with the record that is reviewed, and by which keys."""

from tui.commands import Command

SETTLE = Command(
    "review-settle", ("enter",), "決めて次へ", "印の付いた候補に決めて、次の記録へ", "settle", changes=True
)
NEXT = Command("review-open", ("enter",), "次へ", "次の記録へ", "later")
TICK = Command("review-tick", ("space",), "印", "候補に印を付ける、外す", "tick", changes=True)
LEFT = Command("review-left", ("left",), "候補", "前の候補へ", "previous_candidate", shown=False)
RIGHT = Command("review-right", ("right",), "候補", "次の候補へ", "next_candidate")
NONE = Command(
    "review-none",
    ("delete", "x"),
    "どれでもない",
    "どの候補でもないと決めて、次の記録へ",
    "reject",
    changes=True,
)
LATER = Command("review-later", ("down", "j"), "あとで", "決めずに次の記録へ", "later")
BEFORE = Command("review-before", ("up", "k"), "前", "前の記録を見直す", "look_back", shown=False)
ALIKE = Command("review-alike", ("A",), "同じ形も", "同じ形の記録をまとめて決める", "ask_alike", changes=True)
ADD = Command(
    "review-add", ("a",), "加える", "ほかの項目・標準データセットを選んで決める", "ask_target", changes=True
)
UNDO = Command(
    "review-undo",
    ("ctrl+z", "u"),
    "戻る",
    "ひとつ前の決定を取り消して、その記録へ",
    "undo_here",
    changes=True,
)
REDO = Command(
    "review-redo",
    ("ctrl+y", "U"),
    "やり直す",
    "取り消した決定をやり直す",
    "redo_here",
    changes=True,
    shown=False,
)
VIEW = Command(
    "review-view", ("v",), "一覧", "確認待ち・採用・見送り・すべてを切り替える", "next_view", shown=False
)
FILTER = Command(
    "review-filter", ("slash", "ctrl+f"), "絞り込み", "題名と説明で絞り込む", "ask_filter", shown=False
)
ONLY = Command("review-only", ("f",), "対象", "情報項目・標準データセットで絞り込む", "ask_only", shown=False)
WAITING = Command("review-next", ("n",), "次の確認待ち", "次の確認待ちの記録へ", "next_waiting", shown=False)
WAITING_BEFORE = Command(
    "review-previous", ("N",), "前の確認待ち", "前の確認待ちの記録へ", "previous_waiting", shown=False
)
LINK = Command("review-link", ("o",), "ページ", "記録のページを開く（写す）", "open_link", shown=False)
WHOLE = Command(
    "review-whole", ("z",), "全文", "題名と説明をすべて表示する、もどす", "turn_whole", shown=False
)
OUT = Command("review-out", ("escape",), "外す", "絞り込みを外す、一覧へもどる", "step_out", shown=False)

COMMANDS = (
    SETTLE,
    NEXT,
    TICK,
    NONE,
    LATER,
    RIGHT,
    UNDO,
    ALIKE,
    ADD,
    LEFT,
    BEFORE,
    REDO,
    WAITING,
    WAITING_BEFORE,
    VIEW,
    FILTER,
    ONLY,
    LINK,
    WHOLE,
    OUT,
)
