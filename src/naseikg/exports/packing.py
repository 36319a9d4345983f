"""What goes into the research object: the data, the tables, the ontology, and the questions with their answers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from naseikg.asking.answered import Answered
from naseikg.asking.formats import write_answer
from naseikg.exports.crate import Packed
from naseikg.places import Project
from naseikg.vocabulary import ONTOLOGY

__all__ = ["packed_files"]


def packed_files(home: Project, answers: Iterable[Answered], made: Mapping[str, bytes]) -> tuple[Packed, ...]:
    """The files of a crate; ``made`` holds the exports ``.trig``, ``.nq``, ``.dcat.ttl`` and ``.csv.zip``."""
    return (*_data(made), *_tables(made[".csv.zip"]), *_ontology(home), *_questions(home, answers))


def _data(made: Mapping[str, bytes]) -> Iterator[Packed]:
    for suffix, title in ((".trig", "The graph as TriG"), (".nq", "The graph as N-Quads")):
        yield Packed(path=f"data/graph{suffix}", title=title, content=made[suffix], follows=ONTOLOGY.value)
    yield Packed(
        path="data/dataset.dcat.ttl",
        title="Description of the data set",
        description="Who, what, how much and in which files, in terms of DCAT and VoID.",
        content=made[".dcat.ttl"],
        follows="https://www.w3.org/TR/vocab-dcat-3/",
    )


def _tables(archive: bytes) -> Iterator[Packed]:
    with zipfile.ZipFile(io.BytesIO(archive)) as tables:
        for name in sorted(tables.namelist()):
            stem, _, suffix = name.rpartition(".")
            title = f"Table of {stem.replace('-', ' ')}" if suffix == "csv" else f"Description of the tables: {name}"
            yield Packed(path=f"tables/{name}", title=title, content=tables.read(name))


def _ontology(home: Project) -> Iterator[Packed]:
    for path, title, follows in (
        (home.ontology, "The ontology", None),
        (home.shapes, "SHACL shapes for data that others bring", "https://www.w3.org/TR/shacl/"),
    ):
        if path.is_file():
            yield _read(path, f"ontology/{path.name}", title, follows)
    for path in sorted(home.mappings.glob("*.sssom.tsv")):
        target = path.name.removesuffix(".sssom.tsv")
        yield _read(path, f"mappings/{path.name}", f"Mapping set {target}", "https://w3id.org/sssom/")


def _questions(home: Project, answers: Iterable[Answered]) -> Iterator[Packed]:
    for each in answers:
        one = each.question
        path = f"queries/{one.name}.rq"
        yield Packed(
            path=path,
            title=one.title,
            description=one.header.get("question", ""),
            content=(home.queries / f"{one.name}.rq").read_bytes(),
            follows="https://www.w3.org/TR/sparql11-query/",
        )
        yield Packed(
            path=f"queries/expected/{one.name}.csv",
            title=f"Answer: {one.title}",
            content=write_answer(each.answer, "csv").encode(),
            answers=path,
        )


def _read(path: Path, name: str, title: str, follows: str | None) -> Packed:
    return Packed(path=name, title=title, content=path.read_bytes(), follows=follows)
