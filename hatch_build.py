"""Build hook: what the wheel carries beside code.

That is seed/ and examples/, and the compiled knowledge, so that an installed konkyo never reads YAML.
"""

import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class KnowledgeHook(BuildHookInterface[Any]):
    """Fills ``registry/_data/`` of the wheel.

    An editable install gets nothing: there seed/ is read where it is being edited.
    """

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the folders among the files of the wheel, and the snapshot, written to a temporary folder.

        ``version`` is hatchling's word for the kind of wheel, "standard" or "editable". Raises SeedError when
        the seed is broken, so that no wheel is made of it.
        """
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        try:
            from registry.knowledge.snapshot import write_packaged
        finally:
            sys.path.remove(self.root)
        with ExitStack() as stack:
            snapshot = Path(stack.enter_context(TemporaryDirectory(prefix="konkyo-build-")), "knowledge.bin")
            write_packaged(snapshot)
            self._temporary = stack.pop_all()
        for source, name in (("seed", "seed"), ("examples", "examples"), (snapshot, "knowledge.bin")):
            build_data["force_include"][str(Path(self.root, source))] = f"registry/_data/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove the temporary folder; the arguments are hatchling's."""
        if version != "editable":
            self._temporary.close()
