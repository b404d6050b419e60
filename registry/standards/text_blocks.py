"""Text files read in blocks of whole lines: what is decoded at once costs a fraction of line after line.

A block that its encoding cannot read is decoded again line by line, by ``registry.catalogue.encoding``.
Facts: shared/facts/interfaces.md section 7 (reading order, BOM, CP932).
"""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from registry.catalogue.encoding import decode, detect
from registry.catalogue.findings import Findings
from registry.catalogue.limits import MAX_BROKEN_LINES, MAX_LINE_BYTES
from registry.catalogue.record import Repair
from registry.errors import InputError

_BLOCK_BYTES = 128 * 1024
_MISREAD_KANA = ("縺", "繧", "繝")
"""What CP932 makes of kana in UTF-8; rare in true text."""
_SAVE_AS = "表計算ソフトで開き、「CSV UTF-8（コンマ区切り）」として保存し直してください"
_LABELS = {"ascii": "utf-8", "euc_jp": "euc-jp", "iso2022_jp": "iso-2022-jp"}


class TextBlocks:
    """The text of a stream in blocks that end at a line end; iterate once.

    ``head`` are the first bytes of ``stream``, which stands at its beginning; ``complete`` says that there are
    no more. The counts and ``encoding`` are final when the iteration has ended.
    Raises InputError for a line over the limit, a NUL, or bytes that no encoding reads.
    """

    def __init__(self, stream: BinaryIO, head: bytes, *, complete: bool, where: str) -> None:
        found = detect(head, complete=complete)
        self._codec: str = found.codec
        self._mark = found.bom
        self._stream = stream
        self._where = where
        self._findings = Findings()
        self._lines_in: dict[str, int] = {}
        self._line = 0
        """Lines of the blocks given out."""
        self.windows_ends = 0
        """Line ends of CR and LF."""
        self.unix_ends = 0
        """Line ends of LF alone, those inside of cells included."""
        self.old_ends = 0
        """Line ends of CR alone."""

    @property
    def mark(self) -> bool:
        """True when the file begins with a byte order mark."""
        return self._mark > 0

    @property
    def encoding(self) -> str:
        """``utf-8``, ``utf-8-sig``, ``cp932``, ``utf-16``, ``euc-jp`` or ``iso-2022-jp``; of mixed files the commoner."""
        if self._codec.startswith("utf-16"):
            return "utf-16"
        label = _LABELS.get(self._codec, self._codec)
        if label == "mixed":
            label = max(self._lines_in, key=lambda name: self._lines_in[name], default="utf-8")
        return "utf-8-sig" if label == "utf-8" and self._mark else label

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """Lines in another encoding and lines with characters that were replaced."""
        return self._findings.repairs

    def __iter__(self) -> Iterator[str]:
        self._stream.read(self._mark)
        blocks = self._wide() if self._codec.startswith("utf-16") else map(self._decoded, self._bytes())
        for text in blocks:
            line_feeds, returns = text.count("\n"), text.count("\r")
            pairs = line_feeds if returns == line_feeds else text.count("\r\n") if returns else 0
            self.windows_ends += pairs
            self.unix_ends += line_feeds - pairs
            self.old_ends += returns - pairs
            yield text
            self._line += line_feeds

    def _bytes(self) -> Iterator[bytes]:
        rest = b""
        while piece := self._stream.read(_BLOCK_BYTES):
            cut = piece.rfind(b"\n") + 1
            if cut:
                yield rest + piece[:cut]
                rest = piece[cut:]
                continue
            rest += piece
            cut = rest.rfind(b"\r", 0, len(rest) - 1) + 1
            if cut:
                yield rest[:cut]
                rest = rest[cut:]
            if len(rest) > MAX_LINE_BYTES:
                raise _too_long(self._where, self._line + 1)
        if rest:
            yield rest

    def _decoded(self, block: bytes) -> str:
        if b"\0" in block:
            raise _nul(self._where, self._line + block.count(b"\n", 0, block.index(b"\0")) + 1)
        codec = self._codec
        if codec == "ascii" and not block.isascii():
            codec = self._codec = detect(block, complete=True).codec
        if codec != "mixed":
            try:
                text = block.decode(codec)
            except UnicodeDecodeError:
                return self._line_by_line(block)
            if codec != "cp932" or not any(kana in text for kana in _MISREAD_KANA):
                return text
        return self._line_by_line(block)

    def _line_by_line(self, block: bytes) -> str:
        try:
            decoded = decode(block)
        except InputError as error:
            raise _unreadable(self._where, self._line + 1) from error
        common = decoded.encoding
        self._lines_in[common] = self._lines_in.get(common, 0) + block.count(b"\n") + 1
        for repair in decoded.repairs:
            self._findings.repair(repair.code, repair.message, self._line + repair.line, repair.count)
        if self._codec != "mixed" and not decoded.repairs and common != _LABELS.get(self._codec, self._codec):
            message = "UTF-8 と CP932（Shift_JIS 系）の行が混ざっています"
            self._findings.repair("mixed_encoding", message, self._line + 1, block.count(b"\n") or 1)
        broken = next((found.count for found in self.repairs if found.code == "broken_characters"), 0)
        if broken > MAX_BROKEN_LINES:
            raise _unreadable(self._where, self._line + 1)
        return decoded.text

    def _wide(self) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder(self._codec)()
        rest = ""
        while True:
            piece = self._stream.read(_BLOCK_BYTES)
            try:
                text = rest + decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                raise _unreadable(self._where, self._line + 1) from error
            if "\0" in text:
                raise _nul(self._where, self._line + text.count("\n", 0, text.index("\0")) + 1)
            cut = text.rfind("\n") + 1 if piece else len(text)
            if cut:
                yield text[:cut]
            rest = text[cut:]
            if len(rest) > MAX_LINE_BYTES:
                raise _too_long(self._where, self._line + 1)
            if not piece:
                return


def _too_long(where: str, number: int) -> InputError:
    return InputError(
        "1 行が長すぎるため読み込みを止めました",
        where=f"{where} の {number:,} 行目",
        why=f"改行のないまま {MAX_LINE_BYTES:,} バイトを超えています。表の形のファイルではないか、壊れています",
        mend="書き出し方を確かめ、CSV または Excel で書き出し直してください",
    )


def _nul(where: str, number: int) -> InputError:
    return InputError(
        "文字ではないデータ（NUL）が含まれています",
        where=f"{where} の {number:,} 行目",
        why="CSV などの文字のファイルに NUL は入りません。途中で壊れたか、別の種類のファイルです",
        mend=_SAVE_AS,
    )


def _unreadable(where: str, number: int) -> InputError:
    return InputError(
        "文字コードを判別できません",
        where=f"{where} の {number:,} 行目から先",
        why="UTF-8 でも CP932（Shift_JIS 系）でも読めないところが多すぎます",
        mend=_SAVE_AS,
    )
