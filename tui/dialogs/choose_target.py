"""Choosing an item or standard dataset: what a record is, or whose candidates are looked through."""

from typing import ClassVar

from registry.analysis.targets import TargetRef
from registry.text.normalise import matches
from tui.dialogs.picking import Picking
from tui.widgets.row_list import Cell, Column, Row


class ChooseTarget(Picking[TargetRef]):
    """Gives the target."""

    PLACEHOLDER: ClassVar[str] = "情報項目・標準データセットの名前か番号"
    COLUMNS: ClassVar = (Column("種別", 4), Column("番号", 7), Column("名前", 40, flexible=True))

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def title_text(self) -> str:
        """What is asked."""
        return self._title

    def on_mount(self) -> None:
        """All targets of today."""
        from registry.knowledge.datasets import DatasetKind

        knowledge = self.session.knowledge
        self._targets: dict[str, tuple[TargetRef, str]] = {
            item.id: (TargetRef("item", item.id, item.name), str(item.number or ""))
            for item in knowledge.items.values()
        }
        for dataset in knowledge.datasets.datasets:
            if dataset.kind is DatasetKind.STANDARD:
                self._targets[dataset.id] = (TargetRef("dataset", dataset.id, dataset.name), dataset.id)
        super().on_mount()

    def look_up(self, words: str) -> None:
        """Those whose name or number fits."""
        self.show_rows(
            [
                Row(key, (Cell("項目" if target.kind == "item" else "標準", "accent"), number, target.name))
                for key, (target, number) in self._targets.items()
                if not words or words == number or matches(words, (target.name,))
            ]
        )

    def take(self, key: str) -> None:
        """This one."""
        self.dismiss(self._targets[key][0])
