"""The workspace on PostgreSQL: the same services on a real server, started for the test and stopped after it."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from registry.errors import UsageError
from registry.workspace.domain import Draft, Match, Measure, RecordFilter, TargetState
from registry.workspace.repository import Workspace
from workspace_cases import BODY, NOW, catalogue, record, take_in

pytest.importorskip("psycopg", reason="psycopg がありません（konkyo[postgres]）")


def _server_programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else found[-1].parent if found else None


def _run(*words: str | Path) -> None:
    """Run a program of the server, which refuses to be run by root."""
    as_server = ["runuser", "-u", "postgres", "--"] if os.name != "nt" and os.geteuid() == 0 else []
    subprocess.run([*as_server, *map(str, words)], check=True, capture_output=True, cwd="/")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """URL of a new server on a free port."""
    programs = _server_programs()
    if programs is None:
        pytest.skip("PostgreSQL がありません（initdb が見つかりません）")
    folder = Path("/tmp") / f"konkyo-postgresql-{os.getpid()}"
    folder.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = folder / "data"
    _run(programs / "initdb", "-D", data, "-U", "konkyo", "-A", "trust", "-E", "UTF8", "--no-locale", "-N")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    _run(programs / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
    try:
        yield f"postgresql://konkyo@127.0.0.1:{port}/postgres"
    finally:
        _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder)


@pytest.fixture
def store(server: str) -> Iterator[Workspace]:
    with Workspace.open(server, NOW) as opened:
        yield opened


def test_a_whole_job(store: Workspace) -> None:
    first = take_in(store, "a", "b", record("ｃ", title="公園 \U00020bb7 一覧"))
    assert (first.new, first.vanished) == (3, 0)
    store.save_matches(
        BODY,
        [
            Match(
                record_id="a",
                target_kind="dataset",
                target_id="ods-01",
                score=0.9,
                decision="review",
                evidence=("題名",),
            )
        ],
        now=NOW,
    )
    store.decide_match(BODY, "a", "dataset", "ods-01", "accept", now=NOW)
    again = take_in(store, record("a", title="公共施設一覧（改）"), "b")
    assert (again.updated, again.unchanged, again.vanished) == (1, 1, 1)
    (kept,) = store.matches(BODY, decision="accept", present=True)
    assert (kept.record_id, kept.decided_by) == ("a", "person")
    assert [entry.record.title for entry in store.every_record(BODY, RecordFilter(present=True))] == [
        "公共施設一覧（改）",
        "公共施設一覧 b",
    ]
    store.set_state(BODY, TargetState(target_kind="item", target_id="item-16", state="公開予定"), now=NOW)
    measure = store.save_measure(BODY, Measure(title="一覧の整備", schedule={"2027": "整備"}), now=NOW)
    draft = store.save_draft(
        BODY, Draft(kind="kanmin", title="案", generated_text="一", edited_text="二"), now=NOW
    )
    assert store.measures(BODY)[0] == measure
    assert store.drafts(BODY)[0].edited_text == draft.edited_text
    undone = store.undo(count=2, now=NOW + timedelta(minutes=1), body_code=BODY)
    assert len(undone) == 2
    assert store.measures(BODY) == ()
    assert store.drafts(BODY) == ()
    store.redo(count=2, now=NOW + timedelta(minutes=2), body_code=BODY)
    assert store.measures(BODY)[0].title == "一覧の整備"
    assert store.coverage(BODY)[0].accepted == 1


def _given_up(store: Workspace) -> None:
    with store.together(BODY, "試し", now=NOW):
        store.import_catalogue(BODY, catalogue("x", "y"), "別.csv", "1" * 64, now=NOW, catalogue_name="別")
        raise UsageError("やめる")


def test_a_refused_import_changes_nothing(store: Workspace) -> None:
    before = store.count_records(BODY)
    with pytest.raises(UsageError):
        _given_up(store)
    assert store.count_records(BODY) == before
