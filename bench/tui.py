"""The screen's measurements, under the name of what they measure: ``python bench/tui.py``.

The code is in tui_speed.py; a module of this name would hide the package ``tui`` from every program in this folder.
"""

import sys

from tui_speed import main

if __name__ == "__main__":
    sys.exit(main())
