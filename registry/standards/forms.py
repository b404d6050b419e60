"""Forms (様式) of the standard datasets of both generations, and what each column of them holds."""

from enum import StrEnum

from msgspec import Struct

from registry.knowledge.datasets import DatasetKind, Requirement


class ColumnKind(StrEnum):
    """What the values of a column are; decides which value checks run."""

    LOCAL_CODE = "全国地方公共団体コード"
    TOWN_ID = "町字ID"
    CORPORATE_NUMBER = "法人番号"
    POSTAL_CODE = "郵便番号"
    IDENTIFIER = "ID"
    DATE = "日付"
    TIME = "時刻"
    DATE_TIME = "日時"
    YEAR = "年"
    LATITUDE = "緯度"
    LONGITUDE = "経度"
    PHONE = "電話番号"
    URL = "URL"
    MAIL = "メールアドレス"
    NUMBER = "数値"
    KANA = "カナ"
    DAYS = "曜日"
    PRESENCE = "有無"
    FLAG = "該当"
    """1 or blank."""
    CODES = "統制語彙"
    PREFECTURE = "都道府県"
    MUNICIPALITY = "市区町村"
    ADDRESS = "住所"
    PERSON = "氏名"
    TEXT = "文字列"


class FormColumn(Struct, frozen=True, kw_only=True):
    """A column of a form, or of a file without one (then ``required`` is UNKNOWN)."""

    name: str
    kind: ColumnKind
    required: Requirement = Requirement.UNKNOWN
    inferred: bool = False
    """True: whether the column is official is not confirmed; its absence is never an error."""
    values: tuple[str, ...] = ()
    """Allowed values, where the definition lists them."""
    several: bool = False
    """True: values stand side by side, parted by a semicolon."""
    unit: str = ""
    required_inferred: bool = False
    """True: the mark of requirement comes from the model or the older form; then it never makes an error."""
    closed: bool = True
    """False: ``values`` is not confirmed or an example only; other values are no error."""
    confirmed: bool = True
    """False: the list of columns of its form is known in part only; then nothing about it makes an error."""
    spellings: tuple[str, ...] = ()
    """Machine and English names of the definition book, seen as headings in published files."""
    old_names: tuple[str, ...] = ()
    """Columns of the earlier form that it replaced."""
    new_names: tuple[str, ...] = ()
    """For a column of the earlier form: what replaced it in the form of today, itself where the name stayed."""


class Form(Struct, frozen=True, kw_only=True):
    """The columns of one standard dataset in one generation; none where nobody could read its list."""

    id: str
    """Id of the StandardDataset that defines it: ``ods-08``, ``rds-01``."""
    dataset: str
    """Id of the dataset of today: ``ods-08`` for both."""
    name: str
    kind: DatasetKind
    columns: tuple[FormColumn, ...]
    ordered: bool
    """True: the order of the columns is confirmed, so that another order is worth a word."""
    companion: str = ""
    """Id of the CompanionFile, where the form is one."""
    confirmed: bool = True
    """False: the list of columns is known in part only; it never makes an error."""
    prefix: str = ""
    """``教育機関_`` where the names of the data-model form begin so; the flat form (定義書C) has them without it."""


class Generation(StrEnum):
    """Which form the headings of a file follow."""

    NEW = "new"
    OLD = "old"
    OWN = "own"
    """Headings of the body's own; the content is that of the dataset."""


class Fit(StrEnum):
    """How well a file is a dataset."""

    IS = "is"
    RESEMBLES = "resembles"


class Recognised(Struct, frozen=True, kw_only=True):
    """The standard dataset that a table is or resembles."""

    id: str
    """Dataset of today: ``ods-08``."""
    name: str
    generation: Generation
    generation_name: str
    """推奨データセット, 自治体標準オープンデータセット or 独自の見出し."""
    score: float
    """0 to 1."""
    fit: Fit
    definition: str
    """Id of the form it was compared with."""
    evidence: tuple[str, ...] = ()
