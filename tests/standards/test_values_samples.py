"""Defects of real published files, where the samples are present."""

import csv
import io
from pathlib import Path

import pytest

from registry.standards.cells import Cells
from registry.standards.codes.values import RULES
from registry.standards.findings import Report, Severity
from registry.standards.forms import ColumnKind, FormColumn
from registry.standards.values import checks_for, mend

_FILES = Path(__file__).resolve().parents[2].parent / "shared" / "samples" / "files"
pytestmark = pytest.mark.skipif(not _FILES.is_dir(), reason="../shared/samples is not present")
K = ColumnKind

DEFECTS = [
    ("352021/ube_event.csv", "都道府県コード又は市区町村コード", K.LOCAL_CODE, "V12"),
    ("352039/hinanjo.csv", "町字ID", K.TOWN_ID, "V17"),
    ("352039/hinanjo.csv", "経度", K.LONGITUDE, "V46"),
    ("352039/hinanjo.csv", "災害種別_洪水", K.FLAG, "V93"),
    ("352063/352063_administrative_radio.csv", "緯度", K.LATITUDE, "V48"),
    ("352063/04_352063_population.csv", "調査年月日", K.DATE, "V30"),
    ("352080/352080_evacuation_space.csv", "ID", K.IDENTIFIER, "V25"),
    ("352080/352080_evacuation_space.csv", "緯度", K.LATITUDE, "V47"),
    ("352080/352080_evacuation_space.csv", "所在地_市区町村", K.MUNICIPALITY, "V96"),
    ("352080/352080_preschool.csv", "開始時間", K.TIME, "V38"),
    ("352080/352080_preschool.csv", "URL", K.URL, "V67"),
    ("352080/352080_preschool.csv", "法人番号", K.CORPORATE_NUMBER, "V01"),
    ("422037/shimabara_tourism.csv", "料金（基本）", K.NUMBER, "V76"),
    ("222127/222127_aed.csv", "電話番号", K.PHONE, "V59"),
]
CLEAN = [
    ("222127/222127_fire_hydrant.csv", "全国地方公共団体コード", K.LOCAL_CODE),
    ("222127/222127_fire_hydrant.csv", "町字ID", K.TOWN_ID),
    ("222127/222127_fire_hydrant.csv", "ID", K.IDENTIFIER),
    ("222127/222127_fire_hydrant.csv", "緯度", K.LATITUDE),
    ("222127/222127_fire_hydrant.csv", "経度", K.LONGITUDE),
    ("222127/222127_public_toilet.csv", "バリアフリートイレ数", K.NUMBER),
    ("222127/222127_public_toilet.csv", "乳幼児用設備設置トイレ有無", K.PRESENCE),
    ("222127/222127_preschool.csv", "利用可能曜日", K.DAYS),
    ("222127/222127_preschool.csv", "開始時間", K.TIME),
    ("352080/352080_aed.csv", "法人番号", K.CORPORATE_NUMBER),
    ("352012/352012_population_20210930.csv", "調査年月日", K.DATE),
    ("353434/353434_school.csv", "電話番号", K.PHONE),
    ("353434/353434_school.csv", "都道府県名", K.PREFECTURE),
]


def column(path: str, heading: str) -> list[str]:
    """The cells of a column of a sample whose headings stand in its first row."""
    raw = (_FILES / path).read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp932")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    place = rows[0].index(heading)
    return [row[place] for row in rows[1:] if any(row)]


def report_of(values: list[str], heading: str, kind: ColumnKind) -> Report:
    """The findings of a column."""
    report = Report(RULES)
    for check in checks_for(FormColumn(name=heading, kind=kind), heading, 1):
        check.feed(Cells(values, range(2, 2 + len(values))), report)
        check.finish(report)
    return report


@pytest.mark.parametrize(("path", "heading", "kind", "code"), DEFECTS)
def test_known_defects_are_found(path: str, heading: str, kind: ColumnKind, code: str) -> None:
    assert code in {finding.code for finding in report_of(column(path, heading), heading, kind).findings()}


@pytest.mark.parametrize(("path", "heading", "kind"), CLEAN)
def test_sound_columns_have_no_finding(path: str, heading: str, kind: ColumnKind) -> None:
    assert not report_of(column(path, heading), heading, kind).findings()


@pytest.mark.parametrize(("path", "heading", "kind", "code"), DEFECTS)
def test_mended_columns_have_nothing_left_to_mend(
    path: str, heading: str, kind: ColumnKind, code: str
) -> None:
    mended = [value if (better := mend(kind, value)) is None else better for value in column(path, heading)]
    left = report_of(mended, heading, kind).findings()
    assert not [finding for finding in left if finding.fixable]
    fixable = {rule.code for rule in RULES if rule.fixable}
    if code in fixable:
        assert not [finding for finding in left if finding.severity is Severity.ERROR]
