"""The policy of each pillar with its right subject, and protection."""

from collections.abc import Iterator

from registry.knowledge.plans import LocalDuty, Pillar
from registry.law.dates import format_wareki
from registry.plan.document import Block, Listing, Paragraph, Text
from registry.plan.inputs import ACT, Place, Writer

_PROTECTED_SINCE = "event-2023-04-01"


def policy(writer: Writer, place: Place) -> Iterator[Block]:
    """The ground of one pillar, whom it binds, and what the body proposes."""
    pillar = place.pillar
    if pillar is None:
        return
    base = place.base
    yield Paragraph(id=f"{base}/ground", sentences=tuple(_subject_sentences(writer, pillar)))
    duties = [
        duty
        for duty in writer.view.knowledge.plan.duties
        if duty.pillar == pillar.id
        and duty.strength in ("努力義務", "公表する")
        and writer.applying(duty.provisions) == duty.provisions != ()
    ]
    if duties:
        names = "、".join(writer.define(law) for law in dict.fromkeys(duty.law for duty in duties))
        keys = tuple(key for duty in duties for key in writer.book.provisions(duty.provisions))
        yield Paragraph(
            id=f"{base}/duties-lead",
            sentences=(
                writer.fact(
                    "地方公共団体については、{names}に次の規定〔がある|があります〕。", *keys, names=names
                ),
            ),
        )
        yield Listing(
            id=f"{base}/duties",
            entries=tuple(
                writer.book.stated(
                    _duty_text(writer, duty),
                    *writer.book.provisions(duty.provisions),
                )
                for duty in duties
            ),
        )
    chosen = [measure.title for measure in writer.measures if pillar.id in {p.id for p in measure.pillars}]
    chosen += [choice.action.title for choice in writer.actions if choice.action.pillar == pillar.id]
    if chosen:
        yield Paragraph(
            id=f"{base}/resolve",
            resolve=True,
            sentences=(
                writer.resolve(
                    "{own}は、{name}として、{titles}に取り組むものと〔する|します〕（案）。",
                    name=pillar.name,
                    titles="、".join(f"「{title}」" for title in chosen),
                ),
            ),
        )


def _duty_text(writer: Writer, duty: LocalDuty) -> str:
    strength = "" if duty.strength == "公表する" else f"（{duty.strength}）"
    summaries = [writer.view.knowledge.provisions[provision].summary for provision in duty.provisions]
    return f"{writer.articles(duty.provisions)}{strength} {'。'.join(summaries)}"


def _subject_sentences(writer: Writer, pillar: Pillar) -> Iterator[Text]:
    key = writer.book.fact(pillar.id, pillar, pillar.name)
    found = [subject for subject in writer.view.knowledge.plan.subjects if subject.pillar == pillar.id]
    articles = writer.articles(provision for subject in found for provision in subject.provisions)
    yield writer.fact("この柱は、{articles}に対応〔する|します〕。", key, articles=articles)
    for subject in found:
        keys = writer.book.provisions(subject.provisions)
        article = writer.articles(subject.provisions)
        if "地方公共団体" in subject.subject:
            sentence = "{article}は{subject}を主語とし、{own}に直接適用〔される|されます〕。"
        else:
            sentence = (
                "{article}の主語は{subject}であり、{own}の義務を直接に定めるもの〔ではない|ではありません〕。"
            )
        yield writer.fact(sentence, *keys, article=article, subject=subject.subject)


def security(writer: Writer, place: Place) -> Iterator[Block]:
    """Cyber security: the policy that the Local Autonomy Act asks for."""
    provision = "local_autonomy_act:244条の6"
    if provision not in writer.view.knowledge.provisions:
        return
    cited = writer.view.knowledge.provisions[provision]
    if not writer.view.in_force(cited):
        return
    yield Paragraph(
        id=f"{place.base}/ground",
        resolve=True,
        sentences=(
            writer.resolve(
                "{own}は、{article}の規定を踏まえ、サイバーセキュリティの確保に必要な措置を講ずるものと〔する|します〕。",
                writer.book.provision(provision),
                article=writer.article(provision),
            ),
        ),
    )


def personal_rules(writer: Writer, place: Place) -> Iterator[Block]:
    """Personal information: the act that applies directly, and safety management."""
    event = next((e for e in writer.view.knowledge.plan.events if e.id == _PROTECTED_SINCE), None)
    sentences = []
    if event is not None and event.day is not None and event.day <= writer.view.day:
        sentences.append(
            writer.fact(
                "{law}は、{day}から地方公共団体に直接適用されて〔いる|います〕。",
                writer.book.fact(event.id, event, event.text),
                law=writer.define("appi"),
                day=format_wareki(event.day),
            )
        )
    for provision_id, sentence in (
        (
            "appi:66条1項",
            "{article}は、保有個人情報の安全管理のために必要かつ適切な措置を講ずることを求めて〔いる|います〕。",
        ),
        ("appi:66条2項", "{article}は、委託を受けた者、指定管理者などにこの義務を準用して〔いる|います〕。"),
    ):
        if sentences and writer.view.in_force(writer.view.knowledge.provisions[provision_id]):
            key = writer.book.provision(provision_id)
            sentences.append(writer.fact(sentence, key, article=writer.article(provision_id)))
    if sentences:
        yield Paragraph(id=f"{place.base}/ground", sentences=tuple(sentences))
    yield Paragraph(
        id=f"{place.base}/resolve",
        resolve=True,
        sentences=(
            writer.resolve(
                "データの公開に当たっては、{article}を踏まえ、個人及び法人の権利利益、国の安全等が害されることのないように〔する|します〕。",
                writer.book.provision(f"{ACT}:11条1項"),
                article=writer.article(f"{ACT}:11条1項"),
            ),
        ),
    )
