"""The cycling tests as rows for a table, with the groups in which they may be ranked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from pyoxigraph import Store

from naseikg.asking.prose import exponents
from naseikg.asking.values import label_of
from naseikg.atlas import Atlas
from naseikg.comparing.amounts import Amount
from naseikg.comparing.cycling import Aspect, Entity, Trial, aspects_of, trials_of
from naseikg.comparing.groups import Grouping, grouping_of
from naseikg.comparing.ranked import value_text
from naseikg.errors import UnitError
from naseikg.units.conversion import convert, fits, parse_unit
from naseikg.vocabulary import NSEI, curie, expand

__all__ = ["cycling_rows"]

#: The order of the table's columns; any other condition or result follows by name.
_ORDER = ("current density", "areal capacity", "lifetime", "cycle count", "coulombic efficiency", "temperature")
_FAMILIES = (NSEI.InorganicInterphase, NSEI.OrganicInterphase, NSEI.HybridInterphase)


def cycling_rows(store: Store, atlas: Atlas) -> dict[str, object]:
    """The columns, the tests, and the groups of tests with equal conditions."""
    trials, grouping = trials_of(store), grouping_of(store)
    measured = sorted((one for one in aspects_of(store) if one.is_measured), key=_place)
    units = {one.name: _unit(trials, one) for one in measured}
    return {
        "columns": [{"id": _id(one), "label": one.name, "unit": exponents(units[one.name])} for one in measured],
        "tests": [
            {**_row(store, atlas, trial, grouping), "values": {_id(one): _cell(trial, one, units) for one in measured}}
            for trial in trials
        ],
        "groups": [
            {"label": exponents(str(one)), "tests": [trial.id for trial in one.trials]} for one in grouping.groups
        ],
    }


def _row(store: Store, atlas: Atlas, trial: Trial, grouping: Grouping) -> dict[str, object]:
    test = expand(trial.id)
    groups = {one.id: place for place, group in enumerate(grouping.groups) for one in group.trials}
    findings = {one for one in atlas.subjects(NSEI.object, test) if NSEI.hasTest in atlas.links(one, NSEI.relation)}
    cell = next((one for one in trial.values.get("cell", ()) if isinstance(one, Entity)), None)
    return {
        "id": trial.id,
        "label": trial.label,
        "layers": [_ref(one) for one in trial.tested],
        "family": _family(store, atlas, trial),
        "methods": _methods(atlas, trial),
        "cell": _ref(cell) if cell else None,
        "electrolyte": value_text(trial, "electrolyte"),
        "references": list(trial.references),
        "findings": [curie(one) for one in sorted(findings, key=atlas.reading_order)],
        "group": groups.get(trial.id),
        "apart": _apart(trial, grouping),
    }


def _apart(trial: Trial, grouping: Grouping) -> str:
    """Why a test is ranked with no other."""
    if trial.id in grouping.apart:
        return exponents("; ".join(map(str, grouping.apart[trial.id])))
    group = next(one for one in grouping.groups if trial in one.trials)
    return "" if len(group.trials) > 1 else exponents(f"no other test has {group}")


def _family(store: Store, atlas: Atlas, trial: Trial) -> dict[str, str]:
    """Where the review files what was tested."""
    filed = [one for one in _FAMILIES if label_of(store, one) in trial.filed]
    if len(filed) == 1:
        return {"id": curie(filed[0]), "label": atlas.label(filed[0])}
    is_layer = any(one.id.startswith("interphase/") for one in trial.tested)
    return {"id": "", "label": " and ".join(trial.filed) or ("filed nowhere" if is_layer else "no layer")}


def _methods(atlas: Atlas, trial: Trial) -> list[dict[str, str]]:
    """The methods by which what was tested, or the series that it is a sample of, was prepared."""
    things = [expand(one.id) for one in trial.tested]
    for one in things:
        things.extend(wider for wider in atlas.links(one, NSEI.variantOf) if wider not in things)
    methods = {method for one in things for method in atlas.links(one, NSEI.preparedBy)}
    return [{"id": curie(one), "label": atlas.label(one)} for one in atlas.by_label(methods)]


def _cell(trial: Trial, aspect: Aspect, units: dict[str, str]) -> dict[str, object]:
    """A condition or result; of several values all are printed, and none is a number to sort or draw by."""
    amounts = [one for one in trial.values.get(aspect.name, ()) if isinstance(one, Amount)]
    unit = units[aspect.name]
    number = low = high = None
    if len({(one.span, one.unit) for one in amounts}) == 1:
        number, low, high = (_number(value, amounts[0].unit, unit) for value in (amounts[0].number, *amounts[0].span))
    qualifiers = dict.fromkeys(one.qualifier or "exact" for one in amounts)
    return {
        "printed": " or ".join(dict.fromkeys(_printed(one, unit, alone=len(qualifiers) == 1) for one in amounts)),
        "number": number,
        "low": low,
        "high": high,
        "qualifier": next(iter(qualifiers)) if len(qualifiers) == 1 else "",
        "notStated": not amounts and aspect.name in trial.not_stated,
    }


def _printed(amount: Amount, unit: str, *, alone: bool) -> str:
    qualifier = None if alone else amount.qualifier
    return " ".join(filter(None, (qualifier, amount.printed, None if amount.unit == unit else exponents(amount.unit))))


def _number(number: Decimal, unit: str, wanted: str) -> float | None:
    """A number in the unit of its column; none without end, or in a unit of something else."""
    if not number.is_finite():
        return None
    if unit == wanted:
        return float(number)
    try:
        one, other = parse_unit(unit), parse_unit(wanted)
    except UnitError:
        return None
    return float(convert(number, one, other)) if fits(one, other) else None


def _unit(trials: Iterable[Trial], aspect: Aspect) -> str:
    """The unit in which most tests give a condition or result."""
    counted = Counter(
        one.unit for trial in trials for one in trial.values.get(aspect.name, ()) if isinstance(one, Amount)
    )
    return min(counted, key=lambda unit: (-counted[unit], unit), default="")


def _place(aspect: Aspect) -> tuple[int, str]:
    return (_ORDER.index(aspect.name) if aspect.name in _ORDER else len(_ORDER), aspect.name)


def _id(aspect: Aspect) -> str:
    assert aspect.property is not None
    return curie(aspect.property)


def _ref(one: Entity) -> dict[str, str]:
    return {"id": one.id, "label": one.label}
