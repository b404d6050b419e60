"""Making text from outside harmless before it is shown, exported or written into a document.

Titles, file names and answers of servers may carry terminal escapes, direction overrides, spreadsheet
formulas or markup. These functions take the harm out and leave the rest readable.
"""

import re
from functools import lru_cache

_ESCAPE_PICTURE = "␛"
_REPLACEMENT = "\ufffd"
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"


@lru_cache(maxsize=1)
def _escape_pattern() -> re.Pattern[str]:
    """Terminal escape sequences (ECMA-48): CSI, strings such as OSC with their text, and short ones."""
    return re.compile(
        r"""(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?
        |(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x00-\x1f\x7f-\x9f]*(?:\x07|\x1b\\|\x9c)
        |\x1b[ -/]*[0-~]?""",
        re.VERBOSE,
    )


@lru_cache(maxsize=1)
def _harmful_pattern() -> re.Pattern[str]:
    return re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufff9-\ufffb\ud800-\udfff{_BIDI}]")


def inert(text: str, keep_lines: bool = False) -> str:
    """Make outside text harmless for a terminal or a plain document.

    An escape sequence becomes ␛, other control characters their control picture (␀ … ␡) or ‹U+0085›,
    direction controls ‹U+202E›, lone surrogates U+FFFD; byte order marks go. Tabs and line breaks become
    spaces, unless ``keep_lines`` keeps line breaks (as LF) and tabs.
    """
    if text.isprintable():
        return text
    text = _escape_pattern().sub(_ESCAPE_PICTURE, text.replace("\r\n", "\n"))
    return _harmful_pattern().sub(_show_with_lines if keep_lines else _show, text)


def _show_with_lines(found: re.Match[str]) -> str:
    if found[0] in "\n\r\u2028\u2029":
        return "\n"
    return "\t" if found[0] == "\t" else _show(found)


def _show(found: re.Match[str]) -> str:
    code = ord(found[0])
    if found[0] in "\t\n\r\v\f\u2028\u2029":
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if code == 0xFEFF:
        return ""
    if 0xD800 <= code <= 0xDFFF:
        return _REPLACEMENT
    return f"‹U+{code:04X}›"


@lru_cache(maxsize=1)
def _cell_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]"),
        re.compile(r"[-－]|[+-]?(?:\d[\d,]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?%?", re.ASCII),
    )


def inert_cell(text: str) -> str:
    """Make outside text harmless as a cell of a CSV or Excel file.

    A cell that a spreadsheet would take for a formula (beginning with = + - @, also full width or after
    spaces, a tab or a line break) gets an apostrophe in front. Plain numbers (-1.5, +3, -20%) and a lone
    hyphen, by which lists say "none", stay. Control characters are shown as by `inert`; line breaks and tabs
    stay.
    """
    formula, number = _cell_patterns()
    shown = inert(text, keep_lines=True)
    if formula.match(shown) and not number.fullmatch(shown):
        return "'" + shown
    return shown


@lru_cache(maxsize=1)
def _markdown_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(r"[\\|`*_<>\[\]~]|&(?=#?\w{1,40};)"),
        re.compile(r"([0-9]{1,9}(?=[.)])|(?=[-+=#:]))"),
    )


def inert_markdown(text: str) -> str:
    r"""Write outside text as one line of Markdown (CommonMark, GFM) that shows just that text.

    Characters with a meaning are escaped with a backslash, also those that mean something only at the start
    of a line; white space at both ends goes. Apply it once only: a second time
    escapes the backslashes; the other functions change nothing the second time.
    """
    inside, at_start = _markdown_patterns()
    shown = inert(text).strip()
    escaped = inside.sub(lambda found: "\\" + found[0], shown)
    found = at_start.match(escaped)
    return f"{found[0]}\\{escaped[found.end() :]}" if found else escaped


def clean_title(text: str) -> str:
    """A title from outside as one tidy line: inert, with every run of white space made one space."""
    return " ".join(inert(text).split())
