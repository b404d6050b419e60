"""All bodies (団体), found by code or by any usual way of naming one.

Indexes are built when first asked for: a look-up by code makes one body, one by exact name folds no text.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property

from registry.errors import UsageError
from registry.knowledge.body import AdministrativeWard, Body, Rows, full_name
from registry.knowledge.local_codes import check_digit, with_check_digit

__all__ = ["AdministrativeWard", "Bodies", "Body"]

_SHOWN = 10
"""Most bodies that an error lists."""
_BRACKETED = re.compile(r"(?P<head>[^(\[〔【]+)[(\[〔【](?P<inside>[^)\]〕】]+)[)\]〕】]")
_PREFECTURE = re.compile(r"北海道|東京都|京都府|大阪府|.{2,3}県")
_COUNTY = re.compile(r"[^郡]{1,6}郡(?P<rest>.+[町村])")


class Bodies:
    """The bodies of both tables; iterating goes in the order of codes."""

    def __init__(self, bodies: Rows, wards: Rows = ()) -> None:
        """``bodies`` and ``wards`` are the rows of the two tables with their headings."""
        self._rows = {row[0]: row for row in bodies[1:]}
        self._ward_rows = wards[1:]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Body]:
        return iter(self.by_code.values())

    def __contains__(self, code: object) -> bool:
        return code in self._rows

    @cached_property
    def by_code(self) -> dict[str, Body]:
        """All bodies by six-digit code."""
        return {code: Body.from_row(row) for code, row in self._rows.items()}

    @cached_property
    def wards(self) -> dict[str, AdministrativeWard]:
        """Wards of designated cities by six-digit code, those that are no more included."""
        return {row[0]: AdministrativeWard.from_row(row) for row in self._ward_rows}

    def get(self, code: str) -> Body | None:
        """The body of that six-digit code, or None."""
        row = self._rows.get(code)
        return None if row is None else Body.from_row(row)

    def find(self, text: str) -> Body:
        """The one body that ``text`` names.

        Taken are the six-digit code, the code without its check digit or its leading zero, and the name or
        reading with or without the prefecture, in any width, kana or usual variant of the characters.

        Raises UsageError when several answer (all are listed), when none does (near ones are named), when the
        check digit is wrong (the right one is told) and for wards of designated cities (the city is named).
        """
        wanted = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
        if not wanted:
            raise UsageError(
                "団体の指定が空です", mend="団体コード（141003）か名称（横浜市）を指定してください"
            )
        if re.fullmatch(r"[0-9]+", wanted):
            return self._find_number(wanted)
        return self._find_name(text.strip(), wanted)

    def search(self, words: str, limit: int = 20) -> tuple[Body, ...]:
        """Bodies whose code, name or reading holds every word; the best match first, at most ``limit``.

        Without words, the first bodies in the order of codes.
        """
        from registry.text.normalise import fold

        folded = [word for word in map(fold, words.split()) if word]
        ranked = []
        for code, texts in self._search_texts.items():
            if all(any(word in part for part in texts) for word in folded):
                ranked.append((min((_rank(word, texts) for word in folded), default=0), code))
        return tuple(self.by_code[code] for _, code in sorted(ranked)[:limit])

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        """Codes by name as written, with and without the prefecture."""
        names: dict[str, list[str]] = {}
        for code, name, prefecture, *_ in self._rows.values():
            for key in {name, full_name(name, prefecture)}:
                names.setdefault(key, []).append(code)
        return names

    @cached_property
    def _folded_names(self) -> dict[str, list[str]]:
        """Codes by folded name and reading, with and without the prefecture."""
        from registry.text.normalise import fold

        readings = {row[1]: row[3] for row in self._rows.values() if row[1] == row[2]}
        names: dict[str, list[str]] = {}
        for code, name, prefecture, kana, *_ in self._rows.values():
            keys = (name, full_name(name, prefecture), kana, full_name(kana, readings.get(prefecture, "")))
            for key in {fold(key) for key in keys}:
                names.setdefault(key, []).append(code)
        return names

    @cached_property
    def _ward_names(self) -> dict[str, AdministrativeWard]:
        """Wards by folded name; of two of one name, the one of today."""
        from registry.text.normalise import fold

        newest_last = sorted(self.wards.values(), key=lambda ward: ward.until or date.max)
        return {fold(key): ward for ward in newest_last for key in (ward.name, ward.prefecture + ward.name)}

    @cached_property
    def _search_texts(self) -> dict[str, tuple[str, ...]]:
        from registry.text.normalise import fold

        return {
            body.code: (fold(body.name), fold(body.kana), body.code, fold(body.full_name)) for body in self
        }

    def _find_number(self, digits: str) -> Body:
        codes = _readings(digits)
        bodies = [body for body in map(self.get, codes) if body is not None]
        if len(bodies) == 1:
            return bodies[0]
        if bodies:
            why = "検査数字のない 5 桁のコードとも、先頭の 0 が落ちた 6 桁のコードとも読めます"
            raise _ambiguous(digits, bodies, why)
        for code in codes:
            if code in self.wards:
                raise self._ward_error(digits, self.wards[code])
        if len(digits) == 6 and check_digit(digits[:5]) != digits[5]:
            raise self._check_digit_error(digits)
        raise UsageError(
            f"団体コード「{digits}」の団体はありません",
            why="都道府県、市町村、特別区のどのコードとも一致しません",
            mend=self._near_codes(digits) or "6 桁の全国地方公共団体コードか名称を指定してください",
        )

    def _find_name(self, text: str, wanted: str) -> Body:
        from registry.text.normalise import fold

        for spelling in _spellings(wanted):
            codes = self._names.get(spelling) or self._folded_names.get(fold(spelling), [])
            if len(codes) == 1:
                return self._body(codes[0])
            if codes:
                raise _ambiguous(text, map(self._body, codes), "同じ名称や読みの団体があります")
            ward = self._ward_names.get(fold(spelling))
            if ward is not None:
                raise self._ward_error(text, ward)
        raise UsageError(
            f"団体「{text}」は見つかりません",
            why="名称、読み、都道府県名を付けた名称のどれとも一致しません",
            mend=self._near_names(fold(wanted))
            or "団体コード（6 桁）か、都道府県名を付けた名称で指定してください",
        )

    def _body(self, code: str) -> Body:
        return Body.from_row(self._rows[code])

    def _ward_error(self, text: str, ward: AdministrativeWard) -> UsageError:
        ended = f"（{ward.until} まで）" if ward.until is not None else ""
        return UsageError(
            f"「{text}」は指定都市の行政区 {ward.prefecture}{ward.name}{ended}のことで、団体ではありません",
            why="行政区は市の一部で、情報を保有し公開するのは市です",
            mend=f"市を指定してください: {_listed([self._body(ward.city_code)])}",
        )

    def _check_digit_error(self, digits: str) -> UsageError:
        right = with_check_digit(digits[:5])
        body, ward = self.get(right), self.wards.get(right)
        if body is not None:
            mend = f"正しければ {_listed([body])} です。この団体でよいか確かめてください"
        elif ward is not None:
            city = _listed([self._body(ward.city_code)])
            mend = f"{right} は行政区 {ward.prefecture}{ward.name} です。市を指定してください: {city}"
        else:
            mend = f"上 5 桁 {digits[:5]} の団体もありません。コードの全体を確かめてください"
        return UsageError(
            f"団体コード「{digits}」の検査数字（6 桁目）が違います",
            why=f"上 5 桁 {digits[:5]} の検査数字は {right[5]} です",
            mend=mend,
        )

    def _near_codes(self, digits: str) -> str:
        from difflib import get_close_matches

        near = get_close_matches(digits.zfill(6), list(self._rows), n=3, cutoff=0.8)
        return f"近いコード: {_listed([self._body(code) for code in near])}" if near else ""

    def _near_names(self, folded: str) -> str:
        """Names that lack only their last character in ``folded``, then names that look alike."""
        from difflib import get_close_matches

        completed = sorted(name for name in self._folded_names if folded and name[:-1] == folded)
        alike = get_close_matches(folded, list(self._folded_names), n=5, cutoff=0.6)
        codes = dict.fromkeys(code for name in (*completed, *alike) for code in self._folded_names[name])
        return f"近い名称: {_listed([self._body(code) for code in list(codes)[:5]])}" if codes else ""


def _ambiguous(text: str, bodies: Iterable[Body], why: str) -> UsageError:
    listed = sorted(bodies, key=lambda body: body.code)
    return UsageError(
        f"「{text}」に当たる団体が {len(listed)} 件あります",
        why=why,
        mend=f"コードか都道府県名付きの名称で指定してください: {_listed(listed)}",
    )


def _readings(digits: str) -> tuple[str, ...]:
    """Six-digit codes that a number may stand for."""
    if len(digits) == 6:
        return (digits,)
    if len(digits) == 5:
        return (with_check_digit(digits), "0" + digits)
    if len(digits) == 4:
        return (with_check_digit("0" + digits),)
    if len(digits) <= 2:
        return (with_check_digit(digits.zfill(2) + "000"),)
    return ()


def _spellings(wanted: str) -> Iterator[str]:
    """Ways to read a name: as it stands, with the prefecture in brackets put in front, without 郡."""
    yield wanted
    bracketed = _BRACKETED.fullmatch(wanted)
    if bracketed:
        yield bracketed["inside"] + bracketed["head"]
        yield bracketed["head"] + bracketed["inside"]
    prefecture = _PREFECTURE.match(wanted)
    start = prefecture.end() if prefecture else 0
    county = _COUNTY.fullmatch(wanted[start:])
    if county:
        yield wanted[:start] + county["rest"]


def _rank(word: str, texts: tuple[str, ...]) -> int:
    if word in texts:
        return 0
    return 1 if any(text.startswith(word) for text in texts) else 2


def _listed(bodies: Sequence[Body]) -> str:
    more = f" ほか {len(bodies) - _SHOWN} 件" if len(bodies) > _SHOWN else ""
    return "、".join(f"{body.code} {body.full_name}" for body in bodies[:_SHOWN]) + more
