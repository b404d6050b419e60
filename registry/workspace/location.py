"""Where the workspace is: told by option, by environment, or the place the system keeps for user data.

This module is cheap to import: it touches the file system, never a database library.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from registry.errors import WorkspaceError, system_reason

ENVIRONMENT_VARIABLE = "KONKYO_WORKSPACE"
FILE_NAME = "workspace.sqlite3"

Origin = Literal["option", "environment", "default"]

_SQLITE_HEADER = b"SQLite format 3\x00"
_SERVER_SCHEMES = {
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
_ORIGIN_LABELS: dict[Origin, str] = {
    "option": "指定（--workspace）",
    "environment": f"環境変数 {ENVIRONMENT_VARIABLE}",
    "default": "既定の場所",
}


@dataclass(frozen=True, slots=True)
class Location:
    """A workspace's place: ``path`` for a SQLite file, ``url`` for a database server; exactly one is set."""

    path: Path | None = None
    url: str | None = None
    origin: Origin = "option"

    @property
    def label(self) -> str:
        """The place as shown to people: never with a password."""
        if self.path is not None:
            return str(self.path)
        scheme, _, rest = (self.url or "").partition("://")
        _, at, server = rest.rpartition("@")
        return f"{scheme}://{server}" if at else f"{scheme}://{rest}"

    @property
    def described(self) -> str:
        """The place and who named it."""
        return f"{self.label}（{_ORIGIN_LABELS[self.origin]}）"


def locate(given: str | Path | None = None, *, environ: Mapping[str, str] | None = None) -> Location:
    """The workspace's place: ``given``, else env KONKYO_WORKSPACE, else the system's folder for user data.

    ``given`` is a path, ``sqlite:///path`` or ``postgresql://user:password@host/name``.
    Raises WorkspaceError for an address of another kind. Touches no file.
    """
    told: str | Path | None = given
    origin: Origin = "option"
    if told is None or told == "":
        told = (os.environ if environ is None else environ).get(ENVIRONMENT_VARIABLE)
        origin = "environment"
    if told is None or told == "":
        from platformdirs import user_data_path

        return Location(path=user_data_path("konkyo", appauthor=False) / FILE_NAME, origin="default")
    text = str(told)
    if "\x00" in text:
        raise WorkspaceError(
            "ワークスペースの場所として使えない文字が含まれています",
            where=repr(text),
            why="NUL 文字はファイル名に使えません",
            mend="ファイルの場所を指定し直してください",
        )
    if isinstance(told, str) and "://" in told:
        return _from_url(told, origin)
    return Location(path=_absolute(text), origin=origin)


def prepare(location: Location) -> None:
    """Check that a SQLite workspace can be opened at ``location`` and make its folder.

    Raises WorkspaceError for a folder, a special file, a file that is no database, and a place that cannot be
    written. Does nothing for a database server.
    """
    path = location.path
    if path is None:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise WorkspaceError(
                "ワークスペースの場所がフォルダーです",
                where=location.described,
                why="ワークスペースは1つのファイルです",
                mend=f"ファイル名まで指定してください（例: {path / FILE_NAME}）",
            )
        if not path.exists():
            _require_writable(path.parent, location)
            return
        if not path.is_file():
            raise WorkspaceError(
                "ワークスペースの場所が通常のファイルではありません",
                where=location.described,
                mend="別のファイル名を指定してください",
            )
        with path.open("rb") as file:
            header = file.read(len(_SQLITE_HEADER))
    except OSError as error:
        raise WorkspaceError(
            "ワークスペースの場所を使えません",
            where=location.described,
            why=system_reason(error),
            mend="書き込めるフォルダーを --workspace で指定してください",
        ) from error
    if header and header != _SQLITE_HEADER:
        raise not_a_workspace(location, "SQLite のデータベースファイルではありません")
    _require_writable(path, location)
    _require_writable(path.parent, location)


def not_a_workspace(location: Location, why: str) -> WorkspaceError:
    """The error for a file or database that is something else."""
    return WorkspaceError(
        "指定されたものは konkyo のワークスペースではありません",
        where=location.described,
        why=why,
        mend="--workspace にワークスペースのファイル（なければ新しいファイル名）を指定してください。"
        "このファイルには何も書いていません",
    )


def read_only(location: Location, why: str = "") -> WorkspaceError:
    """The error for a place that cannot be written."""
    return WorkspaceError(
        "ワークスペースに書き込めません",
        where=location.described,
        why=why or "ファイルまたはフォルダーが読み取り専用です",
        mend="書き込みの権限を付けるか、書き込めるフォルダーを --workspace で指定してください",
    )


def _from_url(text: str, origin: Origin) -> Location:
    scheme, _, rest = text.partition("://")
    if scheme == "sqlite":
        name = rest.removeprefix("/")
        if not rest.startswith("/") or name in {"", ":memory:"} or "?" in name:
            raise WorkspaceError(
                "ワークスペースの URL にファイルの場所がありません",
                where=text,
                why="sqlite:/// の後にファイルの場所だけを書きます",
                mend="例: sqlite:///C:/konkyo/workspace.sqlite3、sqlite:////home/user/workspace.sqlite3",
            )
        return Location(path=_absolute(name), origin=origin)
    if scheme in _SERVER_SCHEMES:
        return Location(url=f"{_SERVER_SCHEMES[scheme]}://{rest}", origin=origin)
    raise WorkspaceError(
        "この種類のワークスペースには対応していません",
        where=Location(url=text, origin=origin).label,
        why="使えるのは SQLite のファイルと PostgreSQL です",
        mend="ファイルの場所か、postgresql:// で始まる URL を指定してください",
    )


def _absolute(text: str) -> Path:
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError:
        # "~name" of an unknown user: taken as a file of that name.
        return Path(text).absolute()


def _require_writable(place: Path, location: Location) -> None:
    if not os.access(place, os.W_OK):
        raise read_only(location)
