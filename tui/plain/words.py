"""The words of the linear mode. Each has a Japanese and a short ASCII form; every command of the app is one too."""

from typing import NamedTuple


class Word(NamedTuple):
    """A word: its forms, what follows it, what it does."""

    id: str
    forms: tuple[str, ...]
    after: str
    does: str


WORDS = (
    Word("places", ("画面", "places"), "", "八つの画面の名前を読む。番号（1〜8）で移る"),
    Word("read", ("読む", "list"), "", "いまの画面をはじめから読む"),
    Word("more", ("続き", "more"), "", "一覧や文の続きを読む"),
    Word("open", ("開く", "open"), "番号", "その番号の行を開く"),
    Word("stand", ("行", "row"), "番号", "その番号の行に立つ（詳細が変われば読む）"),
    Word("tick", ("選ぶ", "tick"), "番号", "その番号の行を選ぶ・外す"),
    Word("filter", ("絞り込み", "filter"), "文字", "一覧を文字で絞り込む。文字なしで外す"),
    Word("find", ("さがす", "find"), "文字", "すべてからさがす"),
    Word("type", ("書く", "type"), "文字", "入力欄に書く。編集では、いまの行をこの文字にする"),
    Word("add", ("足す", "add"), "文字", "編集で、いまの行の次に行を足す"),
    Word("enter", ("決める", "enter"), "", "Enter を押す"),
    Word("escape", ("やめる", "esc"), "", "Esc を押す（ひとつ外へ）"),
    Word("pane", ("枠", "pane"), "番号", "枠の名前を読む。番号で移る"),
    Word("press", ("押す", "key"), "キー", "キーを押す（例: 押す ctrl+z）"),
    Word(
        "commands",
        ("操作", "commands"),
        "文字",
        "いまできる操作の名前とキーを読む。名前かキーだけを打てば行う",
    ),
    Word("messages", ("知らせ", "messages"), "", "これまでの知らせを読む"),
    Word("help", ("説明", "help", "?"), "", "この説明を読む"),
    Word("quit", ("終わる", "quit", "q"), "", "終わる"),
)
_FORMS = {form: word.id for word in WORDS for form in word.forms}


def split(line: str) -> tuple[str, str]:
    """Id of the word at the beginning of a line ("" for none) and what follows it."""
    first, _, rest = line.strip().replace("\u3000", " ").partition(" ")
    return _FORMS.get(first.casefold(), ""), rest.strip()
