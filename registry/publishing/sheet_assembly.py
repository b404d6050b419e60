"""Putting a decision sheet (公開判断シート) together from the knowledge on a day and what a workspace knows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import structs

from registry.knowledge.base import KnowledgeAt
from registry.knowledge.body import Body
from registry.knowledge.datasets import ItemLink, LinkKind, Requirement, StandardDataset
from registry.knowledge.items import BodyKind, FactKey, Item
from registry.knowledge.rules import Licence
from registry.publishing.answers import ItemAnswer, answer_item, body_ref, make_asker
from registry.publishing.sheet import (
    DecisionSheet,
    KnownOfTarget,
    LicenceText,
    LinkedItem,
    SheetCheck,
    SheetColumn,
    SheetDataset,
    SheetSource,
    SheetTarget,
    Statement,
)
from registry.publishing.sheet_checks import (
    checks_of,
    disclosure_statements,
    guide_steps,
    is_blocking,
    is_open,
)
from registry.publishing.sheet_licences import USUAL, attribution, find_licence, short_name
from registry.publishing.sheet_metadata import LICENCE, URL, metadata_values
from registry.publishing.sheet_precedents import precedents_of
from registry.publishing.verdicts import Answer, Asker

SIGN_OFF = (
    "起案（データの担当課）",
    "合議（個人情報保護・情報公開の担当）",
    "合議（オープンデータの担当）",
    "決裁",
)
_NO_CATALOGUE = (
    "目録がまだ取り込まれていないため、公開の有無は確かめられません。"
    "konkyo inventory import ファイル名 で目録を取り込んでください。"
)


def make_sheet(
    view: KnowledgeAt,
    subject: Item | StandardDataset,
    body: Body | None = None,
    kind: BodyKind | None = None,
    *,
    told: Mapping[FactKey, Answer] | None = None,
    assumed: Mapping[FactKey, Answer] | None = None,
    known: KnownOfTarget | None = None,
    licence: str = "",
) -> DecisionSheet:
    """The sheet of an item or a standard dataset, for a body, a kind of body or nobody in particular.

    ``licence``: the terms that were chosen, by any of their names. Raises UsageError when they are unknown.
    """
    of_target = known or KnownOfTarget()
    asker = make_asker(body, kind, told, assumed)
    chosen = find_licence(view.knowledge, licence) if licence else None
    item = answer_item(subject, asker, view) if isinstance(subject, Item) else None
    links = _links(view, subject)
    carried = [] if item else [view.knowledge.items[link.item] for link in links if _carries(link)]
    datasets = tuple(_datasets(view, subject, links, body))
    items = (subject,) if isinstance(subject, Item) else tuple(carried)
    checks = checks_of(view.knowledge, items, of_target.answers)
    metadata = metadata_values(
        view.knowledge, subject.name, datasets, of_target, short_name(chosen) if chosen else ""
    )
    filled = {value.id: value.value for value in metadata}
    sheet = DecisionSheet(
        as_of=view.day,
        body=body_ref(body) if body is not None else None,
        kind=kind.value if kind is not None else None,
        assumed={key.value: answer.value for key, answer in (assumed or {}).items()},
        told={key.value: answer.value for key, answer in (told or {}).items()},
        notices=(*view.notices(), *(() if of_target.catalogues or body is None else (_NO_CATALOGUE,))),
        target=target_of(subject),
        item=item,
        items=() if item else tuple(_linked(view, links, asker)),
        fields_of_law=tuple(_fields_of_law(subject)),
        state=of_target.state,
        section=of_target.section,
        fiscal_year=of_target.fiscal_year,
        records=of_target.records,
        catalogues=of_target.catalogues,
        checks=checks,
        open_checks=sum(map(is_open, checks)),
        blocking_checks=sum(map(is_blocking, checks)),
        personal=guide_steps(view),
        disclosure=disclosure_statements(view.knowledge),
        licences=tuple(_licences(view, chosen, filled, body)),
        metadata=metadata,
        datasets=datasets,
        cycles=tuple(_cycles(items)),
        precedents=precedents_of(view.knowledge, subject, datasets, body, of_target.neighbours),
        sign_off=SIGN_OFF,
        sources=(),
    )
    return _with_sources(sheet, view)


def target_of(subject: Item | StandardDataset) -> SheetTarget:
    """The subject as sheets name it."""
    if isinstance(subject, Item):
        return SheetTarget(kind="item", id=subject.id, number=subject.number, name=subject.name)
    return SheetTarget(kind="dataset", id=subject.id, number=subject.number or "", name=subject.name)


def _links(view: KnowledgeAt, subject: Item | StandardDataset) -> list[ItemLink]:
    order = list(LinkKind)
    links = [
        link
        for link in view.knowledge.datasets.links
        if link.dataset is not None
        and (link.item if isinstance(subject, Item) else link.dataset) == subject.id
        and link.item in view.knowledge.items
    ]
    return sorted(links, key=lambda link: order.index(link.kind))


def _carries(link: ItemLink) -> bool:
    return link.kind in (LinkKind.EXACT, LinkKind.PARTIAL)


def _linked(view: KnowledgeAt, links: Iterable[ItemLink], asker: Asker) -> Iterator[LinkedItem]:
    for link in links:
        answer = answer_item(view.knowledge.items[link.item], asker, view)
        yield LinkedItem(
            id=answer.id,
            number=answer.number,
            name=answer.name,
            link=link.kind.value,
            verdict=answer.verdict,
            status=answer.status,
        )


def _datasets(
    view: KnowledgeAt, subject: Item | StandardDataset, links: Sequence[ItemLink], body: Body | None
) -> Iterator[SheetDataset]:
    if isinstance(subject, StandardDataset):
        yield _dataset(subject, None, body)
        return
    by_id = {dataset.id: dataset for dataset in view.knowledge.datasets.datasets}
    for link in links:
        if link.dataset in by_id:
            yield _dataset(by_id[link.dataset], link, body)


def _dataset(dataset: StandardDataset, link: ItemLink | None, body: Body | None) -> SheetDataset:
    columns = dataset.columns
    fact = columns or dataset.external or dataset
    note = columns.required_note or "" if columns else ""
    if dataset.external is not None:
        note = f"列の一覧は持たず、{dataset.external.name}によります"
    elif columns is None or not columns.columns:
        note = "列の一覧を確かめられていません"
    return SheetDataset(
        id=dataset.id,
        name=dataset.name,
        link=link.kind.value if link else "",
        why=link.why if link else "",
        advice=(link.advice or "") if link else "",
        file_names=tuple(
            name.replace("[団体コード]", body.code) if body else name for name in dataset.file_names
        ),
        columns=tuple(
            SheetColumn(
                name=column.name,
                requirement=column.required,
                requirement_inferred=column.required_inferred,
                inferred=column.inferred,
                type=column.type or "",
            )
            for column in (columns.columns if columns else ())
        ),
        columns_note=note,
        status=fact.status,
        checked=fact.checked,
        sources=fact.sources,
    )


def required_columns(dataset: SheetDataset) -> tuple[str, ...]:
    """Names of the columns that the definition asks for."""
    return tuple(column.name for column in dataset.columns if column.requirement is Requirement.REQUIRED)


def _fields_of_law(subject: Item | StandardDataset) -> Iterator[Statement]:
    if isinstance(subject, StandardDataset):
        for number, ground in enumerate(subject.legal_grounds, start=1):
            yield Statement(
                id=f"{subject.id}-law-{number}",
                text=ground.text,
                status=ground.status,
                checked=ground.checked,
                sources=ground.sources,
            )


def _cycles(items: Iterable[Item]) -> Iterator[Statement]:
    for item in items:
        for number, cycle in enumerate(item.cycles, start=1):
            yield Statement(
                id=f"{item.id}-cycle-{number}",
                text=cycle.text,
                reference=cycle.reference or "",
                status=cycle.status,
                checked=cycle.checked,
                sources=cycle.sources,
            )


def _licences(
    view: KnowledgeAt, chosen: Licence | None, filled: Mapping[str, str], body: Body | None
) -> Iterator[LicenceText]:
    told = filled.get(LICENCE, "")
    for licence in view.knowledge.rules.licences:
        is_chosen = licence is chosen if chosen else bool(told) and short_name(licence) in told
        if licence.id not in USUAL and not is_chosen:
            continue
        line = attribution(licence, body.name if body else "", filled.get(URL, ""))
        yield LicenceText(
            id=licence.id,
            name=licence.name,
            url=licence.url or "",
            recommended=licence.recommended,
            chosen=is_chosen,
            terms=tuple(
                Statement(
                    id=f"{licence.id}-{term.number}",
                    text=f"{term.title}: {term.text}",
                    status=term.status,
                    checked=term.checked,
                    sources=term.sources,
                )
                for term in licence.terms
            ),
            attribution=line.text,
            attribution_status=line.status,
            status=licence.status,
            checked=licence.checked,
            sources=licence.sources,
        )


def _with_sources(sheet: DecisionSheet, view: KnowledgeAt) -> DecisionSheet:
    sources = [view.knowledge.sources[key] for key in dict.fromkeys(_source_ids(sheet, view))]
    return structs.replace(
        sheet,
        sources=tuple(
            SheetSource(id=source.id, title=source.title, url=source.url or "", read_on=source.read_on)
            for source in sources
        ),
    )


def _source_ids(sheet: DecisionSheet, view: KnowledgeAt) -> Iterator[str]:
    item: ItemAnswer | None = sheet.item
    for basis in item.legal_bases if item else ():
        yield from view.knowledge.provisions[basis.provision].sources
    facts: Sequence[SheetCheck | Statement] = (*sheet.checks, *sheet.fields_of_law, *sheet.cycles)
    for fact in (
        *facts,
        *sheet.personal,
        *sheet.disclosure,
        *sheet.licences,
        *sheet.datasets,
        *sheet.precedents,
    ):
        yield from fact.sources
