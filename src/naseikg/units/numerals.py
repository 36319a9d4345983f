"""Numbers as text after a conversion: as many digits as the print fixes, no more and no fewer than they carry.

A number is rounded to the digits of the printed one; all of those count, also the zeros of 500. Where that would change it
by half a per cent or more it keeps more of them, so that 1 mAh cm-2 is 36000 C m-2 and not 40000. A temperature, whose
zero moves, keeps its decimals. From a thousandth up to a million a number is written out; beyond, as in 3.14e10.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

__all__ = ["double_text", "exact_text", "power_text", "rounded_text"]

_LEAST, _MOST = Decimal("0.001"), Decimal("1000000")
_CHANGE = Fraction(1, 200)
_DIGITS = 15  # of a number that has no end


def rounded_text(exact: Fraction, printed: str, *, moved: bool = False) -> str:
    """A converted number with the digits that the printed one fixes; ``moved`` tells that its zero was moved.

    >>> [rounded_text(Fraction(one), printed) for one, printed in ((10, "1.0"), (2808000, "780"), (36000, "1"))]
    ['10', '2.81e6', '36000']
    >>> rounded_text(Fraction("348.15"), "75", moved=True)
    '348'
    """
    digits = printed.lstrip("-−+")
    if moved:
        decimals = len(digits.partition(".")[2])
        return f"{_decimal(exact, 40):.{decimals}f}"
    if exact == 0:
        return digits
    count = len(digits.replace(".", "").lstrip("0")) or 1
    while True:
        number = _decimal(exact, count)
        if abs(Fraction(number) - exact) < _CHANGE * abs(exact):
            return _written(number, count)
        count += 1


def exact_text(exact: Fraction) -> str:
    """A number without rounding; one without end has fifteen digits.

    >>> exact_text(Fraction(1, 4)), exact_text(Fraction(1, 3)), exact_text(Fraction(10))
    ('0.25', '0.333333333333333', '10')
    """
    rest = exact.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    number = _decimal(exact, 200 if rest == 1 else _DIGITS).normalize()
    return f"{number:f}"


def double_text(exact: Fraction) -> str:
    """The nearest number of double precision, in the shortest digits that mean it, without a power of ten.

    That is how Oxigraph writes it, so that a triple looks the same before and after it went through a store.

    >>> double_text(Fraction("1.0") * 10), double_text(Fraction("9.613059804e-20"))
    ('10', '0.00000000000000000009613059804')
    """
    return f"{Decimal(repr(float(exact))).normalize():f}"


def power_text(exact: Fraction) -> str:
    """A number with a power of ten, for numbers that are far from one; one without end has fifteen digits.

    >>> power_text(Fraction("4e-9")), power_text(Fraction("3.14e20")), power_text(Fraction(10) ** 400)
    ('4e-9', '3.14e20', '1e400')
    """
    number = _decimal(exact, _DIGITS).normalize()
    exponent = number.adjusted()
    return f"{number.scaleb(-exponent):f}e{exponent}"


def _decimal(exact: Fraction, digits: int) -> Decimal:
    context = Context(prec=digits, rounding=ROUND_HALF_EVEN)
    return context.divide(Decimal(exact.numerator), Decimal(exact.denominator))


def _written(number: Decimal, count: int) -> str:
    """With the zeros that make up the digits: 5 with two of them is 5.0."""
    exponent = number.adjusted()
    if _LEAST <= abs(number) < _MOST:
        return f"{number:.{max(count - 1 - exponent, 0)}f}"
    return f"{number.scaleb(-exponent):.{count - 1}f}e{exponent}"
