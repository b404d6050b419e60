"""The pane beside the laws: the text of a law, one of its provisions, or what is next to either in the graph."""

from typing import TYPE_CHECKING

from tui.widgets.passages import Passage, Passages

if TYPE_CHECKING:
    from registry.knowledge.cards import ProvisionCard
    from registry.knowledge.laws import Law
    from tui.session import Session


class LawPane(Passages):
    """Shows a law, and over it a provision or the graph; ``shows`` says which."""

    def __init__(self, session: "Session", id: str | None = None) -> None:
        super().__init__(id=id)
        self._session = session
        self.law = ""
        """Id of the law."""
        self.provision = ""
        """Id of the provision that is shown instead of the whole law."""
        self._trail: list[str] = []
        """Keys of the nodes walked over in the graph, the shown one last."""

    @property
    def shows(self) -> str:
        """law, provision or graph."""
        if self._trail:
            return "graph"
        return "provision" if self.provision else "law"

    def show_law(self, law: str) -> None:
        """Show a law; the reader stays where he was when it is the same."""
        stay = law == self.law
        if not stay:
            self.law, self.provision, self._trail = law, "", []
        self._show(stay=stay)

    def show_provision(self, provision: str) -> None:
        """Show a provision of the law."""
        self.provision, self._trail = provision, []
        self._show()

    def show_graph(self) -> None:
        """What is next to the law, or to the provision."""
        self._trail = [f"provision/{self.provision}" if self.provision else f"law/{self.law}"]
        self._show()

    def walk_to(self, key: str) -> None:
        """To a neighbour in the graph."""
        self._trail.append(key)
        self._show()

    def step_out(self) -> bool:
        """One step out: along the trail, to the provision, to the law; False when the law is shown."""
        if self._trail:
            left = self._trail.pop()
        elif self.provision:
            left, self.provision = f"provision/{self.provision}", ""
        else:
            return False
        self._show()
        self.stand_on(left)
        return True

    @property
    def citation(self) -> str:
        """The provision in view with its law, number and day; "" while none is shown."""
        from registry.law.dates import format_wareki

        card = self._card()
        if card is None:
            return ""
        address = f" {card.url}" if card.url else ""
        return f"{card.law}（{card.law_number}）{card.article}（{format_wareki(card.as_of)}現在）{address}"

    @property
    def address(self) -> str:
        """Address of the provision that is shown or under the cursor, else of the law."""
        card = self._card()
        if card is not None and card.url:
            return card.url
        law = self._session.knowledge.laws.get(self.law)
        if law is None or law.law_id is None:
            return ""
        from registry.law.citations import law_url

        return law_url(law.law_id)

    def _card(self) -> "ProvisionCard | None":
        from registry.knowledge.cards import provision_card

        kind, _, key = self.key.partition("/")
        wanted = self.provision or (key if kind == "provision" else "")
        provision = self._session.knowledge.provisions.get(wanted)
        return None if provision is None else provision_card(provision, self._session.view)

    def _show(self, *, stay: bool = False) -> None:
        law = self._session.knowledge.laws.get(self.law)
        self.say([] if law is None else list(self._of_law(law)), stay=stay)

    def _of_law(self, law: "Law") -> list[Passage]:
        if self._trail:
            from tui.widgets.neighbourhood import graph_along

            return graph_along(self._trail, self._session.view)
        from registry.graph.neighbourhood import impact
        from registry.graph.resolve import node_of
        from registry.knowledge.cards import law_card, provision_card
        from registry.law.citations import parse_article
        from tui.widgets.law_detail import Term, law_passages, provision_passages

        knowledge, view = self._session.knowledge, self._session.view
        sources = {source.id: source.title for source in knowledge.sources.values()}
        provision = knowledge.provisions.get(self.provision)
        if provision is not None:
            depends = impact(node_of(provision, view), view)
            return list(provision_passages(provision_card(provision, view), depends, sources))
        own = [one for one in knowledge.provisions.values() if one.law == law.id and view.in_force(one)]
        cards = sorted(
            (provision_card(one, view) for one in own), key=lambda card: parse_article(card.article)
        )
        terms = [
            Term(
                term.since or law.promulgated or view.day,
                "所管 " + "・".join(knowledge.ministries[key].name for key in term.ministries),
                term.status,
            )
            for term in law.ministries
        ]
        depends = impact(node_of(law, view), view)
        return list(law_passages(law_card(law, view), cards, terms, depends, sources))
