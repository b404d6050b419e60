"""A plan with everything in it, and editing of Word documents for tests as Word would do it."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.text.paragraph import Paragraph

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XMLNS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HOSTILE = "[red]x[/red] <script>alert(1)</script> =cmd|'/C calc'!A0 \x1b[31m ]]> <w:p> {{x}} \u202e HYPERLINK"

PLAN = """---
kind: "官民データ活用推進計画"
body_name: "架空市"
as_of: "2026-11-25"
generated: "0123456789abcdef0123456789abcdef"
---

<!-- konkyo:block id=title -->
# 架空市計画（案）
<!-- /konkyo:block -->

<!-- konkyo:block id=c1 -->
## 第1章 現状
<!-- /konkyo:block -->

<!-- konkyo:block id=c1/a -->
### 1 人口
<!-- /konkyo:block -->

<!-- konkyo:block id=c1/a/p -->
人口は1,234人である（未確認）。[^gaaaaaa]
世帯は567である。[^gbbbbbb][^gaaaaaa]
面積は89である。
<!-- /konkyo:block -->

人が書いた**太字**の段落で、[案内](https://example.jp/a#b)と\\*記号\\*がある。

<!-- konkyo:block id=c1/a/l -->
- ア 一つ目[^gaaaaaa]
- イ 二つ目
- ウ 三つ目
<!-- /konkyo:block -->

<!-- konkyo:block id=c1/a/t -->
表1 数の表[^gbbbbbb]

| 名 | 数 | 備考 |
| --- | --- | --- |
| 一 | 1 | a\\|b[^gaaaaaa] |
| 二 | 2 | 【記入】 |
| 三 | 3 | ― |

注1 一つ目の注。\x20\x20
注2 二つ目の注。
<!-- /konkyo:block -->

<!-- konkyo:block id=c1/a/s -->
> 【記入】人口の見通し
>
> 推計の年と出典を書く。
<!-- /konkyo:block -->

<!-- konkyo:block id=c2 -->
## 第2章 方針
<!-- /konkyo:block -->

<!-- konkyo:block id=c2/p -->
<<<<<<< 手で直した文
本市は進める。
=======
本市は取り組む。
>>>>>>> 新しい案
<!-- /konkyo:block -->

1. 番号付き
2. その二

> 引用した文

```
原文 <b>
```

<!-- 担当の覚え -->

<!-- konkyo:block id=notes -->
[^gaaaaaa]: 住民基本台帳。<https://example.jp/toukei#r7>（確認済み、令和8年11月23日）
[^gbbbbbb]: 国勢調査。（一部確認）
<!-- /konkyo:block -->
"""


def part_of(content: bytes, name: str) -> str:
    """A part of the package as text."""
    with ZipFile(BytesIO(content)) as archive:
        return archive.read(name).decode()


def edited(content: bytes, edit: Callable[[WordDocument], None]) -> bytes:
    """The document after ``edit``, saved by python-docx."""
    document = Document(BytesIO(content))
    edit(document)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def paragraph(document: WordDocument, beginning: str) -> Paragraph:
    """The paragraph that begins so (not in the table of contents)."""
    for found in document.paragraphs:
        if found.text.startswith(beginning) and not (found.style and found.style.name.startswith("toc")):
            return found
    raise AssertionError(beginning)


def replace(document: WordDocument, old: str, new: str) -> None:
    """Replace words within one run, in paragraphs and cells."""
    hits = 0
    for text in document.element.body.iter(f"{W}t"):
        if old in (text.text or "") and not _in_contents(text):
            text.text = text.text.replace(old, new)
            hits += 1
    assert hits, old


def without_keys(element: Any) -> Any:
    """The same paragraph or row as a copy made in Word has it: without bookmarks."""
    for mark in list(element.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        mark.getparent().remove(mark)
    return element


def _in_contents(element: Any) -> bool:
    return any(parent.tag == f"{W}sdt" for parent in element.iterancestors())
