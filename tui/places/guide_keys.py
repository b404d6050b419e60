"""What can be done in the guide."""

from tui.commands import Command

ENTER = Command(
    "guide-answer", ("enter",), "答える", "選んだ答えで進む。条の上では法令の画面で開く", "open_passage"
)
OPEN = Command("guide-open", ("enter",), "条を開く", "選んだ条を法令の画面で開く", "open_passage")
INTO = Command("guide-into", ("enter",), "問いへ", "この問いに入り、答え直す", "enter_question")
BACK = Command(
    "guide-back", ("backspace",), "前の問い", "ひとつ前の問いにもどる（最後の答えを取り消す）", "take_back"
)
REASON = Command("guide-reason", ("m",), "理由", "答えの理由を書く", "ask_reason")
SUBJECT = Command(
    "guide-subject", ("a",), "対象・記録", "何について答えるかを決める。記録した道を開く", "ask_subject"
)
EXPORT = Command(
    "guide-export", ("s", "ctrl+e"), "書き出し", "記録をファイルに書き出す（Markdown）", "ask_export"
)
LINK = Command(
    "guide-link", ("o",), "原文", "条の原文を e-Gov 法令検索で開く（開けないときは写す）", "open_link"
)
KEEP = Command(
    "guide-keep", ("ctrl+s",), "記録する", "途中の答えを、題名を付けて記録する", "keep", changes=True
)
NEW = Command("guide-new", ("r",), "はじめから", "記録を閉じて、はじめから答える", "begin")
FORGET = Command(
    "guide-forget",
    ("delete",),
    "記録を消す",
    "この対象の記録を消す（元に戻せる）",
    "forget",
    changes=True,
    shown=False,
)
ENLARGE = Command("guide-enlarge", ("z",), "大きく", "問いだけにする、もどす", "enlarge", shown=False)
OUT = Command("guide-out", ("escape",), "いまの問いへ", "前の問いや先の問いを見るのをやめる", "step_out")

OF_GUIDE = (ENTER, BACK, KEEP, OUT, REASON, SUBJECT, EXPORT, LINK, NEW, FORGET, ENLARGE)
"""All of them, in the order of use."""
