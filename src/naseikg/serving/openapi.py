"""The API described in OpenAPI 3.1, written from its operations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from naseikg.serving.negotiation import GRAPH_TYPES, RESULT_TYPES
from naseikg.serving.operations import Argument, Operation

__all__ = ["document_of"]

Json = dict[str, object]

_TEXT: Json = {"type": "string"}
_COUNT: Json = {"type": "integer", "minimum": 0}


def _object(properties: Json, *, more: bool = False) -> Json:
    """An object that has all these properties, and no others unless ``more``."""
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": more}


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


_TERM = {
    "type": "object",
    "properties": {
        "type": {"enum": ["uri", "literal", "bnode"]},
        "value": _TEXT,
        "datatype": _TEXT,
        "xml:lang": _TEXT,
    },
    "required": ["type", "value"],
    "additionalProperties": False,
}
_PARAMETER = _object({"name": _TEXT, "description": _TEXT, "type": _TEXT, "example": _TEXT})
_QUERY = _object(
    {
        "name": _TEXT,
        "title": _TEXT,
        "question": _TEXT,
        "tags": _list(_TEXT),
        "parameters": _list(_PARAMETER),
        "columns": _list(_TEXT),
        "path": _TEXT,
    }
)
_LINK = _object({"relation": _TEXT, "label": _TEXT, "value": _TEXT, "id": _TEXT, "inferred": {"type": "boolean"}})
_SENTENCE = _object({"id": _TEXT, "place": _TEXT, "start": _COUNT, "end": _COUNT})
_WORK = _object({"number": _COUNT, "id": _TEXT, "label": _TEXT, "doi": _TEXT})
_FINDING = _object(
    {
        "id": _TEXT,
        "claim": _TEXT,
        "basis": _list(_TEXT),
        "credited_to": _list(_TEXT),
        "sentences": _list(_SENTENCE),
        "references": _list(_WORK),
    }
)
_SCHEMAS: dict[str, Json] = {
    "Rows": _object(
        {
            "head": _object({"vars": _list(_TEXT)}),
            "results": _object({"bindings": _list({"type": "object", "additionalProperties": _TERM})}),
        }
    ),
    "Queries": _object({"queries": _list(_QUERY)}),
    "Thing": _object(
        {
            "id": _TEXT,
            "iri": _TEXT,
            "label": _TEXT,
            "formula": _TEXT,
            "title": _TEXT,
            "doi": _TEXT,
            "classes": _list(_TEXT),
            "definitions": _list(_TEXT),
            "also": _list(_TEXT),
            "values": _list(_object({"property": _TEXT, "value": _TEXT})),
            "not_stated": _list(_TEXT),
            "links": _list(_LINK),
            "findings": _list(_FINDING),
            "notes": _list(_object({"id": _TEXT, "label": _TEXT, "problem": _TEXT, "reading": _TEXT})),
            "elsewhere": _list(_object({"label": _TEXT, "source": _TEXT, "relation": _TEXT, "iri": _TEXT})),
        }
    ),
    "Found": _object(
        {
            "name": _TEXT,
            "count": _COUNT,
            "found": _list(
                _object(
                    {
                        "id": _TEXT,
                        "iri": _TEXT,
                        "label": _TEXT,
                        "formula": _TEXT,
                        "also": _list(_TEXT),
                        "classes": _list(_TEXT),
                        "definition": _TEXT,
                    }
                )
            ),
            "hint": _TEXT,
        }
    ),
    "Why": _object(
        {
            "fact": {"type": "object"},
            "words": _TEXT,
            "asserted": {"type": "boolean"},
            "complete": {"type": "boolean"},
            "reasons": _list({"type": "object"}),
        }
    ),
    "WhyNot": _object(
        {
            "query": _TEXT,
            "question": _TEXT,
            "thing": _object({"iri": _TEXT, "id": _TEXT, "label": _TEXT}),
            "variable": _TEXT,
            "in_answer": {"type": "boolean"},
            "failing": _list({"type": "object"}),
        },
        more=True,
    ),
    "Problem": _object({"type": _TEXT, "title": _TEXT, "status": {"type": "integer"}, "detail": _TEXT}),
}
_JSON_ANSWERS = {"found": "Found", "why": "Why", "why_not": "WhyNot", "thing": "Thing"}


def document_of(operations: Sequence[Operation], *, version: str) -> Json:
    """The whole description; its server is the one that it comes from."""
    listing = {
        "operationId": "queries",
        "summary": "All named queries",
        "description": "Which named queries are there, with which parameters and columns?",
        "tags": ["named queries"],
        "responses": _responses({"application/json": {"schema": _ref("Queries")}}),
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "naseikg",
            "version": version,
            "summary": "A review on artificial interphases for sodium metal anodes as a knowledge graph",
            "description": "One operation for each named query, and operations on things. All of it only reads.",
            "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": "/"}],
        "tags": [
            {"name": "named queries", "description": "Questions with a name, written in SPARQL"},
            {"name": "things", "description": "Things, facts and the evidence for them"},
        ],
        "paths": {"/api/queries": {"get": listing}, **{one.path: {"get": _operation(one)} for one in operations}},
        "components": {
            "schemas": _SCHEMAS,
            "responses": {
                "Problem": {
                    "description": "What is wrong, and what to do",
                    "content": {"application/problem+json": {"schema": _ref("Problem")}},
                }
            },
        },
    }


def _operation(one: Operation) -> Json:
    return {
        "operationId": one.id,
        "summary": one.title,
        "description": one.words,
        "tags": [one.tag],
        "parameters": [_parameter(argument) for argument in one.arguments],
        "responses": _responses(_content(one)),
    }


def _content(one: Operation) -> Json:
    if one.answer == "rows":
        rows = {"allOf": [_ref("Rows"), {"properties": {"head": {"properties": {"vars": {"const": [*one.columns]}}}}}]}
        others: Iterable[str] = RESULT_TYPES[1:]
        return {RESULT_TYPES[0]: {"schema": rows}, **{media_type: {"schema": _TEXT} for media_type in others}}
    content: Json = {"application/json": {"schema": _ref(_JSON_ANSWERS[one.answer])}}
    if one.answer == "thing":
        content |= {media_type: {"schema": {}} for media_type in GRAPH_TYPES}
    return content


def _responses(content: Json) -> Json:
    return {
        "200": {"description": "The answer", "content": content},
        "default": {"$ref": "#/components/responses/Problem"},
    }


def _parameter(argument: Argument) -> Json:
    schema: Json = {"type": "string"}
    if argument.bounds is not None:
        schema = {"type": "integer", "minimum": argument.bounds[0], "maximum": argument.bounds[1]}
    elif argument.choices:
        schema = {"type": "string", "enum": [*argument.choices]}
    elif argument.type == "integer":
        schema = {"type": "integer"}
    words = argument.words[0].upper() + argument.words[1:]
    kind = f" ({argument.type})" if argument.type and argument.bounds is None and not argument.choices else ""
    return {
        "name": argument.name,
        "in": "path" if argument.in_path else "query",
        "description": words + kind,
        "required": argument.required,
        "schema": schema,
        "example": int(argument.example) if schema["type"] == "integer" else argument.example,
    }
