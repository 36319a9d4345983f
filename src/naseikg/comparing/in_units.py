"""A ranking in other units: what was compared as printed is shown converted, in the same order."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pyoxigraph import Store

from naseikg.asking.converting import Converter
from naseikg.comparing.amounts import Amount
from naseikg.comparing.cycling import Trial, Value
from naseikg.comparing.ranked import LeftOut, Ranked
from naseikg.comparing.ranking import Ranking
from naseikg.units.conversion import Unit, convert
from naseikg.units.numerals import exact_text

__all__ = ["in_units"]


def in_units(store: Store, ranking: Ranking, units: str) -> Ranking:
    """The ranking with its quantities in the units asked for; ranks and order stay.

    Raises:
        UnitError: a unit cannot be read, or fits no quantity of the ranking.
    """
    converter = Converter.of(store, units)
    if not ranking.ranked and not ranking.left_out:
        return ranking
    shown = replace(
        ranking,
        conditions={name: converter.text(value, anywhere=True) for name, value in ranking.conditions.items()},
        asked={name: converter.text(value, anywhere=True) for name, value in ranking.asked.items()},
        ranked=tuple(
            Ranked(rank=one.rank, result=_amount(converter, one.result), trial=_trial(converter, one.trial))
            for one in ranking.ranked
        ),
        left_out=tuple(_left_out(converter, one) for one in ranking.left_out),
        remarks=tuple(converter.text(one, anywhere=True) for one in ranking.remarks),
    )
    converter.refuse_nothing("compare")
    return shown


def _left_out(converter: Converter, one: LeftOut) -> LeftOut:
    reasons = (replace(reason, value=converter.text(reason.value, anywhere=True)) for reason in one.reasons)
    return LeftOut(trial=_trial(converter, one.trial), reasons=tuple(reasons))


def _trial(converter: Converter, trial: Trial) -> Trial:
    values = {name: tuple(_value(converter, one) for one in given) for name, given in trial.values.items()}
    return replace(trial, values=values)


def _value(converter: Converter, value: Value) -> Value:
    return _amount(converter, value) if isinstance(value, Amount) else value


def _amount(converter: Converter, amount: Amount) -> Amount:
    """The amount with its span in the other unit, also where that hung on the last digit of the print."""
    found = converter.target(amount.unit)
    if found is None or found[0] == found[1]:
        return amount
    unit, target = found
    low, high = amount.span
    bounded = not amount.exact
    return Amount(
        number=_exact(amount.number, unit, target),
        unit=target.symbol,
        printed=" to ".join(converter.number(one, unit, target) for one in amount.printed.split(" to ")),
        qualifier=amount.qualifier,
        lower=_exact(low, unit, target) if bounded and low.is_finite() else None,
        upper=_exact(high, unit, target) if bounded and high.is_finite() else None,
    )


def _exact(number: Decimal, unit: Unit, target: Unit) -> Decimal:
    return Decimal(exact_text(convert(number, unit, target)))
