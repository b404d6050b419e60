"""Lines of a plan as HTML: every character of it is text, links lead to web pages and mail only."""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape

from registry.plan.document import FILL_IN
from registry.plan.elements import Line, Mark, Run, flowing
from registry.text.inert import inert

_TAGS = {Mark.STRONG: "strong", Mark.EMPHASIS: "em", Mark.STRUCK: "s", Mark.CODE: "code"}
_SHOWN_RETURNS = 5
"""Ways back from a note that is cited more often."""


def text(outside: str) -> str:
    """Words as HTML, also inside the quotes of an attribute."""
    return escape(inert(outside, keep_lines=True))


def is_link(address: str) -> bool:
    """True for http, https and mailto addresses without a name and password in them."""
    return _link_pattern().fullmatch(address) is not None


@lru_cache(maxsize=1)
def _link_pattern() -> re.Pattern[str]:
    return re.compile(
        r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:[/?#][!-~]*)?|mailto:[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+",
        re.ASCII | re.IGNORECASE,
    )


class Notes:
    """Numbers of the notes by label, and from where they were cited."""

    def __init__(self, labels: Iterable[str]) -> None:
        self.numbers = {label: number for number, label in enumerate(labels, 1)}
        self._cited: dict[int, int] = {}

    def reference(self, label: str) -> str:
        """A link to a note; nothing for a note that the plan does not have."""
        number = self.numbers.get(label)
        if number is None:
            return ""
        place = self._cited[number] = self._cited.get(number, 0) + 1
        return (
            f'<a class="note" id="cited-{number}-{place}" href="#note-{number}" role="doc-noteref"'
            f' aria-label="注{number}">[{number}]</a>'
        )

    def returns(self, number: int) -> str:
        """Links from a note back to where it is cited."""
        places = self._cited.get(number, 0)
        links = [
            f'<a role="doc-backlink" href="#cited-{number}-{place}" aria-label="注{number}を付けた所{place}へ戻る">'
            f"↩{place if places > 1 else ''}</a>"
            for place in range(1, min(places, _SHOWN_RETURNS) + 1)
        ]
        rest = places - len(links)
        return "".join(links) + (f" ほか{rest}か所" if rest > 0 else "")


def line_html(line: Line, notes: Notes) -> str:
    """One line with its marks, links and notes."""
    return "".join(_run(run, notes) for run in line)


def lines_html(lines: Iterable[Line], notes: Notes) -> str:
    """Lines that flow together."""
    return line_html(flowing(lines), notes)


def _run(run: Run, notes: Notes) -> str:
    if run.note:
        return notes.reference(run.note)
    said = text(run.text).replace("\n", "<br>").replace(FILL_IN, f"<mark>{FILL_IN}</mark>")
    for mark, tag in _TAGS.items():
        if mark in run.marks:
            said = f"<{tag}>{said}</{tag}>"
    if run.link and is_link(run.link):
        named = "" if run.link.removeprefix("mailto:") == run.text else ' class="named"'
        said = f'<a{named} href="{escape(run.link)}">{said}</a>'
    return said
