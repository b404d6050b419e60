"""The named rules that the knowledge must keep, beyond its form.

K01 file readable · K02 plain YAML · K03 form (these three are applied while reading, as is K14 on the tables
of bodies) · K04 unique ids ·
K05 references lead somewhere · K06 dates agree · K07 a verified fact names a source · K08 a recalled fact
says how sure · K09 articles parse and ids repeat them · K10 law numbers and e-Gov ids parse and agree ·
K11 no cycle among parents and successors · K12 items are complete · K13 sources of laws name the law.
Each rule's function says why it exists; tests break each one.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from msgspec import Struct

from registry.errors import UsageError
from registry.knowledge.facts import DatedFact, Fact, Grade, Source
from registry.knowledge.items import Item
from registry.knowledge.laws import Law, Provision
from registry.knowledge.problems import Problem
from registry.knowledge.references import references, walk
from registry.knowledge.yaml_text import Path, YamlText
from registry.law.citations import parse_article
from registry.law.law_ids import is_law_id
from registry.law.law_numbers import law_id_conflict, parse_law_number


class Place(NamedTuple):
    """A struct of the knowledge and where it stands."""

    section: str
    path: Path
    value: Any


class Rule(Struct, frozen=True):
    """A named rule over all sections."""

    id: str
    title: str
    why: str
    check: Callable[["Sections"], Iterator["Breach"]]


class Breach(NamedTuple):
    """Where a rule is broken, and how to mend it."""

    place: Place
    message: str
    mend: str


class Sections:
    """All structs of all sections, walked once."""

    def __init__(self, sections: Mapping[str, Any]) -> None:
        self.places = [
            Place(name, path, value)
            for name, root in sections.items()
            if root is not None
            for path, value in walk(root)
        ]
        self.ids: dict[str, dict[str, Place]] = {}
        for place in self.places:
            identifier = getattr(place.value, "id", None)
            if isinstance(identifier, str):
                self.ids.setdefault(type(place.value).__name__, {}).setdefault(identifier, place)

    def of(self, kind: type) -> Iterator[Place]:
        """Places that hold a struct of that type."""
        return (place for place in self.places if isinstance(place.value, kind))


def check_sections(sections: Mapping[str, Any], texts: Mapping[str, YamlText]) -> list[Problem]:
    """All breaches of all rules, in the order of files and lines."""
    gathered = Sections(sections)
    problems = []
    for rule in RULES:
        for breach in rule.check(gathered):
            section, path, _ = breach.place
            line = texts[section].line_of(path) if section in texts else 1
            problems.append(Problem(rule.id, f"{section}.yaml", line, breach.message, breach.mend))
    return sorted(problems, key=lambda problem: (problem.file, problem.line, problem.rule))


def _unique_ids(sections: Sections) -> Iterator[Breach]:
    seen: Counter[tuple[str, str]] = Counter()
    for place in sections.places:
        identifier = getattr(place.value, "id", None)
        if not isinstance(identifier, str):
            continue
        key = (type(place.value).__name__, identifier)
        seen[key] += 1
        if seen[key] == 2:
            yield Breach(
                place,
                f"ID「{identifier}」が二度使われています",
                "どちらかの ID を変えるか、重なりを消してください",
            )


def _references(sections: Sections) -> Iterator[Breach]:
    for place in sections.places:
        for field, targets, identifier in references(place.value):
            if any(identifier in sections.ids.get(target, {}) for target in targets):
                continue
            at = Place(place.section, (*place.path, field), place.value)
            said = f"{field} の「{identifier}」はどこにもありません"
            yield Breach(at, said, f"{'か'.join(targets)} の ID に直すか、その項目を足してください")


def _dates(sections: Sections) -> Iterator[Breach]:
    for place in sections.of(DatedFact):
        since, until = place.value.since, place.value.until
        if since is not None and until is not None and until < since:
            yield Breach(
                place,
                f"終わりの日 {until} が始まりの日 {since} より前です",
                "since と until を確かめてください",
            )
    for place in sections.of(Law):
        law: Law = place.value
        yield from _terms(place, "names", law.names)
        if law.in_force_from and law.in_force_until and law.in_force_until < law.in_force_from:
            yield Breach(
                place,
                "効力を失う日が施行の日より前です",
                "in_force_from と in_force_until を確かめてください",
            )
        if law.promulgated and law.in_force_from and law.in_force_from < law.promulgated:
            yield Breach(
                place, "施行の日が公布の日より前です", "promulgated と in_force_from を確かめてください"
            )
    for place in sections.of(Provision):
        for term in place.value.former:
            if term.until is None:
                yield Breach(
                    place, f"以前の条番号 {term.article} に終わりの日がありません", "until を書いてください"
                )


def _terms(place: Place, field: str, terms: tuple[Any, ...]) -> Iterator[Breach]:
    for earlier, later in pairwise(terms):
        if later.since is not None and (earlier.until is None or earlier.until >= later.since):
            at = Place(place.section, (*place.path, field), place.value)
            yield Breach(
                at,
                f"「{earlier.title}」と「{later.title}」の期間が重なります",
                "前の題名の until を次の since の前日にしてください",
            )


def _verified_has_source(sections: Sections) -> Iterator[Breach]:
    for place in sections.of(Fact):
        if place.value.status is Grade.VERIFIED and not place.value.sources:
            yield Breach(
                place,
                "確認済み（verified）なのに出典がありません",
                "sources に出典の ID を書くか、status を下げてください",
            )


def _recalled_says_how_sure(sections: Sections) -> Iterator[Breach]:
    for place in sections.of(Fact):
        if place.value.status is Grade.RECALLED and place.value.confidence is None:
            yield Breach(
                place,
                "記憶による事実（recalled）に確からしさがありません",
                "confidence に high、medium、low のどれかを書いてください",
            )


def _articles(sections: Sections) -> Iterator[Breach]:
    for place in sections.of(Provision):
        provision: Provision = place.value
        for article in (provision.article, provision.applies, *(term.article for term in provision.former)):
            if article is None:
                continue
            try:
                canonical = str(parse_article(article))
            except UsageError as problem:
                yield Breach(
                    place,
                    f"条番号「{article}」を読めません: {problem.what}",
                    "28条3項、36条の2第1項、16条2号の形にしてください",
                )
                continue
            if canonical != article:
                yield Breach(
                    place, f"条番号「{article}」の書き方が違います", f"「{canonical}」と書いてください"
                )
        expected = f"{provision.law}:{provision.article}"
        if provision.id != expected and not provision.id.startswith(f"{expected}/"):
            yield Breach(
                place, f"ID「{provision.id}」が法令と条番号に合いません", f"「{expected}」にしてください"
            )


def _law_numbers(sections: Sections) -> Iterator[Breach]:
    for place in sections.of(Law):
        law: Law = place.value
        try:
            parse_law_number(law.law_number)
        except UsageError as problem:
            yield Breach(
                place,
                f"法令番号「{law.law_number}」を読めません: {problem.what}",
                "平成十年法律第七号 の形にしてください",
            )
            continue
        if law.law_id is None:
            continue
        if not is_law_id(law.law_id):
            yield Breach(
                place,
                f"法令ID「{law.law_id}」の形が違います",
                "e-Gov 法令検索の URL にある 15 文字を写してください",
            )
            continue
        conflict = law_id_conflict(law.law_id, law.law_number)
        if conflict is not None:
            said = f"法令番号「{law.law_number}」と法令ID「{law.law_id}」が合いません: {conflict}"
            yield Breach(place, said, "e-Gov 法令検索で両方を確かめてください")


def _cycles(sections: Sections) -> Iterator[Breach]:
    for kind, field in (
        ("Law", "parent"),
        ("Law", "succeeded_by"),
        ("Ministry", "parent"),
        ("StandardDataset", "succeeds"),
    ):
        places = sections.ids.get(kind, {})
        for start, place in places.items():
            seen = {start}
            current = getattr(place.value, field, None)
            while isinstance(current, str) and current in places:
                if current in seen:
                    yield Breach(
                        place, f"{field} をたどると「{current}」に戻ります", f"{field} の一つを直してください"
                    )
                    break
                seen.add(current)
                current = getattr(places[current].value, field, None)


def _items_complete(sections: Sections) -> Iterator[Breach]:
    for place in sections.of(Item):
        item: Item = place.value
        if not item.holders:
            yield Breach(place, f"情報項目「{item.name}」に保有主体がありません", "holders を書いてください")
        if item.has_legal_basis and not item.laws:
            yield Breach(
                place,
                f"情報項目「{item.name}」に根拠法令がありません",
                "laws を書くか has_legal_basis を false にしてください",
            )
        if not item.has_legal_basis and any(basis.decisive for basis in item.bases):
            yield Breach(
                place,
                f"根拠法令のない「{item.name}」に決め手の条項があります",
                "decisive を消すか has_legal_basis を直してください",
            )
        linked = {basis.provision for basis in item.bases}
        for rule in item.holders:
            for provision in rule.bases:
                if provision not in linked:
                    yield Breach(
                        place,
                        f"保有の規則が使う条項「{provision}」が bases にありません",
                        "bases に足してください",
                    )


def _law_sources(sections: Sections) -> Iterator[Breach]:
    for place in sections.of(Source):
        source: Source = place.value
        if source.kind == "law" and (source.law is None or source.read_on is None):
            yield Breach(
                place,
                f"法令の出典「{source.id}」に法令か読んだ日がありません",
                "law と read_on を書いてください",
            )


RULES = (
    Rule("K04", "ID は一つ", "同じ ID が二つあると、どちらを指すか決まらない", _unique_ids),
    Rule("K05", "参照先がある", "行き先のない参照は根拠の鎖を切る", _references),
    Rule("K06", "日付が合う", "期間の矛盾は基準日の答えを誤らせる", _dates),
    Rule("K07", "確認済みには出典", "出典のない確認は確認ではない", _verified_has_source),
    Rule("K08", "記憶には確からしさ", "読む人が重みを判断できるようにする", _recalled_says_how_sure),
    Rule("K09", "条番号が読める", "誤った条番号は、無いことより悪い", _articles),
    Rule("K10", "法令番号と法令IDが合う", "法令IDは番号から作れず、推測の ID が誤る", _law_numbers),
    Rule("K11", "輪にならない", "親子や承継の輪は法令の系譜としてあり得ない", _cycles),
    Rule("K12", "情報項目が欠けていない", "判定に要る保有主体と根拠をそろえる", _items_complete),
    Rule("K13", "法令の出典は版まで", "いつのどの条文を読んだかを残す", _law_sources),
)
"""All rules applied after reading; K01 to K03 are applied while reading."""
