from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from naseikg.errors import TextError
from naseikg.pipeline import Built
from naseikg.reading.coverage import coverage_of
from naseikg.reading.text import SourceText, parse_text
from naseikg.records.measures import Measure
from naseikg.records.things import Quantity, Record


def test_everything_the_review_says_is_accounted_for(kg: Built, review: SourceText) -> None:
    report = coverage_of(review, kg.records)
    assert report.faults == ()
    assert (len(report.lines), report.entries) == (305, 127)
    assert all(line.findings or line.reason for line in report.lines)


def test_no_reason_merely_says_not_relevant(kg: Built, review: SourceText) -> None:
    reasons = [line.reason for line in coverage_of(review, kg.records).lines if line.reason]
    assert reasons
    for reason in reasons:
        assert len(reason.split()) >= 6
        assert "relevant" not in reason


def test_the_ledger_shows_each_sentence_of_a_section(kg: Built, review: SourceText) -> None:
    ledger = coverage_of(review, kg.records).ledger(section="2.3")
    for passage in review.passages:
        assert (f"\n{passage.key}  [" in f"\n{ledger}") == (passage.section == "2.3")


def test_an_unknown_section_is_named_with_those_there_are(kg: Built, review: SourceText) -> None:
    with pytest.raises(TextError, match=r"the text has no section '7'; it has 1, 2, 2\.1"):
        coverage_of(review, kg.records).ledger(section="7")


def test_another_text_is_refused(kg: Built, review: SourceText) -> None:
    changed = parse_text(review.text.replace("Sodium", "Potassium"))
    with pytest.raises(TextError, match="is not one the records were read from"):
        coverage_of(changed, kg.records)


def _without(records: tuple[Record, ...], kind: str, name: str) -> tuple[Record, ...]:
    kept = tuple(one for one in records if (one.kind, one.name) != (kind, name))
    assert len(kept) == len(records) - 1
    return kept


def test_a_source_whose_name_begins_like_another_is_not_mixed_up_with_it(kg: Built, review: SourceText) -> None:
    def copied(one: Record) -> Record:
        slug = f"shi-2023-b{one.id.slug.removeprefix('shi-2023')}"
        return replace(one, id=replace(one.id, slug=slug, source="shi-2023-b"), source="shi-2023-b")

    scoped = (one for one in kg.records if one.scoped)
    assert coverage_of(review, (*kg.records, *map(copied, scoped))) == coverage_of(review, kg.records)


def test_a_sentence_without_finding_or_reason_is_a_fault(kg: Built, review: SourceText) -> None:
    excused = next(line for line in coverage_of(review, kg.records).lines if line.reason).passage.key
    records = tuple(one for one in kg.records if not (one.file == "unclaimed" and one.name == excused))
    fault = f"{excused}: has no finding and no reason; add a finding, or a reason to unclaimed.yaml"
    assert coverage_of(review, records).faults == (fault,)
    assert "UNACCOUNTED FOR" in coverage_of(review, records).ledger()


def test_a_missing_reference_is_a_fault(kg: Built, review: SourceText) -> None:
    records = _without(kg.records, "reference", "127")
    fault = "reference 127: is in the bibliography but not in references.yaml; add it"
    assert coverage_of(review, records).faults == (fault,)


def test_a_number_that_is_not_printed_is_a_fault(kg: Built, review: SourceText) -> None:
    def changed(one: Record) -> Record:
        if isinstance(one, Quantity) and one.value[0].printed == "31.4":
            measure = Measure(printed="34.1", number=Decimal("34.1"), high=None, qualifier=None, unit="GPa")
            return replace(one, value=(measure, one.value[1]))
        return one

    faults = coverage_of(review, tuple(map(changed, kg.records))).faults
    assert len(faults) == 2
    assert faults[0] == "3.1-p1-s6: the number 31.4 GPa is in no quantity or test of its findings; record it"
    assert "34.1 GPa is not printed in 3.1-p1-s6" in faults[1]


def test_a_citation_that_no_finding_uses_is_a_fault(kg: Built, review: SourceText) -> None:
    def changed(one: Record) -> Record:
        references = getattr(one, "references", ())
        if one.file == "findings" and any(each.slug == "shi-2023-17" for each in references):
            return replace(one, references=tuple(each for each in references if each.slug != "shi-2023-17"))  # type: ignore[call-arg]  # findings have them
        return one

    faults = coverage_of(review, tuple(map(changed, kg.records))).faults
    assert faults == ("1-p3-s2: reference 17 is cited here but supports no finding of the sentence; add it to one",)


def test_a_corrected_field_without_its_printed_form_is_a_fault(kg: Built, review: SourceText) -> None:
    def changed(one: Record) -> Record:
        if one.kind == "reference" and one.name == "3":
            return replace(one, year=2021)  # type: ignore[call-arg]  # references have a year
        return one

    faults = coverage_of(review, tuple(map(changed, kg.records))).faults
    assert faults == (
        "reference 3: year is '2021', the text prints '2020'; correct it or record the slip under printed",
    )


def test_a_moved_sentence_is_a_fault(kg: Built, review: SourceText) -> None:
    def changed(one: Record) -> Record:
        if one.kind == "sentence" and one.file == "sentences" and one.name == "4-p1-s1":
            return replace(one, start=1)  # type: ignore[call-arg]  # sentences have a start
        return one

    faults = coverage_of(review, tuple(map(changed, kg.records))).faults
    assert len(faults) == 1
    assert faults[0].startswith("4-p1-s1: stands at ")
    assert faults[0].endswith("; run 'naseikg index'")
