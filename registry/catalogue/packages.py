"""A dataset of CKAN (or SHIRASAGI) as a record.

``name`` is the id, since it is what people cite; days are those of Japan; the day of the last change is that
of the files, because ``metadata_modified`` moves with every edit of the record itself.
Facts: shared/facts/interfaces.md section 2.3, datasets.yaml metadata_mapping.
"""

from collections.abc import Callable, Iterator
from typing import Any

from registry.catalogue.ckan import Answer
from registry.catalogue.draft import Draft
from registry.catalogue.findings import Findings
from registry.catalogue.formats import format_name, format_of_url
from registry.catalogue.licences import UNKNOWN, licence_of
from registry.catalogue.organizations import body_code, code_of_dataset_name, name_in_title
from registry.catalogue.record import Record, Resource
from registry.catalogue.values import japanese_day, one_line, size_in_bytes

_FREQUENCY = ("更新頻度", "frequency_of_update", "frequency", "update_frequency", "accrual_periodicity")
_CREATOR = ("author", "作成者", "所属名", "担当課", "所管課", "creator")
_STANDARD = ("compliant_standard", "conforms_to", "準拠する標準")
_SPATIAL = ("spatial_text", "spatial", "対象地域")
_TEMPORAL = ("temporal", "対象期間", "作成年度・時点", "temporal_coverage")
_URL = ("url", "landingPage", "landing_page")
_CONTACT = (
    "maintainer", "maintainer_email", "contactPoint", "contactPoint_email", "contactPoint_tel", "連絡先", "問い合わせ先"
)  # fmt: skip
_MODIFIED = ("最終更新日", "provider_last_modified_date", "modified")
_ISSUED = ("公開日", "issued")
_READ = frozenset(
    (*_FREQUENCY, *_CREATOR, *_STANDARD, *_SPATIAL, *_TEMPORAL, *_CONTACT, *_MODIFIED, *_ISSUED)
)
_KEPT = ("version", "subtitle", "related_documents", "history_information", "opendata_id")
_PROGRESS_STEP = 200


def package_records(
    answer: Answer, findings: Findings, advance: Callable[[int, int], None]
) -> Iterator[Record]:
    """The records in the order of the file; a dataset met again only adds its heading to the first."""
    drafts: dict[str, Draft] = {}
    names: set[str] = set()
    for place, (package, group) in enumerate(answer.members, 1):
        if place % _PROGRESS_STEP == 0:
            advance(place, len(answer.members))
        reason = _unreadable(package)
        if reason:
            findings.skip(
                place, reason, _text(package.get("title")) if isinstance(package, dict) else str(package)
            )
            continue
        unique = _text(package.get("id")) or _text(package.get("name"))
        known = drafts.get(unique) if unique else None
        if known is not None:
            findings.skip(
                place, f"同じデータセットが {known.line:,} 件目にもある（分類だけを足しました）", known.title
            )
            known.groups.update(dict.fromkeys([group] if group else ()))
            continue
        draft = _draft(package, place, shirasagi=answer.shirasagi)
        if draft.id in names and unique:
            message = "同じ名前のデータセットが複数あるため、後の方は CKAN の内部の識別子で区別しました"
            findings.repair("repeated_name", message, place)
            draft.id = unique
        names.add(draft.id)
        drafts[unique or f"\0{place}"] = draft
        if group:
            draft.groups[group] = None
    for draft in drafts.values():
        yield draft.record()


def _unreadable(package: Any) -> str:
    if not isinstance(package, dict):
        return "データセットの形をしていない"
    if package.get("state") == "deleted":
        return "削除済み（state が deleted）"
    if package.get("private") is True:
        return "非公開（private）"
    if not (_text(package.get("title")) or _text(package.get("name"))):
        return "題名がない"
    return ""


def _draft(package: dict[str, Any], place: int, *, shirasagi: bool) -> Draft:
    told = {**_extras(package.get("extras")), **{name: value for name, value in package.items() if value}}
    name, unique = _text(package.get("name")), _text(package.get("id"))
    title = one_line(_text(package.get("title")) or name)
    description = (
        _text(package.get("notes")) or _text(package.get("text")) or _text(package.get("description"))
    )
    organization, code = _organization(package.get("organization"))
    licences = [_text(package.get(key)) for key in ("license_id", "license_url", "license_title", "license")]
    draft = Draft(
        title,
        place,
        id=unique if shirasagi else name or unique,
        description=description,
        organization=organization
        or name_in_title(title)
        or name_in_title(description)
        or _first(told, ("publisher",)),
        organization_code=code or code_of_dataset_name(name),
        licence=licence_of(*licences),
        frequency=one_line(_first(told, _FREQUENCY)),
        issued=japanese_day(_first(told, _ISSUED) or _text(package.get("metadata_created"))),
        contact=" / ".join(one_line(text) for key in _CONTACT if (text := _text(told.get(key)))),
        creator=one_line(_first(told, _CREATOR)),
        url=_first(told, _URL),
        standard=one_line(_first(told, _STANDARD)),
        spatial=one_line(_first(told, _SPATIAL)),
        temporal=one_line(_first(told, _TEMPORAL)),
    )
    draft.tags.update(dict.fromkeys(_names(package.get("tags"), ("display_name", "name"))))
    draft.groups.update(dict.fromkeys(_names(package.get("groups"), ("display_name", "title", "name"))))
    resources = package.get("resources")
    for resource in resources if isinstance(resources, list) else ():
        if isinstance(resource, dict) and resource.get("state") != "deleted":
            draft.resources.append(_resource(resource))
    _set_days(draft, package, told)
    if draft.licence == UNKNOWN:
        draft.add_extra("利用条件の記載", " ".join(text for text in licences if text))
    if unique and unique != draft.id:
        draft.add_extra("CKAN ID", unique)
    for key, value in {**_extras(package.get("extras")), **{key: package.get(key) for key in _KEPT}}.items():
        if key not in _READ and (text := _text(value)):
            draft.add_extra(key, text)
    return draft


def _set_days(draft: Draft, package: dict[str, Any], told: dict[str, Any]) -> None:
    record_day = japanese_day(_text(package.get("metadata_modified")))
    newest = max((resource.modified for resource in draft.resources), default="")
    draft.modified = japanese_day(_first(told, _MODIFIED)) or newest or record_day
    if record_day and record_day != draft.modified:
        draft.add_extra("目録の更新日", record_day)


def _resource(resource: dict[str, Any]) -> Resource:
    url = next(
        (text for key in ("url", "download_url", "access_url") if (text := _text(resource.get(key)))), ""
    )
    told_format = _text(resource.get("format")) or _text(resource.get("mimetype"))
    days = ("last_modified", "last_modified_date", "provider_last_modified_date", "updated", "created")
    return Resource(
        name=one_line(_text(resource.get("name")) or _text(resource.get("filename"))),
        url=url,
        format=format_name(told_format) if told_format else format_of_url(url),
        size_bytes=size_in_bytes(resource.get("size")) or None,
        licence=licence_of(
            *(_text(resource.get(key)) for key in ("license_id", "license_url", "license_title"))
        ),
        modified=japanese_day(next((text for key in days if (text := _text(resource.get(key)))), "")),
        columns=_columns(resource.get("schema")),
    )


def _columns(schema: Any) -> tuple[str, ...]:
    """Headings as a frictionless table schema tells them."""
    fields = schema.get("fields") if isinstance(schema, dict) else None
    return _names(fields, ("name",))


def _organization(organization: Any) -> tuple[str, str]:
    if not isinstance(organization, dict):
        return _text(organization), ""
    name = _text(organization.get("name"))
    return one_line(
        _text(organization.get("title")) or _text(organization.get("display_name")) or name
    ), body_code(name)


def _extras(extras: Any) -> dict[str, Any]:
    """Extras as CKAN writes them (a list of key and value), or as an object."""
    if isinstance(extras, dict):
        return {str(key): value for key, value in extras.items() if value}
    if not isinstance(extras, list):
        return {}
    pairs = (member for member in extras if isinstance(member, dict) and member.get("key"))
    return {_text(pair["key"]): pair.get("value") for pair in pairs if pair.get("value")}


def _names(members: Any, keys: tuple[str, ...]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for member in members if isinstance(members, list) else ():
        told = [member.get(key) for key in keys] if isinstance(member, dict) else [member]
        if name := next((text for value in told if (text := one_line(_text(value)))), ""):
            found[name] = None
    return tuple(found)


def _first(told: dict[str, Any], keys: tuple[str, ...]) -> str:
    return next((text for key in keys if (text := _text(told.get(key)))), "")


def _text(value: Any) -> str:
    """Text of any value; of texts in several languages the Japanese one."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, dict):
        return _text(value.get("ja") or value.get("ja-JP") or next(iter(value.values()), None))
    if isinstance(value, list):
        return ", ".join(text for member in value if (text := _text(member)))
    return str(value)
