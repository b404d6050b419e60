"""JSON and JSON Lines, read strictly: what is ambiguous or built to hurt is refused."""

import json
from typing import Any, NamedTuple

from registry.catalogue.limits import MAX_JSON_DEPTH
from registry.errors import InputError


class JsonText(NamedTuple):
    """The data of a file; ``lines`` is True for JSON Lines (one object a line), whose data is their list."""

    data: Any
    lines: bool = False


class _Ambiguous(ValueError):
    """A key stands twice in one object, with different values."""


def read_json(text: str, where: str) -> JsonText:
    """Parse a whole file.

    Raises InputError for broken JSON, a key told twice with different values, absurdly long numbers, and
    nesting deeper than the limit.
    """
    try:
        return JsonText(_bounded(_loads(text), where))
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and "\n" in text[: error.pos]:
            return JsonText(_bounded(_lines(text, where), where), lines=True)
        raise _broken(where, error, 0) from error
    except _Ambiguous as error:
        raise _ambiguous(where, error) from error
    except RecursionError as error:
        raise _too_deep(where) from error
    except ValueError as error:
        raise _number(where) from error


def _lines(text: str, where: str) -> list[Any]:
    members: list[Any] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        at = f"{where} の {number:,} 行目"
        try:
            members.append(_loads(line))
        except json.JSONDecodeError as error:
            raise _broken(where, error, number) from error
        except _Ambiguous as error:
            raise _ambiguous(at, error) from error
        except RecursionError as error:
            raise _too_deep(at) from error
        except ValueError as error:
            raise _number(at) from error
    return members


def _loads(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_object, parse_constant=_no_number)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        for name, value in pairs:
            if members[name] != value:
                raise _Ambiguous(name)
    return members


def _no_number(_: str) -> None:
    """NaN and Infinity are no JSON; exports that write them mean that there is no value."""


def _bounded(data: Any, where: str) -> Any:
    level, depth = [data], 0
    while level:
        depth += 1
        if depth > MAX_JSON_DEPTH:
            raise _too_deep(where)
        level = [
            child
            for node in level
            for child in (node.values() if isinstance(node, dict) else node if isinstance(node, list) else ())
            if isinstance(child, dict | list)
        ]
    return data


def _broken(where: str, error: json.JSONDecodeError, line: int) -> InputError:
    return InputError(
        "JSON として読めません",
        where=f"{where} の {line or error.lineno:,} 行目 {error.colno:,} 文字目",
        why=f"書き方が JSON の決まりに合わないか、途中で切れています（{error.msg}）",
        mend="もう一度ダウンロードするか、書き出し直してください",
    )


def _ambiguous(where: str, error: _Ambiguous) -> InputError:
    return InputError(
        "JSON の同じ項目に違う値が二つ書かれています",
        where=f"{where} の項目「{str(error)[:40]}」",
        why="どちらが正しいか決められません",
        mend="書き出し直すか、一方を消してください",
    )


def _number(where: str) -> InputError:
    return InputError(
        "JSON の数が長すぎるため読み込みを止めました",
        where=where,
        why="4,300 桁を超える整数があります",
        mend="入手元を確かめ、書き出し直してください",
    )


def _too_deep(where: str) -> InputError:
    return InputError(
        "JSON の入れ子が深すぎるため読み込みを止めました",
        where=where,
        why=f"上限は {MAX_JSON_DEPTH} 段です",
        mend="入手元を確かめ、書き出し直してください",
    )
