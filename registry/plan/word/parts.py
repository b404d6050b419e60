"""The package of a Word document (ECMA-376 Part 2): every part but the text, zipped so that the same text gives the
same bytes.

python-docx reads such packages well and is used for that. It is not used to write them: its template brings parts
and styles that a plan does not need, and fields, bookmarks, custom XML and custom properties are beyond its reach.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from msgspec import Struct

from registry.plan.word.carried import (
    FINGERPRINT_PROPERTY,
    PLAN_NAMESPACE,
    SOURCE_PROPERTY,
    carried_xml,
    fingerprint_of,
)
from registry.plan.word.looks import Look
from registry.plan.word.styles import styles_xml
from registry.plan.word.xml import DECLARATION, WORD, escaped, paragraph, simple_field, text_run

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_STORE_ID = "{0B5D1D0E-6B6F-4E6B-9B79-6F0000000001}"


class Body(Struct, frozen=True, kw_only=True):
    """The text of a document and what it needs of the other parts."""

    xml: str
    addresses: dict[str, str]
    """Relation id by address that is linked to."""
    starts: tuple[int, ...]
    """First number of each numbered list; list n has the id n + 2."""


class Properties(Struct, frozen=True, kw_only=True):
    """What the document says of itself."""

    title: str
    creator: str
    subject: str
    day: str
    """ISO date that stands for both creation and change."""
    fingerprint: str
    """Key of the version of the plan in the workspace."""


def package(body: Body, properties: Properties, looks: Mapping[str, Look], source: str) -> bytes:
    """The whole file; ``source`` is the Markdown it was made from."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            ("rId1", f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("rId3", f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
            ("rId4", f"{_OFFICE}/relationships/custom-properties", "docProps/custom.xml"),
        ),
        "word/document.xml": f"{DECLARATION}<w:document {WORD}><w:body>{body.xml}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(
            ("rId1", f"{_OFFICE}/relationships/styles", "styles.xml"),
            ("rId2", f"{_OFFICE}/relationships/numbering", "numbering.xml"),
            ("rId3", f"{_OFFICE}/relationships/settings", "settings.xml"),
            ("rId4", f"{_OFFICE}/relationships/fontTable", "fontTable.xml"),
            ("rId5", f"{_OFFICE}/relationships/theme", "theme/theme1.xml"),
            ("rId6", f"{_OFFICE}/relationships/footer", "footer1.xml"),
            ("rId7", f"{_OFFICE}/relationships/customXml", "../customXml/item1.xml"),
            *(
                (relation, f"{_OFFICE}/relationships/hyperlink", address)
                for address, relation in body.addresses.items()
            ),
        ),
        "word/styles.xml": styles_xml(looks),
        "word/numbering.xml": numbering_xml(body.starts),
        "word/settings.xml": _SETTINGS,
        "word/fontTable.xml": _FONTS,
        "word/theme/theme1.xml": _THEME,
        "word/footer1.xml": _footer(),
        "docProps/core.xml": _core(properties),
        "docProps/app.xml": (
            f'{DECLARATION}<Properties xmlns="{_OFFICE}/extended-properties"><Application>konkyo</Application></Properties>'
        ),
        "docProps/custom.xml": _custom(properties, source),
        "customXml/item1.xml": DECLARATION + carried_xml(source),
        "customXml/itemProps1.xml": (
            f'{DECLARATION}<ds:datastoreItem ds:itemID="{_STORE_ID}" xmlns:ds="{_OFFICE}/customXml"><ds:schemaRefs>'
            f'<ds:schemaRef ds:uri="{PLAN_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
        ),
        "customXml/_rels/item1.xml.rels": _relations(
            ("rId1", f"{_OFFICE}/relationships/customXmlProps", "itemProps1.xml")
        ),
    }
    return zipped({name: content.encode() for name, content in parts.items()})


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip file whose bytes depend on the parts only."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in parts.items():
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, content)
    return stream.getvalue()


def _relations(*relations: tuple[str, str, str]) -> str:
    outside = ' TargetMode="External"'
    entries = "".join(
        f'<Relationship Id="{relation}" Type="{kind}" Target="{escaped(target)}"'
        f"{outside if kind.endswith('/hyperlink') else ''}/>"
        for relation, kind, target in relations
    )
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _content_types() -> str:
    kinds = {
        "word/document.xml": f"{_CONTENT}.document.main+xml",
        "word/styles.xml": f"{_CONTENT}.styles+xml",
        "word/numbering.xml": f"{_CONTENT}.numbering+xml",
        "word/settings.xml": f"{_CONTENT}.settings+xml",
        "word/fontTable.xml": f"{_CONTENT}.fontTable+xml",
        "word/footer1.xml": f"{_CONTENT}.footer+xml",
        "word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        "customXml/itemProps1.xml": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
    }
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items()
    )
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _core(properties: Properties) -> str:
    moment = f'xsi:type="dcterms:W3CDTF">{properties.day}T00:00:00Z'
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(properties.title)}</dc:title><dc:subject>{escaped(properties.subject)}</dc:subject>"
        f"<dc:creator>{escaped(properties.creator)}</dc:creator><dc:language>ja-JP</dc:language>"
        f"<dcterms:created {moment}</dcterms:created><dcterms:modified {moment}</dcterms:modified></cp:coreProperties>"
    )


def _custom(properties: Properties, source: str) -> str:
    values = {FINGERPRINT_PROPERTY: properties.fingerprint, SOURCE_PROPERTY: fingerprint_of(source)}
    entries = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{escaped(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(values.items(), start=2)
    )
    return (
        f'{DECLARATION}<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
        f"{entries}</Properties>"
    )


def _footer() -> str:
    pages = f"{simple_field('PAGE', '1')}{text_run(' / ')}{simple_field('NUMPAGES', '1')}"
    return f"{DECLARATION}<w:ftr {WORD}>{paragraph('Footer', pages)}</w:ftr>"


_BULLETS = "・－"


def numbering_xml(starts: Sequence[int]) -> str:
    """``word/numbering.xml``: list 1 is bulleted; list 2 + n begins at ``starts[n]``."""
    bullets = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="{_BULLETS[level % 2]}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{420 * (level + 1)}" w:hanging="210"/></w:pPr></w:lvl>'
        for level in range(9)
    )
    numbers = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%{level + 1}."/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{420 * (level + 1)}" w:hanging="420"/></w:pPr></w:lvl>'
        for level in range(9)
    )
    lists = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/>'
        + "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            for level in range(9)
        )
        + "</w:num>"
        for number, start in enumerate(starts, start=2)
    )
    return (
        f"{DECLARATION}<w:numbering {WORD}>"
        f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>{bullets}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="hybridMultilevel"/>{numbers}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{lists}</w:numbering>'
    )


# Nothing is updated on opening: Word would ask each time whether it may. The table of contents is filled already.
_SETTINGS = (
    f'{DECLARATION}<w:settings {WORD}><w:zoom w:percent="100"/><w:defaultTabStop w:val="840"/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    "</w:compat>"
    '<w:themeFontLang w:val="en-US" w:eastAsia="ja-JP"/></w:settings>'
)


def _font(name: str, other: str, panose: str, family: str) -> str:
    return (
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:panose1 w:val="{panose}"/><w:charset w:val="80"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
    )


_FONTS = (
    f"{DECLARATION}<w:fonts {WORD}>"
    + _font("游明朝", "Yu Mincho", "02020400000000000000", "roman")
    + _font("游ゴシック", "Yu Gothic", "020B0400000000000000", "swiss")
    + _font("ＭＳ 明朝", "MS Mincho", "02020609040205080304", "roman")
    + _font("ＭＳ ゴシック", "MS Gothic", "020B0609070205080204", "modern")
    + "</w:fonts>"
)


def _theme_font(kind: str, japanese: str) -> str:
    return (
        f'<a:{kind}Font><a:latin typeface="{japanese}"/><a:ea typeface="{japanese}"/><a:cs typeface=""/>'
        f'<a:font script="Jpan" typeface="{japanese}"/></a:{kind}Font>'
    )


_COLOURS = "".join(
    f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>'
    for name, value in (
        ("dk1", "000000"),
        ("lt1", "FFFFFF"),
        ("dk2", "1F2A44"),
        ("lt2", "E3E9F2"),
        ("accent1", "1F4E9E"),
        ("accent2", "B8860B"),
        ("accent3", "7F8899"),
        ("accent4", "A33B2F"),
        ("accent5", "2F7D5B"),
        ("accent6", "6B4E9E"),
        ("hlink", "1F4E9E"),
        ("folHlink", "6B4E9E"),
    )
)
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f"<a:ln>{_FILL}</a:ln>"
_THEME = (
    f'{DECLARATION}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="konkyo"><a:themeElements>'
    f'<a:clrScheme name="konkyo">{_COLOURS}</a:clrScheme>'
    f'<a:fontScheme name="konkyo">{_theme_font("major", "游ゴシック")}{_theme_font("minor", "游明朝")}</a:fontScheme>'
    f'<a:fmtScheme name="konkyo"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>'
    f"<a:lnStyleLst>{_LINE * 3}</a:lnStyleLst>"
    f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
    f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
)
