"""Standing: aim, position under the act, organisation."""

from collections.abc import Iterator

from registry.knowledge.policy import PolicySeries, PolicyVersion
from registry.law.citations import parse_article
from registry.law.dates import format_wareki
from registry.plan.document import FILL_IN, Block, Grid, Paragraph, Text
from registry.plan.grounding import mark_of
from registry.plan.inputs import ACT, Place, Writer


def aim(writer: Writer, place: Place) -> Iterator[Block]:
    """What the guide asks an aim to say, as a proposal in the body's voice."""
    yield Paragraph(
        id=f"{place.base}/statement",
        resolve=True,
        sentences=(
            writer.resolve(
                "{plan}は、{own}が保有する官民データの活用を進め、事務の負担の軽減、地域課題の解決並びに"
                "住民及び事業者の利便性の向上を図るとともに、根拠に基づく政策立案により、"
                "効果的かつ効率的な行政を実現することを目的と〔する|します〕。",
                *writer.guide_grounds(place),
            ),
        ),
    )


def position(writer: Writer, place: Place) -> Iterator[Block]:
    """The legal ground of the plan and how strongly the act asks for it."""
    statement = writer.fact(
        "{plan}は、{act}の規定に基づく{kind}官民データ活用推進計画〔である|です〕。",
        writer.book.provision(writer.duty),
        act=act_and_article(writer),
        kind=writer.kind_word,
    )
    yield from _position(writer, place, statement)


def combined_position(writer: Writer, place: Place) -> Iterator[Block]:
    """The same for a plan that takes in the plan under the act."""
    statement = writer.resolve(
        "{plan}は、{act}の規定に基づく{kind}官民データ活用推進計画を兼ねるものと〔する|します〕。",
        writer.book.provision(writer.duty),
        act=act_and_article(writer),
        kind=writer.kind_word,
    )
    yield from _position(writer, place, statement)


def act_and_article(writer: Writer) -> str:
    """The act, introduced at its first mention, and the paragraph on plans of this kind of body."""
    return writer.define(ACT) + parse_article(writer.view.legal_text(writer.duty).article).formal()


def _position(writer: Writer, place: Place, statement: Text) -> Iterator[Block]:
    base = place.base
    named = "都道府県" if writer.prefecture else "市町村（特別区を含む。）"
    asked = (
        "同項は、{named}に対し、国の官民データ活用推進基本計画に即して計画を定めることを義務付けて〔いる|います〕。"
        if writer.prefecture
        else "同項は、{named}に対し、国の官民データ活用推進基本計画に即し、かつ、都道府県の計画を勘案して"
        "計画を定めるよう努めることを求めて〔いる|います〕（努力義務）。"
    )
    publishing = f"{ACT}:9条4項"
    yield Paragraph(
        id=f"{base}/ground",
        sentences=(
            statement,
            writer.fact(asked, writer.book.provision(writer.duty), named=named),
            writer.fact(
                "計画を定め、又は変更したときは、{article}により、遅滞なく、"
                "インターネットの利用その他適切な方法により公表することとされて〔いる|います〕。",
                writer.book.provision(publishing),
                article=writer.article(publishing),
            ),
        ),
    )
    wanted = ("5条", "9条1項", "9条2項", "9条4項") if writer.prefecture else ("5条", "9条3項", "9条4項")
    rows = []
    for article in wanted:
        provision = writer.view.knowledge.provisions[f"{ACT}:{article}"]
        key = writer.book.provision(provision.id)
        rows.append(
            (
                Text(writer.article(provision.id)),
                Text("、".join(provision.subjects)),
                Text(provision.duty.value if provision.duty else "―"),
                writer.book.stated(provision.summary, key),
            )
        )
    yield Grid(
        id=f"{base}/provisions",
        caption="計画に関する基本法の規定",
        columns=("条項", "主語", "義務の程度", "内容"),
        rows=tuple(rows),
    )


def subjects(writer: Writer, place: Place) -> Iterator[Block]:
    """Whom articles 10, 11 and 13 to 15 address: the plan must not claim more."""
    rows = []
    pillars = {pillar.id: pillar for pillar in writer.pillars()}
    for subject in writer.view.knowledge.plan.subjects:
        if subject.pillar is None:
            continue
        pillar = pillars[subject.pillar]
        for provision_id in subject.provisions:
            key = writer.book.provision(provision_id)
            provision = writer.view.knowledge.provisions[provision_id]
            rows.append(
                (
                    Text(writer.article(provision_id)),
                    Text(subject.subject, (), mark_of(subject.status)),
                    Text(f"柱{pillar.number} {pillar.short}"),
                    writer.book.stated(provision.summary, key),
                )
            )
    yield Grid(
        id=f"{place.base}/subjects",
        caption="柱に対応する基本法の条項とその主語",
        columns=("条項", "主語", "柱", "内容"),
        rows=tuple(rows),
    )


def national_plans(writer: Writer, place: Place) -> Iterator[Block]:
    """The national plan of the day, as far as it was confirmed."""
    version = latest_national_plan(writer)
    if version is None or version.day is None:
        return
    key = writer.book.fact(version.id, version, f"{version.series.value} {version.when}")
    combined = version.series is PolicySeries.PRIORITY_PLAN
    remarks = [
        remark
        for remark in writer.view.knowledge.plan.remarks
        if combined and remark.id == "basic-plan-today"
    ]
    keys = [key, *(writer.book.fact(remark.id, remark, remark.topic) for remark in remarks)]
    combines = "官民データ活用推進基本計画を兼ねるものと解される" if combined else "国の"
    yield Paragraph(
        id=f"{place.base}/today",
        sentences=(
            writer.fact(
                "{today}までに確かめられた国の計画のうち最も新しいものは、{combines}"
                "「{series}」（{day}）〔である|です〕。",
                *keys,
                combines=combines,
                series=version.series.value,
                day=format_wareki(version.day),
            ),
        ),
    )


def prefecture_plan(writer: Writer, place: Place) -> Iterator[Block]:
    """The plan of the prefecture, which a municipality's plan takes into account."""
    yield Paragraph(
        id=f"{place.base}/prefecture",
        resolve=True,
        sentences=(
            writer.resolve(
                "{plan}は、{article}に従い、{prefecture}の都道府県官民データ活用推進計画を勘案するものと〔する|します〕。",
                writer.book.provision(writer.duty),
                article=writer.article(writer.duty),
                prefecture=writer.body.prefecture,
            ),
        ),
    )


def latest_national_plan(writer: Writer) -> PolicyVersion | None:
    """The newest dated version of the State's plan on the day."""
    wanted = (PolicySeries.BASIC_PLAN, PolicySeries.PRIORITY_PLAN)
    dated = [
        (version.day, version)
        for version in writer.view.knowledge.plan.versions
        if version.series in wanted and version.day is not None and version.day <= writer.view.day
    ]
    return max(dated, key=lambda pair: pair[0])[1] if dated else None


def term(writer: Writer, place: Place) -> Iterator[Block]:
    """The period that was given."""
    period = writer.inputs.period
    if period is None:
        return
    yield Paragraph(
        id=f"{place.base}/period",
        resolve=True,
        sentences=(
            writer.resolve(
                "{plan}の期間は、{period}の{years}年間と〔する|します〕。",
                period=period.text,
                years=str(period.years),
            ),
        ),
    )


def review(writer: Writer, place: Place) -> Iterator[Block]:
    """What the guide asks about organisation, review and publication."""
    asked = [
        requirement
        for requirement in writer.guide.requirements
        if requirement.id in ("guide-requirement-06", "guide-requirement-07", "guide-requirement-08")
    ]
    keys = tuple(writer.book.fact(requirement.id, requirement, requirement.text) for requirement in asked)
    yield Paragraph(
        id=f"{place.base}/cycle",
        resolve=True,
        sentences=(
            writer.resolve(
                "{plan}の施策の成果は、庁内を横断する体制の下で毎年度定量的に評価し、"
                "その結果に基づいて{plan}を見直すものと〔する|します〕。",
                *keys,
            ),
        ),
    )


def contact(writer: Writer, place: Place) -> Iterator[Block]:
    """What the body told of itself."""
    if not writer.inputs.profile:
        return
    yield Grid(
        id=f"{place.base}/profile",
        caption="担当及び連絡先",
        columns=("区分", "内容"),
        rows=tuple((Text(name), Text(value)) for name, value in sorted(writer.inputs.profile.items())),
        notes=(Text(f"{writer.own}の登録による。"),),
        definition=True,
    )


def sections_in_charge(writer: Writer, place: Place) -> Iterator[Block]:
    """Which section is in charge of which measures; nothing without measures."""
    sections: dict[str, list[str]] = {}
    for measure in writer.measures:
        sections.setdefault(measure.section or FILL_IN, []).append(f"{measure.number} {measure.title}")
    if sections:
        yield Grid(
            id=f"{place.base}/in-charge",
            caption="施策の担当",
            columns=("担当", "施策"),
            rows=tuple((Text(section), Text("、".join(titles))) for section, titles in sections.items()),
            grounds=(writer.measures_key(),),
        )


def municipal_support(writer: Writer, place: Place) -> Iterator[Block]:
    """What the guide is said to add for prefectures."""
    found = [entry for entry in writer.guide.differences if entry.id == "difference-template"]
    if not found:
        return
    yield Paragraph(
        id=f"{place.base}/guide",
        sentences=(
            writer.fact(
                "都道府県の計画については、市町村の支援及び広域の施策が加わると〔される|されます〕。",
                writer.book.fact(found[0].id, found[0], found[0].prefecture),
            ),
        ),
    )
