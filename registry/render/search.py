"""Search results as a table."""

from registry.graph.finding import SearchAnswer
from registry.render.tables import Table


def search_table(answer: SearchAnswer) -> Table:
    """One row per node found, best first."""
    more = answer.total - len(answer.found)
    return Table(
        title=f"「{answer.words}」の検索結果（{answer.total} 件）",
        columns=("種類", "名前", "ID", "当たった言葉"),
        rows=tuple((found.kind_label, found.label, found.id, found.matched) for found in answer.found),
        notes=(f"ほか {more} 件（--limit で増やせます）",) if more else (),
        empty="見つかりません。言葉を短くするか、別の言い方で試してください。",
    )
