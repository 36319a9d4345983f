"""The sentence records of a source, written from its text: places and citations, never words."""

from __future__ import annotations

from naseikg.reading.text import Passage, SourceText

__all__ = ["sentence_records"]


def sentence_records(text: SourceText) -> str:
    """The content of ``sentences.yaml``: one record for each sentence of body and captions, in order."""
    return "\n".join(_record(one) for one in sorted(text.passages, key=lambda one: one.start))


def _record(one: Passage) -> str:
    lines = [f"- id: {one.key}", f"  section: '{one.section}'"]
    if one.figure is not None:
        lines.append(f"  figure: fig{one.figure}")
    lines += [
        f"  paragraph: {one.paragraph}",
        f"  sentence: {one.sentence}",
        f"  start: {one.start}",
        f"  end: {one.end}",
    ]
    ranged = {number for citation in one.citations for number in citation.ranged}
    printed = {number for citation in one.citations for number in citation.numbers if number not in citation.ranged}
    if one.references:
        lines.append(f"  cites: [{', '.join(map(str, one.references))}]")
    if inner := sorted(ranged - printed):
        lines.append(f"  cites_in_range: [{', '.join(map(str, inner))}]")
    return "\n".join(lines) + "\n"
