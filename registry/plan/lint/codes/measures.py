"""L3: measures and indicators."""

from registry.standards.findings import Rule, Severity

_OWN = "konkyo の判断"
_GUIDE = "市町村・都道府県官民データ活用推進計画策定の手引"

RULES: tuple[Rule, ...] = (
    Rule(
        code="L301",
        severity=Severity.WARNING,
        title="KPI に目標値がない",
        why="目標がないと、成果を定量的に評価できません",
        mend="目標値を書いてください",
        source=f"{_GUIDE}（具体の目標）",
    ),
    Rule(
        code="L302",
        severity=Severity.WARNING,
        title="KPI に達成の時期がない",
        why="いつまでの目標かが分かりません",
        mend="達成の年度を書いてください",
        source=f"{_GUIDE}（達成の時期）",
    ),
    Rule(
        code="L303",
        severity=Severity.INFO,
        title="目標値に単位がない",
        why="件、人、％などの単位がないと、何の数か読み取れません",
        mend="値か列の見出しに単位を付けてください",
        source=_OWN,
    ),
    Rule(
        code="L304",
        severity=Severity.WARNING,
        title="KPI に現状値がない",
        why="現状が分からないと、目標の大きさも進み具合も測れません",
        mend="現状値と測った日を書いてください",
        source="手引の雛型の施策票（現状値と測定時点、未確認）",
    ),
    Rule(
        code="L305",
        severity=Severity.INFO,
        title="現状値に時点がない",
        why="いつの値か分からない現状値は、後の値と比べられません",
        mend="測った日か年度を添えてください",
        source="手引の雛型の施策票（現状値と測定時点、未確認）",
    ),
    Rule(
        code="L306",
        severity=Severity.WARNING,
        title="目標の年度が計画期間の外にある",
        why="期間の外の目標は、この計画では評価できません",
        mend="年度を計画期間の内に直すか、期間の外とする理由を書いてください",
        source=_OWN,
    ),
    Rule(
        code="L307",
        severity=Severity.WARNING,
        title="施策に担当がない",
        why="誰が行うかが分かりません",
        mend="担当の課を書いてください",
        source="手引の雛型の施策票（担当部局、未確認）",
    ),
    Rule(
        code="L308",
        severity=Severity.WARNING,
        title="施策に KPI がない",
        why="成果を定量的に評価できません",
        mend="KPI（進捗）と KPI（効果）を書いてください",
        source=f"{_GUIDE}（定量的な評価）",
    ),
    Rule(
        code="L309",
        severity=Severity.INFO,
        title="現状値と目標値が同じ",
        why="達成済みの目標か、写し誤りです",
        mend="維持する目標ならそう書き、そうでなければ目標値を直してください",
        source=_OWN,
    ),
    Rule(
        code="L310",
        severity=Severity.WARNING,
        title="施策の番号が重なっている",
        why="番号で参照すると、どちらか分かりません",
        mend="番号を付け直してください",
        source=_OWN,
    ),
    Rule(
        code="L311",
        severity=Severity.WARNING,
        title="参照している施策がない",
        why="表や本文にある番号の施策が、施策の表に見当たりません",
        mend="番号を直すか、施策の表に加えてください",
        source=_OWN,
    ),
)
