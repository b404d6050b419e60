import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.standards.findings import Finding, Severity
from registry.standards.personal.concealing import conceal
from registry.standards.personal.kinds import Kind
from registry.standards.personal.masks import mask, scrub
from registry.standards.personal.patterns import (
    digits,
    is_my_number,
    labelled_names,
    mails,
    mobiles,
    personal_mail,
)


def with_check_digit(eleven: str) -> str:
    return next(eleven + str(digit) for digit in range(10) if is_my_number(eleven + str(digit)))


@pytest.mark.parametrize("number", ["123456789018", "000000000000"])
def test_right_check_digits(number: str) -> None:
    assert is_my_number(number)


@pytest.mark.parametrize(
    "number", ["123456789012", "12345678901", "1234567890180", "12345678901８", "", "abcdefghijkl"]
)
def test_wrong_check_digits(number: str) -> None:
    assert not is_my_number(number)


@given(st.text("0123456789", min_size=11, max_size=11))
def test_every_eleven_digits_have_exactly_one_check_digit(eleven: str) -> None:
    assert sum(is_my_number(eleven + str(digit)) for digit in range(10)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "090-1234-5678",
        "080(1234)5678",
        "(070)1234-5678",
        "０９０－１２３４－５６７８",
        "09012345678",
        "連絡は 090ー1234ー5678 まで",
        "060-1234-5678",
    ],
)
def test_mobile_numbers_are_found(text: str) -> None:
    assert len(list(mobiles(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "083-929-0105",
        "0800-123-4567",
        "060-0001 札幌市",
        "06012345678",
        "34.0901234567",
        "1090-1234-5678",
        "090-1234-56789",
        "https://example.jp/080-1234-5678",
        "090-1234",
        "0120-090-123",
    ],
)
def test_other_numbers_are_no_mobile_numbers(text: str) -> None:
    assert not list(mobiles(text))


def test_a_bare_run_of_digits_needs_a_word_or_a_heading() -> None:
    assert not list(mobiles("08012345678", phones_expected=False))
    assert list(mobiles("電話08012345678", phones_expected=False))


@pytest.mark.parametrize(
    ("address", "personal"),
    [
        ("hanako123@gmail.com", True),
        ("abc@docomo.ne.jp", True),
        ("info@docomo.ne.jp", True),
        ("taro.yamada@example.co.jp", True),
        ("yamada-hanako@example.jp", True),
        ("info@example.co.jp", False),
        ("yamada@example.co.jp", False),
        ("kouminkan@gmail.com", False),
        ("taro.yamada@city.example.lg.jp", False),
        ("kikaku@city.example.lg.jp", False),
        ("a@pref.yamaguchi.jp", False),
        ("yamada-hoikuen@example.jp", False),
    ],
)
def test_mail_of_persons_and_of_offices(address: str, personal: bool) -> None:
    [(_, local, domain)] = mails(f"連絡先: {address}、")
    assert f"{local}@{domain}" == address
    assert personal_mail(local, domain) is personal


def test_full_width_mail_is_read() -> None:
    assert [(local, domain) for _, local, domain in mails("ａｂｃ＠ｇｍａｉｌ．ｃｏｍ")] == [
        ("abc", "gmail.com")
    ]


def test_names_after_a_label() -> None:
    text = "担当：山田太郎、連絡先: 山口県、代表者名：鈴木　花子様"
    assert [text[begin:end] for begin, end in labelled_names(text)] == ["山田太郎", "鈴木　花子様"]


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (Kind.NAME, "山田太郎", "山●●●"),
        (Kind.NAME, "林", "●"),
        (Kind.PHONE, "090-1234-5678", "090-****-****"),
        (Kind.PHONE, "(0820)56-7111", "0820-****-****"),
        (Kind.PHONE, "09012345678", "090****"),
        (Kind.MY_NUMBER, "123456789018", "1234****"),
        (Kind.MAIL, "abc@gmail.com", "a***@g***.com"),
        (Kind.BIRTH, "1980-05-12", "19**-**-**"),
        (Kind.BIRTH, "昭和55年5月12日", "昭和**年*月**日"),
        (Kind.ADDRESS, "山口県山口市亀山町2-1", "山口県●●●"),
        (Kind.ADDRESS, "亀山町2-1", "亀山●●●"),
        (Kind.SENSITIVE, "ぜん息", "●●●"),
        ("氏名", "山田太郎", "山●●●"),
        ("ほか", "山田太郎", "山●●●"),
        (Kind.NAME, "  ", ""),
    ],
)
def test_masks(kind: Kind | str, value: str, shown: str) -> None:
    assert mask(kind, value) == shown


@given(st.sampled_from(Kind), st.text(max_size=50) | st.text("0123456789-@.●* 年月日昭和", max_size=20))
def test_a_mask_never_holds_the_value(kind: Kind, value: str) -> None:
    shown = mask(kind, value)
    whole = " ".join(value.split())
    assert whole not in shown if whole else not shown


@given(st.text(max_size=300) | st.text("090-1234５６＠@gmail.com担当：山田太郎個人番号", max_size=80))
def test_scrubbing_and_searching_never_raise_and_settle(text: str) -> None:
    scrubbed = scrub(text)
    assert scrub(scrubbed) == scrubbed
    assert digits(text).isascii()


@pytest.mark.parametrize(
    "text",
    ["090-1234-5678" * 50_000, "@" * 100_000, "担当：" * 30_000, "a" * 99_999 + "@b.jp", "\ud800@＠\x00"],
)
def test_hostile_cells_take_no_time(text: str) -> None:
    list(mobiles(text))
    list(mails(text))
    list(labelled_names(text[:20_000]))
    scrub(text)


def finding(
    code: str = "V10",
    column: str | None = "生年月日",
    number: int | None = 2,
    *,
    value: str = "",
    message: str = "",
    fix: str = "",
) -> Finding:
    return Finding(
        code=code,
        severity=Severity.ERROR,
        row=5,
        column=column,
        column_number=number,
        value=value,
        message=message,
        fix=fix,
    )


def test_values_in_personal_columns_are_hidden_in_findings_of_other_checks() -> None:
    found = finding(
        value="1980/13/45",
        message="「1980/13/45」は「生年月日」として読めません",
        fix="「1980-01-04」にしてください",
    )
    shown = conceal(found, {2: Kind.BIRTH})
    assert shown.value == "19**/**/**"
    assert "1980" not in shown.message + shown.fix
    assert "値は示しません" in shown.message
    assert conceal(shown, {2: Kind.BIRTH}) == shown


def test_numbers_in_other_columns_are_masked_where_they_stand() -> None:
    shown = conceal(
        finding(column="備考", number=3, value="電話 090-1234-5678", message="「電話 090-1234-5678」に空白"),
        {},
    )
    assert shown.value == "電話 090-****-****"
    assert "5678" not in shown.message


def test_rows_of_tables_with_personal_columns_are_not_shown() -> None:
    shown = conceal(
        finding("M20", column=None, number=None, value="1 | 山田太郎", message="合計の行「1 | 山田太郎」"),
        {2: Kind.NAME},
    )
    assert "山田" not in shown.value + shown.message


def test_findings_on_headings_stay() -> None:
    found = finding("H03", message="見出し「生年月日」は「誕生日」")
    assert conceal(found, {2: Kind.BIRTH}) is found
