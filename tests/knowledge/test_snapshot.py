"""The compiled snapshot is never stale, never half-written and never required."""

import multiprocessing
import os
import stat
from pathlib import Path

import pytest

from registry.knowledge import locations, snapshot
from seed_writer import LAWS, write_seed


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("KONKYO_CACHE", str(folder))
    return folder


def test_first_load_compiles_and_the_next_reads(tmp_path: Path) -> None:
    seed = write_seed(tmp_path / "seed")
    assert snapshot.load(seed, ()).provenance == "compiled"
    again = snapshot.load(seed, ())
    assert again.provenance == "cached"
    assert again.laws["road_act"].names[0].title == "道路法"


def test_a_changed_letter_is_seen_at_once(tmp_path: Path) -> None:
    seed = write_seed(tmp_path / "seed")
    snapshot.load(seed, ())
    times = (seed / "laws.yaml").stat()
    (seed / "laws.yaml").write_text(
        LAWS.replace("閲覧を求められたら断れない", "閲覧を求められたら断れなひ"), encoding="utf-8"
    )
    os.utime(seed / "laws.yaml", ns=(times.st_atime_ns, times.st_mtime_ns))
    knowledge = snapshot.load(seed, ())
    assert knowledge.provenance == "compiled"
    assert knowledge.provisions["road_act:28条3項"].summary.endswith("断れなひ")


@pytest.mark.parametrize(
    "content", [b"", b"{", b"null", b"\x00" * 100, b'{"fingerprint":"x","sections":{},"tables":{}}']
)
def test_a_damaged_snapshot_is_rebuilt(content: bytes, tmp_path: Path, cache: Path) -> None:
    seed = write_seed(tmp_path / "seed")
    snapshot.load(seed, ())
    (file,) = cache.glob("*.bin")
    file.write_bytes(content)
    assert snapshot.load(seed, ()).provenance == "compiled"
    assert snapshot.load(seed, ()).provenance == "cached"


def test_where_nothing_can_be_written_it_still_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed = write_seed(tmp_path / "seed")
    blocked = tmp_path / "file"
    blocked.write_text("x")
    monkeypatch.setenv("KONKYO_CACHE", str(blocked / "below a file"))
    assert snapshot.load(seed, ()).provenance == "compiled"
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(stat.S_IRUSR | stat.S_IXUSR)
    monkeypatch.setenv("KONKYO_CACHE", str(closed))
    assert snapshot.load(seed, ()).items["item-15"].name == "道路台帳"


def _load(seed: str) -> str:
    return snapshot.load(Path(seed), ()).items["item-15"].name


def test_processes_that_build_at_once_all_get_the_whole(tmp_path: Path, cache: Path) -> None:
    seed = write_seed(tmp_path / "seed")
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        assert set(pool.map(_load, [str(seed)] * 12)) == {"道路台帳"}
    assert len(list(cache.iterdir())) == 1


def test_the_packaged_snapshot_is_taken_when_it_fits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seed = write_seed(tmp_path / "seed")
    packaged = tmp_path / "data" / "knowledge.bin"
    monkeypatch.setattr(locations, "seed_folder", lambda: seed)
    monkeypatch.setattr(locations, "packaged_snapshot", lambda: packaged)
    snapshot.write_packaged(packaged)
    assert snapshot.load().provenance == "packaged"
    (seed / "laws.yaml").write_text(LAWS + "\n# 注\n", encoding="utf-8")
    assert snapshot.load().provenance == "compiled"
