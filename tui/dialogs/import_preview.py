"""What an import would change, as lines of text."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from registry.law.dates import format_wareki
from tui.dialogs.which_catalogue import catalogue_name
from tui.moments import local

if TYPE_CHECKING:
    from registry.analysis.continuing import Continuation
    from registry.analysis.preview import Compared, IntakePreview

_SHOWN = 3


def preview_lines(preview: "IntakePreview", known: "Continuation", name: str) -> Iterator[str]:
    """Form, numbers, rows that were not read, what was put right; ``name``: of the catalogue."""
    heading = f"、見出しは{preview.header_row}行目" if preview.header_row else ""
    encoding = f"  {preview.encoding}" if preview.encoding else ""
    yield f"形      {preview.form_label}（{preview.dialect}{heading}）{encoding}"
    before = known.source(name)
    if before is not None:
        day = format_wareki(local(before.imported_at).date(), short=True)
        yield f"目録    「{catalogue_name(before)}」を新しくします（前は {day}、{before.records:,}件）"
    elif known.catalogues:
        yield f"目録    「{name}」として加えます。ほかの目録は変わりません"
    if preview.compared is None:
        yield f"記録    {preview.records_in_file:,}件  追加・変更・消えた数は、取り込むと分かります"
    else:
        yield from _compared(preview.compared)
    if before is not None:
        yield _vanishing(preview.compared)
    skipped = preview.skipped
    if skipped:
        yield f"読めない行  {len(skipped):,}"
        for one in skipped[:_SHOWN]:
            where = f"{one.line}行目  " if one.line else ""
            yield f"        {where}{one.reason}"
    if preview.repairs:
        yield "直したもの・気づいたこと"
        for repair in preview.repairs[:_SHOWN]:
            count = f"（{repair.count:,}か所）" if repair.count > 1 else ""
            yield f"        {repair.message}{count}"
        if len(preview.repairs) > _SHOWN:
            yield f"        ほか {len(preview.repairs) - _SHOWN}"
    yield ""
    yield "ファイルは変わりません。取り込んだ後も Ctrl+Z で元に戻せます"


def _vanishing(compared: "Compared | None") -> str:
    """What becomes of the earlier records of the catalogue."""
    if compared is None:
        return "注意    この目録の記録のうち、ファイルにないものは、消えたものになります（数に入りません）"
    if not compared.vanished:
        return "        前の記録で消えるものはありません"
    of_all = "" if compared.updated or compared.unchanged or compared.returned else "すべて、"
    return (
        f"注意    前の記録 {compared.vanished:,}件は{of_all}この目録から消えたものになります（数に入りません）\n"
        "        別の目録のファイルなら、n で加えるほうを選んでください"
    )


def _compared(compared: "Compared") -> Iterator[str]:
    yield (
        f"記録    {compared.records:,}件  追加 {compared.new:,}  変更 {compared.updated:,}  "
        f"同じ {compared.unchanged:,}  消えた {compared.vanished:,}"
        + (f"  戻った {compared.returned:,}" if compared.returned else "")
    )
    yield f"確認待ち  取り込むと {compared.waiting:,}件になります（候補 {compared.review:,}）"
    if compared.others:
        names = "、".join(other.name for other in compared.others[:_SHOWN])
        count = sum(other.records for other in compared.others)
        yield f"ほかの団体の記録 {count:,}件は取り込みません（{names}など）"
    if compared.unattributed:
        yield f"どの団体のものか分からない記録 {compared.unattributed:,}件は取り込みません"
    if compared.assumed:
        yield "記録から団体が分からないため、すべてこの団体のものとして取り込みます"
