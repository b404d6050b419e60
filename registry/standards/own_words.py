"""Points for the subjects of a table under headings of a body's own; see ``registry.standards.vocabulary``."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from registry.standards.forms import ColumnKind, Fit, Generation
from registry.standards.kinds import kind_of
from registry.standards.layout_numbers import SYMBOLS, sort_of
from registry.standards.sheets import Heading
from registry.standards.spelling import key_of
from registry.standards.vocabulary import Subject, subjects
from registry.text.normalise import fold

_ROWS = 50
_CELL = 40
_SURE, _STRONG, _SUPPORT, _AGAINST, _TITLE = 2.0, 1.0, 0.4, 1.5, 1.2
_VALUES, _MOST_VALUES = 1.2, 1.6
_MOST_SURE, _MOST_STRONG, _MOST_SUPPORT = 2, 3, 4
_ENOUGH, _CERTAIN = 2.0, 4.0
_SHARE, _MOST = 0.3, 0.7
_MANY_HEADINGS = 4
_STATISTICS, _MOST_COUNTED = 1.0, 2
_FIGURES, _MOSTLY_FIGURES, _FEWEST_COLUMNS = 4, 0.6, 4
_OF_NUMBERS = frozenset({"ods-04", "ods-16", "ods-20"})
"""Datasets whose rows are numbers, or whose lists hold rates of their own."""
_PARTED = "|"
_WIDEST = 400
_NO_WORDS = frozenset(
    {
        ColumnKind.LATITUDE,
        ColumnKind.LONGITUDE,
        ColumnKind.NUMBER,
        ColumnKind.ADDRESS,
        ColumnKind.PHONE,
        ColumnKind.URL,
        ColumnKind.MAIL,
        ColumnKind.POSTAL_CODE,
        ColumnKind.DATE,
        ColumnKind.TIME,
        ColumnKind.KANA,
    }
)
_PLACES = frozenset(
    {
        *(ColumnKind.LATITUDE, ColumnKind.LONGITUDE, ColumnKind.ADDRESS, ColumnKind.PHONE),
        *(ColumnKind.URL, ColumnKind.MAIL, ColumnKind.POSTAL_CODE, ColumnKind.KANA),
    }
)
_COUNTED = re.compile(
    r"^(?:年度|年次|年月|月)$|件数$|率$|構成比|(?:来場|入場|利用|参加|入館|来館|受診|認定|受給)者?数",
    re.MULTILINE,
)
"""Headings of statistics: they count what the lists of the datasets name one by one."""
_NAMED = re.compile(
    r"名|住所|所在地|番号|場所|[緯経]度|品目|name|title|label|address|lat|町|id|コド|日", re.MULTILINE
)
"""A heading by which a row of a list is told from the next."""
_METADATA = re.compile("^情報ノ管理主体")
_SPATIAL = re.compile("参照図|座標参照系|校区|学区|通学")
_MEALS = re.compile("献立|給食")


class Hint(NamedTuple):
    """A dataset that the words of a table speak for."""

    dataset: str
    score: float
    fit: Fit
    generation: Generation
    evidence: tuple[str, ...]


def hints(heading: Heading, names: Sequence[str], sample: Sequence[Sequence[str]]) -> list[Hint]:
    """Datasets that headings, lines above and cells speak for, the likeliest first."""
    keys = [key_of(name[:_CELL].replace("\n", "")) for name in names[:_WIDEST]]
    metadata = _metadata(keys, sample)
    if metadata:
        return [metadata]
    above = fold(" ".join(cell[:_CELL] for row in heading.above for cell in row.cells[:20]))
    columns = _columns(names, keys, sample)
    joined = "\n".join(keys)
    counted = min(len(_COUNTED.findall(joined)), _MOST_COUNTED) if _NAMED.search(joined) else _MOST_COUNTED
    if _is_of_figures(names, sample):
        counted = _FIGURES
    table = _Table(names, keys, joined, above, columns, counted)
    found = [hint for subject in subjects() if (hint := _hint(subject, table))]
    return sorted(found, key=lambda hint: -hint.score)


def _is_of_figures(names: Sequence[str], sample: Sequence[Sequence[str]]) -> bool:
    """A statistical table: figures in most columns, and none that says where a thing is or how to reach it."""
    if any(kind_of(name) in _PLACES for name in names[:_WIDEST]):
        return False
    filled = figures = 0
    for at in range(min(len(names), _WIDEST)):
        cells = [row[at].strip() for row in sample[:_ROWS] if at < len(row) and row[at].strip()]
        told = [cell for cell in cells if cell not in SYMBOLS]
        filled += bool(told)
        figures += bool(told) and sum(sort_of(cell) != "文字" for cell in told) >= _MOST * len(told)
    return filled >= _FEWEST_COLUMNS and figures >= _MOSTLY_FIGURES * filled


class _Column(NamedTuple):
    key: str
    text: str
    """Folded cells, one in a line."""
    cells: int


def _columns(names: Sequence[str], keys: Sequence[str], sample: Sequence[Sequence[str]]) -> list[_Column]:
    """Columns of words, folded."""
    found = []
    for at, key in enumerate(keys):
        if kind_of(names[at]) in _NO_WORDS:
            continue
        cells = [row[at][:_CELL] for row in sample[:_ROWS] if at < len(row) and row[at].strip()]
        if len(cells) >= 2:
            text = fold(_PARTED.join(cell.replace(_PARTED, " ") for cell in cells))
            found.append(_Column(key, text.replace(_PARTED, "\n"), len(cells)))
    return found


class _Table(NamedTuple):
    names: Sequence[str]
    keys: Sequence[str]
    joined: str
    above: str
    columns: Sequence[_Column]
    counted: int
    """How much speaks for statistics rather than a list."""


def _hint(subject: Subject, table: _Table) -> Hint | None:
    names, keys, joined, above, columns, counted = table
    if subject.never is not None and subject.never.search(joined):
        return None
    sure = _matching(subject.sure, keys, joined)
    strong = [at for at in _matching(subject.strong, keys, joined) if at not in sure]
    support = [at for at in _matching(subject.support, keys, joined) if at not in sure and at not in strong]
    points = (
        _SURE * min(len(sure), _MOST_SURE)
        + _STRONG * min(len(strong), _MOST_STRONG)
        + _SUPPORT * min(len(support), _MOST_SUPPORT)
        - _AGAINST * len(_matching(subject.against, keys, joined))
        - (0.0 if subject.dataset in _OF_NUMBERS else _STATISTICS * counted)
    )
    evidence = []
    telling = [*sure, *strong, *support]
    if telling:
        evidence.append("見出し: " + "、".join(names[at].strip() for at in telling[:4]))
    if subject.title is not None and above and subject.title.search(above):
        points += _TITLE
        evidence.append("表の上の題")
    share = max((_share(subject, column) for column in columns), default=0.0)
    if share >= _SHARE:
        points += _MOST_VALUES if share >= _MOST else _VALUES
        evidence.append(f"値: {subject.values_say}（{round(share * 100)}%）")
    if points < _ENOUGH or not (sure or strong or share >= _MOST):
        return None
    if len(evidence) == 1 and not sure and len(strong) < 2 and len(strong) + len(support) < _MANY_HEADINGS:
        return None
    return Hint(
        subject.dataset,
        min(0.9, 0.3 + 0.1 * points),
        Fit.IS if points >= _CERTAIN else Fit.RESEMBLES,
        Generation.OWN,
        tuple(evidence),
    )


def _matching(pattern: re.Pattern[str] | None, keys: Sequence[str], joined: str) -> list[int]:
    if pattern is None or not pattern.search(joined):
        return []
    words: dict[str, int] = {}
    for at, key in enumerate(keys):
        if key and (found := pattern.search(key)):
            words.setdefault(found[0], at)  # 開設者名 and 開設者住所 say the same once
    return list(words.values())


def _share(subject: Subject, column: _Column) -> float:
    if subject.values is None or (subject.values_in is not None and not subject.values_in.search(column.key)):
        return 0.0
    if not subject.values.search(column.text):
        return 0.0
    return sum(subject.values.search(cell) is not None for cell in column.text.split("\n")) / column.cells


def _metadata(keys: Sequence[str], sample: Sequence[Sequence[str]]) -> Hint | None:
    """The file of metadata that goes with school districts and with school meals."""
    if sum(_METADATA.search(key) is not None for key in keys) < 2 or not any(
        "データタイトル" in key or "デタタイトル" in key for key in keys
    ):
        return None
    text = fold(" ".join(cell[:_CELL] for row in sample[:_ROWS] for cell in row if cell))
    meals = _MEALS.search(text) is not None and not _SPATIAL.search(text)
    spatial = any(_SPATIAL.search(key) for key in keys)
    evidence = ("見出し: 情報の管理主体_…、データタイトル（メタデータのファイル）",)
    dataset = "ods-16" if meals or not spatial else "ods-17"
    return Hint(dataset, 0.8, Fit.IS, Generation.NEW, evidence)
