"""The metadata of a pack as a row of オープンデータ一覧 (標準データセット ods-06) and as a dataset of CKAN."""

import csv
import io
import json
from typing import Any

from registry.catalogue.record import Record, Resource
from registry.knowledge.base import Knowledge
from registry.publishing.pack import PackedFile, PackedLicence
from registry.publishing.pack_details import PackDetails
from registry.publishing.pack_record import resource_name

LIST = "ods-06"
"""Id of オープンデータ一覧."""
_FREE_OF_BODY = "open_data_list.csv"


def list_name(body_code: str) -> str:
    """The name of the list by its definition."""
    return f"{body_code}_{_FREE_OF_BODY}" if body_code else _FREE_OF_BODY


def list_columns(knowledge: Knowledge) -> tuple[str, ...]:
    """The columns of オープンデータ一覧 in their order, from the knowledge."""
    form = next(dataset for dataset in knowledge.datasets.datasets if dataset.id == LIST)
    return tuple(column.name for column in form.columns.columns) if form.columns else ()


def open_data_list(
    knowledge: Knowledge, record: Record, details: PackDetails, licence: PackedLicence
) -> bytes:
    """One row per file, CSV in UTF-8 with CRLF; what is not known stays blank."""
    columns = list_columns(knowledge)
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(columns)
    shared = _dataset_cells(record, details)
    for resource in record.resources:
        cells = {**shared, **_file_cells(resource, record.url, licence)}
        writer.writerow([cells.get(column, "") for column in columns])
    return stream.getvalue().encode("utf-8")


def _dataset_cells(record: Record, details: PackDetails) -> dict[str, str]:
    return {
        "データセット_ID": record.id,
        "全国地方公共団体コード": record.organization_code,
        "地方公共団体名": record.organization,
        "データセット_タイトル": record.title,
        "データセット_概要": record.description,
        "データセット_キーワード": ";".join(record.tags),
        "データセット_分類": ";".join(record.groups),
        "データセット_公開日": record.issued,
        "データセット_最終更新日": record.modified,
        "データセット_URL": record.url,
        "データセット_更新頻度": record.frequency,
        "データセット_準拠する標準": record.standard,
        "データセット_対象地域": record.spatial,
        "データセット_対象期間": record.temporal,
        "データセット_作成者": record.creator,
        "データセット_連絡先名称": details.contact,
        "データセット_連絡先メールアドレス": details.contact_email,
        "データセット_連絡先電話番号": details.contact_phone,
    }


def _file_cells(resource: Resource, page: str, licence: PackedLicence) -> dict[str, str]:
    address = "ファイル_アクセスURL" if resource.url == page else "ファイル_ダウンロードURL"
    return {
        "ファイル_タイトル": resource.name,
        address: resource.url,
        "ファイル_形式": resource.format,
        "ファイル_ライセンス": licence.short,
        "ファイル_サイズ": str(resource.size_bytes) if resource.size_bytes else "",
        "ファイル_最終更新日": resource.modified,
    }


def ckan_package(
    record: Record, details: PackDetails, licence: PackedLicence, files: tuple[PackedFile, ...]
) -> bytes:
    """A dataset as CKAN's ``package_create`` takes it, and ``package_show`` gives it."""
    extras = {
        "frequency_of_update": record.frequency,
        "issued": record.issued,
        "modified": record.modified,
        "conforms_to": record.standard,
        "spatial_text": record.spatial,
        "temporal": record.temporal,
        "contactPoint_tel": details.contact_phone,
    }
    package: dict[str, Any] = {
        "name": record.id,
        "title": record.title,
        "notes": record.description,
        "url": record.url,
        "author": record.creator,
        "maintainer": details.contact,
        "maintainer_email": details.contact_email,
        "license_id": record.licence,
        "license_title": licence.name,
        "license_url": licence.url,
        "tags": [{"name": tag} for tag in record.tags],
        "groups": [{"title": group} for group in record.groups],
        "extras": [{"key": key, "value": value} for key, value in extras.items() if value],
        "resources": [_resource(resource, files) for resource in record.resources],
    }
    if record.organization:
        package["organization"] = {"name": record.organization_code, "title": record.organization}
    filled = {key: value for key, value in package.items() if value or key == "resources"}
    return as_json(filled)


def _resource(resource: Resource, files: tuple[PackedFile, ...]) -> dict[str, Any]:
    file = file_of(resource, files)
    values = {
        "name": resource.name,
        "url": resource.url,
        "format": resource.format,
        "mimetype": file.media_type,
        "size": resource.size_bytes,
        "hash": f"sha256:{file.sha256}",
        "last_modified": resource.modified,
        "license_id": resource.licence,
    }
    return {key: value for key, value in values.items() if value}


def file_of(resource: Resource, files: tuple[PackedFile, ...]) -> PackedFile:
    """The file that a resource of the record stands for."""
    return next(file for file in files if resource_name(file) == resource.name)


def as_json(value: Any) -> bytes:
    """Indented UTF-8 JSON, keys in the order given."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
