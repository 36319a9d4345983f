"""A source's plain text: sections, sentences, citations, bibliography, and what of it is accounted for."""
