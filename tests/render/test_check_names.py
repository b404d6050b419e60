"""What names files have in the tables of a check."""

import pytest

from registry.render.check import short_names


@pytest.mark.parametrize(
    ("paths", "folder", "names"),
    [
        (["a.csv"], "", ["a.csv"]),
        (["d/a.csv", "d/b.csv"], "d", ["a.csv", "b.csv"]),
        (["d/e/a.csv", "d/b.csv"], "d", ["e/a.csv", "b.csv"]),
        (["d/a.csv", "e/a.csv"], "", ["d/a.csv", "e/a.csv"]),
        (["d/x/f/a.csv", "d/y/f/a.csv"], "d", ["x/f/a.csv", "y/f/a.csv"]),
        (["a.csv", "a.csv/b.csv"], "", ["a.csv", "a.csv/b.csv"]),
        ([], "", []),
    ],
)
def test_short_names(paths: list[str], folder: str, names: list[str]) -> None:
    assert short_names(paths) == (folder, names)
