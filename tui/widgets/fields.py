"""Labelled fields of a dialog, one a line."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from registry.text.inert import inert


class Field(NamedTuple):
    """A field: key, label, what stands in it, and what to write there."""

    key: str
    label: str
    value: str = ""
    hint: str = ""


class Fields(Vertical):
    """Fields below each other; ``values`` gives what stands in them."""

    def __init__(self, fields: Sequence[Field]) -> None:
        super().__init__()
        self._fields = tuple(fields)

    def compose(self) -> ComposeResult:
        """Label and field."""
        for field in self._fields:
            with Horizontal(classes="field"):
                yield Static(field.label, classes="field-label", markup=False)
                yield Input(inert(field.value), placeholder=field.hint, id=f"field-{field.key}")

    def value(self, key: str) -> str:
        """What stands in a field."""
        return self.query_one(f"#field-{key}", Input).value.strip()

    def changed(self) -> dict[str, str]:
        """The fields in which something else stands than at first."""
        return {
            field.key: self.value(field.key)
            for field in self._fields
            if self.value(field.key) != inert(field.value).strip()
        }

    def focus_on(self, key: str) -> None:
        """Type into a field."""
        self.query_one(f"#field-{key}", Input).focus()

    def next_field(self) -> bool:
        """Type into the next field; False behind the last."""
        inputs = list(self.query(Input))
        at = next((place for place, one in enumerate(inputs) if one.has_focus), -1)
        if at + 1 < len(inputs):
            inputs[at + 1].focus()
            return True
        return False
