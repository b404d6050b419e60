"""Chapters 2 to 4: aim, position under the act, organisation."""

from collections.abc import Iterator

from registry.knowledge.plans import Chapter
from registry.knowledge.policy import PolicySeries, PolicyVersion
from registry.law.citations import parse_article
from registry.law.dates import format_wareki
from registry.plan.document import Block, Grid, Paragraph, Text
from registry.plan.grounding import mark_of
from registry.plan.inputs import ACT, Writer


def aim(writer: Writer, chapter: Chapter) -> Iterator[Block]:
    """What the guide asks an aim to say, as a proposal in the body's voice."""
    yield Paragraph(
        id=f"{chapter.id}/aim/statement",
        resolve=True,
        sentences=(
            writer.resolve(
                "{plan}は、{own}が保有する官民データの活用を進め、事務の負担の軽減、地域課題の解決並びに"
                "住民及び事業者の利便性の向上を図るとともに、根拠に基づく政策立案により、"
                "効果的かつ効率的な行政を実現することを目的と〔する|します〕。",
                writer.template_ground(chapter),
            ),
        ),
    )


def position(writer: Writer, chapter: Chapter) -> Iterator[Block]:
    """The legal ground of the plan and how strongly the act asks for it."""
    base = f"{chapter.id}/position"
    act = writer.define(ACT) + parse_article(writer.view.legal_text(writer.duty).article).formal()
    named = "都道府県" if writer.prefecture else "市町村（特別区を含む。）"
    asked = (
        "同項は、{named}に対し、国の官民データ活用推進基本計画に即して計画を定めることを義務付けて〔いる|います〕。"
        if writer.prefecture
        else "同項は、{named}に対し、国の官民データ活用推進基本計画に即し、かつ、都道府県の計画を勘案して"
        "計画を定めるよう努めることを求めて〔いる|います〕（努力義務）。"
    )
    duty = writer.book.provision(writer.duty)
    publishing = f"{ACT}:9条4項"
    yield Paragraph(
        id=f"{base}/ground",
        sentences=(
            writer.fact(
                "{plan}は、{act}の規定に基づく{kind}官民データ活用推進計画〔である|です〕。",
                duty,
                act=act,
                kind=writer.kind_word,
            ),
            writer.fact(asked, duty, named=named),
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


def subjects(writer: Writer, chapter: Chapter) -> Iterator[Block]:
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
        id=f"{chapter.id}/upper-plans/subjects",
        caption="柱に対応する基本法の条項とその主語",
        columns=("条項", "主語", "柱", "内容"),
        rows=tuple(rows),
    )


def national_plans(writer: Writer, chapter: Chapter) -> Iterator[Block]:
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
        id=f"{chapter.id}/national-plans/today",
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


def latest_national_plan(writer: Writer) -> PolicyVersion | None:
    """The newest dated version of the State's plan on the day."""
    wanted = (PolicySeries.BASIC_PLAN, PolicySeries.PRIORITY_PLAN)
    dated = [
        (version.day, version)
        for version in writer.view.knowledge.plan.versions
        if version.series in wanted and version.day is not None and version.day <= writer.view.day
    ]
    return max(dated, key=lambda pair: pair[0])[1] if dated else None


def term(writer: Writer, chapter: Chapter) -> Iterator[Block]:
    """The period that was given."""
    period = writer.inputs.period
    if period is None:
        return
    yield Paragraph(
        id=f"{chapter.id}/term/period",
        resolve=True,
        sentences=(
            writer.resolve(
                "{plan}の期間は、{period}の{years}年間と〔する|します〕。",
                period=period.text,
                years=str(period.years),
            ),
        ),
    )


def review(writer: Writer, chapter: Chapter) -> Iterator[Block]:
    """What the guide asks about organisation, review and publication."""
    asked = [
        requirement
        for requirement in writer.template.requirements
        if requirement.id in ("guide-requirement-06", "guide-requirement-07", "guide-requirement-08")
    ]
    keys = tuple(writer.book.fact(requirement.id, requirement, requirement.text) for requirement in asked)
    yield Paragraph(
        id=f"{chapter.id}/review/cycle",
        resolve=True,
        sentences=(
            writer.resolve(
                "{plan}の施策の成果は、庁内を横断する体制の下で毎年度定量的に評価し、"
                "その結果に基づいて{plan}を見直すものと〔する|します〕。",
                *keys,
            ),
        ),
    )


def contact(writer: Writer, chapter: Chapter) -> Iterator[Block]:
    """What the body told of itself."""
    if not writer.inputs.profile:
        return
    yield Grid(
        id=f"{chapter.id}/contact/profile",
        caption="担当及び連絡先",
        columns=("区分", "内容"),
        rows=tuple((Text(name), Text(value)) for name, value in sorted(writer.inputs.profile.items())),
        notes=(Text(f"{writer.own}の登録による。"),),
        definition=True,
    )
