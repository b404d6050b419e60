"""What can be done in the place 計画, and the keys for it."""

from tui.commands import Command

WRITE = Command("write", ("enter",), "本文へ", "カーソルの章の本文を直す", "write")
REMAKE = Command(
    "remake", ("r",), "作り直し", "新しい案を取り込む下見（手直しは残る）", "remake", changes=True
)
DRAFT = Command("remake", ("r",), "案を作る", "計画の案を作る", "remake", changes=True)
OPEN = Command(
    "open", ("o",), "計画を開く", "ほかのファイルの計画を開く", "open_file", changes=True, shown=False
)
VIEW = Command("view", ("v",), "見方", "次の見方へ（本文・指摘・施策の表・柱×分野・版）", "next_view")
NEXT = Command("next", ("f8", "ctrl+down"), "次の記入欄", "次の記入欄・指摘・競合へ", "next_stop")
BACK = Command(
    "stop-before",
    ("shift+f8", "f20", "ctrl+up"),
    "前の記入欄",
    "前の記入欄・指摘・競合へ",
    "stop_before",
    shown=False,
)
FIND = Command("find", ("ctrl+f",), "さがす", "本文の言葉をさがす", "find")
AGAIN = Command("again", ("f3",), "次をさがす", "同じ言葉を続けてさがす", "find_again", shown=False)
KEEP = Command("keep", ("ctrl+s",), "版を残す", "名を付けて版を残す", "keep_version", changes=True)
PREVIEW = Command("preview", ("ctrl+t",), "下見", "読む人に見える形で下見する", "toggle_preview")
OUTSIDE = Command(
    "outside",
    ("f4",),
    "外で直す",
    "外のエディター（決めてあるもの、なければ nano かメモ帳）で直す",
    "edit_outside",
    changes=True,
    shown=False,
)
EXPORT = Command("export", ("ctrl+e",), "Wordへ", "Word・HTML・Excel・CSV に書き出す", "export")
MERGE = Command("merge", ("c",), "競合を決める", "競合を一つずつ決める", "merge", changes=True)
SAVE = Command("save", ("escape",), "保存", "まだ保存していない文を保存する", "leave_text", changes=True)
OUT = Command("out", ("escape",), "目次へ", "目次へ戻る（直した文は保存される）", "leave_text")
SIDES = (
    Command("left", ("1",), "左を使う", "あなたの文を使う", "take_ours", changes=True),
    Command(
        "right",
        ("2",),
        "右を使う",
        "右の文（新しい案、またはほかで直された文）を使う",
        "take_theirs",
        changes=True,
    ),
    Command("both", ("3",), "両方", "両方の文を残す", "take_both", changes=True),
    Command("hand", ("e",), "手で直す", "文を手で書いて決める", "write_by_hand", changes=True),
    Command("turn", ("n",), "次の競合", "次の競合へ", "next_conflict"),
    Command("turn-back", ("N",), "前の競合", "前の競合へ", "previous_conflict", shown=False),
    Command("finish", ("enter",), "計画に入れる", "すべて決めたら計画に入れる", "finish", changes=True),
)
"""Done by the merge view."""
BY_HAND = Command(
    "hand-done", ("escape",), "この文に決める", "手で書いた文に決める", "leave_text", changes=True
)
ALL = (
    *(WRITE, REMAKE, VIEW, NEXT, PREVIEW, KEEP, EXPORT, FIND),
    *(MERGE, BACK, AGAIN, OUTSIDE, OPEN, OUT, SAVE, BY_HAND),
    *SIDES,
)
"""Whatever the state of the plan."""
