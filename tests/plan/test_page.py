"""A plan as a web page: nothing live, everything reachable, the same bytes each time."""

import re
from collections import Counter
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from registry.knowledge.snapshot import load
from registry.plan.drafting import Settings, draft_for
from registry.plan.markdown import to_markdown
from registry.plan.page import to_html
from registry.plan.page_text import is_link
from registry.plan.reading import read_plan
from registry.plan.register import parse_period

VOID = {"meta", "br"}
ALLOWED = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "a",
        "header",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "dl",
        "dt",
    ),
    *(
        "dd",
        "p",
        "nav",
        "ul",
        "ol",
        "li",
        "main",
        "section",
        "div",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
    ),
    *("td", "blockquote", "pre", "code", "strong", "em", "s", "mark", "br", "footer"),
}
FRONT = (
    '---\nkind: "官民データ活用推進計画"\nbody_name: "架空市"\nas_of: "2026-11-26"\nperiod: "2027-2029"\n'
    'konkyo: "0.4"\ngenerated: "0123456789abcdef"\n---\n\n'
)
PLAN = (
    FRONT
    + """# 架空市の計画（案）

## 第1章 現状

<!-- konkyo:block id=chapter-1/people -->
### 1 人口
<!-- /konkyo:block -->

人口は1人である。[^a]
次の文。[^a][^b]

> 【記入】課題
>
> 何を書くか。

- ア 一つ
- イ 二つ
  1. 中
  2. 次

表1 数の表[^b]

| 名 | 数 | 時期 |
| --- | --- | --- |
| あ | 1,200 | 【記入】 |
| い | ― | 2027 |

##### とんだ見出し

## 第2章 [資料](https://example.jp/?a=1&b=2)

<<<<<<< 手で直した文
手の<b>文</b>。
=======
案の文。
>>>>>>> 新しい案

[^a]: 法律第1条。<https://laws.e-gov.go.jp/law/1>
[^b]: 資料。
[^c]: 使わない注。
"""
)
HOSTILE = (
    "<script>alert(1)</script>",
    "text <img src=x onerror=alert(1)> more",
    "[a](javascript:alert(1)) [b](data:text/html,x) [c](https://user:pass@evil.example/)",
    '[d](https://example.jp/" onclick="x)',
    "</style></title></main><iframe>",
    "\x1b[31m red \u202e abc",
    "# <b>title</b>",
    "[^n]\n\n[^n]: <svg onload=x> [e](vbscript:x)",
    "| <i>a</i> |\n| --- |\n| <script> |",
    '<!-- konkyo:block id=x"><script> -->\n## h\n<!-- /konkyo:block -->',
    "<https://example.jp/a'b>",
)


class Page(HTMLParser):
    """Reads a page strictly: every element is closed where it was opened."""

    def __init__(self, content: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.headings: list[tuple[int, str]] = []
        self.words: list[str] = []
        self.feed(content.decode())
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        told = dict(attrs)
        self.attributes |= told.keys()
        self.ids += [told["id"] or ""] if "id" in told else []
        self.links += [told["href"] or ""] if "href" in told else []
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            return
        self.words.append(data)
        if self.open and re.fullmatch("h[1-6]", self.open[-1]):
            level, words = self.headings[-1]
            self.headings[-1] = (level, words + data)


def page(markdown: str) -> Page:
    read = Page(to_html(read_plan(markdown)))
    assert set(read.tags) <= ALLOWED
    assert not {name for name in read.attributes if name.startswith("on")} | (
        read.attributes & {"src", "style"}
    )
    assert len(set(read.ids)) == len(read.ids)
    inside = {link[1:] for link in read.links if link.startswith("#")}
    assert inside <= set(read.ids)
    assert all(link.startswith("#") or is_link(link) for link in read.links)
    levels = [level for level, _ in read.headings]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    return read


def test_every_part_of_a_plan_is_shown() -> None:
    read = page(PLAN)
    html = to_html(read_plan(PLAN)).decode()
    words = "".join(read.words)
    assert "<title>架空市の計画（案）</title>" in html
    assert '<meta name="dcterms.date" content="2026-11-26">' in html
    assert '<meta name="dcterms.temporal" content="start=2027-04-01; end=2030-03-31;">' in html
    assert "<dt>基準日</dt><dd>令和8年11月26日</dd>" in html
    assert "<dt>版</dt><dd>01234567</dd>" in html
    assert "令和9年度から令和11年度まで" in words
    assert '<h3 id="s-chapter-1-people">1 人口</h3>' in html
    assert [level for level, said in read.headings if said == "とんだ見出し"] == [4]
    assert '<ul class="letters">' in html
    assert "<li>イ 二つ\n<ol>" in html
    assert '<td class="number">1,200</td>' in html
    assert '<th scope="row">あ</th>' in html
    assert read.tags["caption"] == read.tags["table"] == 1
    assert '<div class="slot" role="note" id="slot-1">' in html
    assert "手の<b>文</b>。" in words
    assert '<a class="named" href="https://example.jp/?a=1&amp;b=2">資料</a>' in html


def test_what_is_open_is_counted_and_reached() -> None:
    html = to_html(read_plan(PLAN)).decode()
    assert (
        '<a href="#slot-1">記入する所</a> 1か所、表や文の中の【記入】 1か所、<a href="#conflict-1">食い違い</a> 1か所'
        in html
    )
    settled = FRONT + "# 題\n\n## 章\n\n文。\n"
    assert "決まっていない" not in "".join(page(settled).words)


def test_notes_lead_there_and_back() -> None:
    html = to_html(read_plan(PLAN)).decode()
    assert 'id="cited-1-1" href="#note-1"' in html
    assert 'id="cited-1-2" href="#note-1"' in html
    first = html[html.index('<li id="note-1">') : html.index('<li id="note-2">')]
    assert 'href="#cited-1-1"' in first
    assert 'href="#cited-1-2"' in first
    assert "使わない注。" in html


def test_a_note_cited_often_has_few_ways_back() -> None:
    html = to_html(read_plan("# 題\n\n" + "文。[^a]\n\n" * 9 + "[^a]: 注。\n")).decode()
    assert html.count('href="#cited-1-') == 5
    assert "ほか4か所" in html


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_from_outside_is_live(hostile: str) -> None:
    read = page(
        f'---\nbody_name: "<b>市\\" onload=x"\nas_of: "{hostile[:9]}"\nperiod: "<i>"\n---\n\n# 題\n\n## 章\n\n{hostile}\n'
    )
    assert not any(character in "".join(read.words) for character in "\x1b\u202e")
    outside = [link for link in read.links if not link.startswith("#")]
    assert not [link for link in outside if "evil" in link or "script" in link]


@given(some.text(alphabet="<>\"'&#[]()|^:!-=`*_~\n 1aア【記入】>表", max_size=120))
def test_any_text_makes_a_sound_page(text: str) -> None:
    page(text)


@pytest.mark.parametrize(
    ("address", "followed"),
    [
        ("https://www.example.jp/a?b=1#c", True),
        ("http://example.jp:8080", True),
        ("mailto:joho@city.example.jp", True),
        ("mailto:a@b?subject=x", False),
        ("https://a@b/", False),
        ("//example.jp/", False),
        ("/etc/passwd", False),
        ("#main", False),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("https://example.jp/\n", False),
    ],
)
def test_which_links_are_followed(address: str, followed: bool) -> None:
    assert is_link(address) is followed


def test_only_konkyos_own_style_may_apply() -> None:
    html = to_html(read_plan(PLAN)).decode()
    assert "default-src 'none'; style-src 'sha256-" in html.replace("\n", "")
    assert "http-equiv" in html
    assert "@import" not in html
    assert "url(" not in html


def test_plans_of_others_have_a_title_and_chapters() -> None:
    read = page("# 第1章 現状\n\n## 人口\n\n文。\n\n# 第2章 方針\n\n文。\n")
    assert [level for level, said in read.headings if said in ("人口", "第2章 方針")] == [3, 2]
    assert page("ただの文").headings[0] == (1, "計画")


def test_a_whole_draft() -> None:
    view = load().at(date(2026, 11, 26))
    body = view.knowledge.bodies.find("132063")
    settings = Settings(period=parse_period("2027-2031"), with_grounds=True)
    plan = read_plan(to_markdown(draft_for(view, body, settings).document))
    html = to_html(plan)
    assert html == to_html(plan)
    read = page(to_markdown(draft_for(view, body, settings).document))
    assert sum(said.startswith("第") for _, said in read.headings) == 7
    assert read.tags["table"] == read.tags["caption"]
