"""A tiny sound seed for tests that break it."""

from pathlib import Path

from registry.knowledge.body import BODY_COLUMNS, WARD_COLUMNS
from registry.knowledge.sections import SECTIONS

SOURCES = """
sources:
- id: law:road_act
  title: 道路法
  kind: law
  law: road_act
  read_on: 2026-11-23
"""

LAWS = """
ministries:
- id: mlit
  name: 国土交通省
  status: verified
  sources: [law:road_act]
laws:
- id: road_act
  kind: 法律
  law_id: 327AC1000000180
  law_number: 昭和二十七年法律第百八十号
  promulgated: 1952-06-10
  names:
  - title: 道路法
    status: verified
    sources: [law:road_act]
  ministries:
  - ministries: [mlit]
    status: recalled
    confidence: high
  status: verified
  sources: [law:road_act]
provisions:
- id: road_act:28条3項
  law: road_act
  article: 28条3項
  subjects: [道路管理者]
  duty: 義務
  modes: [閲覧]
  scope: 本体
  audience: 請求者
  summary: 閲覧を求められたら断れない
  status: verified
  sources: [law:road_act]
"""

ITEMS = """
holders:
- id: road_administrator
  name: 道路管理者
  organ_of: [都道府県, 市]
  status: verified
  sources: [law:road_act]
items:
- id: item-15
  number: 15
  name: 道路台帳
  guide:
    name: 道路台帳（都道府県道、市町村道）
    holder: 地方公共団体
    law: 道路法
    ministry: 国土交通省
  laws: [road_act]
  bases:
  - provision: road_act:28条3項
    role: 根拠
    decisive: true
  holders:
  - holder: road_administrator
    kinds: [都道府県, 市, 町, 村, 特別区]
    text: 道路管理者として持つ
    status: verified
    sources: [law:road_act]
  holder_text: 道路管理者
  ministries:
  - ministries: [mlit]
    status: recalled
    confidence: high
  caveats:
  - id: item-15-c1
    kind: 測量法
    text: 承認の手続がある
    reference: 測量法43条
    condition: true
    status: verified
    sources: [law:road_act]
  scope_text: 台帳の本体
  status: verified
  sources: [law:road_act]
known_from: 2017-04-01
"""

BODIES = ",".join(BODY_COLUMNS) + "\n"
WARDS = ",".join(WARD_COLUMNS) + "\n"


def write_seed(folder: Path, **changed: str) -> Path:
    """Write a sound seed with some files replaced; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {"sources": SOURCES, "laws": LAWS, "items": ITEMS, **changed}
    for name in SECTIONS:
        (folder / f"{name}.yaml").write_text(texts.get(name, ""), encoding="utf-8")
    (folder / "bodies.csv").write_text(BODIES, encoding="utf-8")
    (folder / "administrative_wards.csv").write_text(WARDS, encoding="utf-8")
    return folder
