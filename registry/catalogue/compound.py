"""An old Excel file (xls, a compound file with a BIFF stream) examined before a reader opens it.

The reader follows the file's own tables without bounds: one that is cut off or tampered with makes it take all
memory. So every chain of sectors must end inside the file, and the cells must lie within the limits. The macro
project is taken out of sight; nothing here needs it.
Public source: Microsoft's open specifications [MS-CFB] and [MS-XLS].
"""

import struct
from collections.abc import Iterator

from registry.catalogue.limits import MAX_SHEET_CELLS
from registry.errors import InputError

_HEADER = 512
_LAST_SECTOR = 0xFFFFFFFA
"""From here on numbers of sectors are marks (end of chain, free, and so on)."""
_FAT_IN_HEADER = struct.Struct("<109I")
_MACROS, _HIDDEN_MACROS = (name.encode("utf-16-le") for name in ("_VBA_PROJECT_CUR", "_konkyo_hidden__"))
_STREAM, _ROOT = 2, 5
_PART_END, _FILE_PASSWORD, _SHEET_PLACE = 0x0A, 0x2F, 0x85
_DIMENSIONS, _SHARED_STRINGS = 0x200, 0xFC
_MAX_SHEETS = 255
_ROWS, _COLUMNS = 65_536, 256
"""What a sheet of an xls file can have."""
_LAST_COLUMN_AT_END = frozenset({0xBD})
"""Records of several cells (MULRK) end with the number of their last column."""
_CELLS = frozenset({0x0006, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E, 0x00D6}) | _LAST_COLUMN_AT_END


class _Damaged(Exception):
    """A table of the file leads nowhere, or in a circle."""


def safe_compound(data: bytes, where: str) -> bytes:
    """The workbook for the reader, without its macros.

    Raises InputError when it is damaged, encrypted, no workbook, or has a cell too far out.
    """
    try:
        streams = _CompoundFile(data).streams()
        names = {name for name, _ in streams}
        if "EncryptedPackage" in names:
            raise _encrypted(where)
        book = next((content for name, content in streams if name in ("Workbook", "Book")), None)
        if book is None:
            raise InputError(
                "目録として読める形式ではありません（古い Office の文書）",
                where=where,
                mend="目録の表を Excel（xlsx）か CSV で保存し直してください",
            )
        _check_cells(book, where)
    except (_Damaged, struct.error, IndexError) as error:
        raise InputError(
            "Excel ファイル（xls）が壊れているか、途中で切れています",
            where=where,
            why="ファイルの中の位置の表が、ファイルの外を指しているか循環しています",
            mend="もう一度ダウンロードするか、Excel で開いて xlsx で保存し直してください",
        ) from error
    return data.replace(_MACROS, _HIDDEN_MACROS)


class _CompoundFile:
    """Sectors, their allocation tables and the directory."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        self._directory, self._cutoff, self._first_mini = struct.unpack_from("<I4xII", data, 48)
        if shift not in (9, 12) or mini_shift != 6:
            raise _Damaged
        self._size = 1 << shift
        self._count = -(-max(0, len(data) - self._size) // self._size)
        """Sectors in the file; the last may be cut short."""
        self._fat = self._allocation_table()

    def streams(self) -> list[tuple[str, bytes]]:
        """Name and content of every stream; each chain is followed to its end."""
        entries = self._entries()
        root = next((entry for entry in entries if entry[1] == _ROOT), None)
        if root is None:
            raise _Damaged
        mini_stream = self._content(root[2])
        mini_fat = self._numbers(self._content(self._first_mini))
        found: list[tuple[str, bytes]] = []
        for name, kind, start, size in entries:
            if kind == _STREAM and size:
                found.append((name, self._stream(start, size, mini_fat, mini_stream)))
        return found

    def _stream(self, start: int, size: int, mini_fat: list[int], mini_stream: bytes) -> bytes:
        if size >= self._cutoff:
            content = self._content(start)
        else:
            content = b"".join(
                mini_stream[at * 64 : at * 64 + 64] for at in self._chain(start, mini_fat, len(mini_fat))
            )
        if len(content) < size:
            raise _Damaged
        return content[:size]

    def _entries(self) -> list[tuple[str, int, int, int]]:
        """Name, kind, first sector and size of every entry of the directory."""
        directory = self._content(self._directory)
        if len(directory) % 128:
            raise _Damaged
        entries: list[tuple[str, int, int, int]] = []
        for at in range(0, len(directory) - 127, 128):
            length = min(struct.unpack_from("<H", directory, at + 64)[0], 64)
            name = directory[at : at + length].decode("utf-16-le", errors="replace").rstrip("\0")
            start, size = struct.unpack_from("<II", directory, at + 116)
            entries.append((name, directory[at + 66], start, size))
        return entries

    def _allocation_table(self) -> list[int]:
        sectors = list(_FAT_IN_HEADER.unpack_from(self._data, 76))
        following, seen = struct.unpack_from("<I", self._data, 68)[0], 0
        while following < _LAST_SECTOR:
            seen += 1
            if following >= self._count or seen > self._count:
                raise _Damaged
            *numbers, following = self._numbers(self._sector(following))
            sectors += numbers
        used = [sector for sector in sectors if sector < _LAST_SECTOR]
        if len(used) > self._count or any(sector >= self._count for sector in used):
            raise _Damaged
        return [number for sector in used for number in self._numbers(self._sector(sector))]

    def _content(self, start: int) -> bytes:
        return b"".join(self._sector(at) for at in self._chain(start, self._fat, self._count))

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _chain(self, start: int, table: list[int], count: int) -> Iterator[int]:
        steps = 0
        while start < _LAST_SECTOR:
            steps += 1
            if start >= count or start >= len(table) or steps > count:
                raise _Damaged
            yield start
            start = table[start]

    @staticmethod
    def _numbers(content: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4]))


def _check_cells(book: bytes, where: str) -> None:
    """Walk the records as the reader will: the part for the whole book, then every sheet from its place."""
    places: list[int] = []
    for kind, body in _records(book, 0):
        if kind == _FILE_PASSWORD:
            raise _encrypted(where)
        if kind == _SHEET_PLACE:
            places.append(struct.unpack_from("<I", body)[0])
        _check_promise(kind, body, len(book))
    if len(places) > _MAX_SHEETS:
        raise _Damaged
    total = 0
    for place in places:
        rows = columns = 0
        for kind, body in _records(book, place):
            _check_promise(kind, body, len(book))
            if kind in _CELLS and len(body) >= 4:
                row, column = struct.unpack_from("<HH", body)
                if kind in _LAST_COLUMN_AT_END:
                    column = max(column, struct.unpack_from("<H", body, len(body) - 2)[0])
                rows, columns = max(rows, row + 1), max(columns, column + 1)
        total += rows * columns
        if total > MAX_SHEET_CELLS:
            raise InputError(
                "シートが大きすぎるため読み込みを止めました",
                where=where,
                why=f"{rows:,} 行 × {columns:,} 列のシートがあります（上限は全部で {MAX_SHEET_CELLS:,} セル）",
                mend="目録の表だけを新しいブックに写してください",
            )


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Kind and body of each record from a place on, up to the end of that part."""
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        if kind == _PART_END:
            return
        yield kind, book[at + 4 : at + 4 + length]
        at += 4 + length


def _check_promise(kind: int, body: bytes, size: int) -> None:
    """The reader makes room for as many cells and texts as the file says it will bring."""
    if kind == _SHARED_STRINGS and struct.unpack_from("<I", body, 4)[0] > size:
        raise _Damaged
    if kind != _DIMENSIONS:
        return
    first_row, rows, first_column, columns = struct.unpack_from("<IIHH" if len(body) >= 14 else "<HHHH", body)
    if (
        rows > _ROWS
        or columns > _COLUMNS
        or (rows and first_row > rows)
        or (columns and first_column > columns)
    ):
        raise _Damaged


def _encrypted(where: str) -> InputError:
    return InputError(
        "パスワード付きのファイルは読めません", where=where, mend="パスワードを外して保存し直してください"
    )
