"""The short way of writing an indicator: what it takes, what it refuses, and that it comes back unchanged."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.analysis.counters import COUNTERS
from registry.analysis.kpi import KPI_KEYS, changed_kpi, find_kpi, format_kpi, new_kpi, parse_kpi
from registry.errors import UsageError
from registry.workspace.domain import Kpi

DAY = date(2026, 11, 26)


def read(text: str) -> Kpi:
    """A new indicator."""
    return new_kpi(parse_kpi(text), DAY)


@pytest.mark.parametrize(
    ("text", "kpi"),
    [
        (
            "進捗 オンライン利用率; 単位=%; 現状=32.5; 時点=2026-03-31; 出典=情報政策課調べ; 目標=60; 年度=2029",
            Kpi(
                name="オンライン利用率",
                kind="進捗",
                unit="%",
                current="32.5",
                current_on=date(2026, 3, 31),
                source="情報政策課調べ",
                target="60",
                due_fiscal_year=2029,
            ),
        ),
        (
            "効果：申請件数；目標＝１，２００件以上；年度＝令和11年度末",
            Kpi(name="申請件数", kind="効果", unit="件", target="1200以上", due_fiscal_year=2029),
        ),
        ("進捗率; 目標=80％", Kpi(name="進捗率", kind="", unit="%", target="80")),
        ("名称=1; 区分=効果", Kpi(name="1", kind="効果")),
        ("名称=A=B; 算式=a\\;b", Kpi(name="A=B", kind="", formula="a;b")),
        ("条例; 目標=条例の施行", Kpi(name="条例", kind="", target="条例の施行")),
        ("満足度; 単位=点; 目標=4.5", Kpi(name="満足度", kind="", unit="点", target="4.5")),
        ("回数; 目標=3年生までに", Kpi(name="回数", kind="", target="3年生までに")),
        (
            "進捗; 現状=count:share_with_licence; 目標=100%; 年度=R11",
            Kpi(
                name="利用条件の明示率",
                kind="進捗",
                counter="share_with_licence",
                target="100",
                due_fiscal_year=2029,
            ),
        ),
        (
            "明示の割合; 現状=集計：利用条件の明示率",
            Kpi(name="明示の割合", kind="", counter="share_with_licence"),
        ),
        (
            "標準データセット充足率; 目標=60",
            Kpi(name="標準データセット充足率", kind="", counter="datasets_share", target="60"),
        ),
    ],
)
def test_what_is_written_is_read(text: str, kpi: Kpi) -> None:
    assert read(text) == kpi
    assert read(format_kpi(kpi)) == kpi


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "何も書かれていません"),
        ("; ;", "何も書かれていません"),
        ("目標=3", "名称がありません"),
        ("率; 目漂=3", "目漂=3"),
        ("率; 60%", "項目=値"),
        ("率; 目標=1; 目標値=2", "二度"),
        ("率; 区分=結果", "進捗 か 効果"),
        ("率; 単位=%; 目標=30件", "単位"),
        ("率; 時点=2027-01-01; 現状=1", "先の日付"),
        ("率; 時点=2026-02-30; 現状=1", "2026-02-30"),
        ("率; 年度=1850", "2000 から 2200"),
        ("率; 年度=いつか", "年度として読めません"),
        ("率; 現状=count:files_passing_check", "集計「files_passing_check」はありません"),
        ("標準データセット充足率; 現状=40", "入力できません"),
        ("数; 現状=count:records; 出典=総務課", "出典は入力できません"),
        ("数; 現状=count:records; 単位=人", "単位は入力できません"),
        ("1; 目標=3", "1 番目の KPI"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(text)
    assert said in str(caught.value)


def test_a_change_touches_only_what_it_tells() -> None:
    before = read("進捗 利用率; 現状=10%; 時点=2026-04-01; 出典=総務課; 目標=60; 年度=2028")

    def change(text: str) -> Kpi:
        return changed_kpi(before, parse_kpi(text), DAY)

    assert change("1; 目標=70") == read(format_kpi(before).replace("目標=60", "目標=70"))
    assert change("利用率; 年度=").due_fiscal_year is None
    assert change("1; 名称=新しい率").name == "新しい率"
    assert change("効果 1").kind == "効果"
    assert change("1; 区分=").kind == ""
    newer = change("1; 現状=20")
    assert (newer.current, newer.current_on, newer.source) == ("20", None, "総務課")


def test_counting_begins_and_ends_by_choice() -> None:
    typed = read("公開の数; 現状=10件; 時点=2026-04-01; 出典=総務課")
    counted = changed_kpi(typed, parse_kpi("1; 現状=count:records"), DAY)
    assert counted == Kpi(name="公開の数", kind="", counter="records")
    with pytest.raises(UsageError, match="入力できません"):
        changed_kpi(counted, parse_kpi("1; 現状=12"), DAY)
    ended = changed_kpi(counted, parse_kpi("1; 現状="), DAY)
    assert ended.counter == ""
    assert changed_kpi(ended, parse_kpi("1; 現状=12"), DAY).current == "12"


def test_a_counter_under_its_own_name_is_not_typed_even_after_clearing() -> None:
    kpi = changed_kpi(read("標準データセット充足率"), parse_kpi("1; 現状="), DAY)
    assert kpi.counter == "datasets_share"


def test_indicators_are_found_by_place_and_name() -> None:
    kpis = (read("利用率"), read("進捗 件数"))
    assert [find_kpi(kpis, parse_kpi(text)) for text in ("2", "２", "件 数", "なにか", "目標=3")] == [
        1,
        1,
        1,
        None,
        None,
    ]
    with pytest.raises(UsageError, match="読めません"):
        find_kpi(kpis, parse_kpi("3; 目標=1"))


def test_counters_have_names_of_their_own() -> None:
    assert (
        len({counter.id for counter in COUNTERS})
        == len({counter.name for counter in COUNTERS})
        == len(COUNTERS)
    )
    assert all(counter.unit and counter.formula for counter in COUNTERS)


_TEXT = st.text(
    st.sampled_from("あ率1１;；=＝\\ 　,.%％件:：進捗効果\n\t'以上") | st.characters(codec="utf-8"),
    max_size=12,
)
_VALUES = st.one_of(
    _TEXT, st.sampled_from(["1,200", "60%", "3件以上", "-1.5", "count:records", "条例の施行"])
)


@given(
    name=_TEXT.filter(lambda text: text.strip()),
    kind=st.sampled_from(["", "進捗", "効果"]),
    told=st.fixed_dictionaries(
        {},
        optional={
            "単位": _TEXT,
            "算式": _TEXT,
            "現状": _VALUES,
            "時点": st.dates(date(2000, 1, 1), DAY).map(str),
            "出典": _TEXT,
            "目標": _VALUES,
            "年度": st.integers(2000, 2200).map(str),
        },
    ),
)
def test_what_is_formatted_reads_back(name: str, kind: str, told: dict[str, str]) -> None:
    def escaped(text: str) -> str:
        return "".join("\\" + one if one in "\\;；" else one for one in text)

    parts = [
        f"区分={kind}",
        f"名称={escaped(name)}",
        *(f"{key}={escaped(text)}" for key, text in told.items()),
    ]
    try:
        kpi = read(";".join(parts))
    except UsageError:
        return
    written = format_kpi(kpi)
    assert "\n" not in written
    assert read(written) == kpi
    assert format_kpi(read(written)) == written
    assert changed_kpi(kpi, parse_kpi(written), DAY) == kpi


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_in_japanese(text: str) -> None:
    try:
        kpi = read(text)
    except UsageError:
        return
    assert kpi.name


def test_every_key_tells_a_field() -> None:
    assert set(KPI_KEYS.values()) == set(Kpi.__struct_fields__) - {"counter"}
