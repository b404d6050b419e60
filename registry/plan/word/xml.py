"""Runs and paragraphs as WordprocessingML (ECMA-376 Part 1, 17). All text passes through one escape."""

import re
from collections.abc import Callable
from functools import lru_cache
from xml.sax.saxutils import escape

from registry.plan.elements import Line, Mark, Run

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
KEY_PREFIX = "_konkyo_"
"""Beginning of the names of bookmarks by which import finds paragraphs again; hidden in Word (leading underscore)."""

_MARK_PROPERTIES = (
    (Mark.CODE, '<w:rStyle w:val="CodeText"/>'),
    (Mark.STRONG, "<w:b/>"),
    (Mark.EMPHASIS, "<w:i/>"),
    (Mark.STRUCK, "<w:strike/>"),
)
COVER_KEY = f"{KEY_PREFIX}cover"
NOTES_KEY = f"{KEY_PREFIX}notes"
"""Names of the bookmarks at what is not in the Markdown: lines of the cover (with a number), heading of the notes."""


@lru_cache(maxsize=1)
def _outside() -> re.Pattern[str]:
    """What XML cannot hold, and two code points that no character has."""
    return re.compile("[^\\t\\n\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def escaped(text: str) -> str:
    """Text for XML content or an attribute in double quotes."""
    return escape(_outside().sub("\ufffd", text), {'"': "&quot;"})


def text_run(text: str, properties: str = "") -> str:
    """One run; line breaks become breaks of Word."""
    inside = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escaped(part)}</w:t>' if part else "" for part in text.split("\n")
    )
    set_as = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{set_as}{inside}</w:r>"


def simple_field(instruction: str, result: str, properties: str = "") -> str:
    """A field with its result as known now."""
    set_as = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return (
        f'<w:r>{set_as}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{set_as}<w:instrText xml:space="preserve"> {escaped(instruction)} </w:instrText></w:r>'
        f'<w:r>{set_as}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"{text_run(result, properties)}"
        f'<w:r>{set_as}<w:fldChar w:fldCharType="end"/></w:r>'
    )


class Runs:
    """Writes lines; knows the numbers of the notes and collects the addresses that are linked to."""

    def __init__(self, numbers: dict[str, int]) -> None:
        self._numbers = numbers
        self.addresses: dict[str, str] = {}

    def line(self, line: Line) -> str:
        """The runs of a line that ``units.shown`` made."""
        return "".join(self._run(run) for run in line)

    def _run(self, run: Run) -> str:
        if run.note:
            number = self._numbers.get(run.note)
            return self._reference(number) if number is not None else text_run(f"[^{run.note}]")
        properties = "".join(text for mark, text in _MARK_PROPERTIES if mark in run.marks)
        if not run.link:
            return text_run(run.text, properties)
        address, _, anchor = run.link.partition("#")
        relation = self.addresses.setdefault(address, f"rIdLink{len(self.addresses) + 1}")
        place = f' w:anchor="{escaped(anchor)}"' if anchor else ""
        if Mark.CODE not in run.marks:
            properties = f'<w:rStyle w:val="Hyperlink"/>{properties}'
        return f'<w:hyperlink r:id="{relation}"{place} w:history="1">{text_run(run.text, properties)}</w:hyperlink>'

    @staticmethod
    def _reference(number: int) -> str:
        inside = text_run(f"[{number}]", '<w:rStyle w:val="GroundMark"/>')
        return f'<w:hyperlink w:anchor="{note_key(number)}" w:history="1">{inside}</w:hyperlink>'


def note_key(number: int) -> str:
    """Name of the bookmark at a note."""
    return f"{KEY_PREFIX}N{number}"


def line_key(line: int) -> str:
    """Name of the bookmark at what began in this line of the Markdown."""
    return f"{KEY_PREFIX}L{line}"


def heading_key(line: int) -> str:
    """Name of the bookmark to which the table of contents leads."""
    return f"_Toc{line:09d}"


def bookmarks() -> Callable[[str], str]:
    """Gives empty bookmarks with running ids."""
    count = 0

    def mark(name: str) -> str:
        nonlocal count
        count += 1
        return f'<w:bookmarkStart w:id="{count}" w:name="{name}"/><w:bookmarkEnd w:id="{count}"/>'

    return mark


def paragraph(style: str, content: str, properties: str = "") -> str:
    """A paragraph; ``properties`` follow its style in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'
