"""Numbers with a unit as a running text prints them, in any of its spellings."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["PrintedNumber", "numbers_in"]

# Between two numbers a hyphen makes a range: "5-10 nm".
_NUMBER = r"(?:(?<!\d)[-−])?\d+(?:\.\d+)?"
#: How a text may spell a unit, after superscripts and mark-up are gone, and our symbol for it.
_SPELLINGS: tuple[tuple[str, str], ...] = (
    (r"mAh ?g-1", "mAh g-1"),
    (r"mAh ?cm-2", "mAh cm-2"),
    (r"mA ?cm-2", "mA cm-2"),
    (r"mS ?cm-1", "mS cm-1"),
    (r"GPa\b", "GPa"),
    (r"eV\b", "eV"),
    (r"V\b", "V"),
    (r"[µμ]m\b", "µm"),
    (r"nm\b", "nm"),
    (r"° ?C\b", "°C"),
    (r"%", "%"),
    (r"(?:[A-Z]{3} )?cycles\b", "cycles"),
    (r"layers?\b", "layers"),
    (r"h\b", "h"),
    (r"s\b", "s"),
)
# A list or range shares the unit behind it: "1.4, 3.5, and 7 nm". The letter of a figure panel is no unit: "Figure 4h".
_LISTS = tuple(
    (
        re.compile(
            rf"(?<![\w.\]\[)-])(?<!Figure )(?<!Figures )((?:{_NUMBER}(?:, and |, | and | to |[-–]))*{_NUMBER}) ?{spelling}"
        ),
        unit,
    )
    for spelling, unit in _SPELLINGS
)


@dataclass(frozen=True, slots=True, order=True)
class PrintedNumber:
    """A number as printed, minus sign in ASCII, and our symbol of its unit."""

    printed: str
    unit: str

    def __str__(self) -> str:
        return f"{self.printed} {self.unit}"


def numbers_in(text: str) -> tuple[PrintedNumber, ...]:
    """Every number with a unit in a text, each once, sorted.

    >>> [str(one) for one in numbers_in("thick 1.4, 3.5, and 7 nm after 500h at 1.0 mA cm⁻² (Figure 4h)")]
    ['1.0 mA cm-2', '1.4 nm', '3.5 nm', '500 h', '7 nm']
    """
    plain = _plain(text)
    return tuple(
        sorted(
            {
                PrintedNumber(number.replace("−", "-"), unit)
                for pattern, unit in _LISTS
                for match in pattern.finditer(plain)
                for number in re.findall(_NUMBER, match[1])
            }
        )
    )


def _plain(text: str) -> str:
    """Without mark-up: superscripts as ASCII, LaTeX commands as their letters."""
    for command, letters in (
        (r"\\mu\b", "µ"),
        (r"\\(?:text|mathrm)\{([^{}]*)\}", r"\1"),
        (r"\^\{([^{}]*)\}", r"\1"),
        (r"\$", ""),
    ):
        text = re.sub(command, letters, text)
    return " ".join(text.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")).split())
