"""Tables of the plan room."""

from registry.knowledge.facts import GRADE_LABELS
from registry.plan.listing import ActionList
from registry.render.tables import Table


def actions_table(result: ActionList) -> Table:
    """One row per action."""
    who = f"（{result.body.name}への提案に○）" if result.body is not None else ""
    return Table(
        title=f"施策の候補{who}",
        columns=("番号", "施策", "柱", "重点分野", "指標", "例", "提案", "理由", "確認の状況"),
        rows=tuple(
            (
                action.id,
                action.title,
                action.pillar_name,
                "、".join(action.fields),
                action.kpi,
                str(action.examples),
                "○" if action.proposed else "",
                action.why,
                GRADE_LABELS[action.status],
            )
            for action in result.actions
        ),
        notes=("選んだ番号を konkyo plan draft --actions A01,B03 のように指定します。",),
    )
