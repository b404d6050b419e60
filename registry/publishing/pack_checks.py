"""The check of a pack's files before they go out: what was found, and a stop where personal data shows."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from registry.errors import ExitCode, InputError, KonkyoError
from registry.knowledge.base import Knowledge
from registry.publishing.pack import CheckedFile, CodeCount, PackChecks
from registry.standards.answers import FileCheck
from registry.standards.findings import Severity

_TABLES = frozenset({".csv", ".tsv", ".xlsx", ".xlsm", ".xls"})
"""Endings of files that must be readable as tables."""
_PERHAPS_TABLES = frozenset({".txt", ".gz"})
_PERSONAL = "P"
"""Codes of findings on personal data begin with it."""


class PersonalDataFound(KonkyoError):
    """The files show personal data, and nobody said that they may go out in spite of it."""

    exit_code = ExitCode.NEGATIVE


class FileFacts(Struct, frozen=True, kw_only=True):
    """What the check learned of a file."""

    checked: CheckedFile
    rows: int | None = None
    encoding: str = ""
    dataset: str = ""
    personal_errors: tuple[str, ...] = ()
    """Titles of the rules."""


def check_one(copy: Path, source: Path, path: str, knowledge: Knowledge, dataset: str = "") -> FileFacts:
    """Check a copied file; ``path`` is its place in the pack, ``source`` what the user calls it.

    Files that are no tables are told as not checked. Raises InputError for a table that cannot be read.
    """
    from registry.standards.checking import check_file

    ending = source.suffix.lower()
    if ending not in _TABLES | _PERHAPS_TABLES:
        return _not_checked(path, "表として点検できる形式ではありません")
    try:
        check = check_file(copy, knowledge, dataset=dataset)
    except InputError as error:
        if ending in _PERHAPS_TABLES:
            return _not_checked(path, error.what)
        where = error.where.replace(str(copy), str(source)).replace(copy.name, source.name)
        raise InputError(error.what, where=where, why=error.why, mend=error.mend) from error
    return FileFacts(
        checked=_checked(path, check),
        rows=check.rows,
        encoding=check.encoding,
        dataset=check.dataset.id if check.dataset else "",
        personal_errors=tuple(
            dict.fromkeys(
                f"{code.code} {code.title}"
                for code in _counts(check)
                if code.code.startswith(_PERSONAL) and code.severity == Severity.ERROR
            )
        ),
    )


def checks_of_pack(facts: Sequence[FileFacts], accepted: str) -> PackChecks:
    """The summary of all files.

    Raises PersonalDataFound when a file has an error on personal data and ``accepted`` gives no reason.
    """
    showing = [fact for fact in facts if fact.personal_errors]
    if showing and not accepted:
        listed = "\n".join(f"    {fact.checked.path}: {'、'.join(fact.personal_errors)}" for fact in showing)
        raise PersonalDataFound(
            f"公開パックを作りませんでした。個人情報とみられるものが {len(showing)} 件のファイルにあります",
            why=f"点検の結果:\n{listed}",
            mend="konkyo check で場所を確かめて除いてください。公開してよいと確かめたなら、"
            "その理由を --accept-personal-data に書いてください",
        )
    return PackChecks(
        files=tuple(fact.checked for fact in facts),
        personal_errors=len(showing),
        accepted_personal_data=accepted if showing else "",
    )


def _not_checked(path: str, why: str) -> FileFacts:
    checked = CheckedFile(
        path=path, errors=0, warnings=0, infos=0, redactions=0, findings=(), not_checked=why
    )
    return FileFacts(checked=checked)


def _checked(path: str, check: FileCheck) -> CheckedFile:
    return CheckedFile(
        path=path,
        errors=check.errors,
        warnings=check.warnings,
        infos=check.infos,
        redactions=sum(found.count for found in check.redactions),
        findings=tuple(_counts(check)),
    )


def _counts(check: FileCheck) -> list[CodeCount]:
    """Findings by code and severity; messages are left out, for they may show cells."""
    from registry.standards.codes import RULES

    titles = {rule.code: rule.title for rule in RULES}
    counts: Counter[tuple[str, str]] = Counter()
    for finding in check.findings:
        counts[finding.code, finding.severity.value] += finding.count
    return [
        CodeCount(code=code, severity=severity, title=titles[code], count=count)
        for (code, severity), count in sorted(counts.items())
    ]
