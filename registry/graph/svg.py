"""A picture of the neighbourhood of a node, for a paper to be handed round."""

from html import escape

from msgspec import Struct

from registry.graph.edges import RELATION_LABELS, Edge
from registry.graph.nodes import KIND_LABELS, Node
from registry.graph.selection import Selection
from registry.text.display import width, wrap
from registry.text.inert import inert

BOX_WIDTH = 250
LINE_HEIGHT = 18
PADDING = 9
GAP = 12
COLUMN_GAP = 130
MARGIN = 24
COLUMNS_OF_TEXT = 32
"""Half-width columns of text that fit in a box at 13 px."""
MAX_LINES = 4

LEFT_KINDS = frozenset({"holder", "ministry", "question", "action", "pillar", "chapter"})
"""Kinds drawn to the left of the centre: who has to do with it. Everything else stands to the right."""

COLOURS = {
    "item": ("#1f4e79", "#ffffff"),
    "law": ("#e8f0e4", "#22381b"),
    "provision": ("#f2f7ef", "#22381b"),
    "holder": ("#fdf0e1", "#4a2f0b"),
    "ministry": ("#fbe9d7", "#4a2f0b"),
    "caveat": ("#fbe7e7", "#5a1616"),
    "dataset": ("#e5eef8", "#14314f"),
    "action": ("#efe9f7", "#35235a"),
    "pillar": ("#e6dcf3", "#35235a"),
}
OTHER_COLOUR = ("#f0f0f0", "#222222")


class _Box(Struct):
    node: Node
    lines: list[str]
    x: int = 0
    y: int = 0

    @property
    def height(self) -> int:
        return LINE_HEIGHT * len(self.lines) + 2 * PADDING


def to_svg(selection: Selection) -> str:
    """The centre in the middle, holders and ministries to its left, provisions, caveats and datasets to its right.

    A selection without a centre is drawn around its first node.
    """
    centre_key = selection.centre or (selection.nodes[0].key if selection.nodes else "")
    boxes = {node.key: _Box(node, _lines(node)) for node in selection.nodes}
    left = _sorted([box for key, box in boxes.items() if key != centre_key and box.node.kind in LEFT_KINDS])
    right = _sorted(
        [box for key, box in boxes.items() if key != centre_key and box.node.kind not in LEFT_KINDS]
    )
    columns = [left, [boxes[centre_key]] if centre_key else [], *_halves(right)]
    height = _place(columns)
    total_width = MARGIN * 2 + len(columns) * BOX_WIDTH + (len(columns) - 1) * COLUMN_GAP
    title = inert(boxes[centre_key].node.label) if centre_key else "グラフ"
    kinds = list(dict.fromkeys(box.node.kind for box in boxes.values()))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{total_width}" height="{height}" '
        f'viewBox="0 0 {total_width} {height}" role="img" aria-labelledby="title desc" '
        'font-family="Noto Sans CJK JP, Noto Sans JP, Yu Gothic, Meiryo, sans-serif" font-size="13">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="desc">{escape(title)}とつながるもの（基準日 {selection.as_of}、{len(boxes)} 件）</desc>',
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        f'<text x="{MARGIN}" y="{MARGIN + 4}" font-size="16" font-weight="bold">{escape(title)}</text>',
        f'<text x="{MARGIN}" y="{MARGIN + 24}" fill="#666666" font-size="12">基準日 {selection.as_of}</text>',
        *_legend(kinds, MARGIN + 130, MARGIN + 14),
        *(
            line
            for edge in _drawn_once(selection)
            for line in _edge(boxes[edge.source], boxes[edge.target], edge.relation, centre_key)
        ),
        *(_drawn(box, box.node.key == centre_key) for column in columns for box in column),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _drawn_once(selection: Selection) -> list[Edge]:
    """One line for edges that differ only in reason or term."""
    return list({(edge.source, edge.target, edge.relation): edge for edge in selection.edges}.values())


def _lines(node: Node) -> list[str]:
    lines = wrap(inert(node.label), COLUMNS_OF_TEXT)
    if len(lines) > MAX_LINES:
        lines = [*lines[: MAX_LINES - 1], lines[MAX_LINES - 1].rstrip()[:-1] + "…"]
    return [KIND_LABELS[node.kind], *lines]


def _sorted(boxes: list[_Box]) -> list[_Box]:
    order = list(KIND_LABELS)
    return sorted(boxes, key=lambda box: order.index(box.node.kind))


def _halves(boxes: list[_Box]) -> tuple[list[_Box], ...]:
    """One column, or two when it would be taller than a page."""
    if len(boxes) <= 12:
        return (boxes,)
    near = {"provision", "law"}
    first = [box for box in boxes if box.node.kind in near]
    second = [box for box in boxes if box.node.kind not in near]
    return (first, second) if first and second else (boxes,)


def _place(columns: list[list[_Box]]) -> int:
    heights = [sum(box.height + GAP for box in column) - GAP if column else 0 for column in columns]
    tallest = max([*heights, 60])
    top = MARGIN + 56
    for number, column in enumerate(columns):
        y = top + (tallest - heights[number]) // 2
        for box in column:
            box.x, box.y = MARGIN + number * (BOX_WIDTH + COLUMN_GAP), y
            y += box.height + GAP
    return top + tallest + MARGIN


def _legend(kinds: list[str], x: int, y: int) -> list[str]:
    parts = []
    for kind in kinds:
        fill, _ = COLOURS.get(kind, OTHER_COLOUR)
        label = KIND_LABELS[kind]
        parts.append(f'<rect x="{x}" y="{y}" width="12" height="12" fill="{fill}" stroke="#999999"/>')
        parts.append(f'<text x="{x + 17}" y="{y + 11}" font-size="12" fill="#444444">{escape(label)}</text>')
        x += 30 + 7 * width(label)
    return parts


def _edge(source: _Box, target: _Box, relation: str, centre: str) -> list[str]:
    start, end = (source, target) if source.x <= target.x else (target, source)
    if start.x == end.x:
        return []
    x1, y1 = start.x + BOX_WIDTH, start.y + start.height // 2
    x2, y2 = end.x, end.y + end.height // 2
    bend = (x2 - x1) // 2
    touches = centre in (source.node.key, target.node.key)
    colour = "#9aa5b1" if touches else "#e4e7eb"
    parts = [
        f'<path d="M{x1},{y1} C{x1 + bend},{y1} {x2 - bend},{y2} {x2},{y2}" fill="none" stroke="{colour}" stroke-width="1.2"/>'
    ]
    if touches:
        outer = target if source.node.key == centre else source
        anchor_x = outer.x - 8 if outer.x >= x2 else outer.x + BOX_WIDTH + 8
        anchor = "end" if outer.x >= x2 else "start"
        y = outer.y + outer.height // 2 - 4
        text = escape(RELATION_LABELS[relation])
        parts.append(
            f'<text x="{anchor_x}" y="{y}" text-anchor="{anchor}" font-size="10" fill="#7a838c" stroke="#ffffff" '
            f'stroke-width="3" paint-order="stroke">{text}</text>'
        )
    return parts


def _drawn(box: _Box, centre: bool) -> str:
    fill, ink = COLOURS.get(box.node.kind, OTHER_COLOUR)
    edge = "#1f4e79" if centre else "#c9ced4"
    texts = [
        f'<text x="{box.x + PADDING}" y="{box.y + PADDING + 12 + at * LINE_HEIGHT}" fill="{ink}"'
        + (' font-size="10" opacity="0.75"' if at == 0 else "")
        + f">{escape(line)}</text>"
        for at, line in enumerate(box.lines)
    ]
    body = (
        f'<rect x="{box.x}" y="{box.y}" width="{BOX_WIDTH}" height="{box.height}" rx="5" fill="{fill}" '
        f'stroke="{edge}" stroke-width="{2 if centre else 1}"/>'
    )
    return "\n".join([body, *texts])
