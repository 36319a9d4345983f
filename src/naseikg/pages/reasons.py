"""Why an inferred fact holds, as part of a page: a tree of words that opens without a script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from naseikg.asking.prose import exponents
from naseikg.atlas import Fact
from naseikg.explorer.proofs import Told
from naseikg.pages.here import Here
from naseikg.pages.markup import Child, Html, joined, tag
from naseikg.vocabulary import RDF

__all__ = ["Reasons", "reasons_of"]

#: Of a fact that more findings state, so many are named.
_MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """For each inferred fact the axioms in words, and the facts that they were applied to."""

    steps: Mapping[Triple, tuple[Sequence[str], Sequence[Triple]]]

    def why(self, here: Here, subject: NamedNode, property: NamedNode, value: NamedNode) -> Html | None:
        """A folded tree; nothing for a fact that was not inferred."""
        fact = Triple(subject, property, value)
        if fact not in self.steps:
            return None
        return tag("details", tag("summary", "why"), self._tree(here, fact, set()), class_="why")

    def _tree(self, here: Here, fact: Triple, told: set[Triple]) -> Html:
        """The axioms of an inferred fact and what it rests on; what was told before is not told again."""
        axioms, because = self.steps[fact]
        told.add(fact)
        return joined(
            [
                tag("p", "Inferred, because ", tag("i", " and ".join(axioms)), ":"),
                tag("ul", [tag("li", self._branch(here, one, told)) for one in because]),
            ]
        )

    def _branch(self, here: Here, fact: Triple, told: set[Triple]) -> Child:
        words = _words(here, fact)
        if fact in self.steps:
            return [
                words,
                tag("span", " (see above)", class_="quiet") if fact in told else self._tree(here, fact, told),
            ]
        told.add(fact)
        return [words, tag("span", " (", joined(_ground(here, fact)), ")", class_="quiet")]


def reasons_of(proofs: Iterable[Told]) -> Reasons:
    """The reasons of the inferred facts."""
    return Reasons(steps={one.fact: (one.words, one.because) for one in proofs})


def _words(here: Here, fact: Triple) -> Child:
    property = fact.predicate
    ends = [_name(here, fact.subject), _name(here, fact.object)]
    if property == RDF.type:
        return [ends[0], " is in the class ", ends[1]]
    return [ends[0], " ", tag("i", here.label(property)), " ", ends[1]]


def _name(here: Here, node: object) -> Child:
    if isinstance(node, NamedNode):
        label = here.label(node)
        return here.link(node, f"“{label}”" if here.atlas.kind(node) in ("finding", "note") else label)
    return exponents(str(getattr(node, "value", node)))


def _ground(here: Here, fact: Triple) -> Iterator[Child]:
    """Where a fact is stated that needs no proof."""
    subject, property, value = fact.subject, fact.predicate, fact.object
    atlas = here.atlas
    assert isinstance(subject, NamedNode)
    findings = (
        atlas.evidence(Fact(subject=subject, property=property, object=value, inferred=False))
        if isinstance(value, NamedNode)
        else ()
    )
    if findings:
        yield "finding: "
        yield joined([here.link(one) for one in findings[:_MOST]], "; ")
        if len(findings) > _MOST:
            yield f" and {len(findings) - _MOST} more"
    elif value in atlas.terms.get(subject, {}).get(property, ()):
        yield "stated by the ontology"
    elif value in atlas.asserted.get(subject, {}).get(property, ()):
        yield "what the finding records" if atlas.kind(subject) == "finding" else "the curator’s record"
    else:
        yield "stated by the links to other ontologies"
