"""What can be done on a list of targets, in the places of items and of gaps."""

from tui.commands import Command

FILTER = Command("target-filter", ("slash", "ctrl+f"), "絞り込み", "文字で絞り込む", "ask_filter")
STATE = Command(
    "target-state", ("t",), "状態", "公開の状態を決める（1〜4、0で未設定）", "ask_state", changes=True
)
SELECT = Command("target-select", ("space",), "選択", "この行を選ぶ", "select_row")
FIELDS = Command(
    "target-fields",
    ("e", "f2"),
    "担当・年度",
    "担当課・目標の年度・理由・メモを書く",
    "ask_fields",
    changes=True,
)
NOTE = Command("target-note", ("m",), "メモ", "メモを書く", "ask_note", changes=True, shown=False)
SHEET = Command("target-sheet", ("s",), "判断シート", "公開判断シートを書き出す", "ask_sheet")
EXPORT = Command("target-export", ("ctrl+e",), "書き出し", "見えている一覧を書き出す", "ask_export")
FACETS = Command("target-facets", ("f",), "条件", "条件で絞り込む", "ask_facets", shown=False)
ORDER = Command("target-order", ("c",), "並び", "列で並べる、列を隠す", "ask_order", shown=False)
NEXT = Command("target-next", ("n",), "次", "次の、人の判断が要る行へ", "next_waiting", shown=False)
PREVIOUS = Command(
    "target-previous", ("N",), "前", "前の、人の判断が要る行へ", "previous_waiting", shown=False
)
OUT = Command(
    "target-out", ("escape",), "戻る", "ひとつ外へ（詳細、絞り込み、選択）", "step_out", shown=False
)
