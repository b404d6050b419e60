"""Ranking of gaps: named points that can be added up by hand, explained in docs/gaps.md.

G01  公表の義務            +40   a provision on which this body's verdict rests orders publication (公表, 公告 …)
G02  公表の努力義務        +20   … asks for it (努力義務)
G03  何人も閲覧できる      +30   … opens it to anyone by 閲覧, 縦覧 or 謄写
G04  標準の様式            +15   a standard dataset is the same information; +8 when it carries a part
G05  国の標準              +20   the target is itself a standard dataset of the State
G06  重点分野              +10   in a priority field of open data; +5 more for 防災・減災情報
G07  確認待ちの候補        +25   a record of the catalogue waits for a decision
G08  前例                  +3 for each other body of the workspace that has it, at most +15
G09  留意事項              +10 without a caveat that must be met first; −4 for each, at most −12
G10  目録から消えた記録    +15   it stood in the catalogue before
G11  団体の予定            +10 for 公開予定, +5 for 検討中
G12  判定が不明            −30   what the verdict needs is not known
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from registry.knowledge.base import KnowledgeAt
from registry.knowledge.datasets import DatasetsFile, StandardDataset
from registry.knowledge.laws import Duty
from registry.publishing.answers import ItemAnswer
from registry.publishing.disclosure import INSPECTION, OPEN_AUDIENCES, PUBLISHING
from registry.publishing.verdicts import Verdict
from registry.workspace.domain import TargetState

_DISASTER = "od-field-2"
_OPENING_RULES = ("V05", "V06", "V07", "V09", "V14")
"""Verdict rules that say how far a provision opens the item."""


class Reason(Struct, frozen=True):
    """One rule that moved a gap up or down."""

    rule: str
    points: int
    text: str


class Circumstances(Struct, frozen=True, kw_only=True):
    """What the workspace knows of a target, as far as it counts for its rank."""

    review: int = 0
    vanished: int = 0
    precedents: int = 0
    told: TargetState | None = None


def points_of(reasons: Iterable[Reason]) -> int:
    """The score: the sum of the points."""
    return sum(reason.points for reason in reasons)


def reasons_for_item(item: ItemAnswer, circumstances: Circumstances, view: KnowledgeAt) -> tuple[Reason, ...]:
    """Why an item stands where it stands, the strongest reason first."""
    reasons = [*_from_law(item, view), *_from_forms(item)]
    linked = [link.id for link in item.datasets if link.kind in ("exact", "partial")]
    reasons += _from_fields(_fields_of(view.knowledge.datasets, linked), view)
    conditions = [caveat for caveat in item.caveats if caveat.condition]
    if conditions:
        kinds = "、".join(dict.fromkeys(caveat.kind for caveat in conditions))
        reasons.append(Reason("G09", -min(4 * len(conditions), 12), f"公開前に満たす留意事項がある: {kinds}"))
    elif item.verdict is Verdict.YES:
        reasons.append(Reason("G09", 10, "公開前に満たす留意事項がない"))
    if item.verdict is Verdict.UNKNOWN:
        reasons.append(Reason("G12", -30, "判定に必要な事実が確かめられていない"))
    return _ordered([*reasons, *_from_circumstances(circumstances)])


def reasons_for_dataset(
    dataset: StandardDataset, circumstances: Circumstances, view: KnowledgeAt
) -> tuple[Reason, ...]:
    """Why a standard dataset stands where it stands, the strongest reason first."""
    reasons = [Reason("G05", 20, "国の標準データセットである")]
    fields = dataset.priority.priority_fields if dataset.priority is not None else ()
    reasons += _from_fields(fields, view)
    return _ordered([*reasons, *_from_circumstances(circumstances)])


def _from_law(item: ItemAnswer, view: KnowledgeAt) -> Iterable[Reason]:
    """At most one reason: the strongest of the provisions on which this body's verdict rests."""
    cited = {ground for reason in item.reasons if reason.rule in _OPENING_RULES for ground in reason.grounds}
    found: dict[str, str] = {}
    for basis in item.legal_bases:
        ground = f"{basis.law}{basis.article}"
        if ground not in cited:
            continue
        provision = view.knowledge.provisions[basis.provision]
        modes = set(provision.modes)
        if modes & PUBLISHING and provision.duty is Duty.MUST:
            found.setdefault("G01", f"法令が{basis.mode}を義務付けている（{ground}）")
        elif modes & PUBLISHING and provision.duty is Duty.EFFORT:
            found.setdefault("G02", f"法令が{basis.mode}の努力義務を定めている（{ground}）")
        elif modes & INSPECTION and provision.audience in OPEN_AUDIENCES:
            found.setdefault("G03", f"法令で誰でも{basis.mode}できる（{ground}）")
    for rule, points in (("G01", 40), ("G03", 30), ("G02", 20)):
        if rule in found:
            yield Reason(rule, points, found[rule])
            return


def _from_forms(item: ItemAnswer) -> Iterable[Reason]:
    for kind, points, said in (("exact", 15, "そのまま使える"), ("partial", 8, "一部を載せられる")):
        named = [dataset.name for dataset in item.datasets if dataset.kind == kind]
        if named:
            yield Reason("G04", points, f"{said}標準データセットがある（{'、'.join(named)}）")
            return


def _fields_of(datasets: DatasetsFile, ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        field
        for dataset in datasets.datasets
        if dataset.id in ids and dataset.priority is not None
        for field in dataset.priority.priority_fields
    )


def _from_fields(fields: Sequence[str], view: KnowledgeAt) -> Iterable[Reason]:
    names = [field.name for field in view.knowledge.rules.priority_fields if field.id in fields]
    if names:
        yield Reason("G06", 15 if _DISASTER in fields else 10, f"重点分野に当たる（{_some(names)}）")


def _some(names: Sequence[str]) -> str:
    return "、".join(names[:2]) + (f"など {len(names)} 分野" if len(names) > 2 else "")


def _from_circumstances(circumstances: Circumstances) -> Iterable[Reason]:
    if circumstances.review:
        yield Reason("G07", 25, f"目録に確認待ちの候補が {circumstances.review} 件ある")
    if circumstances.vanished:
        yield Reason(
            "G10", 15, f"以前の目録にあった記録 {circumstances.vanished} 件が、今の目録から消えている"
        )
    if circumstances.precedents:
        text = f"ワークスペースにある他の団体のうち {circumstances.precedents} 団体の目録にある"
        yield Reason("G08", min(3 * circumstances.precedents, 15), text)
    told = circumstances.told
    if told is not None and told.state in ("公開予定", "検討中"):
        year = f"（{told.fiscal_year} 年度）" if told.fiscal_year else ""
        yield Reason("G11", 10 if told.state == "公開予定" else 5, f"団体が{told.state}としている{year}")


def _ordered(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    return tuple(sorted(reasons, key=lambda reason: (-abs(reason.points), reason.rule)))
