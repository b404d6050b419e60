"""A record while its rows are still coming in."""

from dataclasses import dataclass, field

from registry.catalogue.record import Record, Resource

_MAX_EXTRA = 10_000
"""Characters of one heading's extra texts, gathered from all files of a dataset."""


@dataclass(slots=True)
class Draft:
    """What has been read of one dataset; ``record`` closes it."""

    title: str
    line: int
    id: str = ""
    description: str = ""
    organization: str = ""
    organization_code: str = ""
    tags: dict[str, None] = field(default_factory=dict)
    groups: dict[str, None] = field(default_factory=dict)
    resources: list[Resource] = field(default_factory=list)
    licence: str = ""
    frequency: str = ""
    issued: str = ""
    modified: str = ""
    contact: str = ""
    creator: str = ""
    url: str = ""
    standard: str = ""
    spatial: str = ""
    temporal: str = ""
    extras: dict[str, str] = field(default_factory=dict)

    def add_extra(self, name: str, text: str) -> None:
        """Keep ``text`` under ``name``, beside what stands there already."""
        told = self.extras.get(name)
        if told is None:
            self.extras[name] = text
        elif len(told) < _MAX_EXTRA and text not in told.split("\n"):
            self.extras[name] = f"{told}\n{text}"

    def record(self) -> Record:
        """The finished record; licence and day come from the files where the dataset itself tells none."""
        resources = tuple(self.resources)
        return Record(
            id=self.id,
            title=self.title,
            description=self.description,
            organization=self.organization,
            organization_code=self.organization_code,
            tags=tuple(self.tags),
            groups=tuple(self.groups),
            resources=resources,
            licence=self.licence
            or next((resource.licence for resource in resources if resource.licence), ""),
            frequency=self.frequency,
            issued=self.issued,
            modified=self.modified or max((resource.modified for resource in resources), default=""),
            contact=self.contact,
            creator=self.creator,
            url=self.url,
            standard=self.standard,
            spatial=self.spatial,
            temporal=self.temporal,
            source_line=self.line,
            extras=self.extras,
        )
