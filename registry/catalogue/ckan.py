"""Finding the datasets in the answers of CKAN and of SHIRASAGI's CKAN-like API.

Accepted: package_search, package_show, current_package_list_with_resources, a bare list or JSON Lines of
packages (ckanapi dump), several answers in one list, and objects that group packages under headings.
Facts: shared/facts/interfaces.md sections 2.1 to 2.4.
"""

from typing import Any, NamedTuple

from registry.catalogue.findings import Findings
from registry.errors import InputError

_PACKAGE_KEYS = frozenset(
    {"resources", "notes", "license_id", "owner_org", "organization", "metadata_modified", "num_resources"}
)
_LIST_KEYS = ("results", "packages", "datasets")
_MAX_ENVELOPES = 5


class Found(NamedTuple):
    """A member of the answer, and the heading it stands under."""

    package: Any
    group: str = ""


class Answer(NamedTuple):
    """All datasets of a file; ``shirasagi`` says which software answered."""

    members: list[Found]
    shirasagi: bool


def find_packages(data: Any, findings: Findings, where: str) -> Answer | None:
    """The datasets in ``data``; None when it is no answer of this kind.

    Raises InputError when the server answered with an error or with bare names.
    """
    members = _members(data, findings, where, _MAX_ENVELOPES)
    if members is None:
        return None
    return Answer(members, _is_shirasagi(data, members))


def is_package(value: Any) -> bool:
    """True for an object that looks like a dataset of CKAN."""
    return (
        isinstance(value, dict)
        and ("title" in value or "name" in value)
        and not _PACKAGE_KEYS.isdisjoint(value)
    )


def _members(data: Any, findings: Findings, where: str, depth: int) -> list[Found] | None:
    if depth == 0:
        return None
    if isinstance(data, list):
        return _of_list(data, findings, where, depth)
    if not isinstance(data, dict):
        return None
    if data.get("success") is False:
        raise _server_error(data.get("error"), where)
    if "result" in data:
        if isinstance(data["result"], list) and not data["result"]:
            return []
        return _members(data["result"], findings, where, depth - 1)
    for name in _LIST_KEYS:
        inner = data.get(name)
        if isinstance(inner, list) and (not inner or any(map(is_package, inner))):
            _check_count(data, len(inner), findings)
            return [Found(member) for member in inner]
    if is_package(data):
        return [Found(data)]
    grouped = {
        name: inner for name, inner in data.items() if isinstance(inner, list) and any(map(is_package, inner))
    }
    return (
        [Found(member, str(name)) for name, inner in grouped.items() for member in inner] if grouped else None
    )


def _of_list(data: list[Any], findings: Findings, where: str, depth: int) -> list[Found] | None:
    if any(map(is_package, data)):
        return [Found(member) for member in data]
    if data and all(isinstance(member, str) for member in data):
        raise InputError(
            "名前だけの一覧で、目録ではありません",
            where=where,
            why="package_list・organization_list などの答えには、題名や説明が入っていません",
            mend="package_search または current_package_list_with_resources の答えを保存してください",
        )
    if not data or not all(isinstance(member, dict) and "result" in member for member in data):
        return None
    inner = [_members(member, findings, where, depth - 1) for member in data]
    return [found for members in inner if members for found in members]


def _check_count(data: dict[str, Any], held: int, findings: Findings) -> None:
    """CKAN cuts long answers without a word; the count tells."""
    count = data.get("count")
    if isinstance(count, int) and not isinstance(count, bool) and count > held:
        message = f"全 {count:,} 件のうち {held:,} 件だけが入っています（残りは別の答えに分かれているか、切り捨てられています）"
        findings.repair("partial_answer", message, 0, count - held)


def _is_shirasagi(data: Any, members: list[Found]) -> bool:
    first = data[0] if isinstance(data, list) and data else data
    told = first.get("help") if isinstance(first, dict) else None
    if isinstance(told, str) and "/api/package_" in told and "/action/" not in told:
        return True
    resources = [
        resource
        for member in members
        if isinstance(member.package, dict) and isinstance(member.package.get("resources"), list)
        for resource in member.package["resources"]
        if isinstance(resource, dict)
    ]
    return bool(resources) and all("download_url" in each and "url" not in each for each in resources)


def _server_error(error: Any, where: str) -> InputError:
    kind, message = "", ""
    if isinstance(error, dict):
        kind, message = str(error.get("__type", "")), str(error.get("message", ""))
    return InputError(
        "目録ではなく、サーバーのエラーの答えが保存されています",
        where=where,
        why=": ".join(part[:200] for part in (kind, message) if part) or "success が false です",
        mend="アドレスと条件を確かめて、取得し直してください",
    )
