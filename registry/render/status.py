"""Tables of what a body says of its targets."""

from registry.analysis.states import StateList, StatesImport
from registry.render.tables import Table

_KINDS = {"item": "情報項目", "dataset": "標準データセット"}


def states_table(listed: StateList) -> Table:
    """One row per target."""
    return Table(
        title=f"公開の状態（{listed.body.name}）",
        columns=("種類", "ID", "名称", "状態", "年度", "担当課", "理由", "覚え書き"),
        rows=tuple(
            (
                _KINDS[state.kind],
                state.id,
                state.name,
                state.state,
                "" if state.fiscal_year is None else str(state.fiscal_year),
                state.section,
                state.reason,
                state.note,
            )
            for state in listed.states
        ),
        empty="記録はまだありません。konkyo status set で記録できます。",
    )


def states_import_table(result: StatesImport) -> Table:
    """What an import did."""
    return Table(
        title=f"公開の状態の取込み（{result.body.name}、{result.file_name}）",
        columns=("新しい", "変更", "変わらず", "状態のない行"),
        rows=(tuple(map(str, (result.added, result.updated, result.unchanged, result.silent))),),
    )
