"""What of a SPARQL query is keyword and punctuation, and what is a name, a string or a comment."""

from __future__ import annotations

import re

__all__ = ["QUOTED", "declared_prefixes", "keywords_of", "without_word"]

#: What stands between marks, where nothing is a keyword; ``.`` must match the end of a line.
QUOTED = (
    r"""<[^<>"{}|^`\\\x00-\x20]*>"""  # an IRI
    r'''|"""(?:\\.|(?!""").)*"""|\'\'\'(?:\\.|(?!\'\'\').)*\'\'\''''  # a long string
    r"""|"(?:\\.|[^"\\\n\r])*"|'(?:\\.|[^'\\\n\r])*'"""  # a short string
)
_NAMES = re.compile(
    QUOTED + r"""|\#[^\n\r]*|[?$]\w+|@[A-Za-z-]+"""  # a comment, a variable, a language tag
    r"""|(?P<prefix>[^\W\d_][\w.-]*|_|):(?:[\w:.%-]|\\.)*""",  # a prefixed name
    re.S,
)
_DECLARATION = re.compile(r"PREFIX\s+([\w.-]*):", re.I)


def declared_prefixes(sparql: str) -> frozenset[str]:
    """The prefixes that a query declares itself.

    >>> sorted(declared_prefixes("PREFIX e: <http://example.org/> PREFIX : <http://example.com/> ASK {}"))
    ['', 'e']
    """
    return frozenset(_DECLARATION.findall(sparql))


def keywords_of(sparql: str) -> str:
    """The query without IRIs, strings, comments, variables, language tags and prefixed names, for messages.

    >>> keywords_of('ASK { ?s a <http://example.org/> } # SERVICE').split()
    ['ASK', '{', 'a', '}']
    """
    declared = declared_prefixes(sparql)

    def blank(match: re.Match[str]) -> str:
        # SERVICE:x is the keyword and a name, unless that prefix is declared.
        keyword = (match["prefix"] or "").lower() in ("service", "from") and match["prefix"] not in declared
        return match[0] if keyword else " "

    return _NAMES.sub(blank, sparql)


def without_word(sparql: str, word: str) -> str:
    """The query with each occurrence of a word, in names and strings too, made another one of equal length.

    Where the word is no keyword, the query parses as before; where it is, the query parses no more.

    >>> without_word("PREFIX service: <http://example.org/> SERVICE", "SERVICE")
    'PREFIX zervice: <http://example.org/> ZERVICE'
    """
    first = next((letter for letter in "zxqjkvw" if (letter + word[1:]).lower() not in sparql.lower()), "z")
    return re.sub(
        word,
        lambda match: (first.upper() if match[0][0].isupper() else first) + match[0][1:],
        sparql,
        flags=re.I | re.A,
    )
