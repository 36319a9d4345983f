"""Content that means harm: texts for every field, a small project made of them, and a data file whose texts are such."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from smallproject import SmallProject
from smallsite import prepared

__all__ = ["ATTACKS", "HARM", "hostile", "hostile_project", "poisoned"]

#: What a script sets when it runs after all.
HARM = "window.harm"
#: Texts that would run, close an element, turn the reading or break a table, if they were taken for more than text.
ATTACKS = (
    f"<img src=x onerror={HARM}=1>",
    f"</script><script>{HARM}=2</script><!--",
    f'"><svg onload={HARM}=3>',
    f"javascript:{HARM}=4",
    f"' onmouseover={HARM}=5 x='",
    f"]]><img src=x onerror={HARM}=6>",
    f"</title></style></textarea><img src=x onerror={HARM}=7>",
    f'=HYPERLINK("javascript:{HARM}=8")',
    "__proto__",
    "constructor",
    "\u202egnp.exe \u2066x",
    "{{7*7}} ${7*7} %s %n &lt;b&gt; &#x3c;",
    "a" * 10_000,
)


def hostile(place: int) -> str:
    """The attack at a place, around and around; each is told apart by the number in front."""
    return f"{ATTACKS[place % len(ATTACKS)]} {place}"


def hostile_project(small: SmallProject) -> SmallProject:
    """The small project with an attack in each field that takes any text, with its test, queries and view."""
    ready = prepared(small)
    count = 0

    def attack() -> str:
        nonlocal count
        count += 1
        # Records are one line a field; their reader refuses bare controls, as the other tests hold.
        return json.dumps(hostile(count - 1), ensure_ascii=False)

    def fill(file: str, *lines: Callable[[], str] | str) -> None:
        ready.replace(file, "".join(one if isinstance(one, str) else one() for one in lines))

    for file in ("bases.yaml", "cells.yaml", "characteristics.yaml", "sections.yaml", "strategies.yaml", "tests.yaml"):
        text = (ready.folder / file).read_text().splitlines(keepends=True)
        fill(file, *(f"  label: {attack()}\n" if one.startswith("  label: ") else one for one in text))
    edit = ready.edit
    edit("interphases.yaml", "sodium fluoride layer", f"{attack()}\n  also: [{attack()}]\n  description: {attack()}")
    edit(
        "substances.yaml", "sodium fluoride", f"{attack()}\n  also: [{attack()}, {attack()}]\n  description: {attack()}"
    )
    edit("substances.yaml", "formula: NaF", f"formula: {attack()}")
    edit("substances.yaml", "sodium metal", f"{attack()}\n  formula: {attack()}")
    edit("findings-1.yaml", "The layer consists of sodium fluoride.", attack())
    edit("groups.yaml", "Yu et al.", attack())
    edit("groups.yaml", "surname: Yu", f"surname: {attack()}")
    edit("quantities.yaml", "shear modulus of NaF", attack())
    edit("quantities.yaml", "31.4 GPa", f"31.4 GPa\n  condition: {attack()}")
    edit("references.yaml", "title: A layer", f"title: {attack()}")
    edit("references.yaml", "journal: Small", f"journal: {attack()}\n  volume: {attack()}\n  pages: {attack()}")
    edit("source.yaml", "label: a small review", f"label: {attack()}")
    edit(
        "source.yaml", "title: A small review", f"title: {attack()}\n  funding: [{attack()}]\n  keywords: [{attack()}]"
    )
    for path in (*ready.project.queries.glob("*.rq"), *ready.project.views.glob("*.rq")):
        said = path.read_text().splitlines(keepends=True)
        free = ("#+ title:", "#+ question:", "#+ description:", "#+ user:")
        lines = [
            f"{one.split(':')[0]}: {hostile(count + place)}\n" if one.startswith(free) else one
            for place, one in enumerate(said)
        ]
        path.write_text("".join(lines))
    return ready


#: What a file of the explorer says in words, or takes for an address, by its keys.
_SAID = {
    "label", "name", "formula", "also", "classes", "title", "description", "inverse", "definition", "claim", "basis",
    "printed", "si", "value", "citation", "doi", "text", "kind", "relation", "iri", "ontology", "facts", "words",
    "axiom", "question", "tags", "user", "version", "electrolyte", "qualifier", "apart", "unit", "page", "terms",
}  # fmt: skip
#: So seldom is a text very long, or the file would be.
_SELDOM = 400


def poisoned(content: Any) -> Any:
    """A parsed data file with an attack in place of every text that is said in words; what names a thing or term stays."""
    count = 0

    def changed(value: Any, key: str, around: str) -> Any:
        nonlocal count
        if isinstance(value, dict):
            return {one: changed(inner, key if key == "terms" else one, key) for one, inner in value.items()}
        if isinstance(value, list):
            return [changed(inner, key, around) for inner in value]
        is_name = key == "name" and around in ("", "pictures", "questions")
        if not isinstance(value, str) or not value or key not in _SAID or is_name or value.startswith("nsei:"):
            return value
        count += 1
        if count % _SELDOM == 0:
            return hostile(len(ATTACKS) - 1)
        return f"{ATTACKS[count % (len(ATTACKS) - 1)]} {count}"

    return changed(content, "", "")
