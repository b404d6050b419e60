"""What stands in front and behind: what a draft is, what it declares, how sure its outline is, its revisions."""

from collections.abc import Iterator

from registry.knowledge.facts import GRADE_LABELS, Fact
from registry.knowledge.plans import Successor
from registry.plan.document import FILL_IN, Block, Grid, Paragraph, Text
from registry.plan.inputs import Place, Writer
from registry.plan.standing import act_and_article

_ROWS_TO_COME = 2


def opening(writer: Writer, place: Place) -> Iterator[Block]:
    """What the reader of a draft must know first."""
    sentence = (
        "この案は、{today}を基準日とし、法令及び確かめられた資料を基に作成した下書き〔である|です〕。"
        "「【記入】」とある所は、{own}が記入〔する|します〕。"
        "確かめられていない事項には、「未確認」などの印を付けて〔いる|います〕。"
    )
    yield Paragraph(id=place.base, resolve=True, sentences=(writer.resolve(sentence),))


def declaration(writer: Writer, place: Place) -> Iterator[Block]:
    """A combined plan declares at its beginning that it is also the plan under the act."""
    yield Paragraph(
        id=f"{place.base}/declaration",
        resolve=True,
        sentences=(
            writer.resolve(
                "{plan}は、{own}の情報化に関する計画であるとともに、{act}の規定に基づく"
                "{kind}官民データ活用推進計画を兼ねるもの〔である|です〕。",
                writer.book.provision(writer.duty),
                act=act_and_article(writer),
                kind=writer.kind_word,
            ),
        ),
    )


def outline_note(writer: Writer, place: Place) -> Iterator[Block]:
    """That the outline is none of the State's, and how sure it is."""
    outline = outline_of(writer)
    if outline is None:
        return
    name, fact = outline
    keys = [writer.book.fact(f"outline/{writer.template.id}", fact, f"{name}の構成")]
    sentence = "この案の章立ては、「{name}」に見られる構成を参考にしたもので、国が定めた様式〔ではない|ではありません〕。"
    if isinstance(fact, Successor) and not fact.outline:
        guide = writer.guide
        keys.append(writer.book.fact(guide.id, guide, guide.name))
        sentence = (
            "この案の章立ては、「{guide}」を基に組み替えたもので、"
            "「{name}」について国が定めた様式〔ではない|ではありません〕。"
        )
    text = writer.fact(sentence, *keys, name=name, guide=writer.guide.name)
    yield Paragraph(id=f"{place.base}/outline", sentences=(text,))


def outline_of(writer: Writer) -> tuple[str, Fact] | None:
    """Name and fact of the outline that the template follows; None for one of the author's own."""
    plan = writer.view.knowledge.plan
    known: dict[str, tuple[str, Fact]] = {entry.id: (entry.kind, entry) for entry in plan.successors}
    known |= {entry.id: (entry.name, entry) for entry in plan.templates}
    return known.get(writer.template.follows)


def outline_state(writer: Writer) -> str:
    """How sure the outline is, for the front matter."""
    outline = outline_of(writer)
    return GRADE_LABELS[outline[1].status] if outline is not None else "団体の雛型"


def revisions(writer: Writer, place: Place) -> Iterator[Block]:
    """The history of revisions, with rows to fill in."""
    rows = [(Text("案"), Text(writer.today), Text("この案の作成"))]
    rows += [(Text(FILL_IN), Text(FILL_IN), Text(FILL_IN)) for _ in range(_ROWS_TO_COME)]
    yield Grid(
        id=f"{place.base}/history",
        caption="改定の履歴",
        columns=("版", "年月日", "内容"),
        rows=tuple(rows),
        definition=True,
    )
