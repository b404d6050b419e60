"""``konkyo plan measures``: add, edit, list, show, remove, import, matrix, counters, columns."""

from pathlib import Path
from typing import Annotated

import typer

from registry.cli import measure_options, options
from registry.render.formats import Format
from registry.workspace.actor import actor

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="個別施策（施策票）を登録し、足りないところと、柱と重点分野の埋まり方を確かめます。",
)


@app.command()
def add(
    title: measure_options.TitleOption = None,
    action: measure_options.ActionOption = None,
    pillar: measure_options.PillarOption = None,
    field: measure_options.FieldOption = None,
    ground: measure_options.GroundOption = None,
    outline: measure_options.OutlineOption = None,
    section: measure_options.SectionOption = None,
    kpi: measure_options.KpiOption = None,
    year: measure_options.YearOption = None,
    uses: measure_options.UsesOption = None,
    publishes: measure_options.PublishesOption = None,
    personal: measure_options.PersonalOption = None,
    note: measure_options.NoteOption = None,
    body: options.BodyOption = "",
    as_of: options.AsOfOption = "",
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """個別施策を登録します。--action で候補から、--title で独自に作ります。"""
    from registry.analysis.measure_edit import MeasureChanges, add_measure

    changes = MeasureChanges(
        title=title,
        action=action,
        pillars=pillar,
        priority_fields=field,
        grounds=ground,
        outline=outline,
        section=section,
        kpis=kpi or (),
        schedule=year or (),
        data_used=uses,
        data_published=publishes,
        personal_path=personal,
        note=note,
    )
    shown = measure_options.Shown(body, as_of, workspace, form, bom, output)
    with options.open_workspace(workspace) as store:
        measure = add_measure(store, shown.view, shown.body, changes, now=options.now(), actor=actor())
        shown.sheet(store, measure)


@app.command()
def edit(
    which: measure_options.WhichArgument,
    title: measure_options.TitleOption = None,
    action: measure_options.ActionOption = None,
    pillar: measure_options.PillarOption = None,
    field: measure_options.FieldOption = None,
    ground: measure_options.GroundOption = None,
    outline: measure_options.OutlineOption = None,
    section: measure_options.SectionOption = None,
    kpi: measure_options.KpiOption = None,
    without_kpi: Annotated[
        list[str] | None, typer.Option("--without-kpi", help="外す KPI の番号か名称（繰り返せます）")
    ] = None,
    year: measure_options.YearOption = None,
    uses: measure_options.UsesOption = None,
    publishes: measure_options.PublishesOption = None,
    personal: measure_options.PersonalOption = None,
    note: measure_options.NoteOption = None,
    version: Annotated[
        int | None,
        typer.Option("--expect-version", help="この版（row_version）から変わっていれば変更しません"),
    ] = None,
    body: options.BodyOption = "",
    as_of: options.AsOfOption = "",
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """登録した個別施策を直します。書いたところだけが変わり、空の値（""）で消えます。"""
    from registry.analysis.measure_edit import MeasureChanges, edit_measure

    changes = MeasureChanges(
        title=title,
        action=action,
        pillars=pillar,
        priority_fields=field,
        grounds=ground,
        outline=outline,
        section=section,
        kpis=kpi or (),
        without_kpis=without_kpi or (),
        schedule=year or (),
        data_used=uses,
        data_published=publishes,
        personal_path=personal,
        note=note,
    )
    shown = measure_options.Shown(body, as_of, workspace, form, bom, output)
    with options.open_existing(workspace) as store:
        measure = edit_measure(
            store,
            shown.view,
            shown.body,
            which,
            changes,
            now=options.now(),
            actor=actor(),
            expected_version=version,
        )
        shown.sheet(store, measure)


@app.command("list")
def list_(
    body: options.BodyOption = "",
    as_of: options.AsOfOption = "",
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """登録した個別施策と、それぞれに足りないものを示します。"""
    shown = measure_options.Shown(body, as_of, workspace, form, bom, output)
    with options.open_existing(workspace) as store:
        shown.all(store)


@app.command()
def matrix(
    body: options.BodyOption = "",
    as_of: options.AsOfOption = "",
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """5つの柱と8つの重点分野の升目のうち、どこに個別施策があるかを示します。"""
    shown = measure_options.Shown(body, as_of, workspace, form, bom, output)
    with options.open_existing(workspace) as store:
        shown.matrix(store)


@app.command()
def show(
    which: measure_options.WhichArgument,
    body: options.BodyOption = "",
    as_of: options.AsOfOption = "",
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """一つの個別施策を施策票の形で示します。"""
    from registry.analysis.measure_edit import find_measure

    shown = measure_options.Shown(body, as_of, workspace, form, bom, output)
    with options.open_existing(workspace) as store:
        shown.sheet(store, find_measure(store.measures(shown.body.code), which))


@app.command()
def remove(
    which: measure_options.WhichArgument,
    body: options.BodyOption = "",
    as_of: options.AsOfOption = "",
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """個別施策を消します（undo で戻せます）。"""
    from registry.analysis.measure_edit import remove_measure

    shown = measure_options.Shown(body, as_of, workspace, form, bom, output)
    with options.open_existing(workspace) as store:
        remove_measure(store, shown.body, which, now=options.now(), actor=actor())
        shown.all(store)


@app.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(metavar="ファイル", help="YAML、JSON、CSV、Excel（列は columns で示します）")
    ],
    body: options.BodyOption = "",
    as_of: options.AsOfOption = "",
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """ファイルの個別施策を、まとめて登録・変更します（読めないところが一つでもあれば、何も変えません）。"""
    from registry.analysis.measure_files import read_measures, take_measures
    from registry.render.measures import import_table

    read = read_measures(file)
    shown = measure_options.Shown(body, as_of, workspace, form, bom, output)
    with options.open_workspace(workspace) as store:
        result = take_measures(store, shown.view, shown.body, read, now=options.now(), actor=actor())
    options.emit(result, form, import_table, bom=bom, output=output)


@app.command()
def counters(
    body: options.BodyOption = "",
    as_of: options.AsOfOption = "",
    workspace: options.WorkspaceOption = "",
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """konkyo が自分で数えられる KPI と、今の値を示します。"""
    from registry.analysis.measures import list_counters
    from registry.render.measures import counters_table

    shown = measure_options.Shown(body, as_of, workspace, form, bom, output)
    with options.open_existing(workspace) as store:
        listed = list_counters(store, shown.view, shown.body)
    options.emit(listed, form, counters_table, bom=bom, output=output)


@app.command()
def columns(
    form: options.FormatOption = Format.TABLE,
    bom: options.BomOption = False,
    output: options.OutputOption = None,
) -> None:
    """import で読むファイルの列（YAML と JSON では項目の名前）を示します。"""
    from registry.analysis.measure_columns import list_columns
    from registry.render.measures import columns_table

    options.emit(list_columns(), form, columns_table, bom=bom, output=output)
