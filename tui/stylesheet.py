"""A stylesheet that parses each source once for each theme.

Textual parses everything anew when the app starts and when the first dialog opens; both times nothing has changed,
and the planner would wait for it. What was parsed stands in a cache, which other variables empty.
"""

from collections.abc import Mapping

from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet

_SOURCES = 1_000
"""More than there will ever be: Textual's 64 are fewer than our widgets and theirs have."""


class SteadyStylesheet(Stylesheet):
    """Keeps what was parsed until the variables are others."""

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._parse_cache = LRUCache(_SOURCES)
        self._told: Mapping[str, str] = dict(variables)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Use these variables from now on."""
        if variables != self._told:
            self._told = dict(variables)
            super().set_variables(variables)

    def reparse(self) -> None:
        """Parse what the variables, or new sources, have changed."""
        self.parse()
