"""Write docs/commands.md from the help of every command: ``python docs/make_commands.py [--check]``."""

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from pages import DOCS, settle, table

PAGE = DOCS / "commands.md"
HEAD = """# コマンドの一覧

*このページは `python docs/make_commands.py` が各コマンドの `--help` から作ります。手で直しません。*

`konkyo --version` は版を、`konkyo コマンド --help` は使い方を表示します。結果は標準出力に、知らせと誤りは標準エラー出力に出ます。

| 終了コード | 意味 |
| --- | --- |
| 0 | 終わった |
| 1 | `--check` を付けたときの「いいえ」（不足がある、指摘がある）。`doctor` では規則の違反 |
| 2 | 使い方が違う（知らない名前、足りない引数、あいまいな団体名） |
| 3 | 入力のファイルが読めない（何も変えていない） |
| 4 | ワークスペースを開けない、読めない、書けない |
| 5 | 外のサービスが答えない |
| 130 | Ctrl+C で中断した |
"""


def commands_page() -> str:
    """The whole page."""
    import typer

    from registry.cli.app import COMMANDS, app

    root: Any = typer.main.get_command(app)
    parts = [HEAD]
    for name, (module, overview) in COMMANDS.items():
        if find_spec(module) is not None:
            parts.extend(_sections(root.get_command(None, name), f"konkyo {name}", overview))
    return "\n".join(parts)


def _sections(command: Any, path: str, overview: str) -> Iterator[str]:
    yield f"## `{path}`\n\n{command.help or overview}\n"
    inner = getattr(command, "commands", {})
    own = [parameter for parameter in command.params if parameter.name != "help"]
    if own:
        yield table(("引数・オプション", "説明"), [_row(parameter) for parameter in own]) + "\n"
    for name, child in inner.items():
        yield from (part.replace("## ", "### ", 1) for part in _sections(child, f"{path} {name}", ""))


def _row(parameter: Any) -> tuple[str, str]:
    if any(option.startswith("-") for option in parameter.opts):
        name = "、".join(f"`{option}`" for option in (*parameter.opts, *parameter.secondary_opts))
    else:
        name = f"`{parameter.metavar or parameter.name}`" + ("（必須）" if parameter.required else "")
    environment = f"（環境変数 `{parameter.envvar}`）" if parameter.envvar else ""
    return name, f"{parameter.help or ''}{environment}"


if __name__ == "__main__":
    sys.exit(settle({PAGE: commands_page()}))
