"""Facts that blocks of a plan need, what supplies each of them, and the conditions of templates."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from registry.knowledge.items import BodyKind
from registry.plan.inputs import DraftInputs
from registry.publishing.verdicts import Verdict


class Need(Struct, frozen=True, kw_only=True):
    """A fact of the body or of the workspace, and the command that supplies it."""

    name: str
    label: str
    gain: str
    """What the draft holds once the fact is there."""
    command: str
    """With {code} for the body."""
    present: Callable[[DraftInputs], bool]

    def guidance(self, code: str) -> str:
        """What a slot says of the missing fact."""
        return f"{self.gain}（{self.command_for(code)}）。"

    def command_for(self, code: str) -> str:
        """The command that supplies it."""
        return self.command.format(code=code)


def _has_open_questions(inputs: DraftInputs) -> bool:
    return any(item.verdict is Verdict.UNKNOWN and item.questions for item in inputs.publishable.items)


def _has_publication_plan(inputs: DraftInputs) -> bool:
    gaps = inputs.gaps
    found = [finding.told for finding in (*gaps.gaps, *gaps.published) if finding.told is not None]
    return any(told.fiscal_year is not None or told.section for told in found)


NEEDS: Mapping[str, Need] = {
    need.name: need
    for need in (
        Need(
            name="catalogue",
            label="公開データの目録",
            gain="公開データの目録を取り込んでから案を作り直すと、公開の状況の表が入る",
            command="konkyo inventory import 目録のファイル --body {code}",
            present=lambda inputs: bool(inputs.gaps.catalogues),
        ),
        Need(
            name="measures",
            label="個別施策",
            gain="個別施策を登録してから案を作り直すと、施策票、KPI の表、年度別の工程が入る",
            command="konkyo plan measures add --action A01 --body {code}",
            present=lambda inputs: inputs.measures is not None and bool(inputs.measures.measures),
        ),
        Need(
            name="plan_period",
            label="計画期間の年度",
            gain="計画期間を指定して案を作り直すと、期間と年度別の工程の表が入る",
            command="konkyo plan draft --body {code} --period 始まりの年度-終わりの年度",
            present=lambda inputs: inputs.period is not None,
        ),
        Need(
            name="facts",
            label="団体の事実",
            gain="確かめた結果を登録してから案を作り直すと、判定と一覧が改まる",
            command="konkyo body set KEY=yes --body {code}",
            present=lambda inputs: not _has_open_questions(inputs),
        ),
        Need(
            name="publication_plan",
            label="公開の時期と担当",
            gain="公開の時期と担当課を登録してから案を作り直すと、一覧に入る",
            command="konkyo status set 項番 公開予定 --year 年度 --section 担当課 --body {code}",
            present=_has_publication_plan,
        ),
    )
}
"""Every fact that a template may ask for, by name."""


CONDITIONS: Mapping[str, str] = {
    "prefecture": "都道府県",
    "municipality": "市区町村",
    "ward": "特別区",
    "catalogue": "目録を取り込んである",
    "measures": "個別施策を登録してある",
    "period": "計画期間を指定した",
    **{f"pillar-{number}": f"柱{number}の施策がある" for number in range(1, 6)},
}
"""Every condition that a template may name, and its meaning."""


def conditions_of(inputs: DraftInputs) -> frozenset[str]:
    """The conditions that hold for a draft."""
    kind = inputs.body.kind
    measures = inputs.measures.measures if inputs.measures is not None else ()
    held = {"prefecture" if kind is BodyKind.PREFECTURE else "municipality"}
    held |= {"ward"} if kind is BodyKind.SPECIAL_WARD else set()
    held |= {"catalogue"} if inputs.gaps.catalogues else set()
    held |= {"measures"} if measures else set()
    held |= {"period"} if inputs.period is not None else set()
    if measures:
        held |= {pillar.id for measure in measures for pillar in measure.pillars}
    else:
        held |= {choice.action.pillar for choice in inputs.actions}
    return frozenset(held)
