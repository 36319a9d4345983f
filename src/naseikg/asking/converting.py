"""An answer in other units: the numbers beside their units, and the quantities that are written out as text.

As text is taken what fills a cell, an item of a list, a pair of brackets, or what follows "at": ``over 500 h``,
``780 h; 250 h``, ``sodium phosphide layer (780 h)``, ``at 25 °C``. Sentences and names stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from pyoxigraph import Literal, NamedNode, Store

from naseikg.asking.answers import Answer, Value
from naseikg.asking.quantities import NUMBER, Numbers, numbers_of
from naseikg.asking.questions import Question, parse_question
from naseikg.asking.values import text_of
from naseikg.errors import QueryError, UnitError
from naseikg.records.measures import QUALIFIERS
from naseikg.units.conversion import Unit, convert
from naseikg.units.numerals import exact_text, power_text, rounded_text
from naseikg.units.wanted import Wanted, parse_wanted
from naseikg.vocabulary import NSEI, XSD

__all__ = ["Converter", "converted"]

_QUANTITY = rf"(?P<words>(?:(?:{'|'.join(sorted(QUALIFIERS))}) )?)(?P<low>{NUMBER})(?P<to> to (?P<high>{NUMBER}))? (?P<unit>{{}})"
_NUMBER_TEXT = re.compile(rf"(?P<low>{NUMBER})(?: to (?P<high>{NUMBER}))?")
_LEAST, _MOST = Fraction(1, 10**6), Fraction(10**15)


@dataclass(slots=True)
class Converter:
    """Converts one answer, and remembers which units it met and which of those asked for fitted something."""

    wanted: Wanted
    things: Mapping[str, NamedNode]
    met: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    patterns: dict[str, re.Pattern[str]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, store: Store, units: str) -> Converter:
        """The converter to the units asked for, with what the graph knows of units.

        Raises:
            UnitError: a unit cannot be read.
        """
        things = {
            quad.object.value: quad.subject
            for quad in store.quads_for_pattern(None, NSEI.symbol, None)
            if isinstance(quad.object, Literal) and isinstance(quad.subject, NamedNode)
        }
        si_units = {
            symbol: text_of(store, quad.object, NSEI.symbol) or symbol
            for symbol, thing in things.items()
            for quad in store.quads_for_pattern(thing, NSEI.siUnit, None)
            if isinstance(quad.object, NamedNode)
        }
        return cls(parse_wanted(units, si_units), things)

    def target(self, symbol: str) -> tuple[Unit, Unit] | None:
        """The unit of a symbol and the one it is asked for in; nothing when it stays."""
        self.met.add(symbol)
        unit, target = self.wanted.unit(symbol), self.wanted.target(symbol)
        if unit is None or target is None:
            return None
        self.used.add(target.symbol)
        return unit, target

    def text(self, text: str, *, anywhere: bool = False, whole: bool = False) -> str:
        """A text with the quantities in it converted: those that fill an item, all of them, or the one that is all."""
        where = "anywhere" if anywhere else "whole" if whole else "items"
        if where not in self.patterns:
            self.patterns[where] = self._pattern(where)
        return self.patterns[where].sub(self._replaced, text)

    def number(self, printed: str, unit: Unit, target: Unit, *, difference: bool = False) -> str:
        """A printed number in another unit, with the digits that the print fixes."""
        moved = unit.zero != target.zero and not difference
        exact = convert(Decimal(printed.replace("−", "-")), unit, target, difference=difference)
        return printed if unit == target else rounded_text(exact, printed, moved=moved)

    def refuse_nothing(self, name: str) -> None:
        """Says so when nothing, or nothing of a unit that was asked for, was found.

        Raises:
            UnitError: no quantity was met, or none that can be given in a unit asked for.
        """
        if not self.met:
            raise UnitError(
                f"{name}: the answer has no quantity to convert; it needs numbers beside their units, or texts such as"
                " '780 h'; leave the units out, or select nsei:siValue"
            )
        for one in self.wanted.targets:
            if one.symbol not in self.used:
                raise UnitError(
                    f"{name}: no quantity of the answer can be given in {one}; those there are in"
                    f" {', '.join(sorted(self.met))}; ask for units of these kinds, or for si"
                )

    def _pattern(self, where: str) -> re.Pattern[str]:
        known = "|".join(re.escape(one) for one in sorted(self.things, key=lambda one: (-len(one), one)) if one != "1")
        quantity = _QUANTITY.format(known or r"(?!)")
        around = {
            "anywhere": (r"(?P<before>(?<![\w.,−-]))", r"(?![\w−-])"),
            "whole": ("(?P<before>^)", "$"),
            "items": (r"(?P<before>^|; |\(|^at |; at )", r"(?=$|; |\))"),
        }[where]
        return re.compile(quantity.join(around))

    def _replaced(self, match: re.Match[str]) -> str:
        found = self.target(match["unit"])
        if found is None:
            return match[0]
        unit, target = found
        numbers = [self.number(one, unit, target) for one in (match["low"], match["high"]) if one]
        symbol = "" if target.symbol == "1" else f" {target}"
        return f"{match['before']}{match['words']}{' to '.join(numbers)}{symbol}"


def converted(store: Store, answer: Answer, question: Question, units: str) -> Answer:
    """The answer with its quantities in the units asked for; the rows stay in their order.

    Raises:
        UnitError: a unit cannot be read, or fits no quantity of the answer.
        QueryError: what is in which unit is not said.
    """
    converter = Converter.of(store, units)
    if not answer.rows:
        return answer
    header = question.header or parse_question(question.sparql, name=question.name).header
    if answer.columns == ("subject", "predicate", "object"):
        raise QueryError(
            f"{question.name}: it gives triples, whose numbers and units stand apart; select nsei:siValue instead"
        )
    known: set[Value] = {*map(Literal, converter.things), *converter.things.values()}
    numbers = numbers_of(answer, header, known, name=question.name)
    rows = tuple(_row(converter, answer.columns, row, numbers, question.name) for row in answer.rows)
    converter.refuse_nothing(question.name)
    return Answer(columns=answer.columns, rows=rows)


def _row(
    converter: Converter, columns: tuple[str, ...], row: tuple[Value, ...], numbers: Iterable[Numbers], name: str
) -> tuple[Value, ...]:
    cells = dict(zip(columns, row, strict=True))
    symbols = {thing: symbol for symbol, thing in converter.things.items()}
    changed: dict[str, Value] = {}
    for one in numbers:
        unit_cell, cell = cells[one.unit], cells[one.column]
        symbol = symbols.get(unit_cell) if isinstance(unit_cell, NamedNode) else unit_cell and unit_cell.value
        if symbol is None:
            continue
        found = converter.target(symbol)
        if found is None or not isinstance(cell, Literal):
            continue
        changed[one.column] = _number(converter, cell, *found, one, name)
        thing = converter.things.get(found[1].symbol)
        changed[one.unit] = thing if isinstance(unit_cell, NamedNode) and thing else Literal(found[1].symbol)
    return tuple(changed[column] if column in changed else _text(converter, cell) for column, cell in cells.items())


def _number(converter: Converter, cell: Literal, unit: Unit, target: Unit, one: Numbers, name: str) -> Literal:
    """A number exactly; one that is text, as it was printed, with the digits that it had."""
    if unit == target:
        return cell
    if cell.datatype in (XSD.decimal, XSD.double, XSD.float, XSD.integer):
        exact = convert(Decimal(cell.value), unit, target, difference=one.difference)
        if exact and not _LEAST <= abs(exact) < _MOST:
            return Literal(power_text(exact), datatype=XSD.double)
        return Literal(exact_text(exact), datatype=XSD.decimal)
    match = _NUMBER_TEXT.fullmatch(cell.value)
    if match is None:
        raise QueryError(
            f"{name}: column {one.column} has {cell.value!r}, which is no number; correct the header 'quantities'"
        )
    printed = [one for one in (match["low"], match["high"]) if one]
    return Literal(" to ".join(converter.number(text, unit, target, difference=one.difference) for text in printed))


def _text(converter: Converter, cell: Value) -> Value:
    """A text with its quantities converted; what has a language is a name, unless it is a quantity as a whole."""
    if not isinstance(cell, Literal) or (cell.datatype != XSD.string and cell.language is None):
        return cell
    if cell.language is not None:
        return Literal(converter.text(cell.value, whole=True), language=cell.language)
    return Literal(converter.text(cell.value))
