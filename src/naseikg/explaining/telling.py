"""The reasons for a fact written out: as a tree for the terminal, as Markdown, as plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from naseikg.explaining.evidence import Evidence, Reference, Sentence, Statement
from naseikg.explaining.reasons import Reason
from naseikg.explaining.trees import Branch, drawn
from naseikg.explaining.wording import Words, typed
from naseikg.reasoning.axioms import Axiom
from naseikg.vocabulary import TO_ITSELF, curie

__all__ = ["data_of", "markdown_of", "text_of"]

#: How references and places are set apart from what they belong to.
_Marked = Callable[[Reference], str]


def text_of(reasons: Sequence[Reason], *, complete: bool, width: int) -> str:
    """The reasons as trees, each no wider than a terminal."""
    head = (reasons[0].words, typed(reasons[0].fact))
    if len(reasons) == 1:
        parts = [drawn(_branch(reasons[0], head, set()), width=width)]
    else:
        parts = [drawn(Branch(head), width=width)]
    for number, reason in enumerate(reasons if len(reasons) > 1 else (), start=1):
        title = f"reason {number} of {_number_of(reasons, complete)}"
        parts.append(drawn(_branch(reason, (title,), set()), width=width))
    if not complete and (len(reasons) > 1 or reasons[0].evidence is None):
        parts.append("there may be more reasons: --all" if len(reasons) == 1 else "there may be more: --limit")
    return "\n\n".join(parts)


def markdown_of(reasons: Sequence[Reason], *, complete: bool) -> str:
    """The reasons as nested lists, with links to the works that the source cites."""
    parts = [f"**{_escaped(reasons[0].words)}** (`{typed(reasons[0].fact)}`)"]
    for number, reason in enumerate(reasons, start=1):
        if len(reasons) > 1:
            parts.append(f"Reason {number} of {_number_of(reasons, complete)}:")
        parts.append("\n".join(_items(reason, "")))
    if not complete and (len(reasons) > 1 or reasons[0].evidence is None):
        parts.append("There may be more reasons.")
    return "\n\n".join(parts) + "\n"


def data_of(reason: Reason, words: Words) -> dict[str, object]:
    """A reason as plain data: all that the text says, with IRIs and labels, and every step of the proof."""
    told: dict[str, object] = {"fact": _fact_data(reason.fact, words), "words": reason.words}
    if reason.evidence is not None:
        return {**told, "asserted": True, "evidence": asdict(reason.evidence)}
    axioms = [
        {
            "words": law.words,
            "axiom": law.axiom.words,
            "construct": curie(law.axiom.construct),
            "about": _node_data(_term_of(law.axiom), words),
        }
        for law in reason.laws
    ]
    return {**told, "asserted": False, "axioms": axioms, "because": [data_of(one, words) for one in reason.because]}


def _number_of(reasons: Sequence[Reason], complete: bool) -> str:
    return f"{len(reasons)}" if complete else f"at least {len(reasons)}"


def _branch(reason: Reason, head: tuple[str, ...], told: set[Triple | str]) -> Branch:
    """A reason as a branch; what was told before in the same tree is not told again."""
    if reason.fact in told:
        return Branch((f"{reason.words} (see above)",))
    told.add(reason.fact)
    if reason.evidence is not None:
        return Branch((*head, *_evidence_lines(reason.evidence, reason.fact, told)))
    laws = [f"{'and' if place else 'inferred'}: {law.words}" for place, law in enumerate(reason.laws)]
    return Branch((*head, *laws), tuple(_branch(one, (one.words,), told) for one in _told(reason)))


def _told(reason: Reason) -> Iterator[Reason]:
    """What a reason rests on, without the steps that only restrict a chain to a class."""
    seen = set()
    for one in reason.because:
        for shown in _told(one) if one.fact.predicate in TO_ITSELF and one.because else [one]:
            if shown.fact not in seen:
                seen.add(shown.fact)
                yield shown


def _evidence_lines(evidence: Evidence, fact: Triple, told: set[Triple | str]) -> Iterator[str]:
    if evidence.kind == "ontology":
        yield "stated by the ontology"
    elif evidence.kind == "mapping":
        yield "stated by the mappings to other ontologies"
    elif evidence.kind == "record":
        yield f"the curator's record{_read_from(evidence)}"
    if evidence.others:
        yield "  " + " ".join(_elsewhere(evidence, fact))
    for one in evidence.findings:
        if one.iri in told:
            yield f"finding: {one.claim} (see above)"
            continue
        told.add(one.iri)
        yield f"finding: {one.claim} {_bracket(one, _number)} ({_known(one)})"
        for place in one.sentences:
            yield from (f"  {line}" for line in _sentence_lines(place))
    for place in evidence.sentences:
        yield from _sentence_lines(place)


def _read_from(evidence: Evidence) -> str:
    """What a record is told to rest on."""
    return ", read from:" if evidence.findings or evidence.sentences else ", which no finding states"


def _elsewhere(evidence: Evidence, fact: Triple) -> tuple[str, str]:
    """What a reader of a record may look at instead, and the command that shows it."""
    findings = "1 finding is" if evidence.others == 1 else f"{evidence.others} findings are"
    assert isinstance(fact.subject, NamedNode)
    return f"{findings} about it:", f"naseikg show {curie(fact.subject)}"


def _sentence_lines(place: Sentence) -> Iterator[str]:
    yield f"{place.place}, characters {place.start} to {place.end}"
    if place.text is not None:
        yield f"“{place.text}”"


def _bracket(statement: Statement, marked: _Marked) -> str:
    return f"[{', '.join(map(marked, statement.references)) or 'no reference'}]"


def _known(statement: Statement) -> str:
    return statement.basis + (f", credited to {statement.credited}" if statement.credited else "")


def _number(reference: Reference) -> str:
    return str(reference.number)


def _linked(reference: Reference) -> str:
    return f"[{reference.number}](https://doi.org/{reference.doi})" if reference.doi else str(reference.number)


def _items(reason: Reason, indent: str) -> Iterator[str]:
    """The lines of a nested list, below the item of the fact itself."""
    for place, law in enumerate(reason.laws):
        yield f"{indent}- {'and' if place else 'inferred'}: *{_escaped(law.words)}*"
    for one in _told(reason):
        yield f"{indent}- {_escaped(one.words)}"
        yield from _items(one, f"{indent}  ")
    if reason.evidence is not None:
        yield from _evidence_items(reason.evidence, reason.fact, indent)


def _evidence_items(evidence: Evidence, fact: Triple, indent: str) -> Iterator[str]:
    if evidence.kind == "ontology":
        yield f"{indent}- stated by the ontology"
    elif evidence.kind == "mapping":
        yield f"{indent}- stated by the mappings to other ontologies"
    elif evidence.kind == "record":
        yield f"{indent}- the curator's record{_read_from(evidence)}"
    if evidence.others:
        about, command = _elsewhere(evidence, fact)
        yield f"{indent}  - {about} `{command}`"
    for one in evidence.findings:
        yield f"{indent}- finding: {_escaped(one.claim)} {_bracket(one, _linked)} ({_known(one)})"
        for place in one.sentences:
            yield f"{indent}  - {'; '.join(_escaped(line) for line in _sentence_lines(place))}"
    for place in evidence.sentences:
        yield f"{indent}- {'; '.join(_escaped(line) for line in _sentence_lines(place))}"


def _escaped(text: str) -> str:
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>|" else letter for letter in text)


def _nodes(fact: Triple) -> tuple[NamedNode | BlankNode | Literal, ...]:
    return tuple(one for one in fact if isinstance(one, NamedNode | BlankNode | Literal))


def _fact_data(fact: Triple, words: Words) -> dict[str, object]:
    subject, link, value = _nodes(fact)
    return {
        "subject": _node_data(subject, words),
        "relation": _node_data(link, words),
        "object": _node_data(value, words),
    }


def _term_of(axiom: Axiom) -> object:
    """The term that an axiom is about; of an axiom about an expression, the term that it leads to."""
    ends = (axiom.source.subject, axiom.source.object)
    return next((one for one in ends if isinstance(one, NamedNode)), axiom.source.subject)


def _node_data(node: object, words: Words) -> dict[str, str]:
    if isinstance(node, Literal):
        return {"value": node.value, "datatype": node.datatype.value}
    if isinstance(node, NamedNode):
        return {"iri": node.value, "id": curie(node), "label": words.label(node)}
    return {"unnamed": str(node)}
