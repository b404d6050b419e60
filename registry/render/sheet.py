"""Decision sheets (公開判断シート) as tables."""

from collections.abc import Iterator

from registry.publishing.answers import ItemAnswer
from registry.publishing.sheet import DecisionSheet, SheetCheck, SheetFolder
from registry.publishing.sheet_assembly import required_columns
from registry.publishing.verdicts import VERDICT_LABELS
from registry.render.marks import grade_mark, origin_mark
from registry.render.tables import Table

BLANK = "【記入】"
Row = tuple[str, str, str, str]


def sheet_table(sheet: DecisionSheet) -> Table:
    """One row per statement of the sheet: part, matter, content, ground."""
    who = sheet.body.name if sheet.body is not None else sheet.kind or "団体を定めない場合"
    word = "項番" if sheet.target.kind == "item" else "標準データセット"
    return Table(
        title=f"公開判断シート {word}{sheet.target.number} {sheet.target.name}（{who}、基準日 {sheet.as_of}）",
        columns=("区分", "事項", "内容", "根拠"),
        rows=tuple(_rows(sheet)),
        notes=(
            *sheet.notices,
            f"確認事項 {len(sheet.checks)} 件のうち未回答 {sheet.open_checks} 件。公開の前に済ませるもので、"
            f"済んでいないもの {sheet.blocking_checks} 件",
            "回答: konkyo sheet … --answer ID=はい（いいえ、該当なし）。文書: -o FILE.md か FILE.docx",
        ),
    )


def sheet_folder_table(folder: SheetFolder) -> Table:
    """One row per sheet that was written."""
    return Table(
        title=f"公開判断シート（{folder.body.name}、基準日 {folder.as_of}、{len(folder.sheets)} 件）",
        columns=("対象", "判定", "未回答", "公開前に残る", "ファイル"),
        rows=tuple(
            (
                f"{sheet.target.number} {sheet.target.name}",
                VERDICT_LABELS[sheet.verdict] if sheet.verdict is not None else "—",
                str(sheet.open_checks),
                str(sheet.blocking_checks),
                sheet.path,
            )
            for sheet in folder.sheets
        ),
        notes=(f"フォルダー: {folder.folder}",),
        empty="不足がないため、シートはありません。",
    )


def _rows(sheet: DecisionSheet) -> Iterator[Row]:
    if sheet.item is not None:
        yield from _item(sheet.item)
    else:
        yield "判定", "法令による判定", "なし（標準データセット。公開は団体自身の判断による）", ""
    for linked in sheet.items:
        said = f"{linked.name}（{VERDICT_LABELS[linked.verdict]}）{grade_mark(linked.status)}"
        yield "判定", f"当たる情報項目 {linked.number}", said, linked.id
    for law in sheet.fields_of_law:
        yield "判定", "関わる法令の分野", law.text + grade_mark(law.status), ""
    yield "判定", "団体の方針", _policy(sheet), ""
    yield "判定", "担当課", sheet.section or BLANK, ""
    for record in sheet.records:
        said = "公開を確認" if record.decision == "accept" else "確認待ち"
        yield "目録", said, record.title, record.url
    for check in sheet.checks:
        yield _check(check)
    for step in sheet.personal:
        said = f"{step.question} {'／'.join(step.answers)}{grade_mark(step.status)}"
        yield "個人情報の手順", f"{step.id} {step.label}", said, step.ground
    for licence in sheet.licences:
        name = licence.name + ("（採用）" if licence.chosen else "") + grade_mark(licence.status)
        yield "利用ルール", name, licence.attribution + grade_mark(licence.attribution_status), licence.url
    for value in sheet.metadata:
        shown = value.value or BLANK
        yield (
            "メタデータ",
            f"{value.number} {value.name}",
            shown,
            value.known_from or f"記載例: {value.example}",
        )
    for dataset in sheet.datasets:
        columns = "、".join(required_columns(dataset)) or "未確認"
        fits = f"（{dataset.link}）" if dataset.link else ""
        said = f"{dataset.name}{fits}: 必須の列 {columns}{grade_mark(dataset.status)}"
        yield "標準データセット", dataset.id, said, "、".join(dataset.file_names)
    for cycle in sheet.cycles:
        yield "更新", "周期", cycle.text + grade_mark(cycle.status), cycle.reference
    for statement in sheet.disclosure:
        yield "情報公開", "制度との関係", statement.text + grade_mark(statement.status), statement.reference
    for precedent in sheet.precedents:
        yield "先行する例", precedent.bodies, precedent.text + grade_mark(precedent.status), precedent.kind
    for office in sheet.sign_off:
        yield "決裁", office, BLANK, ""
    for source in sheet.sources:
        read = f"（{source.read_on} 確認）" if source.read_on else ""
        yield "出典", source.id, source.title + read, source.url


def _item(item: ItemAnswer) -> Iterator[Row]:
    yield (
        "判定",
        "判定",
        VERDICT_LABELS[item.verdict] + grade_mark(item.status) + origin_mark(item.origin),
        "",
    )
    yield "判定", "法令上の保有主体", item.holder_text, ""
    for reason in item.reasons:
        if reason.rule != "V12":
            yield "判定", f"判断 {reason.rule}", reason.text, "、".join(reason.grounds)
    for question in item.questions:
        how = question.how_to_find_out.rstrip("。")
        said = f"{question.question}（調べ方: {how}）"
        yield "判定", "判定を変える問い", said, f"konkyo body set {question.key}=yes"
    for basis in item.legal_bases:
        if basis.decisive:
            form = "／".join(
                part for part in (basis.mode, basis.duty or "", basis.scope, basis.audience) if part
            )
            said = f"{basis.summary}［{form}］{grade_mark(basis.status)}"
            yield "根拠", f"{basis.law}{basis.article}", said, basis.url or ""
    yield "根拠", "公開の範囲", item.scope_text, ""
    for difference in item.differs_from_guide:
        said = f"手引書「{difference.guide}」／今「{difference.today}」: {difference.text}"
        yield "根拠", "手引書の表との違い", said + grade_mark(difference.status), ""


def _policy(sheet: DecisionSheet) -> str:
    year = f"（{sheet.fiscal_year}年度）" if sheet.fiscal_year else ""
    return sheet.state + year if sheet.state else BLANK


def _check(check: SheetCheck) -> Row:
    answer = check.answer or BLANK
    if check.note:
        answer += f"（{check.note}）"
    if check.outdated:
        answer += "（問いの文が回答の後に変わりました）"
    before = "（公開前）" if check.condition else ""
    text = f"{check.text}{grade_mark(check.status)}{origin_mark(check.origin)} → {answer}"
    return f"確認: {check.group.value}{before}", check.id, text, check.reference
