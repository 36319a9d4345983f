"""The links to other ontologies: listed, checked against the published files, and written as a bridge."""

from __future__ import annotations

import argparse
from pathlib import Path

from naseikg.errors import DataError
from naseikg.places import Project
from naseikg.verbs.terminal import AddVerb, add_store, given_store, progress_of, terminal_width

__all__ = ["CERTIFIED", "add_verbs"]

#: The worlds whose bridges HermiT can try: the modules of the others have datatypes that OWL 2 lacks.
CERTIFIED = ("EMMO", "BFO")
# As in `naseikg.linking.formats`, which is imported only when it writes.
_FORMATS = ("text", "json")


def add_verbs(verb: AddVerb) -> None:
    """Adds ``links``."""
    one = verb(
        "links",
        _list,
        "list, check or bridge the links to other ontologies",
        "links list naf",
        "links list CHMO:0001311",
        "links check",
        "links check --ontologies ../shared/ontologies",
        "links check --ontologies ../shared/ontologies --owl",
        "links bridge EMMO bridge.ttl",
    )
    parts = one.add_subparsers(title="what to do", metavar="PART", required=True, help="list, check or bridge")

    listed = parts.add_parser("list", help="the links of one term or thing, or of all")
    listed.add_argument(
        "name",
        nargs="?",
        metavar="ID",
        help="a class, property or thing, as for show, or a term of theirs (default: all)",
    )
    listed.add_argument("--format", choices=_FORMATS, default="text", help="how to write them (default: text)")
    add_store(listed)
    listed.set_defaults(run=_list)

    checked = parts.add_parser("check", help="whether every term has its row, and every link holds")
    checked.add_argument(
        "--ontologies",
        type=Path,
        metavar="DIR",
        help="the folder of the published ontologies, to check the links against",
    )
    checked.add_argument("--format", choices=_FORMATS, default="text", help="how to write the report (default: text)")
    checked.add_argument(
        "--owl",
        action="store_true",
        help="with --ontologies: also have HermiT try the bridges to EMMO and BFO, a minute (needs naseikg[owl])",
    )
    checked.set_defaults(run=_check)

    bridge = parts.add_parser("bridge", help="write the OWL file for people who load the ontologies of one world")
    bridge.add_argument("world", metavar="WORLD", help="EMMO, BFO, QUDT, SPAR, PROV, SOSA or MDO")
    bridge.add_argument("file", type=Path, metavar="FILE", help="the file to write: .ttl, .rdf (or .owl) or .nt")
    add_store(bridge)
    bridge.set_defaults(run=_bridge)


def _list(options: argparse.Namespace, where: Project) -> int:
    from naseikg.asking.links import links_about
    from naseikg.linking.formats import write_links
    from naseikg.linking.stored import links_of_project

    store = given_store(options, where)
    links = links_of_project(where, store)
    if options.name is not None:
        links = links_about(store, links, options.name)
    print(write_links(links, options.format, width=terminal_width()), end="")
    return 0


def _check(options: argparse.Namespace, where: Project) -> int:
    from naseikg.linking.formats import write_report
    from naseikg.linking.published import load_published
    from naseikg.linking.subjects import subjects_of
    from naseikg.linking.verify import verify
    from naseikg.pipeline import STAGES, build_graph

    if options.owl and (options.ontologies is None or options.format == "json"):
        raise DataError("--owl needs --ontologies DIR and writes text; give the folder, and leave --format out")
    published = None if options.ontologies is None else load_published(options.ontologies)
    with progress_of(STAGES) as progress:
        built = build_graph(where, progress=progress)
    subjects = subjects_of(built.ontology, (*built.asserted, *built.inferred))
    report = verify(built.links, subjects, published)
    print(write_report(report, options.format), end="", flush=True)
    passed = report.passed
    for world in CERTIFIED if options.owl else ():
        from naseikg.linking.certify import certify_bridge

        verdict = certify_bridge(built.links, built.ontology, options.ontologies, world)
        print(verdict, flush=True)
        passed = passed and verdict.passed
    return 0 if passed else 1


def _bridge(options: argparse.Namespace, where: Project) -> int:
    from naseikg.exports.bridge import write_bridge
    from naseikg.linking.stored import links_of_project
    from naseikg.reasoning.ontology import load_ontology

    links = links_of_project(where, given_store(options, where))
    print(write_bridge(links, load_ontology(where.ontology), options.world, options.file))
    return 0
