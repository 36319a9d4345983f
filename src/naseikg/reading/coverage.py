"""The coverage ledger: every sentence, number, citation and bibliography entry of a text, accounted for or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from naseikg.errors import TextError
from naseikg.reading.bibliography import Entry, parse_bibliography
from naseikg.reading.numbers import PrintedNumber, numbers_in
from naseikg.reading.text import Passage, SourceText
from naseikg.records.fields import ThingId
from naseikg.records.literature import Finding, Reference, SentenceRecord, SourceRecord, Unclaimed
from naseikg.records.measures import Measure
from naseikg.records.things import CyclingTest, Quantity, Record

__all__ = ["Coverage", "Line", "coverage_of"]

_FIELDS = ("authors", "title", "journal", "year", "volume")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence of the text with what was read from it, or why nothing was."""

    passage: Passage
    findings: tuple[Finding, ...]
    reason: str | None

    def __str__(self) -> str:
        where = f"{self.passage.key}  [{self.passage.start}-{self.passage.end}]"
        if not self.findings:
            return f"{where}  no claim: {self.reason}" if self.reason else f"{where}  UNACCOUNTED FOR"
        body = "\n".join(f"    {one.name}: {one.claim}" for one in self.findings)
        return f"{where}  {len(self.findings)} finding{'' if len(self.findings) == 1 else 's'}\n{body}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The ledger of a text, the totals, and everything that is missing or does not agree."""

    lines: tuple[Line, ...]
    numbers: int
    citations: int
    entries: int
    faults: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether everything is accounted for."""
        return not self.faults

    def summary(self) -> str:
        """The totals, and the faults if there are any."""
        claimed = sum(1 for one in self.lines if one.findings)
        excused = sum(1 for one in self.lines if not one.findings and one.reason)
        covered = 100 * (claimed + excused) / len(self.lines)
        totals = (
            f"{len(self.lines)} sentences: {claimed} with findings, {excused} with a reason for none ({covered:.1f} %)\n"
            f"{self.numbers} numbers with a unit, {self.citations} citations, {self.entries} bibliography entries"
        )
        if self.complete:
            return f"{totals}\neverything is accounted for"
        count = len(self.faults)
        return f"{totals}\n" + "\n".join(self.faults) + f"\n{count} fault{'' if count == 1 else 's'}"

    def ledger(self, *, section: str | None = None) -> str:
        """Every sentence, or those of one section, with its findings or the reason for none; then the summary."""
        shown = [one for one in self.lines if section in (None, one.passage.section)]
        if not shown:
            known = ", ".join(sorted({one.passage.section for one in self.lines}))
            raise TextError(f"the text has no section {section!r}; it has {known}")
        return "\n".join([*map(str, shown), "", self.summary()])


def coverage_of(text: SourceText, records: Sequence[Record]) -> Coverage:
    """The ledger of a text against the records that were read from it.

    Raises:
        TextError: no source in the records was read from this text.
    """
    source = _source_of(text, records)
    mine = [one for one in records if one.source == source.source]
    findings = [one for one in mine if isinstance(one, Finding)]
    by_sentence: dict[str, list[Finding]] = {}
    for finding in findings:
        for sentence in finding.sentences:
            by_sentence.setdefault(sentence.name, []).append(finding)
    reasons = {one.name: one.reason for one in mine if isinstance(one, Unclaimed)}
    sentences = {one.name: one for one in mine if isinstance(one, SentenceRecord)}
    passages = {one.key: one for one in text.passages}
    lines = [
        Line(passage=passage, findings=tuple(by_sentence.get(key, ())), reason=reasons.get(key))
        for key, passage in passages.items()
    ]
    measures = _measures(records)
    entries = parse_bibliography(text)
    references = [one for one in mine if isinstance(one, Reference)]
    faults = [
        *_place_faults(passages, sentences),
        *(fault for line in lines for fault in _sentence_faults(line, measures)),
        *(fault for finding in findings for fault in _finding_faults(finding, passages)),
        *_measure_faults(findings, passages, measures),
        *_bibliography_faults(entries, references),
    ]
    return Coverage(
        lines=tuple(lines),
        numbers=sum(len(numbers_in(one.text)) for one in text.passages),
        citations=sum(len(one.references) for one in text.passages),
        entries=len(entries),
        faults=tuple(faults),
    )


def _source_of(text: SourceText, records: Sequence[Record]) -> SourceRecord:
    sources = [one for one in records if isinstance(one, SourceRecord)]
    for one in sources:
        if one.text_digest == text.digest:
            return one
    known = ", ".join(f"{one.id.slug} {one.text_digest[:12]}" for one in sources)
    raise TextError(
        f"this text (SHA-256 {text.digest[:12]}) is not one the records were read from ({known}); spans would not fit"
    )


def _measures(records: Sequence[Record]) -> dict[ThingId, tuple[Measure, ...]]:
    """The measures of each quantity and test; those of a quantity include its conditions."""
    found: dict[ThingId, tuple[Measure, ...]] = {}
    under: dict[ThingId, tuple[ThingId, ...]] = {}
    for one in records:
        if isinstance(one, Quantity):
            found[one.id] = (one.value[0],)
            under[one.id] = one.under
        elif isinstance(one, CyclingTest):
            given = (one.current_density, one.areal_capacity, one.lifetime, one.cycle_count, one.coulombic_efficiency)
            found[one.id] = tuple(value[0] for value in (*given, one.temperature) if value is not None)
    return {
        identity: (*own, *(more for condition in under.get(identity, ()) for more in found.get(condition, ())))
        for identity, own in found.items()
    }


def _place_faults(passages: Mapping[str, Passage], sentences: Mapping[str, SentenceRecord]) -> Iterator[str]:
    for key in sorted(passages.keys() ^ sentences.keys()):
        yield f"{key}: is {'not in sentences.yaml' if key in passages else 'not in the text'}; run 'naseikg index'"
    for key in sorted(passages.keys() & sentences.keys()):
        record, passage = sentences[key], passages[key]
        if (record.start, record.end) != (passage.start, passage.end):
            yield f"{key}: stands at {passage.start}-{passage.end}, not {record.start}-{record.end}; run 'naseikg index'"
        cited = tuple(int(one.name) for one in record.cites)
        if cited != passage.references:
            yield f"{key}: cites {_listed(passage.references)}, not {_listed(cited)}; run 'naseikg index'"


def _sentence_faults(line: Line, measures: dict[ThingId, tuple[Measure, ...]]) -> Iterator[str]:
    key = line.passage.key
    if not line.findings and not line.reason:
        yield f"{key}: has no finding and no reason; add a finding, or a reason to unclaimed.yaml"
    if line.findings and line.reason:
        yield f"{key}: has findings and a reason for having none; drop it from unclaimed.yaml"
    recorded = {one for finding in line.findings for one in _printed(measures.get(finding.object, ()))}
    for number in numbers_in(line.passage.text):
        if number not in recorded:
            yield f"{key}: the number {number} is in no quantity or test of its findings; record it"
    used = {one for finding in line.findings for one in _reference_numbers(finding)}
    for cited in line.passage.references:
        if cited not in used:
            yield f"{key}: reference {cited} is cited here but supports no finding of the sentence; add it to one"


def _finding_faults(finding: Finding, passages: Mapping[str, Passage]) -> Iterator[str]:
    cited = {number for one in _cited_passages(finding, passages) for number in one.references}
    extra = sorted(set(_reference_numbers(finding)) - cited)
    if extra and finding.reference_basis is None:
        yield f"{finding.name}: reference {_listed(extra)} is not cited in its sentences; say why in reference_basis"


def _measure_faults(
    findings: Sequence[Finding], passages: Mapping[str, Passage], measures: dict[ThingId, tuple[Measure, ...]]
) -> Iterator[str]:
    """A recorded number is printed in a sentence of one of the findings that point to it."""
    places: dict[ThingId, set[Passage]] = {}
    for finding in findings:
        if finding.object in measures:
            places.setdefault(finding.object, set()).update(_cited_passages(finding, passages))
    for identity, found in sorted(places.items()):
        printed = {number for one in found for number in numbers_in(one.text)}
        own = measures[identity]
        for number in _printed(own[:1] if identity.kind == "quantity" else own):
            if number not in printed:
                where = _listed(sorted(one.key for one in found))
                yield f"{identity}: {number} is not printed in {where}; correct it, or add the sentence that has it"


def _cited_passages(finding: Finding, passages: Mapping[str, Passage]) -> list[Passage]:
    return [passages[one.name] for one in finding.sentences if one.name in passages]


def _bibliography_faults(entries: Sequence[Entry], references: Sequence[Reference]) -> Iterator[str]:
    records = {one.number: one for one in references}
    for entry in entries:
        record = records.get(entry.number)
        if record is None:
            yield f"reference {entry.number}: is in the bibliography but not in references.yaml; add it"
            continue
        slips = {one.partition(": ")[0] for one in record.printed}
        compared = [(field, getattr(record, field), getattr(entry, field)) for field in _FIELDS]
        # A lone number may be an article number or a first page; the bibliography does not tell which.
        compared.append(("pages", record.pages or record.article_number, entry.pages or entry.article_number))
        for field, ours, theirs in compared:
            if _text(ours) != _text(theirs) and field not in slips:
                problem = f"{field} is {_text(ours)!r}, the text prints {_text(theirs)!r}"
                yield f"reference {entry.number}: {problem}; correct it or record the slip under printed"
    for number in sorted(records.keys() - {one.number for one in entries}):
        yield f"reference {number}: is in references.yaml but not in the bibliography"


def _reference_numbers(finding: Finding) -> Iterator[int]:
    for one in finding.references:
        yield int(one.name)


def _printed(measures: Sequence[Measure]) -> Iterator[PrintedNumber]:
    for one in measures:
        for number in one.printed.split(" to "):
            yield PrintedNumber(number.replace("−", "-"), one.unit)


def _text(value: object) -> str:
    return "; ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)


def _listed(values: Sequence[object]) -> str:
    return ", ".join(map(str, values)) or "nothing"
