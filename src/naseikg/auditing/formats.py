"""Writing an audit: for the terminal with long tables cut, as Markdown or JSON whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from naseikg.asking.answers import Answer
from naseikg.asking.formats import cell_text, write_answer
from naseikg.asking.prose import wrapped
from naseikg.auditing.grids import Cell
from naseikg.auditing.sections import Part, Section
from naseikg.errors import UnknownNameError

__all__ = ["FORMATS", "summary_of", "write_sections"]

#: The formats an audit can be written in.
FORMATS = ("text", "markdown", "json")

_LINES = 26  # of a table in the terminal: with its question and result, one screen
_ROWS = 20
_FEW = 4


def write_sections(sections: Sequence[Section], format: str, *, width: int = 100) -> str:
    """The sections in one of `FORMATS`; ``width`` is that of the terminal and only matters to ``text``.

    Raises:
        UnknownNameError: there is no such format.
    """
    if format not in FORMATS:
        raise UnknownNameError("format of the audit", format, FORMATS)
    return _WRITERS[format](sections, width)


def summary_of(sections: Sequence[Section], *, width: int = 100) -> str:
    """The result of each part in a sentence, below the title of its section."""
    lines = []
    for section in sections:
        lines.append(f"{section.number} {section.title}")
        for part in section.parts:
            lines += wrapped(part.result, width, first=f"  {part.number} ", rest="      ")
    return "\n".join(lines) + "\n"


def _text(sections: Sequence[Section], width: int) -> str:
    blocks = [_section_text(one, width) for one in sections]
    if len(sections) > 1:
        blocks.insert(0, summary_of(sections, width=width).rstrip("\n"))
    return "\n\n".join(blocks) + "\n"


def _section_text(section: Section, width: int) -> str:
    title = f"{section.number} {section.title}"
    blocks = [f"{title}\n{'=' * len(title)}"]
    for part in section.parts:
        head = [
            f"{part.number} {part.question.title}",
            *wrapped(part.question.header.get("question", ""), width),
            *wrapped(part.result, width, first="Result: ", rest="  "),
        ]
        blocks += ["\n".join(head), _cells_text(part, width)]
    for text in section.not_shown:
        blocks.append("\n".join(wrapped(text, width, first="Not shown: ", rest="  ")))
    return "\n\n".join(block for block in blocks if block)


def _cells_text(part: Part, width: int) -> str:
    """The first rows, as many as one screen holds, and how many more there are."""
    if not part.answer.rows:
        return ""
    if part.grid is not None and part.grid.detailed:
        listed = [_listed(part.grid.down, names, cells, width) for names, cells in part.grid.rows]
        total, (count, text) = len(listed), _as_many_as_fit(len(listed), lambda count: "\n\n".join(listed[:count]))
    else:
        answer = part.grid.as_answer() if part.grid is not None else _without_ids(part.answer)
        total, (count, text) = len(answer.rows), _as_many_as_fit(len(answer.rows), partial(_table, answer, width))
        if count < min(total, _FEW) or not _is_whole(text, answer, count):
            # Prose in narrow columns takes more lines than one cell below the other, and too many columns are cut off.
            blocks = [_block(answer, place, width) for place in range(total)]
            count, text = _as_many_as_fit(total, lambda count: "\n\n".join(blocks[:count]))
    more = total - count
    return text + (f"\n\n... and {more} more; naseikg query {part.question.name}" if more else "")


def _as_many_as_fit(total: int, written: Callable[[int], str]) -> tuple[int, str]:
    """How many rows one screen holds, at least one, and their text."""
    fits, too_many = 1, min(total, _ROWS) + 1
    text = written(fits)
    while too_many - fits > 1:
        count = (fits + too_many) // 2
        longer = written(count)
        if longer.count("\n") < _LINES:
            fits, text = count, longer
        else:
            too_many = count
    return fits, text


def _table(answer: Answer, width: int, count: int) -> str:
    return write_answer(answer.first(count), "table", width=width).rsplit("\n\n", 1)[0]


def _is_whole(text: str, answer: Answer, count: int) -> bool:
    """Whether a drawn table has every letter of its cells."""
    cells = [cell_text(value) for row in answer.rows[:count] for value in row]
    every = "".join([*(name.replace("_", " ") for name in answer.columns), *cells])
    return sorted("".join(text.split())) == sorted("".join(every.split()))


def _block(answer: Answer, place: int, width: int) -> str:
    """One row with a line for each cell."""
    lines = []
    for name, value in zip(answer.columns, answer.rows[place], strict=True):
        if text := cell_text(value):
            lines += wrapped(text, width, first=f"{name.replace('_', ' ')}: ", rest="  ")
    return "\n".join(lines)


def _listed(down: tuple[str, ...], names: tuple[str, ...], cells: tuple[Cell, ...], width: int) -> str:
    """One row of a grid that is too wide for a terminal: what its cells say, and which cells say so."""
    title = ", ".join(name for one, name in zip(down, names, strict=True) if name and one != "references")
    cited = [f"[{name}]" for one, name in zip(down, names, strict=True) if name and one == "references"]
    lines = wrapped(" ".join([title, *cited]), width, rest="  ")
    said: dict[str, list[Cell]] = {}
    for cell in cells:
        said.setdefault(cell.says, []).append(cell)
    for says in sorted(said, key=lambda one: (not any(cell.details for cell in said[one]), one)):
        entries = [" ".join((cell.across, *cell.details)) for cell in said[says]]
        if any("; " in one for one in entries) and len(entries) > 1:
            lines.append(f"  {says}:")
            for one in entries:
                lines += wrapped(one, width, first="    ", rest="      ")
        else:
            lines += wrapped("; ".join(entries), width, first=f"  {says}: ", rest="    ")
    return "\n".join(lines)


def _markdown(sections: Sequence[Section], width: int) -> str:
    return "# Audit\n\n" + "\n".join(_section_markdown(one) for one in sections)


def _section_markdown(section: Section) -> str:
    blocks = [f"## {section.number} {section.title}"]
    for part in section.parts:
        blocks += [
            f"### {part.number} {part.question.title}",
            f"{part.question.header.get('question', '')} (`naseikg query {part.question.name}`)",
            f"**Result:** {part.result}",
        ]
        if part.answer.rows:
            answer = part.grid.as_answer() if part.grid is not None else _without_ids(part.answer)
            titled = Answer(columns=tuple(name.replace("_", " ") for name in answer.columns), rows=answer.rows)
            blocks.append(write_answer(titled, "markdown").rstrip("\n"))
    blocks += [f"**Not shown:** {text}" for text in section.not_shown]
    return "\n\n".join(blocks) + "\n"


def _json(sections: Sequence[Section], width: int) -> str:
    listed = [
        {
            "section": one.number,
            "title": one.title,
            "parts": [
                {
                    "part": part.number,
                    "query": part.question.name,
                    "title": part.question.title,
                    "question": part.question.header.get("question", ""),
                    "result": part.result,
                    "rows": json.loads(write_answer(part.answer, "json")),
                }
                for part in one.parts
            ],
            "not_shown": list(one.not_shown),
        }
        for one in sections
    ]
    return json.dumps(listed, indent=2, ensure_ascii=False) + "\n"


def _without_ids(answer: Answer) -> Answer:
    """The answer for people: the ids repeat the labels for machines."""
    return answer.without(name for name in answer.columns if name == "id" or name.endswith("_id"))


_WRITERS: Mapping[str, Callable[[Sequence[Section], int], str]] = {"json": _json, "markdown": _markdown, "text": _text}
