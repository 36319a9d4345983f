"""A printed number as far as the print fixes it, and the order that such numbers have among themselves."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

__all__ = ["Amount", "Rank", "number_text", "ranks_of"]

_ENDLESS = Decimal("Infinity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number as the source prints it, with its unit, its qualifier and the bounds that print and qualifier set."""

    number: Decimal
    unit: str
    printed: str
    qualifier: str | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None

    def __str__(self) -> str:
        return " ".join(filter(None, (self.qualifier, self.printed, self.unit)))

    @property
    def span(self) -> tuple[Decimal, Decimal]:
        """The least and the greatest value that the print allows; without end where it sets no bound.

        "over 500 h" may be any time from 500 h on, "up to 500 cycles" any number up to that. A qualifier that sets no
        bound, such as "about", leaves the number rounded at its last digit: about 780 is 775 to 785.

        >>> Amount(number=Decimal(780), unit="h", printed="780", qualifier="about").span
        (Decimal('775'), Decimal('785'))
        """
        if self.lower is None and self.upper is None:
            margin = _margin(self.number, self.printed) if self.qualifier else Decimal(0)
            return self.number - margin, self.number + margin
        return -_ENDLESS if self.lower is None else self.lower, _ENDLESS if self.upper is None else self.upper

    @property
    def exact(self) -> bool:
        """Whether the print leaves one value only."""
        low, high = self.span
        return low == high


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Rank:
    """The best and the worst place that a number can have among others, 1 being the highest number.

    They differ where the print does not order two numbers. ``tied`` tells that another number is the same.
    """

    best: int
    worst: int
    tied: bool = False

    def __str__(self) -> str:
        places = str(self.best) if self.best == self.worst else f"{self.best} to {self.worst}"
        return f"{places} =" if self.tied else places


def ranks_of(amounts: Sequence[Amount]) -> tuple[Rank, ...]:
    """The rank of each amount among all, highest first; their units must be the same.

    >>> over_500, exactly_780, exactly_250 = (
    ...     Amount(number=Decimal(500), unit="h", printed="500", qualifier="over", lower=Decimal(500)),
    ...     Amount(number=Decimal(780), unit="h", printed="780"),
    ...     Amount(number=Decimal(250), unit="h", printed="250"),
    ... )
    >>> [str(rank) for rank in ranks_of([over_500, exactly_780, exactly_250])]
    ['1 to 2', '1 to 2', '3']
    """
    spans = [one.span for one in amounts]
    lows, highs = sorted(low for low, _ in spans), sorted(high for _, high in spans)
    same = Counter(low for low, high in spans if low == high)
    ranks = []
    for low, high in spans:
        surely_above = len(spans) - bisect_right(lows, high)
        perhaps_above = len(spans) - bisect_right(highs, low) - (high > low)
        ranks.append(Rank(best=1 + surely_above, worst=1 + perhaps_above, tied=low == high and same[low] > 1))
    return tuple(ranks)


def number_text(number: Decimal) -> str:
    """A number without zeros that say nothing.

    >>> number_text(Decimal("1.0")), number_text(Decimal("1000"))
    ('1', '1000')
    """
    return f"{number.normalize():f}"


def _margin(number: Decimal, printed: str) -> Decimal:
    """Half a step of the last digit printed; zeros before a missing decimal point are taken as filling."""
    exponent = number.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    decimals = len(printed.partition(".")[2])
    return Decimal(5).scaleb((-decimals if decimals else exponent) - 1)
