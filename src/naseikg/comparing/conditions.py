"""The conditions of a comparison as a person writes them: names as the field says them, values in the tests' own units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from naseikg.asking.lookup import plain
from naseikg.asking.suggestions import meant, unknown_name
from naseikg.comparing.amounts import Amount, number_text
from naseikg.comparing.cycling import Aspect, Entity, Trial, Value
from naseikg.errors import QueryError

__all__ = ["Key", "Wanted", "aspect_of", "key_of", "key_text", "wanted_of"]

#: What makes two values of a condition the same: number and unit, or the thing.
Key = tuple[Decimal, str] | Entity

_NUMBER = re.compile(r"(?P<number>[-−+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)\s*(?P<unit>[^\s\d.,+−-].*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A condition that was asked for, and the values of the tests that fit."""

    name: str
    keys: frozenset[Key]


def aspect_of(aspects: Iterable[Aspect], name: str, *, is_result: bool) -> Aspect:
    """The condition or the result of that name; a part of the name is enough when it fits one only.

    Raises:
        UnknownNameError: there is none of that name; the message names what there is.
        QueryError: a result is named where a condition is asked for, or the reverse.
    """
    aspects = tuple(aspects)
    wanted = plain(re.sub(r"[_-]", " ", name))
    exact = [one for one in aspects if wanted in map(plain, (one.name, *one.also))]
    part = [one for one in aspects if one.is_result == is_result and wanted and wanted in plain(one.name)]
    for found in (exact, part):
        if len(found) == 1 and found[0].is_result == is_result:
            return found[0]
    if exact:
        told = (
            "condition, not a result; give it under 'at'" if is_result else "result, not a condition; give it to 'by'"
        )
        raise QueryError(f"{exact[0].name} is a {told}")
    names = [one.name for one in aspects if one.is_result == is_result]
    what = "result of a test" if is_result else "condition of a test"
    raise unknown_name(what, name, meant(wanted, {one: one for one in names}), known=names)


def key_of(value: Value) -> Key:
    """What a value is compared by: 1 mA cm-2 is 1.0 mA cm-2."""
    return (value.number, value.unit) if isinstance(value, Amount) else value


def key_text(key: Key) -> str:
    """A value as it stands in a title."""
    return key.label if isinstance(key, Entity) else f"{number_text(key[0])} {key[1]}"


def wanted_of(aspect: Aspect, text: str, trials: Sequence[Trial]) -> Wanted:
    """The values of the tests that fit what a person wrote.

    Raises:
        QueryError: the value is no number, is in a unit that the tests do not use, or no test was run at it; the message
            says which values there are.
    """
    values = [value for one in trials for value in one.values.get(aspect.name, ())]
    if not values:
        raise QueryError(f"{aspect.name}: no test states it, so none can be chosen by it")
    keys = _measured(aspect, text, values) if aspect.is_measured else _named(text, values)
    if not keys:
        there = _there(values)
        raise QueryError(f"no test was run at {aspect.name} {text.strip()!r}; the tests state {there}")
    return Wanted(name=aspect.name, keys=keys)


def _measured(aspect: Aspect, text: str, values: Iterable[Value]) -> frozenset[Key]:
    amounts = [one for one in values if isinstance(one, Amount)]
    units = sorted({one.unit for one in amounts})
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        raise QueryError(
            f"{aspect.name} {text.strip()!r} is no single number; write it as '{aspect.name}=1 {units[0]}'"
        )
    given = _spelling(match["unit"] or "")
    fitting = [one for one in units if not given or _spelling(one) == given]
    if not fitting:
        raise QueryError(
            f"{aspect.name} is given in {' or '.join(units)} here, not in {match['unit'].strip()!r}; units are not"
            f" converted, so write the number in {units[0]}"
        )
    if len(fitting) > 1:
        raise QueryError(f"{aspect.name} is given in {' or '.join(units)} here; write the unit behind the number")
    wanted: Key = (Decimal(match["number"].replace("−", "-")), fitting[0])
    return frozenset({wanted} & {key_of(one) for one in amounts if one.exact})


def _named(text: str, values: Iterable[Value]) -> frozenset[Key]:
    """The things whose name or class is, or holds, all the words."""
    words = set(plain(text).split())
    things = [one for one in values if isinstance(one, Entity)]
    exact = frozenset(one for one in things if plain(text) in map(plain, one.names))
    return exact or frozenset(
        one for one in things if words and any(words <= set(plain(name).split()) for name in one.names)
    )


def _there(values: Iterable[Value]) -> str:
    amounts = sorted({(one.unit, one.span, str(one)): one for one in values if isinstance(one, Amount)}.items())
    texts = [key_text(key_of(one)) if one.exact else str(one) for _, one in amounts]
    texts += sorted({str(one) for one in values if isinstance(one, Entity)})
    *first, last = dict.fromkeys(texts)
    return f"{', '.join(first)} and {last}" if first else last


def _spelling(unit: str) -> str:
    """A unit with powers and products written in one way: mA/cm², mA cm^-2 and mA·cm⁻² as mA cm-2.

    >>> {_spelling(one) for one in ("mA/cm²", "mA cm^-2", "mA·cm⁻²", "mA cm−2", "mA  cm-2")}
    {'mA cm-2'}
    """
    digits = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−·*", "0123456789--  ")
    above, *below = unit.translate(digits).replace("^", "").split("/")
    parts = [above]
    for one in below:
        match = re.fullmatch(r"\s*(\D*?)\s*(\d*)\s*", one)
        parts.append(f"{match[1]}-{match[2] or 1}" if match else f"/{one}")
    return " ".join(" ".join(parts).replace("μ", "µ").split())
