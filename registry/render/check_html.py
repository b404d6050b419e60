"""The report of a check as one HTML file: no script, no outside resource, printable, for the section that owns the data."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape

from registry.render.check import COLUMNS, file_lines, finding_row, redaction_row, short_names, summary_line
from registry.render.moments import minute
from registry.standards.answers import CheckAnswer, FileCheck
from registry.standards.findings import SEVERITY_LABELS
from registry.text.inert import inert

_STYLE = """
:root { color-scheme: light; }
body { font-family: "BIZ UDPGothic", "Yu Gothic UI", "Noto Sans CJK JP", sans-serif; line-height: 1.6;
  margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #1a1a1a; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; border-bottom: 2px solid #35608a; overflow-wrap: anywhere; }
h3 { font-size: 1rem; margin-bottom: .3rem; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
th, td { border: 1px solid #b8c0c8; padding: .3rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { background: #eef2f6; } thead { display: table-header-group; } tr { break-inside: avoid; }
td:nth-child(-n+3) { white-space: nowrap; }
tr.error td:first-child { background: #fbe3e1; font-weight: bold; } tr.warning td:first-child { background: #fff3d1; }
p, li { margin: .2rem 0; } nav ul { columns: 2; } footer { margin-top: 3rem; font-size: .8rem; color: #555; }
@media print { body { margin: 0; max-width: none; } nav { display: none; } h2 { break-after: avoid; } }
"""


def check_html(answer: CheckAnswer, at: datetime) -> bytes:
    """UTF-8 HTML of all files of an answer; ``at`` is when the check ran."""
    parts = [
        "<!DOCTYPE html>",
        '<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
        f"<title>データの点検の報告</title><style>{_STYLE}</style></head><body>",
        "<h1>データの点検の報告</h1>",
        f"<p>{_text(summary_line(answer.summary))}</p>",
        f"<p>点検した日時: {_text(minute(at))}</p>",
        *_contents(answer.files),
    ]
    for number, check in enumerate(answer.files, 1):
        parts += _file(check, number)
    parts.append(
        "<footer>個人情報の候補は値を伏せてあります。点検は公開の可否を決めるものではありません。</footer>"
    )
    parts.append("</body></html>\n")
    return "\n".join(parts).encode()


def _contents(files: Sequence[FileCheck]) -> list[str]:
    if len(files) < 2:
        return []
    _, names = short_names([check.path for check in files])
    lines = (
        f'<li><a href="#file-{number}">{_text(name)}</a>（{_fared(check)}）</li>'
        for number, (name, check) in enumerate(zip(names, files, strict=True), 1)
    )
    return ["<nav><ul>", *lines, "</ul></nav>"]


def _fared(check: FileCheck) -> str:
    return "読めませんでした" if check.refused else f"誤り {check.errors}、注意 {check.warnings}"


def _file(check: FileCheck, number: int) -> list[str]:
    parts = [f'<section id="file-{number}"><h2>{_text(check.path)}</h2><ul>']
    parts += [f"<li>{_text(line)}</li>" for line in file_lines(check)]
    parts.append("</ul>")
    if check.findings:
        rows = [(finding.severity.value, finding_row(finding, check)) for finding in check.findings]
        parts += ["<h3>指摘</h3>", *_table(COLUMNS, rows)]
    elif not check.refused:
        parts.append("<p>指摘はありません。</p>")
    if check.redactions:
        parts += [
            "<h3>公開の前に確かめる個人情報の候補</h3>",
            *_table(
                ("場所", "列", "種類", "値（伏せ字）", "理由"),
                [("", redaction_row(redaction, check)) for redaction in check.redactions],
            ),
        ]
    parts.append("</section>")
    return parts


def _table(columns: Iterable[str], rows: Iterable[tuple[str, Sequence[str]]]) -> list[str]:
    head = "".join(f'<th scope="col">{_text(column)}</th>' for column in columns)
    lines = ["<table>", f"<thead><tr>{head}</tr></thead><tbody>"]
    for kind, row in rows:
        cells = "".join(f"<td>{_text(cell)}</td>" for cell in row)
        lines.append(f'<tr class="{kind}">{cells}</tr>' if kind in SEVERITY_LABELS else f"<tr>{cells}</tr>")
    lines.append("</tbody></table>")
    return lines


def _text(text: str) -> str:
    return escape(inert(text))
