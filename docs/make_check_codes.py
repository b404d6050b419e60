"""Write docs/check-codes.md from the rules of the file checks: ``python docs/make_check_codes.py [--check]``."""

import sys

from pages import DOCS, settle, table

PAGE = DOCS / "check-codes.md"
HEAD = """# 点検のコード

*このページは `python docs/make_check_codes.py` が `registry/standards/codes/` の規則から作ります。手で直しません。*

`konkyo check` の指摘には、種類ごとにコードが付きます。使い方は[データのファイルを点検する](howto/check.md)にあります。
"""
SEVERITIES = (
    ("error", "定義に反しているか、読む人やプログラムが読み違えます。"),
    ("warning", "おそらく誤りか、使いにくい書き方です。人が決めます。"),
    ("info", "知っておくとよいことです。まだ何も悪くありません。"),
)
NOTE = """指摘によっては、値や様式に応じて、ここに示す重さより重く、または軽くなります。

「--fix」が「直す」のものは、`konkyo check --fix` が推測なしに直せる場合だけ直します。「出典」に「原文未確認」とあるのは、
規則の文を原文で確かめていないものです。「konkyo の判断」は、公の規則ではなく、このプログラムの判断です。
"""
FAMILIES = {
    "F": "ファイル",
    "H": "見出し",
    "D": "標準データセットの定義との違い",
    "V": "値",
    "M": "機械判読（統計表の統一ルール、表の形）",
    "P": "個人情報",
}
COLUMNS = ("コード", "重さ", "指摘", "なぜ", "直し方", "出典", "--fix")


def codes_page() -> str:
    """The whole page, one table for each family."""
    from registry.standards.codes import RULES
    from registry.standards.findings import SEVERITY_LABELS, Severity

    meanings = [(SEVERITY_LABELS[Severity(name)], f"`{name}`", said) for name, said in SEVERITIES]
    parts = [HEAD, table(("重さ", "JSON・CSV での値", "意味"), meanings) + "\n", NOTE]
    for letter, title in FAMILIES.items():
        rows = [
            (
                rule.code,
                SEVERITY_LABELS[rule.severity],
                rule.title,
                rule.why,
                rule.mend,
                rule.source,
                "直す" if rule.fixable else "",
            )
            for rule in RULES
            if rule.code.startswith(letter)
        ]
        parts.append(f"## {letter}：{title}\n\n{table(COLUMNS, rows)}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    sys.exit(settle({PAGE: codes_page()}))
