"""Small files of a made-up city, and what makes packs of them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from registry.knowledge.base import KnowledgeAt
from registry.knowledge.snapshot import load
from registry.publishing.pack import PackAnswer
from registry.publishing.pack_building import PackRequest, make_pack
from registry.publishing.pack_details import PackDetails

DAY = date(2026, 11, 25)
PLACES = "名称,所在地\n中央図書館,青空市本町1-1\n北公民館,青空市北町2-2\n"
PEOPLE = "名称,個人番号\n山田花子,123456789018\n鈴木一郎,123456789018\n"

Make = Callable[..., PackAnswer]


@pytest.fixture(scope="module")
def view() -> KnowledgeAt:
    return load().at(DAY)


@pytest.fixture(name="make")
def pack_maker(view: KnowledgeAt, tmp_path: Path) -> Make:
    """Makes a pack of files given as name=content in ``tmp_path/pack``."""

    def run(files: dict[str, str], day: date = DAY, **request: object) -> PackAnswer:
        sources = tmp_path / "sources"
        sources.mkdir(exist_ok=True)
        for name, content in files.items():
            (sources / name).write_text(content, encoding="utf-8")
        told = request.pop("told", PackDetails(licence="CC BY 4.0", title="施設一覧"))
        wanted = {"folder": tmp_path / "pack", "body": view.knowledge.bodies.find("132063"), **request}
        return make_pack(
            PackRequest(files=tuple(sources / name for name in files), told=told, **wanted),  # type: ignore[arg-type]
            view.knowledge.at(day),
        )

    return run


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def beside(folder: Path) -> list[str]:
    """What stands beside a pack that should not: half-made or half-removed ones."""
    return [entry.name for entry in folder.parent.iterdir() if entry.name.startswith(".")]


FULL = PackDetails(
    title="AED設置箇所一覧",
    url="https://city.example/opendata/aed",
    description="市内の AED の設置場所です。\n測地系は JGD2011 です。",
    contact="防災課",
    contact_email="bousai@city.example",
    contact_phone="042-000-0000",
    creator="防災課 施設係",
    tags=("AED", "救急"),
    groups=("防災",),
    licence="PDL1.0",
    frequency="年1回",
    issued="2026-04-01",
    modified="令和8年11月20日",
    standard="自治体標準オープンデータセット AED設置箇所一覧",
    spatial="青空市",
    temporal="2026-04-01/2027-03-31",
    base_url="https://city.example/packs/aed/",
)
