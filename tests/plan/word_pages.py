"""Documents laid out by LibreOffice, with fonts that stand in for those of Windows."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

MISSING = [tool for tool in ("soffice", "pdftotext", "pdffonts", "fc-list") if shutil.which(tool) is None]
NEEDED = f"needs {', '.join(MISSING)} (libreoffice-writer-nogui, poppler-utils, fontconfig)"

_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include>/etc/fonts/fonts.conf</include>
<match target="pattern"><test name="family"><string>游明朝</string></test>
<edit name="family" mode="assign" binding="strong"><string>Noto Serif CJK JP</string></edit></match>
<match target="pattern"><test name="family"><string>游ゴシック</string></test>
<edit name="family" mode="assign" binding="strong"><string>Noto Sans CJK JP</string></edit></match>
</fontconfig>
"""
"""Stand-ins for the fonts of Windows."""


def run(*words: str, fonts: Path | None = None) -> str:
    """What a program prints."""
    environment = {"PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": str(fonts.parent) if fonts else "/tmp"}
    if fonts is not None:
        environment["FONTCONFIG_FILE"] = str(fonts)
    done = subprocess.run(words, capture_output=True, text=True, timeout=180, check=True, env=environment)
    return done.stdout


def office(folder: Path, source: Path, form: str) -> Path:
    """The file that LibreOffice makes of another."""
    return office_all(folder, [source], form)[0]


def office_all(folder: Path, sources: Sequence[Path], form: str) -> list[Path]:
    """The files that LibreOffice makes of others, in their order."""
    fonts = folder / "fonts.conf"
    fonts.write_text(_FONTS, encoding="utf-8")
    target = folder / "out"
    run(
        "soffice",
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--convert-to",
        form,
        "--outdir",
        str(target),
        *map(str, sources),
        fonts=fonts,
    )
    return [target / f"{source.stem}.{form.partition(':')[0]}" for source in sources]
