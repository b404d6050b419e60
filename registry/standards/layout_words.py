"""Words that stand in cells for something else: totals, repetition, notes, names that are not unique."""

import re

TOTALS = frozenset(
    spaced
    for word in ("合計", "小計", "総計", "総数", "累計", "計")
    for spaced in (
        *(gap.join(word) for gap in ("", " ", "　", "  ", "　　", "　　　")),
        f"（{word}）",
        f"({word})",
        f"【{word}】",
    )
)
"""What the first cell of a row of totals says."""
DITTOS = frozenset(("〃", "仝", "同上", "同　上", "同左", "々", "々々", "〃〃", "（同上）", "(同上)"))
NOTE = re.compile(
    r"^[\s（(「【]*(?:[※*＊注]|[(（]注|資料|出典|備考|参考|データ|作成|更新|公開|最終|単位|以上|版|ver|Ver|VER|[0-9０-９]{4}.{0,12}版)"
    r"|(?:現在|時点|作成|更新|改訂|改版|による|参照|版)[）)。]?$"
)
"""How a line of notes or of a version begins or ends."""
AMBIGUOUS = frozenset(
    (
        *(
            "伊達市",
            "府中市",
            "南牧村",
            "南部町",
            "太子町",
            "小国町",
            "川上村",
            "川崎町",
            "川西町",
            "広川町",
            "日野町",
            "日高町",
        ),
        *(
            "明和町",
            "昭和村",
            "朝日町",
            "松前町",
            "森町",
            "池田町",
            "清水町",
            "美浜町",
            "美郷町",
            "美里町",
            "金山町",
            "高山村",
        ),
        "高森町",
    )
)
"""Names of municipalities that more than one prefecture has (a test compares them with the registry)."""
