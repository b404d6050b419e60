"""What can be done in every place."""

from tui.commands import Command
from tui.places import PLACES

_PLACES = tuple(
    Command(f"go-{name}", (str(number),), title, f"{title}の画面へ", f"go:{name}", shown=False)
    for number, (name, (title, _, _)) in enumerate(PLACES.items(), 1)
)
GLOBAL: tuple[Command, ...] = (
    Command(
        "search",
        ("ctrl+k",),
        "さがす",
        "情報項目・法令・記録・操作など、すべてからさがす",
        "ask_search",
        shown=False,
    ),
    Command("palette", ("ctrl+p", "colon"), "操作", "操作を名前でさがして行う", "ask_palette", shown=False),
    Command("help", ("f1", "question_mark"), "説明", "いまの場所のキーと説明", "ask_help", shown=False),
    *_PLACES,
    Command("places", (), "画面", "画面をえらぶ", "ask_place", shown=False),
    Command("place-next", ("ctrl+pagedown",), "次の画面", "次の画面へ", "next_place", shown=False),
    Command("place-previous", ("ctrl+pageup",), "前の画面", "前の画面へ", "previous_place", shown=False),
    Command("pane-next", ("f6", "tab"), "次の枠", "次の枠へ", "next_pane", shown=False),
    Command("pane-previous", ("shift+f6", "shift+tab"), "前の枠", "前の枠へ", "previous_pane", shown=False),
    Command("jump", ("ctrl+g",), "ジャンプ", "枠に付けた文字を押して移る", "ask_jump", shown=False),
    Command(
        "back", ("alt+left", "left_square_bracket"), "戻る", "前に見ていた所へ戻る", "go_back", shown=False
    ),
    Command(
        "forward",
        ("alt+right", "right_square_bracket"),
        "進む",
        "戻る前の所へ進む",
        "go_forward",
        shown=False,
    ),
    Command(
        "undo",
        ("ctrl+z", "u"),
        "戻す",
        "ひとつ前の変更を元に戻す（取り消す）",
        "undo_last",
        changes=True,
        shown=False,
    ),
    Command(
        "redo",
        ("ctrl+y", "U"),
        "やり直す",
        "取り消した変更をやり直す",
        "redo_last",
        changes=True,
        shown=False,
    ),
    Command("history", ("H",), "履歴", "変更の履歴", "ask_history", shown=False),
    Command("messages", ("L",), "知らせ", "これまでの知らせの一覧", "ask_messages", shown=False),
    Command(
        "import", ("ctrl+o", "i"), "取込", "目録のファイルを取り込む", "ask_import", changes=True, shown=False
    ),
    Command("copy", ("y",), "写す", "一覧の行を Markdown・CSV・引用として写す", "ask_copy", shown=False),
    Command("copy-cells", ("ctrl+c",), "写す（Excelへ）", "行をタブ区切りで写す", "copy_cells", shown=False),
    Command("body", ("B",), "団体", "団体を選ぶ", "ask_body", shown=False),
    Command("day", ("D",), "基準日", "基準日を変える", "ask_day", shown=False),
    Command(
        "theme", ("Z",), "配色", "配色を変える（暗い・明るい・高コントラスト）", "next_theme", shown=False
    ),
    Command(
        "marks",
        (),
        "記号",
        "記号を ASCII にする、元にもどす（列がずれる端末のため）",
        "other_marks",
        shown=False,
    ),
    Command("reload", ("f5",), "読み直す", "読み直す", "reload", shown=False),
    Command("quit", ("ctrl+q", "q"), "終わる", "終わる", "leave", shown=False),
)
"""Their keys work wherever no text is typed; those with Ctrl, Alt and F also while an input method is on.

An action is a method of the app; what stands behind a colon is given to it.
"""

OF_FIELDS = frozenset({"ctrl+c", "ctrl+x", "ctrl+v", "ctrl+a", "ctrl+z", "ctrl+y"})
"""Keys that belong to a field while text is typed into it, as everywhere else on the planner's desk."""
