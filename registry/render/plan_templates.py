"""Table of plan templates."""

from registry.knowledge.facts import GRADE_LABELS
from registry.plan.template_list import TemplateLine, TemplateList
from registry.render.tables import Table


def templates_table(result: TemplateList) -> Table:
    """One row per template; problems stand in the notes."""
    problems = tuple(str(problem) for line in result.templates for problem in line.problems)
    return Table(
        title="計画の雛型",
        columns=("ID", "計画", "章の数", "倣った構成", "構成の確認の状況", "出所", "点検", "説明"),
        rows=tuple(_row(line) for line in result.templates),
        notes=(
            *problems,
            "konkyo plan draft --template ID で使います。確認済みでない構成は、国の様式ではありません。",
        ),
    )


def _row(line: TemplateLine) -> tuple[str, ...]:
    return (
        line.id,
        line.name,
        str(len(line.chapters)),
        line.follows or "団体の雛型",
        GRADE_LABELS[line.status] if line.status is not None else "―",
        "konkyo" if line.origin == "seed" else line.origin,
        f"誤り {len(line.problems)} 件" if line.problems else "よい",
        line.summary,
    )
