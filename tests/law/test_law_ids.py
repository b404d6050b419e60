"""What the id of a revision says."""

from datetime import date

import pytest

from registry.errors import UsageError
from registry.law.law_ids import take_revision_apart


def test_a_revision_tells_its_day_and_the_amending_law() -> None:
    found = take_revision_apart("325AC1000000137_20240401_505AC0000000034")
    assert found.in_force_since == date(2024, 4, 1)
    assert found.law.numbers == (137,)
    assert found.amended_by is not None
    assert (found.amended_by.era, found.amended_by.year) == ("令和", 5)
    assert (found.amended_by.kind, found.amended_by.numbers) == ("法律", (34,))


def test_a_first_enactment_has_no_amending_law() -> None:
    assert take_revision_apart("325AC1000000137_19500502_000000000000000").amended_by is None


@pytest.mark.parametrize(
    "text",
    ["", "325AC1000000137", "325AC1000000137_20240231_505AC0000000034", "325AC1000000137_20240401_x"],
)
def test_what_is_no_revision_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        take_revision_apart(text)
