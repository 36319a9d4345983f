"""The bibliography as CSL-JSON, which Zotero, Mendeley, Pandoc and every CSL processor read: Unicode, no markup."""

from __future__ import annotations

import json
from collections.abc import Iterable

from naseikg.exports.bibliography import Author, Work

__all__ = ["write_csl_json"]


def write_csl_json(works: Iterable[Work]) -> str:
    """Works as CSL-JSON, one item each, in their order.

    The journal is abbreviated, as the source prints it, and stands in both fields for its name. An article number
    stands in ``page``, where styles print it. What CSL has no field for is in ``custom``.
    """
    return json.dumps([_item(one) for one in works], indent=1, ensure_ascii=False) + "\n"


def _item(work: Work) -> dict[str, object]:
    date = [int(one) for one in work.issued.split("-")] if work.issued else [int(work.year)]
    item: dict[str, object] = {
        "id": work.key,
        "type": "article-journal" if work.in_journal else "article",
        "author": [_name(one) for one in work.authors],
        "title": work.typeset_title,
        "container-title": work.journal,
        "container-title-short": work.journal,
        "publisher": work.publisher,
        "genre": "preprint" if work.reviewed == "no" else "",
        "issued": {"date-parts": [date]},
        "volume": work.volume,
        "page": work.place,
        "DOI": work.doi,
        "keyword": ", ".join(work.keywords),
    }
    custom = {
        "number": work.number,
        "iri": work.iri.value,
        "licence": work.licence,
        "article_number": work.article_number,
        "doi_basis": work.doi_basis,
        "doi_source": work.doi_source,
        "printed": list(work.printed),
    }
    item["custom"] = {name: value for name, value in custom.items() if value}
    return {name: value for name, value in item.items() if value}


def _name(author: Author) -> dict[str, str]:
    return {"family": author.family, "given": author.given} if author.given else {"literal": author.family}
