"""Codes of findings about single values (V); those of a text cell of any kind stand here."""

from registry.standards.codes import values_codes, values_contacts, values_days, values_words
from registry.standards.findings import Rule, Severity

_TEXT: tuple[Rule, ...] = (
    Rule(
        code="V01",
        severity=Severity.WARNING,
        title="セルの前後に空白",
        why="同じ値が別の値として扱われ、検索や結合に失敗します",
        mend="前後の空白と改行を取る",
        source="総務省 統計表における機械判読可能なデータの表記方法の統一ルール 1-5",
        fixable=True,
    ),
    Rule(
        code="V02",
        severity=Severity.WARNING,
        title="セルの中の改行",
        why="一つの値のはずの列で、値が二つに見えたり結合に失敗したりします",
        mend="一つのセルに一つの値を、改行なしで書く",
        source="総務省 統計表における機械判読可能なデータの表記方法の統一ルール 1-2・1-5",
    ),
    Rule(
        code="V03",
        severity=Severity.WARNING,
        title="目に見えない文字",
        why="画面では同じに見えても別の値になり、検索や結合に失敗します",
        mend="その文字を消す",
        source="konkyo の判断",
    ),
    Rule(
        code="V04",
        severity=Severity.ERROR,
        title="表計算ソフトのエラー表示",
        why="式の計算に失敗した跡で、元の値が残っていません",
        mend="元の表で式を直し、値にしてから書き出す",
        source="総務省 統計表における機械判読可能なデータの表記方法の統一ルール 1-7",
    ),
    Rule(
        code="V05",
        severity=Severity.WARNING,
        title="式と読まれる始まり",
        why="CSV を表計算ソフトで開くと式として実行されることがあります（CSV インジェクション）",
        mend="先頭の記号を外すか、全角の記号や言葉に替える",
        source="konkyo の判断",
    ),
    Rule(
        code="V06",
        severity=Severity.WARNING,
        title="値の代わりの語",
        why="不明・なし・- などの語があると、数や日付の列として読めません",
        mend="値が無いセルは空欄にし、事情は備考に書く",
        source="総務省 統計表における機械判読可能なデータの表記方法の統一ルール 1-13",
    ),
    Rule(
        code="V07",
        severity=Severity.ERROR,
        title="制御文字",
        why="画面に見えない制御文字は、取込みを止めたり値を壊したりします",
        mend="その文字を消す",
        source="konkyo の判断",
    ),
)
RULES: tuple[Rule, ...] = (
    *_TEXT,
    *values_codes.RULES,
    *values_days.RULES,
    *values_contacts.RULES,
    *values_words.RULES,
)
