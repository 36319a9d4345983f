"""Comparing cycling tests, as far as they can be compared."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable

from naseikg.asking.formats import FORMATS
from naseikg.places import Project
from naseikg.verbs.terminal import AddVerb, add_store, given_store, terminal_width

__all__ = ["add_verbs"]


def add_verbs(verb: AddVerb) -> None:
    """Adds ``compare``."""
    one = verb(
        "compare",
        _compare,
        "rank cycling tests that were run under the same conditions; list the others with the reason",
        "compare",
        'compare --at "current density=1 mA cm-2" --at "areal capacity=1" --at cell=symmetric',
        "compare nsei:HalideInterphase strategy/hybrid-interphase",
        "compare --by cycles --format csv",
        "compare --units si",
    )
    one.add_argument(
        "things",
        nargs="*",
        metavar="THING",
        help="only tests of this layer, class, strategy, reference, ... (default: all)",
    )
    one.add_argument(
        "--by", default="lifetime", metavar="RESULT", help="what to rank by: lifetime, cycles, ... (default: lifetime)"
    )
    one.add_argument(
        "--at",
        action="append",
        default=[],
        metavar="CONDITION=VALUE",
        help="a condition to hold equal; can be given several times (default: the values that more tests share than any others)",
    )
    one.add_argument(
        "--units",
        metavar="UNITS",
        help="show quantities in SI units (si), or in a unit such as 'A/m2', or in several with commas (default: as printed)",
    )
    one.add_argument("--format", choices=FORMATS, default="table", help="how to write the ranking (default: table)")
    add_store(one)


def _compare(options: argparse.Namespace, where: Project) -> int:
    from naseikg.comparing.compare import compare

    at = _conditions(options.at)
    store = given_store(options, where)
    ranking = compare(store, options.things, by=options.by, at=at)
    if options.units is not None:
        from naseikg.comparing.in_units import in_units

        ranking = in_units(store, ranking, options.units)
    print(ranking.write(options.format, width=terminal_width()), end="")
    if options.format in ("csv", "tsv"):
        # A line that is no row would break the file.
        print(ranking.summary(), file=sys.stderr)
    return 0


def _conditions(given: Iterable[str]) -> dict[str, str]:
    from naseikg.errors import QueryError

    found: dict[str, str] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals or not name.strip() or not value.strip():
            raise QueryError(f"--at {one!r} is no condition; write it as --at 'current density=1 mA cm-2'")
        if name in found:
            raise QueryError(f"--at gives {name} twice; keep one")
        found[name] = value
    return found
