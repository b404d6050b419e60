"""The health of a workspace in lines of text."""

from collections.abc import Iterator

from registry.analysis.change_words import TABLE_LABELS
from registry.text.inert import inert
from registry.workspace.health import WorkspaceHealth


def workspace_lines(health: WorkspaceHealth) -> tuple[str, ...]:
    """For people: place, version, counts, problems."""
    return tuple(map(inert, _lines(health)))


def _lines(health: WorkspaceHealth) -> Iterator[str]:
    sound = "問題ありません" if health.sound else "問題があります"
    yield f"ワークスペース: {sound}（{health.place}、版 {health.version}）"
    counts = [f"{TABLE_LABELS.get(name, name)} {count:,}" for name, count in health.counts.items()]
    yield f"  行数: {'、'.join(counts)}"
    for body in health.bodies:
        yield f"  団体 {body.body_code}: 目録の記録 {body.records:,} 件（取込み {body.imports} 回）"
    for problem in health.problems:
        yield f"  問題: {problem}"
    if not health.sound:
        yield "  対処: 控えの写し（.bak）から戻すか、新しい場所（--workspace）に目録を取り込み直してください"
