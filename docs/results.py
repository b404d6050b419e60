"""Which commands print which result; one table for the schemas, the reference of JSON and their tests."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

SCHEMAS = Path(__file__).resolve().parents[1] / "registry" / "schemas"


class Printed(NamedTuple):
    """A result that ``--format json`` prints."""

    name: str
    """Of the schema file, without its ending."""
    command: str
    """As a user types it, with an example of its arguments."""
    place: str
    """``module:type`` of the result."""
    before: tuple[str, ...] = ()
    """Commands that bring a new workspace to where this one can run."""

    @property
    def type(self) -> Any:
        """The struct of the result."""
        module, _, name = self.place.partition(":")
        return getattr(import_module(module), name)


BODY = "--body 132063"
IMPORT = f"inventory import examples/aozora/open_data_list_new.csv {BODY}"
TELL = f"body set has_flood_hazard_area=yes {BODY}"
STATE = f"status set 16 公開予定 --year 2027 {BODY}"
PLAN = f"plan draft {BODY} --period 2027-2031 --output plan.md"
WORD = "plan export plan.md --to docx --output plan.docx"
MEASURE = f"plan measures add --action B03 {BODY}"
PACK = f"pack make examples/aozora/aed_old_cp932.csv -o 公開 --metadata examples/aozora/aed.yaml {BODY}"
ANSWERS = "registry.analysis.measure_answers"

ALL = (
    Printed("publishable", "publishable --body 横浜市", "registry.publishing.answers:PublishableAnswer"),
    Printed("why", "why 10 --body 横浜市", "registry.publishing.answers:WhyAnswer"),
    Printed("show-item", "show 15", "registry.publishing.item_card:ItemCard"),
    Printed("show-law", "show 道路法", "registry.knowledge.cards:LawCard"),
    Printed("show-provision", "show 道路法 28条3項", "registry.knowledge.cards:ProvisionCard"),
    Printed("show-node", "show ods-01", "registry.graph.neighbourhood:NodeCard"),
    Printed("search", "search 旅券 --limit 5", "registry.graph.finding:SearchAnswer"),
    Printed("impact", "impact 旅券法", "registry.graph.neighbourhood:ImpactAnswer"),
    Printed("graph-check", "graph check", "registry.graph.structure:StructureReport"),
    Printed("body-set", f"body set manages_fishing_port=no {BODY}", "registry.analysis.bodies:BodyCard"),
    Printed("body-show", f"body show {BODY}", "registry.analysis.bodies:BodyCard", (TELL,)),
    Printed("body-list", "body list 府中", "registry.analysis.bodies:BodyList"),
    Printed("inventory-import", IMPORT, "registry.analysis.intake:IntakeReport"),
    Printed("inventory-list", f"inventory list {BODY}", "registry.analysis.inventory:RecordList", (IMPORT,)),
    Printed(
        "inventory-show",
        f"inventory show AOZ-018 {BODY}",
        "registry.analysis.inventory:RecordCard",
        (IMPORT,),
    ),
    Printed(
        "inventory-review", f"inventory review {BODY}", "registry.analysis.inventory:ReviewList", (IMPORT,)
    ),
    Printed("match", "match examples/aozora/open_data_list_new.csv", "registry.matching.answers:MatchAnswer"),
    Printed("check", "check examples/aozora/aed_old_cp932.csv", "registry.standards.answers:FileCheck"),
    Printed("check-files", "check examples/aozora", "registry.standards.answers:CheckAnswer"),
    Printed("gaps", f"gaps {BODY}", "registry.analysis.gaps:GapsAnswer", (IMPORT, TELL, STATE)),
    Printed("status-set", STATE, "registry.analysis.states:StateList"),
    Printed("status-list", f"status list {BODY}", "registry.analysis.states:StateList", (STATE,)),
    Printed("status-clear", f"status clear 16 {BODY}", "registry.analysis.states:StateList", (STATE,)),
    Printed(
        "status-import",
        "status import gaps.xlsx",
        "registry.analysis.states:StatesImport",
        (IMPORT, STATE, f"gaps {BODY} --output gaps.xlsx"),
    ),
    Printed("sheet", f"sheet 16 {BODY}", "registry.publishing.sheet:DecisionSheet", (IMPORT,)),
    Printed("sheet-all", f"sheet --all -o シート {BODY}", "registry.publishing.sheet:SheetFolder"),
    Printed(
        "guide",
        f"guide はい いいえ 含まない --about 15 --keep {BODY}",
        "registry.analysis.guide_walks:GuideAnswer",
    ),
    Printed("pack-make", PACK, "registry.publishing.pack:PackAnswer"),
    Printed("pack-verify", "pack verify 公開", "registry.publishing.pack:PackVerification", (PACK,)),
    Printed("plan-templates", "plan templates", "registry.plan.template_list:TemplateList"),
    Printed("plan-measures-add", MEASURE, f"{ANSWERS}:MeasureSheet"),
    Printed(
        "plan-measures-edit",
        f"plan measures edit 1 --section 企画課 {BODY}",
        f"{ANSWERS}:MeasureSheet",
        (MEASURE,),
    ),
    Printed("plan-measures-show", f"plan measures show 1 {BODY}", f"{ANSWERS}:MeasureSheet", (MEASURE,)),
    Printed("plan-measures-list", f"plan measures list {BODY}", f"{ANSWERS}:MeasuresAnswer", (MEASURE,)),
    Printed("plan-measures-matrix", f"plan measures matrix {BODY}", f"{ANSWERS}:MeasuresAnswer", (MEASURE,)),
    Printed(
        "plan-measures-remove", f"plan measures remove 1 {BODY}", f"{ANSWERS}:MeasuresAnswer", (MEASURE,)
    ),
    Printed(
        "plan-measures-import",
        f"plan measures import measures.xlsx {BODY}",
        f"{ANSWERS}:MeasuresImport",
        (MEASURE, PLAN, "plan export plan.md --to xlsx --output measures.xlsx"),
    ),
    Printed("plan-measures-counters", f"plan measures counters {BODY}", f"{ANSWERS}:CounterList", (IMPORT,)),
    Printed("plan-measures-columns", "plan measures columns", f"{ANSWERS}:ColumnList"),
    Printed("plan-refresh", "plan refresh plan.md", "registry.plan.refreshing:RefreshAnswer", (PLAN, STATE)),
    Printed("plan-lint", "plan lint plan.md", "registry.plan.lint.findings:LintAnswer", (PLAN,)),
    Printed(
        "plan-import",
        "plan import plan.docx --into plan.md",
        "registry.plan.word.taking:ImportAnswer",
        (PLAN, WORD),
    ),
    Printed(
        "plan-versions-list", f"plan versions list {BODY}", "registry.plan.versions:VersionList", (PLAN,)
    ),
    Printed(
        "plan-versions-restore",
        f"plan versions restore 1 old.md {BODY}",
        "registry.plan.refreshing:RestoreAnswer",
        (PLAN,),
    ),
    Printed("plan-actions", f"plan actions {BODY}", "registry.plan.listing:ActionList"),
    Printed("history", f"history {BODY}", "registry.analysis.changes:ChangeList", (TELL, STATE)),
    Printed("history-change", f"history 1 {BODY}", "registry.analysis.changes:ChangeCard", (TELL,)),
    Printed("undo", f"undo {BODY}", "registry.analysis.changes:ChangeList", (TELL,)),
    Printed("doctor", "doctor --registry", "registry.knowledge.health:RegistryHealth"),
)


def printed() -> tuple[Printed, ...]:
    """The results whose modules are there."""
    return tuple(result for result in ALL if find_spec(result.place.partition(":")[0]) is not None)
