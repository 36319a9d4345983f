"""The mapping files: SSSOM tables, each row a link from a term or thing of ours to one of another ontology.

The format is the Simple Standard for Sharing Ontological Mappings (https://mapping-commons.github.io/sssom/): a YAML
header in lines that begin with ``#``, then a table with tabs. A row whose object is ``sssom:NoTermFound`` says that
there is no counterpart; its comment says what was searched.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import NamedNode

from naseikg.errors import Fault, MappingErrors, Place, UnknownNameError, nearest
from naseikg.linking.targets import (
    LINK_PREFIXES,
    NO_TERM_FOUND,
    PREDICATES,
    expand_link,
    link_curie,
    target_of,
)
from naseikg.vocabulary import BASE, SKOS, curie

__all__ = ["COLUMNS", "Link", "MappingSet", "load_mappings"]

#: The columns of a mapping file, in their order; ``other`` may be left out.
COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "confidence",
    "comment",
)
_OPTIONAL = ("other",)
_JUSTIFICATIONS = ("semapv:ManualMappingCuration",)
_REQUIRED = ("mapping_set_id", "mapping_set_title", "mapping_set_version", "license", "curie_map")
_OF_TARGETS = ("object_source", "object_source_version")
_NOT_BRIDGED = "bridge=no"
_FaultMaker = Callable[[int, str, str], None]
#: Characters that no IRI may hold (RFC 3987), which the parser of short forms would let through.
_NEVER_IN_AN_IRI = frozenset(' "<>\\^`{|}')


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingSet:
    """The header of a mapping file: its name, and the ontology that its links point to with its version."""

    path: Path
    iri: NamedNode
    title: str
    version: str
    source: str | None = None
    source_version: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A row of a mapping file; without an object it says that there is no counterpart.

    ``bridged`` tells whether an axiom may be drawn from an exact or a broad link.
    """

    place: Place
    mapping_set: MappingSet
    subject: NamedNode
    predicate: NamedNode
    object: NamedNode | None
    object_label: str
    justification: NamedNode
    confidence: Decimal
    comment: str
    bridged: bool

    @property
    def said(self) -> str:
        """The link in short forms, for messages."""
        found = "no counterpart" if self.object is None else link_curie(self.object)
        return f"{curie(self.subject)} {curie(self.predicate)} {found}"


class _Row(NamedTuple):
    place: Place
    cells: dict[str, str]


def load_mappings(folder: Path, labels: Mapping[NamedNode, str]) -> tuple[Link, ...]:
    """The links of all ``*.sssom.tsv`` files of a folder, in their order; none without a folder.

    ``labels`` holds every term and thing of ours with its label.

    Raises:
        MappingErrors: every fault of every file, each with file and line.
    """
    faults: list[Fault] = []
    links = [link for path in sorted(folder.glob("*.sssom.tsv")) for link in _links(path, labels, faults)]
    faults += _across(links)
    if faults:
        raise MappingErrors(faults)
    return tuple(links)


def _links(path: Path, labels: Mapping[NamedNode, str], faults: list[Fault]) -> Iterator[Link]:
    def fault(line: int, record: str, problem: str) -> None:
        faults.append(Fault(place=Place(path=path, line=line), record=record, problem=problem))

    try:
        # Lines end as in an editor; a byte order mark, which some editors write, says nothing.
        lines = path.read_text(encoding="utf-8-sig").removesuffix("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        fault(1, "file", f"cannot be read as UTF-8 text: {error}")
        return
    for number, line in enumerate(lines, start=1):
        if odd := next((one for one in line if not one.isprintable() and one != "\t"), None):
            fault(number, "line", f"holds the character U+{ord(odd):04X}, which nobody sees; delete it")
            return
    size = next((place for place, line in enumerate(lines) if not line.startswith("#")), len(lines))
    header = _header(path, lines[:size], fault)
    rows = _rows(path, lines[size:], size, fault)
    if header is None or rows is None:
        return
    found, prefixes = header
    mapping_set = MappingSet(
        path=path,
        iri=NamedNode(found["mapping_set_id"]),
        title=found["mapping_set_title"],
        version=found["mapping_set_version"],
        source=found.get("object_source"),
        source_version=found.get("object_source_version"),
    )
    before = ("", "", "")
    for row in rows:
        name = row.cells["subject_id"] or "row"
        key = (row.cells["subject_id"], row.cells["predicate_id"], row.cells["object_id"])
        if key == before:
            fault(row.place.line, name, "stands twice; delete one of the rows")
            continue
        if key < before:
            fault(row.place.line, name, f"stands after {before[0]}; sort the rows by subject, predicate and object")
        before = max(before, key)
        problems = list(_problems(row, prefixes, labels))
        for problem in problems:
            fault(row.place.line, name, problem)
        if not problems:
            link = _link(row, mapping_set, prefixes)
            if link.object is not None and mapping_set.source is None:
                fault(
                    row.place.line,
                    name,
                    f"has a counterpart, yet the header names no {' and '.join(_OF_TARGETS)}; add them",
                )
            yield link


def _header(path: Path, lines: list[str], fault: _FaultMaker) -> tuple[dict[str, str], dict[str, str]] | None:
    """The texts of the header and its prefixes; nothing when it has faults."""
    # Imported late: a look-up reads no mapping file.
    import yaml

    try:
        found = yaml.load("\n".join(line.removeprefix("#") for line in lines), yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it nests too deep"
        fault(mark.line + 1 if mark else 1, "header", f"is no YAML ({problem}); write '#key: value' lines")
        return None
    number = {line.removeprefix("#").partition(":")[0].strip(): place for place, line in enumerate(lines, start=1)}
    keys = [line.removeprefix("#").partition(":")[0] for line in lines]
    if twice := sorted({one for one in keys if one.strip() and keys.count(one) > 1}):
        fault(number[twice[0].strip()], "header", f"{twice[0].strip()} stands twice; delete one of the lines")
        return None
    if not isinstance(found, dict):
        fault(1, "header", f"is missing; begin the file with '#{_REQUIRED[0]}: ...' and the other metadata")
        return None
    missing = [one for one in _REQUIRED if one not in found]
    missing += [one for one in _OF_TARGETS if one not in found and any(other in found for other in _OF_TARGETS)]
    for one in missing:
        fault(1, "header", f"has no {one}; add the line '#{one}: ...'")
    prefixes = found.get("curie_map", {})
    if not isinstance(prefixes, dict):
        fault(1, "header", "curie_map is no list of 'prefix: namespace' lines; write one a line, indented")
        return None
    for prefix, namespace in prefixes.items():
        if prefix not in LINK_PREFIXES:
            problem = f"prefix {prefix!r} is unknown{nearest(prefix, LINK_PREFIXES)}; see linking/targets.py"
            fault(number.get(prefix, 1), "header", problem)
        elif namespace != LINK_PREFIXES[prefix]:
            fault(number.get(prefix, 1), "header", f"{prefix} stands for {LINK_PREFIXES[prefix]}; write that")
    texts = {name: value for name, value in found.items() if isinstance(value, str) and value.strip()}
    empty = [one for one in (*_REQUIRED, *_OF_TARGETS) if one in found and one not in texts and one != "curie_map"]
    for one in empty:
        fault(number.get(one, 1), "header", f"{one} is no text; write '#{one}: ...' in one line")
    if re.fullmatch(r"[a-z0-9][a-z0-9-]*", path.name.removesuffix(".sssom.tsv")) is None:
        fault(1, "file", "is named by more than small letters, digits and hyphens; rename it, as pages are named by it")
        return None
    iri = f"{BASE}mappings/{path.name.removesuffix('.sssom.tsv')}"
    if texts.get("mapping_set_id", iri) != iri:
        # The pages of a site are named by it, so it must be a name that no other file and no thing has.
        fault(number["mapping_set_id"], "header", f"mapping_set_id is not {iri}; write that, after the file's name")
        return None
    if missing or empty:
        return None
    # The prefixes of SSSOM itself need no declaration (SSSOM, section on TSV).
    built_in = {one: LINK_PREFIXES[one] for one in ("owl", "rdf", "rdfs", "semapv", "skos", "sssom")}
    known = {one: space for one, space in prefixes.items() if LINK_PREFIXES.get(one) == space}
    return texts, built_in | known


def _rows(path: Path, lines: list[str], before: int, fault: _FaultMaker) -> list[_Row] | None:
    """The rows of the table with their lines; nothing when a column is missing."""
    table = [line.split("\t") for line in lines]
    if not any(cells != [""] for cells in table):
        fault(before + 1, "table", f"is missing; write a row with the columns {', '.join(COLUMNS)}")
        return None
    columns = table[0]
    missing = [one for one in COLUMNS if one not in columns]
    for one in sorted({one for one in columns if columns.count(one) > 1}):
        fault(before + 1, "table", f"column {one!r} stands twice; delete one")
        return None
    for one in missing:
        others = [name for name in columns if name not in (*COLUMNS, *_OPTIONAL)]
        fault(before + 1, "table", f"column {one} is missing{nearest(one, others)}; add it")
    for one in columns:
        if one not in (*COLUMNS, *_OPTIONAL):
            known = ", ".join((*COLUMNS, *_OPTIONAL))
            fault(before + 1, "table", f"column {one!r} is unknown{nearest(one, COLUMNS)}; the columns are {known}")
    rows = []
    for number, cells in enumerate(table[1:], start=before + 2):
        if len(cells) != len(columns):
            problem = f"has {len(cells)} cells, not {len(columns)}; put one tab between cells, none inside"
            fault(number, cells[0] if cells and cells[0] else "row", problem)
        else:
            rows.append(_Row(Place(path=path, line=number), dict(zip(columns, cells, strict=True))))
    return None if missing else rows


def _problems(row: _Row, prefixes: Mapping[str, str], labels: Mapping[NamedNode, str]) -> Iterator[str]:
    """What is wrong with the cells of a row."""
    cells = row.cells
    nodes: dict[str, NamedNode] = {}
    for column in ("subject_id", "predicate_id", "object_id"):
        try:
            nodes[column] = _node(cells[column], prefixes)
        except UnknownNameError as error:
            yield f"{column} {cells[column]!r}: {error}; declare it in curie_map or correct it"
        except ValueError:
            yield f"{column} {cells[column]!r} is no IRI; write prefix:name, such as nsei:Interphase"
    subject = nodes.get("subject_id")
    if subject is not None and subject not in labels:
        names = {curie(one): one for one in labels}
        close = nearest(curie(subject), names)
        yield f"{cells['subject_id']} is no term or thing of this graph{close}; correct subject_id or delete the row"
    elif subject is not None and cells["subject_label"] != labels[subject]:
        yield f"subject_label is {cells['subject_label']!r}, the label is {labels[subject]!r}; write that"
    if nodes.get("predicate_id", SKOS.exactMatch) not in PREDICATES:
        yield f"predicate_id {cells['predicate_id']} is none of {', '.join(map(curie, PREDICATES))}"
    found = nodes.get("object_id")
    if found == NO_TERM_FOUND:
        if cells["object_label"]:
            yield "object_label stands beside sssom:NoTermFound; leave it empty"
        if nodes.get("predicate_id", SKOS.exactMatch) != SKOS.exactMatch:
            yield "sssom:NoTermFound needs skos:exactMatch"
    elif found is not None:
        if target_of(found) is None:
            yield f"object_id {cells['object_id']} is of no ontology that links may point to; see linking/targets.py"
        if not cells["object_label"]:
            yield "object_label is empty; write the label that the ontology gives"
    if cells["mapping_justification"] not in _JUSTIFICATIONS:
        yield f"mapping_justification {cells['mapping_justification']!r} is none of {', '.join(_JUSTIFICATIONS)}"
    if (confidence := _confidence(cells["confidence"])) is None or not 0 <= confidence <= 1:
        yield f"confidence {cells['confidence']!r} is no number from 0 to 1"
    if not cells["comment"].strip():
        yield "comment is empty; say why the link holds, or what was searched"
    if cells.get("other", "") not in ("", _NOT_BRIDGED):
        yield f"other {cells['other']!r} is not {_NOT_BRIDGED!r}; write that or leave it empty"


def _node(text: str, prefixes: Mapping[str, str]) -> NamedNode:
    if not text.isprintable() or _NEVER_IN_AN_IRI & set(text) or text.endswith(":"):
        raise ValueError(text)
    return expand_link(text, prefixes)


def _confidence(text: str) -> Decimal | None:
    return Decimal(text) if re.fullmatch(r"[01](\.[0-9]{1,4})?", text) else None


def _link(row: _Row, mapping_set: MappingSet, prefixes: Mapping[str, str]) -> Link:
    cells = row.cells
    found = _node(cells["object_id"], prefixes)
    return Link(
        place=row.place,
        mapping_set=mapping_set,
        subject=_node(cells["subject_id"], prefixes),
        predicate=_node(cells["predicate_id"], prefixes),
        object=None if found == NO_TERM_FOUND else found,
        object_label=cells["object_label"],
        justification=_node(cells["mapping_justification"], prefixes),
        confidence=Decimal(cells["confidence"]),
        comment=cells["comment"],
        bridged=cells.get("other", "") != _NOT_BRIDGED,
    )


def _across(links: Iterable[Link]) -> Iterator[Fault]:
    """What rows of all files say against each other."""
    by_subject: defaultdict[NamedNode, list[Link]] = defaultdict(list)
    for link in links:
        by_subject[link.subject].append(link)
    for subject, found in by_subject.items():
        exact: dict[str, Link] = {}
        targets: dict[NamedNode, Link] = {}
        for link in found:
            if link.object is None:
                continue
            first = targets.setdefault(link.object, link)
            if first is not link:
                yield _clash(link, f"links to {link_curie(link.object)} as {first.place} does; keep one of them")
            target = target_of(link.object)
            if link.predicate == SKOS.exactMatch and target is not None:
                other = exact.setdefault(target.world, link)
                if other is not link:
                    yield _clash(
                        link,
                        f"is a second exact match in the {target.world} world, beside {other.place}; keep the better one",
                    )
        none = [link for link in found if link.object is None]
        meant = [link for link in found if link.object is not None and link.predicate != SKOS.relatedMatch]
        if none and meant:
            yield _clash(none[0], f"is said to have no counterpart, yet {meant[0].place} gives one; keep one of them")
        for link in none[1:]:
            yield _clash(link, f"is said twice to have no counterpart; {none[0].place} says it for {curie(subject)}")


def _clash(link: Link, problem: str) -> Fault:
    return Fault(place=link.place, record=curie(link.subject), problem=problem)
