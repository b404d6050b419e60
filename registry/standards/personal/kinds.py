"""What sorts of personal data are told apart."""

from enum import StrEnum


class Kind(StrEnum):
    """A sort of personal data, in the words of a redaction list."""

    MY_NUMBER = "個人番号"
    NAME = "氏名"
    ADDRESS = "住所（個人）"
    BIRTH = "生年月日"
    AGE = "年齢"
    PHONE = "電話番号（個人）"
    MAIL = "メールアドレス（個人）"
    CODE = "個人識別符号"
    ACCOUNT = "個人ごとの番号・口座"
    SENSITIVE = "慎重な扱いが要る項目"
    IN_TEXT = "文中の個人情報"


CODES: dict[Kind, str] = {
    Kind.MY_NUMBER: "P01",
    Kind.NAME: "P02",
    Kind.ADDRESS: "P03",
    Kind.BIRTH: "P04",
    Kind.AGE: "P04",
    Kind.PHONE: "P05",
    Kind.MAIL: "P06",
    Kind.CODE: "P07",
    Kind.ACCOUNT: "P08",
    Kind.SENSITIVE: "P09",
    Kind.IN_TEXT: "P10",
}
