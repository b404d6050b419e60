"""Collecting the grounds of a draft while it is written."""

from collections.abc import Iterable

from registry.analysis.holdings import CatalogueSource
from registry.errors import UsageError
from registry.knowledge.base import KnowledgeAt
from registry.knowledge.facts import Fact, Grade
from registry.law.citations import parse_article
from registry.law.dates import format_wareki
from registry.law.law_numbers import parse_law_number
from registry.plan.document import Ground, Text

VERDICTS = "verdicts"
_MARKS = {
    Grade.VERIFIED: "",
    Grade.PARTLY: "一部未確認",
    Grade.DERIVED: "資料からの推定",
    Grade.RECALLED: "未確認",
    Grade.UNVERIFIED: "未確認",
}


def mark_of(*grades: Grade) -> str:
    """The mark of a statement that rests on facts of these grades: that of the least sure one."""
    order = list(_MARKS)
    return _MARKS[max(grades, key=order.index)] if grades else ""


class GroundBook:
    """Hands out keys for grounds and keeps what they stand for."""

    def __init__(self, view: KnowledgeAt) -> None:
        self.view = view
        self.grounds: dict[str, Ground] = {}

    def provision(self, provision_id: str) -> str:
        """Key of a provision as it is cited on the day.

        Raises UsageError when the knowledge has no such provision.
        """
        key = f"provision:{provision_id}"
        if key not in self.grounds:
            if provision_id not in self.view.knowledge.provisions:
                raise UsageError(
                    f"計画の案に要る条項 {provision_id} が知識ベースにありません",
                    mend="konkyo doctor --registry で知識ベースを点検してください",
                )
            cited = self.view.legal_text(provision_id)
            number = f"（{parse_law_number(cited.law.law_number)}）"
            applied = cited.provision.applies
            by_analogy = f"において準用する{parse_article(applied).formal()}" if applied else ""
            self.grounds[key] = Ground(
                key=key,
                label=cited.title + number + parse_article(cited.article).formal() + by_analogy,
                text=cited.provision.summary,
                url=cited.url,
                status=self.view.grade(cited.provision),
                checked=cited.provision.checked,
            )
        return key

    def provisions(self, provision_ids: Iterable[str]) -> tuple[str, ...]:
        """Keys of several provisions, those in force on the day only."""
        known = self.view.knowledge.provisions
        return tuple(
            self.provision(provision_id)
            for provision_id in provision_ids
            if provision_id not in known or self.view.in_force(known[provision_id])
        )

    def fact(self, fact_id: str, fact: Fact, text: str = "") -> str:
        """Key of a fact, cited by its sources; ``text`` says what it is about."""
        key = f"fact:{fact_id}"
        if key not in self.grounds:
            sources = [self.view.knowledge.sources[source] for source in fact.sources]
            titles = "、".join(dict.fromkeys(source.title for source in sources))
            if not sources:
                titles = "出典を確認できていない" if fact.origin == "seed" else f"追加データ {fact.origin}"
            note = (fact.note or "") if fact.status is not Grade.VERIFIED else ""
            self.grounds[key] = Ground(
                key=key,
                label=titles,
                text="。".join(part.rstrip("。") for part in (text, note) if part),
                url=next((source.url for source in sources if source.url), None),
                status=fact.status,
                checked=fact.checked,
            )
        return key

    def catalogue(self, source: CatalogueSource) -> str:
        """Key of an imported catalogue, with its day and number of records."""
        key = f"catalogue:{source.name}"
        day = format_wareki(source.imported_at.date())
        self.grounds[key] = Ground(
            key=key,
            label=f"公開データの目録「{source.file_name}」（{day}取込み、{source.records}件）",
            text=f"ファイルの SHA-256: {source.sha256}",
            checked=source.imported_at.date(),
        )
        return key

    def verdicts(self) -> str:
        """Key of the verdicts that were worked out for the body on the day."""
        self.grounds[VERDICTS] = Ground(
            key=VERDICTS,
            label=f"保有主体と各法令の条文に照らした判定（{format_wareki(self.view.day)}現在）",
            text="項目ごとの条項は、公開するデータの一覧に示す",
            status=Grade.DERIVED,
        )
        return VERDICTS

    def nothing_imported(self) -> str:
        """Key of the state of the workspace: no catalogue was there when the draft was made."""
        key = "catalogue:none"
        day = self.view.day
        self.grounds[key] = Ground(
            key=key, label=f"公開データの目録の取込みの状況（{format_wareki(day)}）", checked=day
        )
        return key

    def stated(self, sentence: str, *keys: str) -> Text:
        """A statement of fact, marked by the least sure of its grounds.

        Verdicts set no mark: a sentence that rests on one says itself that it is one.
        """
        grades = [self.grounds[key].status for key in keys if key != VERDICTS]
        return Text(sentence, keys, mark_of(*grades))
