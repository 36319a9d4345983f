"""Links against the ontologies they point to: what is missing, deprecated, renamed, of another version or in conflict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode

from naseikg.linking.published import Dimension, Published
from naseikg.linking.sssom import Link
from naseikg.linking.subjects import Subjects
from naseikg.linking.targets import TARGETS, link_curie, target_of
from naseikg.units.conversion import parse_unit
from naseikg.vocabulary import SKOS, curie

__all__ = ["LinkFault", "LinkReport", "verify"]

_MEANT = (SKOS.exactMatch, SKOS.broadMatch)
_PINT_NAMES = ("[time]", "[length]", "[mass]", "[current]", "[temperature]", "[substance]", "[luminosity]")


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class LinkFault:
    """One thing wrong with a link: where it stands, the kind of fault, and what to do."""

    place: str
    line: int
    kind: str
    subject: str
    problem: str

    def __str__(self) -> str:
        where = f"{self.place}:{self.line}" if self.line else self.place
        return f"{where}: {self.kind}: {self.subject}: {self.problem}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkReport:
    """How many links were checked against how many files, what is wrong, and what could not be checked.

    ``files`` is nothing when no published ontology was given.
    """

    links: int
    subjects: int
    without: int
    checked: int
    files: int | None
    faults: tuple[LinkFault, ...]
    remarks: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def verify(links: Sequence[Link], subjects: Subjects, published: Published | None = None) -> LinkReport:
    """Every fault of the links; without published ontologies, only whether each subject has its row."""
    faults = set(_unmapped(links, subjects))
    remarks: list[str] = []
    checked = 0
    with_object = [one for one in links if one.object is not None]
    if published is not None:
        remarks += [f"{file}: {problem}; the rest is checked" for file, problem in published.unread]
        present = {space for space in _namespaces() if any(iri.startswith(space) for iri in published.defined)}
        found = [one for one in with_object if _namespace(one) in present]
        checked = len(found)
        faults |= set(_absent(with_object, present))
        faults |= {fault for link in found for fault in _against(link, published)}
        faults |= set(_versions(found, published, remarks))
        faults |= set(_disjoint(found, subjects, published))
        faults |= set(_dimensions(found, subjects, published))
    return LinkReport(
        links=len(with_object),
        subjects=len({one.subject for one in with_object}),
        without=len({one.subject for one in links if one.object is None}),
        checked=checked,
        files=None if published is None else len(published.files) - len(published.unread),
        faults=tuple(sorted(faults)),
        remarks=tuple(remarks),
    )


def _fault(link: Link, kind: str, problem: str) -> LinkFault:
    return LinkFault(
        place=str(link.place.path), line=link.place.line, kind=kind, subject=curie(link.subject), problem=problem
    )


def _unmapped(links: Iterable[Link], subjects: Subjects) -> Iterator[LinkFault]:
    linked = {one.subject for one in links}
    for one in subjects.wanted:
        if one not in linked:
            yield LinkFault(
                place="ontology/mappings",
                line=0,
                kind="unmapped",
                subject=curie(one),
                problem="has no row; link it, or add a row with sssom:NoTermFound that says what was searched",
            )


def _absent(links: Iterable[Link], present: set[str]) -> Iterator[LinkFault]:
    """The files whose ontology is not in the folder at all, once each."""
    absent: defaultdict[tuple[Path, str], list[Link]] = defaultdict(list)
    for link in links:
        if _namespace(link) not in present:
            absent[link.mapping_set.path, _namespace(link)].append(link)
    for (path, namespace), found in absent.items():
        yield LinkFault(
            place=str(path),
            line=0,
            kind="ontology-missing",
            subject=namespace,
            problem=f"no file of the folder defines its terms, so {len(found)} links are not checked; add the file",
        )


def _against(link: Link, published: Published) -> Iterator[LinkFault]:
    """What the published ontology says of the object of a link."""
    assert link.object is not None
    iri, name = link.object.value, link_curie(link.object)
    if iri not in published.defined:
        hint = next((f"; {link_curie(NamedNode(one))} has that label" for one in _namesakes(link, published)), "")
        yield _fault(link, "missing", f"{name} is not defined in the published files{hint}; link to a term that is")
        return
    if iri in published.deprecated:
        other = published.alternative(iri)
        instead = (
            f"{link_curie(NamedNode(other))} ({published.label(other)}) lives" if other else "none takes its place"
        )
        yield _fault(link, "deprecated", f"{name} is deprecated; {instead}; link to a living term")
    labels = published.labels.get(iri, ())
    if labels and link.object_label not in labels:
        said = " or ".join(repr(one) for one in labels[:3])
        yield _fault(
            link, "label", f"{name} is called {said}, not {link.object_label!r}; look whether it still is meant"
        )


def _namesakes(link: Link, published: Published) -> list[str]:
    return sorted(
        one
        for one, labels in published.labels.items()
        if link.object_label in labels and one not in published.deprecated and one.startswith(_namespace(link))
    )


def _versions(links: Iterable[Link], published: Published, remarks: list[str]) -> Iterator[LinkFault]:
    """The mapping files whose stated version is not that of the folder; those that cannot be compared are remarked on."""
    sets = {one.mapping_set.path: one.mapping_set for one in links}
    for path, mapping_set in sorted(sets.items()):
        source, version = mapping_set.source, mapping_set.source_version
        assert source is not None
        assert version is not None
        stated = published.states_version(source, version)
        if stated is None:
            remarks.append(f"{path.name}: the folder does not say its version of {source}; {version} is not compared")
        elif not stated:
            yield LinkFault(
                place=str(path),
                line=0,
                kind="version",
                subject=source,
                problem=f"is linked in version {version}, the folder holds {' or '.join(published.versions[source])}; "
                "check the links and write the new object_source_version",
            )


def _disjoint(links: Sequence[Link], subjects: Subjects, published: Published) -> Iterator[LinkFault]:
    """The subjects that exact and broad links, their own or those of what stands above, put in disjoint classes."""
    meant: defaultdict[NamedNode, list[Link]] = defaultdict(list)
    for link in links:
        if link.predicate in _MEANT and link.bridged:
            meant[link.subject].append(link)
    told = set()
    for subject in subjects.above:
        found = [link for one in sorted(subjects.above[subject], key=str) for link in meant.get(one, ())]
        reached = [(link, one) for link in found for one in sorted(published.above(_object(link)))]
        owner = {one: link for link, one in reversed(reached)}
        for link, one in reached:
            for other in sorted(published.excluded(one)):
                if other in owner and (pair := frozenset((link.place, owner[other].place))) not in told:
                    told.add(pair)
                    against = owner[other]
                    yield _fault(
                        link,
                        "disjoint",
                        f"with {against.said} puts {curie(subject)} below {published.label(one)} and "
                        f"{published.label(other)}, which exclude each other; weaken one of the links",
                    )


def _dimensions(links: Iterable[Link], subjects: Subjects, published: Published) -> Iterator[LinkFault]:
    """The units of ours whose exact counterpart measures something else."""
    for link in links:
        if link.subject not in subjects.symbols or link.predicate not in (*_MEANT, SKOS.closeMatch):
            continue
        powers = dict(parse_unit(subjects.symbols[link.subject]).dimension)
        ours = tuple(powers.get(name, 0) for name in _PINT_NAMES)
        theirs = published.dimension(_object(link))
        if theirs is not None and theirs != ours:
            yield _fault(
                link,
                "dimension",
                f"{link_curie(NamedNode(_object(link)))} has the dimension {_powers(theirs)}, "
                f"{subjects.symbols[link.subject]} has {_powers(ours)}; link to a unit of the same dimension",
            )


def _object(link: Link) -> str:
    assert link.object is not None
    return link.object.value


def _powers(dimension: Dimension | tuple[int, ...]) -> str:
    """A dimension as text, as in ``L-2 I1``.

    >>> _powers((0, -2, 0, 1, 0, 0, 0)), _powers((0,) * 7)
    ('L-2 I1', '1')
    """
    return " ".join(f"{name}{power}" for name, power in zip("TLMIΘNJ", dimension, strict=True) if power) or "1"


def _namespaces() -> list[str]:
    return [one.namespace for one in TARGETS]


def _namespace(link: Link) -> str:
    assert link.object is not None
    target = target_of(link.object)
    assert target is not None
    return target.namespace
