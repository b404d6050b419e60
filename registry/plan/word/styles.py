"""``word/styles.xml``: the built-in styles of Word under their built-in names, so that a Japanese Word shows 標準,
見出し 1, 表題, 図表番号, 目次 1 …, and a few of our own.

Fonts are those of the theme: 游ゴシック for headings, 游明朝 for text. Behind them stand the MS fonts, for which
LibreOffice knows a Mincho or Gothic of every system.
"""

from collections.abc import Mapping

from registry.plan.word.looks import INK, Look
from registry.plan.word.xml import DECLARATION, WORD


def _fonts(theme: str, other: str) -> str:
    return (
        f'<w:rFonts w:ascii="{other}" w:eastAsia="{other}" w:hAnsi="{other}" w:asciiTheme="{theme}HAnsi" '
        f'w:eastAsiaTheme="{theme}EastAsia" w:hAnsiTheme="{theme}HAnsi"/>'
    )


_GOTHIC = _fonts("major", "ＭＳ ゴシック")
_MINCHO = _fonts("minor", "ＭＳ 明朝")
_CODE = '<w:rFonts w:ascii="Consolas" w:eastAsia="ＭＳ ゴシック" w:hAnsi="Consolas" w:cs="Consolas"/>'


def styles_xml(looks: Mapping[str, Look]) -> str:
    """The whole part; ``looks`` by the id of the style."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_MINCHO}{_size(10.5)}"
        '<w:lang w:val="ja-JP" w:eastAsia="ja-JP" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    styles = "".join(_style(style_id, look) for style_id, look in looks.items())
    return f"{DECLARATION}<w:styles {WORD}>{defaults}{styles}{_TABLES}{_CHARACTERS}</w:styles>"


def _style(style_id: str, look: Look) -> str:
    own = "" if look.name[0].isascii() else ' w:customStyle="1"'
    default = ' w:default="1"' if style_id == "Normal" else ""
    following = f'<w:next w:val="{look.following}"/>' if look.following else ""
    based = f'<w:basedOn w:val="{look.based}"/>' if style_id != "Normal" else ""
    return (
        f'<w:style w:type="paragraph"{default}{own} w:styleId="{style_id}"><w:name w:val="{look.name}"/>{based}{following}'
        f'<w:uiPriority w:val="1"/>{"<w:qFormat/>" if look.quick else ""}'
        f"<w:pPr>{_paragraph(look)}</w:pPr><w:rPr>{_run(look)}</w:rPr></w:style>"
    )


def _paragraph(look: Look) -> str:
    """In the order that the schema asks for."""
    parts = (
        "<w:keepNext/>" if look.keep_next else "",
        "<w:keepLines/>" if look.keep_lines else "",
        "<w:pageBreakBefore/>" if look.new_page else "",
        "<w:widowControl/>",
        f'<w:numPr><w:ilvl w:val="{look.bullet - 1}"/><w:numId w:val="1"/></w:numPr>' if look.bullet else "",
        _borders(look),
        f'<w:shd w:val="clear" w:color="auto" w:fill="{look.fill}"/>' if look.fill else "",
        f"<w:tabs>{look.tab}</w:tabs>" if look.tab else "",
        f'<w:spacing w:before="{look.before}" w:after="{look.after}" w:line="{round(look.line * 20)}" '
        f'w:lineRule="{"exact" if look.exact or look.line == 1 else "atLeast"}"/>',
        _indent(look),
        "<w:contextualSpacing/>" if look.together else "",
        f'<w:jc w:val="{look.align}"/>',
        f'<w:outlineLvl w:val="{look.outline - 1}"/>' if look.outline else "",
    )
    return "".join(parts)


def _indent(look: Look) -> str:
    if look.first > 0:
        first = f' w:firstLineChars="100" w:firstLine="{look.first}"'
    else:
        first = f' w:hanging="{-look.first}"' if look.first else ""
    return f'<w:ind w:left="{look.left}" w:right="{look.right}"{first}/>'


def _run(look: Look) -> str:
    parts = (
        _CODE if look.code else _GOTHIC if look.gothic else "",
        "<w:b/><w:bCs/>" if look.bold else "",
        f'<w:color w:val="{INK}"/>' if look.coloured else "",
        _size(look.points),
    )
    return "".join(parts)


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _borders(look: Look) -> str:
    if not look.border:
        return ""
    sides = ("left",) if look.side_only else ("top", "left", "bottom", "right")
    return (
        "<w:pBdr>"
        + "".join(_border(side, look.border, look.border_colour, 6, 4) for side in sides)
        + "</w:pBdr>"
    )


def _border(side: str, kind: str, colour: str, width: int, space: int) -> str:
    return f'<w:{side} w:val="{kind}" w:sz="{width}" w:space="{space}" w:color="{colour}"/>'


_GRID = "".join(
    _border(side, "single", "7F8899", 4, 0)
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
    '<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="30" w:type="dxa"/>'
    '<w:left w:w="85" w:type="dxa"/><w:bottom w:w="30" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '</w:style><w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
    f'<w:uiPriority w:val="39"/><w:tblPr><w:tblBorders>{_GRID}</w:tblBorders></w:tblPr></w:style>'
)
_CHARACTERS = "".join(
    f'<w:style w:type="character"{attributes} w:styleId="{style_id}"><w:name w:val="{name}"/>'
    f'<w:uiPriority w:val="{priority}"/><w:rPr>{run}</w:rPr></w:style>'
    for style_id, name, attributes, priority, run in (
        ("Hyperlink", "Hyperlink", "", 99, '<w:color w:val="1F4E9E"/><w:u w:val="single"/>'),
        (
            "GroundMark",
            "根拠番号",
            ' w:customStyle="1"',
            1,
            '<w:color w:val="1F4E9E"/><w:vertAlign w:val="superscript"/>',
        ),
        ("CodeText", "等幅", ' w:customStyle="1"', 1, _CODE),
    )
)
