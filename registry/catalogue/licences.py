"""Licences of published data, from the many ways in which catalogues write them.

Facts: shared/facts/interfaces.md section 4 (ids and titles met in Japanese CKAN, addresses, the order of tests:
NC and ND before BY, for ``cc-by-nc`` contains ``cc-by``).
"""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from msgspec import Struct

UNKNOWN = "unknown"
"""Something is written, and it is none of the licences known here (``notspecified``, terms of one's own)."""


class Licence(Struct, frozen=True):
    """A licence as it is shown."""

    id: str
    label: str
    url: str = ""
    open: Literal["yes", "no", "unknown"] = "yes"
    """Whether it lets anyone use, change and pass on the data, for business too."""


_CREATIVE_COMMONS = "https://creativecommons.org/licenses"
_ATTRIBUTES = {"BY": "表示", "NC": "非営利", "ND": "改変禁止", "SA": "継承"}

LICENCES = {
    licence.id: licence
    for licence in (
        Licence("CC-BY-4.0", "CC BY 4.0（表示 4.0 国際）", f"{_CREATIVE_COMMONS}/by/4.0/"),
        Licence("CC-BY", "CC BY（表示。版の定めなし）"),
        Licence("CC-BY-2.1-JP", "CC BY 2.1 JP（表示 2.1 日本）", f"{_CREATIVE_COMMONS}/by/2.1/jp/"),
        Licence("CC0-1.0", "CC0 1.0（権利放棄）", "https://creativecommons.org/publicdomain/zero/1.0/"),
        Licence(
            "PDL1.0",
            "公共データ利用規約（第1.0版）",
            "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0",
        ),
        Licence("GJSTU-2.0", "政府標準利用規約（第2.0版）"),
        Licence("GJSTU-1.0", "政府標準利用規約（第1.0版）", open="unknown"),
        Licence("GJSTU", "政府標準利用規約（版の定めなし）", open="unknown"),
        Licence("ODbL-1.0", "Open Database License 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
        Licence(UNKNOWN, "不明な利用条件", open="unknown"),
    )
}
"""Those with a name of their own; the other Creative Commons licences are made by ``licence_of``."""

_PUNCTUATION = re.compile(r"[\s_・,:;()\[\]「」『』【】/\-‐－—―]+")
_VERSION = re.compile(r"([1-4])\.?([015])(?!\d)")
_CREATIVE = re.compile(
    r"CREATIVECOMMONS|クリエイティブコモンズ|(?<![A-Z])CC(?:BY|NC|0|ZERO|表示)|TRUECCBY|LICENSESBY|LICENSESCCBY|^BY(?:NC|ND|SA|$|\d)"
)
_ZERO = re.compile(r"CC0|CCZERO|PUBLICDOMAIN|パブリックドメイン|COMMONSZERO|ZERO1\.?0")
_BY_LETTERS = re.compile(r"BY((?:NC|ND|SA)*)")

_MAX_TEXT = 2_000
"""Characters of a text that are looked at."""


def licence_of(*texts: str) -> str:
    """The id of the licence that the texts name; ids and addresses should come before titles.

    The first text that is understood decides. "" when all are empty, ``unknown`` when none is understood.
    """
    told = [text for text in texts if text.strip()]
    for text in told:
        if found := _recognise(text[:_MAX_TEXT]):
            return found
    return UNKNOWN if told else ""


def licence(identifier: str) -> Licence:
    """What is shown for an id from ``licence_of``."""
    if identifier in LICENCES:
        return LICENCES[identifier]
    parts = identifier.split("-")
    if parts[0] != "CC" or "BY" not in parts:
        return Licence(identifier, identifier or "記載なし", open="unknown")
    words = "-".join(word for part, word in _ATTRIBUTES.items() if part in parts)
    letters = "-".join(part for part in parts[1:] if part in _ATTRIBUTES)
    version = next((part for part in parts if part[:1].isdecimal()), "")
    address = f"{_CREATIVE_COMMONS}/{letters.lower()}/{version}/" if version and parts[-1] == version else ""
    label = f"CC {letters} {version}".strip() + f"（{words}）"
    return Licence(identifier, label, address, "no" if {"NC", "ND"} & set(parts) else "yes")


@lru_cache(maxsize=4096)
def _recognise(text: str) -> str:
    plain = _PUNCTUATION.sub("", unicodedata.normalize("NFKC", text).upper())
    if re.search(r"公共データ利用規約|PUBLICDATALICENSE|PDL1|^PDL$", plain):
        return "PDL1.0"
    if re.search(r"政府標準利用規約|GJSTU|GOVERNMENTOFJAPANSTANDARDTERMS|^JAPANESE[12]0$|GL2?BETTEN", plain):
        return _government_terms(plain)
    if "ODBL" in plain or "OPENDATABASELICENSE" in plain:
        return "ODbL-1.0"
    if _ZERO.search(plain):
        return "CC0-1.0"
    return _creative_commons(plain) if _CREATIVE.search(plain) else ""


def _government_terms(plain: str) -> str:
    if re.search(r"第?2(?:\.0)?版|2\.0|JAPANESE20|GL2BETTEN", plain):
        return "GJSTU-2.0"
    return "GJSTU-1.0" if re.search(r"第?1(?:\.\d)?版|1\.[01]|JAPANESE10|GLBETTEN", plain) else "GJSTU"


def _creative_commons(plain: str) -> str:
    letters = "".join(_BY_LETTERS.findall(plain))
    flags = [
        flag
        for flag, words in (
            ("NC", ("非営利", "NONCOMMERCIAL", "CCNC")),
            ("ND", ("改変禁止", "NODERIV")),
            ("SA", ("継承", "SHAREALIKE")),
        )
        if flag in letters or any(word in plain for word in words)
    ]
    found = _VERSION.search(plain)
    version = f"{found[1]}.{found[2]}" if found else ""
    if version == "2.1":
        version = "2.1-JP"
    return "-".join(part for part in ("CC", "BY", *flags, version) if part)
