"""A dialog: a titled box over the place; Esc leaves it without doing anything."""

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from registry.text.inert import inert

if TYPE_CHECKING:
    from tui.app import KonkyoApp
    from tui.session import Session

Answer = TypeVar("Answer")


class DialogBox(Vertical):
    """The box; whatever stands in its title is taken literally, for titles name things from outside."""

    def render_str(self, text_content: str | Content) -> Content:
        """The text itself, never markup."""
        return Content(inert(text_content)) if isinstance(text_content, str) else text_content

    @property
    def heading(self) -> str:
        """The title as it is read."""
        title = self._border_title
        return title.plain if title is not None else ""


class Dialog(ModalScreen[Answer]):
    """Base of dialogs; ``dismiss`` gives the answer, None when it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    @property
    def konkyo(self) -> "KonkyoApp":
        """The app."""
        from tui.app import KonkyoApp

        app = self.app
        if not isinstance(app, KonkyoApp):
            raise TypeError("a dialog lives in the app of konkyo")
        return app

    @property
    def session(self) -> "Session":
        """What all places share."""
        return self.konkyo.session

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
