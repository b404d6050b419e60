"""L205 to L215, L218, L219: names, numbers and articles of laws."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from registry.errors import UsageError
from registry.knowledge.laws import Law, Mode
from registry.law.dates import format_wareki
from registry.law.law_numbers import parse_law_number
from registry.plan.lint.citing import Citation, Reader
from registry.plan.lint.findings import Notepad
from registry.plan.lint.passages import RUNNING
from registry.plan.lint.provisions import Places
from registry.plan.lint.subject import Subject
from registry.standards.findings import Severity

_ALIKE = 0.9
_SHORTEST = 6
"""Characters; shorter titles of different laws are too much alike."""
_MODES = re.compile("公表|閲覧|謄写|縦覧|公告|公示|周知")
_GROUNDS_OF_ARTICLES = re.compile("条例|規則|規程|要綱|規約|約款|契約|指針|ガイドライン|憲章|本計画第|同")


def check_laws(subject: Subject, reader: Reader, citations: Iterable[Citation], notepad: Notepad) -> None:
    """Every law and article that the plan cites."""
    check = _Laws(subject, reader, notepad)
    for citation in citations:
        check.citation(citation)


class _Laws:
    def __init__(self, subject: Subject, reader: Reader, notepad: Notepad) -> None:
        self._subject = subject
        self._view = subject.view
        self._reader = reader
        self._notepad = notepad
        self._places = Places(subject.view)
        self._said: set[tuple[str, str]] = set()

    def citation(self, citation: Citation) -> None:
        law = citation.law
        if law is None:
            if citation.name:
                self._unknown(citation)
            else:
                self._bare(citation)
            return
        self._title(citation, law)
        self._number(citation, law)
        self._changed(citation, law)
        if not citation.defined and self._first("short", citation.name):
            self._notepad.add(
                "L219",
                citation.line,
                f"「{citation.name}」がどの法律か、定義されていません（{self._view.title(law.id)}と読みました）",
                text=citation.sentence.text,
            )
        if citation.place is not None and law.in_force_on(self._view.day):
            self._article(citation, law)

    def _first(self, what: str, which: str) -> bool:
        """True the first time."""
        if (what, which) in self._said:
            return False
        self._said.add((what, which))
        return True

    def _unknown(self, citation: Citation) -> None:
        by_number = self._law_of_number(citation.number)
        alike = self._alike(citation.name)
        near = by_number or (alike if not citation.number else None)
        if near is not None and len(citation.name) >= _SHORTEST:
            self._notepad.add(
                "L205",
                citation.line,
                f"「{citation.name}」という題名は見当たりません。「{self._view.title(near.id)}」ではありませんか",
                text=citation.sentence.text,
            )
        elif self._first("unknown", citation.name):
            self._notepad.add(
                "L213",
                citation.line,
                f"「{citation.name}」は知識ベースになく、確かめていません",
                text=citation.name,
            )

    def _law_of_number(self, number: str) -> Law | None:
        parsed = _number_of(number)
        if parsed is None:
            return None
        laws = self._view.knowledge.laws.values()
        return next((law for law in laws if _number_of(law.law_number) == parsed), None)

    def _alike(self, name: str) -> Law | None:
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(name)
        best, found = _ALIKE, None
        for known, law in self._reader.names.items():
            if len(known) < _SHORTEST or abs(len(known) - len(name)) > len("推進"):
                continue
            matcher.set_seq1(known)
            if matcher.quick_ratio() > best and matcher.ratio() > best:
                best, found = matcher.ratio(), law
        return found

    def _bare(self, citation: Citation) -> None:
        passage = citation.passage
        if passage.kind in RUNNING and not _GROUNDS_OF_ARTICLES.search(citation.sentence.text):
            self._notepad.add(
                "L215",
                citation.line,
                f"「{citation.written}」がどの法律の条か、書かれていません",
                text=citation.sentence.text,
            )

    def _title(self, citation: Citation, law: Law) -> None:
        day = self._view.day
        if citation.former:
            return
        if law.in_force_until is not None and law.in_force_until < day:
            successor = self._view.knowledge.laws.get(law.succeeded_by or "")
            by = f"。後継は{self._view.title(successor.id)}です" if successor is not None else ""
            self._notepad.add(
                "L207",
                citation.line,
                f"「{citation.name}」は{format_wareki(law.in_force_until)}までで効力を失っています{by}",
                text=citation.sentence.text,
            )
        elif not law.in_force_on(day):
            start = law.in_force_from or law.promulgated
            when = f"{format_wareki(start)}に施行されます" if start is not None else "まだ施行されていません"
            self._notepad.add(
                "L208", citation.line, f"「{citation.name}」は{when}", text=citation.sentence.text
            )
        titles = {name.title for name in law.names}
        today = law.title_on(day)
        if citation.name in titles and citation.name != today:
            self._notepad.add(
                "L206",
                citation.line,
                f"「{citation.name}」の題名は「{today}」に改められています",
                text=citation.sentence.text,
            )

    def _number(self, citation: Citation, law: Law) -> None:
        written, held = _number_of(citation.number), _number_of(law.law_number)
        if written is not None and written != held:
            self._notepad.add(
                "L209",
                citation.line,
                f"「{citation.name}」の法令番号は{held}です（{citation.number}とあります）",
                text=citation.sentence.text,
            )

    def _changed(self, citation: Citation, law: Law) -> None:
        drafted = self._subject.drafted_on
        if drafted is None:
            return
        later = [event for event in law.events if event.on and drafted < event.on <= self._view.day]
        if later and self._first("changed", law.id):
            latest = max(later, key=lambda event: event.on or drafted)
            self._notepad.add(
                "L218",
                citation.line,
                f"「{self._view.title(law.id)}」は、案の基準日（{drafted}）より後の{latest.on}に改正が施行されています",
                text=citation.sentence.text,
            )

    def _article(self, citation: Citation, law: Law) -> None:
        place = citation.place
        if place is None:
            return
        name = self._view.title(law.id)
        exact = self._places.exact(law, place)
        if exact is not None:
            self._mode(citation, exact.modes, f"{name}{place}")
            return
        if self._places.known(law, place):
            return
        if not citation.former:
            for gone in self._places.gone(law):
                if gone.place.covers(place):
                    self._notepad.add(
                        "L210",
                        citation.line,
                        f"{name}{place}は、{gone.provision.until}までで削られています",
                        text=citation.sentence.text,
                    )
                    return
        for moved in self._places.moved(law):
            if moved.place == place:
                now = moved.provision.article_on(self._view.day)
                self._notepad.add(
                    "L212",
                    citation.line,
                    f"{name}{place}は古い番号です。今は{now}です（{moved.provision.summary}）",
                    text=citation.sentence.text,
                )
                return
        if self._beyond(law, citation):
            return
        if self._first("article", f"{law.id}:{place}"):
            self._notepad.add(
                "L211",
                citation.line,
                f"{name}{place}は知識ベースになく、確かめていません",
                text=citation.written,
            )

    def _beyond(self, law: Law, citation: Citation) -> bool:
        """The article lies beyond the last one that the law ever had, as far as the knowledge tells: one that was
        removed from its end."""
        gone = [found.place for found in self._places.gone(law) if found.place.end is not None]
        last = max((place.end for place in gone if place.end is not None), default=None)
        held = [found.place for found in self._places.in_force(law) if not found.place.supplementary]
        place = citation.place
        if (
            last is None
            or place is None
            or place.supplementary
            or not last < place
            or any(last < one for one in held)
        ):
            return False
        self._notepad.add(
            "L210",
            citation.line,
            f"{self._view.title(law.id)}に{place}は見当たりません（{last}まであった条も今は削られています）",
            text=citation.sentence.text,
            severity=Severity.WARNING,
        )
        return True

    def _mode(self, citation: Citation, modes: tuple[Mode, ...], name: str) -> None:
        """The sentence must speak of what the provision makes someone do toward the reader."""
        sentence = citation.sentence.text
        if citation.passage.kind not in RUNNING or not modes or len(_cited_in(sentence)) > 1:
            return
        said = set(_MODES.findall(sentence))
        held = {mode.value for mode in modes}
        if said and not said & held and Mode.NONE not in modes:
            self._notepad.add(
                "L214",
                citation.line,
                f"{name}が定めるのは{'・'.join(sorted(held))}です（文には{'・'.join(sorted(said))}とあります）",
                text=sentence,
            )


def _cited_in(sentence: str) -> list[str]:
    return re.findall(r"第?[0-9０-９一二三四五六七八九十百]+条", sentence)


def _number_of(text: str) -> object | None:
    try:
        return parse_law_number(text) if text else None
    except UsageError:
        return None
