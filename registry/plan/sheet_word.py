"""Decision sheets in Word: the styles of a plan, set close, so that a sheet is a few pages and has no cover."""

import io
import re
import zipfile

from registry.plan.word.export import to_docx

_STYLES, _DOCUMENT = "word/styles.xml", "word/document.xml"
_STYLE = re.compile(r'<w:style [^>]*w:styleId="([^"]+)">.*?</w:style>', re.DOTALL)
_CLOSE = {
    "Normal": (9, 0, 0, 13),
    "BodyText": (8.5, 0, 20, 12.5),
    "Title": (14, 0, 40, 20),
    "Subtitle": (9, 0, 0, 13),
    "Heading1": (10.5, 120, 20, 16),
    "Heading3": (10.5, 80, 0, 16),
    "Caption": (8.5, 60, 20, 12.5),
    "TableText": (8, 0, 0, 11.5),
    "TableHead": (8, 0, 0, 11.5),
    "TableTextSmall": (7.5, 0, 0, 11),
    "TableHeadSmall": (7.5, 0, 0, 11),
    "TableNote": (7.5, 0, 0, 11),
    "GroundNote": (7, 0, 0, 10),
    "Slot": (8.5, 60, 60, 12.5),
}
"""Size in points; space before and after in twentieths of a point; height of a line in points."""
_MARGINS = (
    (re.compile(r'(<w:pgMar [^>]*?w:top=)"[0-9]+"'), r'\1"964"'),
    (re.compile(r'(<w:pgMar [^>]*?w:bottom=)"[0-9]+"'), r'\1"907"'),
    (re.compile(r'(<w:pgMar [^>]*?w:footer=)"[0-9]+"'), r'\1"454"'),
)


def sheet_docx(markdown: str) -> bytes:
    """A sheet as a Word document; the same text gives the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(to_docx(markdown))) as plan, zipfile.ZipFile(made, "w") as sheet:
        for part in plan.infolist():
            content = plan.read(part)
            if part.filename == _STYLES:
                content = _STYLE.sub(_closer, content.decode("utf-8")).encode("utf-8")
            elif part.filename == _DOCUMENT:
                content = _narrowed(content.decode("utf-8")).encode("utf-8")
            sheet.writestr(part, content)
    return made.getvalue()


def _closer(found: re.Match[str]) -> str:
    style, name = found[0], found[1]
    if name not in _CLOSE:
        return style
    points, before, after, line = _CLOSE[name]
    style = style.replace("<w:pageBreakBefore/>", "")
    spacing = (
        f'<w:spacing w:before="{before}" w:after="{after}" w:line="{int(line * 20)}" w:lineRule="atLeast"/>'
    )
    style = re.sub(r"<w:spacing [^>]*/>", spacing, style)
    return re.sub(r'(<w:szC?s? w:val=)"[0-9]+"', rf'\1"{int(points * 2)}"', style)


def _narrowed(document: str) -> str:
    for pattern, replacement in _MARGINS:
        document = pattern.sub(replacement, document)
    return document.replace("<w:titlePg/>", "")
