"""The Word document of a full plan, laid out by LibreOffice: nothing overflows, no character is missing, the contents
are right, every word of the Markdown is on a page, and what LibreOffice saves can be imported.

Needs LibreOffice Writer, poppler and the Noto CJK fonts (Debian: libreoffice-writer-nogui poppler-utils fonts-noto-cjk).
"""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from plan_samples import CITY, catalogue, inputs, measures, registered
from registry.knowledge.snapshot import load
from registry.plan.draft import draft_plan
from registry.plan.elements import CONFLICT_SIDES, Line, noted
from registry.plan.markdown import to_markdown
from registry.plan.reading import read_plan
from registry.plan.word.export import cover_lines, to_docx
from registry.plan.word.importing import import_docx
from registry.plan.word.units import Kind, units_of
from word_documents import PLAN
from word_pages import MISSING, NEEDED, office, run

pytestmark = pytest.mark.skipif(bool(MISSING), reason=NEEDED)

_MARGIN = 25 / 25.4 * 72
_WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">')


class Laid:
    """A document as laid out: the words of each page, without its footer."""

    def __init__(self, markdown: str, folder: Path) -> None:
        self.markdown = markdown
        source = folder / "plan.docx"
        source.write_bytes(to_docx(markdown))
        self.pdf = office(folder, source, "pdf")
        boxes = run("pdftotext", "-bbox", str(self.pdf), "-")
        self.sizes: list[tuple[float, float]] = []
        self.words: list[list[tuple[float, float, float, float, str]]] = []
        for page in boxes.split("<page ")[1:]:
            size = _PAGE.match(f"<page {page}")
            assert size is not None
            self.sizes.append((float(size[1]), float(size[2])))
            found = [
                (float(left), float(top), float(right), float(bottom), _plain(text))
                for left, top, right, bottom, text in _WORD.findall(page)
            ]
            self.words.append([word for word in found if word[3] < self.sizes[-1][1] - _MARGIN + 6])

    def text(self, page: int) -> str:
        return "".join(word[4] for word in self.words[page - 1])


def _plain(text: str) -> str:
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, character)
    return "".join(unicodedata.normalize("NFKC", text).split())


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Laid:
    if "Noto Serif CJK" not in run("fc-list"):
        pytest.skip("needs the Noto CJK fonts (fonts-noto-cjk)")
    folder = tmp_path_factory.mktemp("render")
    base = load()
    answer = registered(base, CITY, measures(base, 30), folder, catalogue())
    return Laid(to_markdown(draft_plan(inputs(base, holdings=catalogue(), answer=answer))), folder)


def test_it_is_a_plan_of_a_size_that_is_handed_in(laid: Laid) -> None:
    assert 40 <= len(laid.sizes) <= 90
    assert {(round(width), round(height)) for width, height in laid.sizes} <= {(595, 842), (842, 595)}


def test_every_font_is_embedded_and_japanese(laid: Laid) -> None:
    fonts = [line.split() for line in run("pdffonts", str(laid.pdf)).splitlines()[2:]]
    assert fonts
    assert all("yes" in font for font in fonts)
    names = " ".join(font[0] for font in fonts)
    assert "NotoSerifCJKjp" in names
    assert "NotoSansCJKjp" in names
    assert all("CJK" in font[0] for font in fonts)


def test_nothing_leaves_the_margins(laid: Laid) -> None:
    for (width, _), words in zip(laid.sizes, laid.words, strict=True):
        for left, top, right, _, text in words:
            assert left > _MARGIN - 12, text
            assert right < width - _MARGIN + 12, text
            assert top > _MARGIN - 12, text


def test_every_word_of_the_markdown_is_on_a_page(laid: Laid) -> None:
    plan = read_plan(laid.markdown)
    numbers = noted(plan).numbers()
    wanted: Counter[str] = Counter()
    spare: Counter[str] = Counter(_plain("目次注・根拠" + "".join(CONFLICT_SIDES)) * 99)
    for unit in units_of(plan):
        words = "".join(_words(line, numbers) for line in unit.text)
        wanted.update(_plain(words))
        if unit.kind is Kind.ROW and not unit.level:
            spare.update(_plain(words) * 99)
        if unit.kind is Kind.HEADING:
            spare.update(_plain(words))
    spare.update(_plain("".join(cover_lines(plan.front))))
    spare.update("[]0123456789." * 9999)
    found = Counter("".join(laid.text(page) for page in range(1, len(laid.sizes) + 1)))
    assert not wanted - found
    assert not (found - wanted) - spare


def test_sentences_are_whole(laid: Laid) -> None:
    pages = "".join(laid.text(page) for page in range(1, len(laid.sizes) + 1))
    numbers = noted(read_plan(laid.markdown)).numbers()
    sentences = [
        _plain(_words(unit.text[0], numbers))
        for unit in units_of(read_plan(laid.markdown))
        if unit.kind in (Kind.PARAGRAPH, Kind.ENTRY, Kind.HEADING, Kind.CAPTION)
    ]
    missing = [sentence for sentence in sentences if _letters(sentence) not in _letters(pages)]
    assert missing == []


def test_contents_name_the_page_of_each_heading(laid: Laid) -> None:
    contents = "".join(laid.text(page) for page in (2, 3))
    headings = [
        _plain(_words(unit.text[0], {}))
        for unit in units_of(read_plan(laid.markdown))
        if unit.kind is Kind.HEADING and unit.level <= 3
    ]
    wrong = []
    after = 3
    for heading in headings:
        told = re.search(re.escape(heading) + r"\.*(\d+)", contents)
        assert told is not None, heading
        page = next(
            at
            for at in range(after, len(laid.sizes) + 1)
            if heading in laid.text(at) and "...." not in laid.text(at)
        )
        after = page
        if not told[1].startswith(str(page)):
            wrong.append((heading, told[1], page))
    assert len(wrong) <= len(headings) // 10, wrong


def test_captions_stand_above_their_tables(laid: Laid) -> None:
    captions = [
        _plain(_words(unit.text[0], {}))
        for unit in units_of(read_plan(laid.markdown))
        if unit.kind is Kind.CAPTION
    ]
    assert len(captions) > 30
    text = "".join(laid.text(page) for page in range(1, len(laid.sizes) + 1))
    places = [text.find(caption) for caption in captions]
    assert places == sorted(places)
    assert -1 not in places


@pytest.mark.parametrize("source", ["sample", "draft"])
def test_what_libreoffice_saves_comes_back_byte_for_byte(source: str, laid: Laid, tmp_path: Path) -> None:
    markdown = PLAN if source == "sample" else laid.markdown
    word = tmp_path / "plan.docx"
    word.write_bytes(to_docx(markdown))
    saved = office(tmp_path, word, "docx:MS Word 2007 XML")
    imported = import_docx(saved.read_bytes())
    assert imported.not_taken == ()
    assert imported.text == markdown


def _words(line: Line, numbers: dict[str, int]) -> str:
    return "".join(f"[{numbers.get(run.note, '')}]" if run.note and numbers else run.text for run in line)


def _letters(text: str) -> str:
    """Without the numbers of notes, which stand higher and may come earlier or later in the text of a page."""
    return re.sub(r"[\[\]0-9]", "", text)
