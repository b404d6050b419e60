"""The short way of writing an indicator (KPI), for the command line and for one line of a cell.

    進捗 オンライン利用率; 単位=%; 現状=32.5; 時点=2026-03-31; 出典=情報政策課調べ; 目標=60; 年度=2029
    進捗 標準データセット充足率; 現状=count:datasets_share; 目標=60; 年度=2029

The first part names the indicator, after 進捗 or 効果; every other part is KEY=VALUE. An indicator that is there
already is named the same way, or by its place (1, 2 …): then only what is told changes, an empty value clears,
and 名称= renames. ; = and digits may be full-width; ``\\;`` stands for a semicolon within a value.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from msgspec import Struct, structs

from registry.analysis.counters import Counter, counter_named, find_counter, known_counter
from registry.analysis.kpi_values import read_due_year, read_unit, read_value
from registry.errors import UsageError
from registry.law.dates import parse_date
from registry.text.normalise import fold
from registry.workspace.domain import Kpi, KpiKind

KPI_KEYS = {
    "区分": "kind",
    "名称": "name",
    "単位": "unit",
    "算式": "formula",
    "現状": "current",
    "時点": "current_on",
    "出典": "source",
    "目標": "target",
    "年度": "due_fiscal_year",
}
"""What may stand before =, and the field of Kpi that it tells; in the order in which it is written."""
_ALIASES = {
    "名前": "name",
    "指標": "name",
    "計算式": "formula",
    "現状値": "current",
    "測定日": "current_on",
    "測定時点": "current_on",
    "目標値": "target",
    "達成年度": "due_fiscal_year",
    "目標年度": "due_fiscal_year",
}
_FIELDS = {fold(key): field for key, field in (KPI_KEYS | _ALIASES).items()}
_SEPARATOR = re.compile(r"(?<!\\)((?:\\\\)*)[;；]")
_ESCAPED = re.compile(r"\\([;；\\])")
_SIGN = re.compile(r"[=＝]")
_KIND = re.compile(r"(進捗|効果)(?:[\s:：]+(.*))?", re.DOTALL)
_COUNT = re.compile(r"(?:count|集計)\s*[:：]\s*(.*)", re.DOTALL | re.IGNORECASE)
_KINDS: dict[str, KpiKind] = {"進捗": "進捗", "効果": "効果", "": ""}
SYNTAX = "進捗 名称; 単位=%; 現状=32.5; 時点=2026-03-31; 出典=…; 目標=60; 年度=2029"


class KpiChange(Struct, frozen=True, kw_only=True):
    """What one text tells of an indicator."""

    text: str
    """As written, for messages."""
    reference: str = ""
    """The name or place in front; "" when nothing stands there."""
    told: dict[str, str] = {}
    """Field of Kpi → text."""

    @property
    def place(self) -> int | None:
        """The place (from 1) by which the indicator is meant; None when it is meant by name."""
        return _place(self.reference)

    @property
    def name(self) -> str:
        """The name by which it is meant; "" when it is meant by place or not named."""
        return self.told.get("name", "") if not self.reference else "" if self.place else self.reference


def parse_kpi(text: str) -> KpiChange:
    """Read one indicator as written.

    Raises UsageError for an unknown key, a key told twice, and an empty text.
    """
    head, *parts = _split(text)
    reference, told = "", dict[str, str]()
    sign = _SIGN.search(head)
    if sign and fold(head[: sign.start()]) in _FIELDS:
        parts.insert(0, head)
    else:
        kind = _KIND.fullmatch(head)
        reference = _one_line(kind[2] or "") if kind else head
        told = {"kind": kind[1]} if kind else {}
    for part in parts:
        if not part:
            continue
        key, equals, value = _SIGN.sub("=", part, count=1).partition("=")
        field = _FIELDS.get(fold(key))
        if field is None or not equals:
            raise _unreadable(
                text,
                f"「{part}」が「項目=値」の形でないか、項目の名前が違います",
                "項目: " + "、".join(KPI_KEYS),
            )
        if field in told:
            raise _unreadable(text, f"「{key}」が二度書かれています", "どちらか一つを消してください")
        told[field] = _one_line(value)
    if not reference and not told:
        raise _unreadable(text, "何も書かれていません", f"例: {SYNTAX}")
    return KpiChange(text=text, reference=reference, told=told)


def format_kpi(kpi: Kpi) -> str:
    """Write an indicator so that ``parse_kpi`` and ``new_kpi`` give it back."""
    plain = not (_SIGN.search(kpi.name) or _KIND.fullmatch(kpi.name) or _place(kpi.name))
    told = {
        "kind": "" if plain else kpi.kind,
        "name": "" if plain else kpi.name,
        "unit": kpi.unit,
        "formula": kpi.formula,
        "current": f"count:{kpi.counter}" if kpi.counter else kpi.current,
        "current_on": kpi.current_on.isoformat() if kpi.current_on else "",
        "source": kpi.source,
        "target": kpi.target,
        "due_fiscal_year": str(kpi.due_fiscal_year) if kpi.due_fiscal_year is not None else "",
    }
    head = [_escaped(f"{kpi.kind} {kpi.name}".strip())] if plain else []
    return "; ".join(
        [*head, *(f"{key}={_escaped(told[field])}" for key, field in KPI_KEYS.items() if told[field])]
    )


def new_kpi(change: KpiChange, day: date) -> Kpi:
    """A new indicator; without a name it takes that of its counter. ``day``: the last on which one can have measured.

    Raises UsageError for a value that cannot be read, and when there is no name.
    """
    if change.place is not None:
        raise _unreadable(
            change.text,
            f"{change.place} 番目の KPI はまだありません",
            f"名称から書いてください（例: {SYNTAX}）",
        )
    return changed_kpi(Kpi(name=change.name, kind=""), change, day)


def changed_kpi(kpi: Kpi, change: KpiChange, day: date) -> Kpi:
    """The indicator with what the change tells; the rest stays.

    Raises UsageError for a value that cannot be read, and for a current value that is counted, not typed.
    """
    told = change.told
    counter, name = _counter(kpi, told)
    kpi = structs.replace(kpi, name=name, kind=_kind(told.get("kind", kpi.kind), change))
    if not name:
        raise _unreadable(change.text, "KPI の名称がありません", f"名称から書いてください（例: {SYNTAX}）")
    if counter is None:
        kept = "" if "current" in told else kpi.counter
        kpi = _measured(structs.replace(kpi, counter=kept), told, day)
        unit = kpi.unit
    else:
        _refuse_typed(counter, told, change)
        unit = counter.unit
        kpi = structs.replace(
            kpi, counter=counter.id, unit="", formula="", current="", current_on=None, source=""
        )
    target = kpi.target
    if "target" in told:
        target, found = read_value(told["target"], unit, name, "目標")
        kpi = structs.replace(kpi, target=target, unit=kpi.unit if counter else found)
    if "due_fiscal_year" in told:
        kpi = structs.replace(kpi, due_fiscal_year=read_due_year(told["due_fiscal_year"], name))
    return kpi


def find_kpi(kpis: Sequence[Kpi], change: KpiChange) -> int | None:
    """Index of the indicator that the change means; None for one that is not there.

    Raises UsageError for a place that is none.
    """
    if change.place is None:
        wanted = fold(change.name)
        return next((at for at, kpi in enumerate(kpis) if wanted and fold(kpi.name) == wanted), None)
    if change.place > len(kpis):
        listed = "、".join(f"{at} {kpi.name}" for at, kpi in enumerate(kpis, 1)) or "なし"
        raise _unreadable(change.text, f"{change.place} 番目の KPI はありません", f"今ある KPI: {listed}")
    return change.place - 1


def _counter(kpi: Kpi, told: dict[str, str]) -> tuple[Counter | None, str]:
    """The counter that the indicator has afterwards, and its name."""
    name = told.get("name", kpi.name)
    current = told.get("current")
    # An empty value ends the counting; a typed one does not.
    counter = None if current == "" else known_counter(kpi.counter)
    if current and (found := _COUNT.fullmatch(current)):
        counter = find_counter(found[1])
    if counter is not None:
        return counter, name or counter.name
    # What the program counts under this very name is not typed.
    return counter_named(name), name


def _refuse_typed(counter: Counter, told: dict[str, str], change: KpiChange) -> None:
    typed = [
        key
        for key, field in KPI_KEYS.items()
        if field in ("unit", "formula", "current", "current_on", "source")
        and told.get(field)
        and told[field] != getattr(counter, field, "")
        and not (field == "current" and _COUNT.fullmatch(told[field]))
    ]
    if typed:
        raise UsageError(
            f"「{counter.name}」の{'・'.join(typed)}は入力できません",
            where=f"KPI「{change.text}」",
            why="konkyo がワークスペースから数え、数えた日と出典を付けます",
            mend=f"現状=count:{counter.id} のままにするか、別の数え方にするなら、名称を変えて 現状= と空にしてから"
            "値を入れてください",
        )


def _measured(kpi: Kpi, told: dict[str, str], day: date) -> Kpi:
    """The indicator with the told values of one that people measure."""
    unit = read_unit(told["unit"]) if "unit" in told else kpi.unit
    current = kpi.current
    if "current" in told:
        current, unit = read_value(told["current"], unit, kpi.name, "現状")
    # A new value was not measured on the day of the old one.
    current_on = kpi.current_on if current and current == kpi.current else None
    if told.get("current_on"):
        current_on = parse_date(told["current_on"])
        if current_on > day:
            raise UsageError(
                f"現状値を測った日が先の日付です: {current_on}",
                where=f"KPI「{kpi.name}」",
                why=f"基準日は {day} です",
                mend="時点に、測った日を書いてください（先の値は目標に書きます）",
            )
    elif "current_on" in told:
        current_on = None
    return structs.replace(
        kpi,
        unit=unit,
        formula=told.get("formula", kpi.formula),
        current=current,
        current_on=current_on,
        source=told.get("source", kpi.source),
    )


def _kind(text: str, change: KpiChange) -> KpiKind:
    kind = _KINDS.get(text)
    if kind is None:
        raise _unreadable(change.text, f"区分「{text}」はありません", "進捗 か 効果 と書いてください")
    return kind


def _place(text: str) -> int | None:
    plain = unicodedata.normalize("NFKC", text).strip()
    return (
        int(plain)
        if plain.isascii() and plain.isdecimal() and int(plain[:9]) > 0 and len(plain) < 10
        else None
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _split(text: str) -> list[str]:
    parts = _SEPARATOR.sub("\\1\0", text.replace("\0", " ")).split("\0")
    return [_one_line(_ESCAPED.sub(r"\1", part)) for part in parts]


def _escaped(text: str) -> str:
    return re.sub(r"[\\;；]", lambda found: "\\" + found[0], text)


def _unreadable(text: str, why: str, mend: str) -> UsageError:
    return UsageError(f"KPI「{_one_line(text)}」が読めません", why=why, mend=mend)
