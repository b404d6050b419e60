"""Tables of catalogues: an import, records, one record, matches to review."""

from registry.analysis.intake import IntakeReport
from registry.analysis.inventory import RecordCard, RecordList, ReviewList
from registry.catalogue.record import Resource
from registry.render.moments import day
from registry.render.reading import reading_notes
from registry.render.tables import Table

DECISION_LABELS = {"accept": "該当", "review": "要確認", "reject": "非該当"}
DECIDER_LABELS = {"rule": "規則", "person": "人"}
_SHOWN = 20


def intake_table(report: IntakeReport) -> Table:
    """What an import did, one fact per row."""
    where = f"{report.header_row} 行目" if report.header_row else "なし"
    rows = [
        ("ファイル", report.file_name),
        ("形式", f"{report.form_label}（{report.dialect}）"),
        ("文字コード", report.encoding or "—"),
        ("見出しの行", where),
        ("ファイルの記録", f"{report.records_in_file:,} 件"),
        ("取り込んだ記録", f"{report.records:,} 件"),
        (
            "前回との違い",
            f"新規 {report.new:,}、更新 {report.updated:,}、変更なし {report.unchanged:,}、"
            f"消滅 {report.vanished:,}、復活 {report.returned:,}",
        ),
        ("対応付け", f"該当 {report.matches.accepted:,} 件（記録 {report.matches.matched_records:,} 件）"),
        ("確認待ち", f"記録 {report.matches.waiting_records:,} 件（候補 {report.matches.review:,} 件）"),
    ]
    if report.matches.people:
        rows.append(("人の判断", f"{report.matches.people:,} 件を引き継ぎました"))
    return Table(
        title=f"目録を取り込みました（{report.body.name} {report.body.code}）",
        columns=("項目", "内容"),
        rows=tuple(rows),
        notes=_intake_notes(report),
    )


def _intake_notes(report: IntakeReport) -> tuple[str, ...]:
    notes = []
    if report.others:
        count = sum(other.records for other in report.others)
        listed = "、".join(f"{other.name} {other.records} 件" for other in report.others[:_SHOWN])
        more = f" ほか {len(report.others) - _SHOWN} 団体" if len(report.others) > _SHOWN else ""
        notes.append(f"ほかの団体の記録 {count} 件は取り込んでいません（{listed}{more}）")
    if report.unattributed:
        notes.append(f"この団体のものと分からない記録 {report.unattributed} 件は取り込んでいません")
    if report.assumed:
        names = f"（ファイルにある組織名: {'、'.join(report.unknown_names)}）" if report.unknown_names else ""
        notes.append(f"記録から団体が分からないため、すべてこの団体のものとして取り込みました{names}")
    notes += reading_notes(report.repairs, report.skipped)
    if report.renamed:
        notes.append("ID がないか重なるため、ID を付けた記録: " + "、".join(report.renamed))
    notes.append(f"取り消すには: konkyo undo --body {report.body.code}")
    return tuple(notes)


def records_table(listed: RecordList) -> Table:
    """One row per record."""
    more = f"。続きは --after {listed.next_after}" if listed.next_after else ""
    return Table(
        title=f"目録の記録（{listed.body.name}、全 {listed.total:,} 件のうち {len(listed.records):,} 件{more}）",
        columns=("ID", "題名", "組織", "更新日", "形式", "対応付け", "状態"),
        rows=tuple(
            (
                record.id,
                record.title,
                record.organization,
                record.modified,
                "、".join(record.formats),
                "、".join(
                    match.name + ("" if match.decision == "accept" else "？") for match in record.matches
                ),
                "" if record.present else "目録から消えた",
            )
            for record in listed.records
        ),
        empty="当てはまる記録はありません。",
    )


def record_table(card: RecordCard) -> Table:
    """One record, field by field, with its matches."""
    record = card.record
    rows = [
        ("ID", record.id),
        ("題名", record.title),
        ("説明", record.description),
        ("組織", record.organization),
        ("作成者", record.creator),
        ("分類", "、".join(record.groups)),
        ("タグ", "、".join(record.tags)),
        ("ライセンス", record.licence),
        ("更新頻度", record.frequency),
        ("更新日", record.modified),
        ("URL", record.url),
        ("準拠する標準", record.standard),
        *(("ファイル", _resource(resource)) for resource in record.resources),
        *((name, text) for name, text in record.extras.items()),
        *(
            (
                "対応付け",
                f"{match.name}（{match.target}）: {DECISION_LABELS[match.decision]}"
                f"（{DECIDER_LABELS[match.decided_by]}、{match.score:.2f}）{'、'.join(match.evidence)}",
            )
            for match in card.matches
        ),
        ("状態", f"目録から消えた（{day(card.vanished_at)}）" if card.vanished_at else "目録にある"),
    ]
    return Table(
        title=f"目録の記録（{card.body.name}）",
        columns=("項目", "内容"),
        rows=tuple(row for row in rows if row[1]),
    )


def _resource(resource: Resource) -> str:
    return " ".join(part for part in (resource.name, resource.format, resource.url) if part)


def review_table(listed: ReviewList) -> Table:
    """One row per match to judge."""
    more = "。--limit で続きを示せます" if listed.total > len(listed.matches) else ""
    return Table(
        title=f"対応付けの確認（{listed.body.name}、{listed.total:,} 件のうち {len(listed.matches):,} 件{more}）",
        columns=("記録の ID", "題名", "対象", "名称", "得点", "判断", "手掛かり"),
        rows=tuple(
            (
                match.record_id,
                match.title,
                match.target,
                match.name,
                f"{match.score:.2f}",
                DECISION_LABELS[match.decision] + ("（人）" if match.decided_by == "person" else ""),
                "、".join(match.evidence),
            )
            for match in listed.matches
        ),
        notes=(
            f"判断するには: konkyo inventory review --body {listed.body.code} --accept ID 対象（または --reject）",
        )
        if listed.matches
        else (),
        empty="確認を待つ対応付けはありません。",
    )
