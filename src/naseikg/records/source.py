"""Record files as they stand: YAML with every scalar kept as text and every value with its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from naseikg.errors import Fault, NaseikgError, Place, RecordErrors

__all__ = ["Entry", "Value", "load_source", "load_source_folder"]

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: A list in a record is this deep; the reader of YAML recurses, and a file too deep would end the whole process.
_DEEPEST = 20
#: A file with fewer marks than this cannot nest so deep that it does.
_FEW_MARKS = 3_000
_FAR_RIGHT = "\n" + " " * 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of a field: a text, or a list of texts, with its place."""

    place: Place
    texts: tuple[str, ...]
    is_list: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One record as written: its folder (the source), its file (the kind), its fields in order."""

    source: str
    file: str
    place: Place
    fields: dict[str, Value]

    @property
    def id(self) -> str | None:
        """The id as written; None when there is none, or a list."""
        value = self.fields.get("id")
        return None if value is None or value.is_list else value.texts[0]


def load_source(folder: Path) -> tuple[Entry, ...]:
    """Every record of every ``<source>/*.yaml`` below a folder, in the order of the files.

    Text stays text: ``1:1``, ``NO`` and ``1e-3`` come out as written.

    Raises:
        RecordErrors: a file is no YAML, no list of records, repeats a key or nests deeper than lists.
        NaseikgError: the folder does not exist or holds no record file.
    """
    files = sorted(folder.glob("*/*.yaml"))
    if not files:
        raise NaseikgError(f"{folder}: no record file <source>/*.yaml was found; give the folder ontology/records")
    return _loaded(files)


def load_source_folder(folder: Path) -> tuple[Entry, ...]:
    """Every record of the folder of one source, in the order of its files; see `load_source`.

    Raises:
        RecordErrors: a file is no YAML, no list of records, repeats a key or nests deeper than lists.
        NaseikgError: the folder does not exist or holds no record file.
    """
    files = sorted(folder.resolve().glob("*.yaml"))
    if not files:
        raise NaseikgError(f"{folder}: holds no record file *.yaml; give the folder of a source")
    return _loaded(files)


def _loaded(files: list[Path]) -> tuple[Entry, ...]:
    faults: list[Fault] = []
    entries: list[Entry] = []
    for file in files:
        entries.extend(_entries(file, shown=_shown(file), faults=faults))
    if faults:
        raise RecordErrors(faults)
    return tuple(entries)


def _entries(file: Path, *, shown: Path, faults: list[Fault]) -> Iterator[Entry]:
    def fault(line: int, record: str, problem: str) -> None:
        faults.append(Fault(place=Place(path=shown, line=line), record=record, problem=problem))

    try:
        text = file.read_bytes().decode()
        if (deep := _too_deep(text)) is not None:
            return fault(deep, file.stem, "nests too deep; write 'field: value' lines and lists of texts")
        tree = yaml.compose(text, Loader=_Loader)
    except OSError as error:
        return fault(1, file.stem, f"cannot be read ({error.strerror}); give a file of records, or remove it")
    except UnicodeDecodeError as error:
        return fault(1, file.stem, f"byte {error.start} is not UTF-8; save the file as UTF-8")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return fault(mark.line + 1 if mark else 1, file.stem, f"not valid YAML: {error.problem}; quote or indent it")
    except yaml.YAMLError as error:
        return fault(1, file.stem, f"not valid YAML: {str(error).splitlines()[0]}")
    if not isinstance(tree, yaml.SequenceNode):
        return fault(1, file.stem, "is not a list of records; start each record with '- id: '")
    for node in tree.value:
        line = node.start_mark.line + 1
        if not isinstance(node, yaml.MappingNode):
            fault(line, file.stem, "an item is not a record of 'field: value' lines")
            continue
        names = [key.value for key, _ in node.value]
        record = next((str(v.value) for k, v in node.value if k.value == "id" and isinstance(v.value, str)), file.stem)
        fields: dict[str, Value] = {}
        for key, content in node.value:
            place = Place(path=shown, line=key.start_mark.line + 1)
            if not isinstance(key.value, str):
                fault(place.line, record, "a field name is not a plain word")
            elif key.value in fields:
                fault(place.line, record, f"field {key.value!r} is given twice; keep one")
            elif (texts := _texts(content)) is None:
                fault(place.line, record, f"field {key.value!r} is nested; write a text or a list of texts")
            else:
                fields[key.value] = Value(place=place, texts=texts, is_list=isinstance(content, yaml.SequenceNode))
        if "id" not in names:
            fault(line, record, "has no 'id'; give it a lower-case slug")
        yield Entry(source=file.parent.name, file=file.stem, place=Place(path=shown, line=line), fields=fields)


def _too_deep(text: str) -> int | None:
    """The line where a file nests deeper than any record, found without recursion."""
    if sum(map(text.count, ("[", "{", "- ", "? "))) < _FEW_MARKS and _FAR_RIGHT not in text:
        return None
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            return event.start_mark.line + 1 if event.start_mark else 1
    return None


def _shown(file: Path) -> Path:
    """The path as a curator would type it: from the working directory where the file lies below it."""
    absolute = file.absolute()
    return absolute.relative_to(Path.cwd()) if absolute.is_relative_to(Path.cwd()) else file


def _texts(node: yaml.Node) -> tuple[str, ...] | None:
    if isinstance(node, yaml.ScalarNode):
        return (node.value,)
    if isinstance(node, yaml.SequenceNode) and all(isinstance(one, yaml.ScalarNode) for one in node.value):
        return tuple(one.value for one in node.value)
    return None
