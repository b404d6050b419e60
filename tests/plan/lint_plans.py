"""Plans for the tests of lint: drafts of konkyo, and what becomes of them once people have written everything."""

import re
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path

from registry.analysis.intake import read_own, take_in
from registry.knowledge.base import Knowledge
from registry.knowledge.snapshot import load
from registry.plan.draft import TEMPLATE
from registry.plan.drafting import Settings, draft_for
from registry.plan.markdown import to_markdown
from registry.plan.register import Style, parse_period
from registry.workspace.repository import Workspace

DAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=timezone(timedelta(hours=9)))
CATALOGUE = Path(__file__).resolve().parents[2] / "examples" / "aozora" / "open_data_list_new.csv"
MARK = re.compile(r"（(?:未確認|一部未確認|資料からの推定)）")
SLOT = re.compile(r"<!-- konkyo:block id=(?P<id>\S+) -->\n> 【記入】.*?<!-- /konkyo:block -->", re.DOTALL)
CELLS = {
    "現状値": "10件（令和7年度）",
    "目標値": "20件",
    "達成の時期": "令和13年度",
    "担当": "情報政策課",
    "時期": "令和10年度",
    "結果": "保有している",
}
"""What people write into the cells of a column."""


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """Loaded once for all tests of lint."""
    return load()


@lru_cache(maxsize=64)
def draft(
    body: str = "132063",
    *,
    style: Style = Style.DEARU,
    store: Workspace | None = None,
    with_grounds: bool = False,
    period: str = "2027-2031",
    day: date = DAY,
    template: str = "",
) -> str:
    """The Markdown of a draft; the same question is worked out once."""
    told = Settings(
        period=parse_period(period) if period else None,
        style=style,
        with_grounds=with_grounds,
        template=template or TEMPLATE,
    )
    base = knowledge()
    return to_markdown(draft_for(base.at(day), base.bodies.find(body), told, store).document)


def with_catalogue(place: Path, body: str) -> Workspace:
    """An open workspace with the catalogue of the examples as the body's own."""
    base = knowledge()
    found = base.bodies.find(body)
    store = Workspace.open(str(place), NOW)
    read = read_own(CATALOGUE, found, base)
    take_in(store, found, read, base, now=NOW, actor="試験")
    return store


def filled(text: str, *, polite: bool = False) -> str:
    """The plan once people wrote into every place and confirmed what was marked."""
    sentence = "実情に応じて進めるものとします。" if polite else "実情に応じて進めるものとする。"
    text = MARK.sub("", SLOT.sub(sentence, text))
    lines: list[str] = []
    headings: list[str] = []
    for line in text.split("\n"):
        cells = line.strip().strip("|").split(" | ") if line.startswith("|") else []
        if not cells:
            headings = []
        elif not headings:
            headings = [cell.strip() for cell in cells]
        elif "【記入】" in line:
            filling = [
                cell.replace("【記入】", _written(name)) for name, cell in zip(headings, cells, strict=False)
            ]
            lines.append("| " + " | ".join(cell.strip() for cell in filling) + " |")
            continue
        lines.append(line)
    return "\n".join(lines)


def _written(name: str) -> str:
    return next((text for column, text in CELLS.items() if column in name), "定めている")
