"""A plan of digital transformation: its standing, the State's priority items, duties under other acts."""

from collections.abc import Iterator

from registry.knowledge.policy import PolicySeries, PolicyVersion
from registry.law.dates import format_wareki
from registry.plan.document import Block, Grid, Paragraph, Text
from registry.plan.grounding import mark_of
from registry.plan.inputs import Place, Writer

_STRENGTHS = ("努力義務", "公表する", "できる")


def dx_aim(writer: Writer, place: Place) -> Iterator[Block]:
    """What the plan is for, as a proposal in the body's voice."""
    yield Paragraph(
        id=f"{place.base}/aim",
        resolve=True,
        sentences=(
            writer.resolve(
                "{plan}は、デジタル技術とデータを使い、住民及び事業者の利便性の向上、行政の業務の改善並びに"
                "地域課題の解決を図ることを目的と〔する|します〕（案）。"
            ),
        ),
    )


def dx_position(writer: Writer, place: Place) -> Iterator[Block]:
    """On what the plan stands: on no duty under an act, as far as is known."""
    found = [entry for entry in writer.view.knowledge.plan.successors if entry.id == writer.template.follows]
    if not found:
        return
    key = writer.book.fact(f"outline/{writer.template.id}", found[0], f"{found[0].kind}の構成")
    plan = writer.view.knowledge.plan
    cited = [provision for subject in plan.subjects if subject.pillar for provision in subject.provisions]
    cited += [provision for duty in plan.duties for provision in writer.applying(duty.provisions)]
    laws = dict.fromkeys(writer.view.knowledge.provisions[provision].law for provision in cited)
    named = "及び".join(writer.define(law) for law in laws)
    sentences = [writer.fact("この計画の策定を義務付ける法律の規定は、無いものと〔される|されます〕。", key)]
    if _versions(writer):
        sentences.insert(
            0, writer.fact("{plan}は、総務省の自治体DX推進計画に沿って定める計画〔である|です〕。", key)
        )
    yield Paragraph(id=f"{place.base}/standing", sentences=tuple(sentences))
    sentence = "{plan}の取組には、{laws}の次の規定が関わるものと〔する|します〕。"
    yield Paragraph(id=f"{place.base}/laws", resolve=True, sentences=(writer.resolve(sentence, laws=named),))


def duties(writer: Writer, place: Place) -> Iterator[Block]:
    """Articles of related acts that address local governments."""
    pillars = {pillar.id: pillar for pillar in writer.pillars()}
    rows = []
    for duty in writer.view.knowledge.plan.duties:
        cited = writer.applying(duty.provisions)
        if duty.strength not in _STRENGTHS or cited != duty.provisions or not cited:
            continue
        pillar = pillars[duty.pillar]
        said = "。".join(writer.view.knowledge.provisions[provision].summary for provision in cited)
        rows.append(
            (
                Text(writer.articles(cited)),
                Text(duty.strength),
                Text(f"柱{pillar.number} {pillar.short}"),
                writer.book.stated(said, *writer.book.provisions(cited)),
            )
        )
    if rows:
        yield Grid(
            id=f"{place.base}/duties",
            caption="地方公共団体に関わる法令の規定",
            columns=("条項", "義務の程度", "柱", "内容"),
            rows=tuple(rows),
        )


def dx_items(writer: Writer, place: Place) -> Iterator[Block]:
    """The priority items of the State's plan, in the newest version whose items were confirmed."""
    versions = _versions(writer)
    dated = [
        (version.day, version) for version in versions if version.day is not None and version.priority_items
    ]
    if not dated:
        return
    day, version = max(dated, key=lambda pair: pair[0])
    key = writer.book.fact(version.id, version, f"{version.series.value} {version.when}")
    sentences = [
        writer.fact(
            "総務省の{series}のうち、重点取組事項を確かめられた最も新しいものは、{day}の版〔である|です〕。",
            key,
            series=version.series.value,
            day=format_wareki(day),
        )
    ]
    later = _later(versions, version)
    if later:
        sentences.append(
            writer.fact(
                "その後の版（{versions}）の重点取組事項は、確かめられて〔いない|いません〕。",
                *(writer.book.fact(entry.id, entry, f"{entry.series.value} {entry.when}") for entry in later),
                versions="、".join(_named(entry) for entry in later),
            )
        )
    yield Paragraph(id=f"{place.base}/dx-version", sentences=tuple(sentences))
    yield Grid(
        id=f"{place.base}/dx-items",
        caption=f"国の重点取組事項（{format_wareki(day)}の版）と柱の対応",
        columns=("重点取組事項", "対応する柱", "この計画の施策"),
        rows=tuple(_item_row(writer, version, item) for item in version.priority_items),
        grounds=(key,),
    )


def _versions(writer: Writer) -> list[PolicyVersion]:
    """The versions of the State's plan that there were on the day, as far as their dates are known."""
    return [
        version
        for version in writer.view.knowledge.plan.versions
        if version.series is PolicySeries.MUNICIPAL_DX
        and version.when[:4].isdigit()
        and version.when[:10] <= writer.view.day.isoformat()
    ]


def _later(versions: list[PolicyVersion], shown: PolicyVersion) -> list[PolicyVersion]:
    """Versions after the one shown, in the order of the knowledge; whose items are not known."""
    after = versions[versions.index(shown) + 1 :]
    return [entry for entry in after if not entry.priority_items]


def _named(version: PolicyVersion) -> str:
    year, _, month = version.when.partition("-")
    return f"第{version.version}版、{year}年" + (f"{int(month[:2])}月" if month[:2].isdigit() else "")


def _item_row(writer: Writer, version: PolicyVersion, item: str) -> tuple[Text, ...]:
    mapping = next(
        (
            entry
            for entry in writer.view.knowledge.plan.mappings
            if version.version in entry.versions and item in entry.items
        ),
        None,
    )
    if mapping is None:
        return Text(item), Text("確かめられていない"), Text("―")
    pillar = next(pillar for pillar in writer.pillars() if pillar.id == mapping.pillar)
    standing = [
        str(measure.number) for measure in writer.measures if pillar.id in {p.id for p in measure.pillars}
    ]
    standing += [choice.action.id for choice in writer.actions if choice.action.pillar == pillar.id]
    return (
        Text(item),
        Text(f"柱{pillar.number} {pillar.short}", (), mark_of(mapping.status)),
        Text("、".join(standing) or "―"),
    )
