"""What the tests of the place 計画 share: the place, keys, waiting, a draft of the frozen day."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from textual.events import Paste

from registry.workspace.domain import FactValue
from screen_fixtures import FROZEN
from tui.places.plan import Plan

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tui.app import KonkyoApp
    from tui.session import Session

NAME = "東京都府中市_計画案.md"


SHORT = """# 計画（案）

## 第1章 現状

### 1 人口と世帯

> 【記入】人口と世帯
>
> 推移を書く。

### 2 データ

本市のデータ。[^a]

| 区分 | 件数 |
| --- | ---: |
| 【記入】 | 【記入】 |

[^a]: 水防法 15条3項。<https://example.jp/>（条文で確認済み）
"""


async def at_words(pilot: "Pilot[None]", words: str) -> None:
    await press(pilot, "ctrl+f", "end", "ctrl+u")
    await write(pilot, words)
    await press(pilot, "enter")
    await pilot.pause()


def plan_of(app: "KonkyoApp") -> Plan:
    place = app.place
    assert isinstance(place, Plan)
    return place


async def press(pilot: "Pilot[None]", *keys: str) -> None:
    for key in keys:
        await pilot.press(key)


async def write(pilot: "Pilot[None]", text: str) -> None:
    """Text that an input method commits in one go."""

    pilot.app.post_message(Paste(text))
    await pilot.pause()


async def done(app: "KonkyoApp", pilot: "Pilot[None]") -> None:
    """Wait for what goes on in the background, and for what that begins."""
    await pilot.pause()
    while app.works:
        await app.workers.wait_for_complete()
        await pilot.pause()
    await pilot.pause()


async def autosaved(app: "KonkyoApp", pilot: "Pilot[None]") -> None:
    """Wait until what was typed is kept."""
    for _ in range(60):
        if plan_of(app)._saving is None:
            break
        await asyncio.sleep(0.02)
    await pilot.pause()


def begin(session: "Session", text: str | None = None) -> Path:
    """Draft a plan of 府中市 without the screen; or open one of the test's own."""
    from registry.plan.drafting import Settings
    from tui.plan_work import PlanWork

    work = PlanWork(session)
    path = work.free_path()
    if text is None:
        work.begin(work.drafted(Settings()), path)
    else:
        path.write_text(text, encoding="utf-8")
        work.take_over(path)
    return path


def tell_facts(session: "Session") -> None:
    """Facts that make the next draft another one."""
    facts: dict[str, FactValue] = {"has_biodiversity_strategy": "yes", "has_fund": "yes"}
    session.change(lambda store: store.set_facts("132063", facts, now=FROZEN, actor="tester"))
