"""The table of writers: what a template may name, what each one writes, and which facts it needs."""

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from registry.plan import (
    digital,
    matrix,
    measure_sheets,
    measures,
    open_data,
    openings,
    policies,
    publication,
    roadmap,
    situation,
    standing,
)
from registry.plan.document import Block
from registry.plan.glossary import glossary
from registry.plan.inputs import Place, Writer

WriteBlock = Callable[[Writer, Place], Iterator[Block]]


class BlockWriter(Struct, frozen=True):
    """A writer that templates name."""

    name: str
    write: WriteBlock
    says: str
    """What it writes, for the manual and for errors."""
    needs: tuple[str, ...] = ()
    """Facts without which it writes less or nothing (``registry.plan.needs``)."""
    pillar: bool = False
    """True when its section must name a pillar."""
    topics: bool = False
    """True when ``about`` must name topics of rules."""


WRITERS: Mapping[str, BlockWriter] = {
    writer.name: writer
    for writer in (
        BlockWriter("opening", openings.opening, "案であることの断り"),
        BlockWriter("declaration", openings.declaration, "官民データ活用推進計画を兼ねる旨の宣言"),
        BlockWriter("outline_note", openings.outline_note, "章立ての由来と確かさ"),
        BlockWriter("population", situation.population, "人口"),
        BlockWriter("published", situation.published, "公開の状況と不足の表", ("catalogue",)),
        BlockWriter("aim", standing.aim, "官民データ活用の目的"),
        BlockWriter("position", standing.position, "基本法の根拠と義務の強さ"),
        BlockWriter(
            "combined_position", standing.combined_position, "基本法の根拠と義務の強さ（兼ねる計画）"
        ),
        BlockWriter("subjects", standing.subjects, "基本法の条項とその主語"),
        BlockWriter("national_plans", standing.national_plans, "国の計画の最新版"),
        BlockWriter("prefecture_plan", standing.prefecture_plan, "都道府県の計画を勘案する旨"),
        BlockWriter("municipal_support", standing.municipal_support, "市町村の支援（都道府県）"),
        BlockWriter("term", standing.term, "計画期間", ("plan_period",)),
        BlockWriter("review", standing.review, "評価と見直し"),
        BlockWriter("contact", standing.contact, "担当及び連絡先の表"),
        BlockWriter("sections_in_charge", standing.sections_in_charge, "施策の担当の表"),
        BlockWriter("policy", policies.policy, "柱の方針と条項の主語", pillar=True),
        BlockWriter("field_table", matrix.field_table, "柱と重点分野の升目"),
        BlockWriter("selection", measures.selection, "施策の選び方", ("measures",)),
        BlockWriter("pillar_measures", measures.pillar_measures, "柱の施策とKPIの表", pillar=True),
        BlockWriter("kpi_table", measures.kpi_table, "すべての施策のKPIの表"),
        BlockWriter("measure_sheets", measure_sheets.measure_sheets, "施策票"),
        BlockWriter("personal_data", measure_sheets.personal_data, "個人情報を使う施策の表"),
        BlockWriter("roadmap", roadmap.roadmap, "年度別の工程の表", ("plan_period",)),
        BlockWriter(
            "open_data_list",
            publication.open_data_list,
            "公開するデータの一覧",
            ("facts", "publication_plan"),
        ),
        BlockWriter("security", policies.security, "サイバーセキュリティの根拠"),
        BlockWriter("personal_rules", policies.personal_rules, "個人情報の保護の根拠"),
        BlockWriter("open_data_ground", open_data.open_data_ground, "オープンデータの根拠"),
        BlockWriter("rules", open_data.rules, "国の指針などの規則（about に題目）", topics=True),
        BlockWriter("licence", open_data.licence, "利用条件の案"),
        BlockWriter("publication_steps", open_data.publication_steps, "公開の手順の案"),
        BlockWriter("dx_aim", digital.dx_aim, "DXの目的"),
        BlockWriter("dx_position", digital.dx_position, "DX推進計画の位置付け"),
        BlockWriter("duties", digital.duties, "地方公共団体に関わる法令の規定の表"),
        BlockWriter("dx_items", digital.dx_items, "国の重点取組事項と柱の対応の表"),
        BlockWriter("revisions", openings.revisions, "改定の履歴の表"),
        BlockWriter("glossary", glossary, "用語の表（最後に置く）"),
    )
}
"""Every writer by name, in the order of the manual."""
