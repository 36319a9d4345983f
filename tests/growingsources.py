"""Sources to be added to a graph, written in a few lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pyoxigraph import Quad, Store

from naseikg.asking.answers import construct
from naseikg.asking.ondisk import Account
from naseikg.asking.store import Manifest, quads_of, store_of
from naseikg.growing.adding import account_for, add_entries
from naseikg.linking.linked import labels_of, linked
from naseikg.linking.sssom import load_mappings
from naseikg.places import Project
from naseikg.reasoning.ontology import Ontology
from naseikg.reasoning.reason import materialise
from naseikg.records.catalogue import records_of
from naseikg.records.source import Entry, load_source_folder
from naseikg.records.triples import triples_of

__all__ = ["Growing", "account_of", "built_from", "source_of"]

_ABOUT = """\
- id: {name}
  type: Review
  label: the source {name}
  title: The source {name}
  authors: ['Kim, K.']
  year: 2025
  text_digest: '0'
"""


def source_of(folder: Path, claims: Sequence[str], **files: str) -> Path:
    """Writes a source of that folder's name with a finding, on one sentence, for each ``subject relation object``.

    More fields of the finding may follow after a comma, as in ``a b c, credited: yu-y``.
    """
    folder.mkdir(parents=True)
    findings = []
    for number, claim in enumerate(claims, start=1):
        said, *more = claim.split(", ")
        subject, relation, value = said.split()
        findings.append(
            f"- id: f{number:03}\n  subject: {subject}\n  relation: {relation}\n  object: {value}\n"
            f"  claim: Claim {number} of {folder.name}.\n  basis: measured\n  sentences: [1-p1-s1]\n  references: [1]\n"
            + "".join(f"  {one}\n" for one in more)
        )
    written = {
        "source": _ABOUT.format(name=folder.name),
        "findings": "\n".join(findings),
        "references": (
            "- id: 1\n  type: Reference\n  authors: ['Yu, Y.', 'Kim, K.']\n"
            f"  title: A work\n  journal: Journal of {folder.name}\n  year: 2025\n  doi_basis: blank\n"
        ),
        "sections": "- id: 1\n  type: Section\n  number: 1\n  label: Text\n",
        "sentences": (
            "- id: 1-p1-s1\n  section: 1\n  paragraph: 1\n  sentence: 1\n  start: 0\n  end: 40\n  cites: [1]\n"
        ),
        **files,
    }
    for name, text in written.items():
        (folder / f"{name}.yaml").write_text(text)
    return folder


class Growing:
    """A graph in memory to which sources are added, and the account of it."""

    def __init__(self, project: Project, quads: Sequence[Quad]) -> None:
        self.project = project
        self.store = store_of(quads)
        self.account = account_of(self.store)
        self._before = store_of(quads)

    def add(self, entries: Sequence[Entry]) -> None:
        """Adds the entries; what is raised leaves a graph that is good for nothing, as on disk."""
        joined, _, _ = add_entries(self.store, self._before, self.project, entries)
        account_for(self.account, joined)
        for quad in joined.removed:
            self._before.remove(quad)
        self._before.extend(joined.added)

    def add_folder(self, folder: Path) -> None:
        """Adds the records of a folder."""
        self.add(load_source_folder(folder))

    @property
    def manifest(self) -> Manifest:
        """What the account says of the graph."""
        return self.account.manifest(version="")


def account_of(store: Store) -> Account:
    """The account of what a store holds."""
    account = Account()
    account.add(store)
    return account


def built_from(project: Project, ontology: Ontology, entries: Sequence[Entry]) -> Store:
    """The whole graph of entries, built at once and not checked."""
    asserted = triples_of(records_of(entries, ontology))
    inferred = materialise(ontology, asserted)
    mappings = linked(
        load_mappings(project.mappings, labels_of(ontology, asserted)),
        project.mappings / "patterns",
        ontology=ontology,
        asserted=asserted,
        inferred=inferred,
        construct=construct,
    )
    return store_of(quads_of(ontology=ontology.triples, asserted=asserted, inferred=inferred, mappings=mappings))
