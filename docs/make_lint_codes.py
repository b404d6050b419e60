"""Write docs/lint-codes.md from the rules of the lint of plans: ``python docs/make_lint_codes.py [--check]``."""

import sys

from pages import DOCS, settle, table

PAGE = DOCS / "lint-codes.md"
HEAD = """# 計画の点検のコード

*このページは `python docs/make_lint_codes.py` が `registry/plan/lint/codes/` の規則から作ります。手で直しません。*

`konkyo plan lint` の指摘には、種類ごとにコードが付きます。konkyo が書いていない計画（Markdown、Word）も点検できます。
Word の計画では、「行」は段落の番号です（表は一行を一つと数えます）。
"""
SEVERITIES = (
    ("error", "法令や事実と違うか、計画として読めません。"),
    ("warning", "求められていることが欠けているか、おそらく誤りです。人が決めます。"),
    ("info", "知っておくとよいことです。確かめられないことも、ここに入ります。"),
)
NOTE = """指摘によっては、計画の種類（都道府県か市町村か）や知識ベースの確かさに応じて、ここに示す重さより重く、または軽くなります。

konkyo が作った案は、記入する所（L601）と未確認の印（L602）のほかに、誤りも注意も出しません。
「出典」に「未確認」とあるのは、規則の文を原文で確かめていないものです。「konkyo の判断」は、公の規則ではなく、
このプログラムの判断です。知識ベースにない法令と条項は「確かめられない」と示すだけで、誤りとはしません。
"""
FAMILIES = {
    "L1": "計画に求められる事項",
    "L2": "法令と条項",
    "L3": "施策と KPI",
    "L4": "根拠と数",
    "L5": "日付、文体、番号、文字",
    "L6": "書きかけと、公表してはならないもの",
}
COLUMNS = ("コード", "重さ", "指摘", "なぜ", "直し方", "出典")


def codes_page() -> str:
    """The whole page, one table for each family."""
    from registry.plan.lint.codes import RULES
    from registry.standards.findings import SEVERITY_LABELS, Severity

    meanings: list[tuple[str, ...]] = [
        (SEVERITY_LABELS[Severity(name)], f"`{name}`", said) for name, said in SEVERITIES
    ]
    parts = [HEAD, table(("重さ", "JSON・CSV での値", "意味"), meanings) + "\n", NOTE]
    for family, title in FAMILIES.items():
        rows: list[tuple[str, ...]] = [
            (rule.code, SEVERITY_LABELS[rule.severity], rule.title, rule.why, rule.mend, rule.source)
            for rule in RULES
            if rule.code.startswith(family)
        ]
        parts.append(f"## {family}xx：{title}\n\n{table(COLUMNS, rows)}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    sys.exit(settle({PAGE: codes_page()}))
