"""Publication packs (公開パック) as tables."""

from collections.abc import Iterator

from registry.publishing.pack import FileState, PackAnswer, PackVerification
from registry.render.tables import Table

STATE_LABELS = {
    FileState.UNCHANGED: "変わりなし",
    FileState.CHANGED: "変わった",
    FileState.MISSING: "なくなった",
    FileState.ADDED: "増えた",
}


def pack_table(answer: PackAnswer) -> Table:
    """One row per data file."""
    manifest = answer.manifest
    checks = {file.path: file for file in answer.checks.files}
    rows = []
    for file in manifest.files:
        found = checks[file.path]
        said = found.not_checked or f"誤り {found.errors}、注意 {found.warnings}、参考 {found.infos}"
        rows.append(
            (
                file.path,
                file.format,
                f"{file.size_bytes:,}",
                "" if file.rows is None else f"{file.rows:,}",
                said,
                file.sha256,
            )
        )
    return Table(
        title=f"公開パック「{manifest.title}」（基準日 {manifest.as_of}）",
        columns=("ファイル", "形式", "バイト", "行", "点検", "SHA-256"),
        rows=tuple(rows),
        notes=tuple(_notes(answer)),
    )


def _notes(answer: PackAnswer) -> Iterator[str]:
    manifest = answer.manifest
    done = "作りました" if answer.changed else "同じ内容のパックが既にあるので、何も変えていません"
    yield f"{done}: {answer.folder}"
    if answer.kept:
        yield f"前のパック: {answer.kept} に残しました"
    yield f"識別子: {manifest.id}　利用ルール: {manifest.licence.name}"
    yield f"出典の書き方: {manifest.licence.attribution}"
    yield f"SHA256SUMS の SHA-256: {answer.sums_sha256}（別の所にも公表すると、全体の改ざんが分かります）"
    if manifest.accepted_personal_data:
        yield f"個人情報の指摘を確かめて含めた理由: {manifest.accepted_personal_data}"
    yield from answer.notices


def verification_table(answer: PackVerification) -> Table:
    """One row per file that is not as it was; unchanged ones are counted."""
    shown = [file for file in answer.files if file.state is not FileState.UNCHANGED]
    title = f"公開パック「{answer.title}」" if answer.title else "公開パック"
    return Table(
        title=f"{title}の確かめ（{answer.as_of or '日付不明'} 作成）",
        columns=("ファイル", "状態", "一覧の SHA-256", "今の SHA-256", "備考"),
        rows=tuple(
            (file.path, STATE_LABELS[file.state], file.expected, file.found, file.note) for file in shown
        ),
        notes=(
            f"変わりなし {answer.unchanged}、変わった {answer.changed}、なくなった {answer.missing}、増えた {answer.added}",
            f"SHA256SUMS の SHA-256: {answer.sums_sha256}（公表した値と比べてください）",
        ),
        empty="すべてのファイルが、作ったときのままです。",
    )
