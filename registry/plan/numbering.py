"""Numbers of public documents: 第1章, 1, (1), ア, 表1."""

from collections.abc import Iterable

from registry.plan.document import Block, Grid, Heading

_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワ"


def number_headings(blocks: Iterable[Block]) -> dict[str, str]:
    """The number in front of each heading, by block id; annexes have none."""
    counts = [0, 0, 0, 0]
    numbers = {}
    for block in blocks:
        if not isinstance(block, Heading):
            continue
        level = block.level
        counts[level] += 1
        counts[level + 1 :] = [0] * (3 - level)
        numbers[block.id] = ("", f"第{counts[1]}章", f"{counts[2]}", f"({counts[3]})")[level]
    return numbers


def number_tables(blocks: Iterable[Block]) -> dict[str, str]:
    """表1, 表2 … by block id."""
    grids = [block for block in blocks if isinstance(block, Grid)]
    return {grid.id: f"表{number}" for number, grid in enumerate(grids, start=1)}


def letter(position: int) -> str:
    """ア, イ, ウ … for 0, 1, 2 …; after ワ it goes on with numbers in brackets."""
    return _KANA[position] if position < len(_KANA) else f"({position + 1})"
