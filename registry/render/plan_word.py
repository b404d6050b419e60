"""Table of a Word document that was taken into a plan."""

from registry.plan.word.taking import ImportAnswer
from registry.render.tables import Table


def import_table(answer: ImportAnswer) -> Table:
    """What the writer must look at: conflicts, comments, and what could not be taken."""
    rows = [("食い違い", event.ours, event.theirs) for event in answer.events]
    rows += [
        ("コメント", comment.place, f"{comment.author}: {comment.text}" if comment.author else comment.text)
        for comment in answer.comments
    ]
    rows += [("取り込めなかったもの", "", words) for words in answer.not_taken]
    notes = [
        f"直した所 {answer.changed}、加えた所 {answer.added}、消した所 {answer.removed}、動かした段 {answer.moved}。"
    ]
    if answer.conflicts:
        notes.append(
            f"食い違いが {answer.conflicts} か所あります。計画の中の <<<<<<< と >>>>>>> の間で、"
            "残す文だけを選び、印の行を消してください"
        )
    if answer.before is not None:
        notes.append(
            f"取り込む前の計画は版 {answer.before} に残しました。"
            f"戻すには: konkyo plan versions restore {answer.before} {answer.into}"
        )
    return Table(
        title=f"Word の直しの取込み: {answer.path} → {answer.into}"
        + ("" if answer.written else "（書いていません）"),
        columns=("種別", "所・計画の文", "内容・Word の文"),
        rows=tuple(rows),
        notes=tuple(notes),
        empty="確かめていただくことはありません。",
    )
