"""The health of the knowledge: all rules applied, and how much of it is confirmed."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from registry.knowledge.checks import RULES, check_sections
from registry.knowledge.compile import compile_knowledge
from registry.knowledge.facts import Fact, Grade
from registry.knowledge.problems import Problem, SeedError
from registry.knowledge.references import walk


class KindCount(Struct, frozen=True):
    """How many facts of one kind have which grade."""

    kind: str
    total: int
    by_grade: dict[str, int]


class RuleResult(Struct, frozen=True):
    """One rule and how often it is broken."""

    rule: str
    title: str
    why: str
    breaches: int


class RegistryHealth(Struct, frozen=True, kw_only=True):
    """Result of ``konkyo doctor --registry``."""

    seed: str
    provenance: str
    """How the running program loaded its knowledge: packaged, cached or compiled."""
    sound: bool
    rules: tuple[RuleResult, ...]
    problems: tuple[Problem, ...]
    overlay_problems: tuple[Problem, ...]
    counts: tuple[KindCount, ...]
    bodies: int


READING_RULES = (
    ("K01", "ファイルを開ける", "開けないファイルからは何も答えられない"),
    ("K02", "YAML は素のデータ", "タグや参照は、見た目と違う意味や爆弾を持ち込む"),
    ("K03", "形が合う", "知らないキーは書き間違いであり、黙って捨てない"),
    ("K14", "団体の表が正しい", "コードの誤りは別の団体の答えになる"),
)


def examine_registry(seed: Path, overlays: Iterable[Path], provenance: str) -> RegistryHealth:
    """Read seed/ and overlays anew and apply every rule."""
    problems: list[Problem] = []
    counts: tuple[KindCount, ...] = ()
    overlay_problems: tuple[Problem, ...] = ()
    bodies = 0
    try:
        compiled = compile_knowledge(seed, overlays)
    except SeedError as error:
        problems.extend(error.problems)
    else:
        problems.extend(check_sections(compiled.sections, compiled.texts))
        overlay_problems = tuple(compiled.overlay_problems)
        counts = count_grades(compiled.sections.values())
        bodies = len(compiled.tables["bodies"]) - 1
    broken = Counter(problem.rule for problem in problems)
    named = (*READING_RULES, *((rule.id, rule.title, rule.why) for rule in RULES))
    return RegistryHealth(
        seed=str(seed),
        provenance=provenance,
        sound=not problems,
        rules=tuple(RuleResult(rule, title, why, broken[rule]) for rule, title, why in named),
        problems=tuple(problems),
        overlay_problems=overlay_problems,
        counts=counts,
        bodies=bodies,
    )


def count_grades(roots: Iterable[object]) -> tuple[KindCount, ...]:
    """Facts by type and grade, types in order of their names."""
    tally: dict[str, Counter[Grade]] = {}
    for root in roots:
        for _, value in walk(root):
            if isinstance(value, Fact):
                tally.setdefault(type(value).__name__, Counter())[value.status] += 1
    return tuple(
        KindCount(kind, sum(grades.values()), {grade.value: grades[grade] for grade in Grade})
        for kind, grades in sorted(tally.items())
    )
