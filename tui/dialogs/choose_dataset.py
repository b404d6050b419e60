"""Choosing the standard dataset as which a file is checked."""

from typing import ClassVar

from registry.text.normalise import matches
from tui.dialogs.picking import Picking
from tui.widgets.row_list import Column, Row


class ChooseDataset(Picking[str]):
    """Gives the id of the dataset."""

    TITLE_TEXT: ClassVar[str] = "どの標準データセットとして点検しますか"
    PLACEHOLDER: ClassVar[str] = "名前か番号"
    COLUMNS: ClassVar = (Column("番号", 7), Column("名前", 30, flexible=True))

    def look_up(self, words: str) -> None:
        """Those of today's generation whose name or number fits."""
        from registry.knowledge.datasets import DatasetKind

        self.show_rows(
            [
                Row(dataset.id, (dataset.id, dataset.name))
                for dataset in self.session.knowledge.datasets.datasets
                if dataset.kind is DatasetKind.STANDARD
                and (not words or matches(words, (dataset.id, dataset.name, *dataset.aliases)))
            ]
        )

    def take(self, key: str) -> None:
        """This one."""
        self.dismiss(key)
