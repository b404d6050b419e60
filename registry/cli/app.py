"""The tree of commands, each loaded when it is called."""

import os
import sys
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from registry.errors import ExitCode, KonkyoError

COMMANDS: dict[str, tuple[str, str]] = {
    "publishable": ("registry.cli.publishable", "何を公開できるかを、根拠とともに示します"),
    "show": ("registry.cli.show", "情報項目・法令・条項・データセットなどを、つながりとともに示します"),
    "why": ("registry.cli.why", "なぜその判定になるかを、根拠の鎖で示します"),
    "search": ("registry.cli.search", "情報項目・法令・データセット・施策などを探します"),
    "impact": ("registry.cli.impact", "その法令や条項に何が依存しているかを示します"),
    "body": ("registry.cli.body", "団体を選び、団体についての事実を登録します"),
    "inventory": ("registry.cli.inventory", "団体の公開データの目録を取り込み、確かめます"),
    "match": ("registry.cli.match", "目録ファイルの各行を、情報項目と標準データセットに対応付けます"),
    "check": (
        "registry.cli.check",
        "データのファイルを、標準の項目・書き方・機械判読・個人情報の点から点検します",
    ),
    "gaps": ("registry.cli.gaps", "公開できるのに見つからないものを、順位と理由とともに示します"),
    "status": ("registry.cli.status", "情報項目・標準データセットの公開の状態を記録します"),
    "plan": ("registry.cli.plan", "計画の案を作ります"),
    "sheet": ("registry.cli.sheet", "公開判断シート（起案に付ける判断の紙）を作ります"),
    "guide": ("registry.cli.guide", "個人に関する情報の使い方を、問いに答えて確かめます（判断ガイド）"),
    "pack": ("registry.cli.pack", "公開パック（データとメタデータの一そろい）を作り、後で確かめます"),
    "tui": ("tui.command", "画面で調べ、足りないものを見つけ、計画を書きます"),
    "serve": ("tui.serve_command", "同じ画面をブラウザで開けるようにします"),
    "graph": ("registry.cli.graph", "知識のグラフを書き出し、確かめます"),
    "history": ("registry.cli.history", "ワークスペースの変更の履歴を示します"),
    "undo": ("registry.cli.undo", "直前の変更を取り消します"),
    "doctor": ("registry.cli.doctor", "知識ベースとワークスペースの健康を調べます"),
}
"""Name of each command, the module whose ``app`` serves it, and its line in the overview."""


INTERRUPTED = 130
"""Exit code after Ctrl+C, as shells expect it."""


class LazyGroup(TyperGroup):
    """Knows all commands by name and loads the one that is called."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 (the base's signature)
        """Names in the order of the table, which is the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module, overview = COMMANDS[cmd_name]
        command = typer.main.get_command(import_module(module).app)
        command.name = cmd_name
        command.short_help = overview
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """List the commands without loading them."""
        with formatter.section("コマンド"):
            formatter.write_dl([(name, overview) for name, (_, overview) in COMMANDS.items()])


app = typer.Typer(
    cls=LazyGroup,
    help="konkyo（根拠）: 自治体が、何を、どの条文に基づいて公開できるかを調べ、足りないものを見つけ、計画の案を書きます。",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def _root(
    version: bool = typer.Option(False, "--version", "-V", help="版を表示します"),
) -> None:
    if version:
        from registry import __version__

        typer.echo(f"konkyo {__version__}")
        raise typer.Exit


def run(words: list[str]) -> int:
    """Run a command line and turn every foreseen error into a message and an exit code.

    Without a word the screen is opened where there is a terminal; elsewhere the help is printed.
    """
    _steady_streams()
    if not words and sys.stdin.isatty() and sys.stdout.isatty():
        words = ["tui"]
    try:
        code = typer.main.get_command(app).main(words, prog_name="konkyo", standalone_mode=False)
        sys.stdout.flush()
    except KonkyoError as problem:
        return _fail(str(problem), problem.exit_code)
    except typer.TyperException as problem:
        if type(problem).__name__ == "NoArgsIsHelpError":
            print(problem.format_message(), file=sys.stderr)
            return ExitCode.USAGE
        return _fail(_in_japanese(problem), ExitCode.USAGE)
    except (typer.Abort, KeyboardInterrupt):
        return _fail("中断しました。途中の変更は保存していません。", INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    return code if isinstance(code, int) else ExitCode.DONE


def _fail(message: str, code: int) -> int:
    from registry.text.inert import inert

    print(f"エラー: {inert(message, keep_lines=True)}", file=sys.stderr)
    return code


def _in_japanese(problem: typer.TyperException) -> str:
    """The parser's English messages, said in Japanese with what to do.

    The parser's exception classes are private to Typer, so they are told apart by name.
    """
    context = getattr(problem, "ctx", None)
    parameter = getattr(problem, "param", None)
    mend = (
        f"\n  対処: {context.command_path} --help で使い方を確かめてください" if context is not None else ""
    )
    kind = type(problem).__name__
    if kind == "NoSuchOption":
        possible = getattr(problem, "possibilities", None)
        near = f"（近いもの: {'、'.join(possible)}）" if possible else ""
        return f"オプション {getattr(problem, 'option_name', '')} はありません{near}{mend}"
    if kind == "MissingParameter" and parameter is not None and context is not None:
        return f"必要な引数 {parameter.metavar or parameter.name} がありません{mend}"
    if kind == "BadParameter" and parameter is not None:
        return f"{parameter.opts[0]} の値が使えません: {problem.message}{mend}"
    if "No such command" in problem.message:
        name = problem.message.split("'")[1] if "'" in problem.message else ""
        from difflib import get_close_matches

        near_names = get_close_matches(name, COMMANDS)
        near = f"（近いもの: {'、'.join(near_names)}）" if near_names else ""
        return f"コマンド {name} はありません{near}\n  対処: konkyo --help で一覧を見てください"
    return f"使い方が違います: {problem.format_message()}{mend}"


def _steady_streams() -> None:
    """Print any text without crashing: UTF-8 into files and pipes, escapes for what a console cannot show."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():
            reconfigure(errors="backslashreplace")
        else:
            reconfigure(encoding="utf-8", errors="backslashreplace")
