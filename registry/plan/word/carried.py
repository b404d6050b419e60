"""The Markdown that a Word document was made from, carried inside it, so that edits come back without a workspace.

It stands compressed in a part of custom XML, which Word and LibreOffice keep when they save.
"""

import base64
import binascii
import re
import zlib
from hashlib import sha256

PLAN_NAMESPACE = "urn:konkyo:plan:1"
FINGERPRINT_PROPERTY = "konkyo_generated"
"""Custom property: key of the version of the plan in the workspace."""
SOURCE_PROPERTY = "konkyo_source"
"""Custom property: fingerprint of the Markdown that was exported."""
MOST_BYTES = 64 * 1024 * 1024
"""No plan is longer; what unpacks to more is refused."""

_CARRIED = re.compile(
    rb'<(?:\w+:)?plan\b[^>]*xmlns(?::\w+)?="urn:konkyo:plan:1"[^>]*>([A-Za-z0-9+/=\s]*)</(?:\w+:)?plan>'
)


def fingerprint_of(source: str) -> str:
    """Short hash of a text."""
    return sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def carried_xml(source: str) -> str:
    """The part of custom XML."""
    packed = base64.b64encode(zlib.compress(source.encode("utf-8", "surrogatepass"), 9)).decode()
    return f'<konkyo:plan xmlns:konkyo="{PLAN_NAMESPACE}">{packed}</konkyo:plan>'


def read_carried(part: bytes) -> str | None:
    """The Markdown of such a part; None for any other part or a damaged one."""
    found = _CARRIED.search(part)
    if found is None:
        return None
    try:
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(base64.b64decode(found[1]), MOST_BYTES)
        if not unpacker.eof:
            return None
        return text.decode("utf-8", "surrogatepass")
    except (binascii.Error, zlib.error, UnicodeDecodeError):
        return None
