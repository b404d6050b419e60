"""Template folders of users: what works, and how each mistake is told with file and line."""

import re
from pathlib import Path

import pytest

from plan_samples import CITY, DAY, inputs
from registry.errors import InputError, UsageError
from registry.knowledge.base import Knowledge
from registry.knowledge.snapshot import load
from registry.plan.document import Document, Grid, Heading, Listing, Paragraph, Slot
from registry.plan.draft import draft_plan
from registry.plan.markdown import to_markdown
from registry.plan.needs import CONDITIONS, NEEDS
from registry.plan.placeholders import PLACEHOLDERS
from registry.plan.template_list import list_templates
from registry.plan.templates import FOLDERS, find_template
from registry.plan.writers import WRITERS

GOOD = """\
templates:
  - id: aozora
    name: データ活用計画
    title: '{団体名}データ活用計画'
    opening:
      - write: opening
    chapters:
      - key: aim
        heading: '{計画名}のねらい'
        blocks:
          - text: '{自団体}は、{基準日}にこの案を作成〔した|しました〕。'
          - snippet: aim.md
        slot:
          label: ねらい
          guidance: '{団体名}の言葉で書く。'
      - key: data
        heading: データ
        sections:
          - key: record
            heading: 公開の状況
            blocks:
              - write: published
          - key: district
            heading: 区の取組
            when: [ward]
            slot:
              label: 区の取組
              guidance: 書く。
    annexes:
      - key: glossary
        heading: 用語
        blocks:
          - write: glossary
"""
SNIPPET = """\
### {自団体}の約束

{団体名}は、**データ**を公開する。
更新を守る。

- 早く
- 正しく

| 語 | 意味 |
| --- | --- |
| {計画名} | この計画 |

> 【記入】市長の言葉
>
> 二行ほど。

<script>alert(1)</script> {{ 7*7 }} [x](http://e.example)
"""


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "aozora"
    place.mkdir()
    (place / "templates.yaml").write_text(GOOD, encoding="utf-8")
    (place / "aim.md").write_text(SNIPPET, encoding="utf-8")
    return place


def drafted(knowledge: Knowledge, folder: Path, **more: str) -> Document:
    return draft_plan(inputs(knowledge, CITY, **more), str(folder))  # type: ignore[arg-type]


def test_a_folder_makes_a_plan(knowledge: Knowledge, folder: Path) -> None:
    document = drafted(knowledge, folder)
    assert document.title == "横浜市データ活用計画（案）"
    assert dict(document.front)["kind"] == "データ活用計画"
    assert dict(document.front)["template"] == str(folder)
    assert dict(document.front)["outline"] == "団体の雛型"
    blocks = {block.id: block for block in document.blocks}
    heading, sentence = blocks["aim"], blocks["aim/text-1"]
    assert isinstance(heading, Heading)
    assert heading.text == "横浜市データ活用計画のねらい"
    assert isinstance(sentence, Paragraph)
    assert sentence.sentences[0].text == "本市は、令和8年11月25日にこの案を作成した。"
    assert "data/record/coverage" in blocks
    assert "data/district" not in blocks
    assert list(blocks)[-1] == "glossary/terms"


def test_a_snippet_becomes_blocks_and_nothing_of_it_is_run(knowledge: Knowledge, folder: Path) -> None:
    blocks = [block for block in drafted(knowledge, folder).blocks if block.id.startswith("aim/text-2/")]
    heading, paragraph, listing, grid, slot, last = blocks
    assert isinstance(heading, Heading)
    assert (heading.level, heading.text) == (3, "本市の約束")
    assert isinstance(paragraph, Paragraph)
    assert [text.text for text in paragraph.sentences] == ["横浜市は、データを公開する。", "更新を守る。"]
    assert isinstance(listing, Listing)
    assert [entry.text for entry in listing.entries] == ["早く", "正しく"]
    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.rows[0]] == ["横浜市データ活用計画", "この計画"]
    assert isinstance(slot, Slot)
    assert (slot.label, slot.guidance) == ("市長の言葉", "二行ほど。")
    assert isinstance(last, Paragraph)
    assert "49" not in last.sentences[0].text
    text = to_markdown(drafted(knowledge, folder))
    assert "<script" not in text.replace("\\<script", "")
    assert not re.search(r"(?<!\\)\]\(http", text)


def test_folders_of_the_environment_are_listed_and_found(
    knowledge: Knowledge, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDERS, str(folder))
    view = knowledge.at(DAY)
    listed = {line.id: line for line in list_templates(view).templates}
    assert (listed["aozora"].origin, listed["aozora"].status) == ("aozora", None)
    assert listed["aozora"].chapters == ("○○データ活用計画のねらい", "データ")
    assert find_template(view, "aozora").told == "aozora"


def test_an_overlay_may_bring_a_template_too(folder: Path) -> None:
    (folder / "aim.md").unlink()
    text = GOOD.replace("          - snippet: aim.md\n", "")
    (folder / "templates.yaml").write_text(text, encoding="utf-8")
    base = load(overlays=[folder])
    assert not base.overlay_problems
    lines = {line.id: line for line in list_templates(base.at(DAY), ()).templates}
    assert lines["aozora"].origin == "aozora"
    assert lines["kanmin"].origin == "seed"
    assert not lines["aozora"].problems


def test_a_text_can_cite_provisions(knowledge: Knowledge, folder: Path) -> None:
    old = "          - snippet: aim.md"
    text = GOOD.replace(old, f"            needs: ['provision:kanmin_data_act:11条1項']\n{old}")
    (folder / "templates.yaml").write_text(text, encoding="utf-8")
    sentence = next(block for block in drafted(knowledge, folder).blocks if block.id == "aim/text-1")
    assert isinstance(sentence, Paragraph)
    assert sentence.sentences[0].grounds == ("provision:kanmin_data_act:11条1項",)


def test_an_id_comes_before_a_folder_of_the_same_name(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dx").mkdir()
    monkeypatch.chdir(tmp_path)
    assert find_template(knowledge.at(DAY), "dx").template.origin == "seed"


def test_a_text_that_asks_for_the_period_waits_for_it(knowledge: Knowledge, folder: Path) -> None:
    text = GOOD.replace("{基準日}にこの案を", "{計画期間}の計画を")
    (folder / "templates.yaml").write_text(text, encoding="utf-8")
    without = drafted(knowledge, folder, period="")
    ids = {block.id for block in without.blocks}
    assert "aim/text-1" not in ids
    assert "aim/plan_period" in ids
    assert without.missing[0].name == "plan_period"
    assert "令和9年度から令和13年度までの計画を" in to_markdown(drafted(knowledge, folder))


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("write: published", "write: publishd", 22, "T01"),
        ("write: published", "write: policy", 22, "T08"),
        ("write: published", "write: rules", 22, "T08"),
        ("write: published", "write: rules\n                about: [天気]", 23, "T08"),
        ("write: published", "write: published\n                needs: [weather]", 23, "T05"),
        (
            "write: published",
            "write: published\n                needs: ['provision:npo_act:999条']",
            23,
            "T05",
        ),
        ("write: published", "write: published\n                text: 二つ目", 22, "T02"),
        ("write: published", "write: published\n              - write: published", 23, "T06"),
        ("snippet: aim.md", "snippet: other.md", 12, "T03"),
        ("snippet: aim.md", "snippet: ../aim.md", 12, "T03"),
        ("when: [ward]", "when: [warp]", 25, "T04"),
        ("key: district", "key: record", 23, "T06"),
        ("key: data", "key: aim", 16, "T06"),
        ("key: glossary", "key: data", 30, "T06"),
        ("key: data", "key: データ", 16, "T06"),
        ("heading: データ\n", "guide: chapter-9\n", 17, "T07"),
        ("heading: 公開の状況", "guide: population", 20, "T07"),
        ("        heading: データ\n", "", 16, "T10"),
        ("    opening:", "    follows: successor-none\n    opening:", 5, "T07"),
        ("    opening:", "    pillars: [pillar-9]\n    opening:", 5, "T08"),
        ("{自団体}は", "{市長}は", 11, "T09"),
        ("{自団体}は", "{自団体は", 11, "T09"),
    ],
)
def test_mistakes_are_told_with_their_line(
    knowledge: Knowledge, folder: Path, old: str, new: str, line: int, said: str
) -> None:
    assert GOOD.count(old) == 1
    (folder / "templates.yaml").write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        drafted(knowledge, folder)
    assert said in caught.value.why
    assert caught.value.where == f"aozora/templates.yaml の {line} 行目"
    assert caught.value.mend


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (GOOD.replace("key: district", "kye: district"), 23, "kye"),
        (GOOD.replace("    name: データ活用計画\n", ""), 2, "name"),
        (GOOD.replace("id: aozora", "id: [a"), 3, ""),
        (GOOD.replace("name: データ活用計画", "name: !!python/object:os.system x"), 3, "タグ"),
        (GOOD + "    origin: seed\n", 34, ""),
        ("templates: 3\n", 1, ""),
    ],
)
def test_yaml_that_is_no_template_is_refused_with_its_line(
    knowledge: Knowledge, folder: Path, text: str, line: int, said: str
) -> None:
    (folder / "templates.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        drafted(knowledge, folder)
    assert f"{line} 行目" in caught.value.where
    assert said in str(caught.value)


def test_a_placeholder_of_a_snippet_is_told_with_its_own_line(knowledge: Knowledge, folder: Path) -> None:
    (folder / "aim.md").write_text("一行目\n\n{{ok}} {市長}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"\{市長\}") as caught:
        drafted(knowledge, folder)
    assert caught.value.where == "aozora/aim.md の 3 行目"


def test_bytes_that_are_no_utf8_are_told_with_their_line(knowledge: Knowledge, folder: Path) -> None:
    (folder / "aim.md").write_bytes("一行目\n".encode() + "二行目".encode("cp932"))
    with pytest.raises(InputError) as caught:
        drafted(knowledge, folder)
    assert caught.value.where == "aozora/aim.md の 2 行目"


def test_folders_that_cannot_be_used_are_refused(
    knowledge: Knowledge, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputError, match="ありません"):
        drafted(knowledge, tmp_path / "none")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="YAML がありません"):
        drafted(knowledge, tmp_path / "empty")
    (folder / "more.yaml").write_text(GOOD.replace("id: aozora", "id: second"), encoding="utf-8")
    with pytest.raises(UsageError, match="2 個"):
        drafted(knowledge, folder)
    (folder / "more.yaml").write_text(GOOD.replace("id: aozora", "id: kanmin"), encoding="utf-8")
    monkeypatch.setenv(FOLDERS, str(folder))
    with pytest.raises(UsageError, match="「kanmin」が二つ"):
        find_template(knowledge.at(DAY), "dx")


def test_ids_that_meet_while_writing_are_refused(knowledge: Knowledge, folder: Path) -> None:
    text = GOOD.replace("write: published", "write: security\n              - write: position")
    (folder / "templates.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="data/record/ground"):
        drafted(knowledge, folder)


def test_the_manual_names_everything_that_a_template_may_name() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "howto" / "template.md").read_text(encoding="utf-8")
    for name in (*WRITERS, *CONDITIONS, *NEEDS):
        if not name.startswith("pillar-"):
            assert f"`{name}`" in manual, name
    for name in PLACEHOLDERS:
        assert f"`{{{name}}}`" in manual, name
