"""Tables of measures: the list, the matrix, one measure as a sheet (施策票), the counters, an import."""

from collections.abc import Callable, Iterable, Iterator

from registry.analysis.measure_answers import (
    ColumnList,
    CounterLine,
    CounterList,
    DataRef,
    KpiLine,
    MatrixCell,
    MeasureFinding,
    MeasureLine,
    MeasuresAnswer,
    MeasureSheet,
    MeasuresImport,
)
from registry.analysis.measure_findings import SHEET_FIELDS
from registry.law.dates import format_fiscal_year
from registry.render.marks import grade_mark
from registry.render.tables import Table

CELL_LABELS = {"covered": "○", "thin": "△", "empty": "―"}
SEVERITY_LABELS = {"warning": "不足", "info": "参考"}
_ADD = "konkyo plan measures add で登録できます。"


def measures_table(answer: MeasuresAnswer) -> Table:
    """One row per measure."""
    return Table(
        title=f"個別施策（{answer.body.name}、基準日 {answer.as_of}）",
        columns=("番号", "施策名", "柱", "重点分野", "根拠条文", "KPI", "担当部局", "足りないもの"),
        rows=tuple(_row(line) for line in answer.measures),
        notes=(
            *answer.notices,
            *(f"{finding.message}。{finding.mend}" for finding in answer.findings if not finding.measure),
        ),
        empty=f"個別施策はまだ登録されていません。{_ADD}",
    )


def _row(line: MeasureLine) -> tuple[str, ...]:
    lacking = [finding for finding in line.findings if finding.severity == "warning"]
    return (
        str(line.number),
        line.title,
        _pillars(line, " "),
        "、".join(field.name for field in line.priority_fields),
        _grounds(line, "、"),
        "／".join(map(_indicator, line.kpis)),
        line.section,
        "／".join(finding.message for finding in lacking),
    )


def matrix_table(answer: MeasuresAnswer) -> Table:
    """Five pillars by eight priority fields: the state of each cell and the numbers of its measures."""
    cells = {(cell.pillar, cell.field): cell for cell in answer.matrix}
    counts = [sum(1 for cell in answer.matrix if cell.state == state) for state in CELL_LABELS]
    outside = [str(line.number) for line in answer.measures if not (line.pillars and line.priority_fields)]
    marks = grade_mark(max((field.status for field in answer.priority_fields), key=_grade, default=None))
    return Table(
        title=f"柱と重点分野（{answer.body.name}、基準日 {answer.as_of}）",
        columns=("柱", *(field.name for field in answer.priority_fields)),
        rows=tuple(
            (
                f"{pillar.number} {pillar.short}",
                *(_cell(cells[pillar.id, field.id]) for field in answer.priority_fields),
            )
            for pillar in answer.pillars
        ),
        notes=(
            "○ 目標のある個別施策が2つ以上、△ 個別施策はあるが足りない、― なし。数字は個別施策の番号です。",
            f"○ {counts[0]}、△ {counts[1]}、― {counts[2]}（全 {len(answer.matrix)} 升）",
            *([f"柱か重点分野がなく、表に載らない個別施策: {'、'.join(outside)}"] if outside else []),
            *([f"8つの重点分野の名称{marks}"] if marks else []),
            *answer.notices,
        ),
    )


def _grade(status: str) -> int:
    from registry.knowledge.facts import Grade

    return list(Grade).index(Grade(status))


def _cell(cell: MatrixCell) -> str:
    numbers = "、".join(map(str, cell.measures))
    return f"{CELL_LABELS[cell.state]} {numbers}".strip()


def sheet_table(sheet: MeasureSheet) -> Table:
    """One measure as a sheet (施策票): every field of the guide's sheet, then what is missing."""
    line = sheet.measure
    rows = []
    for field in sheet.fields:
        fill = _FIELDS.get(field.id)
        if fill is None:
            continue
        need = "必須" if field.required else "任意"
        for part in (fill(line) or "（未記入）").split("\n"):
            rows.append((field.name, need if field.in_template else "任意（追加）", part))
    if line.action is not None:
        rows.append(
            (
                "基にした施策の候補",
                "",
                f"{line.action.id} {line.action.title}{grade_mark(line.action.status)}",
            )
        )
    if line.note:
        rows.append(("備考", "", line.note))
    return Table(
        title=f"施策票 {line.number} {line.title}（{sheet.body.name}、基準日 {sheet.as_of}）",
        columns=("項目", "区分", "内容"),
        rows=tuple(rows),
        notes=(*_findings(line.findings), *sheet.notices),
    )


def _findings(findings: Iterable[MeasureFinding]) -> Iterator[str]:
    for finding in findings:
        yield f"{SEVERITY_LABELS[finding.severity]}: {finding.message}。{finding.mend}"


def _pillars(line: MeasureLine, between: str) -> str:
    return "、".join(f"{pillar.number}{between}{pillar.short}" for pillar in line.pillars)


def _grounds(line: MeasureLine, between: str) -> str:
    return between.join(
        f"{ground.law}{ground.article}{grade_mark(ground.status)}{'' if ground.in_force else '【効力なし】'}"
        for ground in line.grounds
    )


def _indicator(kpi: KpiLine) -> str:
    kind = f"［{kpi.kind}］" if kpi.kind else ""
    target = f"{kpi.target}{kpi.unit}" if kpi.target else "目標未記入"
    year = f"（{format_fiscal_year(kpi.due_fiscal_year)}）" if kpi.due_fiscal_year else ""
    current = f"{kpi.current}{kpi.unit}" if kpi.current else kpi.missing or "現状未記入"
    return f"{kind}{kpi.name}: {current} → {target}{year}"


def _named(line: MeasureLine, kind: str) -> str:
    return "\n".join(
        f"{kpi.place}. {kpi.name}"
        + (f"［{kpi.unit}］" if kpi.unit else "")
        + (f"（算式: {kpi.formula}）" if kpi.formula else "")
        for kpi in line.kpis
        if kpi.kind in (kind, "")
    )


def _currents(line: MeasureLine) -> str:
    return "\n".join(f"{kpi.place}. {_current(kpi)}" for kpi in line.kpis)


def _current(kpi: KpiLine) -> str:
    if not kpi.current:
        return kpi.missing or "（未記入）"
    told = [f"{kpi.current_on} 時点" if kpi.current_on else "", f"出典: {kpi.source}" if kpi.source else ""]
    counted = ["konkyo が集計"] if kpi.counter else []
    about = "、".join(part for part in (*told, *counted) if part)
    return f"{kpi.current}{kpi.unit}" + (f"（{about}）" if about else "")


def _targets(line: MeasureLine) -> str:
    return "\n".join(
        f"{kpi.place}. "
        + (f"{kpi.target}{kpi.unit}" if kpi.target else "（未記入）")
        + (f"（{format_fiscal_year(kpi.due_fiscal_year)}）" if kpi.due_fiscal_year else "（年度未記入）")
        for kpi in line.kpis
    )


def _schedule(line: MeasureLine) -> str:
    return "\n".join(f"{format_fiscal_year(int(year))} {words}" for year, words in line.schedule.items())


def _data(line: MeasureLine) -> str:
    used, published = _data_names(line.data_used), _data_names(line.data_published)
    parts = [f"使う: {used}" if used else "", f"公開する: {published}" if published else ""]
    return "\n".join(part for part in parts if part)


def _data_names(data: Iterable[DataRef]) -> str:
    kinds = {"item": "項番", "dataset": "標準", "own": ""}
    return "、".join(
        f"{kinds[one.kind]}{one.number} {one.name}".strip() if one.number else one.name for one in data
    )


def _path(line: MeasureLine) -> str:
    path = line.personal_path
    if path is None:
        return ""
    return path.label if path.id == "none" else f"{path.id} {path.label}"


_FIELDS: dict[str, Callable[[MeasureLine], str]] = {
    SHEET_FIELDS["title"]: lambda line: line.title,
    SHEET_FIELDS["number"]: lambda line: str(line.number),
    SHEET_FIELDS["pillar"]: lambda line: _pillars(line, " "),
    SHEET_FIELDS["field"]: lambda line: "、".join(field.name for field in line.priority_fields),
    SHEET_FIELDS["outline"]: lambda line: line.outline,
    SHEET_FIELDS["ground"]: lambda line: _grounds(line, "\n"),
    SHEET_FIELDS["progress"]: lambda line: _named(line, "進捗"),
    SHEET_FIELDS["effect"]: lambda line: _named(line, "効果"),
    SHEET_FIELDS["current"]: _currents,
    SHEET_FIELDS["target"]: _targets,
    SHEET_FIELDS["schedule"]: _schedule,
    SHEET_FIELDS["section"]: lambda line: line.section,
    SHEET_FIELDS["data"]: _data,
    SHEET_FIELDS["personal"]: _path,
}
"""What stands in each field of the guide's sheet, by the field's id."""


def counters_table(listed: CounterList) -> Table:
    """One row per counter with its value now."""
    return Table(
        title=f"konkyo が数える KPI（{listed.body.name}、基準日 {listed.as_of}）",
        columns=("集計", "名称", "今の値", "時点", "算式", "出典"),
        rows=tuple(
            (
                counter.id,
                counter.name,
                _value(counter),
                str(counter.on or ""),
                counter.formula,
                counter.source,
            )
            for counter in listed.counters
        ),
        notes=('使い方: --kpi "進捗; 現状=count:datasets_share; 目標=60; 年度=2029"',),
    )


def _value(counter: CounterLine) -> str:
    return f"{counter.value}{counter.unit}" if counter.value else f"（{counter.missing}）"


def columns_table(listed: ColumnList) -> Table:
    """One row per heading of a file of measures."""
    return Table(
        title="個別施策のファイルの列（YAML と JSON では項目の名前）",
        columns=("見出し", "内容"),
        rows=tuple((column.heading, column.meaning) for column in listed.columns),
        notes=("一つの欄にいくつも書くときは、行を分けます。",),
    )


def import_table(result: MeasuresImport) -> Table:
    """What an import did."""
    return Table(
        title=f"個別施策の取込み（{result.body.name}、{result.file_name}）",
        columns=("新しい", "変更", "変わらず"),
        rows=((str(result.added), str(result.updated), str(result.unchanged)),),
        notes=(
            f"番号: {'、'.join(map(str, result.numbers))}",
            *([f"読まなかった見出し: {'、'.join(result.ignored)}"] if result.ignored else []),
        ),
    )
