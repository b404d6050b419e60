"""Making publication packs: the same bytes, earlier ones kept, nothing lost, nothing hostile lives on."""

import hashlib
import json
import os
from datetime import date
from pathlib import Path

import msgspec
import pytest
from msgspec import structs

from pack_cases import FULL, PEOPLE, PLACES, Make, beside, contents, pack_maker, view
from registry.errors import InputError, UsageError
from registry.knowledge.base import KnowledgeAt
from registry.publishing.pack import Manifest
from registry.publishing.pack_building import PackRequest, make_pack
from registry.publishing.pack_checks import PersonalDataFound
from registry.publishing.pack_details import PackDetails
from registry.publishing.pack_verify import verify_pack

__all__ = ["pack_maker", "view"]  # fixtures


def test_the_same_input_gives_the_same_bytes(make: Make, tmp_path: Path) -> None:
    one = make({"a.csv": PLACES, "b.csv": PLACES}, folder=tmp_path / "one")
    for path in (tmp_path / "sources").iterdir():
        os.utime(path, (1, 1))
    two = make({"a.csv": PLACES, "b.csv": PLACES}, folder=tmp_path / "two")
    assert contents(Path(one.folder)) == contents(Path(two.folder))
    assert one.sums_sha256 == two.sums_sha256
    assert beside(Path(one.folder)) == []


def test_earlier_packs_are_kept_whole_and_never_overwritten(make: Make) -> None:
    first = make({"a.csv": PLACES})
    folder = Path(first.folder)
    was = contents(folder)
    again = make({"a.csv": PLACES})
    assert not again.changed
    assert contents(folder) == was
    second = make({"a.csv": PLACES + "南館,青空市南町\n"})
    assert second.kept == "versions/2026-11-25"
    assert contents(folder / second.kept) == was
    third = make({"b.csv": PLACES}, date(2026, 11, 26))
    assert third.kept == "versions/2026-11-25_2"
    assert contents(folder / "versions/2026-11-25") == was
    assert [entry.folder for entry in third.manifest.versions] == [
        "versions/2026-11-25",
        "versions/2026-11-25_2",
    ]
    assert third.manifest.versions[0].sums_sha256 == first.sums_sha256
    assert verify_pack(folder).sound
    assert verify_pack(folder / "versions/2026-11-25").sound
    assert "data/a.csv" not in contents(folder)
    assert beside(folder) == []


def test_what_people_changed_in_a_pack_is_kept_and_told(make: Make) -> None:
    folder = Path(make({"a.csv": PLACES}).folder)
    (folder / "data/a.csv").write_text("直した\n", encoding="utf-8")
    (folder / "覚え書き.txt").write_text("公開は12月", encoding="utf-8")
    answer = make({"a.csv": PLACES})
    assert answer.changed
    assert (folder / answer.kept / "data/a.csv").read_text(encoding="utf-8") == "直した\n"
    assert (folder / answer.kept / "覚え書き.txt").read_text(encoding="utf-8") == "公開は12月"
    assert any("data/a.csv" in notice and "覚え書き.txt" in notice for notice in answer.notices)
    assert not verify_pack(folder / answer.kept).sound


@pytest.mark.parametrize("content", ["file", "folder", "link"])
def test_a_place_that_holds_something_else_is_refused_and_left_alone(
    make: Make, tmp_path: Path, content: str
) -> None:
    folder = tmp_path / "pack"
    if content == "file":
        folder.write_text("大事")
    elif content == "folder":
        folder.mkdir()
        (folder / "大事.txt").write_text("大事")
    else:
        (tmp_path / "elsewhere").mkdir()
        folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="公開パックではありません"):
        make({"a.csv": PLACES})
    assert folder.is_symlink() == (content == "link")
    if content == "folder":
        assert contents(folder) == {"大事.txt": "大事".encode()}
    assert beside(folder) == []


def test_a_failure_changes_nothing(make: Make, view: KnowledgeAt, tmp_path: Path) -> None:
    folder = Path(make({"a.csv": PLACES}).folder)
    was = contents(folder)
    with pytest.raises(InputError):
        make({"a.csv": PLACES, "broken.xlsx": "PK\x03\x04 not a zip"})
    with pytest.raises(UsageError):
        make({"a.csv": PLACES}, told=PackDetails(licence="CC BY 4.0", url="javascript:alert(1)"))
    with pytest.raises(UsageError):
        make({"a.csv": PLACES}, told=PackDetails(title="利用ルールなし"))
    with pytest.raises(InputError):
        make_pack(
            PackRequest(files=(tmp_path / "無い.csv",), folder=folder, told=PackDetails(licence="CC0")), view
        )
    assert contents(folder) == was
    assert beside(folder) == []


def test_a_pack_left_aside_by_a_sudden_end_is_put_back(make: Make, tmp_path: Path) -> None:
    folder = Path(make({"a.csv": PLACES}).folder)
    was = contents(folder)
    folder.rename(tmp_path / ".pack.old-1234abcd")
    answer = make({"b.csv": PLACES})
    assert contents(folder / answer.kept) == was
    assert beside(folder) == []


def test_personal_data_stops_the_pack_unless_a_reason_is_told(make: Make, tmp_path: Path) -> None:
    with pytest.raises(PersonalDataFound) as refused:
        make({"名簿.csv": PEOPLE})
    assert "名簿.csv" in str(refused.value)
    assert "123456789018" not in str(refused.value)
    assert not (tmp_path / "pack").exists()
    answer = make({"名簿.csv": PEOPLE}, accepted_personal_data="試験用の架空の番号である")
    assert answer.manifest.accepted_personal_data == "試験用の架空の番号である"
    checks = (Path(answer.folder) / "checks.json").read_text(encoding="utf-8")
    assert "123456789018" not in checks
    assert "山田" not in checks


def test_a_reason_without_findings_is_not_recorded(make: Make) -> None:
    assert make({"a.csv": PLACES}, accepted_personal_data="念のため").manifest.accepted_personal_data == ""


def test_files_of_one_name_from_two_folders_stand_side_by_side(view: KnowledgeAt, tmp_path: Path) -> None:
    for place in ("x", "y"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "a.csv").write_text(PLACES + place, encoding="utf-8")
    answer = make_pack(
        PackRequest(
            files=(tmp_path / "x/a.csv", tmp_path / "y/a.csv"),
            folder=tmp_path / "pack",
            told=PackDetails(licence="CC0"),
        ),
        view,
    )
    assert [file.path for file in answer.manifest.files] == ["data/a.csv", "data/a_2.csv"]


def test_the_readme_has_terms_attribution_and_both_clauses(make: Make) -> None:
    answer = make({"a.csv": PLACES}, told=structs.replace(FULL, licence="PDL1.0"))
    text = (Path(answer.folder) / "README.txt").read_text(encoding="utf-8")
    name = answer.manifest.body.name if answer.manifest.body else ""
    assert f"出典：{name}ウェブサイト（https://city.example/opendata/aed）、PDL1.0（https://" in text
    assert f"あたかも{name}が作成したかのような態様で" in text
    assert "何ら責任を負うものではない" in text
    assert "〇〇" not in text


def test_the_manifest_tells_every_file_and_no_place_of_this_machine(make: Make, tmp_path: Path) -> None:
    answer = make({"a.csv": PLACES})
    content = (Path(answer.folder) / "manifest.json").read_bytes()
    manifest = msgspec.json.decode(content, type=Manifest)
    assert manifest == answer.manifest
    assert manifest.files[0].sha256 == hashlib.sha256(PLACES.encode()).hexdigest()
    assert (manifest.files[0].rows, manifest.files[0].encoding) == (2, "utf-8")
    for path, written in contents(Path(answer.folder)).items():
        assert str(tmp_path).encode() not in written, path


def test_no_formula_or_escape_of_a_title_is_live(make: Make) -> None:
    answer = make(
        {"a.csv": PLACES},
        told=PackDetails(licence="CC0", title="=HYPERLINK(1)", description="+cmd\x1b[31m", contact="@SUM(1)"),
    )
    folder = Path(answer.folder)
    row = (folder / "metadata/132063_open_data_list.csv").read_text(encoding="utf-8").splitlines()[1]
    assert "'=HYPERLINK" in row
    assert "'+cmd" in row
    assert "'@SUM" in row
    assert all(b"\x1b" not in written for written in contents(folder).values())
    assert json.loads((folder / "metadata/ckan_package.json").read_bytes())["title"] == "'=HYPERLINK(1)"
