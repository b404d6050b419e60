"""From what was counted to findings and a redaction list, when the whole sheet is known."""

from collections.abc import Sequence

from registry.standards.answers import Redaction
from registry.standards.findings import Report, Severity
from registry.standards.personal.caveats import ItemCaveat
from registry.standards.personal.kinds import CODES, Kind
from registry.standards.personal.masks import mask, scrub
from registry.standards.personal.names import person_like
from registry.standards.personal.roles import Role, counts, public_context
from registry.standards.personal.tracks import Hits, Track

_PERSON_SHARE = 0.3
"""Share of names above which a column of 申請者 or the like lists persons."""
_COLUMN_SHARE = 0.5
_FEWEST_FOR_COLUMN = 3
_SINGLING = frozenset({Kind.MY_NUMBER, Kind.BIRTH, Kind.CODE, Kind.ACCOUNT})
_GRAVE = frozenset({Role.GRAVE, Role.GRAVE_BESIDE})
_STRICTER = {
    Severity.INFO: Severity.WARNING,
    Severity.WARNING: Severity.ERROR,
    Severity.ERROR: Severity.ERROR,
}


class Judgement:
    """Decides over all columns together."""

    def __init__(
        self, tracks: Sequence[Track], headings: Sequence[str], caveats: Sequence[ItemCaveat]
    ) -> None:
        self._tracks = tracks
        self._public = public_context(headings)
        self._places = any(track.role is Role.FACILITY for track in tracks)
        self._persons = not self._public and any(map(_lists_persons, tracks))
        self._single = (
            self._persons
            or any(
                kind in _SINGLING and hits.count for track in tracks for kind, hits in track.outright.items()
            )
            or not (self._places or counts(headings))
        )
        """True: a row is a person, not a place or a group."""
        self._close = tuple(caveat for caveat in caveats if caveat.close)
        self._like = tuple(caveat for caveat in caveats if not caveat.close)
        self.personal_columns: dict[int, Kind] = {}
        """Columns in which other checks must not show values."""
        self._redactions: list[Redaction] = []

    def tell(self, report: Report) -> tuple[Redaction, ...]:
        """Add the findings; the redaction list comes back in the order of columns."""
        for track in self._tracks:
            for kind, hits, beside in self._kept(track):
                self._tell_column(track, kind, hits, beside, report)
            if track.role is Role.MY_NUMBER and track.filled and Kind.MY_NUMBER not in track.outright:
                self._tell_heading(track, report)
        return tuple(self._redactions)

    def _kept(self, track: Track) -> list[tuple[Kind, Hits, bool]]:
        """What counts of a column: in a table of private persons also what is personal only there."""
        kept = {kind: (hits, False) for kind, hits in track.outright.items() if hits.count}
        if self._public:
            for kind in (Kind.NAME, Kind.BIRTH):
                kept.pop(kind, None)
        if not self._single:
            kept.pop(Kind.SENSITIVE, None)
        if self._persons:
            for kind, hits in track.beside.items():
                place = self._places and kind not in (Kind.SENSITIVE, Kind.AGE)
                if hits.count and not place and (kind is not Kind.BIRTH or _most(hits, track)):
                    kept[kind] = (hits, True)
        return [(kind, hits, beside) for kind, (hits, beside) in kept.items()]

    def _tell_column(self, track: Track, kind: Kind, hits: Hits, beside: bool, report: Report) -> None:
        code = CODES[kind]
        heading = _shown_heading(track)
        severity = self._severity(track, kind)
        whole = _most(hits, track)
        reason = self._reason(track, kind, beside)
        if whole or track.names is hits:
            self.personal_columns.setdefault(track.number, kind)
        if kind is Kind.MY_NUMBER:
            self.personal_columns[track.number] = kind
        if whole:
            examples = "、".join(dict.fromkeys(masked for _, masked in hits.places[:3]))
            report.add(
                code,
                f"「{heading}」の列に、{kind}とみられる値が {hits.count:,} 件あります（例: {examples}）。{reason}{self._caveat()}",
                column=heading,
                number=track.number,
                severity=severity,
                count=hits.count,
            )
            self._redact(track, kind, reason, report, row=None, masked=hits.places[0][1], count=hits.count)
        else:
            for position, (row, masked) in enumerate(hits.places):
                caveat = self._caveat() if not position else ""
                report.add(
                    code,
                    f"{kind}とみられる部分があります（{masked}）。{reason}{caveat}",
                    row=row,
                    column=heading,
                    number=track.number,
                    value=masked,
                    severity=severity,
                )
            if hits.count > len(hits.places):
                last = hits.places[-1][0]
                report.add(
                    code,
                    f"{kind}とみられる部分が、{last} 行より下にもあります。{reason}",
                    row=last if report.full(code, track.number) else None,
                    column=heading,
                    number=track.number,
                    severity=severity,
                    count=hits.count - len(hits.places),
                )
        for row, masked in hits.places:
            self._redact(track, kind, reason, report, row=row, masked=masked)

    def _tell_heading(self, track: Track, report: Report) -> None:
        heading = _shown_heading(track)
        reason = "見出しは個人番号ですが、検査用数字の合う12桁の番号はありません"
        self.personal_columns[track.number] = Kind.MY_NUMBER
        report.add(
            "P01",
            f"「{heading}」の列: {reason}。職員番号などの別の番号なら、見出しを改めてください",
            column=heading,
            number=track.number,
            severity=self._stricter(Severity.WARNING),
            count=track.filled,
        )
        self._redact(track, Kind.MY_NUMBER, reason, report, row=None, masked="****", count=track.filled)

    def _redact(
        self,
        track: Track,
        kind: Kind,
        reason: str,
        report: Report,
        *,
        row: int | None,
        masked: str,
        count: int = 1,
    ) -> None:
        self._redactions.append(
            Redaction(
                row=row,
                column=_shown_heading(track),
                column_number=track.number,
                kind=kind.value,
                masked=masked,
                reason=reason,
                sheet=report.sheet,
                count=count,
            )
        )

    def _severity(self, track: Track, kind: Kind) -> Severity:
        usual = Severity.WARNING
        if kind in (Kind.MY_NUMBER, Kind.CODE):
            usual = Severity.ERROR
        elif kind is Kind.NAME and track.role is Role.OFFICER:
            usual = Severity.INFO
        return self._stricter(usual)

    def _stricter(self, severity: Severity) -> Severity:
        return _STRICTER[severity] if self._close else severity

    def _caveat(self) -> str:
        for lead, caveats in (
            ("この表が載せる情報項目の留意事項", self._close),
            ("似た情報項目の留意事項", self._like),
        ):
            if caveats:
                texts = "／".join(
                    f"項番{caveat.number} {caveat.text}（{caveat.reference}）" for caveat in caveats[:2]
                )
                return f"。{lead}: {texts}"
        return ""

    @staticmethod
    def _reason(track: Track, kind: Kind, beside: bool) -> str:
        if beside:
            return "個人の氏名と並ぶ列です"
        if kind is Kind.NAME:
            return {
                Role.PERSON: "見出しが人の氏名を指しています",
                Role.OFFICER: "役職者の氏名です。公表が法令や慣行によるものかを確かめてください",
                Role.PARTY: "団体・事業者の欄に、個人（個人事業者など）の氏名が入っています",
            }.get(
                track.role,
                "値の並びが人の氏名です"
                if track.by_values
                else "個人と団体が混じる欄に、個人の氏名が入っています",
            )
        if kind is Kind.SENSITIVE:
            return (
                "要配慮個人情報に当たり得ます"
                if track.role in _GRAVE
                else "要配慮個人情報とは限りませんが、身分・家族・暮らし向きを示します"
            )
        return {
            Kind.MY_NUMBER: "12桁で検査用数字が合います"
            if track.role is not Role.MY_NUMBER
            else "見出しと検査用数字が個人番号を示しています",
            Kind.PHONE: "携帯電話の番号です"
            if track.role is not Role.HOME_PHONE
            else "見出しが個人の電話を指しています",
            Kind.MAIL: "個人向けのサービスか、氏名の形のアドレスです",
            Kind.IN_TEXT: "担当者などの氏名が文の中に書かれています",
        }.get(kind, "見出しが示しています")


def _most(hits: Hits, track: Track) -> bool:
    """True where more than half of the filled cells are hits."""
    enough = track.counted or hits.count >= _FEWEST_FOR_COLUMN
    return enough and hits.count > track.filled * _COLUMN_SHARE


def _lists_persons(track: Track) -> bool:
    if track.role not in (Role.PERSON, Role.PRIVATE) or track.names is None or track.by_values:
        return False
    return track.names.count > 0 and track.names.count >= track.filled * _PERSON_SHARE


def _shown_heading(track: Track) -> str:
    """The heading; masked where a row of data was taken for headings."""
    heading = scrub(track.heading)
    return mask(Kind.NAME, heading) if person_like(heading) else heading
