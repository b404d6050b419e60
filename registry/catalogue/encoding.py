"""Character encodings of files that come out of Japanese offices.

Order of trial: byte order mark; UTF-8, strict; CP932, strict (not Shift_JIS, which lacks ①, ㈱, 髙); then line
by line, for files glued together from both. EUC-JP and ISO-2022-JP still turn up in old exports and are told
apart from CP932, which would read them as half-width katakana. Bytes that no encoding can read become U+FFFD
and are reported; more than a few of them and the file is refused.

Facts: shared/facts/interfaces.md section 7 (reading order, BOM, CP932).
"""

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO, Literal

from msgspec import Struct

from registry.catalogue.findings import Findings
from registry.catalogue.limits import MAX_BROKEN_LINES, MAX_DOCUMENT_BYTES, MAX_LINE_BYTES
from registry.catalogue.record import Repair
from registry.errors import InputError

Codec = Literal["ascii", "utf-8", "cp932", "utf-16-le", "utf-16-be", "euc_jp", "iso2022_jp", "mixed"]

_BOM_UTF8 = codecs.BOM_UTF8
_SAVE_AS = "表計算ソフトで開き、「CSV UTF-8（コンマ区切り）」として保存し直してください"
_LABELS = {
    "ascii": "utf-8",
    "utf-16-le": "utf-16",
    "utf-16-be": "utf-16",
    "euc_jp": "euc-jp",
    "iso2022_jp": "iso-2022-jp",
}
_BLOCK_BYTES = 32 * 1024
_FIRST_THREE_BYTE = "\u0800"
"""From here on UTF-8 needs three bytes; Japanese text lies there, and CP932 does not look like it by chance."""


class Detected(Struct, frozen=True):
    """What the bytes are written in; ``bom`` is the length of the byte order mark."""

    codec: Codec
    bom: int = 0


class Decoded(Struct, frozen=True):
    """Text without its byte order mark, and how it was found."""

    text: str
    encoding: str
    """``utf-8``, ``utf-8-sig``, ``cp932``, ``utf-16``, ``euc-jp`` or ``iso-2022-jp``; of mixed files the commoner."""
    bom: bool = False
    repairs: tuple[Repair, ...] = ()


def detect(sample: bytes, *, complete: bool) -> Detected:
    """Find the encoding of ``sample``; ``complete`` is False when the file goes on behind it."""
    if sample.startswith(_BOM_UTF8):
        return Detected("utf-8" if _reads_as(sample[3:], "utf-8", complete) else "mixed", 3)
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Detected("utf-16-le" if sample.startswith(codecs.BOM_UTF16_LE) else "utf-16-be", 2)
    if b"\0" in sample and (wide := _utf16_without_mark(sample)):
        return Detected(wide)
    if sample.isascii():
        return Detected(
            "iso2022_jp" if _reads_as(sample, "iso2022_jp", complete) and b"\x1b$" in sample else "ascii"
        )
    if _reads_as(sample, "utf-8", complete):
        return Detected("utf-8")
    if _reads_as(sample, "cp932", complete):
        return Detected("euc_jp" if _rather_euc(sample, complete) else "cp932")
    if _reads_as(sample, "euc_jp", complete):
        return Detected("euc_jp")
    return Detected("mixed")


def decode(data: bytes, where: str = "") -> Decoded:
    """Decode a whole file.

    Raises InputError when it is no text in any known encoding.
    """
    found = detect(data, complete=True)
    body = data[found.bom :]
    if found.codec in ("mixed", "cp932"):  # CP932 reads many a line of UTF-8 too
        lines = _LineDecoder(found, where)
        text = "".join(
            lines.decode(line, number) for number, line in enumerate(body.splitlines(keepends=True), 1)
        )
        return Decoded(text, lines.label, found.bom > 0, lines.findings.repairs)
    try:
        text = body.decode(found.codec)
    except UnicodeDecodeError as error:
        raise _unreadable(where, f"{error.start:,} バイト目") from error
    return Decoded(text, _label(found), found.bom > 0)


class TextLines:
    """The lines of a stream, decoded one after the other in constant memory; line ends are kept.

    ``head`` are the first bytes of ``stream`` (which stands at its beginning), ``complete`` says that there
    are no more. ``encoding`` and ``repairs`` are final when the iteration has ended.
    Raises InputError for a line over the limit, a NUL or unreadable bytes.
    """

    def __init__(self, stream: BinaryIO, head: bytes, *, complete: bool, where: str) -> None:
        self._detected = detect(head, complete=complete)
        self._decoder = _LineDecoder(self._detected, where)
        self._where = where
        self._stream = stream
        self.number = 0
        """Number of the physical line last given out."""
        if not self._wide and b"\r" in head and b"\n" not in head:
            self._stream = _with_line_feeds(stream, where)

    @property
    def _wide(self) -> bool:
        return self._detected.codec.startswith("utf-16")

    @property
    def encoding(self) -> str:
        """Label of the encoding, as in Decoded."""
        return self._decoder.label

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """Lines in another encoding and lines with replaced characters."""
        return self._decoder.findings.repairs

    def __iter__(self) -> Iterator[str]:
        self._stream.read(self._detected.bom)
        return self._wide_lines() if self._wide else self._narrow_lines()

    def _narrow_lines(self) -> Iterator[str]:
        """Blocks of UTF-8 are decoded at once; whatever is odd is decoded line by line."""
        while block := self._stream.read(_BLOCK_BYTES):
            if len(block) == _BLOCK_BYTES and not block.endswith(b"\n"):
                block += self._stream.readline(MAX_LINE_BYTES + 1)
            text = self._decoder.decode_block(block)
            if text is None:
                yield from self._single_lines(block)
                continue
            for line in io.StringIO(text, newline="\n"):
                self.number += 1
                yield line

    def _single_lines(self, block: bytes) -> Iterator[str]:
        for line in io.BytesIO(block):
            self.number += 1
            if len(line) > MAX_LINE_BYTES:
                raise _too_long(self._where, self.number)
            if b"\0" in line:
                raise _nul(self._where, self.number)
            yield self._decoder.decode(line, self.number)

    def _wide_lines(self) -> Iterator[str]:
        with io.TextIOWrapper(self._stream, encoding=self._detected.codec, newline="\n") as text:
            try:
                while line := text.readline(MAX_LINE_BYTES + 1):
                    self.number += 1
                    if len(line) > MAX_LINE_BYTES:
                        raise _too_long(self._where, self.number)
                    if "\0" in line:
                        raise _nul(self._where, self.number)
                    yield line
            except UnicodeDecodeError as error:
                raise _unreadable(self._where, f"{self.number + 1:,} 行目") from error


class _LineDecoder:
    """Decodes single lines, switching the encoding where a line needs it."""

    def __init__(self, detected: Detected, where: str) -> None:
        self._detected = detected
        self._codec: Codec = detected.codec
        self._where = where
        self._lines_in = {"utf-8": 0, "cp932": 0}
        self._broken = 0
        self.findings = Findings()

    @property
    def label(self) -> str:
        if self._detected.codec == "mixed":
            common = max(self._lines_in, key=lambda name: self._lines_in[name])
            return "utf-8-sig" if self._detected.bom and common == "utf-8" else common
        return _label(Detected(self._codec, self._detected.bom))

    def decode(self, line: bytes, number: int) -> str:
        if line.isascii() and self._codec != "iso2022_jp":
            return line.decode("ascii")
        if self._codec == "ascii":
            self._codec = "utf-8" if _valid(line, "utf-8") is not None else "cp932"
        if self._codec in ("cp932", "mixed"):
            return self._either(line, number)
        text = _valid(line, self._codec)
        return self._either(line, number) if text is None else text

    def decode_block(self, block: bytes) -> str | None:
        """Lines of plain UTF-8 at once; None when they must be looked at one by one."""
        if self._codec not in ("utf-8", "ascii") or b"\0" in block or len(block) > MAX_LINE_BYTES:
            return None
        return _valid(block, self._codec)

    def _either(self, line: bytes, number: int) -> str:
        utf8 = _valid(line, "utf-8")
        cp932 = _valid(line, "cp932")
        if utf8 is not None and (cp932 is None or max(utf8) >= _FIRST_THREE_BYTE):
            return self._given("utf-8", utf8, number)
        if cp932 is not None:
            return self._given("cp932", cp932, number)
        self._broken += 1
        if self._broken > MAX_BROKEN_LINES:
            raise _unreadable(self._where, f"{number:,} 行目")
        self.findings.repair(
            "broken_characters", "どの文字コードでも読めない文字を「\ufffd」に置き換えました", number
        )
        common: str = self._codec if self._codec != "mixed" else self.label
        return line.decode("utf-8" if common == "utf-8-sig" else common, errors="replace")

    def _given(self, codec: Literal["utf-8", "cp932"], text: str, number: int) -> str:
        self._lines_in[codec] += 1
        main = self._codec if self._codec != "mixed" else "utf-8" if self._detected.bom else None
        both = all(self._lines_in.values())
        if (main is not None and codec != main) or (main is None and both):
            message = "UTF-8 と CP932（Shift_JIS 系）の行が混ざっていたので、行ごとに読み分けました"
            self.findings.repair("mixed_encoding", message, number)
        return text


def _valid(line: bytes, codec: str) -> str | None:
    try:
        return line.decode(codec)
    except UnicodeDecodeError:
        return None


def _reads_as(sample: bytes, codec: str, complete: bool) -> bool:
    try:
        codecs.getincrementaldecoder(codec)().decode(sample, final=complete)
    except UnicodeDecodeError:
        return False
    return True


def _rather_euc(sample: bytes, complete: bool) -> bool:
    """CP932 reads nearly every EUC-JP text, as half-width katakana."""
    if not _reads_as(sample, "euc_jp", complete):
        return False
    text = sample.decode("cp932", errors="ignore")
    strange = sum(1 for character in text if "\uff61" <= character <= "\uff9f")
    foreign = sum(1 for character in text if character > "\x7f")
    return strange * 2 > foreign


def _utf16_without_mark(sample: bytes) -> Literal["utf-16-le", "utf-16-be"] | None:
    """Separators and line ends have a zero byte at every other place."""
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    if max(odd, even) * 20 < len(sample) or min(odd, even) * 10 > max(odd, even):
        return None
    codec: Literal["utf-16-le", "utf-16-be"] = "utf-16-le" if odd > even else "utf-16-be"
    return codec if _reads_as(sample[: len(sample) // 2 * 2], codec, False) else None


def _label(found: Detected) -> str:
    label = _LABELS.get(found.codec, found.codec)
    return "utf-8-sig" if label == "utf-8" and found.bom else label


def _with_line_feeds(stream: BinaryIO, where: str) -> BinaryIO:
    """Old Macintosh files end their lines with a carriage return alone."""
    data = stream.read(MAX_DOCUMENT_BYTES + 1)
    if len(data) > MAX_DOCUMENT_BYTES:
        raise _too_long(where, 1)
    return io.BytesIO(data.replace(b"\r", b"\n"))


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


def _unreadable(where: str, place: str) -> InputError:
    return InputError(
        "文字コードを判別できません",
        where=f"{where} の {place}".strip(),
        why="UTF-8 でも CP932（Shift_JIS 系）でも読めないところが多すぎます",
        mend=_SAVE_AS,
    )
