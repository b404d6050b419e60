"""``konkyo tui``, which ``konkyo`` alone means in a terminal."""

import os
import sys
from datetime import datetime, timedelta, timezone
from typing import Annotated

import typer

from registry.errors import UsageError

_JAPAN = timezone(timedelta(hours=9))

app = typer.Typer(add_completion=False, rich_markup_mode=None)


def now() -> datetime:
    """This moment in Japan, to the second."""
    return datetime.now(_JAPAN).replace(microsecond=0)


@app.command()
def tui(
    body: Annotated[str, typer.Option("--body", "-b", help="団体のコード（6桁）か名前")] = "",
    as_of: Annotated[str, typer.Option("--as-of", help="基準日。省くと今日")] = "",
    workspace: Annotated[
        str,
        typer.Option(
            "--workspace", "-w", help="ワークスペースの場所（ファイルか URL）", envvar="KONKYO_WORKSPACE"
        ),
    ] = "",
    read_only: Annotated[bool, typer.Option("--read-only", help="閲覧のみで開きます")] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help="行ごとに読み書きします（画面読み上げソフト向け）")
    ] = False,
) -> None:
    """画面で調べ、足りないものを見つけ、計画を書きます。"""
    if not plain and not _has_screen():
        raise UsageError(
            "端末ではないので、画面を開けません",
            mend="端末で開くか、konkyo tui --plain（行ごとの表示）を使ってください",
        )
    # Before Textual is first imported: iTerm2's input method is broken by the kitty keyboard protocol.
    os.environ.setdefault(
        "TEXTUAL_DISABLE_KITTY_KEY", "1" if os.environ.get("TERM_PROGRAM") == "iTerm.app" else "0"
    )
    from tui.signals import was_ended
    from tui.starting import start

    code = start(body=body, as_of=as_of, workspace=workspace, read_only=read_only, now=now, plain=plain)
    if was_ended(code):
        raise typer.Exit(code)
    if code:
        print(
            "エラー: 思わぬ誤りで画面を閉じました。それまでの変更は保存されています。\n"
            "  対処: もう一度開いてください。続けて起きるときは、上の記録を添えて知らせてください",
            file=sys.stderr,
        )
        raise typer.Exit(code)


def _has_screen() -> bool:
    """True in a terminal, and where ``konkyo serve`` hands the screen on to a browser."""
    if os.environ.get("TEXTUAL_DRIVER"):
        return True
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
