"""Text from Word as a line of Markdown that shows just that text: everything in it is escaped."""

from collections.abc import Sequence

from registry.plan.elements import Line, Mark, Paragraph, Run, flowing
from registry.plan.reading import read_plan
from registry.plan.word.units import shown
from registry.text.inert import inert_markdown

_MARKS = ((Mark.STRUCK, "~~"), (Mark.EMPHASIS, "*"), (Mark.STRONG, "**"))


def markdown_line(line: Line, *, at_start: bool = True) -> str:
    """A line of Markdown. ``at_start``: it begins a line of the file, where more is escaped than inside one.

    Bold, italics and the like are dropped where Markdown could not read them back (marks next to Japanese
    punctuation), the words never.
    """
    wanted = shown(line)
    for runs in (wanted, tuple(Run(run.text, link=run.link, note=run.note) for run in wanted)):
        written = _written(runs, at_start=at_start)
        if _read_back(written, runs) == shown(runs):
            return written
    return _written(tuple(Run(run.text, note=run.note) for run in wanted), at_start=at_start)


def _written(line: Line, *, at_start: bool) -> str:
    parts: list[str] = []
    for run in line:
        if run.note:
            parts.append(f"[^{run.note}]")
        else:
            parts.append(_run(run, at_start=at_start and not parts))
    return "".join(parts)


def _run(run: Run, *, at_start: bool) -> str:
    if run.link and run.text == run.link and not run.marks:
        return f"<{run.link}>"
    lead = run.text[: len(run.text) - len(run.text.lstrip())]
    tail = run.text[len(run.text.rstrip()) :] if run.text.strip() else ""
    words = run.text.strip()
    if Mark.CODE in run.marks and "`" not in words and "\n" not in words and words:
        inside = f"`{words}`"
    else:
        inside = "<br>".join(_escaped(part, at_start=at_start) for part in words.split("\n"))
    for mark, sign in _MARKS:
        if mark in run.marks and words:
            inside = f"{sign}{inside}{sign}"
    if run.link:
        inside = f"[{inside}](<{run.link}>)"
    return "".join((lead.replace("\n", "<br>"), inside, tail.replace("\n", "<br>")))


def _escaped(text: str, *, at_start: bool) -> str:
    if at_start:
        return inert_markdown(text)
    return inert_markdown(f"_{text}_")[2:-2]


def _read_back(written: str, runs: Sequence[Run]) -> Line:
    """How Markdown reads a line."""
    notes = "".join(f"\n\n[^{label}]: x" for label in {run.note for run in runs if run.note})
    elements = read_plan(f"\n{written}{notes}\n").elements
    if len(elements) != 1 or not isinstance(elements[0], Paragraph):
        return ()
    return shown(flowing(elements[0].lines))
