"""Making a publication pack (公開パック): built beside its place, then swapped in whole; the pack before is kept in it.

The same files, details and day give the same bytes: nothing of the clock, the machine or the order of a folder
goes in.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from registry.errors import InputError, UsageError
from registry.knowledge.base import KnowledgeAt
from registry.knowledge.body import Body
from registry.knowledge.datasets import StandardDataset
from registry.knowledge.items import Item
from registry.knowledge.rules import Licence, Openness
from registry.publishing.answers import body_ref
from registry.publishing.pack import (
    CHECKS,
    CKAN,
    DATA,
    DCAT,
    FORM,
    METADATA,
    README,
    SCHEMA_ORG,
    Manifest,
    PackAnswer,
    PackChecks,
    PackedFile,
    PackedLicence,
)
from registry.publishing.pack_checks import FileFacts, check_one, checks_of_pack
from registry.publishing.pack_details import PackDetails, checked, combined
from registry.publishing.pack_formats import format_of, media_type_of
from registry.publishing.pack_linked import dcat, schema_org
from registry.publishing.pack_listing import ckan_package, list_name, open_data_list
from registry.publishing.pack_names import distinct, safe_file_name
from registry.publishing.pack_record import default_id, pack_record
from registry.publishing.pack_sums import copy_with_hash
from registry.publishing.pack_texts import readme
from registry.publishing.pack_versions import Place
from registry.publishing.sheet_licences import attribution, find_licence, short_name

Progress = Callable[[str, int, int], None]
"""Called with the stage, what is done and what there is to do."""


class PackRequest(Struct, frozen=True, kw_only=True):
    """What to pack, and what is told about it."""

    files: tuple[Path, ...]
    folder: Path
    told: PackDetails
    """What the user told; it goes before what the workspace knows."""
    known: PackDetails = PackDetails()
    """What the workspace knows."""
    subject: Item | StandardDataset | None = None
    body: Body | None = None
    accepted_personal_data: str = ""
    version: str = ""
    """Version of the program."""


def make_pack(request: PackRequest, view: KnowledgeAt, progress: Progress | None = None) -> PackAnswer:
    """Make the pack at its place; an earlier pack there is kept under ``versions/``.

    Raises UsageError for details that cannot be used and for a place that holds something else, InputError for
    files that cannot be read, PersonalDataFound for files with personal data. Then nothing is changed.
    """
    sources = _sources(request.files)
    details = checked(combined(request.told, request.known))
    licence = _licence(details, view)
    with Place(request.folder) as place:
        packed, facts = _take_in(sources, place.building, request, view, progress)
        checks = checks_of_pack(facts, request.accepted_personal_data.strip())
        details = _completed(details, request, view, packed)
        terms = _terms(licence, details, request.body)
        manifest = _manifest(request, view, details, terms, packed, checks)
        contents = _contents(view, request, details, licence, terms, packed, checks)
        for path, content in contents.items():
            _write(place.building / path, content)
        settled = place.settle(lambda versions: _encoded(structs.replace(manifest, versions=versions)))
    return PackAnswer(
        folder=str(request.folder),
        changed=settled.changed,
        kept=settled.kept,
        manifest=structs.replace(manifest, versions=settled.versions),
        checks=checks,
        sums_sha256=settled.sums_sha256,
        notices=tuple(_notices(manifest, checks, licence, settled.disturbed)),
    )


def _sources(files: Sequence[Path]) -> tuple[Path, ...]:
    if not files:
        raise UsageError(
            "公開パックに入れるファイルがありません", mend="データのファイルを一つ以上書いてください"
        )
    for path in files:
        if not path.is_file():
            raise InputError(
                "データのファイルがありません" if not path.exists() else "データのファイルではありません",
                where=str(path),
                mend="ファイルの名前を確かめてください（フォルダーは指定できません）",
            )
    return tuple(dict.fromkeys(files))


def _licence(details: PackDetails, view: KnowledgeAt) -> Licence:
    if not details.licence:
        raise UsageError(
            "利用ルールが決まっていません",
            why="利用ルールのないデータは、オープンデータになりません",
            mend="--licence に PDL1.0 か CC BY 4.0 などを指定してください",
        )
    return find_licence(view.knowledge, details.licence)


def _take_in(
    sources: Sequence[Path],
    building: Path,
    request: PackRequest,
    view: KnowledgeAt,
    progress: Progress | None,
) -> tuple[tuple[PackedFile, ...], tuple[FileFacts, ...]]:
    folder = building / DATA
    folder.mkdir()
    dataset = request.subject.id if isinstance(request.subject, StandardDataset) else ""
    taken: set[str] = set()
    packed: list[PackedFile] = []
    facts: list[FileFacts] = []
    for number, source in enumerate(sources, start=1):
        name = distinct(safe_file_name(source.name), taken)
        path = f"{DATA}/{name}"
        digest, size = copy_with_hash(source, folder / name)
        fact = check_one(folder / name, source, path, view.knowledge, dataset)
        facts.append(fact)
        packed.append(
            PackedFile(
                path=path,
                source_name=safe_file_name(source.name),
                size_bytes=size,
                sha256=digest,
                format=format_of(name),
                media_type=media_type_of(name),
                rows=fact.rows,
                encoding=fact.encoding,
                dataset=fact.dataset,
            )
        )
        if progress:
            progress("写しと点検", number, len(sources))
    return tuple(packed), tuple(facts)


def _completed(
    details: PackDetails, request: PackRequest, view: KnowledgeAt, packed: Sequence[PackedFile]
) -> PackDetails:
    """The details with a title, an id and a day, which every format needs."""
    first = packed[0].path.rpartition("/")[2]
    title = details.title or (request.subject.name if request.subject else first.rpartition(".")[0] or first)
    body = body_ref(request.body) if request.body else None
    return checked(
        structs.replace(
            details,
            title=title,
            id=details.id or default_id(title, request.subject, body, first),
            modified=details.modified or view.day.isoformat(),
        )
    )


def _terms(licence: Licence, details: PackDetails, body: Body | None) -> PackedLicence:
    line = attribution(licence, body.name if body else "", details.url)
    return PackedLicence(
        id=licence.id,
        name=licence.name,
        short=short_name(licence),
        url=licence.url or "",
        attribution=line.text,
    )


def _manifest(
    request: PackRequest,
    view: KnowledgeAt,
    details: PackDetails,
    terms: PackedLicence,
    packed: tuple[PackedFile, ...],
    checks: PackChecks,
) -> Manifest:
    body = body_ref(request.body) if request.body else None
    names = (list_name(body.code if body else ""), CKAN, DCAT, SCHEMA_ORG)
    return Manifest(
        form=FORM,
        konkyo=request.version,
        as_of=view.day,
        id=details.id,
        title=details.title,
        body=body,
        target=request.subject.id if request.subject else "",
        licence=terms,
        files=packed,
        metadata=tuple(f"{METADATA}/{name}" for name in names),
        blank=tuple(_blank(details)),
        accepted_personal_data=checks.accepted_personal_data,
        versions=(),
        knowledge=view.knowledge.fingerprint,
    )


def _blank(details: PackDetails) -> list[str]:
    told = {
        "URL": details.url,
        "説明": details.description,
        "連絡先": details.contact or details.contact_email or details.contact_phone,
        "作成者": details.creator,
        "タグ": "".join(details.tags),
    }
    return [name for name, value in told.items() if not value]


def _contents(
    view: KnowledgeAt,
    request: PackRequest,
    details: PackDetails,
    licence: Licence,
    terms: PackedLicence,
    packed: tuple[PackedFile, ...],
    checks: PackChecks,
) -> dict[str, bytes]:
    body = body_ref(request.body) if request.body else None
    record = pack_record(details, terms, packed, body)
    listed = list_name(body.code if body else "")
    day = view.day.isoformat()
    return {
        f"{METADATA}/{listed}": open_data_list(view.knowledge, record, details, terms),
        f"{METADATA}/{CKAN}": ckan_package(record, details, terms, packed),
        f"{METADATA}/{DCAT}": dcat(record, details, terms, packed),
        f"{METADATA}/{SCHEMA_ORG}": schema_org(record, details, terms, packed),
        README: readme(view.knowledge, record, licence, terms, packed, day),
        CHECKS: _encoded(checks),
    }


def _encoded(value: Manifest | PackChecks) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)


def _notices(manifest: Manifest, checks: PackChecks, licence: Licence, disturbed: Sequence[str]) -> list[str]:
    notices = []
    if licence.openness is not Openness.OPEN:
        notices.append(
            f"{licence.name}は、オープンデータの利用ルールとして確かめられていません（{licence.openness.value}）"
        )
    for checked_file in checks.files:
        if checked_file.not_checked:
            notices.append(
                f"{checked_file.path} は点検していません（{checked_file.not_checked}）。"
                "個人情報がないかを目で確かめてください"
            )
        elif checked_file.errors or checked_file.redactions:
            notices.append(
                f"{checked_file.path}: 誤り {checked_file.errors} 件、個人情報の疑い {checked_file.redactions} か所"
                "（konkyo check で確かめられます）"
            )
    if manifest.blank:
        notices.append(f"メタデータの空欄: {'、'.join(manifest.blank)}（--metadata のファイルで補えます）")
    if disturbed:
        shown = "、".join(disturbed[:5]) + (f" ほか {len(disturbed) - 5} 件" if len(disturbed) > 5 else "")
        notices.append(f"前のパックに、作った後で変わったものがあります（そのまま残しました）: {shown}")
    return notices
