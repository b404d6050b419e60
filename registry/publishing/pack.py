"""The publication pack (公開パック): what is in it, what came of making it, what came of looking at it again.

A pack is a folder that can be put on a web server as it stands::

    data/…                    the data files
    metadata/…                a row of オープンデータ一覧, CKAN JSON, DCAT (JSON-LD), schema.org (JSON-LD)
    README.txt                what it is, terms of use, how to name the source, how to verify
    checks.json               what the check of the files found, without any cell of them
    manifest.json             everything above as data
    SHA256SUMS                hashes of all other files, as ``sha256sum -c`` reads them
    versions/2026-11-25/…     the packs before this one, each whole
"""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from registry.publishing.answers import BodyRef

FORM = "konkyo-pack/1"
DATA, METADATA, VERSIONS = "data", "metadata", "versions"
README, CHECKS, MANIFEST, SUMS = "README.txt", "checks.json", "manifest.json", "SHA256SUMS"
CKAN, DCAT, SCHEMA_ORG = "ckan_package.json", "dcat.jsonld", "schema_org.jsonld"


class PackedFile(Struct, frozen=True, kw_only=True):
    """A data file of a pack."""

    path: str
    """Within the pack, with ``/``."""
    source_name: str
    """How the file was called where it came from, controls made visible."""
    size_bytes: int
    sha256: str
    format: str
    media_type: str
    rows: int | None
    """Rows of data; None where the file is no table that can be checked."""
    encoding: str
    dataset: str
    """Id of the standard dataset that the check recognised; "" for none."""


class PackedLicence(Struct, frozen=True, kw_only=True):
    """The terms of use of a pack."""

    id: str
    name: str
    short: str
    url: str
    attribution: str


class EarlierPack(Struct, frozen=True, kw_only=True):
    """A pack before this one, kept under ``versions/``."""

    folder: str
    as_of: str
    sums_sha256: str
    """Hash of its SHA256SUMS; "" when it has none."""


class CodeCount(Struct, frozen=True, kw_only=True):
    """How often the check of a file found one thing."""

    code: str
    severity: str
    title: str
    count: int


class CheckedFile(Struct, frozen=True, kw_only=True):
    """What the check of one file found."""

    path: str
    errors: int
    warnings: int
    infos: int
    redactions: int
    """Places that look like personal data."""
    findings: tuple[CodeCount, ...]
    not_checked: str = ""
    """Why the file could not be checked."""


class PackChecks(Struct, frozen=True, kw_only=True):
    """Form of ``checks.json``."""

    files: tuple[CheckedFile, ...]
    personal_errors: int
    accepted_personal_data: str
    """The reason told for publishing in spite of findings on personal data; "" without any."""


class Manifest(Struct, frozen=True, kw_only=True):
    """Form of ``manifest.json``."""

    form: str
    konkyo: str
    as_of: date
    id: str
    title: str
    body: BodyRef | None
    target: str
    """Id of the item or standard dataset; "" when none was named."""
    licence: PackedLicence
    files: tuple[PackedFile, ...]
    metadata: tuple[str, ...]
    """Paths of the metadata files."""
    blank: tuple[str, ...]
    """Names of the ten metadata items that nobody told."""
    accepted_personal_data: str
    versions: tuple[EarlierPack, ...]
    knowledge: str
    """Hash of the knowledge."""


class PackAnswer(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo pack``."""

    folder: str
    changed: bool
    """False when the folder held this very pack already; then nothing was written."""
    kept: str
    """Where the pack before went (``versions/2026-11-25``); "" when there was none."""
    manifest: Manifest
    checks: PackChecks
    sums_sha256: str
    """Hash of SHA256SUMS: told to others by another way, it shows whether the whole pack is unchanged."""
    notices: tuple[str, ...]


class FileState(StrEnum):
    """How a file of a pack stands to SHA256SUMS."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    MISSING = "missing"
    ADDED = "added"


class VerifiedFile(Struct, frozen=True, kw_only=True):
    """One file of a pack that was looked at again."""

    path: str
    state: FileState
    expected: str
    """SHA-256 in SHA256SUMS; "" for an added file."""
    found: str
    """SHA-256 now; "" for a missing file."""
    note: str = ""


class PackVerification(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo pack verify``."""

    folder: str
    id: str
    title: str
    as_of: str
    sound: bool
    """True when every file is as SHA256SUMS says and none was added."""
    unchanged: int
    changed: int
    missing: int
    added: int
    sums_sha256: str
    expected_sums: str
    """The hash that the user was told; "" when none."""
    files: tuple[VerifiedFile, ...]
    """All but the unchanged ones first, then these."""
