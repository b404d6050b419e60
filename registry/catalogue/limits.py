"""How much a catalogue file may ask of the machine.

The largest catalogues met in Japan (a whole prefecture's CKAN with 10,000 datasets and 84,000 files) stay
well below these limits; files above them are not lists made for people.
"""

MEBIBYTE = 1024 * 1024

MAX_EXPANDED_BYTES = 1024 * MEBIBYTE
"""Size of a gzip file's content."""

MAX_RATIO = 200
"""Expanded size over packed size; text of catalogues packs at 10 to 40."""

RATIO_FROM_BYTES = 16 * MEBIBYTE
"""The ratio is judged only above this expanded size."""

MAX_WHOLE_BYTES = 512 * MEBIBYTE
"""Size of a file that must be held in memory at once (JSON)."""

MAX_DOCUMENT_BYTES = 64 * MEBIBYTE
"""Size of a Markdown, HTML, Turtle or JSON-LD file."""

MAX_WORKBOOK_BYTES = 256 * MEBIBYTE
"""Sum of the expanded parts of an Excel file."""

MAX_WORKBOOK_PARTS = 10_000
MAX_SHEET_CELLS = 5_000_000
"""Rows times columns of a sheet: one cell in the last corner of a sheet would fill the memory."""

MAX_PAGE_CELLS = 1_000_000
"""Cells of all tables of a web page, those filled by spans included."""

MAX_LINE_BYTES = MEBIBYTE
"""One physical line of a text table."""

MAX_CELL_CHARACTERS = 131_072
"""One cell; Excel's own limit is 32,767."""

MAX_COLUMNS = 2_000
MAX_RECORDS = 1_000_000
MAX_ROWS = 2_000_000
"""Rows of a text table, blank ones too; a sheet of Excel has 1,048,576."""

MAX_JSON_DEPTH = 100
"""Levels of lists and objects; CKAN answers have 6, JSON-LD seldom 15."""

MAX_BROKEN_LINES = 5
"""Lines with bytes that no encoding can read; more of them means that the file is something else."""

HEAD_BYTES = 256 * 1024
"""What is looked at to recognise a file."""
