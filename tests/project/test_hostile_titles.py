"""Titles that try to be more than words, through every output: nothing of them runs, links, draws or breaks a file."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt

from registry.cli.app import run

CHECKOUT = Path(__file__).resolve().parents[2]
BODY = ("--body", "132063", "--as-of", "2026-11-26")
EVIL = "evil.example"
TITLES = {
    "formula": "=cmd|'/C calc'!A0",
    "plus": "+SUM(1+1)",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "at": "@SUM(1+1)",
    "wide": '＝HYPERLINK("http://evil.example/")',
    "behind a blank": " \t=1+1",
    "script": "<script>alert(1)</script>",
    "image": '<img src="http://evil.example/x.png" onerror="alert(1)">',
    "attribute": "\" onmouseover='alert(1)' x=\"",
    "link": "[押す](http://evil.example/) ![絵](http://evil.example/x.png) <http://evil.example/>",
    "script link": "[押す](javascript:alert(1))",
    "marks": "**太** `字` ~~消~~ | 列 | \\| # 見出し",
    "lines": "一行目\n# 二行目\n- 三行目\n> 四行目\r\n```\n",
    "end of data": "]]><w:p/></w:t>&amp;&#x3c;b&#x3e;",
    "field": '{ HYPERLINK "http://evil.example/" } {{7*7}} {団体名} 〔である|です〕',
    "block": "--> <!-- /konkyo:block --> <!-- konkyo:block id=title -->",
    "conflict": "<<<<<<< 手で直した文",
    "note": "[^g000000]: [^1] 【記入】",
    "front matter": "---",
    "control": "\x1b[31m赤\x07\x9b\u202e逆\u2066",
    "terminal marks": "[red]赤[/red]",
    "path": "../../../etc/passwd",
    "device": "CON",
    "long": "長" * 10_000,
}
SHEETS = (4, 7, 11, 16)
"""Items that have a record or a section with such a name."""
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
RUNS = re.compile(r"\s*[=+@＝＋＠\t\r]|\s*[-－](?![0-9.,]*%?$|-+$|$)")
WEB = ("https://", "http://")
FIELDS = ("PAGE", "NUMPAGES", "SEQ 表", "TOC ", "PAGEREF _Toc")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with every output made of hostile titles of records, measures, sections and data."""
    folder = tmp_path_factory.mktemp("hostile")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KONKYO_WORKSPACE", str(folder / "workspace.sqlite3"))
        patch.chdir(folder)
        _make(folder)
        yield folder


def _make(folder: Path) -> None:
    _tell(folder)
    told("plan", "draft", *BODY, "--period", "2027-2031", "--with-grounds", "-o", "plan.md")
    for form in ("docx", "html", "xlsx", "csv"):
        told("plan", "export", "plan.md", "--to", form)
    told("gaps", *BODY, "-o", "gaps.xlsx")
    for number in SHEETS:
        told("sheet", str(number), *BODY, "-o", f"sheet{number}.md")
        told("sheet", str(number), *BODY, "-o", f"sheet{number}.docx")
    told("sheet", "--all", *BODY, "-o", "sheets")
    for command in ("gaps", "plan measures list", "inventory list", "status list"):
        options = BODY if command.startswith(("gaps", "plan")) else BODY[:2]
        for form in ("csv", "markdown", "table", "json"):
            told(*command.split(), *options, "--format", form, "-o", f"{command.replace(' ', '-')}.{form}")
    (folder / "data.csv").write_text("名称,値\n青空公民館,1\n", encoding="utf-8")
    for number, hostile in enumerate(TITLES.values()):
        details = dict.fromkeys(("タイトル", "説明", "作成者", "連絡先"), hostile) | {"タグ": [hostile]}
        (folder / "details.yaml").write_text(json.dumps(details), encoding="utf-8")
        words = ("--metadata", "details.yaml", "--licence", "CC BY 4.0")
        told("pack", "data.csv", "-o", f"pack{number}", *words, *BODY)


def _tell(folder: Path) -> None:
    """A catalogue, measures and states of items with the titles in all that people may write."""
    source = CHECKOUT / "examples" / "aozora" / "open_data_list_new.csv"
    heading, *rows = csv.reader(io.StringIO(source.read_text(encoding="utf-8-sig")))
    title, place = heading.index("データセット_タイトル"), heading.index("データセット_連絡先名称")
    for row, hostile in zip(rows, TITLES.values(), strict=False):
        row[title] = f"{hostile} {row[title]}"
        row[place] = hostile
    with (folder / "list.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([heading, *rows])
    told("inventory", "import", "list.csv", *BODY[:2])
    for number, hostile in enumerate(TITLES.values(), start=1):
        words = ("--title", f"{hostile}施策", "--section", hostile, "--outline", hostile, "--pillar", "2")
        name = hostile.replace(";", "").replace("=", "＝").replace("\n", " ")
        told("plan", "measures", "add", *words, "--kpi", f"進捗 {name}指標; 目標=1; 年度=2029", *BODY)
        words = ("--section", hostile, "--note", hostile, "--reason", hostile, "--year", "2027")
        told("status", "set", str(number), "公開予定", *words, *BODY[:2])


def told(*words: str) -> None:
    """Run a command that must not fail."""
    assert run(list(words)) == 0, words


def test_every_output_is_there(made: Path) -> None:
    kinds = {path.suffix for path in made.rglob("*")}
    assert kinds >= {".docx", ".html", ".xlsx", ".csv", ".md", ".json", ".jsonld", ".txt"}
    plan = (made / "plan.md").read_text(encoding="utf-8")
    assert "calc" in plan
    assert "alert(1)" in plan


def test_the_words_are_still_there(made: Path) -> None:
    assert "長" * 10_000 in (made / "plan.md").read_text(encoding="utf-8")
    page = (made / "plan.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;施策" in page
    with zipfile.ZipFile(made / "plan.docx") as package:
        document = ElementTree.fromstring(package.read("word/document.xml"))
    words = "".join(text.text or "" for text in document.iter(f"{WORD}t"))
    with zipfile.ZipFile(made / "plan.xlsx") as package:
        strings = ElementTree.fromstring(package.read("xl/sharedStrings.xml"))
    for shown in (words, "".join(strings.itertext())):
        for hostile in (
            "=cmd|'/C calc'!A0施策",
            "<script>alert(1)</script>施策",
            "[red]赤[/red]施策",
            "␛赤␇",
        ):
            assert hostile in shown, hostile


def test_text_files_hold_no_control_characters(made: Path) -> None:
    for path in made.rglob("*"):
        if path.suffix in (".html", ".md", ".csv", ".json", ".jsonld", ".txt", ".table", ".markdown"):
            if path.name in ("list.csv", "data.csv"):
                continue
            found = CONTROL.search(path.read_text(encoding="utf-8-sig"))
            assert found is None, (path.relative_to(made), found)


def test_no_file_leaves_its_folder(made: Path) -> None:
    assert not (made.parent / "etc").exists()
    for path in made.rglob("*"):
        assert path.resolve().is_relative_to(made)
        assert len(path.name.encode()) < 256
        assert not re.match(r"(?i)(con|nul|aux|prn)(\.|$)", path.name)


@pytest.mark.parametrize("name", ["plan.docx", *(f"sheet{number}.docx" for number in SHEETS)])
def test_word_has_no_fields_and_links_of_them(made: Path, name: str) -> None:
    with zipfile.ZipFile(made / name) as package:
        for part in package.namelist():
            root = ElementTree.fromstring(package.read(part))
            for element in root.iter():
                assert not element.tag.endswith(("}altChunk", "}object", "}drawing", "}script")), part
                if element.tag in (f"{WORD}instrText", f"{WORD}fldSimple"):
                    said = element.text or element.get(f"{WORD}instr") or ""
                    assert said.strip().startswith(FIELDS), said
                if part.endswith(".rels") and element.get("TargetMode") == "External":
                    assert str(element.get("Target")).startswith(WEB), element.attrib
                    assert EVIL not in str(element.get("Target"))


class Page(HTMLParser):
    """Gathers what a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.live: list[object] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note tags and attributes that act."""
        told = dict(attrs)
        if tag in ("script", "img", "iframe", "object", "embed", "svg", "form", "link", "base", "b"):
            self.live.append((tag, told))
        self.live += [name for name in told if name.startswith("on") or name in ("src", "srcdoc")]
        address = told.get("href") or "#"
        if not address.startswith(("#", *WEB)) or EVIL in address:
            self.live.append(address)

    def handle_comment(self, data: str) -> None:
        """No comment belongs on the page."""
        self.live.append(data)


def test_the_page_has_nothing_live(made: Path) -> None:
    page = Page()
    page.feed((made / "plan.html").read_text(encoding="utf-8"))
    assert page.live == []


@pytest.mark.parametrize("name", ["plan.xlsx", "gaps.xlsx"])
def test_workbooks_have_no_formulas_and_links(made: Path, name: str) -> None:
    with zipfile.ZipFile(made / name) as package:
        for part in package.namelist():
            text = package.read(part).decode("utf-8")
            ElementTree.fromstring(text)
            assert not re.search(r"<f[ >]|<hyperlink|TargetMode=\"External\"|externalLink|ddeLink", text), (
                part
            )


def test_cells_of_csv_are_no_formulas(made: Path) -> None:
    paths = [path for path in made.rglob("*.csv") if path.name not in ("list.csv", "data.csv")]
    assert len(paths) > 10
    for path in paths:
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")):
            for cell in row:
                assert not RUNS.match(cell), (path.relative_to(made), cell[:60])


def test_markdown_has_no_html_and_no_links_of_them(made: Path) -> None:
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    paths = [*made.glob("*.md"), *made.glob("*.markdown"), *(made / "sheets").glob("*.md")]
    assert len(paths) > 10
    for path in paths:
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
        text = re.sub(r"^<!-- /?konkyo:block[^<>]*-->$", "", text, flags=re.MULTILINE)
        text = re.sub(r"^\[\^[^\]]+\]: ", "注 ", text, flags=re.MULTILINE)
        tokens = [inner for token in reader.parse(text) for inner in (token, *(token.children or ()))]
        for token in tokens:
            if token.content == "<br>":  # our own, in cells
                continue
            assert token.type not in ("html_block", "html_inline", "image", "fence", "s_open"), (path, token)
            if token.type == "link_open":
                assert str(token.attrs["href"]).startswith(WEB), (path, token.attrs)
                assert EVIL not in str(token.attrs["href"]), path


def test_blocks_and_conflicts_of_a_title_are_none(made: Path) -> None:
    text = (made / "plan.md").read_text(encoding="utf-8")
    opened = re.findall(r"^<!-- konkyo:block id=(\S+) -->$", text, re.MULTILINE)
    assert len(opened) == len(set(opened)) == text.count("\n<!-- /konkyo:block -->\n")
    assert not re.search(r"^(<<<<<<<|>>>>>>>)", text, re.MULTILINE)
    assert (
        run(["plan", "refresh", str(made / "plan.md"), "--as-of", "2026-11-26", "--dry-run", "--check"]) == 0
    )


def test_packs_stand_as_they_were_made(made: Path) -> None:
    packs = [path for path in made.iterdir() if re.fullmatch(r"pack[0-9]+", path.name)]
    assert len(packs) == len(TITLES)
    for pack in packs:
        assert run(["pack", "verify", str(pack), "--check"]) == 0
        for line in (pack / "README.txt").read_text(encoding="utf-8").splitlines():
            assert not line.startswith(("=", "+", "@")) or set(line) <= {"="}, line
