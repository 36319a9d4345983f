"""Which profiles of OWL 2 an ontology is in, as the OWL API computes them (https://www.w3.org/TR/owl2-profiles/)."""

from __future__ import annotations

from naseikg.reasoning.hermit import outside_profiles
from naseikg.reasoning.ontology import Ontology

__all__ = ["profile_line"]


def profile_line(ontology: Ontology) -> str:
    """The profiles of OWL 2 that the ontology is in, and for the others how many axioms are outside.

    Raises:
        NaseikgError: the extra ``owl`` is not installed.
    """
    outside = outside_profiles(ontology.triples)
    inside = [name for name, axioms in outside.items() if not axioms]
    others = [
        f"{name} ({len(axioms)} axiom{'' if len(axioms) == 1 else 's'} outside)"
        for name, axioms in outside.items()
        if axioms
    ]
    return f"OWL 2 profiles of the ontology: in {', '.join(inside) or 'none'}; not in {', '.join(others) or 'none'}"
