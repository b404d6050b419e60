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
    Printed("plan-actions", f"plan actions {BODY}", "registry.plan.listing:ActionList"),
    Printed("history", f"history {BODY}", "registry.analysis.changes:ChangeList", (TELL, STATE)),
    Printed("history-change", f"history 1 {BODY}", "registry.analysis.changes:ChangeCard", (TELL,)),
    Printed("undo", f"undo {BODY}", "registry.analysis.changes:ChangeList", (TELL,)),
    Printed("doctor", "doctor --registry", "registry.knowledge.health:RegistryHealth"),
)


def printed() -> tuple[Printed, ...]:
    """The results whose modules are there."""
    return tuple(result for result in ALL if find_spec(result.place.partition(":")[0]) is not None)
