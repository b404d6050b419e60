"""Machine-readability (family M): the unified rule of 総務省 for tables, for sheets, columns and rows.

The engine calls ``check_kind`` once for a file and ``check_sheet`` once for a sheet. It makes a ``CellLayout`` for each
column and then a ``RowLayout`` with all of them, feeds both, and finishes the columns before the rows.
"""

from registry.standards.layout_cells import CellLayout
from registry.standards.layout_rows import RowLayout
from registry.standards.layout_sheet import check_kind, check_sheet

__all__ = ["CellLayout", "RowLayout", "check_kind", "check_sheet"]
