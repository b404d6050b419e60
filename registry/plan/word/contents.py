"""The table of contents: a field of Word, filled with the headings and pages there are now."""

from collections.abc import Iterator, Sequence

from registry.plan.elements import plain
from registry.plan.word.paging import Pages
from registry.plan.word.units import Kind, Unit
from registry.plan.word.widths import display_width
from registry.plan.word.xml import heading_key, paragraph, simple_field, text_run

TITLE = "目次"
_BEGIN = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u '
    '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
_FRAME = (
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr>'
    "<w:sdtContent>{}</w:sdtContent></w:sdt>"
)


def listed(units: Sequence[Unit]) -> list[Unit]:
    """The headings that the table lists: chapters and sections."""
    return [unit for unit in units if unit.kind is Kind.HEADING and unit.level <= 3]


def take_room(units: Sequence[Unit], further: Sequence[str], pages: Pages) -> None:
    """Count the pages that the table takes. ``further``: headings that are not in the plan."""
    pages.paragraph("TOCHeading", display_width(TITLE))
    for style, words in _entries(units, further):
        pages.paragraph(style, display_width(words))


def contents_xml(units: Sequence[Unit], further: Sequence[tuple[str, str]], pages: Pages) -> str:
    """The table; ``further``: texts and bookmarks of headings that are not in the plan."""
    targets = [heading_key(unit.line) for unit in listed(units)] + [target for _, target in further]
    out = [paragraph("TOCHeading", text_run(TITLE))]
    begin = _BEGIN
    for (style, words), target in zip(_entries(units, [text for text, _ in further]), targets, strict=True):
        page = simple_field(f"PAGEREF {target} \\h", str(pages.of.get(target, "")))
        link = f'<w:hyperlink w:anchor="{target}" w:history="1">{text_run(words)}<w:r><w:tab/></w:r>{page}</w:hyperlink>'
        out.append(paragraph(style, begin + link))
        begin = ""
    out.append(paragraph("SectionBreak", _END))
    return _FRAME.format("".join(out))


def _entries(units: Sequence[Unit], further: Sequence[str]) -> Iterator[tuple[str, str]]:
    for unit in listed(units):
        yield f"TOC{max(1, unit.level - 1)}", plain(unit.text[0]).replace("\n", " ")
    for words in further:
        yield "TOC1", words
