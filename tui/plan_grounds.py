"""What stands behind a place of the plan: what the guide asks, the footnotes with their grades, what lint found."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from registry.knowledge.base import KnowledgeAt
from registry.knowledge.facts import GRADE_LABELS, Grade
from registry.standards.findings import Severity
from tui.plan_shape import Shape
from tui.plan_shown import ShownPlan
from tui.widgets.passages import Passage
from tui.words import GRADES

if TYPE_CHECKING:
    from registry.knowledge.plans import Chapter, GuideRequirement
    from registry.plan.lint.findings import LintFinding

SEVERITIES = {Severity.ERROR: "誤", Severity.WARNING: "注", Severity.INFO: "知"}
_NOTE = re.compile(r"\[\^([^\]\s]+)\]:\s*(.*)")
_MENTION = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_STATE = re.compile(r"（([^（）]*)）\s*$")
_ADDRESS = re.compile(r"<https?://[^<>]*>")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~=:&])")
_FINGERPRINT = re.compile(r"\b([0-9a-f]{8})[0-9a-f]{56}\b")
"""Of a file; the plan itself has it whole."""
_MOST = 12
_BY_KEY = (
    ("konkyo inventory import", "1 ホームで i を押し、目録を取り込む"),
    ("konkyo plan measures add", "v で施策の表へ移り、a で個別施策を足す"),
    ("konkyo plan draft", "計画期間は、新しく案を作るときに入れる。いまの案では本文に書く"),
    ("konkyo body set", "1 ホームで a を押し、団体の事実に答える"),
    ("konkyo status set", "3 ギャップで t を押し、公開予定・年度・課を入れる"),
    ("konkyo gaps", "3 ギャップの数字を見る"),
)
"""Commands that a slot names, and what is pressed on the screen instead."""


def passages_for(
    shown: ShownPlan,
    row: int,
    shape: Shape,
    findings: "Sequence[LintFinding]",
    view: KnowledgeAt,
    template: str,
    *,
    notes_first: bool = False,
) -> list[Passage]:
    """The grounds of the line at ``row`` and of the block around it.

    ``notes_first``: where there is little room, what the guide asks comes behind the footnotes and findings.
    """
    said: list[Passage] = []
    block = shown.block_at(row)
    chapter = _chapter(view, template, block or _chapter_key(shape, row))
    asked = [] if chapter is None else [*_asked(view, chapter)]
    said += _by_keys(shown, row)
    said += [] if notes_first else asked
    said += _notes(shown, row)
    section = shape.path_to(row)[:1]
    found = [(shown.row_of(one.line), one) for one in findings if one.severity is not Severity.INFO]
    if section:
        end = next((one.row for one in shape.sections if one.level == 1 and one.row > row), len(shown.lines))
        found = [(at, one) for at, one in found if section[0].row <= at < end]
    if found:
        said.append(Passage(f"この章の指摘 {len(found):,}", "heading"))
        alike = _alike(sorted(found, key=lambda pair: pair[0]))
        nearest = sorted(alike, key=lambda one: min(abs(at - row) for at in (one[0], one[1])))[:_MOST]
        for first, last, one in sorted(nearest, key=lambda alike: alike[0]):
            rows = f"{first + 1}行" if first == last else f"{first + 1}〜{last + 1}行"
            said.append(
                Passage(f"{rows} {SEVERITIES[one.severity]} {one.message}", "caution", 1, f"row:{first}")
            )
        said.append(Passage(""))
    said += asked if notes_first else []
    return said or [Passage("この段には、根拠も指摘もありません", "dim")]


def _by_keys(shown: ShownPlan, row: int) -> Iterator[Passage]:
    """What a slot says with commands, in keys."""
    first, last = _block_rows(shown, row)
    text = "\n".join(shown.lines[first:last])
    said = [words for command, words in _BY_KEY if command in text]
    if said:
        yield Passage("この画面での進め方", "heading")
        yield from (Passage(f"・{words}", "", 1) for words in said)
        yield Passage("・そのあと Esc で目次へ戻り、r で作り直す", "", 1)
        yield Passage("")


def _alike(found: "Sequence[tuple[int, LintFinding]]") -> "list[tuple[int, int, LintFinding]]":
    """Findings that say the same one after the other as one, with its first and last row."""
    together: list[tuple[int, int, LintFinding]] = []
    for at, one in found:
        if together and (before := together[-1])[2].message == one.message and one.code == before[2].code:
            together[-1] = (before[0], at, before[2])
        else:
            together.append((at, at, one))
    return together


def _chapter_key(shape: Shape, row: int) -> str:
    path = shape.path_to(row)
    return path[0].key if path else ""


def _chapter(view: KnowledgeAt, template: str, block: str) -> "Chapter | None":
    """The guide's chapter that a block of a template follows."""
    key = block.split("/", maxsplit=1)[0]
    known = {chapter.id: chapter for entry in view.knowledge.plan.templates for chapter in entry.chapters}
    for entry in view.knowledge.templates.templates:
        if entry.id == template:
            return next(
                (known.get(one.guide) for one in entry.chapters if one.key == key and one.guide), None
            )
    return None


def _asked(view: KnowledgeAt, chapter: "Chapter") -> Iterator[Passage]:
    yield Passage("手引が求めること", "heading", mark=GRADES[chapter.status])
    yield Passage(chapter.purpose, "", 1)
    for check in chapter.checks:
        yield Passage(f"・{check}", "", 1)
    if chapter.number == 6:
        for asked in _requirements(view):
            yield Passage(f"・{asked.text}（{asked.level}）", "", 1, mark=GRADES[asked.status])
    yield Passage("")


def _requirements(view: KnowledgeAt) -> "Sequence[GuideRequirement]":
    return [one for entry in view.knowledge.plan.templates for one in entry.requirements]


def _notes(shown: ShownPlan, row: int) -> Iterator[Passage]:
    lines = shown.lines
    first, last = _block_rows(shown, row)
    here = _MENTION.findall(lines[row]) if 0 <= row < len(lines) else []
    around = _MENTION.findall("\n".join(lines[first:last]))
    labels = list(dict.fromkeys(here or around))
    if not labels:
        return
    texts = {found[1]: found[2] for line in lines if (found := _NOTE.fullmatch(line))}
    yield Passage("この文の根拠" if here else "この段の根拠", "heading")
    for label in labels[:_MOST]:
        text = texts.get(label)
        if text is None:
            yield Passage(f"脚注 {label} がありません", "error", 1)
            continue
        said, mark = _note(text)
        yield Passage(said, "" if mark == GRADES[Grade.VERIFIED] else "dim", 1, f"note:{label}", mark)
    if len(labels) > _MOST:
        yield Passage(f"ほか {len(labels) - _MOST:,}件", "dim", 1)
    yield Passage("")


def _block_rows(shown: ShownPlan, row: int) -> tuple[int, int]:
    """The rows of the block around a row; for text of people the paragraph."""
    lines, block = shown.lines, shown.block_at(row)

    def belongs(at: int) -> bool:
        return shown.block_at(at) == block and bool(block or lines[at].strip())

    first = last = max(0, min(row, len(lines) - 1))
    while first > 0 and belongs(first - 1):
        first -= 1
    while last < len(lines) and belongs(last):
        last += 1
    return first, max(last, first + 1)


def _note(text: str) -> tuple[str, str]:
    """A footnote without its address, and the mark of its grade."""
    state = _STATE.search(text)
    mark = ""
    if state:
        told = state[1].split("、")[0]
        mark = _marks().get(told, "")
        if mark:
            text = text[: state.start()]
    said = _ESCAPED.sub(r"\1", _ADDRESS.sub("", text)).strip().rstrip("。")
    return _FINGERPRINT.sub(r"\1…", said), mark


@lru_cache(maxsize=1)
def _marks() -> dict[str, str]:
    marks = {words: GRADES[grade] for grade, words in GRADE_LABELS.items()}
    return marks | {"資料からの推定": GRADES[Grade.DERIVED], "未確認": GRADES[Grade.UNVERIFIED]}


def address_of(shown: ShownPlan, label: str) -> str:
    """The address in a footnote; "" without one."""
    for line in shown.lines:
        found = _NOTE.fullmatch(line)
        if found and found[1] == label:
            address = _ADDRESS.search(found[2])
            return address[0][1:-1] if address else ""
    return ""
