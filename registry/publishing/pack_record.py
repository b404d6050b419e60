"""The one record (目録の記録) behind all metadata files of a pack; every format writes it, our readers read it back."""

import hashlib
import re
from collections.abc import Sequence
from urllib.parse import quote

from registry.catalogue.licences import licence_of
from registry.catalogue.record import Record, Resource
from registry.knowledge.datasets import StandardDataset
from registry.knowledge.items import Item
from registry.publishing.answers import BodyRef
from registry.publishing.pack import PackedFile, PackedLicence
from registry.publishing.pack_details import PackDetails, harmless

_SLUG = re.compile(r"[^a-z0-9_-]+")
_LONGEST_ID = 100


def pack_record(
    details: PackDetails, licence: PackedLicence, files: Sequence[PackedFile], body: BodyRef | None
) -> Record:
    """The record of a pack; ``details`` are checked ones with an id and a title.

    Without the address of the folder the files' address is that of the page.
    """
    terms = licence_of(licence.short, licence.url, licence.name)
    resources = [
        Resource(
            name=resource_name(file),
            url=address_of(file, details) or details.url,
            format=file.format,
            size_bytes=file.size_bytes or None,
            licence=terms,
            modified=details.modified,
        )
        for file in files
    ]
    contact = (details.contact, details.contact_email, details.contact_phone)
    return Record(
        id=details.id,
        title=details.title,
        description=details.description,
        organization=harmless(body.name) if body is not None else "",
        organization_code=body.code if body is not None else "",
        tags=details.tags,
        groups=details.groups,
        resources=tuple(sorted(resources, key=lambda resource: (resource.name, resource.url))),
        licence=terms,
        frequency=details.frequency,
        issued=details.issued,
        modified=details.modified,
        contact=" / ".join(dict.fromkeys(part for part in contact if part)),
        creator=details.creator,
        url=details.url,
        standard=details.standard,
        spatial=details.spatial,
        temporal=details.temporal,
    )


def resource_name(file: PackedFile) -> str:
    """How a file is called in the metadata: as in the pack, where no two names are alike."""
    return harmless(file.path.rpartition("/")[2])


def address_of(file: PackedFile, details: PackDetails) -> str:
    """Where the file will stand; "" when nobody told where the folder goes."""
    if not details.base_url:
        return ""
    return f"{details.base_url.rstrip('/')}/{quote(file.path)}"


def default_id(
    title: str, subject: Item | StandardDataset | None, body: BodyRef | None, first_name: str
) -> str:
    """An id from the body's code and the slug of the dataset, the id of the item, or the name of the first file."""
    slug = ""
    if isinstance(subject, StandardDataset):
        slug = subject.file_slug or subject.id
    elif subject is not None:
        slug = subject.id
    if not slug:
        slug = _SLUG.sub("-", first_name.rpartition(".")[0].lower()).strip("-_")
        if body is not None:
            slug = slug.removeprefix(body.code).strip("-_")
    if len(slug) < 2:
        slug = "dataset-" + hashlib.sha256(title.encode()).hexdigest()[:8]
    told = f"{body.code}_{slug}" if body is not None else slug
    return _SLUG.sub("-", told.lower())[:_LONGEST_ID].rstrip("-_")
