"""Reading the mapping files: every fault is named with file and line, and nothing else is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from naseikg.errors import MappingErrors
from naseikg.linking.sssom import COLUMNS, load_mappings
from naseikg.vocabulary import BASE, NSEI, SKOS

EMMO = "https://w3id.org/emmo#"
LABELS = {NSEI.Interphase: "interphase", NamedNode(BASE + "substance/naf"): "sodium fluoride"}
HEADER = f"""\
#mapping_set_id: {BASE}mappings/a
#mapping_set_title: naseikg to EMMO
#mapping_set_version: 0.1.0
#license: https://creativecommons.org/licenses/by/4.0/
#object_source: https://w3id.org/emmo/emmo
#object_source_version: 1.0.3
#curie_map:
#  emmo: {EMMO}
#  naseikg: {BASE}
#  nsei: {NSEI.iri}
"""
NAF = "naseikg:substance/naf\tsodium fluoride\tskos:broadMatch\temmo:Salt\tSalt\tsemapv:ManualMappingCuration\t0.9\tA salt."
LAYER = "nsei:Interphase\tinterphase\tskos:exactMatch\temmo:Layer\tLayer\tsemapv:ManualMappingCuration\t0.85\tThe same thing."
FILE = HEADER + "\t".join(COLUMNS) + "\n" + NAF + "\n" + LAYER + "\n"


def put(folder: Path, name: str, text: str) -> None:
    """Writes a file of that name, with the identifier that belongs to the name."""
    (folder / f"{name}.sssom.tsv").write_text(text.replace("/mappings/a\n", f"/mappings/{name}\n"), encoding="utf-8")


def faults(folder: Path, *texts: str) -> list[str]:
    """What is said of files with these texts, without the folder."""
    for name, text in zip("abc", texts, strict=False):
        put(folder, name, text)
    with pytest.raises(MappingErrors) as caught:
        load_mappings(folder, LABELS)
    return [line.replace(f"{folder}/", "") for line in str(caught.value).splitlines()]


def test_a_file_gives_its_links_in_order(tmp_path: Path) -> None:
    (tmp_path / "a.sssom.tsv").write_text(FILE, encoding="utf-8")
    naf, layer = load_mappings(tmp_path, LABELS)
    assert naf.said == "substance/naf skos:broadMatch emmo:Salt"
    assert (layer.subject, layer.predicate, layer.object) == (
        NSEI.Interphase,
        SKOS.exactMatch,
        NamedNode(EMMO + "Layer"),
    )
    assert (layer.object_label, str(layer.confidence), layer.comment) == ("Layer", "0.85", "The same thing.")
    assert (layer.place.line, layer.bridged) == (13, True)
    assert (layer.mapping_set.source, layer.mapping_set.source_version) == ("https://w3id.org/emmo/emmo", "1.0.3")


def test_a_row_may_forbid_the_axiom(tmp_path: Path) -> None:
    text = (
        FILE.replace("\tcomment\n", "\tcomment\tother\n")
        .replace("A salt.", "A salt.\t")
        .replace("thing.", "thing.\tbridge=no")
    )
    (tmp_path / "a.sssom.tsv").write_text(text, encoding="utf-8")
    assert [link.bridged for link in load_mappings(tmp_path, LABELS)] == [True, False]


def test_no_folder_has_no_links(tmp_path: Path) -> None:
    assert load_mappings(tmp_path / "none", LABELS) == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "emmo:Layer",
            "emo:Layer",
            "a.sssom.tsv:13: nsei:Interphase: object_id 'emo:Layer': no prefix is called 'emo'; did you mean emmo?; "
            "declare it in curie_map or correct it",
        ),
        (
            "emmo:Layer",
            "emmo:La yer",
            "a.sssom.tsv:13: nsei:Interphase: object_id 'emmo:La yer' is no IRI; write prefix:name, such as nsei:Interphase",
        ),
        (
            "emmo:Layer",
            "Layer",
            "a.sssom.tsv:13: nsei:Interphase: object_id 'Layer' is no IRI; write prefix:name, such as nsei:Interphase",
        ),
        (
            "emmo:Layer",
            "skos:Layer",
            "a.sssom.tsv:13: nsei:Interphase: object_id skos:Layer is of no ontology that links may point to; "
            "see linking/targets.py",
        ),
        (
            "nsei:Interphase\t",
            "nsei:Interphases\t",
            "a.sssom.tsv:13: nsei:Interphases: nsei:Interphases is no term or thing of this graph; "
            "did you mean nsei:Interphase?; correct subject_id or delete the row",
        ),
        (
            "\tinterphase\t",
            "\tinterface\t",
            "a.sssom.tsv:13: nsei:Interphase: subject_label is 'interface', the label is 'interphase'; write that",
        ),
        (
            "skos:exactMatch",
            "skos:related",
            "a.sssom.tsv:13: nsei:Interphase: predicate_id skos:related is none of skos:exactMatch, skos:closeMatch, "
            "skos:broadMatch, skos:narrowMatch, skos:relatedMatch",
        ),
        (
            "emmo:Layer\tLayer",
            "emmo:Layer\t",
            "a.sssom.tsv:13: nsei:Interphase: object_label is empty; write the label that the ontology gives",
        ),
        (
            "emmo:Layer\tLayer",
            "sssom:NoTermFound\tLayer",
            "a.sssom.tsv:13: nsei:Interphase: object_label stands beside sssom:NoTermFound; leave it empty",
        ),
        (
            "skos:exactMatch\temmo:Layer\tLayer",
            "skos:closeMatch\tsssom:NoTermFound\t",
            "a.sssom.tsv:13: nsei:Interphase: sssom:NoTermFound needs skos:exactMatch",
        ),
        (
            "semapv:ManualMappingCuration\t0.85",
            "semapv:Guess\t0.85",
            "a.sssom.tsv:13: nsei:Interphase: mapping_justification 'semapv:Guess' is none of semapv:ManualMappingCuration",
        ),
        ("\t0.85\t", "\t85\t", "a.sssom.tsv:13: nsei:Interphase: confidence '85' is no number from 0 to 1"),
        ("\t0.85\t", "\tNaN\t", "a.sssom.tsv:13: nsei:Interphase: confidence 'NaN' is no number from 0 to 1"),
        (
            "The same thing.",
            "",
            "a.sssom.tsv:13: nsei:Interphase: comment is empty; say why the link holds, or what was searched",
        ),
        (
            "The same thing.",
            "The same thing.\tbridge",
            "a.sssom.tsv:13: nsei:Interphase: has 9 cells, not 8; put one tab between cells, none inside",
        ),
        (
            "\tcomment\n",
            "\n",
            "a.sssom.tsv:11: table: column comment is missing; add it",
        ),
        (
            "\tcomment\n",
            "\tcoment\n",
            "a.sssom.tsv:11: table: column comment is missing; did you mean coment?; add it",
        ),
        ("#license: https://creativecommons.org/licenses/by/4.0/\n", "", "a.sssom.tsv:1: header: has no license; add the line '#license: ...'"),
        (
            "#object_source_version: 1.0.3\n",
            "",
            "a.sssom.tsv:1: header: has no object_source_version; add the line '#object_source_version: ...'",
        ),
        (f"#  emmo: {EMMO}", f"#  emmmo: {EMMO}", "a.sssom.tsv:8: header: prefix 'emmmo' is unknown; did you mean emmo?; see linking/targets.py"),
        (f"#  emmo: {EMMO}", "#  emmo: https://emmo.info/", f"a.sssom.tsv:8: header: emmo stands for {EMMO}; write that"),
        (
            "mappings/a\n",
            "../../elsewhere\n",
            f"a.sssom.tsv:1: header: mapping_set_id is not {BASE}mappings/a; write that, after the file's name",
        ),
        (
            f"#mapping_set_id: {BASE}mappings/a",
            "#mapping_set_id: [x]",
            "a.sssom.tsv:1: header: mapping_set_id is no text; write '#mapping_set_id: ...' in one line",
        ),
        (
            "#object_source_version: 1.0.3",
            "#object_source_version: {a: b}",
            "a.sssom.tsv:6: header: object_source_version is no text; write '#object_source_version: ...' in one line",
        ),
        (
            "#object_source: https",
            "#license: x\n#object_source: https",
            "a.sssom.tsv:5: header: license stands twice; delete one of the lines",
        ),
        (
            "\tcomment\n",
            "\tcomment\tcomment\n",
            "a.sssom.tsv:11: table: column 'comment' stands twice; delete one",
        ),
        ("A salt.", "A\u2028salt.", "a.sssom.tsv:12: line: holds the character U+2028, which nobody sees; delete it"),
        ("A salt.", "A \u202esalt.", "a.sssom.tsv:12: line: holds the character U+202E, which nobody sees; delete it"),
        ("#license", "#\x07license", "a.sssom.tsv:4: line: holds the character U+0007, which nobody sees; delete it"),
        ("#license: ", "#license: " + "[" * 3000, "a.sssom.tsv:1: header: is no YAML (it nests too deep)"),
        ("\t0.85\t", "\t٠.٦\t", "a.sssom.tsv:13: nsei:Interphase: confidence '٠.٦' is no number from 0 to 1"),
        ("#curie_map:", "#curie_map: [", "a.sssom.tsv:9: header: is no YAML (expected ',' or ']', but got ':'); write '#key: value' lines"),
    ],
)  # fmt: skip
def test_each_fault_is_told_with_file_and_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in FILE
    assert any(line.startswith(said) for line in faults(tmp_path, FILE.replace(old, new)))


@pytest.mark.parametrize("name", ["..", "A", "a b", "-a", "a.b"])
def test_the_name_of_a_file_must_do_for_a_page(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.sssom.tsv").write_text(FILE.replace("/mappings/a\n", f"/mappings/{name}\n"), encoding="utf-8")
    with pytest.raises(MappingErrors) as caught:
        load_mappings(tmp_path, LABELS)
    assert "is named by more than small letters, digits and hyphens" in str(caught.value)


def test_a_byte_order_mark_and_a_long_cell_are_read(tmp_path: Path) -> None:
    long = "So it is. " * 20_000
    (tmp_path / "a.sssom.tsv").write_text("\ufeff" + FILE.replace("A salt.", long.strip()), encoding="utf-8")
    assert len(load_mappings(tmp_path, LABELS)[0].comment) == 199_999


def test_a_file_without_anything_is_a_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, "") == [
        "a.sssom.tsv:1: header: is missing; begin the file with '#mapping_set_id: ...' and the other metadata",
        f"a.sssom.tsv:1: table: is missing; write a row with the columns {', '.join(COLUMNS)}",
    ]


def test_a_file_that_is_no_text_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "a.sssom.tsv").write_bytes(b"\xff")
    assert faults(tmp_path)[0].startswith("a.sssom.tsv:1: file: cannot be read as UTF-8 text")


def test_rows_stand_in_order_and_once(tmp_path: Path) -> None:
    assert faults(tmp_path, FILE.replace(NAF + "\n" + LAYER, LAYER + "\n" + NAF)) == [
        "a.sssom.tsv:13: naseikg:substance/naf: stands after nsei:Interphase; sort the rows by subject, predicate and object"
    ]
    assert faults(tmp_path, FILE + LAYER + "\n") == [
        "a.sssom.tsv:14: nsei:Interphase: stands twice; delete one of the rows"
    ]


def test_a_world_has_one_exact_match_for_a_term(tmp_path: Path) -> None:
    domain = "https://w3id.org/emmo/domain/battery#"
    other = FILE.replace(f"#  emmo: {EMMO}", f"#  battery: {domain}").replace("emmo:", "battery:")
    other = other.replace("battery:Salt", "battery:Salts")
    assert faults(tmp_path, FILE, other) == [
        "b.sssom.tsv:13: nsei:Interphase: is a second exact match in the EMMO world, beside a.sssom.tsv:13; keep the better one"
    ]


def test_another_world_may_have_its_own_exact_match(tmp_path: Path) -> None:
    other = FILE.replace(f"#  emmo: {EMMO}", "#  pmdco: https://w3id.org/pmd/co/").replace("emmo:", "pmdco:")
    for name, text in (("a", FILE), ("b", other)):
        put(tmp_path, name, text)
    assert len(load_mappings(tmp_path, LABELS)) == 4


def test_a_target_is_linked_once(tmp_path: Path) -> None:
    assert faults(tmp_path, FILE, FILE.replace("exactMatch", "closeMatch"))[0] == (
        "b.sssom.tsv:12: substance/naf: links to emmo:Salt as a.sssom.tsv:12 does; keep one of them"
    )


def test_a_term_is_linked_or_without_counterpart(tmp_path: Path) -> None:
    none = HEADER + "\t".join(COLUMNS) + "\n" + LAYER.replace("emmo:Layer\tLayer", "sssom:NoTermFound\t") + "\n"
    assert faults(tmp_path, FILE, none) == [
        "b.sssom.tsv:12: nsei:Interphase: is said to have no counterpart, yet a.sssom.tsv:13 gives one; keep one of them"
    ]
    related = FILE.replace("skos:exactMatch", "skos:relatedMatch")
    (tmp_path / "a.sssom.tsv").write_text(related, encoding="utf-8")
    assert len(load_mappings(tmp_path, LABELS)) == 3


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    broken = FILE.replace("skos:exactMatch", "skos:same").replace("\t0.9\t", "\thigh\t")
    found = faults(tmp_path, broken, broken)
    assert [line.partition(": ")[0] for line in found] == [
        "a.sssom.tsv:12", "a.sssom.tsv:13", "b.sssom.tsv:12", "b.sssom.tsv:13",
    ]  # fmt: skip
