"""A table with headings as records: one row each, or several rows with the files of one dataset."""

import re
from collections.abc import Callable
from itertools import chain, islice

from registry.catalogue.draft import Draft
from registry.catalogue.findings import Findings
from registry.catalogue.heading_words import Field
from registry.catalogue.headings import SEARCHED_ROWS, Heading, find_heading
from registry.catalogue.limits import MAX_RECORDS
from registry.catalogue.record import Form
from registry.catalogue.rows import Told, read_row
from registry.catalogue.tables import Row, Table, shown_row
from registry.catalogue.values import first_url, iso_date, items, one_line
from registry.errors import InputError

_BRACKETED = re.compile(r"[＜<〈《【\[［〔]([^＜<〈《【\[［〔]+)[＞>〉》】\]］〕]")
_BULLET = re.compile(r"[■□◆◇●▼▽▲★☆]\s*(.+)")
_REMARK = re.compile(
    r"(?:[※＊*]|[(（]?注[)）:：\d]|注意|備考|出典|資料[:：]|(?:合計|総計|計)(?:$|[\d\s:：]))"
)
_SINGLE_FIELDS = {
    "description": Field.DESCRIPTION,
    "frequency": Field.FREQUENCY,
    "standard": Field.STANDARD,
    "spatial": Field.SPATIAL,
    "temporal": Field.TEMPORAL,
}

DraftKey = tuple[str, str, str]
"""Code or name of the body, id, title: rows that share them tell of one dataset."""


class Listing:
    """Takes tables one after the other and gathers their drafts, in the order of the file.

    Raises InputError when there are more records than the limit.
    """

    def __init__(self, findings: Findings, where: str) -> None:
        self._findings = findings
        self._where = where
        self._by_key: dict[DraftKey, Draft] = {}
        self.drafts: list[Draft] = []
        self.heading: Heading | None = None
        """Of the first table that was read."""
        self._previous: Draft | None = None
        self._group = ""

    def read(self, table: Table, groups: tuple[str, ...] = ()) -> bool:
        """Read a table whose headings can be found; False (and nothing read) when they cannot.

        ``groups`` are put before the groups that the rows tell themselves.
        """
        start = list(islice(table.rows, SEARCHED_ROWS + 1))
        heading = find_heading(start)
        if heading is None:
            return False
        self.heading = self.heading or heading
        self._previous, self._group = None, ""
        admitted = self._gate(heading)
        for row in chain(start, table.rows):
            if admitted(row):
                self._take(heading, row, groups)
        return True

    def _gate(self, heading: Heading) -> Callable[[Row], bool]:
        """Tells the rows under the headings that are not blank; reports the others."""
        titles = [cell.strip() for cell in heading.cells]
        width = max((column.index for column in heading.columns), default=0)

        def admitted(row: Row) -> bool:
            shown = any(cell and not cell.isspace() for cell in row.cells)
            if row.number < heading.row:
                if shown:
                    self._findings.skip(row.number, "見出しより上の行（表題や注記）", shown_row(row.cells))
                return False
            if row.number < heading.row + heading.height:
                return False
            if not shown:
                self._findings.repair("blank_rows", "空白の行を読み飛ばしました", row.number)
                return False
            if row.cells[0].strip() == titles[0] and [cell.strip() for cell in row.cells] == titles:
                self._findings.skip(row.number, "見出しの繰り返し", shown_row(row.cells))
                return False
            if len(row.cells) > width + 1 and any(cell.strip() for cell in row.cells[len(titles) :]):
                message = "見出しより列の多い行がありました（見出しのない列は読みません）"
                self._findings.repair("extra_cells", message, row.number)
            elif len(row.cells) < width:
                self._findings.repair("missing_cells", "見出しより列の少ない行がありました", row.number)
            return True

        return admitted

    def _take(self, heading: Heading, row: Row, groups: tuple[str, ...]) -> None:
        if self._is_heading_or_remark(row, len(heading.columns)):
            return
        told = read_row(heading, row)
        draft = self._draft_of(heading, told, row)
        if draft is None:
            return
        for group in (*groups, self._group, *told.fields.get(Field.GROUP, ())):
            draft.groups.update(dict.fromkeys(items(group)))
        for text in told.fields.get(Field.TAGS, ()):
            draft.tags.update(dict.fromkeys(items(text)))
        draft.resources.extend(file for file in told.resources if file not in draft.resources[-1:])
        for name, text in told.extras.items():
            draft.add_extra(name, text)

    def _draft_of(self, heading: Heading, told: Told, row: Row) -> Draft | None:
        """The draft to which a row belongs: a new one, or that of an earlier row."""
        title = told.title
        own_id = one_line(told.first(Field.ID))
        if (not title or told.title_from_above) and self._previous is not None and told.tells_a_file:
            same_id = not own_id or own_id == self._previous.id
            if same_id and (told.title_from_above or not told.first(Field.DESCRIPTION)):
                return self._previous
        if not title and own_id and (named := one_line(told.first(Field.FILE_TITLE))):
            self._findings.repair(
                "title_from_file", "題名のない行で、ファイルの名前を題名としました", told.line
            )
            title = named
        if not title:
            self._findings.skip(told.line, "題名（データの名称）がない", shown_row(row.cells))
            return None
        key = (told.code or told.organization, own_id, title)
        if own_id:
            known = self._known(key)
        else:
            known = (
                self._previous
                if heading.form is Form.OPEN_DATA_LIST_NEW and self._same(title, told)
                else None
            )
        draft = known or self._new(title, own_id, told)
        if own_id:
            self._remember(key, draft)
        self._previous = draft
        return draft

    def _known(self, key: DraftKey) -> Draft | None:
        return self._by_key.get(key)

    def _remember(self, key: DraftKey, draft: Draft) -> None:
        self._by_key[key] = draft

    def _same(self, title: str, told: Told) -> bool:
        previous = self._previous
        return (
            previous is not None
            and not previous.id
            and (previous.title, previous.organization) == (title, told.organization)
            and told.tells_a_file
        )

    def _new(self, title: str, own_id: str, told: Told) -> Draft:
        if len(self.drafts) >= MAX_RECORDS:
            raise too_many(self._where, told.line)
        draft = Draft(
            title,
            told.line,
            id=own_id,
            organization=told.organization,
            organization_code=told.code,
            licence=told.licence,
            issued=iso_date(told.first(Field.ISSUED)),
            modified=told.day,
            contact=told.joined(Field.CONTACT, " / "),
            creator=told.joined(Field.CREATOR, " "),
            url=first_url(told.first(Field.URL)),
        )
        for name, field in _SINGLE_FIELDS.items():
            if text := told.first(field):
                setattr(draft, name, text if field is Field.DESCRIPTION else one_line(text))
        self.drafts.append(draft)
        return draft

    def _is_heading_or_remark(self, row: Row, width: int) -> bool:
        """A row with one cell only may be a heading above the records that follow, or a note."""
        shown = [cell for cell in row.cells if cell and not cell.isspace()]
        if width < 2 or any(cell != shown[0] for cell in shown):
            return False
        text = one_line(shown[0])
        if _REMARK.match(text):
            self._findings.skip(row.number, "注記・合計の行", text)
            return True
        found = _BRACKETED.fullmatch(text) or _BULLET.fullmatch(text)
        if found is None and not row.across:
            return False
        self._group = one_line(found[1]) if found else text
        self._findings.skip(row.number, "分類の見出しの行", text)
        return True


def too_many(where: str, line: int) -> InputError:
    """The error for a list with more records than the limit."""
    return InputError(
        "目録の件数が多すぎるため読み込みを止めました",
        where=f"{where} の {line:,} 行目",
        why=f"上限は {MAX_RECORDS:,} 件です",
        mend="団体ごとに分けて読み込んでください",
    )
