"""What a plan must speak of, recognised by the meaning of headings and sentences, whatever its outline."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Topic(StrEnum):
    """A content that the Act or the guide asks for."""

    SITUATION = "situation"
    AIM = "aim"
    SYSTEM = "system"
    REVIEW = "review"
    PUBLICATION = "publication"
    CONTACT = "contact"
    POLICIES = "policies"
    MEASURES = "measures"
    TARGETS = "targets"
    SAFETY = "safety"
    NATIONAL = "national"
    PREFECTURAL = "prefectural"
    UPPER = "upper"
    FIELDS = "fields"


class Signs(NamedTuple):
    """By what a topic is recognised."""

    heading: re.Pattern[str] | None
    sentence: re.Pattern[str] | None = None


def _signs(heading: str = "", sentence: str = "") -> Signs:
    return Signs(
        re.compile(heading) if heading else None,
        re.compile(sentence) if sentence else None,
    )


TOPICS: Mapping[Topic, Signs] = {
    Topic.SITUATION: _signs("現状|課題|人口|背景|取り巻く|情勢|これまでの"),
    Topic.AIM: _signs("目的|趣旨|意義|ねらい|狙い|策定にあたって|策定に当たって|はじめに|理念|目指す|将来像"),
    Topic.SYSTEM: _signs("体制|組織|本部", "推進本部|推進体制|庁内を?横断|全庁的な体制|CIO|最高情報"),
    Topic.REVIEW: _signs(
        "(?<!業務の)(?<!制度の)見直し|評価|PDCA|ＰＤＣＡ|進行管理|進捗管理|進捗状況|点検",
        "PDCA|ＰＤＣＡ|(?:計画|施策|取組|成果|結果|内容).{0,60}見直(?:す|しを|しま|され|し、)"
        "|進捗(?:状況)?(?:を|の)(?:管理|確認|把握|評価|点検|公表)|毎年度?.{0,20}(?:評価|点検|検証)",
    ),
    Topic.PUBLICATION: _signs(
        "公表",
        "(?:計画|進捗(?:状況)?|評価の結果|取組状況|達成状況)(?:を|の|は|と|に).{0,60}(?:公表|ホームページ|ウェブサイト|インターネット)"
        "|結果(?:を|は).{0,40}公表|(?:ホームページ|ウェブサイト|インターネット).{0,40}(?:計画|進捗|結果).{0,20}公(?:表|開)",
    ),
    Topic.CONTACT: _signs(
        "問合せ|問い合わせ|お問|連絡先",
        "問合せ先|問い合わせ先|お問い?合わ?せ|連絡先|電話番?号?[:： 　（(]?[0-9０-９]|TEL|E-?mail",
    ),
    Topic.POLICIES: _signs(
        "方針|基本的な考え方|方向性|方策|理念|戦略|柱", "基本(?:的な)?方針|基本的な考え方"
    ),
    Topic.MEASURES: _signs(
        "個別施策|施策(?!の(?:基本|方針|体系|考え|大綱))|取組(?!方針)|取り組み|取組み|事業|アクション|実施計画|ロードマップ|工程|プロジェクト"
    ),
    Topic.TARGETS: _signs(
        "KPI|ＫＰＩ|指標|目標(?!す)|ロードマップ",
        "(?m)KPI|ＫＰＩ|(?:成果|評価|重要業績)指標|数値目標|目標値|定量的|^(?:指標|目標)",
    ),
    Topic.SAFETY: _signs(
        "セキュリティ|個人情報|安全管理",
        "セキュリティ.{0,60}(?:確保|対策|ポリシー)|個人情報.{0,40}(?:保護|取扱)",
    ),
    Topic.NATIONAL: _signs(
        "国の|国県|国・|国と",
        "国の.{0,20}計画|官民データ活用推進基本計画|重点計画|国の(?:動向|方針|施策)|基本計画に即し",
    ),
    Topic.PREFECTURAL: _signs(
        "国県|国・県|国・都|国・府|国・道|都道府県|県の|府の計画|都の計画|道の計画",
        "都道府県(?:の)?.{0,12}計画|[都道府県](?:の)?官民データ|[府県]の.{0,20}計画|勘案",
    ),
    Topic.UPPER: _signs(
        "上位|総合計画|関連計画|関係する計画|他の計画|計画の体系",
        "総合計画|総合戦略|総合振興計画|基本構想|上位計画|行政改革|行財政改革|長期計画|情報化(?:推進)?計画",
    ),
    Topic.FIELDS: _signs("重点分野", "重点分野"),
}

PILLARS: Mapping[str, re.Pattern[str]] = {
    "pillar-1": re.compile("手続|オンライン|電子申請|電子化|フロントヤード|書かない窓口|窓口"),
    "pillar-2": re.compile(
        "オープンデータ|データの(?:容易な利用|公開|利活用|活用)|データ(?:利活用|連携)|EBPM"
    ),
    "pillar-3": re.compile("個人番号カード|マイナンバー"),
    "pillar-4": re.compile(
        "デジタル[・･]?デバイド|格差|取り残|情報弱者|利用の機会|スマ(?:ホ|ートフォン)教室|アクセシビリティ"
    ),
    "pillar-5": re.compile(
        "標準化|共通化|情報システム|システム(?:改革|の(?:標準|見直|最適))|クラウド|BPR|業務(?:の)?(?:改革|改善|見直|効率)"
    ),
}
"""Words by which a pillar of that id is recognised."""

NAME_OF_ACT = re.compile("官民データ活用推進(?:基本法|(?:基本)?計画)?")
"""Names that hold words of pillars without speaking of one."""


def speaks_of(topic: Topic, headings: str, text: str) -> bool:
    """True when a heading or a sentence (one string of each, line by line) is about the topic."""
    signs = TOPICS[topic]
    return bool(
        (signs.heading is not None and signs.heading.search(headings))
        or (signs.sentence is not None and signs.sentence.search(text))
    )
