"""Builds the knowledge graph when the wheel is built, so that the installed package answers queries at once.

The scripts of the explorer are built before, by `make web`; without them there is no wheel.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

__all__ = ["SCRIPTS", "GraphBuildHook"]

#: What `make web` makes for the explorer.
SCRIPTS = ("LICENCES.txt", "explorer.css", "explorer.js", "oxigraph.wasm.gz", "worker.js")


class GraphBuildHook(BuildHookInterface[BuilderConfig]):
    """Adds the built graph to a wheel; an editable install reads the checkout and needs none."""

    PLUGIN_NAME = "custom"
    _folder: tempfile.TemporaryDirectory[str] | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Builds the graph beside the checkout, or says why the records do not allow it."""
        if version != "editable":
            self._require_scripts()
        self._folder = tempfile.TemporaryDirectory(prefix="naseikg-")
        if version == "editable":
            # Without a map of its own an editable wheel would carry copies of what the checkout has; this one is empty.
            build_data["force_include_editable"] = {self._folder.name: "naseikg/data"}
            return
        source = str(Path(self.root) / "src")
        sys.path.insert(0, source)
        try:
            from naseikg.pipeline import build_graph, write_graph
            from naseikg.places import project
        finally:
            sys.path.remove(source)
        folder = Path(self._folder.name) / "graph"
        write_graph(build_graph(project(Path(self.root))), folder)
        build_data["force_include"][str(folder)] = "naseikg/data/graph"

    def _require_scripts(self) -> None:
        """Says what to run when the explorer's scripts, which git does not hold, are not there to be taken along."""
        built = Path(self.root) / "src" / "naseikg" / "explorer" / "built"
        if missing := [name for name in SCRIPTS if not (built / name).is_file()]:
            raise RuntimeError(f"{built}: lacks {', '.join(missing)}; run 'make web' before the wheel is built")

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Removes the graph, which the wheel holds now."""
        if self._folder is not None:
            self._folder.cleanup()
