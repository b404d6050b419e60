"""The look of a plan as a web page, on the screen and on A4 paper.

Colours keep a contrast of at least 4.5 : 1 to their ground; nothing is told by colour alone.
"""

STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { font-family: "BIZ UDPGothic", "Yu Gothic UI", "Hiragino Sans", "Noto Sans CJK JP", sans-serif;
  line-height: 1.8; margin: 0 auto; max-width: 60rem; padding: 1rem 1.25rem 4rem; color: #1a1a1a; background: #fff;
  overflow-wrap: anywhere; line-break: strict; }
a { color: #0b4f8a; text-underline-offset: .15em; }
a:focus-visible, [tabindex]:focus-visible { outline: 3px solid #b35900; outline-offset: 2px; }
.skip { position: absolute; left: -999rem; background: #fff; padding: .5rem 1rem; }
.skip:focus { left: 1rem; top: .5rem; z-index: 1; }
h1 { font-size: 1.75rem; line-height: 1.4; margin: 1.5rem 0 1rem; }
h2 { font-size: 1.4rem; margin: 3rem 0 1rem; padding-bottom: .2rem; border-bottom: 3px solid #35608a; }
h3 { font-size: 1.15rem; margin: 2rem 0 .6rem; padding-left: .6rem; border-left: .35rem solid #35608a; }
h4, h5, h6 { font-size: 1rem; margin: 1.5rem 0 .4rem; }
p { margin: .6rem 0; }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1.2rem; margin: 0; }
dl.facts dt { font-weight: bold; } dl.facts dd { margin: 0; }
nav.contents { margin: 2rem 0; padding: .5rem 1.25rem 1rem; border: 1px solid #7a8794; }
nav.contents h2 { font-size: 1.1rem; margin: .5rem 0; border: 0; }
nav.contents ul { list-style: none; margin: 0; padding-left: 1.2rem; } nav.contents > ul { padding-left: 0; }
ul.letters { list-style: none; padding-left: 1rem; }
.table { overflow-x: auto; margin: 1.2rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; line-height: 1.5; }
caption { text-align: left; font-weight: bold; padding: .3rem 0; }
th, td { border: 1px solid #7a8794; padding: .3rem .5rem; text-align: left; vertical-align: top; min-width: 3.2em; }
thead th { background: #e8eef4; } tbody th { font-weight: normal; }
td.number { text-align: right; white-space: nowrap; }
blockquote { margin: 1rem 0; padding: .2rem 1rem; border-left: .3rem solid #7a8794; }
pre { white-space: pre-wrap; background: #f4f5f6; border: 1px solid #7a8794; padding: .6rem .8rem; font-size: .875rem;
  margin: .6rem 0; font-family: inherit; }
code { background: #f4f5f6; padding: 0 .2em; }
mark { background: #fff0b3; color: #1a1a1a; white-space: nowrap; }
.slot { margin: 1rem 0; padding: .3rem 1rem; background: #fff8dc; border: 2px dashed #8a6d00; }
.conflict { margin: 1rem 0; padding: .3rem 1rem .8rem; background: #fdecea; border: 3px double #a4262c; }
.conflict p { margin: .6rem 0 0; font-weight: bold; } .conflict pre { background: #fff; }
.remaining { padding: .3rem 1rem; border: 2px solid #a4262c; }
a.note { font-size: .75em; vertical-align: super; line-height: 1; margin-left: .1em; text-decoration: none; }
.notes { font-size: .875rem; } .notes ol { padding-left: 3rem; } .notes a[role="doc-backlink"] { margin-left: .4em; }
li:target, h2:target, h3:target, h4:target, .slot:target, .conflict:target { outline: 3px solid #b35900;
  outline-offset: 3px; }
footer { margin-top: 4rem; padding-top: .5rem; border-top: 1px solid #7a8794; font-size: .875rem; color: #4a4a4a; }
@page { size: A4; margin: 25mm 20mm 22mm; @bottom-center { content: counter(page); font-size: 9pt; } }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; line-height: 1.6; }
  a { color: inherit; text-decoration: none; } a.named::after { content: "（" attr(href) "）"; font-size: .8em; }
  .skip, a[role="doc-backlink"] { display: none; }
  nav.contents { border: 0; padding: 0; break-before: page; font-size: 9.5pt; line-height: 1.45; }
  section.chapter { break-before: page; } h2, h3, h4, h5, h6, caption { break-after: avoid; }
  h2 { margin-top: 0; } .table { overflow: visible; } table { font-size: 8.5pt; }
  thead { display: table-header-group; } tr, li, .slot { break-inside: avoid; }
  p { orphans: 2; widows: 2; }
  thead th, .slot, .conflict, mark { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
""".strip()
