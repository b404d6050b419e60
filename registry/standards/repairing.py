"""``konkyo check --fix``: a repaired copy of a file, in which nothing is guessed and nothing is lost.

The copy is CSV in UTF-8 with today's headings in the first row. A cell is changed only where its meaning is
certain (``registry.standards.values.mend``); whatever else was found is left as it is and reported.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path

import msgspec

from registry.catalogue.tables import Row
from registry.errors import UsageError, system_reason
from registry.files import writing_atomically
from registry.knowledge.base import Knowledge
from registry.standards.answers import Change, CheckAnswer, FileCheck, Fixed, SheetCheck
from registry.standards.building import forms_of
from registry.standards.checking import Progress, check_file, known_headings, main_first
from registry.standards.column_checks import mend_code
from registry.standards.columns import match_columns
from registry.standards.findings import shortened
from registry.standards.forms import Fit, Form, FormColumn
from registry.standards.heading import find_heading
from registry.standards.opening import open_file
from registry.standards.personal.masks import scrub
from registry.standards.repair_plan import Target, plan_columns
from registry.standards.sheets import Block, Heading, Sheet
from registry.standards.values import mend

_REMEMBERED = 20_000
_HIDDEN = "（個人情報の候補のため示しません）"
_ABOVE = ("見出しの上の題名や注の行を除いた", None)
BOM = b"\xef\xbb\xbf"


def repair_files(
    answer: CheckAnswer,
    knowledge: Knowledge,
    target: Path,
    *,
    overwrite: bool = False,
    bom: bool = False,
    progress: Progress | None = None,
) -> CheckAnswer:
    """The answer with a repaired copy of each file that could be read.

    ``target`` is the copy of a single file, or a folder (made when it is not there) for several or one.
    Raises UsageError before anything is written when a copy would replace a file it must not.
    """
    copies = _copies(answer, target, overwrite=overwrite)
    files = []
    for check in answer.files:
        copy = copies.get(check.path)
        if copy is not None:
            fixed = repair_file(check, knowledge, copy, bom=bom, progress=progress)
            check = msgspec.structs.replace(check, fixed=fixed)  # noqa: PLW2901
        files.append(check)
    return msgspec.structs.replace(answer, files=tuple(files))


def repair_file(
    check: FileCheck, knowledge: Knowledge, copy: Path, *, bom: bool = False, progress: Progress | None = None
) -> Fixed:
    """Write the repaired copy of one file that was checked.

    Raises InputError when the file has gone or changed its shape since, UsageError when the copy cannot be written.
    """
    path = Path(check.path)
    chosen = _main_sheet(check)
    if chosen is None:
        raise UsageError("直した写しを作れません", where=check.path, why="見出しのある表が見つかりません")
    filled = _filled_columns(path, chosen, check)
    repair = _Repair(check, chosen, knowledge, filled)
    with writing_atomically(copy) as stream, open_file(path) as data:
        stream.write(BOM if bom else b"")
        for sheet in data.sheets:
            if sheet.name == chosen.name:
                repair.write(sheet, stream.write)
                break
    again = check_file(copy, knowledge, dataset=repair.form.dataset if repair.form else "", progress=progress)
    return Fixed(
        path=str(copy),
        encoding="utf-8-sig" if bom else "utf-8",
        rows=repair.rows,
        mapping=tuple(target.mapped(repair.heading) for target in repair.targets),
        changes=repair.changes(),
        left=again.findings,
        not_copied=tuple(sheet.name for sheet in check.sheets if sheet is not chosen and sheet.rows),
    )


def _copies(answer: CheckAnswer, target: Path, *, overwrite: bool) -> dict[str, Path]:
    """The copy of each file by its path."""
    readable = [check for check in answer.files if not check.refused and _main_sheet(check) is not None]
    in_folder = target.is_dir() or len(answer.files) > 1
    copies: dict[str, Path] = {}
    for check in readable:
        source = Path(check.path)
        copy = target / f"{_stem(source)}.csv" if in_folder else target
        if copy in copies.values():
            raise UsageError(
                "写しの名前が重なるため、何も書いていません",
                where=str(copy),
                why=f"{source} と同じ名前のファイルがほかのフォルダーにもあります",
                mend="フォルダーごとに分けて実行してください",
            )
        if copy.exists() and copy.samefile(source):
            raise UsageError(
                "元のファイルには書き込みません", where=str(copy), mend="--fix に別の名前を指定してください"
            )
        if copy.exists() and not overwrite:
            raise UsageError(
                "写しを書きませんでした。同じ名前のファイルが既にあります",
                where=str(copy),
                mend="別の名前を --fix に指定するか、失ってよければ --overwrite を付けてください",
            )
        copies[check.path] = copy
    if in_folder:
        _make_folder(target)
    return copies


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise UsageError(
            "写しを置くフォルダーを作れません",
            where=str(folder),
            why=system_reason(problem),
            mend="書き込めるフォルダーを --fix に指定してください",
        ) from problem


def _stem(path: Path) -> str:
    name = path.name.removesuffix(".gz")
    return name.rsplit(".", 1)[0] or name


def _main_sheet(check: FileCheck) -> SheetCheck | None:
    with_heading = [sheet for sheet in check.sheets if sheet.heading_row is not None]
    return max(with_heading, key=main_first, default=None)


def _filled_columns(path: Path, chosen: SheetCheck, check: FileCheck) -> set[int]:
    """Places of the columns that hold anything below the headings."""
    filled: set[int] = set()
    with open_file(path) as data:
        for sheet in data.sheets:
            if sheet.name != chosen.name:
                continue
            for block in sheet.blocks:
                below = max(0, (chosen.heading_row or 0) - block.first + 1)
                for place, column in enumerate(zip_longest(*block.cells[below:], fillvalue="")):
                    if place not in filled and any(cell and not cell.isspace() for cell in column):
                        filled.add(place)
            return filled
    raise UsageError(f"シート「{chosen.name}」がなくなりました", where=check.path)


class _Repair:
    """Rewrites the rows of one sheet."""

    def __init__(self, check: FileCheck, chosen: SheetCheck, knowledge: Knowledge, filled: set[int]) -> None:
        self._check, self._chosen, self._knowledge, self._filled = check, chosen, knowledge, filled
        self._hidden = {one.column_number - 1 for one in check.redactions if one.sheet == chosen.name}
        self.form: Form | None = None
        self.heading = Heading(row=0, names=(), clean=())
        self.targets: tuple[Target, ...] = ()
        self.rows = 0
        self._counts: Counter[tuple[str, str | None]] = Counter()
        self._examples: dict[tuple[str, str | None], tuple[str, str]] = {}
        self._mend = lru_cache(maxsize=_REMEMBERED)(_mended)

    def write(self, sheet: Sheet, write: Callable[[bytes], object]) -> None:
        """Hand the rows of the copy on as bytes."""
        heading = find_heading(sheet.head, known_headings(self._knowledge))
        if heading is None:
            raise UsageError("見出しの行が見つかりません", where=self._check.path)
        self.heading = heading
        self.form = self._todays_form()
        sample = [row.cells for row in sheet.head if row.number > heading.row]
        matches = match_columns(heading, sample, self.form or self._similar_form())
        self.targets = plan_columns(heading, matches, self.form, self._filled)
        self._note_heading(sheet.head)
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow([target.name for target in self.targets])
        for block in sheet.blocks:
            writer.writerows(self._rows(block))
            write(text.getvalue().encode("utf-8", errors="replace"))
            text.seek(0)
            text.truncate()

    def _todays_form(self) -> Form | None:
        found = self._chosen.dataset
        if found is None or found.fit is not Fit.IS:
            return None
        forms = forms_of(self._knowledge.datasets, self._knowledge.rules.code_lists)
        wanted = (found.id, found.definition)
        return next((form for key in wanted for form in forms if form.id == key and form.columns), None)

    def _similar_form(self) -> Form | None:
        """The form that the check took the kinds of the columns from; the headings stay the file's own."""
        found = self._chosen.dataset
        forms = forms_of(self._knowledge.datasets, self._knowledge.rules.code_lists)
        return next((form for form in forms if found and form.id == found.definition), None)

    def _note_heading(self, head: Sequence[Row]) -> None:
        """Rows above the headings are left out, and so is what rows of headings say beside the names."""
        kept = {part for name in (*self.heading.names, *self.heading.clean) for part in (name, *name.split())}
        for row in head:
            if row.number > self.heading.row:
                break
            lost = [cell for cell in map(str.strip, row.cells) if cell and cell not in kept]
            if lost:
                self._counts[_ABOVE] += 1
                said = f"{row.number} 行目 {scrub(' | '.join(dict.fromkeys(lost)))}"
                before = self._examples.get(_ABOVE, ("", ""))[0]
                self._examples[_ABOVE] = (" ／ ".join(filter(None, (before, said))), "")
        if self.heading.height > 1:
            self._counts["段になった見出しを1行にした", None] += 1
        if not self._check.encoding.startswith("utf-8") and self._check.encoding:
            self._counts["文字コードを UTF-8 にした", None] += 1

    def _rows(self, block: Block) -> Iterator[list[str]]:
        names = [name.strip() for name in self.heading.names]
        for number, cells in zip(block.numbers, block.cells, strict=True):
            if number <= self.heading.row:
                continue
            if not any(cell and not cell.isspace() for cell in cells):
                self._counts["空白の行を除いた", None] += 1
                continue
            if [cell.strip() for cell in cells] == names:
                self._counts["途中で繰り返す見出しを除いた", None] += 1
                continue
            self.rows += 1
            yield [self._cell(target, cells) for target in self.targets]

    def _cell(self, target: Target, cells: Sequence[str]) -> str:
        sources = target.sources
        if len(sources) != 1:
            return "".join(cells[place].strip() for place in sources if place < len(cells))
        place = sources[0]
        value = cells[place] if place < len(cells) else ""
        if not value:
            return value
        mended = self._mend(target.column, value)
        if mended is None or mended == value:
            return value
        key = (f"{target.column.kind.value}の書き方を直した", target.name)
        self._counts[key] += 1
        if key not in self._examples:
            shown = (shortened(scrub(value)), shortened(scrub(mended)))
            self._examples[key] = (_HIDDEN, "") if place in self._hidden else shown
        return mended

    def changes(self) -> tuple[Change, ...]:
        """What was done, by kind and column."""
        return tuple(
            Change(
                what=what,
                column=column,
                count=count,
                before=self._examples.get((what, column), ("", ""))[0],
                after=self._examples.get((what, column), ("", ""))[1],
            )
            for (what, column), count in self._counts.items()
        )


def _mended(column: FormColumn, value: str) -> str | None:
    """The value as it must be written; None when it is right, or when that is not certain."""
    spelt = mend(column.kind, value)
    listed = mend_code(column, value if spelt is None else spelt) if column.values else None
    return spelt if listed is None else listed
