"""The colours of the themes: every text can be read on every ground it can stand on (WCAG 2 contrast)."""

import pytest
from textual.color import Color
from textual.theme import Theme

from tui.themes import CONTRAST, DARK, LIGHT


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black and white)."""

    def light(colour: str) -> float:
        parts = (part / 255 for part in Color.parse(colour).rgb)
        red, green, blue = (
            part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("theme", "least"), [(DARK, 4.5), (LIGHT, 4.5), (CONTRAST, 7.0)])
def test_text_can_be_read_on_every_ground(theme: Theme, least: float) -> None:
    told = theme.variables
    inks = [theme.foreground, theme.accent, theme.success, theme.warning, theme.error]
    inks += [told[name] for name in ("dim", "unknown", "absent", "text-disabled")]
    grounds = [theme.background, theme.surface, theme.panel, told["cursor"]]
    found = {(ink, ground): contrast(ink or "", ground or "") for ink in inks for ground in grounds}
    assert {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < least} == {}
    assert contrast(theme.foreground or "", told["input-selection-background"]) >= least
