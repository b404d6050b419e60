"""Encodings of municipal files: found from the bytes, mixed lines told apart, broken ones reported or refused."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.catalogue.encoding import TextLines, decode
from registry.catalogue.limits import MAX_BROKEN_LINES, MAX_LINE_BYTES
from registry.errors import InputError

LINES = ["データ名称,形式\r\n", "①施設一覧,CSV\r\n", "㈱髙橋の統計,XLSX\r\n"]
TEXT = "".join(LINES)


def streamed(data: bytes, head: int = 1 << 20) -> tuple[str, str, tuple[str, ...]]:
    """Text, encoding and codes of repairs, read line by line with only the first ``head`` bytes known."""
    lines = TextLines(io.BytesIO(data), data[:head], complete=head >= len(data), where="x.csv")
    text = "".join(lines)
    return text, lines.encoding, tuple(repair.code for repair in lines.repairs)


@pytest.mark.parametrize(
    ("codec", "label"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp932", "cp932"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
        ("utf-16-be", "utf-16"),
    ],
)
def test_whole_and_streamed_agree(codec: str, label: str) -> None:
    data = TEXT.encode(codec)
    decoded = decode(data, "x.csv")
    assert (decoded.text, decoded.encoding, decoded.repairs) == (TEXT, label, ())
    assert streamed(data) == (TEXT, label, ())


@pytest.mark.parametrize("codec", ["euc_jp", "iso2022_jp"])
def test_older_encodings_are_not_taken_for_katakana(codec: str) -> None:
    text = "公共施設の一覧,形式\r\n図書館,説明\r\n"
    assert decode(text.encode(codec)).text == text
    assert streamed(text.encode(codec))[0] == text


def test_half_width_katakana_stays_cp932() -> None:
    text = "ｼｾﾂｲﾁﾗﾝ,説明\r\nﾄｼｮｶﾝ,本館\r\n"
    assert decode(text.encode("cp932")).encoding == "cp932"


def test_a_late_first_japanese_line_decides_the_encoding_of_a_stream() -> None:
    ascii_lines = b"a,b\r\n" * 100
    for codec in ("utf-8", "cp932"):
        text, encoding, repairs = streamed(ascii_lines + TEXT.encode(codec), head=50)
        assert text.endswith(TEXT)
        assert (encoding, repairs) == (codec, ())


@pytest.mark.parametrize("order", [("utf-8", "cp932"), ("cp932", "utf-8")])
def test_mixed_lines_lose_nothing_and_are_reported(order: tuple[str, str]) -> None:
    data = LINES[0].encode(order[0]) + LINES[1].encode(order[1]) + LINES[2].encode(order[0])
    decoded = decode(data, "x.csv")
    assert decoded.text == TEXT
    assert decoded.encoding == order[0]
    assert [(repair.code, repair.line) for repair in decoded.repairs] == [("mixed_encoding", 2)]
    text, encoding, repairs = streamed(data)
    assert (text, encoding, repairs) == (TEXT, order[0], ("mixed_encoding",))


def test_a_utf8_line_far_behind_a_cp932_head_is_not_garbled() -> None:
    data = LINES[1].encode("cp932") * 10 + LINES[2].encode("utf-8")
    text, encoding, repairs = streamed(data, head=60)
    assert text == LINES[1] * 10 + LINES[2]
    assert (encoding, repairs) == ("cp932", ("mixed_encoding",))


def test_a_few_broken_lines_are_replaced_with_their_line_told() -> None:
    data = LINES[0].encode("cp932") + b"\x81\xff\xff,CSV\r\n" + LINES[1].encode("cp932")
    decoded = decode(data, "x.csv")
    assert "\ufffd" in decoded.text
    (repair,) = decoded.repairs
    assert (repair.code, repair.line, repair.count) == ("broken_characters", 2, 1)


def test_many_broken_lines_are_refused() -> None:
    data = TEXT.encode("cp932") + b"\x81\xff\xff,CSV\r\n" * (MAX_BROKEN_LINES + 1)
    with pytest.raises(InputError, match="文字コード"):
        decode(data, "x.csv")
    with pytest.raises(InputError, match=f"{4 + MAX_BROKEN_LINES} 行目"):
        streamed(data)


def test_line_ends_of_old_macintoshes() -> None:
    assert streamed("題名,形式\r施設,CSV\r".encode("cp932"))[0] == "題名,形式\n施設,CSV\n"


def test_nul_and_endless_lines_are_refused_with_their_line() -> None:
    with pytest.raises(InputError, match="2 行目"):
        streamed(b"a,b\r\n1,\x002\r\n3,4\r\n" + b"x,y\r\n" * 50)
    with pytest.raises(InputError, match="3 行目"):
        streamed(b"a\nb\n" + b"x" * (MAX_LINE_BYTES + 2), head=100)
    wide = "a\nb\n".encode("utf-16") + ("x" * (MAX_LINE_BYTES + 2)).encode("utf-16-le")
    with pytest.raises(InputError, match="3 行目"):
        streamed(wide, head=100)


def test_a_cut_utf16_file_is_refused() -> None:
    with pytest.raises(InputError, match="文字コード"):
        decode("題名".encode("utf-16")[:-1], "x.csv")


COMMON = st.characters(codec="cp932", exclude_characters="\r\0\x1b¢£¬‖−〜").filter(
    lambda character: character.encode("cp932")[0] < 0xE0
)
"""Everything of CP932 but the rare second half of the kanji: a line of those alone can be sound UTF-8 as well."""


@given(st.text(COMMON, max_size=200))
def test_every_common_text_survives_cp932(text: str) -> None:
    whole = LINES[1] + text + "\r\n"
    assert decode(whole.encode("cp932")).text == whole


@given(st.binary(max_size=300))
def test_any_bytes_decode_or_are_refused(data: bytes) -> None:
    try:
        decoded: object = decode(data, "x").text
    except InputError as error:
        decoded = error
    assert isinstance(decoded, str | InputError)
