"""Records as a curator would write them: a folder for a source, a YAML file for a kind."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from naseikg.records.source import Entry, Value

__all__ = ["write_entries", "yaml_of"]

#: Texts that mean themselves in YAML without quotes.
_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ./()-]*[A-Za-z0-9.)])?")


def write_entries(entries: Iterable[Entry], records: Path) -> None:
    """Writes the entries below the folder of all records, each to the file that its source and kind name."""
    files: defaultdict[Path, list[Entry]] = defaultdict(list)
    for entry in entries:
        files[records / entry.source / f"{entry.file}.yaml"].append(entry)
    for path, held in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(map(yaml_of, held)), encoding="utf-8")


def yaml_of(entry: Entry) -> str:
    """The record as YAML.

    >>> from naseikg.errors import Place
    >>> place = Place(path=Path("units.yaml"), line=1)
    >>> fields = {"id": Value(place=place, texts=("hour",), is_list=False)}
    >>> yaml_of(Entry(source="small", file="units", place=place, fields=fields))
    '- id: hour\\n'
    """
    lines = [f"{name}: {_text(value)}" for name, value in entry.fields.items()]
    return "- " + "\n  ".join(lines) + "\n"


def _text(value: Value) -> str:
    shown = [one if _PLAIN.fullmatch(one) else json.dumps(one, ensure_ascii=False) for one in value.texts]
    return f"[{', '.join(shown)}]" if value.is_list else shown[0]
