"""The data with all that is needed to use them as one research object: an RO-Crate 1.1 in a zip file.

The description is written here and not by the library ``rocrate``, which puts the time of writing into it and into the
zip file; that library reads it back in the tests.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from naseikg.exports.about import CODE_LICENCE, DATASET, About
from naseikg.exports.bibliography import doi_iri
from naseikg.exports.offers import MEDIA_TYPES
from naseikg.vocabulary import BASE, ONTOLOGY

__all__ = ["CRATE_FOLDERS", "Packed", "write_crate"]

#: The folders of a crate with what is in them.
CRATE_FOLDERS: Mapping[str, tuple[str, str]] = {
    "data/": ("Data", "The whole graph as RDF, with the graphs kept apart, and its description."),
    "mappings/": ("Mappings", "Links to other ontologies as SSSOM tables, one file an ontology."),
    "ontology/": ("Ontology", "The classes and properties, and SHACL shapes for data that others bring."),
    "queries/": ("Questions", "Competency questions in SPARQL, one a file."),
    "queries/expected/": ("Answers", "The whole answer to each question, as a table."),
    "tables/": ("Tables", "The data as tidy tables for a spreadsheet, pandas or R."),
}
_SPECIFICATION = "https://w3id.org/ro/crate/1.1"
_DESCRIPTOR = "ro-crate-metadata.json"
_SPARQL = "https://www.w3.org/TR/sparql11-query/"
_SHACL = "https://www.w3.org/TR/shacl/"
_SSSOM = "https://w3id.org/sssom/"
_DCAT = "https://www.w3.org/TR/vocab-dcat-3/"
_STANDARDS = {
    _DCAT: "Data Catalog Vocabulary (DCAT) 3",
    _SHACL: "Shapes Constraint Language (SHACL)",
    _SPARQL: "SPARQL 1.1 Query Language",
    _SSSOM: "Simple Standard for Sharing Ontological Mappings (SSSOM)",
}
#: The earliest time that a zip file can tell; it tells nothing, so that equal content gives equal bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)

Entity = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A file of a crate: its path in it, what it is called, and its bytes; ``follows`` is the standard it conforms to."""

    path: str
    title: str
    content: bytes
    description: str = ""
    follows: str | None = None
    answers: str | None = None


def write_crate(about: About, files: Sequence[Packed]) -> bytes:
    """The zip file of a crate: the same bytes for the same files."""
    packed = sorted(files, key=lambda one: one.path)
    described = json.dumps(_document(about, packed), indent=2, ensure_ascii=False) + "\n"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in ((_DESCRIPTOR, described.encode()), *((one.path, one.content) for one in packed)):
            entry = zipfile.ZipInfo(path, date_time=_NO_TIME)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(entry, content)
    return buffer.getvalue()


def _document(about: About, files: Sequence[Packed]) -> Entity:
    folders = {
        path: about_it for path, about_it in CRATE_FOLDERS.items() if any(one.path.startswith(path) for one in files)
    }
    members: dict[str, list[str]] = {path: [] for path in ("", *folders)}
    for path in (*folders, *(one.path for one in files)):
        upper = f"{PurePosixPath(path).parent}/"
        members[upper if upper in folders else ""].append(path)
    graph: list[Entity] = [
        {
            "@id": _DESCRIPTOR,
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": _SPECIFICATION},
        },
        _root(about, members.pop("")),
        *(_folder(path, folders[path], parts) for path, parts in members.items()),
        *map(_file, files),
        *_context(about),
        *_standards(files),
    ]
    return {"@context": f"{_SPECIFICATION}/context", "@graph": graph}


def _root(about: About, parts: Sequence[str]) -> Entity:
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": about.title,
        "description": about.description,
        "identifier": DATASET.value,
        "url": BASE,
        "version": about.version,
        "datePublished": about.issued,
        "dateModified": about.modified,
        "license": _link(about.licence.value),
        "author": _links([one.iri.value for one in about.creators]),
        "publisher": _links([one.iri.value for one in about.publishers]),
        "keywords": list(about.keywords),
        "inLanguage": "en",
        "conformsTo": _link(ONTOLOGY.value),
        "isBasedOn": _links(_sources(about)),
        "citation": _links(_sources(about)),
        "mentions": _link(f"{DATASET.value}#software"),
        "hasPart": _links(parts),
    }


def _folder(path: str, about_it: tuple[str, str], parts: Sequence[str]) -> Entity:
    name, description = about_it
    return {"@id": path, "@type": "Dataset", "name": name, "description": description, "hasPart": _links(parts)}


def _file(one: Packed) -> Entity:
    suffix = PurePosixPath(one.path).suffix
    said: Entity = {
        "@id": one.path,
        "@type": ["File", "SoftwareSourceCode"] if suffix == ".rq" else "File",
        "name": one.title,
        "encodingFormat": MEDIA_TYPES.get(suffix, "application/octet-stream"),
        "contentSize": str(len(one.content)),
        "sha256": hashlib.sha256(one.content).hexdigest(),
    }
    if one.description:
        said["description"] = one.description
    if one.follows is not None:
        said["conformsTo"] = _link(one.follows)
    if suffix == ".rq":
        said["programmingLanguage"] = _link(_SPARQL)
    if one.answers is not None:
        said["isBasedOn"] = _link(one.answers)
    return said


def _context(about: About) -> Iterator[Entity]:
    """What the root and the files refer to: people, licences, the ontology, the works read, the program."""
    yield {
        "@id": about.licence.value,
        "@type": "CreativeWork",
        "name": "Creative Commons Attribution 4.0 International (CC BY 4.0)",
        "url": about.licence.value,
    }
    yield {"@id": CODE_LICENCE.value, "@type": "CreativeWork", "name": "MIT licence", "url": CODE_LICENCE.value}
    for agent in dict.fromkeys((*about.creators, *about.publishers)):
        yield {"@id": agent.iri.value, "@type": "Organization", "name": agent.name, "url": BASE}
    yield {
        "@id": about.ontology.value,
        "@type": "CreativeWork",
        "name": about.ontology_title,
        "description": about.ontology_description,
        "version": about.version,
        "url": about.ontology.value,
    }
    yield {
        "@id": f"{DATASET.value}#software",
        "@type": "SoftwareApplication",
        "name": "naseikg",
        "softwareVersion": about.version,
        "license": _link(CODE_LICENCE.value),
        "url": BASE,
    }
    for work, source in zip(about.sources, _sources(about), strict=True):
        people = [f"{source}#author-{place}" for place in range(1, len(work.authors) + 1)]
        said: Entity = {
            "@id": source,
            "@type": "ScholarlyArticle",
            "name": work.title,
            "author": _links(people),
            "datePublished": work.issued or work.year,
        }
        if work.doi:
            said |= {"identifier": f"https://doi.org/{work.doi}", "url": f"https://doi.org/{work.doi}"}
        if work.licence:
            said["license"] = _link(work.licence)
            if work.licence != about.licence.value:
                yield {"@id": work.licence, "@type": "CreativeWork", "name": work.licence, "url": work.licence}
        yield said
        for name, author in zip(people, work.authors, strict=True):
            yield {
                "@id": name,
                "@type": "Person",
                "name": f"{author.given} {author.family}".strip(),
                "familyName": author.family,
                **({"givenName": author.given} if author.given else {}),
            }


def _standards(files: Sequence[Packed]) -> Iterator[Entity]:
    followed = {one.follows for one in files}
    for one, name in sorted(_STANDARDS.items()):
        if one in followed:
            yield {"@id": one, "@type": "CreativeWork", "name": name, "url": one}


def _sources(about: About) -> list[str]:
    return [doi_iri(work.doi).value if work.doi else work.iri.value for work in about.sources]


def _links(names: Sequence[str]) -> object:
    """A single one stands without a list, as the specification recommends."""
    return _link(names[0]) if len(names) == 1 else [_link(one) for one in names]


def _link(name: str) -> dict[str, str]:
    return {"@id": name}
