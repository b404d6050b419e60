"""What the place 計画 asks for and then does: drafting, refreshing, exporting, named versions, another editor."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from registry.errors import KonkyoError, UsageError
from tui.long_work import LongWork

if TYPE_CHECKING:
    from registry.plan.elements import PlanText
    from registry.plan.refreshing import RefreshAnswer
    from tui.dialogs.draft_plan import NewDraft
    from tui.dialogs.export_plan import Export
    from tui.places.plan import Plan
    from tui.plan_work import PlanWork


def _work(place: "Plan") -> "PlanWork":
    if place.work is None:
        raise UsageError("団体が決まっていません", mend="B で団体を選んでください")
    return place.work


def draft(place: "Plan") -> None:
    """Ask what to draft, draft it, open it."""
    from tui.dialogs.draft_plan import DraftPlan

    work = _work(place)

    def chosen(new: "NewDraft | None") -> None:
        if new is None:
            return
        told = LongWork(doing="計画の案を作っています")
        place.konkyo.in_background(
            lambda: work.drafted(new.settings), lambda text: made(text, new.path), told
        )

    def made(text: str, path: Path) -> None:
        if place.work is not work:
            return
        try:
            work.begin(text, path)
        except KonkyoError as problem:
            place.konkyo.report(problem)
            return
        place.load(0)
        place.session.forget()
        place.outline.focus()
        shape = place.shape
        place.konkyo.say(
            f"案を作りました（記入欄 {shape.slots:,} か所）: {path}  F8 で最初の記入欄へ", undo=True
        )

    place.app.push_screen(DraftPlan(work.free_path()), chosen)


def refresh(place: "Plan") -> None:
    """Show what a new draft would change; take it in when asked to; then decide the conflicts."""
    from tui.dialogs.refresh_plan import RefreshPlan
    from tui.plan_shape import places_of

    work = _work(place)
    place.save()
    if place.shape.conflicts:
        place.merge()
        left = place.shape.conflicts
        place.konkyo.say(f"競合が {left:,}件 開いています。先に決めてください（1・2・3 で選ぶ）")
        return

    def seen(answer: "RefreshAnswer") -> None:
        if not answer.changed:
            place.konkyo.say("新しい案と変わりません。計画はそのままです")
        elif place.work is work and work.shown is not None:
            places = places_of(work.shown, place.shape)
            place.app.push_screen(RefreshPlan(answer, places, place.shape.edited), asked)

    def asked(sure: bool | None) -> None:
        if sure:
            told = LongWork(doing="新しい案を取り込んでいます", changes=True)
            place.konkyo.in_background(lambda: work.refresh(trial=False), done, told)

    def done(answer: "RefreshAnswer") -> None:
        work.refreshed(answer)
        if place.work is not work:
            return
        place.load(place.editor.row)
        place.session.forget()
        if answer.conflicts:
            place.merge()
            place.konkyo.say(f"取り込みました。競合 {answer.conflicts}件を決めてください", undo=True)
        else:
            place.konkyo.say("新しい案を取り込みました（手直しはそのままです）", undo=True)

    place.konkyo.in_background(
        lambda: work.refresh(trial=True), seen, LongWork(doing="新しい案と比べています")
    )


def name_version(place: "Plan") -> None:
    """Store a version under a name."""
    from tui.dialogs.ask_text import AskText

    _work(place)

    def named(name: str | None) -> None:
        if name:
            number = place.save(name=name)
            more = "。ほかで直された文も入っています" if place.told_outside else ""
            place.konkyo.say(f"版 {number}「{name}」を残しました{more}", undo=True)

    place.app.push_screen(AskText("版を残す", "版の名（例: 庁内照会前）", yes="残す"), named)


def export(place: "Plan") -> None:
    """Write the plan for others, as it is typed."""
    from registry.plan.exporting import remaining, write_export
    from registry.plan.reading import read_plan
    from tui.dialogs.export_plan import ExportPlan

    work = _work(place)
    path = work.path
    if path is None or work.shown is None:
        raise UsageError("計画がまだありません", mend="r で案を作ってください")
    place.save()
    text, session = work.text, place.session
    read = read_plan(text)

    def workbook(plan: "PlanText") -> bytes:
        from registry.plan.workbook import workbook_for

        return workbook_for(plan, session.view, work.body, session.store_if_any(), session.now())

    def write(asked: "Export") -> None:
        write_export(text, read, asked.form, asked.target, bom=False, workbook=workbook)

    def chosen(asked: "Export | None") -> None:
        if asked is not None:
            told = LongWork(doing="書き出しています")
            place.konkyo.in_background(
                lambda: write(asked), lambda _: place.konkyo.say(f"書き出しました: {asked.target}"), told
            )

    place.app.push_screen(ExportPlan(path, remaining(text, read)), chosen)


def open_file(place: "Plan") -> None:
    """Choose the file of a plan and work on it from now on."""
    from tui.dialogs.choose_file import ChooseFile

    work = _work(place)
    folder = work.path.parent if work.path is not None else work.free_path().parent

    def chosen(paths: Any) -> None:
        if not paths:
            return
        try:
            work.take_over(paths[0])
        except KonkyoError as problem:
            place.konkyo.report(problem)
            return
        place.load(0)
        place.konkyo.tell_place()
        place.konkyo.say(f"計画を開きました: {paths[0]}")

    place.app.push_screen(ChooseFile("計画を開く", folder=folder, endings={".md"}), chosen)
