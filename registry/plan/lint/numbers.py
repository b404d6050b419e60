"""L410 to L412: numbers and names against the workspace and the table of bodies."""

import re
from collections.abc import Iterator

from registry.law.dates import format_fiscal_year
from registry.plan.lint.characters import level
from registry.plan.lint.findings import Notepad
from registry.plan.lint.passages import RUNNING, Kind, Sentence
from registry.plan.lint.subject import Subject
from registry.plan.lint.years import years_in

_COUNT = r"([0-9][0-9,]*)"
_DATASETS = re.compile(
    rf"標準(?:オープン)?データセット(?:のうち)?[^0-9]{{0,30}}{_COUNT}種(?:類)?[^。]{{0,60}}?(?<![0-9,]){_COUNT}種"
)
_ITEMS = re.compile(rf"情報項目[^0-9]{{0,60}}{_COUNT}項目[^。]{{0,80}}?(?<![0-9,]){_COUNT}項目")
_RECORDS = (
    re.compile(
        rf"(?:目録|カタログ|オープンデータ一覧|オープンデータ|公開データ)(?:に|の|は|を|として|には)[^0-9。]{{0,24}}{_COUNT}(?:件|データセット|種類)"
    ),
    re.compile(
        rf"{_COUNT}(?:件|データセット)の?(?:オープンデータ|公開データ|データセット|データ)を(?:オープンデータとして)?(?:公開|掲載)し"
    ),
)
_AIMED = re.compile(r"目標|目指|まで(?:に|の)|予定|増やす|増やし")
_POPULATION = re.compile(rf"(?:総?人口)(?:は|が|：|:|、)?[^0-9。]{{0,20}}?{_COUNT}\s*(万)?人")
_REGISTER = "住民基本台帳"
_YEAR_OF_REGISTER = re.compile(r"(20[0-9]{2})年度")
_TITLE_BODY = re.compile(
    r"([^\s「」（）()]{1,12}?[都道府県市区町村])(?=(?:官民データ|DX|ＤＸ|デジタル|情報化|オープンデータ|ＩＣＴ|ICT))"
)


def check_numbers(subject: Subject, notepad: Notepad) -> None:
    """Counts of the catalogue, the population, name and code of the body."""
    for sentence in subject.sentences:
        text = level(sentence.text)
        if subject.gaps is not None and subject.gaps.catalogues and not _AIMED.search(text):
            _check_catalogue(subject, sentence, text, notepad)
        _check_population(subject, sentence, text, notepad)
    _check_body(subject, notepad)


def _value(text: str) -> int:
    return int(text.replace(",", ""))


def _check_catalogue(subject: Subject, sentence: Sentence, text: str, notepad: Notepad) -> None:
    gaps = subject.gaps
    if gaps is None:
        return
    for pattern, coverage, unit, name in (
        (_ITEMS, gaps.coverage.items, "項目", "情報項目"),
        (_DATASETS, gaps.coverage.datasets, "種", "標準データセット"),
    ):
        found = pattern.search(text)
        if found is None:
            continue
        for stated, held, what in (
            (_value(found[1]), coverage.target, "対象"),
            (_value(found[2]), coverage.published, "公開を確かめたもの"),
        ):
            if stated != held:
                notepad.add(
                    "L410",
                    sentence.line,
                    f"{name}の{what}は{held}{unit}です（文には{stated}{unit}とあります）",
                    text=sentence.text,
                )
        return
    records = sum(source.records for source in gaps.catalogues)
    for pattern in _RECORDS:
        found = pattern.search(text)
        if found is not None and _value(found[1]) != records:
            notepad.add(
                "L410",
                sentence.line,
                f"取り込んだ目録の記録は{records}件です（文には{found[1]}とあります）",
                text=sentence.text,
            )
            return


def _check_population(subject: Subject, sentence: Sentence, text: str, notepad: Notepad) -> None:
    found = _POPULATION.search(text)
    body = subject.body
    if found is None or found[2] or body is None or body.population is None or _AIMED.search(text):
        return
    year = _year_of_population(subject)
    stated = [other.year for other in years_in(text)]
    same = year is not None and (year in stated if stated else _REGISTER in text)
    if same and _REGISTER in text and _value(found[1]) != body.population:
        when = format_fiscal_year(year) if year is not None else ""
        notepad.add(
            "L412",
            sentence.line,
            f"{body.name}の{when}の住民基本台帳の人口は{body.population:,}人です（文には{found[1]}人とあります）",
            text=sentence.text,
        )


def _year_of_population(subject: Subject) -> int | None:
    for column in subject.view.knowledge.rules.table_columns:
        if column.table == "bodies" and "population" in column.columns:
            found = _YEAR_OF_REGISTER.search(column.text)
            return int(found[1]) if found else None
    return None


def _check_body(subject: Subject, notepad: Notepad) -> None:
    body, front = subject.body, subject.plan.front
    if body is None:
        return
    code = front.get("body", "")
    if code and code != body.code:
        notepad.add(
            "L411",
            1,
            f"計画の団体コードは{code}ですが、{body.full_name}は{body.code}です",
            text=code,
        )
    name = front.get("body_name", "")
    if name and name != body.full_name:
        notepad.add("L411", 1, f"計画の団体名は「{name}」ですが、{body.full_name}の計画です", text=name)
    for line, named, text in _named(subject):
        own = {body.name, body.full_name, body.prefecture}
        if named not in own and named in _names_of_bodies(subject):
            notepad.add("L411", line, f"「{named}」とありますが、{body.full_name}の計画です", text=text)


def _named(subject: Subject) -> Iterator[tuple[int, str, str]]:
    """Bodies whose plan the title, headings and sentences name as their own."""
    for passage in subject.own_passages:
        if passage.kind is Kind.HEADING or (passage.kind in RUNNING and "本計画" in passage.text):
            found = _TITLE_BODY.search(passage.text)
            if found is not None:
                yield passage.line_at(found.start()), found[1], passage.text


def _names_of_bodies(subject: Subject) -> frozenset[str]:
    return frozenset(name for body in subject.view.knowledge.bodies for name in (body.name, body.full_name))
