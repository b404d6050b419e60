"""Names made inert, and packs looked at again."""

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pack_cases import PLACES, Make, pack_maker, view
from registry.errors import InputError
from registry.publishing.pack import FileState
from registry.publishing.pack_names import distinct, safe_file_name
from registry.publishing.pack_verify import verify_pack

__all__ = ["pack_maker", "view"]  # fixtures


HOSTILE = {
    "../../etc/passwd.csv": ".._.._etc_passwd.csv",
    "..": "file",
    "": "file",
    "C:\\temp\\a.csv": "C__temp_a.csv",
    "CON.csv": "_CON.csv",
    "com¹.txt": "_com¹.txt",
    "nul": "_nul",
    ".htaccess": "_.htaccess",
    "-rf.csv": "_-rf.csv",
    "=cmd|'/C calc'!A0.csv": "_=cmd_'_C calc'!A0.csv",
    "a\x1b[31mb.csv": "a␛b.csv",
    "a\nb.csv": "a b.csv",
    "\u202egnp.csv": "‹U+202E›gnp.csv",
    "末尾の点. .": "末尾の点",
    "か\u3099.csv": "が.csv",
}


@pytest.mark.parametrize(("name", "safe"), HOSTILE.items())
def test_hostile_names_become_inert(name: str, safe: str) -> None:
    expected = safe if not safe.startswith("..") else f"_{safe}"
    assert safe_file_name(name) == expected


@given(st.text(max_size=200))
def test_every_name_is_one_plain_name(name: str) -> None:
    safe = safe_file_name(name)
    assert safe == safe_file_name(safe)
    assert safe not in ("", ".", "..")
    assert not set(safe) & set('<>:"/\\|?*\0\n\r')
    assert not safe.startswith((".", "-", "~"))
    assert not safe.endswith((".", " "))
    assert len(safe.encode()) <= 121


def test_names_alike_are_told_apart() -> None:
    taken: set[str] = set()
    assert [distinct(name, taken) for name in ("A.csv", "a.csv", "ａ.csv", "a.CSV")] == [
        "A.csv",
        "a_2.csv",
        "ａ_3.csv",
        "a_4.CSV",
    ]


def test_verify_tells_what_changed(make: Make) -> None:
    answer = make({"a.csv": PLACES, "b.csv": PLACES})
    folder = Path(answer.folder)
    assert verify_pack(folder, answer.sums_sha256).sound
    (folder / "data/a.csv").write_text("改ざん", encoding="utf-8")
    (folder / "data/b.csv").unlink()
    (folder / "data/c.csv").write_text("増えた", encoding="utf-8")
    (folder / "data/link").symlink_to("/etc/passwd")
    found = verify_pack(folder)
    states = {file.path: file.state for file in found.files if file.state is not FileState.UNCHANGED}
    assert states == {
        "data/a.csv": FileState.CHANGED,
        "data/b.csv": FileState.MISSING,
        "data/c.csv": FileState.ADDED,
        "data/link": FileState.ADDED,
    }
    assert (found.changed, found.missing, found.added, found.sound) == (1, 1, 2, False)
    link = next(file for file in found.files if file.path == "data/link")
    assert link.found == ""


def test_a_list_rewritten_together_with_the_files_shows_by_its_own_hash(make: Make) -> None:
    answer = make({"a.csv": PLACES})
    folder = Path(answer.folder)
    forged = "改ざん".encode()
    sums = (folder / "SHA256SUMS").read_text(encoding="utf-8")
    old = hashlib.sha256(PLACES.encode()).hexdigest()
    (folder / "data/a.csv").write_bytes(forged)
    (folder / "SHA256SUMS").write_text(
        sums.replace(old, hashlib.sha256(forged).hexdigest()), encoding="utf-8"
    )
    assert verify_pack(folder).sound
    assert not verify_pack(folder, answer.sums_sha256).sound


@pytest.mark.parametrize(
    "line", ["0" * 63 + "  a", "x" * 64 + "  a", "0" * 64 + "  a\n" + "1" * 64 + "  a", "だめ"]
)
def test_a_list_that_cannot_be_read_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "SHA256SUMS").write_text(line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="行目"):
        verify_pack(tmp_path)


@pytest.mark.parametrize("path", ["../outside", "/etc/passwd", "a\\..\\b", "c:x"])
def test_a_list_never_leads_outside(tmp_path: Path, path: str) -> None:
    (tmp_path / "pack").mkdir()
    (tmp_path / "outside").write_text("よそ")
    (tmp_path / "pack/SHA256SUMS").write_text(f"{'0' * 64}  {path}\n", encoding="utf-8")
    (file,) = verify_pack(tmp_path / "pack").files
    assert file.state is FileState.MISSING
    assert file.found == ""
    assert file.note


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum がありません")
def test_sha256sum_reads_the_list(make: Make) -> None:
    make({"施設 一覧.csv": PLACES})
    folder = Path(make({"施設 一覧.csv": PLACES + "南館,青空市\n"}).folder)
    checked_by = subprocess.run(["sha256sum", "-c", "SHA256SUMS", "--strict"], cwd=folder, check=False)
    assert checked_by.returncode == 0
