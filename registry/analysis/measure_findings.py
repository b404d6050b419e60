"""What measures lack, held against the fields of the guide's sheet (施策票) and the articles they stand on."""

from collections.abc import Container, Iterable, Iterator

from registry.analysis.kpi_values import is_number
from registry.analysis.measure_answers import (
    KpiLine,
    MeasureFinding,
    MeasureLine,
    PillarRef,
    Severity,
)
from registry.knowledge.base import KnowledgeAt
from registry.knowledge.plans import MeasureField
from registry.law.citations import parse_article
from registry.law.dates import fiscal_year, format_fiscal_year

SHEET_FIELDS = {
    "title": "measure-field-01",
    "number": "measure-field-02",
    "pillar": "measure-field-03",
    "field": "measure-field-04",
    "outline": "measure-field-05",
    "ground": "measure-field-06",
    "progress": "measure-field-07",
    "effect": "measure-field-08",
    "current": "measure-field-09",
    "target": "measure-field-10",
    "schedule": "measure-field-11",
    "section": "measure-field-12",
    "data": "measure-field-13",
    "personal": "measure-field-14",
}
"""What a field of the sheet holds, and its id in the knowledge."""
_LOCAL = "地方公共団体"
_EDIT = "konkyo plan measures edit {number}"


def sheet_fields(view: KnowledgeAt) -> tuple[MeasureField, ...]:
    """The fields of the guide's sheet."""
    return tuple(field for template in view.knowledge.plan.templates for field in template.measure_fields)


class Examiner:
    """Finds what is missing; whether a field is asked for is told by the knowledge."""

    def __init__(self, view: KnowledgeAt) -> None:
        self._view = view
        self._required = {field.id for field in sheet_fields(view) if field.required}
        self._this_year = fiscal_year(view.day)

    def measure(self, line: MeasureLine) -> tuple[MeasureFinding, ...]:
        """Findings of one measure, in the order of the sheet."""
        return (*self._fields(line), *self._grounds(line), *self._indicators(line), *self._rest(line))

    def pillars(self, pillars: Iterable[PillarRef], held: Container[str]) -> Iterator[MeasureFinding]:
        """Pillars on which no measure stands; ``held`` are the ids of the others."""
        for pillar in pillars:
            if pillar.id not in held:
                yield MeasureFinding(
                    code="pillar-without-measure",
                    severity="warning",
                    measure=0,
                    kpi=0,
                    field="",
                    message=f"柱{pillar.number} {pillar.short}に個別施策がありません",
                    mend=f"konkyo plan actions --pillar {pillar.number} で候補を見るか、置かない理由を計画に書いてください",
                )

    def _fields(self, line: MeasureLine) -> Iterator[MeasureFinding]:
        for missing, code, field, what, option in (
            (not line.pillars, "no-pillar", "pillar", "柱", "--pillar …"),
            (not line.priority_fields, "no-field", "field", "重点分野", "--field …"),
            (not line.outline, "no-outline", "outline", "概要", "--outline …"),
            (not line.grounds, "no-ground", "ground", "根拠条文", "--ground …"),
        ):
            if missing:
                yield self._lacking(line, code, field, what, option)

    def _rest(self, line: MeasureLine) -> Iterator[MeasureFinding]:
        if not line.schedule:
            yield self._lacking(line, "no-schedule", "schedule", "年度別のスケジュール", "--year 2027=…")
        if not line.section:
            yield self._lacking(line, "no-section", "section", "担当部局", "--section …")
        if not line.data_used and not line.data_published:
            yield self._lacking(
                line, "no-data", "data", "使うデータ・公開するデータ", "--uses … / --publishes …"
            )
        if line.personal_path is None:
            yield self._lacking(
                line, "no-personal-path", "personal", "個人情報の有無と使い方の道", "--personal …"
            )

    def _indicators(self, line: MeasureLine) -> Iterator[MeasureFinding]:
        kinds = {kpi.kind for kpi in line.kpis}
        for kind, code, field in (
            ("進捗", "no-progress-kpi", "progress"),
            ("効果", "no-effect-kpi", "effect"),
        ):
            if kind not in kinds:
                yield self._lacking(line, code, field, f"KPI（{kind}）", f'--kpi "{kind} …"')
        for kpi in line.kpis:
            yield from self._indicator(line, kpi)

    def _indicator(self, line: MeasureLine, kpi: KpiLine) -> Iterator[MeasureFinding]:
        def lacks(code: str, field: str, what: str, key: str) -> MeasureFinding:
            option = f'--kpi "{kpi.place}; {key}=…"'
            return self._lacking(line, code, field, f"KPI「{kpi.name}」の{what}", option, kpi.place)

        if not kpi.kind:
            yield lacks("kpi-no-kind", "", "区分（進捗・効果）", "区分")
        if not kpi.target:
            yield lacks("kpi-no-target", "target", "目標値", "目標")
        elif not is_number(kpi.target):
            yield self._finding(
                line,
                "kpi-target-not-a-number",
                "",
                f"KPI「{kpi.name}」の目標「{kpi.target}」は数ではなく、定量で評価できません",
                "数で書ける目標に直すか、別の KPI を足してください",
                kpi.place,
            )
        if kpi.due_fiscal_year is None:
            yield lacks("kpi-no-year", "target", "達成の年度", "年度")
        elif kpi.due_fiscal_year < self._this_year:
            yield self._finding(
                line,
                "kpi-year-past",
                "target",
                f"KPI「{kpi.name}」の達成の年度（{format_fiscal_year(kpi.due_fiscal_year)}）が過ぎています",
                "年度を改めるか、実績を評価して KPI を置き換えてください",
                kpi.place,
            )
        if kpi.counter:
            if kpi.missing:
                mend = "konkyo inventory import で目録を取り込むと数えられます"
                message = f"KPI「{kpi.name}」の現状値を数えられません（{kpi.missing}）"
                yield self._finding(line, "kpi-not-counted", "current", message, mend, kpi.place)
        elif not kpi.current:
            yield lacks("kpi-no-current", "current", "現状値", "現状")
        else:
            if kpi.current_on is None:
                yield lacks("kpi-no-date", "current", "現状値を測った日", "時点")
            if not kpi.source:
                yield lacks("kpi-no-source", "", "現状値の出典", "出典")

    def _grounds(self, line: MeasureLine) -> Iterator[MeasureFinding]:
        known = self._view.knowledge.provisions
        for ground in line.grounds:
            if not ground.in_force:
                what = "知識ベースにありません" if ground.provision not in known else "効力がありません"
                yield self._finding(
                    line,
                    "ground-not-in-force",
                    "ground",
                    f"根拠「{ground.law}{ground.article}」は、{self._view.day} には{what}",
                    "効力のある条項に直してください",
                )
        subjects = [self._subjects(ground.provision) for ground in line.grounds if ground.in_force]
        if subjects and all(found and not any(_LOCAL in one for one in found) for found in subjects):
            said = "、".join(f"{ground.law}{ground.article}" for ground in line.grounds if ground.in_force)
            binding = "、".join(dict.fromkeys("・".join(sorted(found)) for found in subjects))
            yield self._finding(
                line,
                "ground-subject",
                "",
                f"根拠の条項の主語は{binding}で、団体の義務を直接に定めていません（{said}）",
                self._local_grounds(line)
                or "国の施策を受けて取り組むと書くか、団体を主語とする条項を加えてください",
            )

    def _subjects(self, provision_id: str) -> frozenset[str]:
        """Whom the articles of the basic act address that this provision names or contains."""
        law, _, article = provision_id.partition(":")
        found = set()
        for subject in self._view.knowledge.plan.subjects:
            for other in subject.provisions:
                other_law, _, other_article = other.partition(":")
                if law == other_law and (
                    article == other_article or parse_article(article).covers(parse_article(other_article))
                ):
                    found.add(subject.subject)
        return frozenset(found)

    def _local_grounds(self, line: MeasureLine) -> str:
        pillars = {pillar.id for pillar in line.pillars}
        duties = [
            f"{self._view.title(duty.law)}{duty.article}（{duty.strength}）"
            for duty in self._view.knowledge.plan.duties
            if duty.pillar in pillars and duty.strength == "努力義務"
        ]
        return f"団体を主語とする条項を加えてください: {'、'.join(duties)}" if duties else ""

    def _lacking(
        self, line: MeasureLine, code: str, field: str, what: str, option: str, kpi: int = 0
    ) -> MeasureFinding:
        mend = f"{_EDIT.format(number=line.number)} {option}"
        return self._finding(line, code, field, f"{what}がありません", mend, kpi)

    def _finding(
        self, line: MeasureLine, code: str, field: str, message: str, mend: str, kpi: int = 0
    ) -> MeasureFinding:
        sheet_field = SHEET_FIELDS.get(field, "")
        severity: Severity = "warning" if sheet_field in self._required else "info"
        if code in ("ground-not-in-force", "kpi-no-kind"):
            severity = "warning"
        return MeasureFinding(
            code=code,
            severity=severity,
            measure=line.number,
            kpi=kpi,
            field=sheet_field,
            message=message,
            mend=mend,
        )
