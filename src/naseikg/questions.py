"""Named queries: a SPARQL file whose first lines say what it asks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from naseikg.errors import QueryError, UnknownNameError

__all__ = ["Question", "find_question", "load_questions", "parse_question"]

_HEADER = re.compile(r"#\+ ([a-z_]+): (.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A named query: its name, its header, its SPARQL."""

    name: str
    header: Mapping[str, str]
    sparql: str

    @property
    def title(self) -> str:
        """The title of its header, or its name."""
        return self.header.get("title", self.name)

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of its header, as written ``[one, two]``."""
        inside = self.header.get("tags", "").strip("[]")
        return tuple(tag.strip() for tag in inside.split(",") if tag.strip())


def load_questions(folder: Path) -> tuple[Question, ...]:
    """The named queries of a folder, sorted by name; folders inside it are not entered."""
    return tuple(parse_question(path.read_text(), name=path.stem) for path in sorted(folder.glob("*.rq")))


def find_question(folder: Path, name: str) -> Question:
    """The named query of a folder.

    Raises:
        UnknownNameError: there is none of that name.
    """
    path = folder / f"{name}.rq"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.is_file():
        raise UnknownNameError("query", name, (one.stem for one in folder.glob("*.rq")))
    return parse_question(path.read_text(), name=name)


def parse_question(text: str, *, name: str) -> Question:
    """The query of a text with header lines ``#+ key: value`` on top.

    >>> parse_question("#+ title: All\\nSELECT * {}", name="all").title
    'All'

    Raises:
        QueryError: a header key stands twice.
    """
    header: dict[str, str] = {}
    for line in text.splitlines():
        match = _HEADER.fullmatch(line.rstrip())
        if match is None:
            break
        if match[1] in header:
            raise QueryError(f"{name}: header {match[1]!r} is given twice; keep one")
        header[match[1]] = match[2].strip()
    return Question(name=name, header=header, sparql=text)
