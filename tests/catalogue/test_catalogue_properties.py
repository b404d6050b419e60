"""What holds for any file: an answer or a refusal, storable records, ids that last."""

import csv
import io
import json
import tempfile
from pathlib import Path

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from excel_cases import workbook_stream, xls
from registry.catalogue.reading import read_catalogue
from registry.catalogue.record import Catalogue
from registry.catalogue.values import key
from registry.errors import InputError

HEADING = ["データ名", "内容", "形式", "ライセンス", "最終更新日", "URL"]
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], include_characters="\n\t"), max_size=30
)
TITLES = TEXTS.filter(lambda text: any(character.isalnum() for character in text))
LISTS = st.lists(st.tuples(TITLES, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS), max_size=6)
STARTS = st.sampled_from(
    [
        b"",
        ",".join(HEADING).encode() + b"\n",
        "データ名\t形式\n".encode("cp932"),
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\x1f\x8b\x08\x00",
        b"PK\x03\x04",
        b'[{"title": "a", "resources": [',
        b'{"@context": {"dcat": "http://www.w3.org/ns/dcat#"}, ',
        b"@prefix dcat: <http://www.w3.org/ns/dcat#> .\n",
        b"<table><tr><td>",
        "| データ名 | CSV |\n|---|---|\n".encode(),
        bytes(xls(workbook_stream([HEADING, ["統計", "", "CSV"]])))[:3000],
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(
    [
        *(
            "id",
            "name",
            "title",
            "notes",
            "resources",
            "extras",
            "tags",
            "groups",
            "organization",
            "license_id",
        ),
        *("url", "state", "private", "metadata_modified", "@id", "@type", "success", "results"),
    ]
)


def outcome(content: bytes) -> Catalogue | InputError:
    """What reading a file of this content comes to; anything else than these two fails the test."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "目録")
        path.write_bytes(content)
        try:
            return read_catalogue(path)
        except InputError as error:
            return error


def read(content: bytes) -> Catalogue | None:
    """The catalogue, sound in every way, or None when it is refused with reason and advice."""
    catalogue = outcome(content)
    if isinstance(catalogue, InputError):
        assert all((catalogue.what, catalogue.where, catalogue.mend))
        return None
    assert len({record.id for record in catalogue.records}) == len(catalogue.records)
    assert all(record.id and record.title for record in catalogue.records)
    msgspec.json.encode(catalogue)
    return catalogue


def table(rows: list[tuple[str, ...]], codec: str = "utf-8") -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows([HEADING, *rows])
    return stream.getvalue().encode(codec)


@given(STARTS, st.binary(max_size=300))
def test_any_bytes_give_a_catalogue_or_a_refusal(start: bytes, rest: bytes) -> None:
    read(start + rest)


@given(st.dictionaries(KEYS, VALUES, max_size=8), st.booleans())
def test_any_package_gives_a_catalogue_or_a_refusal(package: dict[str, object], wrapped: bool) -> None:
    member = {"title": "統計", "resources": [], **package}
    read(json.dumps({"success": True, "result": [member]} if wrapped else member).encode())


@given(LISTS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_every_row_is_a_record_or_accounted_for(rows: list[tuple[str, ...]], codec: str) -> None:
    catalogue = read(table(rows, codec))
    assert catalogue is not None
    assert len(catalogue.records) + len(catalogue.skipped) == len(rows)
    titles = {" ".join(row[0].split()) for row in rows}
    assert all(record.title in titles for record in catalogue.records)


@given(LISTS, st.randoms(use_true_random=False))
def test_ids_do_not_depend_on_the_order(rows: list[tuple[str, ...]], random: object) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = read(table(rows)), read(table(shuffled))
    assert first is not None
    assert second is not None
    pairs = [
        {(key(record.title), record.id) for record in catalogue.records} for catalogue in (first, second)
    ]
    assert pairs[0] == pairs[1]
