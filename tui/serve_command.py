"""``konkyo serve``."""

import os
import sys
from typing import Annotated

import typer

from registry.errors import UsageError

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def serve(
    body: Annotated[str, typer.Option("--body", "-b", help="団体のコード（6桁）か名前")] = "",
    as_of: Annotated[str, typer.Option("--as-of", help="基準日。省くと今日")] = "",
    workspace: Annotated[
        str,
        typer.Option(
            "--workspace", "-w", help="ワークスペースの場所（ファイルか URL）", envvar="KONKYO_WORKSPACE"
        ),
    ] = "",
    read_only: Annotated[bool, typer.Option("--read-only", help="閲覧のみで開きます")] = False,
    host: Annotated[str, typer.Option("--host", help="待ち受ける場所。ふつうはこの機械だけ")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="待ち受ける番号")] = 8000,
    no_token: Annotated[
        bool, typer.Option("--no-token", help="合言葉なしで開きます（この機械だけに開くとき）")
    ] = False,
    public_url: Annotated[
        str, typer.Option("--public-url", help="前に立てた中継（TLS）のアドレス。例 https://example.jp")
    ] = "",
) -> None:
    """同じ画面をブラウザで開けるようにします（Ctrl+C で終わります）。

    合言葉は始めるたびに作り、アドレスに付けて示します。決めておくときは環境変数 KONKYO_SERVE_TOKEN に入れます。
    """
    try:
        from tui.serving import listen, run_server, settle_serving
    except ImportError as problem:
        raise UsageError(
            "ブラウザで開くための部品が入っていません",
            why=f"{problem.name} がありません",
            mend='pip install "konkyo[serve]" で入れてください',
        ) from problem

    serving = settle_serving(
        host,
        port,
        token=os.environ.get("KONKYO_SERVE_TOKEN", ""),
        no_token=no_token,
        public_url=public_url,
    )
    _check(body=body, as_of=as_of, workspace=workspace, read_only=read_only)
    listener = listen(serving)
    if not serving.local:
        _tell("注意: この機械の外から開けます。合言葉を知る人は、このワークスペースを読み、変えられます。")
        if not public_url.startswith("https://"):
            _tell("注意: 通信は暗号になりません。TLS の中継を前に立て、--public-url を指定してください。")
    _tell("ブラウザで次のアドレスを開いてください（Ctrl+C で終わります）")
    print("\n".join(serving.addresses), flush=True)
    command = [sys.executable, "-m", "registry.cli", "tui"]
    for name, value in (("--body", body), ("--as-of", as_of), ("--workspace", workspace)):
        command += [name, value] if value else []
    run_server([*command, *(["--read-only"] if read_only else [])], serving, listener)


def _check(*, body: str, as_of: str, workspace: str, read_only: bool) -> None:
    """Say here, not in each browser, what is wrong with body, day or workspace."""
    from tui.command import now
    from tui.starting import open_session

    open_session(body=body, as_of=as_of, workspace=workspace, read_only=read_only, now=now).close()


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
