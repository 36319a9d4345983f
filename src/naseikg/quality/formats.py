"""Writing the report of the quality gates: as text for a terminal, as JSON, as Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from naseikg.asking.formats import markdown_table
from naseikg.asking.prose import counted, wrapped
from naseikg.quality.gates import INSTRUMENTS, LEVELS, Offence
from naseikg.quality.report import GateReport, Result

__all__ = ["FORMATS", "write_gates"]

#: The formats the report can be written in.
FORMATS = ("text", "json", "markdown")

_SHOWN = 5
_INDENT = " " * 12
_NEEDS = {
    "network": "needs a network, not counted",
    "person": "needs a person's judgement",
    "site": "belongs to the web site",
}


def write_gates(report: GateReport, format: str, *, width: int = 100) -> str:
    """The report as text; ``width`` is that of the terminal and only matters to plain text."""
    if format == "json":
        return json.dumps(_plain(report), indent=2, ensure_ascii=False) + "\n"
    lines = _markdown(report) if format == "markdown" else _text(report, width)
    return "\n".join(lines) + "\n"


def _text(report: GateReport, width: int) -> Iterator[str]:
    for instrument in INSTRUMENTS.values():
        results = report.of(instrument)
        yield from wrapped(f"{instrument}: {_counts(results)}{_score(report, instrument)}", width, "", "  ")
        yield from _passing(results, instrument, width)
        for result in results:
            if result.outcome != "passes":
                yield from _found(result, width)
        yield ""
    for needs, words in _NEEDS.items():
        for instrument in INSTRUMENTS.values():
            items = [one.item for one in report.not_computed if (one.needs, one.instrument) == (needs, instrument)]
            if items:
                yield from wrapped(f"{words}: {instrument} {', '.join(items)}", width, "", "  ")
    yield ""
    for one in report.needless:
        yield from wrapped(f"nothing is found any more of {one}; remove its row from accepted.tsv", width, "", "  ")
    failing = [result.gate.name for result in report.results if result.open]
    told = (
        f"{counted(len(failing), 'check fails', 'checks fail')}: {', '.join(failing)}" if failing else "no check fails"
    )
    yield from wrapped(told, width, "", "  ")


def _counts(results: Sequence[Result]) -> str:
    outcomes = [result.outcome for result in results]
    told = [f"{outcomes.count('passes')} pass"]
    told += [f"{outcomes.count('accepted')} accepted with a reason"] if "accepted" in outcomes else []
    told += [counted(outcomes.count("fails"), "fails", "fail")] if "fails" in outcomes else []
    return f"{counted(len(results), 'check')}, {', '.join(told)}"


def _score(report: GateReport, instrument: str) -> str:
    return f"; score {report.score:.3f} ({report.score:.0%})" if instrument == "FOOPS!" else ""


def _passing(results: Sequence[Result], instrument: str, width: int) -> Iterator[str]:
    head = "  passes    "
    for level in LEVELS[instrument]:
        items = [result.gate.item for result in results if (result.outcome, result.gate.level) == ("passes", level)]
        if items:
            yield from wrapped(f"{level}: {', '.join(items)}", width, head, _INDENT + "  ")
            head = _INDENT


def _found(result: Result, width: int) -> Iterator[str]:
    gate = result.gate
    title = f"{gate.item} ({gate.level}): {gate.title}"
    yield from wrapped(title, width, f"  {result.outcome:<10}", _INDENT + "  ")
    yield from _offences(result.open, width)
    if result.open:
        yield from wrapped(f"why: {gate.why}", width, _INDENT, _INDENT + "  ")
        yield from wrapped(f"fix: {gate.fix}", width, _INDENT, _INDENT + "  ")
    for reason in dict.fromkeys(reason for _, reason in result.accepted):
        yield from _offences([one for one, given in result.accepted if given == reason], width)
        yield from wrapped(f"accepted: {reason}", width, _INDENT, _INDENT + "  ")


def _offences(offences: Sequence[Offence], width: int) -> Iterator[str]:
    for one in offences[:_SHOWN]:
        yield from wrapped(str(one), width, _INDENT, _INDENT + "  ")
    if len(offences) > _SHOWN:
        yield f"{_INDENT}... and {len(offences) - _SHOWN} more; --format json has all"


def _markdown(report: GateReport) -> Iterator[str]:
    """Tables without counts of offences, so that a page that shows them is as true after a new term as before."""
    for instrument in INSTRUMENTS.values():
        yield f"### {instrument}\n"
        if instrument == "FOOPS!":
            yield f"Score: {report.score:.3f} ({report.score:.0%}).\n"
        rows = [(one.gate.item, one.gate.level, one.gate.title, one.outcome) for one in report.of(instrument)]
        missing = [one for one in report.not_computed if one.instrument == instrument]
        rows += [(one.item, "", one.title, _NEEDS[one.needs]) for one in missing]
        yield markdown_table(("item", "level", "what is checked", "result"), rows)
    yield "### Accepted, and why\n"
    accepted = [(one.gate.name, *row) for one in report.results for row in _accepted(one)]
    yield markdown_table(("item", "offence", "reason"), accepted).rstrip("\n")
    if failing := [(one.gate.name, str(offence), one.gate.fix) for one in report.results for offence in one.open]:
        yield "\n### Fails\n"
        yield markdown_table(("item", "offence", "fix"), failing).rstrip("\n")


def _accepted(result: Result) -> Iterator[tuple[str, str]]:
    """The offences that one reason covers, and the reason."""
    for reason in dict.fromkeys(reason for _, reason in result.accepted):
        offences = [str(one) for one, given in result.accepted if given == reason]
        yield ", ".join(offences) if len(offences) <= _SHOWN else "many", reason


def _plain(report: GateReport) -> dict[str, object]:
    return {
        "passed": report.passed,
        "foops_score": round(report.score, 4),
        "checks": [
            {
                "instrument": result.gate.instrument,
                "item": result.gate.item,
                "level": result.gate.level,
                "title": result.gate.title,
                "outcome": result.outcome,
                "open": [{"term": one.term, "value": one.value} for one in result.open],
                "accepted": [{"term": one.term, "value": one.value, "reason": why} for one, why in result.accepted],
                "problem": result.gate.problem,
                "why": result.gate.why,
                "fix": result.gate.fix,
                "note": result.gate.note,
            }
            for result in report.results
        ],
        "not_computed": [
            {"instrument": one.instrument, "item": one.item, "needs": one.needs, "title": one.title}
            for one in report.not_computed
        ],
        "needless": [str(one) for one in report.needless],
    }
