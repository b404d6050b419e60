"""A plan of open data: its ground in the act, what the State's papers say, licence and steps."""

from collections.abc import Iterator

from registry.plan.document import Block, Listing, Paragraph
from registry.plan.inputs import ACT, Place, Writer

_PAPERS = ("doc-basic-policy", "doc-local-guideline")
_STEPS = (
    "データを持つ課が、公開の根拠、個人情報及び第三者の権利の有無を確かめ、公開の案を作る",
    "オープンデータを担当する課が、利用ルール、形式及びメタデータを確かめる",
    "公開を決定し、公開データの目録とともに掲載する",
    "定めた周期で更新し、古い版を残す",
    "公開をやめるときは、理由と日付を目録に示す",
)
"""Steps that this project proposes; they are a resolve of the body, not a fact."""


def open_data_ground(writer: Writer, place: Place) -> Iterator[Block]:
    """The paragraph of the act that binds the body itself, and the State's papers of the day."""
    provision = f"{ACT}:11条1項"
    act = writer.define(ACT)
    article = writer.article(provision).removeprefix(writer.law(ACT))
    summary = writer.view.knowledge.provisions[provision].summary
    sentences = [
        writer.fact(
            "{act}{article}は、国及び地方公共団体を主語とし、{own}に直接適用〔される|されます〕。",
            writer.book.provision(provision),
            act=act,
            article=article,
        ),
        writer.fact(
            "同項の要旨は、「{summary}」〔である|です〕。",
            writer.book.provision(provision),
            summary=summary,
        ),
    ]
    for document in writer.view.knowledge.rules.documents:
        if document.id in _PAPERS and any(
            event.day is not None and event.day <= writer.view.day for event in document.events
        ):
            sentences.append(
                writer.fact(
                    "{plan}は、国の「{title}」を踏まえて〔定める|定めます〕。",
                    writer.book.fact(document.id, document, document.title),
                    title=document.title,
                )
            )
    yield Paragraph(id=f"{place.base}/ground", sentences=tuple(sentences))


def rules(writer: Writer, place: Place) -> Iterator[Block]:
    """What the papers say on the topics that the template names, each with its ground."""
    for topic in place.about:
        found = sorted(
            (
                rule
                for rule in writer.view.knowledge.rules.rules
                if rule.topic == topic and rule.now is not None
            ),
            key=lambda rule: rule.order,
        )
        if not found:
            continue
        keys = [writer.book.fact(rule.id, rule, rule.text) for rule in found]
        base = f"{place.base}/rules-{found[0].id.split('-')[1]}"
        yield Paragraph(
            id=f"{base}/lead",
            sentences=(
                writer.fact(
                    "「{topic}」について、国の指針などは次のことを示して〔いる|います〕。", *keys, topic=topic
                ),
            ),
        )
        yield Listing(
            id=base,
            entries=tuple(
                writer.book.stated(f"{rule.number} {rule.text}" if rule.number else rule.text, key)
                for rule, key in zip(found, keys, strict=True)
            ),
        )


def licence(writer: Writer, place: Place) -> Iterator[Block]:
    """The licence that the guideline asks local governments to choose, as a proposal."""
    chosen = next((entry for entry in writer.view.knowledge.rules.licences if entry.recommended), None)
    if chosen is None:
        return
    yield Paragraph(
        id=f"{place.base}/licence",
        resolve=True,
        sentences=(
            writer.resolve(
                "{own}が公開するデータの利用条件は、原則として「{licence}」と〔する|します〕（案）。",
                writer.book.fact(chosen.id, chosen, chosen.name),
                licence=chosen.name,
            ),
            writer.resolve("第三者の権利があるデータは、その部分と条件を明らかに〔する|します〕（案）。"),
        ),
    )


def publication_steps(writer: Writer, place: Place) -> Iterator[Block]:
    """The way of a dataset from its section to the catalogue, as a proposal."""
    steps = "、次に、".join(_STEPS)
    yield Paragraph(
        id=f"{place.base}/steps",
        resolve=True,
        sentences=(
            writer.resolve("データの公開は、次の順で行うものと〔する|します〕（案）。"),
            writer.resolve("初めに、{steps}ものと〔する|します〕。", steps=steps),
        ),
    )
