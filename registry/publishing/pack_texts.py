"""README.txt of a pack: what it is, the terms of use, how to name the source, how to see that nothing was changed."""

import re
from collections.abc import Iterator

from registry.catalogue.record import Record
from registry.knowledge.base import Knowledge
from registry.knowledge.rules import Licence
from registry.publishing.pack import SUMS, PackedFile, PackedLicence
from registry.text.inert import inert

_TAMPERING = "rule-tampering-1"
_QUOTED = re.compile(r"「([^」]+)」")
_ANY_BODY = "〇〇市"
_BODY = "公表者"


def readme(
    knowledge: Knowledge,
    record: Record,
    licence: Licence,
    packed: PackedLicence,
    files: tuple[PackedFile, ...],
    as_of: str,
) -> bytes:
    """The text in UTF-8 with LF."""
    lines = [record.title, "=" * 8, ""]
    lines += _about(record, as_of)
    lines += ["", "利用規約", "-" * 8, ""]
    lines += _terms(knowledge, record, licence, packed)
    lines += ["", "ファイル", "-" * 8, ""]
    lines += [f"{file.path}（{file.format or '形式不明'}、{file.size_bytes:,} バイト）" for file in files]
    lines += ["", "改ざんの有無の確かめ方", "-" * 8, ""]
    lines += [
        f"{SUMS} に、ほかのすべてのファイルの SHA-256 があります。",
        f"  sha256sum -c {SUMS}",
        "  konkyo pack verify .",
        "前の版があれば versions/ にそのまま残しています。",
    ]
    return ("\n".join(inert(line) for line in lines) + "\n").encode("utf-8")


def _about(record: Record, as_of: str) -> Iterator[str]:
    told = (
        ("公開者", record.organization),
        ("作成者", record.creator),
        ("連絡先", record.contact),
        ("ページ", record.url),
        ("更新頻度", record.frequency),
        ("最終更新日", record.modified),
        ("作成日", as_of),
    )
    if record.description:
        yield from record.description.splitlines()
        yield ""
    yield from (f"{label}: {value}" for label, value in told if value)


def _terms(knowledge: Knowledge, record: Record, licence: Licence, packed: PackedLicence) -> Iterator[str]:
    yield f"このデータは、{packed.name}の下で利用できます。"
    if packed.url:
        yield f"規約の原文: {packed.url}"
    yield ""
    yield "出典の書き方:"
    yield f"  {packed.attribution}"
    others = [citation for citation in licence.citations[1:]]
    yield from (f"  （{citation.case}とき）{citation.form}" for citation in others)
    if licence.terms:
        yield ""
        yield "主な条件（原文が優先します）:"
        yield from (f"  {term.number}. {term.title}: {term.text}" for term in licence.terms)
    said = tuple(tampering_clauses(knowledge, record.organization))
    if said:
        yield ""
        yield "免責と禁止:"
        yield from (f"  ・{clause}" for clause in said)


def tampering_clauses(knowledge: Knowledge, body_name: str) -> Iterator[str]:
    """The two clauses that the guideline asks terms of use to hold (改ざん対策①), with the body's name put in."""
    rule = next((rule for rule in knowledge.rules.rules if rule.id == _TAMPERING), None)
    for clause in _QUOTED.findall(rule.quote or "") if rule is not None else ():
        yield clause.replace(_ANY_BODY, body_name or _BODY)
