"""What is wrong with a file of the knowledge, said so that its author can mend it."""

from msgspec import Struct

from registry.errors import InputError


class Problem(Struct, frozen=True):
    """One breach of one named rule."""

    rule: str
    """Id of the rule, K01 …"""
    file: str
    line: int
    message: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: [{self.rule}] {self.message}（対処: {self.mend}）"


class SeedError(InputError):
    """The knowledge itself is broken: nothing can be answered from it."""

    def __init__(self, problems: list[Problem]) -> None:
        first = problems[0]
        more = f"（ほか {len(problems) - 1} 件）" if len(problems) > 1 else ""
        super().__init__(
            f"知識ベースに誤りがあります{more}: {first.message}",
            where=f"{first.file} の {first.line} 行目",
            why=f"規則 {first.rule}",
            mend=first.mend,
        )
        self.problems = problems
