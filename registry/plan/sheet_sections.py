"""The sections of a decision sheet (公開判断シート): tables and lists with their grounds."""

from collections.abc import Iterator, Sequence

from registry.knowledge.base import KnowledgeAt
from registry.knowledge.datasets import LinkKind
from registry.knowledge.facts import Fact
from registry.plan.document import FILL_IN, Block, Grid, Paragraph, Slot, Text
from registry.plan.grounding import GroundBook, mark_of
from registry.publishing.answers import ItemAnswer, LegalBasis
from registry.publishing.sheet import (
    CheckGroup,
    DecisionSheet,
    GuideStep,
    LicenceText,
    MetadataValue,
    Precedent,
    SheetCheck,
    SheetDataset,
    Statement,
)
from registry.publishing.sheet_assembly import required_columns

_LINKS = {
    "": "この標準データセット",
    LinkKind.EXACT.value: "同じ情報",
    LinkKind.PARTIAL.value: "一部を載せられる",
    LinkKind.RELATED.value: "近い主題",
}
_MOST_BASES = 5
"""Provisions that are told where none decides."""
_MOST_DATASETS = 2
"""Standard datasets of which the columns are told."""
_MOST_COLUMNS = 12
"""Names of columns that are listed; the rest is counted."""

_Told = SheetCheck | Statement | GuideStep | LicenceText | SheetDataset | Precedent


class SheetBook:
    """The grounds of a sheet while it is written."""

    def __init__(self, book: GroundBook, view: KnowledgeAt) -> None:
        self.book = book
        self._view = view

    def provision(self, basis: LegalBasis) -> str:
        """Key of a provision."""
        return self.book.provision(basis.provision)

    def item(self, item: ItemAnswer) -> tuple[str, ...]:
        """Key of the entry of an item."""
        return (
            self.book.fact(item.id, self._view.knowledge.items[item.id], f"項番{item.number} {item.name}"),
        )

    def statement(self, told: _Told, text: str = "") -> str:
        """Key of the sources of a fact; facts with the same sources, grade and day share it."""
        fact = Fact(status=told.status, sources=told.sources, checked=told.checked)
        key = "+".join((*told.sources, told.status.value, f"{told.checked}", text))
        return self.book.fact(key, fact, text)


def ground_tables(sheet: DecisionSheet, book: SheetBook) -> Iterator[Block]:
    """The provisions that decide, how much the law opens, and where the guide's table differs from today's law."""
    item = sheet.item
    if item is None:
        return
    decisive = [basis for basis in item.legal_bases if basis.decisive] or item.legal_bases[:_MOST_BASES]
    if decisive:
        yield Grid(
            id="grounds",
            caption="根拠となる条項",
            columns=("条項", "公開の形", "範囲と相手", "内容"),
            rows=tuple(_basis(basis, book) for basis in decisive),
        )
    sentences = [Text(item.scope_text, book.item(item), mark_of(item.status))]
    others = len(item.legal_bases) - len(decisive)
    if others:
        sentences.append(
            Text(f"ほかに関係する条項が {others} 件あります（konkyo why {item.number} で一覧できます）。")
        )
    yield Paragraph(id="scope", sentences=tuple(sentences))
    if item.differs_from_guide:
        yield Grid(
            id="differences",
            caption="手引書の表と今の法令の違い",
            columns=("手引書の表", "今", "説明"),
            rows=tuple(
                (
                    Text(difference.guide or "―"),
                    Text(difference.today),
                    Text(difference.text, book.item(item), mark_of(difference.status)),
                )
                for difference in item.differs_from_guide
            ),
        )


def _basis(basis: LegalBasis, book: SheetBook) -> tuple[Text, ...]:
    applied = f"（{basis.applies}の準用）" if basis.applies else ""
    mode = "・".join(part for part in (basis.mode, basis.duty or "") if part)
    reach = "／".join(part for part in (basis.scope, basis.audience) if part)
    return (
        Text(f"{basis.law}{basis.article}{applied}", (book.provision(basis),)),
        Text(mode or "―"),
        Text(reach or "―"),
        Text(basis.summary, (), mark_of(basis.status)),
    )


def checklist(sheet: DecisionSheet, book: SheetBook) -> Iterator[Block]:
    """Every question with its ground and its answer."""
    yield Grid(
        id="checks",
        caption="確認事項（確かめて手当てを済ませたら「はい」。答えは はい・いいえ・該当なし）",
        columns=("区分", "確認すること（根拠）", "答え"),
        rows=tuple(
            (
                Text(check.group.value + ("（公開前）" if check.condition else "")),
                Text(
                    check.text + (f"（{check.reference}）" if check.reference else ""),
                    (book.statement(check),),
                    mark_of(check.status),
                ),
                _answer(check),
            )
            for check in sheet.checks
        ),
        notes=tuple(
            Text(
                f"情報公開制度との関係: {statement.text}",
                (book.statement(statement),),
                mark_of(statement.status),
            )
            for statement in sheet.disclosure
            if all(check.id != statement.id for check in sheet.checks)
        ),
    )
    if any(check.group is CheckGroup.TAMPERING for check in sheet.checks):
        said = "konkyo pack で作る公開パックは、前の版を残し（②）、SHA-256 の一覧を付けます（③）。"
        yield Paragraph(id="checks/pack", resolve=True, sentences=(Text(said),))


def _answer(check: SheetCheck) -> Text:
    if check.answer is None:
        return Text(FILL_IN)
    note = f"（{check.note}）" if check.note else ""
    outdated = "。問いの文が回答の後に変わりました" if check.outdated else ""
    return Text(f"{check.answer}{note}{outdated}")


def personal(sheet: DecisionSheet, book: SheetBook) -> Iterator[Block]:
    """The decision guide on the way to publication."""
    if not sheet.personal:
        return
    yield Grid(
        id="personal",
        caption="個人情報の確認の手順",
        columns=("問い（今の根拠）", "答えと進む先"),
        rows=tuple(
            (
                Text(
                    f"{step.id} {step.question}" + (f"（{step.ground}）" if step.ground else ""),
                    (book.statement(step),),
                    mark_of(step.status),
                ),
                Text("／".join(step.answers)),
            )
            for step in sheet.personal
        ),
    )


def licences(sheet: DecisionSheet, book: SheetBook) -> Iterator[Block]:
    """Terms of use with the line that names the source."""
    if sheet.licences:
        yield Grid(
            id="licences",
            caption="利用ルールと出典の書き方",
            columns=("利用ルール", "出典の書き方", "条件"),
            rows=tuple(_licence(licence, book) for licence in sheet.licences),
        )
    if not any(licence.chosen for licence in sheet.licences):
        yield Slot(
            id="licences/chosen", label="採用する利用ルール", guidance="上の表から一つを選び、書いてください"
        )


def _licence(licence: LicenceText, book: SheetBook) -> tuple[Text, ...]:
    chosen = "（採用）" if licence.chosen else ""
    asked = "。ガイドラインが採用を勧めています" if licence.recommended else ""
    titles = "、".join(term.text.partition(":")[0] for term in licence.terms)
    conditions = titles or "本文による"
    if licence.chosen and licence.terms:
        conditions = "。".join(term.text for term in licence.terms)
    marks = [term.status for term in licence.terms] if licence.chosen else []
    return (
        Text(f"{licence.name}{chosen}{asked}", (book.statement(licence),), mark_of(licence.status)),
        Text(licence.attribution, (), mark_of(licence.attribution_status)),
        Text(conditions, (), mark_of(*marks)),
    )


def metadata(sheet: DecisionSheet) -> Iterator[Block]:
    """The ten items, five beside five; what is not known is to be written."""
    half = len(sheet.metadata) // 2
    yield Grid(
        id="metadata",
        caption="メタデータ（手引書の10項目）",
        columns=("項目", "値", "項目", "値"),
        rows=tuple(
            (*_metadata_value(left), *_metadata_value(right))
            for left, right in zip(sheet.metadata[:half], sheet.metadata[half:], strict=True)
        ),
        definition=True,
    )


def _metadata_value(value: MetadataValue) -> tuple[Text, Text]:
    said = f"{value.value}（{value.known_from}）" if value.known_from else value.value
    return (
        Text(f"{value.number} {value.name}"),
        Text(said or f"{FILL_IN}（例: {value.example}）", (), mark_of(value.status)),
    )


def forms(sheet: DecisionSheet, book: SheetBook) -> Iterator[Block]:
    """Standard datasets with the columns they ask for, and how often the information changes."""
    cycles = tuple(
        Text(
            f"更新: {cycle.text}" + (f"（{cycle.reference}）" if cycle.reference else ""),
            (book.statement(cycle),),
            mark_of(cycle.status),
        )
        for cycle in sheet.cycles
    )
    if sheet.datasets:
        yield Grid(
            id="datasets",
            caption="標準データセットと更新",
            columns=("名称", "当てはまり", "ファイル名", "必須の列"),
            rows=tuple(_dataset(dataset, book) for dataset in sheet.datasets[:_MOST_DATASETS]),
            notes=(*_further(sheet.datasets[_MOST_DATASETS:], book), *cycles),
        )
        return
    said = "当たる標準データセットは見つかっていません。機械判読できる形（CSV など）にします。"
    yield Paragraph(id="datasets", resolve=True, sentences=(Text(said), *cycles))


def _further(datasets: Sequence[SheetDataset], book: SheetBook) -> Iterator[Text]:
    if datasets:
        names = "、".join(f"{dataset.id} {dataset.name}" for dataset in datasets)
        keys = tuple(book.statement(dataset) for dataset in datasets)
        yield Text(f"ほかに {names} も、この情報に関わります", keys)


def _dataset(dataset: SheetDataset, book: SheetBook) -> tuple[Text, ...]:
    required = required_columns(dataset)
    inferred = any(
        column.requirement_inferred or column.inferred
        for column in dataset.columns
        if column.name in required
    )
    shown = "、".join(required[:_MOST_COLUMNS])
    if len(required) > _MOST_COLUMNS:
        shown += f" ほか {len(required) - _MOST_COLUMNS} 列"
    columns = shown or dataset.columns_note or "必須の印は確かめられていません"
    mark = "一部は推定" if inferred else mark_of(dataset.status)
    advice = "。".join(part.rstrip("。") for part in (dataset.why, dataset.advice) if part)
    fits = _LINKS[dataset.link] + (f"（{advice}）" if advice else "")
    return (
        Text(f"{dataset.id} {dataset.name}", (book.statement(dataset),)),
        Text(fits),
        Text("、".join(dataset.file_names) or "―"),
        Text(f"{columns}（全 {len(dataset.columns)} 列）" if dataset.columns else columns, (), mark),
    )


def precedents(sheet: DecisionSheet, book: SheetBook) -> Iterator[Block]:
    """What others have done."""
    if not sheet.precedents:
        said = "先行する例は、この知識ベースとワークスペースには見つかりません（例がないという意味ではありません）。"
        yield Paragraph(id="precedents", resolve=True, sentences=(Text(said),))
        return
    yield Grid(
        id="precedents",
        caption="先行する例（このデータを使うか公開する施策の例で、このデータの公開の例とは限りません）",
        columns=("団体", "したこと", "どういう例か"),
        rows=tuple(
            (
                Text(precedent.bodies),
                Text(
                    precedent.text,
                    (book.statement(precedent),) if precedent.sources else (),
                    mark_of(precedent.status) if precedent.sources else "",
                ),
                Text(precedent.kind),
            )
            for precedent in sheet.precedents
        ),
    )
