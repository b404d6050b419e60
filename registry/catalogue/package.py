"""An Excel file (a zip of XML parts) made safe before a reader opens it.

Only the XML parts are taken, each unpacked under a limit and checked by its checksum, and put into a new zip
in memory: what the reader sees is exactly what was examined. Refused are document type definitions (the way
to external entities and entity bombs), parts that unpack to far too much, encrypted files, and sheets with a
cell so far out that the sheet would fill the memory.
"""

import io
import re
import zipfile
import zlib

from registry.catalogue.limits import (
    MAX_RATIO,
    MAX_SHEET_CELLS,
    MAX_WORKBOOK_BYTES,
    MAX_WORKBOOK_PARTS,
    MEBIBYTE,
    RATIO_FROM_BYTES,
)
from registry.errors import InputError

_DEFINITIONS = tuple(
    word.encode(codec) for word in ("<!DOCTYPE", "<!ENTITY") for codec in ("utf-8", "utf-16-le", "utf-16-be")
)
_POSITION = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]*)([0-9]+)[\"']")
_LONGEST_LETTERS, _LONGEST_DIGITS = 3, 7
"""Of the last cell of a sheet, XFD1048576."""
_ENCRYPTED = 0x1


def safe_workbook(data: io.BytesIO, where: str) -> io.BytesIO:
    """A copy of the workbook for the reader.

    Raises InputError when it is no Excel workbook or holds something that is refused.
    """
    copy = io.BytesIO()
    try:
        with zipfile.ZipFile(data) as archive, zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as target:
            parts = archive.infolist()
            _check_directory(parts, where)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    target.writestr(part.filename, _checked_part(archive, part, where))
    # zipfile raises NotImplementedError for a packing method or zip version that it does not know.
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise InputError(
            "Excel ファイルが壊れているか、途中で切れています",
            where=where,
            why="中身（zip）を展開できません",
            mend="もう一度ダウンロードするか、Excel で開いて保存し直してください",
        ) from error
    copy.seek(0)
    return copy


def _check_directory(parts: list[zipfile.ZipInfo], where: str) -> None:
    names = {part.filename.lstrip("/") for part in parts}
    if "xl/workbook.xml" not in names:
        raise _not_a_workbook(names, where)
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise InputError(
            "パスワード付きのファイルは読めません", where=where, mend="パスワードを外して保存し直してください"
        )
    size = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if len(parts) > MAX_WORKBOOK_PARTS or size > MAX_WORKBOOK_BYTES:
        raise _inflated(where, f"展開すると {size // MEBIBYTE:,} MiB、部品は {len(parts):,} 個になります")
    for part in parts:
        if part.file_size > RATIO_FROM_BYTES and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise _inflated(where, f"{part.filename} の圧縮率が {MAX_RATIO} 倍を超えています")


def _checked_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, where: str) -> bytes:
    content = bytearray()
    with archive.open(part) as stream:
        while piece := stream.read(MEBIBYTE):
            content += piece
    data = bytes(content)
    if any(definition in data for definition in _DEFINITIONS):
        raise InputError(
            "Excel ファイルに文書型定義（DTD）があるため読みません",
            where=f"{where} の中の {part.filename}",
            why="外部のファイルを読み込ませる仕掛けに使われます。Excel が保存するファイルには含まれません",
            mend="入手元を確かめ、Excel で開いて新しいファイルに保存し直してください",
        )
    _check_extent(data, f"{where} の中の {part.filename}")
    return data


def _check_extent(data: bytes, where: str) -> None:
    """Any part may be named as a sheet, so all are measured."""
    rows = columns = 1
    for letters, digits in set(_POSITION.findall(data)):
        if len(letters) > _LONGEST_LETTERS or len(digits) > _LONGEST_DIGITS:
            raise _inflated(where, "Excel の表の範囲の外にセルがあります")
        rows = max(rows, int(digits))
        columns = max(columns, _column_number(letters))
    if rows * columns > MAX_SHEET_CELLS:
        raise _inflated(
            where, f"表の範囲が {rows:,} 行 × {columns:,} 列あります（上限 {MAX_SHEET_CELLS:,} セル）"
        )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _not_a_workbook(names: set[str], where: str) -> InputError:
    kinds = {
        "word/document.xml": "Word 文書",
        "ppt/presentation.xml": "PowerPoint 文書",
        "content.xml": "OpenDocument 文書",
        "xl/workbook.bin": "Excel バイナリ ブック（xlsb）",
    }
    kind = next((label for name, label in kinds.items() if name in names), "zip ファイル")
    return InputError(
        f"目録として読める形式ではありません（{kind}）",
        where=where,
        mend="目録の表を Excel（xlsx）か CSV で保存し直すか、zip を展開して中のファイルを指定してください",
    )


def _inflated(where: str, why: str) -> InputError:
    return InputError(
        "Excel ファイルの中身が異常に大きいため読み込みを止めました",
        where=where,
        why=why,
        mend="目録の表だけを新しいブックに写すか、CSV で保存してください",
    )
