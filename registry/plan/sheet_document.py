"""A decision sheet (公開判断シート) as a document: one or two pages that go with an internal approval.

Written through the same types as a plan, so that Markdown and Word of both are made by the same hands.
"""

from collections.abc import Iterator

from registry.knowledge.base import KnowledgeAt
from registry.law.dates import format_fiscal_year, format_wareki
from registry.plan.document import FILL_IN, Block, Document, Grid, Heading, Paragraph, Text
from registry.plan.grounding import GroundBook, mark_of
from registry.plan.sheet_sections import (
    SheetBook,
    checklist,
    forms,
    ground_tables,
    licences,
    metadata,
    personal,
    precedents,
)
from registry.publishing.sheet import DecisionSheet
from registry.publishing.verdicts import VERDICT_LABELS, Verdict

KIND = "公開判断シート"
"""``kind`` in the front matter."""
LEVEL = 3
"""Of all headings: (1), (2) …; a sheet has neither chapters nor a table of contents."""
_HOLDING = ("V01", "V02", "V03", "V04")


def sheet_document(sheet: DecisionSheet, view: KnowledgeAt, version: str = "") -> Document:
    """The sheet as a document; the same sheet gives the same document."""
    book = SheetBook(GroundBook(view), view)
    parts: tuple[tuple[str, tuple[Iterator[Block], ...]], ...] = (
        ("判断", (_verdict(sheet, book), _sign_off(sheet), ground_tables(sheet, book))),
        ("確認", (checklist(sheet, book), personal(sheet, book))),
        ("公開の形", (licences(sheet, book), metadata(sheet), forms(sheet, book), precedents(sheet, book))),
    )
    blocks: list[Block] = [_opening(sheet)]
    for number, (title, written) in enumerate(parts, start=1):
        blocks.append(Heading(id=f"part-{number}", level=LEVEL, text=title))
        blocks += [block for section in written for block in section]
    return Document(
        title=f"{KIND}　{subject_label(sheet)}（{_who(sheet)}）",
        front=_front(sheet, view, version),
        blocks=tuple(blocks),
        grounds=book.book.grounds,
    )


def subject_label(sheet: DecisionSheet) -> str:
    """項番16 洪水ハザードマップ; 標準データセット08 AED設置箇所一覧."""
    word = "項番" if sheet.target.kind == "item" else "標準データセット"
    return f"{word}{sheet.target.number} {sheet.target.name}"


def _who(sheet: DecisionSheet) -> str:
    if sheet.body is not None:
        return sheet.body.name
    return sheet.kind or "団体を定めない場合"


def _front(sheet: DecisionSheet, view: KnowledgeAt, version: str) -> tuple[tuple[str, str], ...]:
    return (
        ("kind", KIND),
        ("target", sheet.target.id),
        ("body", sheet.body.code if sheet.body else ""),
        ("body_name", f"{_full_name(sheet)}" if sheet.body else ""),
        ("as_of", sheet.as_of.isoformat()),
        ("verdict", sheet.item.verdict.value if sheet.item else ""),
        ("knowledge", view.knowledge.fingerprint),
        ("konkyo", version),
    )


def _full_name(sheet: DecisionSheet) -> str:
    body = sheet.body
    if body is None:
        return ""
    return body.name if body.name == body.prefecture else body.prefecture + body.name


def _opening(sheet: DecisionSheet) -> Block:
    texts = [
        f"基準日は{format_wareki(sheet.as_of)}です。{FILL_IN}は起案する課が記入します。",
        "確かめられていない事項には印があります。",
        *(notice if notice.endswith("。") else f"{notice}。" for notice in sheet.notices),
    ]
    return Paragraph(id="opening", resolve=True, sentences=tuple(Text(text) for text in texts))


def _verdict(sheet: DecisionSheet, book: SheetBook) -> Iterator[Block]:
    rows = [(Text("対象"), Text(f"{_subject(sheet)}／{_who(sheet)}"))]
    rows += _item_rows(sheet, book) if sheet.item is not None else _dataset_rows(sheet, book)
    rows += [
        (Text("目録での状態"), _catalogue(sheet)),
        (Text("団体の方針"), _policy(sheet)),
        (Text("担当課"), Text(sheet.section or FILL_IN)),
        (Text("確認事項"), _progress(sheet)),
    ]
    yield Grid(id="verdict", caption="判定", columns=("事項", "内容"), rows=tuple(rows))


def _subject(sheet: DecisionSheet) -> str:
    label = subject_label(sheet)
    guide_name = sheet.item.guide_name if sheet.item else None
    if guide_name and guide_name != sheet.target.name:
        label += f"（手引書の表では「{guide_name}」）"
    return label


def _item_rows(sheet: DecisionSheet, book: SheetBook) -> Iterator[tuple[Text, Text]]:
    item = sheet.item
    if item is None:
        return
    mark = mark_of(item.status)
    decisive = tuple(book.provision(basis) for basis in item.legal_bases if basis.decisive)
    holding = [reason for reason in item.reasons if reason.rule in _HOLDING]
    opening = [reason for reason in item.reasons if reason.rule not in (*_HOLDING, "V12", "V15")]
    yield Text("法令上の保有主体"), Text(item.holder_text, book.item(item), mark)
    held = " ".join(_with_citations(reason.text, reason.grounds) for reason in holding)
    yield Text("この団体が持つか"), Text(held or "団体を定めていません", book.item(item) if held else ())
    said = [VERDICT_LABELS[item.verdict]]
    said += [reason.text for reason in opening]
    if item.verdict is Verdict.UNKNOWN and item.questions:
        said.append("下の問いに答えると決まります")
    yield Text("判定"), Text("。".join(part.rstrip("。") for part in said) + "。", decisive, mark)
    if item.questions:
        asked = "。".join(
            f"{question.question}（調べ方: {question.how_to_find_out.rstrip('。')}）"
            for question in item.questions
        )
        yield Text("判定を変える問い"), Text(asked)
    unread = [text for text in item.would_change if not text.startswith("答えると")]
    if unread:
        yield Text("確かめる条文"), Text("。".join(unread))


def _with_citations(text: str, grounds: tuple[str, ...]) -> str:
    return f"{text.rstrip('。')}（{'、'.join(grounds)}）。" if grounds else text


def _dataset_rows(sheet: DecisionSheet, book: SheetBook) -> Iterator[tuple[Text, Text]]:
    yield (
        Text("判定"),
        Text(
            "標準データセットについて、法令に基づく判定はありません。保有しているかを確かめ、公開は団体自身の判断によります。"
        ),
    )
    if sheet.items:
        named = "、".join(
            f"項番{item.number} {item.name}（{VERDICT_LABELS[item.verdict]}）" for item in sheet.items
        )
        yield Text("当たる情報項目"), Text(named, (), mark_of(*(item.status for item in sheet.items)))
    if sheet.fields_of_law:
        texts = "、".join(ground.text for ground in sheet.fields_of_law)
        keys = tuple(book.statement(ground, "公開を義務付けるものではない") for ground in sheet.fields_of_law)
        yield (
            Text("関わる法令の分野"),
            Text(texts, keys, mark_of(*(ground.status for ground in sheet.fields_of_law))),
        )


def _catalogue(sheet: DecisionSheet) -> Text:
    accepted = [record for record in sheet.records if record.decision == "accept"]
    if accepted:
        return Text(f"公開を確認（「{accepted[0].title}」ほか計 {len(accepted)} 件）")
    if sheet.records:
        return Text(f"確認待ち（「{sheet.records[0].title}」など {len(sheet.records)} 件の候補）")
    return Text(
        "目録に見つかりません" if sheet.catalogues else "目録を取り込んでいないため、確かめていません"
    )


def _policy(sheet: DecisionSheet) -> Text:
    if not sheet.state:
        return Text(FILL_IN)
    year = f"（{format_fiscal_year(sheet.fiscal_year)}）" if sheet.fiscal_year else ""
    return Text(sheet.state + year)


def _progress(sheet: DecisionSheet) -> Text:
    done = len(sheet.checks) - sheet.open_checks
    return Text(
        f"{len(sheet.checks)} 件のうち回答 {done} 件。公開の前に済ませるもので、済んでいないもの {sheet.blocking_checks} 件。"
    )


def _sign_off(sheet: DecisionSheet) -> Iterator[Block]:
    yield Grid(
        id="sign-off",
        caption="決裁",
        columns=sheet.sign_off,
        rows=(tuple(Text(FILL_IN) for _ in sheet.sign_off),),
        definition=True,
    )
