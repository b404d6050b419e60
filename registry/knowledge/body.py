"""A body (団体), a ward, and the two CSV tables in which they are kept.

The tables come as rows of text, heading first, from seed/bodies.csv and seed/administrative_wards.csv. How
sure each column is stands in seed/rules.yaml (table_columns).
"""

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from registry.knowledge.items import BodyKind
from registry.knowledge.local_codes import is_valid_code
from registry.knowledge.problems import Problem

Rows = Sequence[Sequence[str]]
"""A CSV table as rows of cells, the heading row first."""

BODY_COLUMNS = (
    "code",
    "name",
    "prefecture",
    "kana",
    "kind",
    "designated_city",
    "core_city",
    "coastal_estimate",
    "population",
)
WARD_COLUMNS = ("code", "name", "prefecture", "kana", "city_code", "since", "until", "note")

_KINDS = {kind.value: kind for kind in BodyKind if kind is not BodyKind.DESIGNATED_CITY}
_ENDINGS = {"市": "市", "町": "町", "村": "村", "特別区": "区"}


class Body(Struct, frozen=True, array_like=True):
    """A local government. Encodes as an array in the order of its fields."""

    code: str
    """全国地方公共団体コード, six digits."""
    name: str
    prefecture: str
    kana: str
    """Reading in hiragana, without 郡."""
    kind: BodyKind
    """都道府県, 市, 町, 村 or 特別区; whether a city is designated is told apart."""
    designated_city: bool
    core_city: bool
    coastal_estimate: bool
    """Touches the sea by an estimate from borders; it does not say that there is a fishing port."""
    population: int | None
    """Persons, by the basic resident register."""

    @property
    def kinds(self) -> frozenset[BodyKind]:
        """Kinds that a holder rule may name: a designated city is 指定都市 and also 市."""
        return frozenset({self.kind, BodyKind.DESIGNATED_CITY} if self.designated_city else {self.kind})

    @property
    def kind_label(self) -> str:
        """The kind as shown: 指定都市 and 中核市 are named as such."""
        if self.designated_city:
            return BodyKind.DESIGNATED_CITY.value
        return "中核市" if self.core_city else self.kind.value

    @property
    def full_name(self) -> str:
        """The name with its prefecture in front."""
        return full_name(self.name, self.prefecture)

    @classmethod
    def from_row(cls, row: Sequence[str]) -> "Body":
        """The body of a row of bodies.csv that `table_problems` has nothing against."""
        code, name, prefecture, kana, kind, designated, core, coastal, population = row
        people = int(population) if population else None
        return cls(
            code, name, prefecture, kana, _KINDS[kind], designated == "1", core == "1", coastal == "1", people
        )


class AdministrativeWard(Struct, frozen=True, array_like=True):
    """行政区: a ward of a designated city. It has a code but is no body."""

    code: str
    name: str
    """With the city in front: 横浜市中区."""
    prefecture: str
    kana: str
    city_code: str
    since: date | None
    until: date | None
    """Last day of a ward that is no more."""
    note: str

    @classmethod
    def from_row(cls, row: Sequence[str]) -> "AdministrativeWard":
        """The ward of a row of administrative_wards.csv that `table_problems` has nothing against."""
        code, name, prefecture, kana, city_code, since, until, note = row
        return cls(code, name, prefecture, kana, city_code, _day(since), _day(until), note)


def full_name(name: str, prefecture: str) -> str:
    """The name of a body with its prefecture in front; a prefecture's name alone."""
    return name if name == prefecture else prefecture + name


def table_problems(bodies: Rows, wards: Rows) -> Iterator[Problem]:
    """What is wrong with the two tables (rule K14), in the order of their lines."""
    codes: dict[str, Sequence[str]] = {}
    prefectures = {row[1] for row in bodies[1:] if len(row) == len(BODY_COLUMNS) and row[4] == "都道府県"}
    yield from _heading_problems("bodies.csv", bodies, BODY_COLUMNS)
    for line, row in _sound_rows(bodies, BODY_COLUMNS):
        for message, mend in _body_problems(row, codes, prefectures):
            yield Problem("K14", "bodies.csv", line, message, mend)
        codes[row[0]] = row
    yield from _heading_problems("administrative_wards.csv", wards, WARD_COLUMNS)
    for line, row in _sound_rows(wards, WARD_COLUMNS):
        for message, mend in _ward_problems(row, codes):
            yield Problem("K14", "administrative_wards.csv", line, message, mend)


def _heading_problems(file: str, rows: Rows, columns: tuple[str, ...]) -> Iterator[Problem]:
    if not rows or tuple(rows[0]) != columns:
        yield Problem("K14", file, 1, "見出しが違います", f"見出しを {','.join(columns)} にしてください")


def _sound_rows(rows: Rows, columns: tuple[str, ...]) -> Iterator[tuple[int, Sequence[str]]]:
    if rows and tuple(rows[0]) == columns:
        for line, row in enumerate(rows[1:], start=2):
            if len(row) == len(columns):
                yield line, row


def _body_problems(
    row: Sequence[str], codes: dict[str, Sequence[str]], prefectures: set[str]
) -> Iterator[tuple[str, str]]:
    code, name, prefecture, _, kind, *flags, population = row
    if not is_valid_code(code):
        yield (
            f"団体コード「{code}」の桁数か検査数字が違います",
            "総務省の全国地方公共団体コードを写してください",
        )
    if code in codes:
        yield f"団体コード「{code}」が二度使われています", "重なった行を消してください"
    if kind not in _KINDS:
        yield f"種別「{kind}」は使えません", f"{'、'.join(_KINDS)} のどれかにしてください"
    elif not name.endswith(_ENDINGS.get(kind, "")):
        yield f"名称「{name}」と種別「{kind}」が合いません", "どちらかを直してください"
    if prefecture not in prefectures:
        yield f"都道府県「{prefecture}」の行がありません", "都道府県名を直してください"
    if any(flag not in {"0", "1"} for flag in flags):
        yield "0 か 1 でない値があります", "指定都市、中核市、海に面するかは 0 か 1 で書いてください"
    if population and not (population.isascii() and population.isdigit()):
        yield f"人口「{population}」は数ではありません", "半角の整数で書くか、空欄にしてください"


def _ward_problems(row: Sequence[str], codes: dict[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    code, name, _, _, city_code, since, until, _ = row
    if not is_valid_code(code) or code in codes:
        yield f"行政区のコード「{code}」が違うか、団体のコードと重なります", "コードを確かめてください"
    city = codes.get(city_code)
    if city is None or city[5] != "1":
        yield f"市のコード「{city_code}」の指定都市がありません", "city_code を直してください"
    elif not name.startswith(city[1]):
        yield f"行政区「{name}」が市の名「{city[1]}」で始まりません", "市の名を前に付けてください"
    for day in (since, until):
        try:
            _day(day)
        except ValueError:
            yield f"日付「{day}」を読めません", "2024-01-01 の形で書くか、空欄にしてください"


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
