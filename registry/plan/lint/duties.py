"""L201 to L204: whom an article binds and how strongly, against what the plan says."""

import re
from collections import Counter
from collections.abc import Iterable

from registry.knowledge.laws import Duty, Law, Provision
from registry.plan.elements import Table, plain
from registry.plan.lint.citing import Citation, Reader
from registry.plan.lint.findings import Notepad
from registry.plan.lint.passages import row_line
from registry.plan.lint.provisions import Places
from registry.plan.lint.subject import Subject

ACT = "kanmin_data_act"
_FOREIGN = frozenset({"国", "事業者"})
"""Subjects that are no local government."""
_LOCAL = r"[本当][都道府県市区町村]|市町村|都道府県|特別区|地方公共団体|自治体|[県市区町村]"
_BOUND = r"義務(?!教育)|責務|なければならない|なければなりません|ねばならない|求められ|求めて"
_BINDS = re.compile(rf"(?:{_LOCAL})(?:に対し|に対して|には|に|は|が|も|の|へ)[^。]{{0,60}}?(?:{_BOUND})")
_LOCAL_WORD = re.compile(_LOCAL)
_NOT_BOUND = re.compile(
    r"(?:ではな|でな|はな|ではありま|定めるものではな|課すものではな|主語は(?:、)?(?:国|事業者)|国を主語|国(?:は|が|に対し|の義務|の責務)|事業者(?:は|が|に)|直接)"
)
_DUTY = re.compile(r"義務(?!教育)|なければならない|なければなりません|ねばならない")
_EFFORT = re.compile(r"努力|努め|努める|努めな")
_DENIED = re.compile(
    r"義務(?:で|と)?(?:は|まで)?(?:ではな|でな|はな|ではありま|づけられていな|付けられていな|となっていな)|義務はな"
)
_OWN_PLAN = re.compile(
    r"本計画|この計画|当計画|計画を(?:策定|定め)|計画として|計画で(?:ある|す)|に基づく.{0,20}計画"
)
_PREFECTURES = re.compile(
    r"都道府県|県は|県が|県の|府は|府の|都は|都の|道は|県官民データ|府官民データ|県計画|勘案"
)
_MUNICIPALITIES = re.compile(r"市町村|市区町村|特別区")


def check_duties(subject: Subject, reader: Reader, citations: Iterable[Citation], notepad: Notepad) -> None:
    """Sentences that cite one law's articles, and rows of tables with 条項, 主語 and 義務の程度."""
    places = Places(subject.view)
    citations = tuple(citations)
    together = Counter((citation.line, citation.sentence.text) for citation in citations)
    for citation in citations:
        if citation.law is None or citation.place is None:
            continue
        if citation.law.id == ACT:
            _check_own_ground(subject, citation, notepad)
        provision = places.exact(citation.law, citation.place)
        if provision is not None:
            alone = together[citation.line, citation.sentence.text] == 1
            _check_sentence(citation, provision, notepad, alone=alone)
    _check_uncited(subject, notepad)
    for element in subject.plan.elements:
        if isinstance(element, Table):
            _check_table(subject, reader, places, element, notepad)


def _check_sentence(citation: Citation, provision: Provision, notepad: Notepad, *, alone: bool) -> None:
    """``alone``: the sentence cites nothing else, so that what it says of a duty is said of this provision."""
    text = citation.sentence.text
    name = f"{citation.name}{citation.place}"
    subjects = set(provision.subjects)
    if subjects and subjects <= _FOREIGN:
        if _BINDS.search(text) and not _NOT_BOUND.search(text):
            notepad.add(
                "L201",
                citation.line,
                f"{name}の主語は{'・'.join(provision.subjects)}であり、地方公共団体を義務付けていません",
                text=text,
            )
        return
    if _NOT_BOUND.search(text):
        return
    if provision.duty is Duty.EFFORT and _says_duty(text):
        notepad.add("L202", citation.line, f"{name}は努力義務です（{provision.summary}）", text=text)
    elif alone and provision.duty is Duty.MUST and _says_effort(text):
        notepad.add(
            "L204", citation.line, f"{name}は努力義務ではなく義務です（{provision.summary}）", text=text
        )


def _says_effort(text: str) -> bool:
    return "努力義務" in text and not re.search("努力義務(?:では|で)な|同条|同項", text)


def _says_duty(text: str) -> bool:
    return bool(_DUTY.search(text)) and not _EFFORT.search(text) and not _DENIED.search(text)


def _check_own_ground(subject: Subject, citation: Citation, notepad: Notepad) -> None:
    """A city's plan stands on 9条3項, a prefecture's on 9条1項."""
    text, place = citation.sentence.text, str(citation.place)
    if subject.prefecture is None or place not in ("9条1項", "9条3項") or not _OWN_PLAN.search(text):
        return
    wanted = "9条1項" if subject.prefecture else "9条3項"
    others = _MUNICIPALITIES if subject.prefecture else _PREFECTURES
    if place != wanted and not others.search(text):
        whose = "都道府県" if subject.prefecture else "市町村（特別区を含む）"
        notepad.add(
            "L203",
            citation.line,
            f"{whose}の計画の根拠は{wanted}です（{place}とあります）",
            text=text,
        )


def _check_uncited(subject: Subject, notepad: Notepad) -> None:
    """Municipalities are not bound to make the plan, whether the article is cited or not."""
    for sentence in subject.sentences:
        text = sentence.text
        if "官民データ" not in text or "計画" not in text or not re.search("策定|定め", text):
            continue
        local = re.search(
            r"(?:市町村|市区町村|本市|当市|本町|本村|本区|特別区)(?:に|は|も|には|の)[^。]{0,60}?義務", text
        )
        if local is not None and _says_duty(text) and "公表" not in text and not _NOT_BOUND.search(text):
            notepad.add(
                "L202",
                sentence.line,
                "市町村（特別区を含む）の官民データ活用推進計画の策定は努力義務です（基本法9条3項）",
                text=text,
            )


def _check_table(subject: Subject, reader: Reader, places: Places, table: Table, notepad: Notepad) -> None:
    names = [plain(column).strip() for column in table.columns]
    if "条項" not in names or not {"主語", "義務の程度"} & set(names):
        return
    for number, row in enumerate(table.rows):
        cells = {name: plain(cell).strip() for name, cell in zip(names, row, strict=False)}
        found = _provision_of(reader, places, cells["条項"])
        if found is None:
            continue
        law, provision = found
        line = row_line(table.line, number, word=subject.word)
        said, name = cells.get("主語", ""), f"{subject.view.title(law.id)}{provision.article_on(subject.day)}"
        if said and set(provision.subjects) <= _FOREIGN and _LOCAL_WORD.search(said):
            notepad.add("L201", line, f"{name}の主語は{'・'.join(provision.subjects)}です", text=said)
        degree = cells.get("義務の程度", "")
        if degree == "義務" and provision.duty is Duty.EFFORT:
            notepad.add("L202", line, f"{name}は努力義務です", text=degree)
        elif "努力" in degree and provision.duty is Duty.MUST:
            notepad.add("L204", line, f"{name}は義務です", text=degree)


def _provision_of(reader: Reader, places: Places, text: str) -> tuple[Law, Provision] | None:
    for citation in reader.read_text(text):
        if citation.law is not None and citation.place is not None:
            provision = places.exact(citation.law, citation.place)
            if provision is not None:
                return citation.law, provision
    return None
