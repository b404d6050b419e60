"""Characters made comparable without moving any of them: every place stays where it is in the text."""

import unicodedata

RADICALS = "".join(
    chr(code) for code in range(0x2E80, 0x2FD6) if unicodedata.normalize("NFKC", chr(code)) != chr(code)
)
"""Radicals (⽅, ⾏ …) that look like kanji and come out of PDF files; no search finds them."""
_MORE_RADICALS = {"⺠": "民", "⻑": "長", "⻄": "西", "⻘": "青", "⻝": "食", "⻩": "黄"}
"""Radicals that Unicode does not map to their kanji."""
_TO_KANJI = {radical: unicodedata.normalize("NFKC", radical) for radical in RADICALS} | _MORE_RADICALS
_LEVEL = str.maketrans(
    dict(zip("０１２３４５６７８９（）　．，：", "0123456789() .,:", strict=True)) | _TO_KANJI
)


def level(text: str) -> str:
    """Full-width digits, brackets and spaces as ASCII, radicals as kanji; the length stays."""
    return text.translate(_LEVEL)


def radicals_in(text: str) -> str:
    """The radicals of a text that stand for kanji."""
    return "".join(character for character in text if character in _TO_KANJI)
