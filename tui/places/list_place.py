"""A place with one list that words, conditions and the order of a column narrow and sort."""

from collections.abc import Sequence
from typing import Any

from tui.listing import Listing
from tui.places.base import Place
from tui.widgets.filter_line import FilterLine
from tui.widgets.row_list import RowList


class ListPlace(Place):
    """Subclasses have a FilterLine, a ``listing``, and write what is abstract here."""

    listing: Listing[Any]

    @property
    def rows(self) -> RowList:
        """The list."""
        return self.query_one(RowList)

    def every_line(self) -> Sequence[Any]:
        """All lines, as they come."""
        raise NotImplementedError

    def show_list(self) -> None:
        """Fill the list with what passes the filter."""
        raise NotImplementedError

    def focus_list(self) -> None:
        """Back to the list."""
        self.rows.focus()
        self.call_after_refresh(self.konkyo.tell_place)

    def refill(self) -> None:
        """After filter, facets or order changed."""
        self.show_list()
        self.konkyo.tell_place()

    def words_changed(self) -> None:
        """After another letter: what fits best stands first."""
        self.refill()
        if self.listing.words:
            self.rows.move_to(0)

    def ask_filter(self) -> None:
        """Type a filter."""
        self.query_one(FilterLine).start()
        self.konkyo.tell_place()

    def on_filter_line_filtered(self, event: FilterLine.Filtered) -> None:
        """With every letter."""
        event.stop()
        if event.text != self.listing.words:
            self.listing.words = event.text
            self.words_changed()

    def on_filter_line_left(self, event: FilterLine.Left) -> None:
        """Back to the list."""
        event.stop()
        self.focus_list()

    def ask_facets(self) -> None:
        """Choose conditions."""
        from tui.dialogs.facets import Facets

        def chosen(found: frozenset[str] | None) -> None:
            if found is not None:
                self.listing.chosen = found
                self.refill()

        self.app.push_screen(Facets(self.listing.options(self.every_line()), self.listing.chosen), chosen)

    def ask_order(self) -> None:
        """Choose the column of order."""
        from tui.dialogs.choose_column import ChooseColumn, Order

        listing = self.listing

        def chosen(order: Order | None) -> None:
            if order is not None:
                listing.order, listing.backwards, listing.hidden = order
                self.refill()

        self.app.push_screen(
            ChooseColumn(listing.columns, listing.order, listing.backwards, listing.hidden), chosen
        )
