"""Placeholders in the texts of templates: {団体名} and the like are replaced, nothing is ever computed.

``{{`` and ``}}`` stand for braces. A value that is put in is never read for placeholders again.
"""

import re
from collections.abc import Iterator, Mapping

PLACEHOLDERS = {
    "団体名": "団体の名称（青空市）",
    "自団体": "団体の自称（本市、本県、本区 など）",
    "都道府県名": "団体の属する都道府県",
    "計画名": "計画の名称",
    "基準日": "案の基準日（令和8年11月25日）",
    "計画期間": "計画の期間（令和9年度から令和13年度まで）。期間が要る",
}
"""Name and meaning of every placeholder."""
PERIOD = "計画期間"

_BRACES = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}|[{}]")


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with values in place of placeholders; unknown ones stay as they are written."""

    def replaced(found: re.Match[str]) -> str:
        if found[0] in ("{{", "}}"):
            return found[0][0]
        return values.get((found[1] or "").strip(), found[0])

    return _BRACES.sub(replaced, text)


def asks_for(text: str, name: str) -> bool:
    """True when the text has that placeholder."""
    return any((found[1] or "").strip() == name for found in _BRACES.finditer(text))


def problems(text: str) -> Iterator[tuple[int, str, str]]:
    """What is wrong with the placeholders of a text: line from 1, message, mend."""
    for number, line in enumerate(text.split("\n"), start=1):
        for found in _BRACES.finditer(line):
            name = found[1]
            if found[0] in ("{{", "}}"):
                continue
            if name is None:
                yield (
                    number,
                    f"波括弧「{found[0]}」が閉じていません",
                    "文字として使うなら {{ か }} と書いてください",
                )
            elif name.strip() not in PLACEHOLDERS:
                known = "、".join("{" + word + "}" for word in PLACEHOLDERS)
                yield number, f"差込み {{{name}}} はありません", f"使える差込み: {known}"
