"""L6: what is unfinished or must not go out."""

from registry.standards.findings import Rule, Severity

_OWN = "konkyo の判断"
_GUIDE = "市町村・都道府県官民データ活用推進計画策定の手引"

RULES: tuple[Rule, ...] = (
    Rule(
        code="L601",
        severity=Severity.WARNING,
        title="記入する所が残っている",
        why="計画としてまだ書き終わっていません",
        mend="案内に沿って書き、【記入】の段を除いてください",
        source="konkyo の約束（記入の印）",
    ),
    Rule(
        code="L602",
        severity=Severity.WARNING,
        title="未確認の印が残っている",
        why="確かめられていない事項です",
        mend="出典を確かめて印を除くか、その文を除いてください",
        source="konkyo の約束（未確認の印）",
    ),
    Rule(
        code="L603",
        severity=Severity.ERROR,
        title="食い違いが解かれていない",
        why="手で直した文と新しい案の両方が残っています",
        mend="どちらかを選び、印の行を除いてください",
        source="konkyo plan refresh",
    ),
    Rule(
        code="L604",
        severity=Severity.ERROR,
        title="段の印が壊れている",
        why="作り直したときに、その段を新しくできません",
        mend="「<!-- konkyo:block id=… -->」と「<!-- /konkyo:block -->」の組を元に戻してください",
        source="konkyo plan refresh",
    ),
    Rule(
        code="L605",
        severity=Severity.ERROR,
        title="段の印が重なっている",
        why="同じ名の段が二つあると、作り直したときに片方しか新しくなりません",
        mend="写した方の印を除いてください",
        source="konkyo plan refresh",
    ),
    Rule(
        code="L606",
        severity=Severity.WARNING,
        title="仮の言葉が残っている",
        why="○○、TBD、要確認などは、書きかけの印です",
        mend="正しい言葉に替えてください",
        source=_OWN,
    ),
    Rule(
        code="L607",
        severity=Severity.WARNING,
        title="案の指紋がない",
        why="作り直したときに、元の案を見つけられません",
        mend="前書きの generated の行を元に戻してください",
        source="konkyo plan refresh",
    ),
    Rule(
        code="L608",
        severity=Severity.WARNING,
        title="覚え書きか HTML が残っている",
        why="変換の仕方によって、読む人に見えたり消えたりします",
        mend="公表の前に除いてください",
        source=_OWN,
    ),
    Rule(
        code="L609",
        severity=Severity.WARNING,
        title="個人の氏名か連絡先",
        why="公表する計画には、職名と、異動で変わらない宛先を書きます",
        mend="職名と課の宛先に替えてください",
        source=f"{_GUIDE}（雛型の4章）の案内、個人情報の保護に関する法律",
    ),
    Rule(
        code="L610",
        severity=Severity.WARNING,
        title="記入の案内が残っている",
        why="書き方の案内が、計画の本文のように残っています",
        mend="案内を除き、本文を書いてください",
        source="konkyo の約束（記入の案内）",
    ),
)
