"""Writing decision sheets: one as Markdown or Word, all of a body's gaps into a folder."""

from collections.abc import Callable, Iterable
from pathlib import Path

from registry.errors import UsageError, system_reason
from registry.files import write_atomically
from registry.knowledge.base import KnowledgeAt
from registry.knowledge.body import Body
from registry.plan.markdown import to_markdown
from registry.plan.sheet_document import sheet_document
from registry.publishing.answers import body_ref
from registry.publishing.pack_names import distinct, safe_file_name
from registry.publishing.sheet import DecisionSheet, SheetFile, SheetFolder

Progress = Callable[[str, int, int], None]
"""Called with the stage, what is done and what there is to do."""

MARKDOWN, WORD = ".md", ".docx"


def sheet_bytes(sheet: DecisionSheet, view: KnowledgeAt, ending: str, version: str = "") -> bytes:
    """A sheet as the content of a file whose name has this ending (``.md`` or ``.docx``)."""
    text = to_markdown(sheet_document(sheet, view, version))
    if ending != WORD:
        return text.encode("utf-8")
    from registry.plan.word.export import to_docx

    return to_docx(text, short=True)


def write_sheets(
    sheets: Iterable[tuple[int, DecisionSheet]],
    view: KnowledgeAt,
    body: Body,
    folder: Path,
    *,
    ending: str = MARKDOWN,
    version: str = "",
    overwrite: bool = False,
    progress: Progress | None = None,
) -> SheetFolder:
    """Write one file per sheet; ``sheets`` come with their whole number. The folder is made where there is none.

    Raises UsageError, before anything is written, when a file is there already and ``overwrite`` is not set, and
    when the folder cannot be written.
    """
    made: list[tuple[DecisionSheet, Path, bytes]] = []
    taken: set[str] = set()
    for number, (total, sheet) in enumerate(sheets, start=1):
        target = sheet.target
        name = distinct(safe_file_name(f"{target.id}_{target.name}{ending}"), taken)
        made.append((sheet, folder / name, sheet_bytes(sheet, view, ending, version)))
        if progress:
            progress("公開判断シート", number, total)
    there = [path for _, path, _ in made if path.exists()]
    if there and not overwrite:
        raise UsageError(
            f"シートを書き出しませんでした。同じ名前のファイルが {len(there)} 件あります",
            where=str(there[0]),
            why="置き換えると、そのファイルに書き加えた文が失われます",
            mend="別のフォルダーを指定するか、失ってよければ --overwrite を付けてください",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise UsageError("フォルダーを作れません", where=str(folder), why=system_reason(problem)) from problem
    for _, path, content in made:
        write_atomically(path, content)
    return SheetFolder(
        as_of=view.day,
        body=body_ref(body),
        folder=str(folder),
        sheets=tuple(
            SheetFile(
                target=sheet.target,
                verdict=sheet.item.verdict if sheet.item else None,
                path=path.name,
                open_checks=sheet.open_checks,
                blocking_checks=sheet.blocking_checks,
            )
            for sheet, path, _ in made
        ),
    )
