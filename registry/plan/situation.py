"""The situation: population and what is published, from the table of bodies and the catalogue."""

import re
from collections.abc import Iterator, Sequence

from registry.analysis.gaps import STATE_LABELS, Coverage, Gap
from registry.law.dates import format_fiscal_year
from registry.plan.document import Block, Grid, Paragraph, Text
from registry.plan.inputs import Place, Writer
from registry.publishing.verdicts import VERDICT_LABELS, Verdict

SHOWN_GAPS = 15
"""Rows of the ranked table; the rest is counted in a note."""
NOT_FOUND_MEANS = (
    "「目録に見つからない」は、取り込んだ目録で確かめられないという意味であり、"
    "公開していないという意味〔ではない|ではありません〕。"
)


def population(writer: Writer, place: Place) -> Iterator[Block]:
    """The population of the body, with source and year."""
    columns = [
        column
        for column in writer.view.knowledge.rules.table_columns
        if column.table == "bodies" and "population" in column.columns
    ]
    if writer.body.population is None or not columns:
        return
    key = writer.book.fact("population", columns[0], columns[0].text)
    yield Paragraph(
        id=f"{place.base}/figure",
        sentences=(
            writer.fact(
                "{own}の人口は、{count}人〔である|です〕（{source}）。",
                key,
                count=f"{writer.body.population:,}",
                source=_in_eras(columns[0].text),
            ),
        ),
    )


def _in_eras(text: str) -> str:
    """2025年度 → 令和7年度, and brackets opened, because the text is put into brackets."""
    dated = re.sub(r"(\d{4})年度", lambda found: format_fiscal_year(int(found[1])), text.rstrip("。"))
    return dated.replace("（", "、").replace("）", "")


def published(writer: Writer, place: Place) -> Iterator[Block]:
    """What the catalogue shows: counts, what was found, what ranks first among the rest."""
    base = place.base
    gaps = writer.inputs.gaps
    if not gaps.catalogues:
        yield from _nothing_imported(writer, base)
    else:
        yield from _coverage(writer, base)
    keys = (*writer.catalogue_keys(), writer.book.verdicts())
    rows = gaps.gaps[:SHOWN_GAPS]
    if not rows:
        return
    caption = (
        "目録に見つからないデータと確認待ちのデータ" if gaps.catalogues else "公開の状況を確かめるデータ"
    )
    notes = [Text(writer.say(NOT_FOUND_MEANS))] if gaps.catalogues else []
    if len(gaps.gaps) > SHOWN_GAPS:
        notes.append(
            Text(
                writer.say(
                    "このほかに{count}件〔ある|あります〕。"
                    "順位は、公開の判定、根拠、他団体の例などを基に付けて〔いる|います〕。",
                    count=str(len(gaps.gaps) - SHOWN_GAPS),
                )
            )
        )
    yield Grid(
        id=f"{base}/gaps",
        caption=f"{caption}（上位{len(rows)}件、{writer.today}現在）",
        columns=("順位", "区分", "名称", "公開の判定", "状況", "主な理由"),
        rows=tuple(_gap_row(gap, bool(gaps.catalogues)) for gap in rows),
        grounds=keys,
        notes=tuple(notes),
    )


def _nothing_imported(writer: Writer, base: str) -> Iterator[Block]:
    yield Paragraph(
        id=f"{base}/coverage",
        sentences=(
            writer.fact(
                "{own}の公開データの目録は、この案には取り込まれて〔いない|いません〕。"
                "このため、公開の状況は{today}の時点で確かめられて〔いない|いません〕。",
                writer.book.nothing_imported(),
            ),
        ),
    )


def _coverage(writer: Writer, base: str) -> Iterator[Block]:
    gaps = writer.inputs.gaps
    keys = writer.catalogue_keys()
    items, datasets = gaps.coverage.items, gaps.coverage.datasets
    yield Paragraph(
        id=f"{base}/coverage",
        sentences=(
            writer.fact(
                "{today}現在、手引書の表の情報項目のうち、{own}が保有し、公開可又は条件付と判定したものは{target}項目で、"
                "そのうち公開を目録で確かめられたものは{count}項目〔である|です〕。",
                *keys,
                writer.book.verdicts(),
                target=str(items.target),
                count=str(items.published),
            ),
            writer.fact(
                "自治体標準オープンデータセット{target}種のうち、公開を目録で確かめられたものは{count}種〔である|です〕。",
                *keys,
                target=str(datasets.target),
                count=str(datasets.published),
            ),
        ),
    )
    yield Grid(
        id=f"{base}/coverage-table",
        caption=f"公開の状況（{writer.today}現在）",
        columns=("区分", "対象", *STATE_LABELS.values(), "公開を確認した割合"),
        rows=(
            _coverage_row("情報項目（公開可・条件付）", items),
            _coverage_row("自治体標準オープンデータセット", datasets),
        ),
        grounds=keys,
        notes=(Text(writer.say(NOT_FOUND_MEANS)),),
    )
    if gaps.published:
        rows = []
        for finding in gaps.published:
            titles = "、".join(record.title for record in finding.records[:2])
            told = finding.told.state if finding.told else ""
            reviewed = told or any(record.decided_by == "person" for record in finding.records)
            rows.append(
                (
                    Text(_kind(finding.kind)),
                    Text(finding.name),
                    Text(titles or f"{told}（団体の記録）"),
                    Text("職員が確認" if reviewed else "自動の対応付け（未確認）"),
                )
            )
        yield Grid(
            id=f"{base}/published",
            caption=f"公開を確認したデータ（{writer.today}現在）",
            columns=("区分", "名称", "目録での題名", "対応付け"),
            rows=tuple(rows),
            grounds=keys,
        )


def _coverage_row(name: str, coverage: Coverage) -> tuple[Text, ...]:
    counts: Sequence[int] = (coverage.target, coverage.published, coverage.uncertain, coverage.not_found)
    return (Text(name), *(Text(str(count)) for count in counts), Text(percent(coverage)))


def percent(coverage: Coverage) -> str:
    """The share as 41.9%; 確かめられていない where nothing could be found."""
    return "確かめられていない" if coverage.ratio is None else f"{coverage.ratio:.1%}"


def _gap_row(gap: Gap, imported: bool) -> tuple[Text, ...]:
    verdict = VERDICT_LABELS[gap.verdict] if isinstance(gap.verdict, Verdict) else "―"
    state = STATE_LABELS[gap.state] if imported else "目録が未取込み"
    return (
        Text(str(gap.rank)),
        Text(_kind(gap.kind)),
        Text(gap.name),
        Text(verdict),
        Text(state),
        Text(gap.reasons[0] if gap.reasons else ""),
    )


def _kind(kind: str) -> str:
    return "情報項目" if kind == "item" else "標準データセット"
