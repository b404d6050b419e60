"""Names of files that are safe wherever they are unpacked: Windows, macOS, Linux, a web server."""

import re
import unicodedata

from registry.text.inert import inert

LONGEST_BYTES = 120
"""In UTF-8; leaves room for a folder and a number."""
_FORBIDDEN = re.compile(
    r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]'
)
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)", re.IGNORECASE
)
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,10}(?:\.gz)?$")
_NAMELESS = "file"


def safe_file_name(text: str) -> str:
    """One name without a path: separators, controls and marks that file systems refuse become ``_``.

    Names that Windows keeps for devices get ``_`` in front, as do names that would be hidden; blanks and full stops
    at the ends go; what is too long loses its middle, not its ending. An empty name becomes ``file``.
    """
    plain = inert(unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8")))
    name = _FORBIDDEN.sub("_", plain).strip().rstrip(". ")
    if not name.strip("._ "):
        name = _NAMELESS
    if name.startswith((".", "-", "~", "=", "+", "@", "'")) or _RESERVED.match(name):
        name = f"_{name}"
    return _shortened(name)


def distinct(name: str, taken: set[str]) -> str:
    """``name``, or with a number before its ending where another file has it; case does not tell names apart."""
    ending = _ending_of(name)
    stem = name.removesuffix(ending)
    candidate, number = name, 1
    while unicodedata.normalize("NFKC", candidate).casefold() in taken:
        number += 1
        candidate = f"{stem}_{number}{ending}"
    taken.add(unicodedata.normalize("NFKC", candidate).casefold())
    return candidate


def _ending_of(name: str) -> str:
    found = _ENDING.search(name)
    return found[0] if found and found.start() else ""


def _shortened(name: str) -> str:
    if len(name.encode()) <= LONGEST_BYTES:
        return name
    ending = _ending_of(name)
    room = LONGEST_BYTES - len(ending.encode())
    stem = name.removesuffix(ending).encode()[:room].decode("utf-8", "ignore")
    return stem.rstrip(". ") + ending
