"""The next step (次の一手) for a gap: one sentence and, where there is one, the command for it."""

from msgspec import Struct

from registry.knowledge.body import Body
from registry.publishing.answers import ItemAnswer
from registry.publishing.verdicts import Verdict
from registry.workspace.domain import TargetState

_BEFORE_COMMAND = " → "


class NextStep(Struct, frozen=True):
    """What to do next."""

    text: str
    command: str = ""
    otherwise: str = ""
    """What to write in the command where the answer is the other one."""

    @property
    def whole(self) -> str:
        """Text and command in one line."""
        told = f"（{self.otherwise}）" if self.otherwise else ""
        return f"{self.text}{_BEFORE_COMMAND}{self.command}{told}" if self.command else self.text


def plain_step(next_step: str) -> str:
    """A next step as ``NextStep.whole`` writes it, without its command."""
    return next_step.partition(_BEFORE_COMMAND)[0]


def step_to_know(item: ItemAnswer, body: Body) -> NextStep | None:
    """Answer the first open question of an item whose verdict is unknown; None when there is no question."""
    if item.verdict is not Verdict.UNKNOWN or not item.questions:
        return None
    question = item.questions[0]
    return NextStep(
        f"団体の事実を確かめて答える: {question.question}",
        f"konkyo body set {question.key}=yes --body {body.code}",
        f"「いいえ」なら {question.key}=no",
    )


def step_to_publish(
    target: str,
    body: Body,
    *,
    review: int,
    told: TargetState | None,
    form: str = "",
) -> NextStep:
    """What leads to publication: judge candidates, ask the holder, make the file.

    ``target``: 項番 or id, as commands take it. ``form``: name of the standard dataset to follow, if any.
    """
    if review:
        return NextStep(
            f"候補 {review} 件が当てはまるかを判断する",
            f"konkyo inventory review --body {body.code} --target {target}",
        )
    if told is not None and told.state == "公開予定":
        section = f"（{told.section}）" if told.section else ""
        return NextStep(
            f"予定どおり公開し、目録に載せる{section}",
            f"konkyo inventory import ファイル名 --body {body.code}",
        )
    shape = f"標準データセット「{form}」の様式で作り、" if form else ""
    return NextStep(
        f"担当課に保有と公開の有無を確かめる。公開済みなら目録に載せ、未公開なら{shape}公開する",
        f"konkyo why {target} --body {body.code}" if target.isdigit() else f"konkyo show {target}",
    )
