"""What is told about the data of a pack: by options, by a file in YAML, by the workspace, by the knowledge."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct, structs

from registry.catalogue.values import iso_date, items, one_line
from registry.errors import InputError, UsageError, system_reason
from registry.publishing.sheet import KnownOfTarget
from registry.publishing.sheet_metadata import CONTACT, CREATOR, DESCRIPTION, TAGS, TITLE, URL
from registry.text.inert import inert_cell

_LONGEST_FILE = 1_000_000
_ADDRESS = re.compile(r"https?://[^\s<>\"'\\`{}|^\x00-\x20\x7f-\x9f]+", re.IGNORECASE)
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,98}[a-z0-9]")
_MAIL = re.compile(r"[^\s@<>\"'/:]+@[^\s@<>\"'/:]+\.[^\s@<>\"'/:]+")
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")

KEYS = {
    "識別子": "id",
    "タイトル": "title",
    "URL": "url",
    "説明": "description",
    "連絡先": "contact",
    "連絡先メールアドレス": "contact_email",
    "連絡先電話番号": "contact_phone",
    "作成者": "creator",
    "タグ": "tags",
    "分類": "groups",
    "ライセンス": "licence",
    "更新頻度": "frequency",
    "公開日": "issued",
    "最終更新日": "modified",
    "準拠する標準": "standard",
    "対象地域": "spatial",
    "対象期間": "temporal",
    "ファイルの置き場所": "base_url",
}
"""Keys of a metadata file, and the fields they fill; the English names are understood too."""


class PackDetails(Struct, frozen=True, kw_only=True):
    """What is told about the data; "" where nobody tells."""

    id: str = ""
    title: str = ""
    url: str = ""
    """Page of the dataset."""
    description: str = ""
    contact: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    creator: str = ""
    tags: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    licence: str = ""
    frequency: str = ""
    issued: str = ""
    modified: str = ""
    standard: str = ""
    spatial: str = ""
    temporal: str = ""
    base_url: str = ""
    """Address under which the pack's folder will stand; file addresses are built from it."""


def read_details(path: Path) -> PackDetails:
    """The metadata of a file in YAML (or JSON).

    Raises InputError when it cannot be read, for keys that are unknown and for values of a wrong kind.
    """
    from registry.knowledge.yaml_text import YamlProblem, read_yaml

    try:
        if path.stat().st_size > _LONGEST_FILE:
            raise InputError("メタデータのファイルが大きすぎます", where=str(path), why="上限は 1 MB です")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise InputError(
            "メタデータのファイルを読めません",
            where=str(path),
            why=system_reason(problem) if isinstance(problem, OSError) else "UTF-8 の文字として読めません",
            mend="UTF-8 の YAML で保存し直してください",
        ) from problem
    try:
        read = read_yaml(text)
    except YamlProblem as problem:
        raise InputError(
            problem.message, where=f"{path} の {problem.line} 行目", mend=problem.mend
        ) from problem
    if not isinstance(read.data, dict):
        raise InputError(
            "メタデータのファイルが「名前: 値」の形ではありません",
            where=str(path),
            mend="タイトル: AED設置箇所一覧 のように書いてください",
        )
    values = {}
    for name, value in read.data.items():
        field = KEYS.get(name, name)
        where = f"{path} の {read.line_of((name,))} 行目"
        if field not in PackDetails.__struct_fields__:
            raise InputError(
                f"メタデータの項目「{name}」はありません", where=where, mend="使える項目: " + "、".join(KEYS)
            )
        values[field] = _value(field, value, where)
    return PackDetails(**values)


def _value(field: str, value: Any, where: str) -> Any:
    listed = field in ("tags", "groups")
    if isinstance(value, list) and listed and all(_is_plain(member) for member in value):
        return tuple(part for member in value for part in items(str(member)))
    if not _is_plain(value):
        raise InputError(
            "メタデータの値が文字ではありません",
            where=where,
            mend="一つの文字列か、タグと分類なら一覧で書いてください",
        )
    text = "" if value is None else value.isoformat() if isinstance(value, date) else str(value)
    return items(text) if listed else text


def _is_plain(value: Any) -> bool:
    return value is None or (isinstance(value, str | int | float | date) and not isinstance(value, bool))


def combined(first: PackDetails, *others: PackDetails) -> PackDetails:
    """Every field from the first that tells it."""
    values = {}
    for field in PackDetails.__struct_fields__:
        told = (getattr(details, field) for details in (first, *others))
        values[field] = next((value for value in told if value), getattr(first, field))
    return PackDetails(**values)


def details_of_known(known: KnownOfTarget) -> PackDetails:
    """What the workspace tells about the target."""
    fields: Mapping[str, str] = known.fields
    return PackDetails(
        title=fields.get(TITLE, ""),
        url=fields.get(URL, "") if _ADDRESS.fullmatch(fields.get(URL, "")) else "",
        description=fields.get(DESCRIPTION, ""),
        contact=fields.get(CONTACT, "") or known.profile.get("連絡先", ""),
        creator=fields.get(CREATOR, "") or known.section,
        tags=items(fields.get(TAGS, "")),
    )


def checked(details: PackDetails) -> PackDetails:
    """The details as every format can carry them: one line each, no formula, days in ISO 8601.

    Raises UsageError for an id, an address or a day that is none.
    """
    values = {name: getattr(details, name) for name in PackDetails.__struct_fields__}
    for name, value in values.items():
        if isinstance(value, tuple):
            values[name] = tuple(sorted({part for text in value for part in items(harmless(text))}))
        elif name == "description":
            lines = (one_line(line) for line in inert_cell(value.strip()).splitlines())
            values[name] = "\n".join(lines).strip()
        else:
            values[name] = harmless(value)
    for name, label in (("url", "URL"), ("base_url", "ファイルの置き場所")):
        if values[name] and not _ADDRESS.fullmatch(values[name]):
            raise UsageError(
                f"「{label}」がウェブのアドレスではありません",
                where=values[name][:100],
                mend="http:// か https:// で始まるアドレスを書いてください",
            )
    for name, label in (("issued", "公開日"), ("modified", "最終更新日")):
        values[name] = iso_date(values[name])
        if values[name] and not _DAY.fullmatch(values[name]):
            raise UsageError(
                f"「{label}」が日付ではありません",
                where=values[name][:100],
                mend="2026-11-25 のように書いてください",
            )
    if values["id"] and not _ID.fullmatch(values["id"]):
        raise UsageError(
            f"識別子「{values['id'][:100]}」は使えません",
            why="CKAN の名前にもなるため、英小文字・数字・_・- の 2〜100 文字に限ります",
        )
    if values["contact_email"] and not _MAIL.fullmatch(values["contact_email"]):
        raise UsageError(
            "「連絡先メールアドレス」がメールアドレスではありません", where=values["contact_email"][:100]
        )
    return structs.replace(details, **values)


def harmless(text: str) -> str:
    """A text as one line that no spreadsheet takes for a formula."""
    return one_line(inert_cell(one_line(text)))
