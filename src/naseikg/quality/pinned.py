"""What other vocabularies define: the terms rdflib carries a copy of, and those of BIBO, which it does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from naseikg.vocabulary import BASE, BIBO, RDF

__all__ = ["BIBO_TERMS", "undefined_terms"]

_BIBO_NAMES = """
AcademicArticle Article AudioDocument AudioVisualDocument Bill Book BookSection Brief Chapter Code
CollectedDocument Collection Conference CourtReporter Document DocumentPart DocumentStatus EditedBook Email Event
Excerpt Film Hearing Image Interview Issue Journal LegalCaseDocument LegalDecision LegalDocument Legislation
Letter Magazine Manual Manuscript Map MultiVolumeBook Newspaper Note Patent Performance Periodical
PersonalCommunication PersonalCommunicationDocument Proceedings Quote ReferenceSource Report Series Slide
Slideshow Specification Standard Statute Thesis ThesisDegree Webpage Website Workshop abstract affirmedBy
annotates argued asin authorList chapter citedBy cites coden content contributorList court degree degrees/ma
degrees/ms degrees/phd director distributor doi eanucc13 edition editor editorList eissn gtin14 handle
identifier interviewee interviewer isbn isbn10 isbn13 issn issue issuer lccn locator numPages numVolumes number
oclcnum organizer owner pageEnd pageStart pages performer pmid prefixName presentedAt presents producer
recipient reproducedIn reversedBy reviewOf section shortDescription shortTitle sici status status/accepted
status/draft status/forthcoming status/legal status/nonPeerReviewed status/peerReviewed status/published
status/rejected status/unpublished subsequentLegalDecision suffixName transcriptOf translationOf translator upc
uri volume
"""

#: The terms of bibo.owl, as of 2022-12-22 (structureddynamics/Bibliographic-Ontology-BIBO, commit 4a7aa2f).
BIBO_TERMS = frozenset(_BIBO_NAMES.split())


def undefined_terms(triples: Iterable[Triple]) -> Iterator[tuple[NamedNode, str]]:
    """Each term of another vocabulary that the triples use and that vocabulary does not define, with what is wrong.

    A term is a predicate or the class of something. Any other IRI counts when it lies in a vocabulary we have a copy of.
    """
    vocabularies = _vocabularies()
    for term, used_as_term in sorted(_foreign(triples).items(), key=lambda item: item[0].value):
        home = max((iri for iri in vocabularies if term.value.startswith(iri)), key=len, default=None)
        if home is None:
            if used_as_term:
                yield term, "there is no pinned copy of its vocabulary"
        elif term.value != home and term.value.removeprefix(home) not in vocabularies[home]:
            yield term, f"<{home}> does not define it"


def _foreign(triples: Iterable[Triple]) -> dict[NamedNode, bool]:
    """The IRIs that are not ours, each with whether it is used as a term."""
    found: dict[NamedNode, bool] = {}
    for subject, predicate, value in triples:
        for node, term in ((subject, False), (predicate, True), (value, predicate == RDF.type)):
            if isinstance(node, NamedNode) and not node.value.startswith(BASE):
                found[node] = found.get(node, False) or term
    return found


def _vocabularies() -> dict[str, frozenset[str]]:
    """The local names that each vocabulary defines, by its namespace."""
    from rdflib import namespace

    carried = [getattr(namespace, name) for name in namespace.__all__ if name.isupper()]
    names = {str(one): frozenset(str(term).removeprefix(str(one)) for term in dir(one)) for one in carried}
    return {**names, BIBO.iri: BIBO_TERMS}
