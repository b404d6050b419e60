"""The headings of a file against the definition: what is missing, what was added, what is spelt otherwise."""

import re
from collections.abc import Sequence

from registry.knowledge.datasets import DatasetKind, Requirement
from registry.standards.answers import ColumnMatch
from registry.standards.findings import Report, Severity
from registry.standards.forms import Fit, Form, FormColumn, Generation, Recognised
from registry.standards.sequences import listed, moved, runs, short
from registry.standards.sheets import Heading
from registry.standards.spelling import How, difference, is_machine_name, key_of, same_but_width

Matches = Sequence[tuple[ColumnMatch, FormColumn]]

_SHOWN = 12
_AUTOMATIC = re.compile(r"(?:column|列|フィールド|field|unnamed:?)[ _]?[0-9]+", re.IGNORECASE)
_LONGEST = 60


def compare(
    heading: Heading,
    matches: Matches,
    form: Form | None,
    recognised: Recognised | None,
    report: Report,
    *,
    flat: bool = True,
) -> None:
    """Add the findings of codes H and D that the headings alone show.

    ``flat`` False: the headings are laid out for print (several rows, merged cells), where the same word stands over
    many columns and some have none; that is told by its own code, and the single heading is no error.

    Columns of a form that is known in part, and marks of requirement that were inferred, give no errors; the
    message says 未確認. Headings of a body's own are told once, with the column that each means.
    """
    _Comparison(heading, matches, form, recognised, report, flat).run()


class _Comparison:
    def __init__(
        self,
        heading: Heading,
        matches: Matches,
        form: Form | None,
        recognised: Recognised | None,
        report: Report,
        flat: bool,
    ) -> None:
        self._row = heading.row
        self._flat = flat
        self._matches = matches
        self._clean = [
            clean or name.strip() for clean, name in zip(heading.clean, heading.names, strict=True)
        ]
        self._form = form if form is not None and form.columns else None
        self._recognised = recognised
        self._own = recognised is not None and recognised.generation is Generation.OWN
        self._report = report
        self._unlisted = form if form is not None and not form.columns else None
        self._repeated: set[int] = set()

    def run(self) -> None:
        self._duplicates()
        self._empty()
        self._spellings()
        if self._form is None:
            if self._unlisted is not None:
                name = self._unlisted.name
                self._add("D09", f"「{name}」の列の一覧は未確認です。列の過不足は見ていません")
            return
        if not self._form.confirmed:
            self._add("D09", f"「{self._form.name}」の列の一覧は一部が未確認です。列の過不足は誤りとしません")
        if self._own:
            self._own_headings()
        else:
            self._order()
            self._generation()
        self._missing()
        self._extra()

    def _duplicates(self) -> None:
        places: dict[str, list[int]] = {}
        for at, name in enumerate(self._clean):
            if name:
                places.setdefault(name, []).append(at)
        for name, columns in places.items():
            if len(columns) < 2:
                continue
            self._repeated.update(columns[1:])
            said = listed([f"{at + 1} 列目" for at in columns])
            self._report.add(
                "H01",
                f"見出し「{short(name)}」が {len(columns)} 列にあります（{said}）",
                row=self._row,
                column=self._matches[columns[1]][0].heading,
                number=columns[1] + 1,
                severity=None if self._flat else Severity.WARNING,
                count=len(columns) - 1,
            )

    def _empty(self) -> None:
        nameless = [
            at for at, name in enumerate(self._clean) if not name or _AUTOMATIC.fullmatch(name[:_LONGEST])
        ]
        has_values = [match.filled for match, _ in self._matches]
        for run in runs(nameless, has_values):
            filled = has_values[run[0]]
            if not filled and not self._clean[run[0]]:
                continue  # M22 tells columns with neither heading nor value
            severity = Severity.ERROR if filled and self._flat else Severity.WARNING
            places = (
                f"{run[0] + 1} 列目"
                if len(run) == 1
                else f"{run[0] + 1}〜{run[-1] + 1} 列目（{len(run)} 列）"
            )
            name = self._clean[run[0]]
            what = (
                f"{places}の見出し「{name}」は表計算ソフトが付けた仮の名前です"
                if name
                else f"{places}に見出しがありません"
            )
            values = "。値があります" if filled else ""
            mend = "列の中身を表す見出しを付けます" if filled else "値の無い列を除きます"
            self._report.add(
                "H02",
                what + values,
                row=self._row if len(run) == 1 else None,
                column=name or None,
                number=run[0] + 1,
                severity=severity,
                fix=mend,
                count=len(run),
            )

    def _spellings(self) -> None:
        for at, (match, column) in enumerate(self._matches):
            name = self._clean[at]
            if not name or at in self._repeated:
                continue
            if match.column is None or self._own or self._form is None:
                said = difference(match.heading, name) if match.heading != name else ""
                if said:
                    message = f"見出し「{short(match.heading)}」は「{short(name)}」に余分なものが付いています（{said}）"
                    self._add("H03", message, at=at, fix=f"「{short(name)}」にします")
            elif match.how != How.SAME:
                self._spelling(at, match, column, self._target(self._form, column, name))

    def _target(self, form: Form, column: FormColumn, name: str) -> str:
        """The name in the definition, without the prefix of the data-model form where the file leaves it out."""
        if form.prefix and not key_of(name).startswith(key_of(form.prefix)):
            return column.name.removeprefix(form.prefix)
        return column.name

    def _spelling(self, at: int, match: ColumnMatch, column: FormColumn, target: str) -> None:
        said = difference(match.heading, target)
        if not said:
            return
        code, message = "H04", f"は定義の「{target}」と違います"
        if match.how == How.OLD_NAME and self._form is not None and self._form.kind is DatasetKind.STANDARD:
            code, message = "D04", f"は旧様式の列名です。新様式では「{target}」です"
        elif match.how == How.OLD_NAME:
            message = f"は新様式の列名です。旧様式では「{target}」です"
        elif match.how == How.BY_VALUE:
            message = f"の値は「{target}」とみられます"
        elif is_machine_name(self._clean[at], column.spellings):
            message = f"は定義の「{target}」の英語名か機械名です"
        elif match.how == How.ALIAS:
            message = f"は定義の「{target}」に当たるとみられます"
        elif key_of(self._clean[at]) == key_of(target):
            code, message = "H03", f"は定義の「{target}」と表記が違います（{said}）"
        # The definitions themselves write brackets in both widths (料金(基本) and 料金（基本）).
        severity = Severity.INFO if code == "H03" and same_but_width(match.heading, target) else None
        fix = f"「{target}」にします"
        self._add(code, f"見出し「{short(match.heading)}」{message}", at=at, fix=fix, severity=severity)

    def _own_headings(self) -> None:
        pairs = [
            f"{short(self._clean[at])} → {match.column}"
            for at, (match, _) in enumerate(self._matches)
            if match.column is not None and match.column != match.heading
        ]
        same = sum(match.column is not None and match.column == match.heading for match, _ in self._matches)
        if same and not pairs:
            return  # nothing to rename; columns that the definition does not know are told by D03
        name = self._form.name if self._form is not None else ""
        told = f"次の対応が考えられます: {listed(pairs, 20)}" if pairs else "列の対応は見つかりません"
        also = f"。{same} 列は定義と同じ名前です" if same else ""
        if pairs and self._recognised is not None and self._recognised.fit is Fit.IS:
            self._add("H05", f"中身は「{name}」に当たりますが、見出しが独自です。{told}{also}")
            return
        self._report.add(
            "H05",
            f"中身が「{name}」に似ていて、見出しは独自です。{told}{also}",
            row=self._row,
            fix=f"「{name}」に当たるなら、--dataset {name} を付けて点検し直します。当たらなければ、このままで構いません",
            certain=False,
        )

    def _order(self) -> None:
        if self._form is None or not self._form.ordered:
            return
        place = {column.name: at for at, column in enumerate(self._form.columns)}
        seen: dict[str, int] = {}
        for at, (match, _) in enumerate(self._matches):
            if match.column is not None:
                seen.setdefault(match.column, at)
        names = list(seen)
        places = moved([place[name] for name in names])
        if places:
            said = listed([names[at] for at in places])
            at = seen[names[places[0]]]
            self._add("D05", f"定義と違う位置にある列: {said}", at=at)

    def _generation(self) -> None:
        form = self._form
        if form is None or form.kind is DatasetKind.STANDARD:
            return
        renamed = [
            f"{column.name} → {listed(list(column.new_names), 3)}"
            for column in form.columns
            if column.new_names and column.new_names != (column.name,)
        ]
        gone = [column.name for column in form.columns if not column.new_names]
        parts = [f"「{form.name}」の推奨データセットの様式です"]
        if renamed:
            parts.append(f"新しい様式では列名が変わります: {listed(renamed)}")
        if gone and len(gone) < len(form.columns):
            parts.append(f"新しい様式に当たる列が見つからないもの: {listed(gone)}")
        self._add("D06", "。".join(parts))

    def _missing(self) -> None:
        form = self._form
        if form is None:
            return
        known = {match.column for match, _ in self._matches}
        missing = [column for column in form.columns if column.name not in known and not column.inferred]
        required = [column for column in missing if column.required is Requirement.REQUIRED]
        for column in required:
            sure = form.confirmed and not column.required_inferred
            note = "" if sure else "（必須の区分は未確認）"
            severity = Severity.ERROR if sure and not self._own else Severity.WARNING
            self._report.add(
                "D01",
                f"必須の列「{column.name}」がありません{note}",
                row=self._row,
                value=column.name,
                severity=severity,
            )
        others = [column.name for column in missing if column not in required]
        if others:
            note = "" if form.confirmed else "（列の一覧は一部が未確認）"
            self._add("D02", f"定義にある {len(others)} 列がありません{note}: {listed(others)}")

    def _extra(self) -> None:
        names = [
            self._clean[at]
            for at, (match, _) in enumerate(self._matches)
            if match.column is None
            and self._clean[at]
            and at not in self._repeated
            and not _AUTOMATIC.fullmatch(self._clean[at][:_LONGEST])
        ]
        if names:
            self._add(
                "D03", f"定義に無い {len(names)} 列があります: {listed([short(name) for name in names])}"
            )

    def _add(
        self,
        code: str,
        message: str,
        *,
        at: int | None = None,
        fix: str = "",
        severity: Severity | None = None,
    ) -> None:
        heading = self._matches[at][0].heading if at is not None else None
        self._report.add(
            code,
            message,
            row=self._row,
            column=heading,
            number=at + 1 if at is not None else None,
            fix=fix,
            severity=severity,
        )
