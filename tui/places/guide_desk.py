"""What lies on the desk of the guide: what the walk is about, its answers, and whether they are kept.

Answers are kept as soon as the subject is named and something may be changed; until then, and when only reading,
they are a trial that lasts as long as the program.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from registry.guide.walk import WalkAnswer, answered, back, noted, walk
from registry.workspace.domain import SubjectKind, WalkStep

if TYPE_CHECKING:
    from tui.session import Session

_KINDS: tuple[SubjectKind, ...] = ("item", "dataset", "own")


class Subject(NamedTuple):
    """What a walk is about: a target, or a title of the planner's own (then the id is the title)."""

    kind: SubjectKind
    id: str


class GuideDesk:
    """The walk in hand."""

    def __init__(self, session: "Session") -> None:
        self._session = session
        self.subject: Subject | None = None
        self.trial: tuple[WalkStep, ...] | None = None
        """Answers that are not kept; None when those in the workspace count."""
        self.trial_of = ""
        """Code of the body for which the trial began, "" for nobody."""

    @property
    def kept(self) -> tuple[WalkStep, ...]:
        """The answers in the workspace."""
        return () if self.subject is None else self.kept_of(self.subject)

    def kept_of(self, subject: Subject) -> tuple[WalkStep, ...]:
        """The answers in the workspace about some subject."""
        session = self._session
        if session.body is None:
            return ()
        code = session.body.code

        def read() -> tuple[WalkStep, ...]:
            store = session.store_if_any()
            return () if store is None else store.walk_steps(code, subject.kind, subject.id)

        return session.once(f"guide/{subject.kind}/{subject.id}", read)

    @property
    def given(self) -> tuple[WalkStep, ...]:
        """The answers so far."""
        return self.kept if self.trial is None else self.trial

    @property
    def keeps(self) -> bool:
        """True when answers are kept as they are given."""
        session = self._session
        return (
            self.subject is not None
            and self.trial is None
            and session.body is not None
            and session.may_change
        )

    @property
    def open_trial(self) -> bool:
        """True when there are answers that are kept nowhere."""
        return bool(self.trial)

    def walked(self) -> WalkAnswer:
        """The walk as far as it goes."""
        return walk(self._session.view, self.given)

    def answer(self, word: str, place: int = 0, note: str | None = None) -> None:
        """Answer the open question, or that of an earlier place anew; later answers go."""
        self._set(answered(self._session.view, self.given, word, place=place, note=note))

    def take_back(self) -> bool:
        """Take the last answer back; False when there is none."""
        if not self.given:
            return False
        self._set(back(self._session.view, self.given))
        return True

    def note(self, place: int, text: str) -> None:
        """Write the reason of an answer."""
        self._set(noted(self.given, place, text))

    def open(self, subject: Subject) -> None:
        """Go on with the walk about this subject; a trial becomes its walk when it has none yet."""
        trial, self.subject = self.trial, subject
        self.trial = trial if trial and not self.kept else None
        self.keep()

    def keep(self) -> None:
        """Keep the trial as the walk about the subject, in place of what is kept."""
        trial, self.trial = self.trial, None
        if trial is not None:
            try:
                self._set(trial)
            finally:
                self.trial = None if _same(self.kept, trial) else trial

    def begin(self) -> None:
        """A new walk about nothing in particular; what is kept stays kept."""
        self.subject, self.trial = None, None

    def forget(self) -> None:
        """Remove the kept walk; undo brings it back."""
        if self.subject is not None:
            self._keep(self.subject, ())

    def _set(self, steps: tuple[WalkStep, ...]) -> None:
        session = self._session
        if self.subject is not None and self.keeps:
            self._keep(self.subject, steps)
        else:
            if self.trial is None:
                self.trial_of = session.body.code if session.body is not None else ""
            self.trial = steps

    def _keep(self, subject: Subject, steps: tuple[WalkStep, ...]) -> None:
        session = self._session
        code, before = session.the_body().code, self.kept
        session.change(
            lambda store: store.keep_walk(
                code,
                subject.kind,
                subject.id,
                steps,
                before=before,
                now=session.now(),
                actor=session.actor,
            )
        )
        session.saved_at = session.now()

    def name(self) -> str:
        """What the walk is about, in words; "" while nobody said."""
        return "" if self.subject is None else name_of(self._session, self.subject)

    def remember(self) -> dict[str, Any]:
        """The subject, and the trial."""
        steps = [[one.node, one.answer, one.note, one.asked] for one in self.trial or ()]
        return {"subject": list(self.subject or ()), "trial": steps}

    def recall(self, kept: Mapping[str, Any]) -> None:
        """As it was left; a trial that began before a body was chosen goes on."""
        if self.trial and not self.trial_of and not kept.get("trial"):
            return
        subject, trial = kept.get("subject"), kept.get("trial")
        self.begin()
        if isinstance(subject, list) and len(subject) == 2 and subject[0] in _KINDS and _texts(subject):
            self.subject = Subject(cast("SubjectKind", subject[0]), subject[1])
        if isinstance(trial, list) and trial and all(_is_step(one) for one in trial):
            self.trial = tuple(
                WalkStep(node=one[0], answer=one[1], note=one[2], asked=one[3]) for one in trial
            )
            self.trial_of = self._session.body.code if self._session.body is not None else ""


def name_of(session: "Session", subject: Subject) -> str:
    """A subject in words: 項目15 道路台帳."""
    from registry.analysis.targets import name_of_target

    if subject.kind == "own":
        return subject.id
    name = name_of_target(session.knowledge, subject.kind, subject.id)
    if subject.kind == "dataset":
        return f"標準 {name}"
    item = session.knowledge.items.get(subject.id)
    return f"項目{item.number} {name}" if item is not None else name


def _same(kept: tuple[WalkStep, ...], trial: tuple[WalkStep, ...]) -> bool:
    return [(one.node, one.answer, one.note) for one in kept] == [
        (one.node, one.answer, one.note) for one in trial
    ]


def _texts(values: list[Any]) -> bool:
    return all(isinstance(one, str) for one in values)


def _is_step(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 4 and _texts(value)
