"""How a unit is written, read by a closed list: what is not on it is refused, never guessed.

The library behind the conversion is never given the text. It reads ``1.0 mA·cm−2`` as 2.0 cm·mA, ``cycles`` as turns of
2 pi, ``min`` and ``nm`` in other cases as something else: so each symbol, sign and power is settled here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from naseikg.errors import UnitError, nearest

__all__ = ["COUNTS", "PREFIXES", "SYMBOLS", "Factor", "parse_factors", "spelling_of"]

#: Each symbol with the name that pint has for it, and whether it takes a prefix.
SYMBOLS: dict[str, tuple[str, bool]] = {
    "%": ("percent", False),
    "1": ("dimensionless", False),
    "A": ("ampere", True),
    "C": ("coulomb", True),
    "F": ("farad", True),
    "Hz": ("hertz", True),
    "J": ("joule", True),
    "K": ("kelvin", True),
    "L": ("liter", True),
    "M": ("molar", True),
    "N": ("newton", True),
    "Pa": ("pascal", True),
    "S": ("siemens", True),
    "T": ("tesla", True),
    "V": ("volt", True),
    "W": ("watt", True),
    "bar": ("bar", True),
    "d": ("day", False),
    "eV": ("electron_volt", True),
    "g": ("gram", True),
    "h": ("hour", False),
    "m": ("meter", True),
    "min": ("minute", False),
    "mol": ("mole", True),
    "s": ("second", True),
    "°C": ("degree_Celsius", False),
    "Å": ("angstrom", False),
    "Ω": ("ohm", True),
}
#: What can be counted. Two counts are of dimension one, yet cycles are no layers.
COUNTS: dict[str, str] = {"cycles": "cycles", "cycle": "cycles", "layers": "layers", "layer": "layers"}
#: The SI prefixes that are read, each with its power of ten.
PREFIXES: dict[str, int] = {
    "T": 12,
    "G": 9,
    "M": 6,
    "k": 3,
    "d": -1,
    "c": -2,
    "m": -3,
    "µ": -6,
    "n": -9,
    "p": -12,
    "f": -15,
}
#: Symbols written together, as is the custom for charge and energy.
_TOGETHER = {f"{prefix}{one}h": (f"{prefix}{one}", "h") for one in "AVW" for prefix in ("", "µ", "m", "k", "M", "G")}
_WORDS = {
    "ampere": "A",
    "amperes": "A",
    "coulomb": "C",
    "coulombs": "C",
    "day": "d",
    "days": "d",
    "degc": "°C",
    "electronvolt": "eV",
    "electronvolts": "eV",
    "hour": "h",
    "hours": "h",
    "hr": "h",
    "joule": "J",
    "joules": "J",
    "kelvin": "K",
    "metre": "m",
    "metres": "m",
    "micrometre": "µm",
    "micrometres": "µm",
    "minute": "min",
    "minutes": "min",
    "nanometre": "nm",
    "nanometres": "nm",
    "ohm": "Ω",
    "pascal": "Pa",
    "pascals": "Pa",
    "per cent": "%",
    "percent": "%",
    "second": "s",
    "seconds": "s",
    "siemens": "S",
    "um": "µm",
    "volt": "V",
    "volts": "V",
}
#: Letters that look the same: the Greek mu for the micro sign, the two sets of signs below, the ångström and ohm signs.
_SAME = str.maketrans({"μ": "µ", "Å": "Å", "Ω": "Ω", "℃": "°C", "⁄": "/", "∕": "/"})
_MINUS = "-−⁻‐‑‒–—﹣－"
_PLUS = "+⁺"
_POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_GREATEST = 9
_SPACES = r"[ \u00a0\u2009\u202f]"
_PART = re.compile(
    rf"(?P<symbol>1|%|[^\W\d_⁰¹²³⁴⁵⁶⁷⁸⁹]+|°C)(?:(?:\^|\*\*)?(?:(?P<brace>\{{)|(?P<bracket>\())?"
    rf"(?P<sign>[{re.escape(_MINUS + _PLUS)}]?)(?P<power>[0-9]{{1,2}}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,2}})(?(brace)\}})(?(bracket)\)))?"
)
_JOINT = re.compile(rf"{_SPACES}*(?:[·⋅•×*.]{_SPACES}*|(?P<over>/){_SPACES}*)|{_SPACES}+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One symbol of a unit to a power: its prefix as a power of ten, the name in pint, or what is counted."""

    symbol: str
    power: int
    scale: int = 0
    name: str = ""
    counted: str = ""


def parse_factors(text: str) -> tuple[Factor, ...]:
    """The factors of a unit as a person writes it.

    >>> [(one.symbol, one.power) for one in parse_factors("mA·cm⁻²")]
    [('mA', 1), ('cm', -2)]

    Raises:
        UnitError: it cannot be read in one way only; the message says what is wrong and what to write.
    """
    written = text.strip().translate(_SAME)
    if not written:
        raise UnitError("the unit is empty; write it as 'A m-2', 'A/m2' or 'h'")
    written = _WORDS.get(written.lower(), written) if written not in SYMBOLS else written
    factors = []
    for symbol, power in _parts(written, text):
        together = _TOGETHER.get(f"µ{symbol[1:]}" if symbol.startswith("u") else symbol, (symbol,))
        factors += [_factor(one, power, text) for one in together]
    first: dict[str, str] = {}
    for one in factors:
        other = first.setdefault(one.name or one.counted, one.symbol)
        if sum(one.symbol == each.symbol for each in factors) > 1:
            raise UnitError(f"unit {text!r} has {one.symbol!r} twice; write it once, with one power")
        if other != one.symbol:
            raise UnitError(f"unit {text!r} has {other!r} and {one.symbol!r}, one unit twice; write it once")
        if abs(one.power) > _GREATEST:
            raise UnitError(f"unit {text!r} has a power of {one.power}; powers go up to {_GREATEST}")
        if one.name == "degree_Celsius" and (len(factors), one.power) != (1, 1):
            raise UnitError(f"unit {text!r} has °C among others, where its zero means nothing; write K")
        if one.symbol in ("1", "%") and one.power != 1:
            raise UnitError(f"unit {text!r} has a power of {one.symbol}; leave it out")
    if len(factors) > 1:
        factors = [one for one in factors if one.symbol != "1"]
    return tuple(factors)


def spelling_of(text: str) -> str:
    """A unit in the one way in which this graph writes it.

    >>> {spelling_of(one) for one in ("mA/cm²", "mA cm^-2", "mA·cm⁻²", "mA cm−2", "mA cm-2")}
    {'mA cm-2'}
    >>> spelling_of("mAh/g")
    'mAh g-1'

    Raises:
        UnitError: it cannot be read.
    """
    factors = list(parse_factors(text))
    parts = []
    while factors:
        one = factors.pop(0)
        together = f"{one.symbol}h"
        if factors and factors[0].symbol == "h" and one.power == factors[0].power == 1 and together in _TOGETHER:
            del factors[0]
            parts.append(together)
        else:
            parts.append(one.symbol + (f"{one.power}" if one.power != 1 else ""))
    return " ".join(parts)


def _parts(written: str, text: str) -> Iterator[tuple[str, int]]:
    """The symbols with their powers; only the one symbol behind a stroke stands below it."""
    place, over, strokes = 0, False, 0
    while True:
        match = _PART.match(written, place)
        if match is None:
            raise _unreadable(text, written[place:])
        power = int((match["power"] or "1").translate(_POWERS))
        if power == 0:
            raise UnitError(f"unit {text!r} has a power of nought; leave that symbol out")
        if match["sign"] and match["sign"] in _MINUS:
            power = -power
        if over and power < 0:
            raise UnitError(f"unit {text!r} has a stroke and a negative power behind it; use one of them")
        yield match["symbol"], -power if over else power
        place = match.end()
        if place == len(written):
            return
        joint = _JOINT.match(written, place)
        if joint is None or joint.end() == len(written):
            raise _unreadable(text, written[place:])
        if strokes:
            raise UnitError(
                f"unit {text!r} goes on behind the stroke, so what stands below it is open; write powers, as in 'mAh g-1'"
            )
        over = joint["over"] is not None
        strokes += over
        place = joint.end()


def _factor(symbol: str, power: int, text: str) -> Factor:
    if symbol in COUNTS:
        return Factor(symbol=COUNTS[symbol], power=power, counted=COUNTS[symbol])
    if symbol in SYMBOLS:
        return Factor(symbol=symbol, power=power, name=SYMBOLS[symbol][0])
    prefix, base = symbol[:1], symbol[1:]
    if prefix == "u" and SYMBOLS.get(base, ("", False))[1]:
        # UCUM writes the micro sign so, and no unit begins with it.
        return _factor(f"µ{base}", power, text)
    if prefix in PREFIXES and SYMBOLS.get(base, ("", False))[1]:
        return Factor(symbol=symbol, power=power, scale=PREFIXES[prefix], name=SYMBOLS[base][0])
    known = {*SYMBOLS, *COUNTS, *_TOGETHER}
    known |= {f"{prefix}{one}" for prefix in PREFIXES for one, (_, takes) in SYMBOLS.items() if takes}
    hint = _WORDS.get(symbol.lower())
    near = f"; did you mean {hint}?" if hint else _by_case(symbol, known) or nearest(symbol, known)
    raise UnitError(f"unit {text!r} has {symbol!r}, which is no unit known here{near or '; write it in SI units'}")


def _by_case(symbol: str, known: set[str]) -> str:
    """Units that differ from what was written by the case of a letter only, as Mah from mAh."""
    same = sorted(one for one in known if one.lower() == symbol.lower())
    return f"; did you mean {' or '.join(same)}?" if same else ""


def _unreadable(text: str, rest: str) -> UnitError:
    return UnitError(
        f"unit {text!r} cannot be read from {rest!r} on; write symbols with a space or a stroke between them and their"
        " powers at them, as in 'mA cm-2' or 'mA/cm2'"
    )
