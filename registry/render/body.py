"""Tables of bodies and their facts."""

from registry.analysis.bodies import BodyCard, BodyList
from registry.render.tables import Table

ANSWER_LABELS = {"yes": "はい", "no": "いいえ", "unknown": "未確認"}


def body_table(card: BodyCard) -> Table:
    """One row per question; what is known of the body as notes."""
    notes = [f"人口 {card.population:,} 人"] if card.population is not None else []
    stored = card.stored
    if stored is None:
        notes.append("ワークスペースには、まだ何も登録されていません")
    else:
        notes.append(
            f"ワークスペース: 目録の記録 {stored.records:,} 件（取込み {stored.imports} 回、"
            f"目録から消えた記録 {stored.vanished:,} 件）、"
            f"公開の状態 {stored.states} 件、個別施策 {stored.measures} 件、計画の案 {stored.drafts} 件"
        )
    notes.append(f"登録するには: konkyo body set KEY=yes --body {card.body.code}")
    if card.profile is not None:
        notes += [f"{name}: {value}" for name, value in sorted(card.profile.details.items())]
    where = card.body.prefecture if card.body.prefecture != card.body.name else ""
    place = "、".join(part for part in (where, card.body.kind, card.body.code) if part)
    return Table(
        title=f"{card.body.name}（{place}）",
        columns=("事実（KEY）", "答え", "質問", "確かめ方", "覚え書き"),
        rows=tuple(
            (fact.key, ANSWER_LABELS[fact.answer], fact.question, fact.how_to_find_out, fact.note)
            for fact in card.facts
        ),
        notes=tuple(notes),
    )


def bodies_table(listed: BodyList) -> Table:
    """One row per body."""
    return Table(
        title=f"団体（全 {listed.total:,} 件のうち {len(listed.bodies):,} 件）",
        columns=("コード", "名称", "都道府県", "読み", "種別", "人口"),
        rows=tuple(
            (
                body.code,
                body.name,
                body.prefecture,
                body.kana,
                body.kind,
                "" if body.population is None else f"{body.population:,}",
            )
            for body in listed.bodies
        ),
        empty="当てはまる団体はありません。",
    )
