"""Sources that nobody wrote: each a folder of records like a real one, drawn from a pattern with a seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import count

from naseikg.literature.drafts import Draft, Layer
from naseikg.literature.pattern import Claim, LayerPattern, LiteraturePattern
from naseikg.records.source import Entry

__all__ = ["made_sources"]

#: The logarithmic mean and spread of the findings of a source: half have fewer than 90, one in a hundred more than 370.
_SIZE = (4.5, 0.6)
_LEAST, _MOST = 12, 1500
#: How often a source speaks of the layer of an earlier one, and how often it then finds a further component.
_MEETS, _FURTHER = 0.3, 0.25
#: How often a source brings a substance of its own.
_BRINGS = 0.3
#: How strongly earlier layers are preferred, as when the much-cited are cited again: 1 would be no preference.
_PREFERENCE = 2.5


def made_sources(pattern: LiteraturePattern, *, findings: int, seed: int = 1) -> Iterator[tuple[Entry, ...]]:
    """The records of one source after the other, until there are so many findings; the same seed gives the same.

    Sources link to the things that the pattern was taken from, which must be part of the literature, to each
    other's layers, and to nothing else. Only the layers of earlier sources are remembered.
    """
    left = findings
    known: list[Layer] = []
    for number in count(1):
        if left <= 0:
            return
        dice = random.Random(f"{seed}-{number}")
        size = min(max(round(dice.lognormvariate(*_SIZE)), _LEAST), _MOST, max(left, _LEAST))
        draft = _drafted(pattern, number, size, dice, known)
        known.extend(draft.layers)
        left -= draft.findings
        yield draft.entries()


def _drafted(pattern: LiteraturePattern, number: int, size: int, dice: random.Random, known: list[Layer]) -> Draft:
    draft = Draft(
        pattern=pattern, number=number, dice=dice, references=max(round(size / pattern.findings_per_reference), 2)
    )
    if known and dice.random() < _MEETS:
        _revisit(draft, known[int(len(known) * dice.random() ** _PREFERENCE)], dice)
    of_layers = size * pattern.findings_per_layer / (pattern.findings_per_layer + pattern.shared_per_layer)
    while not draft.layers or draft.findings < of_layers:
        _new_layer(draft, dice.choice(pattern.layers), dice)
    while draft.findings < size:
        draft.cite_next()
        for claim in dice.sample(pattern.claims, min(4, size - draft.findings)):
            draft.say(claim.subject, claim.relation, claim.object, claim.basis)
        draft.end_passage()
    if dice.random() < _BRINGS:
        _bring_substance(draft)
    return draft


def _new_layer(draft: Draft, likeness: LayerPattern, dice: random.Random) -> None:
    pattern = draft.pattern
    layer = draft.add_layer(likeness)
    draft.cite_next()
    for claim in (*likeness.making, *_some(likeness.others, dice)):
        draft.say(layer.id, claim.relation, claim.object, claim.basis)
    if dice.random() < pattern.quantities_per_layer:
        draft.add_quantity(layer, *dice.choice(pattern.quantities))
    if dice.random() < pattern.tests_per_layer:
        draft.add_test(layer)
    if len(draft.layers) > 1 and dice.random() < pattern.comparisons_per_layer:
        draft.add_comparison(layer, draft.layers[-2], dice.choice(pattern.characteristics))
    draft.end_passage()


def _revisit(draft: Draft, layer: Layer, dice: random.Random) -> None:
    """What a source says of the layer of an earlier one: some of the same, a test, perhaps one more component."""
    draft.cite_next()
    for claim in _some((*layer.likeness.making, *layer.likeness.others), dice):
        draft.say(layer.id, claim.relation, claim.object, claim.basis)
    if layer.likeness.further and dice.random() < _FURTHER:
        draft.say(layer.id, "hasComponent", dice.choice(layer.likeness.further), "measured")
    draft.say(layer.id, *_of_use(layer), "measured")
    draft.add_test(layer)
    draft.end_passage()


def _of_use(layer: Layer) -> tuple[str, str]:
    first = layer.likeness.making[0]
    return first.relation, first.object


def _bring_substance(draft: Draft) -> None:
    layer = draft.layers[0]
    draft.cite_next()
    draft.say(layer.id, "formedFrom", draft.add_substance(), "measured")
    draft.end_passage()


def _some(claims: tuple[Claim, ...], dice: random.Random) -> tuple[Claim, ...]:
    """Most of the claims, in their order."""
    return tuple(one for one in claims if dice.random() < 0.8)
