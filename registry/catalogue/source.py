"""Opening a file that came from outside, packed or not, within the limits.

What cannot be opened, is no regular file, is empty, or unpacks to far more than it should is refused here
with an InputError, before any reader sees it.
"""

import gzip
import io
import stat
import zlib
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from registry.catalogue.limits import HEAD_BYTES, MAX_EXPANDED_BYTES, MAX_RATIO, MEBIBYTE, RATIO_FROM_BYTES
from registry.errors import InputError, system_reason

_GZIP_MAGIC = b"\x1f\x8b"


class Source:
    """A file opened for reading; ``stream`` stands at the beginning of the (unpacked) content.

    Raises InputError from the constructor, and from reads of a damaged or inflated gzip file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.where = str(path)
        self.size = _checked_size(path)
        """Bytes on the disk."""
        try:
            self._file: BinaryIO = path.open("rb")
        except OSError as error:
            raise _cannot_open(path, error) from error
        try:
            self.packed = self._file.read(2) == _GZIP_MAGIC
            self._file.seek(0)
            self.stream = self._open_stream()
            self.head = self.stream.peek(HEAD_BYTES)[:HEAD_BYTES]
        except InputError:
            self._file.close()
            raise
        except OSError as error:
            self._file.close()
            raise _cannot_open(path, error) from error
        if not self.head:
            self._file.close()
            raise _empty(path)

    @property
    def complete(self) -> bool:
        """True when ``head`` is the whole content."""
        return len(self.head) < HEAD_BYTES

    @property
    def position(self) -> int:
        """Bytes of the file on the disk that have been read, for progress."""
        return min(self._file.tell(), self.size)

    def read_all(self, limit: int, kind: str) -> bytes:
        """The rest of the content.

        Raises InputError when it is longer than ``limit``; ``kind`` names the kind of file in the message.
        """
        data = bytearray()
        while piece := self.stream.read(MEBIBYTE):
            data += piece
            if len(data) > limit:
                raise InputError(
                    f"{kind}が大きすぎるため読み込みを止めました",
                    where=self.where,
                    why=f"上限は {limit // MEBIBYTE:,} MiB です",
                    mend="団体や期間で分けて書き出してから、それぞれを読み込んでください",
                )
        return bytes(data)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stream.close()
        self._file.close()

    def _open_stream(self) -> io.BufferedReader:
        if not self.packed:
            return io.BufferedReader(_Unclosed(self._file), HEAD_BYTES)
        return io.BufferedReader(_Unpacked(self._file, self.where), HEAD_BYTES)


class _Unclosed(io.RawIOBase):
    """Reads from a file and, like a gzip member, fills the caller's buffer as far as the file goes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class _Unpacked(io.RawIOBase):
    """Unpacks a gzip file, watching how much comes out of how little."""

    def __init__(self, file: BinaryIO, where: str) -> None:
        self._packed = file
        self._unpacked = gzip.GzipFile(fileobj=file, mode="rb")
        self._where = where
        self._total = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._total = 0
        return self._unpacked.seek(offset, whence)

    def tell(self) -> int:
        return self._unpacked.tell()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        filled = 0
        try:
            while filled < len(buffer) and (data := self._unpacked.read(len(buffer) - filled)):
                buffer[filled : filled + len(data)] = data
                filled += len(data)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise InputError(
                "gzip ファイルが壊れているか、途中で切れています",
                where=self._where,
                why="最後まで展開できません",
                mend="もう一度ダウンロードするか、書き出し直してください",
            ) from error
        self._total += filled
        self._check()
        return filled

    def _check(self) -> None:
        inflated = self._total > RATIO_FROM_BYTES and self._total > MAX_RATIO * self._packed.tell()
        if inflated or self._total > MAX_EXPANDED_BYTES:
            raise InputError(
                "gzip ファイルの展開後の大きさが異常なため読み込みを止めました",
                where=self._where,
                why=f"上限は展開後 {MAX_EXPANDED_BYTES // MEBIBYTE:,} MiB、圧縮率 {MAX_RATIO} 倍です",
                mend="入手元を確かめ、展開したファイルを団体や期間で分けて読み込んでください",
            )


def _checked_size(path: Path) -> int:
    try:
        status = path.stat()
    except FileNotFoundError as error:
        raise InputError(
            "ファイルが見つかりません", where=str(path), mend="名前と場所（フォルダー）を確かめてください"
        ) from error
    except (OSError, ValueError) as error:
        raise _cannot_open(path, error) from error
    if stat.S_ISDIR(status.st_mode):
        raise InputError(
            "フォルダーではなくファイルを指定してください",
            where=str(path),
            mend="フォルダーの中の目録のファイルを一つずつ指定してください",
        )
    if not stat.S_ISREG(status.st_mode):
        raise InputError(
            "普通のファイルではないため読みません", where=str(path), mend="目録のファイルを指定してください"
        )
    if status.st_size == 0:
        raise _empty(path)
    return status.st_size


def _empty(path: Path) -> InputError:
    return InputError(
        "ファイルが空です", where=str(path), why="中身が 0 バイトです", mend="書き出し直してください"
    )


def _cannot_open(path: Path, error: OSError | ValueError) -> InputError:
    if isinstance(error, PermissionError):
        return InputError(
            "ファイルを読む権限がありません",
            where=str(path),
            why="ほかのソフトで開いているか、読み取りが許可されていません",
            mend="ファイルを閉じるか、読み取りの許可を確かめてください",
        )
    reason = system_reason(error) if isinstance(error, OSError) else str(error)
    return InputError(
        "ファイルを開けません", where=str(path), why=reason, mend="名前と場所を確かめてください"
    )
