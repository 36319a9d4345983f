"""The report on links, and the links themselves, as text and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from naseikg.linking.sssom import Link
from naseikg.linking.targets import link_curie, target_of
from naseikg.linking.verify import LinkReport
from naseikg.vocabulary import curie

__all__ = ["FORMATS", "write_links", "write_report"]

#: The formats of both.
FORMATS = ("text", "json")


def write_report(report: LinkReport, format: str = "text") -> str:
    """The report: every fault with file and line, what could not be checked, and the totals."""
    if format == "json":
        told = {
            "links": report.links,
            "checked": report.checked,
            "subjects": report.subjects,
            "withoutCounterpart": report.without,
            "files": report.files,
            "faults": [
                {
                    "file": one.place,
                    "line": one.line,
                    "kind": one.kind,
                    "subject": one.subject,
                    "problem": one.problem,
                }
                for one in report.faults
            ],
            "remarks": list(report.remarks),
        }
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    lines = [*map(str, report.faults), *(f"note: {one}" for one in report.remarks)]
    against = (
        "targets not checked"
        if report.files is None
        else f"{report.checked} checked against {report.files} published files"
    )
    lines.append(
        f"{report.links} links of {report.subjects} terms, {report.without} terms without counterpart; {against}: "
        + _faults(report)
    )
    return "\n".join(lines) + "\n"


def _faults(report: LinkReport) -> str:
    if report.passed:
        return "no fault"
    kinds = Counter(one.kind for one in report.faults)
    total = f"{len(report.faults)} fault{'' if len(report.faults) == 1 else 's'}"
    return f"{total} ({', '.join(f'{count} {kind}' for kind, count in sorted(kinds.items()))})"


def write_links(links: Sequence[Link], format: str = "text", *, width: int = 100) -> str:
    """The links one by one: how the object is called and where it is from, with confidence and comment."""
    if format == "json":
        told = [
            {
                "subject": one.subject.value,
                "predicate": curie(one.predicate),
                "object": None if one.object is None else one.object.value,
                "label": one.object_label,
                "ontology": one.mapping_set.source,
                "version": one.mapping_set.source_version,
                "confidence": float(one.confidence),
                "comment": one.comment,
            }
            for one in links
        ]
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    return "".join(_told(one, width) for one in links) or "no link; add one in ontology/mappings\n"


def _told(link: Link, width: int) -> str:
    import textwrap

    comment = textwrap.fill(link.comment, width=width, initial_indent="    ", subsequent_indent="    ")
    relation = curie(link.predicate).removeprefix("skos:")
    if link.object is None:
        return f"{curie(link.subject)}: no counterpart\n{comment}\n"
    target = target_of(link.object)
    assert target is not None
    return (
        f"{curie(link.subject)}: {relation} {link.object_label} ({target.title})\n"
        f"    {link_curie(link.object)}  confidence {link.confidence}\n{comment}\n"
    )
