"""Parameters of named queries: declared in the header, given as text, put into the query as terms.

The header declares them, and comments that begin with ``#:`` say what each does to the query:

```sparql
#+ parameters: component: what the layer contains, such as NaF (nsei:Substance)
SELECT ?layer_id WHERE {
  ?layer_id a nsei:Interphase .
  #: ?layer_id nsei:hasComponent $component .
}
```

Such a line is run only when every parameter it names has a value, which stands in the place of ``$name``. Without values
the file is run as it is, so it stays a query that any other tool can run.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Store

from naseikg.asking.lookup import find_member, find_thing
from naseikg.asking.questions import Question
from naseikg.asking.suggestions import meant, unknown_name
from naseikg.errors import QueryError, UnitError
from naseikg.units.conversion import convert, parse_unit
from naseikg.units.numerals import exact_text
from naseikg.vocabulary import OWL, XSD, expand

__all__ = ["Parameter", "parameters_of", "with_values"]

_DECLARED = re.compile(r"([a-z][a-z0-9_]*): (.+) \(([^()]+)\)")
_TYPES = re.compile(r"thing|class|text|integer|decimal(?: in \S.*)?|one of \S.*|[a-z]+:\w+")
#: A line that is run only when its parameters have values.
_LINE = re.compile(r"^([ \t]*)#: ?(.*)$", re.M)
_PLACE = re.compile(r"\$([a-z][a-z0-9_]*)")
_INTEGER, _DECIMAL = (
    re.compile(r"[+-]?[0-9]{1,18}"),
    re.compile(r"[+-]?[0-9]{1,30}(?:\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,2})?"),
)
#: Letters of a value; what has more is no name, and would only make a message long.
_LONGEST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter as its query declares it: ``type`` says how a value is read.

    ``thing`` takes any thing by id, IRI, label or formula, ``nsei:Substance`` only one of that class, ``class`` a class
    by name or label; ``one of a, b`` takes one of these words; ``decimal in h`` a number, or a number with a unit that
    can be converted into that one; ``text``, ``integer`` and ``decimal`` need no explanation.
    """

    name: str
    words: str
    type: str

    @property
    def example(self) -> str:
        """A value that somebody could give: what its words end with, after “such as”."""
        return self.words.partition(", such as ")[2]

    @property
    def choices(self) -> tuple[str, ...]:
        """The words it takes, where it takes only some."""
        return tuple(self.type.removeprefix("one of ").split(", ")) if self.type.startswith("one of ") else ()

    def __str__(self) -> str:
        """How it is declared."""
        return f"{self.name}: {self.words} ({self.type})"


def parameters_of(question: Question) -> tuple[Parameter, ...]:
    """The parameters of a query, in the order of its header.

    Raises:
        QueryError: the header cannot be read, or names others than the lines do.
    """
    found = []
    for one in filter(None, question.header.get("parameters", "").split("; ")):
        declared = _DECLARED.fullmatch(one)
        if declared is None or not _TYPES.fullmatch(declared[3]) or ", such as " not in declared[2]:
            raise QueryError(
                f"{question.name}: parameter {one!r} cannot be read; write it as: name: what it is, such as EXAMPLE (type),"
                " with one of thing, class, text, integer, decimal, decimal in UNIT, one of A, B, or a class such as nsei:Substance"
            )
        found.append(Parameter(name=declared[1], words=declared[2], type=declared[3]))
    names = [one.name for one in found]
    used = {name for line in _LINE.finditer(question.sparql) for name in _PLACE.findall(line[2]) or ("",)}
    if len(names) != len(set(names)) or used != set(names):
        said = ", ".join(f"${name}" if name else "a line without any" for name in sorted(used)) or "none"
        raise QueryError(
            f"{question.name}: the header declares the parameters {', '.join(names) or 'none'}, the lines that begin"
            f" with #: use {said}; make them the same"
        )
    return tuple(found)


def with_values(store: Store, question: Question, given: Mapping[str, str]) -> Question:
    """The query with values for some of its parameters. A value is read by its type and becomes one term.

    Raises:
        UnknownNameError: the query has no such parameter, or nothing is called as a value says.
        AmbiguousNameError: several things are called so.
        QueryError: a value is none of its type.
        UnitError: a value has a unit that does not fit.
    """
    if not given:
        return question
    known = {one.name: one for one in parameters_of(question)}
    terms: dict[str, str] = {}
    for name, value in given.items():
        if name not in known:
            nothing = "it has no parameters" if not known else ""
            hints = meant(name, {one: one for one in known})
            raise unknown_name(f"parameter of {question.name}", name, hints, known=list(known), help=nothing)
        terms[name] = str(_term(store, known[name], value))

    def line(match: re.Match[str]) -> str:
        named = set(_PLACE.findall(match[2]))
        if not named <= terms.keys():
            return match[0]
        return match[1] + _PLACE.sub(lambda place: terms[place[1]], match[2])

    return Question(name=question.name, header=question.header, sparql=_LINE.sub(line, question.sparql))


def _term(store: Store, parameter: Parameter, value: str) -> NamedNode | Literal:
    """The term that a value stands for. All that is put into a query is written by the store's own library."""
    type = parameter.type
    if len(value) > _LONGEST:
        raise QueryError(f"parameter {parameter.name} has a value of {len(value)} letters; give a name or a number")
    if "\0" in value or any("\ud800" <= one <= "\udfff" for one in value):
        raise QueryError(f"parameter {parameter.name} is {value!a}, which is no text; leave such letters out")
    if type == "text":
        return Literal(value)
    if parameter.choices:
        if value not in parameter.choices:
            raise QueryError(f"parameter {parameter.name} is {value!r}; give one of {', '.join(parameter.choices)}")
        return Literal(value)
    if type == "integer":
        if not _INTEGER.fullmatch(value.strip()):
            raise QueryError(f"parameter {parameter.name} is {value!r}; give a whole number")
        return Literal(str(int(value)), datatype=XSD.integer)
    if type.startswith("decimal"):
        return Literal(_number(parameter, value), datatype=XSD.decimal)
    if type == "thing":
        return find_thing(store, value)
    return find_member(store, value, OWL.Class if type == "class" else expand(type))


def _number(parameter: Parameter, value: str) -> str:
    """The number of a value, in the parameter's unit where it has one."""
    number, _, unit = value.strip().partition(" ")
    wanted = parameter.type.removeprefix("decimal").removeprefix(" in ")
    if not _DECIMAL.fullmatch(number) or (unit and not wanted):
        example = f"such as 1.5, or with a unit, such as '1.5 {wanted}'" if wanted else "such as 1.5"
        raise QueryError(f"parameter {parameter.name} is {value!r}; give a number, {example}")
    if not unit:
        return f"{Decimal(number):f}"
    try:
        return exact_text(convert(Decimal(number), parse_unit(unit), parse_unit(wanted)))
    except UnitError as error:
        raise UnitError(f"parameter {parameter.name}: {error}") from error
