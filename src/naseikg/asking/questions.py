"""Named queries: a SPARQL file whose first lines say what it asks."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from naseikg.asking.prose import counted
from naseikg.asking.suggestions import meant, unknown_name
from naseikg.errors import QueryError

__all__ = [
    "Question",
    "find_question",
    "list_questions",
    "load_questions",
    "parse_question",
    "read_query",
    "require_folder",
]

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
    """The named queries of a folder, sorted by name; folders inside it are not entered.

    Raises:
        QueryError: a file of it cannot be read.
    """
    return tuple(
        parse_question(read_query(path), name=path.stem)
        for path in sorted(folder.glob("*.rq"), key=lambda one: one.stem)
    )


def require_folder(folder: Path) -> Path:
    """The same folder of queries, when it is there: without it, nothing would be asked and all would seem well.

    Raises:
        QueryError: there is no such folder.
    """
    if not folder.is_dir():
        raise QueryError(
            f"{folder}: there is no such folder; restore it, or make an empty one if nothing belongs in it"
        )
    return folder


def find_question(folder: Path, name: str) -> Question:
    """The named query of a folder.

    Raises:
        UnknownNameError: there is none of that name; the message suggests those that may be meant.
        QueryError: there is no such folder, or its file cannot be read.
    """
    path = require_folder(folder) / f"{name}.rq"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.is_file():
        known = {one.stem: one.stem for one in folder.glob("*.rq")}
        hints = meant(Path(name).name.removesuffix(".rq").lower(), known)
        raise unknown_name("query", name, hints, help="'naseikg query --list' shows the names")
    return parse_question(read_query(path), name=name)


def read_query(path: Path) -> str:
    """The text of a file with SPARQL.

    Raises:
        QueryError: the file cannot be read, or is not in UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise QueryError(f"{path}: cannot be read ({error.strerror}); give the path of a file with SPARQL") from error
    except UnicodeDecodeError as error:
        raise QueryError(f"{path}: is not in UTF-8; save it so") from error


def list_questions(questions: Sequence[Question], *, tag: str | None = None, width: int = 100) -> str:
    """The names of queries beside what they ask, within the width of the terminal.

    Raises:
        QueryError: no query has the tag; the message lists the tags there are.
    """
    shown = [one for one in questions if tag is None or tag in one.tags]
    if tag is not None and not shown:
        tags = ", ".join(sorted({tag for one in questions for tag in one.tags}))
        raise QueryError(f"no query has the tag {tag!r}; there are {tags or 'no tags'}")
    if not shown:
        return "no queries"
    indent = max(len(one.name) for one in shown) + 2
    lines = []
    for one in shown:
        head, *rest = textwrap.wrap(one.header.get("question", one.title), max(width - indent, 20)) or [""]
        lines += [f"{one.name:<{indent}}{head}".rstrip(), *(" " * indent + more for more in rest)]
    count = counted(len(shown), "query", "queries")
    return "\n".join([*lines, "", f"{count}; run one with: naseikg query {shown[0].name}"])


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
