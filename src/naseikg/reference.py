"""The reference pages of ``docs/reference/``, written from the code, the ontology and the queries themselves.

``make docs`` runs this; a test compares the bytes.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Iterator

from pyoxigraph import NamedNode

from naseikg.asking.parameters import parameters_of
from naseikg.asking.questions import load_questions
from naseikg.cli import parser
from naseikg.places import Project, project
from naseikg.reasoning.ontology import Ontology, load_ontology
from naseikg.records.fields import specs_of
from naseikg.records.kinds import KINDS
from naseikg.records.things import Record
from naseikg.vocabulary import NSEI, OWL, RDFS, SKOS, curie, local_name

__all__ = ["main", "pages"]

_KINDS = ((OWL.ObjectProperty, "object"), (OWL.DatatypeProperty, "value"), (OWL.AnnotationProperty, "annotation"))


def pages(where: Project) -> dict[str, str]:
    """The content of each reference page by file name."""
    ontology = load_ontology(where.ontology)
    return {
        "commands.md": "\n".join(_commands()),
        "queries.md": "\n".join(_queries(where)),
        "records.md": "\n".join(_records(ontology)),
        "records.schema.json": json.dumps(_schema(ontology), indent=2, ensure_ascii=False) + "\n",
        "terms.md": "\n".join(_terms(ontology)),
    }


def main() -> None:
    """Writes every page."""
    where = project()
    folder = where.root / "docs" / "reference"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages(where).items():
        (folder / name).write_text(text)


def _commands() -> Iterator[str]:
    yield (
        "# Commands\n\nWritten by `make docs` from the command line itself."
        " Exit codes: 0 fine; 1 the data breaks a rule; 2 could not run.\n"
    )
    made = parser()
    yield from _options(made)
    for action in made._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, verb in action.choices.items():
                yield f"## naseikg {name}\n\n{verb.description}\n"
                yield from _options(verb)
                examples = "\n".join(line.strip() for line in verb.epilog.splitlines()[1:])
                yield f"```text\n{examples}\n```\n"


def _options(verb: argparse.ArgumentParser) -> Iterator[str]:
    # The usage lines of argparse change from one Python to the next; its actions do not.
    rows = [
        f"| `{' '.join(filter(None, (', '.join(one.option_strings), _metavar(one))))}` | {one.help} |"
        for one in verb._actions
        if not isinstance(one, argparse._HelpAction | argparse._SubParsersAction)
    ]
    if rows:
        yield "\n".join(["| argument | meaning |", "| --- | --- |", *rows]) + "\n"


def _metavar(one: argparse.Action) -> str:
    if one.nargs == 0:
        return ""
    return "{" + ", ".join(map(str, one.choices)) + "}" if one.choices else str(one.metavar or one.dest.upper())


def _queries(where: Project) -> Iterator[str]:
    questions = load_questions(where.queries)
    yield f"# Named queries\n\nWritten by `make docs` from the headers of `queries/*.rq`. {len(questions)} queries.\n"
    for user in sorted({one.header.get("user", "") for one in questions}):
        yield f"## {user.replace('-', ' ').capitalize()}\n\n| name | question | parameters | tags |\n| --- | --- | --- | --- |"
        for one in questions:
            if one.header.get("user", "") == user:
                question = one.header.get("question", "").replace("|", "\\|")
                names = ", ".join(f"`{parameter.name}`" for parameter in parameters_of(one))
                yield f"| `{one.name}` | {question} | {names} | {', '.join(one.tags)} |"
        yield ""


def _records(ontology: Ontology) -> Iterator[str]:
    yield (
        "# Record files\n\nWritten by `make docs` from the record classes. A record file is"
        " `ontology/records/SOURCE/NAME.yaml`, or `NAME-PART.yaml`. Every record has an `id`;"
        " the things of a kind have IRIs `https://w3id.org/naseikg/KIND/ID`.\n"
    )
    for file, record in sorted(KINDS.items()):
        scoped = (
            f" (the IRI puts the source's name before the id: `{record.kind}/shi-2023-ID`)" if record.scoped else ""
        )
        yield f"## {file}\n\nKind `{record.kind}`{scoped}. {_sentence(record)}\n"
        yield "| field | required | property |\n| --- | --- | --- |"
        for name, spec in specs_of(record).items():
            label = f" ({ontology.label(spec.property)})" if spec.property.value.startswith(NSEI.iri) else ""
            yield f"| `{name}` | {'yes' if spec.required else 'no'} | `{curie(spec.property)}`{label} |"
        yield ""


def _sentence(record: type[Record]) -> str:
    return (record.__doc__ or "").strip().splitlines()[0]


def _schema(ontology: Ontology) -> dict[str, object]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://w3id.org/naseikg/records.schema.json",
        "title": "naseikg record files",
        "description": "One definition for each kind of record file; written by `make docs`.",
        "$defs": {file: _file_schema(record, ontology) for file, record in sorted(KINDS.items())},
    }


def _file_schema(record: type[Record], ontology: Ontology) -> dict[str, object]:
    classes = sorted(local_name(one) for one in ontology.classes if record.root in ontology.superclasses(one))
    kinds: dict[str, object] = {"enum": classes}
    properties: dict[str, object] = {"id": {"type": ["integer", "string"]}}
    for name, spec in specs_of(record).items():
        properties[name] = (
            {"anyOf": [kinds, {"type": "array", "items": kinds}]} if name == "type" else spec.codec.schema()
        )
    required = ["id", *(name for name, spec in specs_of(record).items() if spec.required)]
    assert dataclasses.is_dataclass(record)
    return {
        "type": "array",
        "items": {
            "type": "object",
            "description": _sentence(record),
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        },
    }


def _terms(ontology: Ontology) -> Iterator[str]:
    own = [one for one in sorted(ontology.classes, key=str) if one.value.startswith(NSEI.iri)]
    yield (
        "# Terms\n\nWritten by `make docs` from `ontology/naseikg.ttl`. Namespace"
        " `https://w3id.org/naseikg/ontology#`, prefix `nsei:`.\n\n## Classes\n"
    )
    tops = [one for one in own if not ontology.genera(one)]
    for top in tops:
        yield from _class_lines(ontology, top, own, 0)
    for kind, words in _KINDS:
        yield f"\n## Properties: {words}\n\n| property | domain | range | definition |\n| --- | --- | --- | --- |"
        for one in ontology.typed(kind):
            if one.value.startswith(NSEI.iri):
                domain, value = (
                    " or ".join(map(local_name, ontology.named_members(one, axiom))) or "anything"
                    for axiom in (RDFS.domain, RDFS.range)
                )
                yield f"| `{local_name(one)}` | {domain} | {value} | {ontology.text(one, SKOS.definition)} |"
    yield ""


def _class_lines(ontology: Ontology, one: NamedNode, own: list[NamedNode], depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}- `{local_name(one)}`: {ontology.text(one, SKOS.definition)}"
    for lower in own:
        if one in ontology.genera(lower):
            yield from _class_lines(ontology, lower, own, depth + 1)


if __name__ == "__main__":
    main()
