"""The list of references as entries: every oddity of the printed list, and what is refused."""

from __future__ import annotations

import pytest

from naseikg.errors import TextError
from naseikg.reading.bibliography import Entry, parse_bibliography
from naseikg.reading.text import SourceText, parse_text

_SHAPE = "'N. Author, A.; Author, B. Title. *Journal* **year**, *volume*, pages.'"
_TAIL = "*Small* **2018**, *14*, 1703717."


def _article(*lines: str) -> SourceText:
    return parse_text("\n\n".join(("Abstract: Sodium.", "1. Introduction", "Text.", "References", *lines)))


def _entry(line: str) -> Entry:
    (entry,) = parse_bibliography(_article(line))
    return entry


def _faults(*lines: str) -> list[str]:
    with pytest.raises(TextError) as caught:
        parse_bibliography(_article(*lines))
    return str(caught.value).splitlines()


def test_an_entry_has_all_its_printed_parts_and_its_span() -> None:
    line = "1. Abraham, K. M.; Wu, Z. -S. A title. *ACS Energy Lett.* **2020**, *5*, 3544-3547."
    text = _article(line)
    assert parse_bibliography(text) == (
        Entry(
            number=1,
            authors=("Abraham, K. M.", "Wu, Z. -S."),
            title="A title",
            journal="ACS Energy Lett.",
            year=2020,
            volume="5",
            pages="3544-3547",
            article_number=None,
            doi=None,
            start=len(text.text) - len(line),
            end=len(text.text),
        ),
    )


def test_spans_count_in_the_whole_text_and_leave_out_indents() -> None:
    text = _article(f"1. Sun, B. Na. {_TAIL}", f"   2. Yu, Y. Tin. {_TAIL}  ")
    assert [text.text[entry.start : entry.end] for entry in parse_bibliography(text)] == [
        f"1. Sun, B. Na. {_TAIL}",
        f"2. Yu, Y. Tin. {_TAIL}",
    ]


@pytest.mark.parametrize(
    ("printed", "authors"),
    [
        pytest.param("Kuo, L. Y. Kaghazchi, P. ", ("Kuo, L. Y.", "Kaghazchi, P."), id="no semicolon"),
        pytest.param("Wu, Z. -S. Yu, Y. ", ("Wu, Z. -S.", "Yu, Y."), id="no semicolon after a hyphen"),
        pytest.param("Adair, K. R.; Sun, X. L.; ", ("Adair, K. R.", "Sun, X. L."), id="semicolon before title"),
        pytest.param(
            "Qian, J. F.; Engelhard M. H.; Wu, C. ",
            ("Qian, J. F.", "Engelhard M. H.", "Wu, C."),
            id="no comma",
        ),
        pytest.param("Mueller K. T. ", ("Mueller K. T.",), id="no comma and alone"),
        pytest.param("Archer; Tu, Z. Y. ", ("Archer", "Tu, Z. Y."), id="bare surname first"),
        pytest.param("Tu, Z. Y.; Archer; Wu, C. ", ("Tu, Z. Y.", "Archer", "Wu, C."), id="bare surname between"),
        pytest.param("Tu, Z. Y.; Archer. ", ("Tu, Z. Y.", "Archer"), id="bare surname last"),
        pytest.param("Sun, X. L; Wu, C. ", ("Sun, X. L", "Wu, C."), id="no full stop before a semicolon"),
        pytest.param("Wu, C.; Sun, X ", ("Wu, C.", "Sun, X"), id="no full stop before the title"),
        pytest.param("Choi, N.-S. ", ("Choi, N.-S.",), id="hyphen without a blank"),
        pytest.param("John Zhang, C. F.; Li, B. ", ("John Zhang, C. F.", "Li, B."), id="given name first"),
        pytest.param("Ihsan-Ul-Haq, M.; Schröder, D. ", ("Ihsan-Ul-Haq, M.", "Schröder, D."), id="long surname"),
        pytest.param("van der Waals, J. D. ", ("van der Waals, J. D.",), id="particles"),
        pytest.param("Diemant, T.; Diemant, T. ", ("Diemant, T.", "Diemant, T."), id="printed twice"),
    ],
)
def test_authors_are_told_from_the_title(printed: str, authors: tuple[str, ...]) -> None:
    entry = _entry(f"1. {printed}Stable Na metal anodes. {_TAIL}")
    assert (entry.authors, entry.title) == (authors, "Stable Na metal anodes")


@pytest.mark.parametrize(
    "title",
    [
        "A review",
        "3D-printed V₂CT_x/rGO-CNT MXene@g-C₃N₄ host",
        "Poly(vinylidene difluoride) coating on Cu",
        "Batteries. A review; with notes",
        "Growth of *Na* dendrites",
        "Sodium-ion batteries: present and future",
    ],
)
def test_a_title_is_kept_as_printed(title: str) -> None:
    entry = _entry(f"1. Lee, J.; Yu, Y. {title}. {_TAIL}")
    assert (entry.authors, entry.title, entry.journal) == (("Lee, J.", "Yu, Y."), title, "Small")


def test_a_question_mark_ends_a_title_and_stays() -> None:
    assert _entry(f"1. Abraham, K. M. How comparable? {_TAIL}").title == "How comparable?"


@pytest.mark.parametrize(
    ("printed", "journal"),
    [("*Small.*", "Small."), ("*ACS. Nano*", "ACS. Nano"), ("*ACS Nano*.", "ACS Nano."), ("*Chem*", "Chem")],
)
def test_a_journal_keeps_its_full_stops_and_loses_its_asterisks(printed: str, journal: str) -> None:
    assert _entry(f"1. Yu, Y. Na. {printed} **2023**, *19*, 1-8.").journal == journal


@pytest.mark.parametrize(
    ("printed", "volume", "pages", "article_number", "doi"),
    [
        (" **2019**, *19*, 1-8.", "19", "1-8", None, None),
        (" **2019**, *8*, eabm4606.", "8", None, "eabm4606", None),
        (" **2019**, *169*, 080521.", "169", None, "080521", None),
        (" **2019**, *1*, 217.", "1", None, "217", None),
        (" **2019**, 217.", None, None, "217", None),
        (" **2019**.", None, None, None, None),
        (" **2019**, doi: 10.1039/d3nr01306e.", None, None, None, "10.1039/d3nr01306e"),
        (" **2019**, *1*, 2-9, doi: 10.1002/x(1)2.", "1", "2-9", None, "10.1002/x(1)2"),
    ],
)
def test_what_stands_behind_the_year_is_told_apart(
    printed: str, volume: str | None, pages: str | None, article_number: str | None, doi: str | None
) -> None:
    entry = _entry(f"1. Yu, Y. Na. *Small*{printed}")
    assert (entry.volume, entry.pages, entry.article_number, entry.doi) == (
        volume,
        pages,
        article_number,
        doi,
    )
    assert entry.year == 2019


def test_a_doi_stands_in_for_a_missing_year() -> None:
    entry = _entry("1. Yu, Y. Na. *Small*, doi: 10.1002/smll.202300215.")
    assert (entry.year, entry.doi) == (None, "10.1002/smll.202300215")


def test_what_follows_the_list_is_not_taken() -> None:
    text = _article(f"1. Yu, Y. Na. {_TAIL}", "Disclaimer: The statements are the authors'.", "1. A numbered note.")
    assert [entry.number for entry in parse_bibliography(text)] == [1]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (
            "1. Yu, Y. Na. Small 2018, 14, 1703717.",
            "reference 1: a journal in asterisks with year or DOI behind it was expected in "
            "'1. Yu, Y. Na. Small 2018, 14, 1703717.'",
        ),
        (
            "1. Yu, Y. Na. *Small*, 14, 1703717.",
            "reference 1: a journal in asterisks with year or DOI behind it was expected in "
            "'1. Yu, Y. Na. *Small*, 14, 1703717.'",
        ),
        (
            f"1. the authors of this work on Na. {_TAIL}",
            "reference 1: an author with initials was expected in "
            "'1. the authors of this work on Na. *Small* **2018**, *14*, 1703717.'",
        ),
        (
            f"1. Yu, Y. {_TAIL}",
            "reference 1: a title between authors and journal was expected in "
            "'1. Yu, Y. *Small* **2018**, *14*, 1703717.'",
        ),
        (
            "1. Yu, Y. Na. *Small* **2018**, *14*, 170, 3717.",
            "reference 1: year, volume, pages or article number, and a full stop was expected in "
            "'*Small* **2018**, *14*, 170, 3717.'",
        ),
        (
            "1. Yu, Y. Na. *Small* **2018**, *14*, 1-8",
            "reference 1: year, volume, pages or article number, and a full stop was expected in "
            "'*Small* **2018**, *14*, 1-8'",
        ),
    ],
)
def test_an_entry_that_lacks_a_part_is_named_with_what_was_expected(line: str, fault: str) -> None:
    assert _faults(line) == [f"{fault}; write it as {_SHAPE}"]


def test_all_faults_are_named_at_once() -> None:
    faults = _faults("1. Yu, Y. Na.", f"2. Yu, Y. Na. {_TAIL}", "3. Yu, Y. Tin.")
    assert [one.split(":")[0] for one in faults] == ["reference 1", "reference 3"]


@pytest.mark.parametrize("found", [1, 3])
def test_a_number_out_of_turn_is_refused(found: int) -> None:
    assert _faults(f"1. Yu, Y. Na. {_TAIL}", f"{found}. Yu, Y. Tin. {_TAIL}") == [
        f"reference {found}: number 2 was expected here; give each entry its own line"
    ]


def test_a_list_cut_by_a_line_without_a_number_is_refused() -> None:
    assert _faults(f"1. Yu, Y. Na. {_TAIL}", "Lee, J. A lost number.", f"2. Yu, Y. Tin. {_TAIL}") == [
        "reference 2: follows 'Lee, J. A lost number.', which has no number; join broken lines"
    ]


def test_a_list_without_entries_is_refused() -> None:
    assert _faults("See the supplement.") == [
        f"reference 1: no entry was found after the heading; write each as {_SHAPE}"
    ]


def test_the_review_has_its_127_entries(review: SourceText) -> None:
    entries = parse_bibliography(review)
    assert [entry.number for entry in entries] == list(range(1, 128))
    # 923 semicolons; one author more than these in each entry, two semicolons lost, three before a title.
    assert sum(len(entry.authors) for entry in entries) == 923 + 127 + 2 - 3
    for entry in entries:
        line = review.text[entry.start : entry.end]
        assert line.startswith(f"{entry.number}. {entry.authors[0]}")
        assert f" {entry.title}. *" in line or f" {entry.title} *" in line


def test_the_odd_entries_of_the_review_are_read_as_printed(review: SourceText) -> None:
    entries = {entry.number: entry for entry in parse_bibliography(review)}
    assert entries[5].authors[2:4] == ("Kuo, L. Y.", "Kaghazchi, P.")
    assert entries[7].authors[4] == "Engelhard M. H."
    assert entries[14].journal == "ACS Nano."
    assert (entries[14].pages, entries[14].article_number) == (None, "8678")
    assert entries[49].authors[2] == "John Zhang, C. F."
    assert entries[78].authors[-2:] == ("Wu, Z. -S.", "Yu, Y.")
    assert entries[94].authors[-1] == "Li, W. Y."
    assert entries[94].title.startswith("Critical role of ultrathin graphene films")
    assert (entries[100].journal, entries[100].volume) == ("Nanoscale.", None)
    assert {number: entry.doi for number, entry in entries.items() if entry.doi} == {100: "10.1039/d3nr01306e"}
    assert entries[127].article_number == "2301414"
