"""Options that many commands share, and what they resolve to."""

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from registry.errors import UsageError, WorkspaceError
from registry.render.formats import Format, render
from registry.render.tables import Table

if TYPE_CHECKING:
    from registry.knowledge.base import Knowledge, KnowledgeAt
    from registry.knowledge.bodies import Body
    from registry.knowledge.items import FactKey
    from registry.publishing.verdicts import Answer
    from registry.workspace.location import Location
    from registry.workspace.repository import Workspace

Result = TypeVar("Result")

JAPAN = timezone(timedelta(hours=9))
"""Days are days in Japan wherever the program runs."""

FormatOption = Annotated[Format, typer.Option("--format", "-f", help="出力の形: table, json, csv, markdown")]
AsOfOption = Annotated[
    str, typer.Option("--as-of", help="基準日（2026-11-25、令和8年11月25日 など）。省くと今日")
]
BodyOption = Annotated[str, typer.Option("--body", "-b", help="団体のコード（6桁）か名前")]
WorkspaceOption = Annotated[
    str,
    typer.Option(
        "--workspace", "-w", help="ワークスペースの場所（ファイルか URL）", envvar="KONKYO_WORKSPACE"
    ),
]
BomOption = Annotated[bool, typer.Option("--bom", help="CSV に BOM を付けます（Excel で開くとき）")]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help="書き出すファイル。省くと標準出力")]
AssumeOption = Annotated[
    list[str] | None, typer.Option("--assume", help="この質問だけの仮定: KEY=yes|no|unknown（繰り返せます）")
]


def today() -> date:
    """Today in Japan."""
    return datetime.now(JAPAN).date()


def now() -> datetime:
    """This moment in Japan, to the second."""
    return datetime.now(JAPAN).replace(microsecond=0)


def knowledge() -> "Knowledge":
    """The knowledge of this installation; tells on stderr why an overlay was refused."""
    from registry.knowledge.snapshot import load

    base = load()
    for problem in base.overlay_problems:
        print(f"注意: 追加データを使いません。{problem}", file=sys.stderr)
    return base


def knowledge_at(as_of: str) -> "KnowledgeAt":
    """The knowledge on the day of ``--as-of``; notices go to stderr."""
    from registry.law.dates import parse_date

    view = knowledge().at(parse_date(as_of) if as_of else today())
    for notice in view.notices():
        print(f"注意: {notice}", file=sys.stderr)
    return view


def find_body(base: "Knowledge", text: str) -> "Body | None":
    """The body of ``--body``; None when the option was not given."""
    return base.bodies.find(text) if text else None


def parse_assumptions(texts: list[str] | None) -> "dict[FactKey, Answer]":
    """``KEY=yes|no|unknown`` pairs.

    Raises UsageError for an unknown key or answer.
    """
    from registry.knowledge.items import FactKey
    from registry.publishing.verdicts import Answer

    assumed = {}
    for text in texts or []:
        key, _, answer = text.partition("=")
        if key not in list(FactKey):
            raise UsageError(f"事実の名前「{key}」はありません", mend="使える名前: " + "、".join(FactKey))
        if answer not in set(Answer):
            raise UsageError(
                f"「{text}」の答えが読めません", mend="yes、no、unknown のどれかを = の後に書いてください"
            )
        assumed[FactKey(key)] = Answer(answer)
    return assumed


def emit(
    result: Result,
    form: Format,
    to_table: Callable[[Result], Table],
    *,
    bom: bool = False,
    output: Path | None = None,
) -> None:
    """Print a result, or write it to a file whole or not at all."""
    columns = shutil.get_terminal_size((100, 24)).columns if output is None and sys.stdout.isatty() else 100
    text = render(result, form, to_table, columns=columns, bom=bom)
    if output is None:
        sys.stdout.write(text)
    else:
        write_text(output, text)


def write_text(output: Path, text: str) -> None:
    """Write UTF-8 text atomically.

    Raises UsageError when the place cannot be written.
    """
    from registry.files import write_atomically

    write_atomically(output, text.encode("utf-8"))
    print(f"書き出しました: {output}", file=sys.stderr)


def existing_workspace(workspace: str) -> "Location | None":
    """The place of the workspace; None when it is a file that is not there yet."""
    from registry.workspace.location import locate

    place = locate(workspace)
    return place if place.path is None or place.path.exists() else None


def open_workspace(workspace: str) -> "Workspace":
    """Open the workspace, making it where there is none; tells on stderr when an older one was migrated."""
    from registry.workspace.repository import Workspace

    store = Workspace.open(workspace, now())
    if store.backup is not None:
        print(f"ワークスペースを新しい版にしました。元の写し: {store.backup}", file=sys.stderr)
    return store


def open_existing(workspace: str) -> "Workspace":
    """Open a workspace that must be there.

    Raises WorkspaceError when it is not.
    """
    from registry.workspace.location import locate

    if existing_workspace(workspace) is None:
        raise WorkspaceError(
            "ワークスペースがまだありません",
            where=locate(workspace).described,
            mend="konkyo inventory import で目録を取り込むか、konkyo body set で団体の事実を登録すると作られます",
        )
    return open_workspace(workspace)


@contextmanager
def workspace_if(workspace: str, *, wanted: bool = False) -> "Iterator[Workspace | None]":
    """The workspace where there is one, or where one is ``wanted``; else None."""
    if wanted or existing_workspace(workspace) is not None:
        with open_workspace(workspace) as store:
            yield store
    else:
        yield None


def refuse_existing(output: Path | None, overwrite: bool, what: str) -> None:
    """Raise UsageError when a file that may hold people's work would be replaced."""
    if output is not None and output.exists() and not overwrite:
        raise UsageError(
            f"{what}を書き出しませんでした。同じ名前のファイルが既にあります",
            where=str(output),
            why="置き換えると、そのファイルに書き加えた文が失われます",
            mend="別の名前を指定するか、失ってよければ --overwrite を付けてください",
        )


def chosen_body(base: "Knowledge", text: str, workspace: str) -> "Body":
    """The body of ``--body``; without it, the only one of the workspace.

    Raises UsageError when that is none or several.
    """
    if text:
        return base.bodies.find(text)
    known = []
    if existing_workspace(workspace) is not None:
        with open_workspace(workspace) as store:
            known = [body for summary in store.bodies() if (body := base.bodies.get(summary.body_code))]
    if len(known) == 1:
        return known[0]
    why = "ワークスペースに団体がまだありません"
    if known:
        listed = "、".join(f"{body.code} {body.full_name}" for body in known[:10])
        why = f"ワークスペースに団体が {len(known)} 件あります: {listed}"
    raise UsageError(
        "団体が決まりません", why=why, mend="--body に団体コードか名称を指定してください（例: --body 141003）"
    )


def facts_of(store: "Workspace", body_code: str) -> "dict[FactKey, Answer]":
    """Facts that the body told, as verdicts take them."""
    from registry.knowledge.items import FactKey
    from registry.publishing.verdicts import Answer

    return {
        FactKey(fact.fact_key): Answer(fact.answer)
        for fact in store.facts(body_code)
        if fact.fact_key in list(FactKey)
    }


def told_facts(workspace: str, body: "Body | None") -> "dict[FactKey, Answer]":
    """Facts that the body told earlier; empty when there is no workspace yet."""
    if body is None or existing_workspace(workspace) is None:
        return {}
    with open_workspace(workspace) as store:
        return facts_of(store, body.code)


def report_workspace(workspace: str) -> bool:
    """Tell on stderr how the workspace is; False when it is damaged. True when there is none yet."""
    place = existing_workspace(workspace)
    if place is None:
        print("ワークスペース: まだありません", file=sys.stderr)
        return True
    from registry.render.workspace import workspace_lines
    from registry.workspace.health import examine

    with open_workspace(workspace) as store:
        health = examine(store)
    print("\n".join(workspace_lines(health)), file=sys.stderr)
    return health.sound
