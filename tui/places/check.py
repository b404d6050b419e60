"""点検: data files held against the standard datasets; what was found, why it matters, a repaired copy."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from tui.commands import Command
from tui.long_work import LongWork
from tui.places import check_keys as keys
from tui.places.check_desk import CheckDesk
from tui.places.check_jobs import check_job, counts_of, merged, proposed_copy, repair_job, repairable, without
from tui.places.check_rows import fixable_places, mended_places
from tui.widgets.filter_line import FilterLine

if TYPE_CHECKING:
    from registry.standards.answers import CheckAnswer, FileCheck

_SAFE = "もとのファイルは変えません。推測しないと直せないところは、そのまま残します"


class Check(CheckDesk):
    """The seventh place."""

    NAME: ClassVar[str] = "check"
    TITLE: ClassVar[str] = "点検"
    NEEDS_BODY: ClassVar[bool] = False
    COMMANDS: ClassVar[tuple[Command, ...]] = keys.COMMANDS

    def __init__(self) -> None:
        super().__init__()
        self._folder: Path | None = None

    def commands(self) -> Sequence[Command]:
        """Without files there is only one thing to do."""
        check = self.check
        if check is None:
            return (keys.ADD,)
        absent: set[Command] = set()
        if self.line is None:
            absent |= {keys.EXPORT} if check.refused else {keys.EXPORT, keys.OPEN}
        if not repairable(check):
            absent.add(keys.REPAIR)
        if sum(map(repairable, self.checks)) < 2:
            absent.add(keys.REPAIR_ALL)
        if self.konkyo.works or not (self.listing.narrowed or self.reading):
            absent.add(keys.OUT)  # Esc stops what goes on in the background
        return [one for one in self.COMMANDS if one not in absent]

    def where(self) -> tuple[str, str]:
        """How many files, filter, counts over all."""
        if not self.checks:
            return self.TITLE, ""
        told = self.listing.says(self.listing.options(self.every_line()))
        shown = f"{self.findings.count:,} / {len(self.every_line()):,}件"
        return f"{self.TITLE}  {len(self.checks):,}ファイル  {told}", f"{shown}  {counts_of(self.checks)}"

    def ask_files(self) -> None:
        """Choose files or folders."""
        from tui.dialogs.choose_file import TABLE_ENDINGS, ChooseFile

        dialog = ChooseFile("点検するファイル", folder=self._folder, endings=TABLE_ENDINGS, several=True)

        def chosen(paths: tuple[Path, ...] | None) -> None:
            if paths:
                self._folder = paths[0] if paths[0].is_dir() else paths[0].parent
                self.start(paths)

        self.app.push_screen(dialog, chosen)

    def start(self, paths: Sequence[Path], dataset: str = "") -> None:
        """Check files in the background."""
        work = LongWork("点検しています", can_stop=True)
        job = check_job(paths, self.session.knowledge, dataset, work)
        self.konkyo.in_background(job, self._checked, work)

    def _checked(self, answer: "CheckAnswer") -> None:
        rows = sum(check.rows for check in answer.files)
        self._take_over(answer)
        self.konkyo.say(
            f"点検が終わりました  {len(answer.files):,}ファイル・{rows:,}行  {counts_of(answer.files)}"
        )

    def _take_over(self, answer: "CheckAnswer") -> None:
        self.checks = merged(self.checks, answer.files)
        self.fill()
        self.files.find(answer.files[0].path)
        self.show_file()
        if self.konkyo.place is self:
            self.findings.focus()
            self.konkyo.tell_place()

    def check_again(self) -> None:
        """Read all files anew."""
        self.start([Path(check.path) for check in self.checks])

    def ask_dataset(self) -> None:
        """Say what the file is."""
        from tui.dialogs.choose_dataset import ChooseDataset

        check = self.check

        def chosen(dataset: str | None) -> None:
            if dataset is not None and check is not None:
                self.start([Path(check.path)], dataset)

        self.app.push_screen(ChooseDataset(), chosen)

    def drop_file(self) -> None:
        """Take a file off the list; the file stays."""
        check = self.check
        if check is not None:
            self.checks = without(self.checks, check.path)
            self.fill()
            (self.findings if self.checks else self.files).focus()
            self.konkyo.say(f"一覧から外しました: {Path(check.path).name}（ファイルはそのままです）")
            self.konkyo.tell_place()

    def ask_repair(self) -> None:
        """Where the repaired copy goes."""
        from tui.dialogs.export_list import ExportList

        check = self.check
        if check is None:
            return
        name, forms = proposed_copy(check), ((".csv", "CSV（UTF-8）"),)
        dialog = ExportList(f"直した写し  {Path(check.path).name}", name, forms, _SAFE)

        def write(target: Path | None) -> None:
            if target is not None:
                self._repair((check,), target, overwrite=True)

        self.app.push_screen(dialog, write)

    def ask_repair_all(self) -> None:
        """The folder into which the copies go; none is overwritten."""
        from tui.dialogs.export_list import ExportList

        folder = Path(self.checks[0].path).absolute().parent / "直した写し"
        dialog = ExportList(f"直した写し  {len(self.checks):,}ファイル", str(folder), (), _SAFE)

        def write(target: Path | None) -> None:
            if target is not None:
                self._repair(self.checks, target, overwrite=False)

        self.app.push_screen(dialog, write)

    def _repair(self, checks: "Sequence[FileCheck]", target: Path, *, overwrite: bool) -> None:
        work = LongWork("写しを作っています", can_stop=True, changes=True)
        job = repair_job(checks, self.session.knowledge, target, overwrite, work)
        self.konkyo.in_background(job, self._repaired, work)

    def _repaired(self, answer: "CheckAnswer") -> None:
        self._take_over(answer)
        copies = [check.fixed for check in answer.files if check.fixed is not None]
        fixable = sum(fixable_places(check.findings) for check in answer.files if check.fixed is not None)
        mended = sum(map(mended_places, answer.files))
        left = sum(len(fixed.left) for fixed in copies)
        where = copies[0].path if len(copies) == 1 else f"{len(copies):,}ファイル"
        told = f"直せる {fixable:,}か所のうち {mended:,}か所を直しました  残った指摘 {left:,}"
        self.konkyo.say(f"写しを作りました: {where}  {told}")

    def ask_export(self) -> None:
        """Write what is shown into a file."""
        from tui.places.check_files import ask_export

        ask_export(self)

    def words_changed(self) -> None:
        """After another letter the cursor stays on its finding."""
        self.refill()

    def focus_list(self) -> None:
        """Back to the findings, or to the files before there are any."""
        (self.findings if self.checks else self.files).focus()
        self.call_after_refresh(self.konkyo.tell_place)

    def next_waiting(self) -> None:
        """The next finding that a person must look at, in this file or the next."""
        self._tell_person(self.to_person(1))

    def previous_waiting(self) -> None:
        """The one before."""
        self._tell_person(self.to_person(-1))

    def _tell_person(self, found: bool) -> None:
        if not found:
            self.konkyo.say("ほかに人が見る指摘はありません")
        self.konkyo.tell_place()

    def step_out(self) -> None:
        """From a text to the findings; then take away the filter."""
        if not self.reading:
            self.listing.clear()
            self.query_one(FilterLine).clear_filter()
            self.show_list()
        self.focus_list()

    def enter(self, target: str = "") -> None:
        """Stand on a file (its path)."""
        if target:
            self.files.find(target)
        self.focus_list()
