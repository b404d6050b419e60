"""Tables of a refreshed plan and of its versions."""

from registry.plan.merging import Outcome
from registry.plan.refreshing import RefreshAnswer, RestoreAnswer
from registry.plan.versions import VersionList
from registry.render.moments import minute
from registry.render.tables import Table

_FRONT = "front"


def refresh_table(answer: RefreshAnswer) -> Table:
    """What became of each block; conflicts with both texts side by side."""
    rows = [
        (event.outcome.value, event.block, event.ours, event.theirs)
        for event in answer.events
        if event.block != _FRONT
    ]
    notes = []
    if answer.conflicts:
        notes.append(
            f"食い違いが {answer.conflicts} か所あります。計画の中の <<<<<<< と >>>>>>> の間で、"
            "残す文だけを選び、印の行を消してください"
        )
    if answer.before is not None:
        notes.append(
            f"更新の前の計画は版 {answer.before} に残しました。"
            f"戻すには: konkyo plan versions restore {answer.before} {answer.path}"
        )
    rows.sort(key=lambda row: row[0] != Outcome.CONFLICT.value)
    return Table(
        title=f"計画の更新: {answer.path}"
        + ("" if answer.after or not answer.changed else "（試し。書いていません）"),
        columns=("どうなったか", "段", "手で直した文", "新しい案"),
        rows=tuple(rows),
        notes=tuple(notes),
        empty="変わった段はありません。" if not answer.changed else "案の先頭の項目だけを更新しました。",
    )


def versions_table(listed: VersionList) -> Table:
    """One row per version."""
    return Table(
        title=f"計画の版（{listed.body.name}）",
        columns=("版", "残した日時", "題名", "雛型", "基準日", "手で直したか", "行"),
        rows=tuple(
            (
                str(version.id),
                minute(version.stored_at) if version.stored_at else "",
                version.title,
                version.kind,
                version.as_of.isoformat() if version.as_of else "",
                "直した" if version.edited else "",
                f"{version.lines:,}",
            )
            for version in listed.versions
        ),
        empty="版はまだありません。konkyo plan draft --output で案を書くと残ります。",
    )


def restore_table(answer: RestoreAnswer) -> Table:
    """What was put back."""
    notes: tuple[str, ...] = ()
    if answer.before is not None:
        notes = (
            f"元のファイルは版 {answer.before} に残しました。"
            f"やめるには: konkyo plan versions restore {answer.before} {answer.path}",
        )
    return Table(
        title=f"版 {answer.restored} を {answer.path} に戻しました（{answer.body.name}）",
        columns=("項目", "内容"),
        rows=(("戻した版", str(answer.restored)), ("ファイル", answer.path)),
        notes=notes,
    )
