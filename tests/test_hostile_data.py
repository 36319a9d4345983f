"""Data that mean harm: no entity, no web, no depth gets past the door."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from naseikg.errors import DataError
from naseikg.validating.brought import load_brought


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of its own, so that messages name a file by its name."""
    monkeypatch.chdir(tmp_path)


def _file(text: str, name: str) -> Path:
    Path(name).write_text(text)
    return Path(name)


_ENTITY = '<!DOCTYPE r [<!ENTITY e "swollen">]>'
_XML = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:ex="https://example.org/na/">'
    '<rdf:Description rdf:about="https://example.org/na/a"><ex:b>&amp;e;</ex:b></rdf:Description></rdf:RDF>'
)


@pytest.mark.parametrize(
    "text",
    [
        _ENTITY + _XML,
        _ENTITY.replace("DOCTYPE", "doctype") + _XML,
        f'<?xml version="1.0"?>\n<!-- once -->\n{_ENTITY}{_XML}',
        # To one who takes <!-- for the begin of a comment, this is one; to the parser it is none.
        f"<?x <!-- ?>{_ENTITY}<?y --> ?>{_XML}",
        _XML.replace("<rdf:Description", f"{_ENTITY}<rdf:Description"),
        f"<!-- {_ENTITY} -->{_XML}",
        _XML.replace("&amp;e;", "&e;").replace("<rdf:RDF", '<!DOCTYPE r SYSTEM "file:///etc/hostname"><rdf:RDF'),
    ],
)
def test_a_document_type_is_refused_wherever_it_stands(text: str) -> None:
    # Without it the same file is read.
    assert len(load_brought(_file(_XML, "fine.rdf")).triples) == 1
    with pytest.raises(DataError) as caught:
        load_brought(_file(text, "mine.rdf"))
    assert str(caught.value) == (
        "mine.rdf: has a document type (<!DOCTYPE), which is not read, nor in a comment; write all IRIs in full"
    )


@pytest.mark.parametrize(
    "context",
    [
        "$remote",
        ["$remote"],
        {"@import": "$remote", "@version": 1.1},
        {"b": {"@id": "https://example.org/b", "@context": "$remote"}},
        {"C": {"@id": "https://example.org/C", "@context": ["$remote"]}},
    ],
)
def test_the_context_of_a_file_is_never_fetched(context: object) -> None:
    with socket.create_server(("127.0.0.1", 0)) as asked:
        asked.setblocking(False)
        remote = f"http://127.0.0.1:{asked.getsockname()[1]}/context.jsonld"
        data = {"@context": context, "@id": "https://example.org/a", "@type": "C", "b": {"b": "c"}}
        text = json.dumps(data).replace("$remote", remote)
        with suppress(DataError):
            load_brought(_file(text, "mine.jsonld"))
        with pytest.raises(BlockingIOError):
            asked.accept()


_DEEP = 3_000
_PROPERTY = "https://example.org/b"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("deep.ttl", f"<https://example.org/a> <{_PROPERTY}> {f'[ <{_PROPERTY}> ' * _DEEP} 1 {']' * _DEEP} ."),
        ("deep.ttl", f"<https://example.org/a> <{_PROPERTY}> {'( ' * _DEEP} 1 {')' * _DEEP} ."),
        ("deep.jsonld", f'{{"{_PROPERTY}":' * _DEEP + "1" + "}" * _DEEP),
        ("deep.jsonld", f'{{"@id": "https://example.org/a", "{_PROPERTY}": {"[" * 90_000}'),
        ("deep.jsonld", f'{{"@context": {"[" * _DEEP}{{}}{"]" * _DEEP}, "{_PROPERTY}": 1}}'),
        ("deep.rdf", _XML.replace("&amp;e;", "<rdf:Description><ex:b>" * _DEEP + "</ex:b></rdf:Description>" * _DEEP)),
        ("deep.trig", "<https://example.org/g> { " * _DEEP + "}" * _DEEP),
    ],
    ids=lambda value: value if value.startswith("deep.") else "",
)
def test_data_that_nest_very_deep_are_read_or_refused(name: str, text: str) -> None:
    # In a process of its own, which a stack that overflows would end.
    code = (
        "import sys\nfrom pathlib import Path\nfrom naseikg.errors import DataError\n"
        "from naseikg.validating.brought import load_brought\n"
        "try: load_brought(Path(sys.argv[1]))\nexcept DataError: pass"
    )
    done = subprocess.run([sys.executable, "-c", code, str(_file(text, name))], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mine.ttl", "<https://example.org/a> <https://example.org/b> <<( <a:a> <a:b> <a:c> )>> ."),
        ("mine.nt", "<https://example.org/a> <https://example.org/b> <<( <a:a> <a:b> <a:c> )>> ."),
        ("mine.ttl", "<https://example.org/a> <https://example.org/b> <a:c> {| <a:b> <a:c> |} ."),
    ],
)
def test_triples_about_triples_are_refused(name: str, text: str) -> None:
    with pytest.raises(DataError) as caught:
        load_brought(_file(text, name))
    assert str(caught.value) == (
        f"{name}: speaks of triples (<<( ... )>>, new in RDF 1.2), which is not read; leave that out"
    )
