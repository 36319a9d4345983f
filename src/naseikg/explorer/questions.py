"""What the page asks with: the named queries, the prefixes, and the terms of the data for completion (`questions.json`)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import NamedNode

from naseikg.asking.answered import Answered
from naseikg.asking.prose import exponents
from naseikg.atlas import Atlas
from naseikg.vocabulary import BASE, DCTERMS, NSEI, OWL, PREFIXES, RDF, RDFS, SKOS, curie, local_name

__all__ = ["questions_file"]

Row = dict[str, object]


def questions_file(atlas: Atlas, answers: Iterable[Answered]) -> dict[str, object]:
    """The questions with the number of rows they give, and every term with how often it is used."""
    return {
        "questions": [_question(one) for one in answers],
        "prefixes": {**PREFIXES, "kg": BASE},
        "terms": [*_classes(atlas), *_properties(atlas), *_things(atlas)],
    }


def _question(answered: Answered) -> Row:
    one = answered.question
    return {
        "name": one.name,
        "title": one.title,
        "question": one.header.get("question", one.title),
        "tags": list(one.tags),
        "user": one.header.get("user", ""),
        "sparql": one.sparql,
        "rows": len(answered.answer.rows),
    }


def _classes(atlas: Atlas) -> Iterator[Row]:
    members: Counter[NamedNode] = Counter()
    for part in (atlas.asserted, atlas.inferred):
        for said in part.values():
            members.update(one for one in said.get(RDF.type, ()) if isinstance(one, NamedNode))
    classes = {one for one, said in atlas.terms.items() if OWL.Class in said.get(RDF.type, ()) and _is_ours(one)}
    for one in sorted(classes, key=curie):
        yield _term(atlas, one, "class", uses=members[one])


def _properties(atlas: Atlas) -> Iterator[Row]:
    uses: Counter[NamedNode] = Counter()
    subjects: defaultdict[NamedNode, set[NamedNode]] = defaultdict(set)
    for part in (atlas.asserted, atlas.inferred):
        for subject, said in part.items():
            classes = _stated(atlas, subject)
            for property, values in said.items():
                uses[property] += len(values)
                subjects[property].update(classes)
    for property in sorted(uses, key=curie):
        yield _term(atlas, property, "property", uses=uses[property], of=sorted(map(curie, subjects[property])))


def _stated(atlas: Atlas, subject: NamedNode) -> list[NamedNode]:
    return [one for one in atlas.asserted.get(subject, {}).get(RDF.type, ()) if isinstance(one, NamedNode)]


def _things(atlas: Atlas) -> Iterator[Row]:
    named: Counter[NamedNode] = Counter()
    for subject, said in atlas.asserted.items():
        for values in said.values():
            named[subject] += len(values)
            named.update(one for one in values if isinstance(one, NamedNode))
    for things in atlas.things.values():
        for one in things:
            yield _term(atlas, one, "thing", uses=named[one])


def _term(atlas: Atlas, one: NamedNode, type: str, *, uses: int, of: Iterable[str] = ()) -> Row:
    return {
        "id": curie(one),
        "label": exponents(atlas.text(one, RDFS.label) or _FOREIGN.get(one) or local_name(one)),
        "type": type,
        "definition": atlas.text(one, SKOS.definition) or "",
        "of": list(of),
        "uses": uses,
    }


def _is_ours(one: NamedNode) -> bool:
    return one.value.startswith(NSEI.iri)


#: Terms of others that the ontology uses without a label of its own.
_FOREIGN: Mapping[NamedNode, str] = {
    RDF.type: "is a",
    RDFS.label: "label",
    SKOS.altLabel: "other name",
    SKOS.definition: "definition",
    DCTERMS.title: "title",
}
