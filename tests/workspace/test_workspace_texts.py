"""Looking for words in memory finds what the database finds."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.workspace.domain import RecordFilter
from registry.workspace.record_texts import RecordTexts
from registry.workspace.repository import Workspace
from workspace_cases import BODY, NOW, record, take_in

_TEXTS = (
    "公共施設一覧 2024",
    "自由が丘のＡＥＤ設置箇所",
    "aed",
    "AEDの一覧（ｱｵｿﾞﾗ市）",
    "100%_負担",
    "É・é",
    "線\\/と空白　全角",
    "",
    "が",
    "ヶ",
    "髙﨑の鷗",
)
_PIECES = (
    *("公共", "が丘", "ケ丘", "丘", "一覧", "アオゾラ", "ヶ", "が", "ガ", "高", "高崎", "市）", "負担"),
    *("AED", "aed", "ａｅｄ", "Ａ", "100%", "%", "_", "\\", "/", "é", "É", "2024"),
)
_WORDS = st.lists(st.sampled_from(_PIECES) | st.text(max_size=3), max_size=3).map(" ".join)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Each text once as title and once as description."""
    opened = Workspace.open(tmp_path_factory.mktemp("texts") / "workspace.sqlite3", NOW)
    take_in(
        opened,
        *(record(f"t{at:02}", title=text, description="") for at, text in enumerate(_TEXTS)),
        *(record(f"d{at:02}", title="別", description=text) for at, text in enumerate(_TEXTS)),
    )
    return opened


@given(_WORDS)
def test_memory_and_database_agree(store: Workspace, words: str) -> None:
    told = [stored.record.id for stored in store.records(BODY, RecordFilter(text=words))]
    assert list(store.record_texts(BODY).containing(words)) == told


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", 22),
        ("　 ", 22),
        ("AED", 5),
        ("aed 設置", 1),
        ("が丘", 2),
        ("%", 2),
        ("ない言葉", 0),
    ],
)
def test_words_are_all_found_in_title_or_description(store: Workspace, words: str, found: int) -> None:
    assert len(store.record_texts(BODY).containing(words)) == found


def test_only_what_was_read_is_looked_through(store: Workspace, tmp_path: Path) -> None:
    some = RecordFilter(ids=("t01", "d02"))
    assert list(store.record_texts(BODY, some).containing("aed")) == ["d02", "t01"]
    assert [one.record.id for one in store.records(BODY, some)] == ["d02", "t01"]
    assert store.count_records(BODY, RecordFilter(ids=())) == 0
    assert list(RecordTexts(()).containing("一覧")) == []
    with Workspace.open(tmp_path / "empty.sqlite3", NOW) as empty:
        assert list(empty.record_texts(BODY).containing("")) == []
