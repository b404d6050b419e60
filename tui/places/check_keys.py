"""What can be done with the files that are checked, and by which keys."""

from tui.commands import Command

OPEN = Command("check-open", ("enter",), "くわしく", "指摘のくわしい説明を読む", "read_finding")
REPAIR = Command("check-repair", ("r",), "直した写し", "直せるところを直した写しを作る", "ask_repair")
REPAIR_ALL = Command(
    "check-repair-all",
    ("R",),
    "すべての写し",
    "すべてのファイルの直した写しをフォルダーに作る",
    "ask_repair_all",
    shown=False,
)
ADD = Command("check-add", ("a",), "ファイルを足す", "点検するファイルやフォルダーを選ぶ", "ask_files")
EXPORT = Command("check-export", ("ctrl+e",), "書き出し", "見えている指摘の一覧を書き出す", "ask_export")
FACETS = Command("check-facets", ("f",), "条件", "重さ・番号・直し方で絞り込む", "ask_facets")
FILTER = Command("check-filter", ("slash", "ctrl+f"), "絞り込み", "文字で絞り込む", "ask_filter")
ORDER = Command("check-order", ("c",), "並び", "列で並べる、列を隠す", "ask_order", shown=False)
AGAIN = Command(
    "check-again", ("f5",), "点検し直す", "すべてのファイルを読んで点検し直す", "check_again", shown=False
)
DATASET = Command(
    "check-dataset",
    ("d",),
    "様式",
    "このファイルを、選んだ標準データセットとして点検し直す",
    "ask_dataset",
    shown=False,
)
NEXT = Command("check-next", ("n",), "次の指摘", "次の、人が見る指摘へ", "next_waiting", shown=False)
BEFORE = Command(
    "check-previous", ("N",), "前の指摘", "前の、人が見る指摘へ", "previous_waiting", shown=False
)
DROP = Command("check-drop", ("delete", "x"), "外す", "このファイルを一覧から外す", "drop_file", shown=False)
OUT = Command("check-out", ("escape",), "戻る", "一覧へもどる、絞り込みを外す", "step_out", shown=False)

COMMANDS = (
    OPEN,
    REPAIR,
    ADD,
    EXPORT,
    FACETS,
    FILTER,
    ORDER,
    REPAIR_ALL,
    NEXT,
    BEFORE,
    AGAIN,
    DATASET,
    DROP,
    OUT,
)
