"""The health of the whole registry: the rules on files, the examples of the lexicon, the structure of the graph."""

from collections import Counter
from pathlib import Path

import msgspec

from registry.knowledge.base import Knowledge
from registry.knowledge.health import RegistryHealth, RuleResult, examine_registry
from registry.knowledge.problems import Problem
from registry.knowledge.yaml_text import read_yaml


def examine_whole(seed: Path, overlays: tuple[Path, ...], knowledge: Knowledge) -> RegistryHealth:
    """Everything that ``konkyo doctor --registry`` looks at.

    The lexicon and the graph are looked at only when the files themselves are sound.
    """
    health = examine_registry(seed, overlays, knowledge.provenance)
    if not health.sound:
        return health
    from registry.graph.structure import CHECKS, examine_structure
    from registry.matching import examples

    lines = read_yaml((seed / "lexicon.yaml").read_text(encoding="utf-8"))
    problems = [
        Problem(
            examples.RULE,
            "lexicon.yaml",
            lines.line_of(
                ("entries", found.entry, *(() if found.example is None else ("examples", found.example)))
            ),
            found.message,
            found.mend,
        )
        for found in examples.example_problems(knowledge)
    ]
    mend = "つながりを足すか、参照を直してください"
    problems += [
        Problem(flaw.check, flaw.key, 1, flaw.text, mend) for flaw in examine_structure(knowledge).flaws
    ]
    broken = Counter(problem.rule for problem in problems)
    further = [RuleResult(examples.RULE, examples.TITLE, examples.WHY, broken[examples.RULE])]
    why = "ファイルごとの規則では見えない、全体のつながりを確かめる"
    further += [RuleResult(check, title, why, broken[check]) for check, title in CHECKS.items()]
    return msgspec.structs.replace(
        health, sound=not problems, rules=(*health.rules, *further), problems=tuple(problems)
    )
