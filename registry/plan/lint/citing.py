"""Laws and articles that a plan cites, with the line and the sentence of each."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from registry.errors import UsageError
from registry.knowledge.base import KnowledgeAt
from registry.knowledge.laws import Law
from registry.law.articles import Article
from registry.law.citations import parse_article
from registry.law.numerals import NUMERAL_CHARACTERS
from registry.plan.lint.characters import level
from registry.plan.lint.passages import RUNNING, Kind, Passage, Sentence

_NUMBER = f"[{NUMERAL_CHARACTERS}]+"
_PLACE = (
    rf"附則(?:第?{_NUMBER}条)?(?:第?{_NUMBER}項)?"
    rf"|第?{_NUMBER}条(?:[のノ之]{_NUMBER}(?![つ個点種割倍]))*(?:第?{_NUMBER}項)?(?:第?{_NUMBER}号(?:[のノ之]{_NUMBER})*)?"
)
_FIRST = re.compile(rf"\s*(?:の|（抄）)?\s*({_PLACE})")
_NEXT = re.compile(
    rf"(?:、|・|,|及び|並びに|又は|若しくは|から|〜|～)\s*({_PLACE}|第?{_NUMBER}項(?:第?{_NUMBER}号)?)(?:まで)?"
)
_BARE = re.compile(
    rf"第{_NUMBER}条(?:[のノ之]{_NUMBER}(?![つ個点種割倍]))*(?:第?{_NUMBER}項)?(?:第?{_NUMBER}号)?"
)
_NUMBER_OF_LAW = re.compile(rf"(?:明治|大正|昭和|平成|令和)(?:元|{_NUMBER})年[^第号)]{{1,30}}第?{_NUMBER}号")
_DEFINES = re.compile(r"以下(?:、|,)?\s*(?:単に)?[「『]([^」』]{1,20})[」』]")
_SAME_WORD = "同法"
_SAME = re.compile(_SAME_WORD)
_CLOSING = re.compile(r"[」』]")
_BRACKET = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_JOINS_BEFORE = re.compile(r"[一-鿿々ァ-ヶー]")
_BEFORE_ALLOWED = ("改正", "旧", "新", "現行", "改正後の", "改正前の")
_AFTER_REFUSED = re.compile(r"[律制人学]|施行|(?:に基づく)?条例|整備法|改正法|関係(?:法|省)")
_UNKNOWN = re.compile(
    r"([一-鿿々ァ-ヶーA-Za-zＡ-Ｚ・ぁ-ん]{2,60}?(?:法律?|施行令|施行規則))"
    rf"(?=\((?:明治|大正|昭和|平成|令和)|\s*(?:の|\(抄\))?第?{_NUMBER}条|に基づ|の(?:規定|定め)|により|において)"
)
_NAME_BREAKS = re.compile(r".*(?:は|が|も|また|及び|並びに|又は|その他の?|など|まず|この|旧|改正)")
_NOT_A_LAW = re.compile(
    r".*(?:方|手|用|作|文|技|話|論|憲|国内|司|寸|製|工|療|魔)法|(?:民|刑|商|立|合|適|不|無|違|同|各|本|新|当該|関係|関連|個別|その)法"
)
SHORT_NAMES: Mapping[str, str] = {"基本法": "kanmin_data_act"}
"""Short names that plans of this kind use; a plan must define them."""


@dataclass(frozen=True)
class Citation:
    """A law that is named, with an article or without."""

    law: Law | None
    """None: the knowledge does not hold it."""
    name: str
    """As written."""
    place: Article | None
    written: str
    """The article as written."""
    number: str
    """The law number in the bracket behind the name, as written."""
    start: int
    end: int
    passage: Passage
    defined: bool
    """False for a short name that the plan did not define."""

    @property
    def line(self) -> int:
        """Where it stands."""
        return self.passage.line_at(self.start)

    @cached_property
    def sentence(self) -> Sentence:
        """The sentence around it; the whole passage where that has none."""
        line_start = 0
        for sentence in self.passage.sentences:
            place = self.passage.text.find(sentence.text, line_start)
            line_start = place + len(sentence.text)
            if place <= self.start < line_start:
                return sentence
        return Sentence(self.passage.text, self.passage.line, False, self.passage)

    @property
    def former(self) -> bool:
        """The sentence speaks of the past: the law is named 旧, or abolished, or as it was then."""
        before = self.passage.text[max(0, self.start - 4) : self.start]
        return (
            bool(re.search(r"旧|改正前", before))
            or re.search(r"廃止|削除|当時|改正前|旧題名|改め(?:ら|た)|引き継|承継|置き換", self.sentence.text)
            is not None
        )


class Reader:
    """Finds citations; knows the names of the knowledge and those that the plan defines."""

    def __init__(self, view: KnowledgeAt) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        self._laws = view.knowledge.laws
        self._names: dict[str, Law] = {}
        for law in self._laws.values():
            for name in (*(name.title for name in law.names), *(short.text for short in law.abbreviations)):
                self._names.setdefault(name, law)
        patterns = [*self._names, *SHORT_NAMES]
        self._find = AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest)
        self._patterns = patterns
        self._defined: dict[str, Law | None] = {}
        self._last: Law | None = None
        """The law that was named last; 同法 means it."""

    @property
    def names(self) -> Mapping[str, Law]:
        """Titles and abbreviations."""
        return self._names

    def read(self, passages: tuple[Passage, ...]) -> tuple[Citation, ...]:
        """Every citation, in the order of the text; short names are known wherever the plan defines them."""
        for passage in passages:
            if "以下" in passage.text:
                list(self._read(passage))
        return tuple(citation for passage in passages for citation in self._read(passage))

    def read_text(self, text: str) -> tuple[Citation, ...]:
        """Citations of a text on its own, with the names that the plan defined."""
        return tuple(
            self._read(
                Passage(kind=Kind.CELL, text=text, starts=(0,), lines=(1,), notes=(), block="", element=0)
            )
        )

    def _read(self, passage: Passage) -> Iterator[Citation]:
        text = level(passage.text)
        if "法" not in text and "条" not in text and "令" not in text and "要綱" not in text:
            return
        taken: list[tuple[int, int]] = []
        found: list[Citation] = []
        for start, end, name, named, defined in self._named(text):
            law = self._last if name == _SAME_WORD else named
            if (law is None and name == _SAME_WORD) or any(begin <= start < stop for begin, stop in taken):
                continue
            self._last = law
            found += self._cited(passage, text, (start, end), name, law, defined)
            taken.append((start, found[-1].end))
        yield from sorted(found, key=lambda citation: citation.start)
        yield from self._bare(passage, text, taken)

    def _named(self, text: str) -> list[tuple[int, int, str, Law | None, bool]]:
        """Names with their places; known ones first where two begin at one place."""
        found = []
        known: list[tuple[int, int]] = []
        for index, start, end in self._find.find_matches_as_indexes(text):
            name = self._patterns[index]
            if not _stands_alone(text, start, end):
                continue
            if name in SHORT_NAMES:
                law: Law | None = self._defined.get(name) or self._laws.get(SHORT_NAMES[name])
                found.append((start, end, name, law, name in self._defined))
            else:
                found.append((start, end, name, self._names[name], True))
            known.append((start, end))
        for name, law in self._defined.items():
            if name in self._names or name in SHORT_NAMES:
                continue
            for place in re.finditer(re.escape(name) + (r"(?=第)" if name == "法" else ""), text):
                free = not any(begin < place.end() and place.start() < stop for begin, stop in known)
                if free and _stands_alone(text, *place.span()):
                    found.append((*place.span(), name, law, True))
                    known.append(place.span())
        for same in _SAME.finditer(text):
            if _AFTER_REFUSED.match(text, same.end()) is None:
                found.append((*same.span(), same[0], None, True))
                known.append(same.span())
        for unknown in _UNKNOWN.finditer(text):
            name = _NAME_BREAKS.sub("", unknown[1])
            start = unknown.end(1) - len(name)
            overlaps = any(begin < unknown.end(1) and start < stop for begin, stop in known)
            if not overlaps and _is_name(name, text[unknown.end(1) : unknown.end(1) + 1]):
                found.append((start, unknown.end(1), name, None, True))
        return sorted(found, key=lambda entry: entry[0])

    def _cited(
        self, passage: Passage, text: str, span: tuple[int, int], name: str, law: Law | None, defined: bool
    ) -> list[Citation]:
        """The name with its bracket, and one citation for each article behind it."""
        start, end = span
        number = ""
        if _CLOSING.match(text, end):
            end += 1
        while (bracket := _BRACKET.match(text, end)) is not None:
            told = _NUMBER_OF_LAW.search(bracket[1])
            short = _DEFINES.search(bracket[1])
            if not (told or short or bracket[1] == "抄"):
                break
            number = number or (told[0] if told else "")
            if short is not None:
                self._defined[short[1]] = law
            end = bracket.end()
        common = {"law": law, "name": name, "number": number, "passage": passage, "defined": defined}
        places = list(_places(text, end))
        if not places:
            return [Citation(place=None, written="", start=start, end=end, **common)]  # type: ignore[arg-type]
        return [
            Citation(place=place, written=written, start=start, end=stop, **common)  # type: ignore[arg-type]
            for place, written, stop in places
        ]

    def _bare(self, passage: Passage, text: str, taken: list[tuple[int, int]]) -> Iterator[Citation]:
        """Articles without a law in front; only of running text."""
        if passage.kind not in RUNNING and passage.kind is not Kind.HEADING:
            return
        for bare in _BARE.finditer(text):
            if any(begin <= bare.start() < stop for begin, stop in taken):
                continue
            place = _read_place(bare[0])
            yield Citation(
                law=None,
                name="",
                place=place,
                written=bare[0],
                number="",
                start=bare.start(),
                end=bare.end(),
                passage=passage,
                defined=True,
            )


def _is_name(name: str, after: str) -> bool:
    """A name of a law rather than a word; 「…する法律」 is one only with its number behind it."""
    if name.endswith("法律") and not name.endswith(("関する法律", "措置法律")):
        return after == "("
    return len(name) > len("某法") and "条例" not in name and _NOT_A_LAW.fullmatch(name) is None


def _places(text: str, end: int) -> Iterator[tuple[Article, str, int]]:
    """Articles behind a name; a paragraph alone goes with the article before it."""
    found = _FIRST.match(text, end)
    before: Article | None = None
    while found is not None:
        written = found[1]
        place = _read_place(written, before)
        if place is None:
            return
        yield place, written, found.end()
        before = place
        found = _NEXT.match(text, found.end())


def _read_place(written: str, before: Article | None = None) -> Article | None:
    if before is not None and "条" not in written and not written.startswith("附則") and before.number:
        head = "の".join([f"第{before.number[0]}条", *map(str, before.number[1:])])
        written = head + ("" if written.startswith("第") else "第") + written
    try:
        return parse_article(written)
    except UsageError:
        return None


def _stands_alone(text: str, start: int, end: int) -> bool:
    """The name is not a piece of a longer one."""
    before = text[max(0, start - 4) : start]
    if before and _JOINS_BEFORE.match(before[-1]) and not before.endswith(_BEFORE_ALLOWED):
        return False
    return _AFTER_REFUSED.match(text, end) is None
