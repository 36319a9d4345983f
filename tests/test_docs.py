"""The documents are true: every fenced block runs or holds, every link leads somewhere, every count is that of the graph.

A block is checked by its language. A line above it that ends in a file name and a colon gives that file to the project
of the section, a copy of this repository's: records are added to their file, terms to the ontology, queries and views
to their folders. A record or term that this repository has already must stand there as the document shows it.
"""

from __future__ import annotations

import doctest
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

import pytest
from pyoxigraph import Literal, RdfFormat, Store, parse

from naseikg.asking.answers import ask
from naseikg.asking.formats import write_answer
from naseikg.cli import main
from naseikg.errors import NaseikgError
from naseikg.pipeline import Built, build_graph, write_graph
from naseikg.places import project
from naseikg.vocabulary import PREFIXES
from test_layers import LINE

REPOSITORY = Path(__file__).parent.parent
REVIEW = REPOSITORY.parent / "shared" / "review" / "review.txt"
DOCUMENTS = [REPOSITORY / "README.md", REPOSITORY / "CONTRIBUTING.md", *sorted((REPOSITORY / "docs").rglob("*.md"))]
_TABLE_WIDTH = "100"

#: What a test cannot run: it installs, serves, or changes the checkout.
SHELL = frozenset(
    {
        ". .venv/bin/activate",
        "cp -r w3id/naseikg ../w3id.org/",
        "git diff queries/expected",
        "make accept",
        "make docs",
        "make serve",
        "make test",
        "make unit",
        "mkdir ontology/records/doe-2024",
        "naseikg build",
        "naseikg check --owl",
        "naseikg index note.txt > ontology/records/doe-2024/sentences.yaml",
        "naseikg query tin-layers --accept",
        "naseikg query unused-classes --accept",
        "naseikg site public",
        "sha256sum note.txt",
    }
)

#: What the table of the README counts.
COUNTS = {
    "artificial layers": "ArtificialInterphase",
    "curation notes": "CurationNote",
    "cycling tests": "CyclingTest",
    "figures and panels": "Illustration",
    "findings": "Finding",
    "references": "Reference",
    "sentences": "Sentence",
    "substances": "Substance",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A fenced block: where it stands, its language, its text, and the file it is the content of, if any."""

    document: Path
    section: str
    line: int
    language: str
    text: str
    file: str | None

    def __str__(self) -> str:
        return f"{self.document.relative_to(REPOSITORY)}:{self.line} {self.language}"


def _blocks(document: Path) -> Iterator[Block]:
    section, above, opened, language = "", "", 0, ""
    inside: list[str] = []
    for number, line in enumerate(document.read_text().splitlines(), start=1):
        if line.startswith("```") and not opened:
            opened, language = number, line[3:]
            inside.clear()
        elif line == "```":
            file = re.search(r"`([\w./-]+\.\w+)`:$", above)
            text = "".join(f"{one}\n" for one in inside)
            yield Block(
                document=document,
                section=section,
                line=opened,
                language=language,
                text=text,
                file=file[1] if file else None,
            )
            opened, above = 0, ""
        elif opened:
            inside.append(line)
        elif line.strip():
            section, above = (line if line.startswith("## ") else section), line
    assert not opened, f"{document}:{opened}: the block is not closed"


BLOCKS = [block for document in DOCUMENTS for block in _blocks(document)]


class Workshop:
    """A copy of the project with the files that one section of a document gives it."""

    def __init__(self, home: Path, blocks: list[Block], kg: Built) -> None:
        self.home = home
        self._kg = kg
        for folder in ("ontology", "queries", "graphs"):
            shutil.copytree(REPOSITORY / folder, home / folder)
        taken = [block.file for block in blocks if block.file is not None and self._take(block, home / block.file)]
        self._changed = any(file.startswith(("ontology/", "queries/checks/")) for file in taken)
        if REVIEW.is_file():
            (home / "review.txt").symlink_to(REVIEW)

    @property
    def built(self) -> Built:
        """The graph of the section's project.

        Raises:
            NaseikgError: what the section gives breaks a rule.
        """
        if isinstance(self._outcome, NaseikgError):
            raise self._outcome
        return self._outcome

    @cached_property
    def _outcome(self) -> Built | NaseikgError:
        try:
            return build_graph(project(self.home)) if self._changed else self._kg
        except NaseikgError as error:
            # Kept, so that every block of the section says it without another build.
            return error

    def write(self) -> None:
        """Writes the graph to where the verbs read it."""
        if not (self.home / "build").exists():
            write_graph(self.built, self.home / "build" / "graph")

    @staticmethod
    def _take(block: Block, path: Path) -> bool:
        """Puts a block into its file; whether that changed it."""
        there = path.read_text() if path.is_file() else ""
        if block.language == "yaml":
            content = _with_records(there, block.text)
        elif block.language == "turtle" and there:
            content = there if block.text in there else f"{there}\n{block.text}"
        else:
            content = block.text
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
        return content != there


def _with_records(there: str, added: str) -> str:
    """Records with others among them, in the order of their ids; one that is there already must be the same."""
    chunks = {chunk.splitlines()[0]: chunk.strip("\n") for chunk in re.split(r"\n(?=- id: )", there) if chunk}
    for chunk in re.split(r"\n(?=- id: )", added):
        head, text = chunk.splitlines()[0], chunk.strip("\n")
        assert chunks.get(head, text) == text, (
            f"the record is shown as\n{text}\nand stands in its file as\n{chunks[head]}"
        )
        chunks[head] = text
    return "\n\n".join(chunks[head] for head in sorted(chunks, key=_order)) + "\n"


def _order(head: str) -> tuple[int, int, str]:
    name = head.removeprefix("- id: ")
    return (0, int(name), "") if name.isdigit() else (1, 0, name)


@pytest.fixture(scope="session")
def workshop_of(kg: Built, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Block], Workshop]:
    """The project of a block's section; sections that give no file share one."""
    made: dict[tuple[Path, str] | None, Workshop] = {}

    def workshop_of(block: Block) -> Workshop:
        mine = [one for one in BLOCKS if (one.document, one.section) == (block.document, block.section) and one.file]
        key = (block.document, block.section) if mine else None
        if key not in made:
            made[key] = Workshop(tmp_path_factory.mktemp("docs") / "home", mine, kg)
        return made[key]

    return workshop_of


def test_every_block_of_every_document_is_collected() -> None:
    found = {document: 2 * sum(1 for one in BLOCKS if one.document == document) for document in DOCUMENTS}
    assert found == {document: document.read_text().count("```") for document in DOCUMENTS}
    assert {path for path in DOCUMENTS if path.parent == REPOSITORY} == {
        REPOSITORY / name for name in ("README.md", "CONTRIBUTING.md")
    }


def test_every_language_of_a_block_is_known() -> None:
    known = {"console", "python", "sh", "sparql", "text", "turtle", "yaml"}
    assert [str(block) for block in BLOCKS if block.language not in known] == []


def _of(language: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("block", [one for one in BLOCKS if one.language == language], ids=str)


@_of("console")
def test_a_console_block_shows_what_the_command_prints(
    block: Block,
    workshop_of: Callable[[Block], Workshop],
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if "review.txt" in block.text:
        request.getfixturevalue("review")
    _enter(workshop_of(block), monkeypatch)
    for command, expected in _commands(block):
        words = shlex.split(command)
        assert words[0] == "naseikg", f"{block}: only naseikg runs here, not {words[0]}"
        # A document may show how a command fails, but none may fail behind its dots.
        assert (main(words[1:]) == 0) == ("naseikg: " not in expected), capsys.readouterr().err
        printed = capsys.readouterr()
        actual = "".join(f"{line.rstrip()}\n" for line in (printed.out + printed.err).splitlines())
        pattern = "".join(r"(?:.*\n)*?" if line == "..." else f"{re.escape(line)}\n" for line in expected.splitlines())
        # The comparison shows the difference, which the pattern cannot.
        assert re.fullmatch(pattern, actual) or actual == expected


def _commands(block: Block) -> Iterator[tuple[str, str]]:
    assert block.text.startswith("$ "), f"{block}: begins with no '$ naseikg ...'"
    for part in re.split(r"^\$ ", block.text, flags=re.M)[1:]:
        command, _, expected = part.partition("\n")
        yield command, expected


def _enter(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop.write()
    monkeypatch.chdir(workshop.home)
    monkeypatch.setenv("NASEIKG_HOME", str(workshop.home))
    monkeypatch.setenv("COLUMNS", _TABLE_WIDTH)


@_of("python")
def test_a_python_block_runs_and_prints_what_it_shows(
    block: Block, workshop_of: Callable[[Block], Workshop], monkeypatch: pytest.MonkeyPatch
) -> None:
    _enter(workshop_of(block), monkeypatch)
    if ">>>" not in block.text:
        exec(compile(block.text, str(block), "exec"), {})
        return
    session = doctest.DocTestParser().get_doctest(block.text, {}, str(block), str(block.document), block.line)
    report: list[str] = []
    doctest.DocTestRunner(verbose=False).run(session, out=report.append)
    assert "".join(report) == ""


@_of("sparql")
def test_a_sparql_block_finds_something(block: Block, workshop_of: Callable[[Block], Workshop]) -> None:
    workshop = workshop_of(block)
    answer = ask(workshop.built.store, block.text, name=str(block))
    if (block.file or "").startswith("queries/checks/"):
        # A check finds nothing in the graph, and something in the smallest graph that breaks it.
        assert answer.rows == ()
        case = workshop.home / "tests" / "cases" / "checks" / Path(block.file or "").stem
        broken = Store()
        broken.load(path=case.with_suffix(".ttl"))
        answer = ask(broken, block.text, name=str(block))
        assert write_answer(answer, "csv") == case.with_suffix(".csv").read_text()
    assert answer.rows
    assert answer.columns != ("answer",) or answer.rows == ((Literal(True),),)


@_of("yaml")
def test_a_yaml_block_is_accepted_as_records(block: Block, workshop_of: Callable[[Block], Workshop]) -> None:
    assert block.file is not None, f"{block}: the line above names no file"
    folder, file = Path(block.file).parent, Path(block.file).name
    assert folder.parent == Path("ontology/records")
    workshop = workshop_of(block)
    written = {str(one.place.path.name) + " " + one.name for one in workshop.built.records}
    names = re.findall(r"^- id: (.+)$", block.text, flags=re.M)
    assert names
    assert [name for name in names if f"{file} {name}" not in written] == []


@_of("turtle")
def test_a_turtle_block_can_be_read(block: Block) -> None:
    head = "" if "@prefix" in block.text else "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    assert list(parse(input=head + block.text, format=RdfFormat.TURTLE))


@_of("sh")
def test_a_shell_block_holds_known_commands_only(block: Block) -> None:
    assert [line for line in block.text.splitlines() if line.partition("  #")[0].rstrip() not in SHELL] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_every_link_of_a_document_leads_somewhere(document: Path) -> None:
    faults = []
    for target in re.findall(r"\]\(([^)\s]+)\)", _prose(document)):
        place, _, anchor = unquote(target).partition("#")
        if re.match(r"https?://[\w.-]+\.\w+(/|$)", place):
            continue
        path = (document.parent / place).resolve() if place else document
        if not path.exists():
            faults.append(f"{target}: there is no such file")
        elif anchor and anchor not in _anchors(path):
            faults.append(f"{target}: the document has no such heading")
    assert faults == []


def _prose(document: Path) -> str:
    """A document without its blocks."""
    return re.sub(r"^```.*?^```$", "", document.read_text(), flags=re.M | re.S)


def _anchors(document: Path) -> set[str]:
    """The anchors that GitHub gives the headings."""
    headings = re.findall(r"^#+ (.+)$", _prose(document), flags=re.M)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


def test_every_page_of_the_documentation_is_linked_from_another(repository: Path) -> None:
    linked = {
        (document.parent / target.partition("#")[0]).resolve()
        for document in DOCUMENTS
        for target in re.findall(r"\]\(([^)\s]+)\)", _prose(document))
        if not target.startswith("http")
    }
    pages = {path.resolve() for path in (repository / "docs").rglob("*.*") if path.suffix in (".md", ".png")}
    assert sorted(map(str, pages - linked)) == []


def test_the_pictures_are_small(repository: Path) -> None:
    folder = repository / "docs" / "images"
    sizes = {path.relative_to(folder).as_posix(): path.stat().st_size for path in folder.rglob("*.*")}
    assert {name: size for name, size in sizes.items() if size >= 300_000} == {}
    assert {Path(name).parent.as_posix() for name in sizes} == {".", "tour"}
    assert {Path(name).suffix for name in sizes} == {".png"}


def test_the_counts_of_the_readme_are_those_of_the_graph(repository: Path, kg: Built) -> None:
    rows = re.findall(r"^\| ([a-z ]+?) \| ([\d ]+) \|", (repository / "README.md").read_text(), flags=re.M)
    counted = {}
    for words, class_name in COUNTS.items():
        answer = ask(kg.store, f"SELECT (COUNT(DISTINCT ?one) AS ?count) {{ ?one a nsei:{class_name} }}")
        ((count,),) = answer.rows
        assert isinstance(count, Literal)
        counted[words] = count.value
    assert {words: number.replace(" ", "") for words, number in rows} == counted


def test_the_layers_of_the_readme_are_those_of_the_query(repository: Path, kg: Built) -> None:
    (told,) = re.findall(r"(\d+) of them .* `naseikg query all-layers`", (repository / "README.md").read_text())
    assert int(told) == len(ask(kg.store, (repository / "queries" / "all-layers.rq").read_text()).rows)


def test_the_map_names_the_parts_of_the_program_in_their_order(repository: Path) -> None:
    page = (repository / "CONTRIBUTING.md").read_text()
    parts = page.partition("| part of `src/naseikg` |")[2].partition("\n\n")[0]
    assert tuple(re.findall(r"^\| `(\w+)` \| \S", parts, flags=re.M)) == LINE


def test_every_guide_adds_something_and_ends_with_the_tests() -> None:
    contributing = REPOSITORY / "CONTRIBUTING.md"
    for name in ("a finding", "a query", "a view", "a check", "a term"):
        section = [one for one in BLOCKS if (one.document, one.section) == (contributing, f"## Add {name}")]
        assert section[-1].text.endswith("make unit\n"), name
        added = {one.file: one.text for one in section if one.file}
        assert [file for file, text in added.items() if not _stands(REPOSITORY / file, text)], name


def _stands(path: Path, text: str) -> bool:
    return path.is_file() and text in path.read_text()


def test_the_sample_is_of_sixty_findings_that_are_in_the_graph(repository: Path, kg: Built) -> None:
    page = (repository / "docs" / "sample.md").read_text()
    second = page.partition("## The second sample")[2].partition("## The first sample")[0]
    names = re.findall(r"^\| `([\w.-]+)` \|", second, flags=re.M)
    findings = {one.name for one in kg.records if one.kind == "finding"}
    assert len(names) == len(set(names)) == 60
    assert [name for name in names if name not in findings] == []
