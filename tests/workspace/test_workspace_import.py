"""Importing catalogues: what is new, updated, unchanged, vanished, returned; and what is refused."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.catalogue.record import Record, Repair, Resource, Skipped
from registry.errors import InputError, UsageError
from registry.text.normalise import fold
from registry.workspace.domain import Page, RecordFilter
from registry.workspace.record_rows import CONTENT_COLUMNS, contents_of
from registry.workspace.repository import Workspace
from workspace_cases import BODY, NOW, OTHER_BODY, catalogue, dump, record, take_in


def content_of(told: Record) -> tuple[str, ...]:
    """What is stored of one record."""
    return contents_of([told], [fold(told.title)])[0]


@pytest.fixture
def workspace(workspace_path: Path) -> Iterator[Workspace]:
    """An empty workspace."""
    with Workspace.open(workspace_path, NOW) as opened:
        yield opened


def counts(report: object) -> tuple[int, ...]:
    """new, updated, unchanged, vanished, returned."""
    return tuple(getattr(report, name) for name in ("new", "updated", "unchanged", "vanished", "returned"))


def test_the_life_of_records(workspace: Workspace) -> None:
    first = take_in(workspace, "a", "b", "c")
    assert counts(first) == (3, 0, 0, 0, 0)
    again = take_in(workspace, "a", "b", "c")
    assert counts(again) == (0, 0, 3, 0, 0)
    changed = take_in(workspace, record("a", title="新しい題名"), "b", "d")
    assert counts(changed) == (1, 1, 1, 1, 0)
    back = take_in(workspace, "a", "b", "c", "d")
    assert counts(back) == (0, 1, 2, 0, 1)
    stored = {entry.record.id: entry for entry in workspace.records(BODY)}
    assert set(stored) == {"a", "b", "c", "d"}
    assert stored["c"].first_seen == first.sequence
    assert stored["d"].first_seen == changed.sequence
    assert {entry.last_seen for entry in stored.values()} == {back.sequence}
    assert all(entry.present for entry in stored.values())


def test_what_vanished_is_marked_with_the_last_import_that_had_it(workspace: Workspace) -> None:
    take_in(workspace, "a", "b")
    seen = take_in(workspace, "a", "b")
    take_in(workspace, "a")
    take_in(workspace, "a")
    gone = workspace.record(BODY, "b")
    assert gone is not None
    assert not gone.present
    assert gone.vanished_at == NOW
    assert gone.last_seen == seen.sequence
    assert gone.record == record("b")
    assert [entry.record.id for entry in workspace.records(BODY)] == ["a"]
    assert [entry.record.id for entry in workspace.records(BODY, RecordFilter(present=False))] == ["b"]


def test_a_record_that_only_moved_in_the_file_is_unchanged(workspace: Workspace) -> None:
    take_in(workspace, record("a", source_line=2))
    assert counts(take_in(workspace, record("a", source_line=40))) == (0, 0, 1, 0, 0)


def test_the_same_texts_in_other_fields_are_an_update(workspace: Workspace) -> None:
    take_in(workspace, record("a", title="x", description="y"))
    assert counts(take_in(workspace, record("a", title="y", description="x"))).index(1) == 1


def test_records_come_back_as_they_were_read(workspace: Workspace) -> None:
    full = Record(
        id="141003-1",
        title="避難所",
        description="説明\n二行目",
        organization="架空市",
        organization_code="141003",
        tags=("防災", "施設"),
        groups=("安全",),
        resources=(
            Resource(
                name="CSV",
                url="https://city.example/x.csv",
                format="CSV",
                size_bytes=2**63,
                licence="CC-BY-4.0",
                modified="2026-04",
                columns=("名称", "住所"),
            ),
            Resource(),
        ),
        licence="CC-BY-4.0",
        frequency="年1回",
        issued="2024",
        modified="2026-04-01",
        contact="電話 045-000-0000",
        creator="危機管理課",
        url="https://city.example/1",
        standard="避難所一覧",
        spatial="架空市",
        temporal="2026年",
        source_line=7,
        extras={"備考": "[red]=1+1|calc", "": "見出しなし"},
    )
    take_in(workspace, full, Record(id="2", title=""))
    stored = {entry.record.id: entry.record for entry in workspace.records(BODY)}
    assert stored == {"141003-1": full, "2": Record(id="2", title="")}


@given(
    st.builds(
        Record,
        id=st.just("x"),
        title=st.text(),
        description=st.text(max_size=20),
        tags=st.lists(st.text(max_size=5), max_size=2).map(tuple),
        resources=st.lists(
            st.builds(Resource, name=st.text(max_size=5), size_bytes=st.none() | st.integers()), max_size=2
        ).map(tuple),
        source_line=st.integers(0, 10**6),
        extras=st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=2),
    )
)
def test_any_text_can_be_stored_and_its_digest_depends_on_content(told: Record) -> None:
    content = content_of(told)
    assert len(content) == len(CONTENT_COLUMNS)
    for text in content:
        assert "\x00" not in text
        text.encode()
    assert content_of(msgspec.structs.replace(told, source_line=99))[-1] == content[-1]
    assert content_of(msgspec.structs.replace(told, description=told.description + "x"))[-1] != content[-1]


@pytest.mark.parametrize(
    "hostile",
    [
        "\x00",
        "\ud800",
        "a\udfffb",
        "\\u0000",
        "[red]x[/]",
        "\x1b[31m",
        "=cmd|'/c calc'!A1",
        "'; DROP TABLE change; --",
    ],
)
def test_hostile_texts_are_only_texts(workspace: Workspace, hostile: str) -> None:
    told = record(f"id{hostile}", title=hostile, extras={hostile: hostile}, tags=(hostile,))
    take_in(workspace, told, catalogue_name=hostile)
    (stored,) = workspace.records(BODY)
    inert = hostile.replace("\x00", "\ufffd").replace("\ud800", "\ufffd").replace("\udfff", "\ufffd")
    assert stored.record.title == inert
    assert stored.record.extras == {inert: inert}
    assert workspace.record(BODY, f"id{hostile}") == stored
    assert counts(take_in(workspace, told, catalogue_name=hostile)) == (0, 0, 1, 0, 0)
    workspace.records(
        BODY, RecordFilter(text=hostile, organization=hostile, licence=hostile), Page(after=hostile)
    )


def test_an_id_of_its_own_for_every_record(workspace: Workspace) -> None:
    report = take_in(workspace, record("a"), record("a", title="別"), record("a#2"), record("", title="題"))
    assert report.new == 4
    assert report.renamed == ("a#2", "a#2#2", "title:題")
    assert {entry.record.id for entry in workspace.records(BODY)} == {"a", "a#2", "a#2#2", "title:題"}
    again = take_in(workspace, record("a"), record("a", title="別"), record("a#2"), record("", title="題"))
    assert counts(again) == (0, 0, 4, 0, 0)


def test_catalogues_of_one_body_do_not_make_each_others_records_vanish(workspace: Workspace) -> None:
    take_in(workspace, "a", "b", catalogue_name="一覧")
    report = take_in(workspace, "x", catalogue_name="CKAN")
    assert counts(report) == (1, 0, 0, 0, 0)
    assert workspace.count_records(BODY) == 3
    assert workspace.count_records(BODY, RecordFilter(catalogue_name="一覧")) == 2


def test_bodies_do_not_touch_each_other(workspace: Workspace) -> None:
    take_in(workspace, "a", "b")
    take_in(workspace, "a", body_code=OTHER_BODY)
    assert workspace.count_records(BODY) == 2
    assert [(body.body_code, body.records) for body in workspace.bodies()] == [(OTHER_BODY, 1), (BODY, 2)]


def test_a_catalogue_without_records_is_refused(workspace: Workspace, workspace_path: Path) -> None:
    take_in(workspace, "a")
    before = dump(workspace_path)
    with pytest.raises(InputError, match="1件もない"):
        take_in(workspace)
    assert dump(workspace_path) == before
    assert len(workspace.history()) == 1


def test_records_of_another_catalogue_are_refused_whole(workspace: Workspace, workspace_path: Path) -> None:
    take_in(workspace, "a", "b", catalogue_name="一覧")
    before = dump(workspace_path)
    with pytest.raises(InputError, match="別の目録") as caught:
        take_in(workspace, "new", "a", catalogue_name="CKAN")
    assert "一覧" in caught.value.why
    assert dump(workspace_path) == before
    assert len(workspace.history()) == 1


@pytest.mark.parametrize("code", ["", "14100", "1410033", "横浜市", "１４１００３", "14100\n"])
def test_a_wrong_body_code_is_refused(workspace: Workspace, code: str) -> None:
    with pytest.raises(UsageError, match="団体コード"):
        take_in(workspace, "a", body_code=code)
    with pytest.raises(UsageError, match="団体コード"):
        workspace.records(code)
    assert workspace.history() == ()


def test_a_reader_that_fails_changes_nothing(workspace: Workspace, workspace_path: Path) -> None:
    take_in(workspace, "a")
    before = dump(workspace_path)

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take_in(workspace, *(str(number) for number in range(6_000)), progress=stop)
    assert dump(workspace_path) == before
    assert take_in(workspace, "a").unchanged == 1


def test_imports_are_remembered(workspace: Workspace) -> None:
    told = msgspec.structs.replace(
        catalogue("a"), repairs=(Repair("bom", "BOM を除きました"),), skipped=(Skipped(3, "空の行"),)
    )
    report = workspace.import_catalogue(BODY, told, "目録.csv", "ab" * 32, now=NOW, actor="高橋")
    take_in(workspace, "a")
    latest, first = workspace.imports(BODY)
    assert latest.sequence > first.sequence == report.sequence
    assert (first.file_name, first.sha256, first.form, first.encoding) == (
        "目録.csv",
        "ab" * 32,
        "open_data_list_new",
        "utf-8-sig",
    )
    assert (first.records, first.new, first.imported_at, first.actor) == (1, 1, NOW, "高橋")
    assert first.repairs == ({"code": "bom", "message": "BOM を除きました"},)
    assert first.skipped == ({"line": 3, "reason": "空の行"},)


def test_progress_is_told(workspace: Workspace) -> None:
    told: list[int] = []
    take_in(workspace, *(str(number) for number in range(10_001)), progress=told.append)
    assert told == [5_000, 10_000]


@pytest.mark.parametrize(
    ("which", "found"),
    [
        (RecordFilter(text="ハザード"), {"map"}),
        (RecordFilter(text="ﾊｻﾞｰﾄﾞ はざーど"), {"map"}),
        (RecordFilter(text="浸水"), {"map"}),
        (RecordFilter(text="ハザード 公園"), set()),
        (RecordFilter(text="100%"), {"rate"}),
        (RecordFilter(text="_"), set()),
        (RecordFilter(organization="架空町"), {"rate"}),
        (RecordFilter(licence="CC-BY-4.0"), {"map", "park", "rate"}),
        (RecordFilter(present=None), {"map", "park", "rate", "gone"}),
        (RecordFilter(present=False), {"gone"}),
        (RecordFilter(written_in=1), {"park"}),
        (RecordFilter(written_in=2), {"map", "rate"}),
        (RecordFilter(written_in=2, present=None), {"map", "rate", "gone"}),
    ],
)
def test_records_are_found(workspace: Workspace, which: RecordFilter, found: set[str]) -> None:
    take_in(workspace, record("park", title="公園一覧"), record("map", title="旧"), "gone")
    take_in(
        workspace,
        record("park", title="公園一覧"),
        record("map", title="洪水ハザードマップ", description="浸水の深さ"),
        record("rate", title="受診率 100%", organization="架空町"),
    )
    assert {entry.record.id for entry in workspace.records(BODY, which)} == found
    assert workspace.count_records(BODY, which) == len(found)


def test_pages_cover_everything_once(workspace: Workspace) -> None:
    ids = [f"{number:05}" for number in range(2_345)]
    take_in(workspace, *reversed(ids))
    assert [entry.record.id for entry in workspace.every_record(BODY)] == ids
    page = workspace.records(BODY, page=Page(limit=10, after=ids[99]))
    assert [entry.record.id for entry in page] == ids[100:110]
