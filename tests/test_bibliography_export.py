"""The bibliography in BibTeX and CSL-JSON, read back by pybtex and citeproc-py."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from pybtex import PybtexEngine
from pybtex.database import BibliographyData, Entry, parse_string
from pybtex.richtext import Text
from pyoxigraph import NamedNode

from naseikg.exports.bibliography import Author, Work, doi_iri, works_of
from naseikg.exports.bibtex import write_bibtex
from naseikg.exports.csl import write_csl_json
from naseikg.exports.export import export
from naseikg.pipeline import Built
from naseikg.records.literature import Reference, SourceRecord

_MATH = re.compile(r"\$(?:-|\^\{\\circ\}|([_^])\{([^$}]*)\})\$")
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_LOWERED = str.maketrans("0123456789+-mnxy", "₀₁₂₃₄₅₆₇₈₉₊₋ₘₙₓᵧ")
#: citeproc-py tells that it does not use this field of CSL 1.0.2.
CITEPROC_LACKS_CUSTOM = pytest.mark.filterwarnings("ignore:The following arguments for Reference are unsupported.*")


@pytest.fixture(scope="module")
def works(kg: Built) -> tuple[Work, ...]:
    return works_of(kg.store)


@pytest.fixture(scope="module")
def read(works: tuple[Work, ...]) -> BibliographyData:
    return parse_string(write_bibtex(works), "bibtex")


@pytest.fixture(scope="module")
def references(kg: Built) -> dict[str, Reference]:
    return {f"{one.id.source}-{one.name}": one for one in kg.records if isinstance(one, Reference)}


def _work(**more: Any) -> Work:
    given: dict[str, Any] = {
        "authors": (Author(family="Yu", given="Y."),),
        "title": "A layer",
        "year": "2020",
        "doi": "",
    }
    return Work(
        key="a-1", iri=NamedNode("https://example.org/a-1"), **{"number": "1", "journal": "Small", **given, **more}
    )


def _unicode(latex: str) -> str:
    """What LaTeX would print, by pybtex and latexcodec; mathematics by the table above."""

    def plain(match: re.Match[str]) -> str:
        if match[1] is None:
            return "-" if match[0] == "$-$" else "°"
        return match[2].translate(_LOWERED if match[1] == "_" else _RAISED)

    # latexcodec knows no mathematics; what it would make of a minus or a degree is not what LaTeX prints.
    return str(Text.from_latex(_MATH.sub(plain, latex)))


def _field(entry: Entry, name: str) -> str | None:
    value = entry.fields.get(name)
    return None if value is None else _unicode(value)


def test_every_reference_and_the_review_are_there_under_the_slugs_of_their_ids(
    read: BibliographyData, references: dict[str, Reference], kg: Built
) -> None:
    sources = [one.name for one in kg.records if isinstance(one, SourceRecord)]
    assert list(read.entries) == [*sources, *sorted(references, key=lambda key: references[key].number)]


def test_bibtex_says_of_every_reference_what_its_record_says(
    read: BibliographyData, references: dict[str, Reference]
) -> None:
    for key, record in references.items():
        entry = read.entries[key]
        assert entry.type == "article"
        assert [_unicode(str(one)) for one in entry.persons["author"]] == [
            one.replace(" -", "-") for one in record.authors
        ]
        assert _field(entry, "title") == record.title.replace("T_x", "Tₓ")
        assert _field(entry, "journal") == record.journal
        assert entry.fields["year"] == str(record.year)
        assert _field(entry, "volume") == record.volume
        # pybtex shows two hyphens as the dash that they print.
        assert _field(entry, "pages") == (record.pages.replace("-", "–") if record.pages else record.article_number)
        assert entry.fields.get("doi") == record.doi
        assert entry.fields["x-number"] == str(record.number)
        assert entry.fields["x-doi-basis"] == record.doi_basis
        assert entry.fields["x-iri"] == record.id.iri.value


def test_the_review_is_a_preprint_of_its_day(read: BibliographyData) -> None:
    entry = read.entries["shi-2023"]
    assert entry.type == "misc"
    assert dict(entry.fields) == {
        "title": (
            "Progress on Designing Artificial Solid Electrolyte Interphases for Dendrite Free Sodium Metal Anodes"
        ),
        "howpublished": "Preprints.org",
        "year": "2023",
        "month": "May",
        "note": "Preprint, not peer reviewed",
        "doi": "10.20944/preprints202305.1544.v1",
        "keywords": "artificial SEI, batteries, dendrite formation, sodium metal",
        "x-iri": "https://w3id.org/naseikg/source/shi-2023",
        "x-licence": "https://creativecommons.org/licenses/by/4.0/",
    }
    assert [str(one) for one in entry.persons["author"]] == [
        "Shi, Pengcheng",
        "Wang, Xu",
        "Cheng, Xiaolong",
        "Jiang, Yu",
    ]


def test_no_doi_stands_where_the_records_have_none(read: BibliographyData, references: dict[str, Reference]) -> None:
    without = {key for key, one in references.items() if one.doi is None}
    assert without
    assert {key for key, one in read.entries.items() if "doi" not in one.fields} == without


def test_bibtex_is_ascii_with_balanced_braces(works: tuple[Work, ...]) -> None:
    text = write_bibtex(works)
    assert text.isascii()
    for line in text.splitlines():
        if line.startswith("  "):
            assert line.count("{") - line.count(r"\{") == line.count("}") - line.count(r"\}"), line


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Na metal anodes", "Na metal anodes"),
        ("Advanced Na metal anodes", "Advanced {Na} metal anodes"),
        ("NaF-rich layer for Na-O₂ batteries", "{NaF}-rich layer for {Na}-{O$_{2}$} batteries"),
        ("3D Ti₃C₂Tₓ and Mg²⁺ at -40°C", "{3D} {Ti$_{3}$C$_{2}$T$_{x}$} and {Mg$^{2+}$} at $-$40$^{\\circ}${C}"),
        ("A MXene V₂CT_x/rGO", "A {MXene} {V$_{2}$CT$_{x}$}/{rGO}"),
        ("100% of #1 & more_less", "100\\% of \\#1 \\& more\\_less"),
        (
            "Lengths between atoms of solids in Ångström and Ňord",
            'Lengths between atoms of solids in {\\AA{}ngstr{\\"o}m} and {{\\v N}ord}',
        ),
        ("Progress on Designing Layers for NaF", "Progress on Designing Layers for {NaF}"),
    ],
)
def test_a_title_keeps_its_capitals_and_formulas(title: str, written: str) -> None:
    (line,) = [one for one in write_bibtex([_work(title=title)]).splitlines() if one.startswith("  title")]
    assert line == f"  title = {{{written}}},"


def test_a_style_that_lowers_titles_leaves_formulas_alone() -> None:
    entry = write_bibtex([_work(title="Stable Na₃PS₄ for Na metal", pages="1-6", volume="7")])
    printed = PybtexEngine().format_from_string(entry, "unsrt", output_backend="html")
    protected = '<span class="bibtex-protected">'
    assert (
        f"Stable {protected}Na$_{protected}3</span>$PS$_{protected}4</span>$</span> for {protected}Na</span> metal"
        in printed
    )
    assert "7:1–6, 2020" in printed


@pytest.mark.parametrize(
    ("family", "given", "written"),
    [
        ("Böse", "O.", 'B{\\"o}se, O.'),
        ("Øst", "J.-Y.", "{\\O}st, J.-Y."),
        ("Ihsan-Ul-Haq", "M.", "Ihsan-Ul-Haq, M."),
        ("The Battery Group", "", "{The Battery Group}"),
        ("Plato", "", "Plato"),
        ("Ковалёв", "И.", "Ковалёв, И."),
        ("and and", "X.", "{and} {and}, X."),
        ("Anderson", "And", "Anderson, {And}"),
        ("Sand and Water", "", "{Sand {and} Water}"),
        ("\u202eYu\u200b", "Y.", "Yu, Y."),
    ],
)
def test_a_name_is_written_so_that_bibtex_cuts_it_right(family: str, given: str, written: str) -> None:
    (line, *_) = write_bibtex([_work(authors=(Author(family=family, given=given),))]).splitlines()[1:]
    assert line == f"  author = {{{written}}},"


@pytest.mark.parametrize(
    "text", ['A "q" {b} }', "}", "{", "\\}", 'J } , x = {" \\', "a } @article{b, title = {c}}", "100 % of {x}_1^2 ~ #"]
)
def test_no_text_ends_its_field_or_its_entry(text: str) -> None:
    odd = _work(title=text, journal=text, volume=text, authors=(Author(family=text, given="A."),), doi=f"10.1/{text}")
    read = parse_string(write_bibtex([odd, _work(title="The next")]).replace("a-1", "a-2", 1), "bibtex")
    assert list(read.entries) == ["a-2", "a-1"]
    entry = read.entries["a-2"]
    assert len(entry.persons["author"]) == 1
    assert set(entry.fields) == {"title", "journal", "year", "volume", "doi", "x-number", "x-iri"}
    for name in ("title", "journal", "volume"):
        braces = [one for one in entry.fields[name].replace("{}", "") if one in "{}"]
        assert braces.count("{") == braces.count("}")
        assert entry.fields[name].count("textbraceleft") == text.count("{")
        assert entry.fields[name].count("textbraceright") == text.count("}")
    assert unquote(entry.fields["doi"]) == f"10.1/{text}"


def test_csl_says_of_every_reference_what_its_record_says(
    works: tuple[Work, ...], references: dict[str, Reference]
) -> None:
    items = {one["id"]: one for one in json.loads(write_csl_json(works))}
    assert len(items) == len(works)
    for key, record in references.items():
        item = items[key]
        assert item["type"] == "article-journal"
        assert [f"{one['family']}, {one['given']}" for one in item["author"]] == [
            one.replace(" -", "-") for one in record.authors
        ]
        assert item["title"] == record.title.replace("T_x", "Tₓ")
        assert item["container-title"] == item["container-title-short"] == record.journal
        assert item["issued"] == {"date-parts": [[record.year]]}
        assert item.get("volume") == record.volume
        assert item.get("page") == (record.pages or record.article_number)
        assert item.get("DOI") == record.doi
        assert item["custom"]["doi_basis"] == record.doi_basis
        assert item["custom"].get("printed", []) == sorted(record.printed)
        assert item["custom"].get("article_number") == record.article_number


def test_csl_says_of_the_review_that_it_is_a_preprint_and_of_nothing_else(works: tuple[Work, ...]) -> None:
    items = json.loads(write_csl_json(works))
    assert {one["id"]: (one["type"], one["genre"]) for one in items if "genre" in one} == {
        "shi-2023": ("article", "preprint")
    }


@CITEPROC_LACKS_CUSTOM
def test_citeproc_renders_every_work_in_a_style(works: tuple[Work, ...], references: dict[str, Reference]) -> None:
    source = CiteProcJSON(json.loads(write_csl_json(works)))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    for one in works:
        bibliography.register(Citation([CitationItem(one.key)]))
    lines = dict(zip((one.key for one in works), map(str, bibliography.bibliography()), strict=True))
    assert lines["shi-2023-1"] == (
        "Hwang, J.-Y., Myung, S.-T. and Sun, Y.-K. (2017) “Sodium-ion batteries: present and future”, "
        "Chem. Soc. Rev., 46, pp. 3529–3614. Available at: https://doi.org/10.1039/c6cs00776g."
    )
    assert lines["shi-2023"] == (
        "Shi, P. et al. (2023) “Progress on Designing Artificial Solid Electrolyte Interphases for Dendrite Free "
        "Sodium Metal Anodes”. Preprints.org. Available at: https://doi.org/10.20944/preprints202305.1544.v1."
    )
    for key, record in references.items():
        line = lines[key]
        assert line.startswith(record.authors[0].split(",")[0])
        assert f"({record.year}) “{record.title.replace('T_x', 'Tₓ')}" in line
        assert record.journal.rstrip(".") in line
        assert (record.doi in line) if record.doi else ("doi.org" not in line)


def test_a_work_without_volume_pages_and_doi_has_no_empty_field() -> None:
    work = _work()
    assert write_bibtex([work]).splitlines() == [
        "@article{a-1,",
        "  author = {Yu, Y.},",
        "  title = {A layer},",
        "  journal = {Small},",
        "  year = {2020},",
        "  x-number = {1},",
        "  x-iri = {https://example.org/a-1},",
        "}",
    ]
    assert json.loads(write_csl_json([work])) == [
        {
            "id": "a-1",
            "type": "article-journal",
            "author": [{"family": "Yu", "given": "Y."}],
            "title": "A layer",
            "container-title": "Small",
            "container-title-short": "Small",
            "issued": {"date-parts": [[2020]]},
            "custom": {"number": "1", "iri": "https://example.org/a-1"},
        }
    ]
    assert work.citation == "Yu, Y. A layer. Small 2020."


def test_a_doi_with_letters_that_no_iri_holds_is_escaped() -> None:
    assert doi_iri("10.1002/(sici)1<2::aid>3.0;2-#é").value == (
        "https://doi.org/10.1002/(sici)1%3C2::aid%3E3.0;2-%23%C3%A9"
    )


def test_both_files_are_exported_by_their_suffix(kg: Built, tmp_path: Path, works: tuple[Work, ...]) -> None:
    assert export(kg.store, tmp_path / "refs.bib") == f"{tmp_path / 'refs.bib'}: {len(works)} works"
    assert export(kg.store, tmp_path / "refs.csl.json") == f"{tmp_path / 'refs.csl.json'}: {len(works)} works"
    assert (tmp_path / "refs.bib").read_text() == write_bibtex(works)
    assert (tmp_path / "refs.csl.json").read_text() == write_csl_json(works)
