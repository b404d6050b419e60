"""Tables of the health of the knowledge."""

from registry.knowledge.facts import Grade
from registry.knowledge.health import RegistryHealth
from registry.render.tables import Table

KIND_LABELS = {
    "Law": "法令",
    "LawName": "法令の題名",
    "Abbreviation": "法令の略称",
    "MinistryTerm": "法令の所管",
    "LawEvent": "法令の改正など",
    "Provision": "条項",
    "ArticleTerm": "以前の条番号",
    "Ministry": "府省庁",
    "Item": "情報項目",
    "ItemMinistry": "情報項目の所管",
    "Holder": "保有主体",
    "HolderRule": "保有の規則",
    "BodyQuestion": "団体への質問",
    "Caveat": "留意事項",
    "UpdateCycle": "更新の周期",
    "Difference": "手引書と現行法の違い",
    "Component": "情報項目を成す一覧",
}


def health_table(health: RegistryHealth) -> Table:
    """Counts by kind and grade; problems and rules as notes."""
    rows = [
        (
            KIND_LABELS.get(count.kind, count.kind),
            str(count.total),
            *(str(count.by_grade[grade.value]) for grade in Grade),
        )
        for count in health.counts
    ]
    broken = [
        f"{rule.rule} {rule.title}: {rule.breaches} 件の違反（{rule.why}）"
        for rule in health.rules
        if rule.breaches
    ]
    sound = "規則はすべて守られています" if health.sound else "規則の違反があります"
    return Table(
        title=f"知識ベースの健康（{sound}。規則 {len(health.rules)} 個、団体 {health.bodies:,} 件）",
        columns=("種類", "件数", "確認済み", "一部確認", "導出", "記憶", "未確認"),
        rows=tuple(rows),
        notes=(
            *broken,
            *(str(problem) for problem in health.problems),
            *(f"追加データを使いません: {problem}" for problem in health.overlay_problems),
            f"読み込み: {_PROVENANCE[health.provenance]}（{health.seed}）",
        ),
    )


_PROVENANCE = {
    "packaged": "同梱のスナップショット",
    "cached": "キャッシュのスナップショット",
    "compiled": "その場で組み立て",
}
