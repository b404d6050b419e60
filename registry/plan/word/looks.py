"""How each style of paragraph looks: one table, from which the styles are written and the pages are counted.

Line heights are "at least", high enough for 游明朝 (1.7 times its size), so that pages break alike with other fonts
and pictures that people put in still fit. Margins are 25 mm on all sides: 43 characters of 10.5 points in a line,
and room for the holes of a file.
"""

from msgspec import Struct, structs

INK = "1F2A44"
HEADER_FILL = "E3E9F2"
SLOT_FILL = "FFF4CC"
CONFLICT_FILL = "FBE3E0"
PORTRAIT = 9071
"""Twentieths of a point: 160 mm, A4 less 25 mm on each side."""
CLOSE_PORTRAIT = 9922
"""175 mm: a paper of few pages has 20 mm at the left, for the holes of a file, and 15 mm at the right."""
LANDSCAPE = 13_267
"""234 mm of the 297 of A4 turned."""
PORTRAIT_HEIGHT, LANDSCAPE_HEIGHT = 14_002, 9_070
CELL_PADDING = 170
CELL_HEIGHT = 70
"""What a row of a table has above and below its text."""


class Look(Struct, frozen=True, kw_only=True):
    """A style of paragraph. Lengths are in twentieths of a point, ``points`` and ``line`` in points."""

    name: str
    """Built-in names of Word are English; it shows them in the language of its user."""
    points: float = 10.5
    line: float = 18
    before: int = 0
    after: int = 0
    left: int = 0
    right: int = 0
    first: int = 0
    """Indent of the first line; negative: hanging."""
    align: str = "both"
    gothic: bool = False
    bold: bool = False
    coloured: bool = False
    code: bool = False
    keep_next: bool = False
    keep_lines: bool = False
    new_page: bool = False
    outline: int = 0
    bullet: int = 0
    """Depth in the bulleted list, from 1."""
    border: str = ""
    """Kind of the lines around it."""
    border_colour: str = "auto"
    side_only: bool = False
    """The border is a bar at the left."""
    fill: str = ""
    together: bool = False
    """No space between paragraphs of this style."""
    tab: str = ""
    based: str = "Normal"
    following: str = ""
    quick: bool = True
    """Shown in the gallery of styles."""
    exact: bool = False
    """Lines are just as high as told, whatever the font asks for."""


def _heading(level: int, points: float, before: int, after: int) -> Look:
    return Look(
        name=f"heading {level}",
        points=points,
        line=points * 1.7,
        before=before,
        after=after,
        align="left",
        gothic=True,
        bold=True,
        coloured=True,
        keep_next=True,
        keep_lines=True,
        new_page=level == 1,
        outline=level,
        following="BodyText",
    )


def _contents(level: int, points: float, before: int, left: int) -> Look:
    tab = f'<w:tab w:val="right" w:leader="dot" w:pos="{PORTRAIT}"/>'
    return Look(
        name=f"toc {level}",
        points=points,
        line=points * 1.7,
        before=before,
        left=left,
        align="left",
        gothic=level == 1,
        bold=level == 1,
        tab=tab,
        quick=False,
    )


def _boxed(
    name: str, border: str, colour: str, fill: str = "", *, code: bool = False, keep: bool = False
) -> Look:
    return Look(
        name=name,
        points=9 if code else 10.5,
        before=120,
        after=120,
        left=210,
        right=210,
        align="left",
        code=code,
        keep_lines=keep,
        border=border,
        border_colour=colour,
        side_only=not fill,
        fill=fill,
        together=True,
    )


def _table_looks(suffix: str, label: str, points: float) -> dict[str, Look]:
    text = Look(name=f"表の文字{label}", points=points, line=points * 1.7, align="left")
    head = Look(
        name=f"表の見出し{label}",
        points=points,
        line=points * 1.7,
        align="center",
        gothic=True,
        bold=True,
        keep_next=True,
        based=f"TableText{suffix}",
    )
    return {f"TableText{suffix}": text, f"TableHead{suffix}": head}


LOOKS: dict[str, Look] = {
    "Normal": Look(name="Normal"),
    "BodyText": Look(name="Body Text", first=210),
    "Heading1": _heading(1, 16, 0, 240),
    "Heading2": _heading(2, 13, 300, 100),
    "Heading3": _heading(3, 11, 200, 60),
    "Heading4": _heading(4, 10.5, 160, 40),
    "Heading5": _heading(5, 10.5, 120, 40),
    "Title": Look(
        name="Title",
        points=22,
        line=38,
        before=4400,
        after=600,
        align="center",
        gothic=True,
        bold=True,
        coloured=True,
        following="Subtitle",
    ),
    "Subtitle": Look(name="Subtitle", points=14, line=26, after=160, align="center", gothic=True),
    "TOCHeading": Look(
        name="TOC Heading",
        points=16,
        line=27.2,
        after=240,
        align="center",
        gothic=True,
        bold=True,
        coloured=True,
        keep_next=True,
        new_page=True,
        quick=False,
    ),
    "TOC1": _contents(1, 10, 60, 0),
    "TOC2": _contents(2, 9, 0, 210),
    "ListBullet": Look(name="List Bullet", left=420, first=-210, bullet=1),
    "ListBullet2": Look(name="List Bullet 2", left=840, first=-210, bullet=2),
    "ListBullet3": Look(name="List Bullet 3", left=1260, first=-210, bullet=3),
    "ListNumber": Look(name="List Number", left=420, first=-420),
    "Lettered1": Look(name="項目 1", left=420, first=-420),
    "Lettered2": Look(name="項目 2", left=840, first=-420),
    "Lettered3": Look(name="項目 3", left=1260, first=-420),
    "Slot": _boxed("記入欄", "dashed", "B8860B", SLOT_FILL, keep=True),
    "Quote": _boxed("Quote", "single", "9AA5B8"),
    "Verbatim": _boxed("原文", "single", "BFC5CF", "F4F5F7", code=True),
    "Caption": Look(
        name="caption",
        points=10,
        line=17,
        before=200,
        after=60,
        align="left",
        gothic=True,
        bold=True,
        keep_next=True,
        following="BodyText",
    ),
    **_table_looks("", "", 9),
    **_table_looks("Small", "（小）", 8),
    "TableNote": Look(name="表の注", points=9, line=15.3, left=420, first=-420, align="left"),
    "GroundNote": Look(
        name="根拠の注",
        points=9,
        line=15.3,
        left=567,
        first=-567,
        align="left",
        tab='<w:tab w:val="left" w:pos="567"/>',
    ),
    "Footer": Look(name="footer", points=9, line=15.3, align="center", quick=False),
    "SectionBreak": Look(name="区切り", points=1, line=1, quick=False),
}
"""By the id of the style."""

_CLOSE = {
    "Normal": (9, 13, 0, 0),
    "BodyText": (8.5, 12, 0, 20),
    "Title": (13, 18, 0, 20),
    "Subtitle": (9, 13, 0, 0),
    "Heading1": (10.5, 15, 80, 10),
    "Heading3": (10, 14, 60, 0),
    "Caption": (8.5, 12, 40, 20),
    "TableText": (8, 10.6, 0, 0),
    "TableHead": (8, 10.6, 0, 0),
    "TableTextSmall": (7.5, 10, 0, 0),
    "TableHeadSmall": (7.5, 10, 0, 0),
    "TableNote": (7.5, 10, 0, 0),
    "GroundNote": (7, 9.2, 0, 0),
    "Slot": (8, 11, 30, 30),
}
"""Size, height of a line, space before and after."""


def looks_of(*, short: bool) -> dict[str, Look]:
    """The styles of a plan; set close, no chapter on a new page, for a paper of few pages."""
    if not short:
        return LOOKS
    close = {
        style_id: structs.replace(
            LOOKS[style_id], points=points, line=line, before=before, after=after, exact=True
        )
        for style_id, (points, line, before, after) in _CLOSE.items()
    }
    return {
        style_id: structs.replace(close.get(style_id, look), new_page=False)
        for style_id, look in LOOKS.items()
    }
