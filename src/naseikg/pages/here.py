"""A page being written: where it stands, and how it links to everything else."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from pyoxigraph import NamedNode

from naseikg.asking.prose import exponents
from naseikg.atlas import Atlas
from naseikg.explorer.details import title_of
from naseikg.pages.markup import Child, Html, joined, tag
from naseikg.vocabulary import BIBO, NSEI, RDFS

__all__ = ["Here", "doi_link"]


def doi_link(doi: str) -> Html:
    """A link to the page behind a DOI.

    >>> doi_link("10.1002/a<1>#2")
    '<a href="https://doi.org/10.1002/a%3C1%3E%232" rel="noopener external">10.1002/a&lt;1&gt;#2</a>'
    """
    return tag("a", doi, href=f"https://doi.org/{quote(doi, safe='/():;,')}", rel="noopener external")


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """The path of a page, seen from the root of the site, and the atlas it shows."""

    atlas: Atlas
    path: str

    def href(self, address: str) -> str:
        """The relative link from this page to an address of the site.

        >>> Here(atlas=Atlas(asserted={}, inferred={}, terms={}, mapped={}), path="substance/naf.html").href("notes.html")
        '../notes.html'
        """
        page, hash, anchor = address.partition("#")
        return hash + anchor if page == self.path and hash else "../" * self.path.count("/") + address

    def label(self, one: NamedNode) -> str:
        """The label of a thing or term as it is shown."""
        return exponents(self.atlas.label(one))

    def link(self, one: NamedNode, text: Child = None) -> Html:
        """A link to the place where a thing or term is shown; plain text when it is shown nowhere."""
        shown = self.label(one) if text is None else text
        address = self.atlas.address(one)
        return tag("a", shown, href=self.href(address)) if address else tag("span", shown)

    def title(self, one: NamedNode) -> str:
        """The label of a thing, with the number under which the source prints it."""
        return title_of(self.atlas, one)

    def named(self, one: NamedNode) -> Html:
        """A link to a thing with what makes it known beside the label: a formula, a value, an ordering."""
        kind = self.atlas.kind(one)
        if kind == "quantity":
            return self._quantity(one)
        if kind in ("figure", "section"):
            return self.link(one, self.title(one))
        formula = self.atlas.text(one, NSEI.formula)
        beside = (
            tag("span", formula, class_="formula") if formula else self._ordering(one) if kind == "comparison" else None
        )
        return joined([self.link(one), " " if beside else None, beside])

    def value(self, quantity: NamedNode) -> str:
        """A quantity as printed: qualifier, number, unit."""
        unit = self.atlas.link(quantity, NSEI.unit)
        symbol = exponents(self.atlas.text(unit, NSEI.symbol) or "") if unit else ""
        parts = (self.atlas.text(quantity, NSEI.qualifier), self.atlas.text(quantity, NSEI.printedValue), symbol)
        return " ".join(part for part in parts if part)

    def number(self, reference: NamedNode) -> Html:
        """A link to a reference that shows its number in brackets."""
        number = f"[{self.atlas.text(reference, NSEI.referenceNumber) or '?'}]"
        address = self.atlas.address(reference) or "references.html"
        return tag("a", number, href=self.href(address), class_="ref", title=self.atlas.label(reference))

    def doi(self, one: NamedNode) -> Html | None:
        """A link to the publisher's page of a source, when its DOI is known."""
        doi = self.atlas.text(one, BIBO.doi)
        return doi_link(doi) if doi else None

    def _quantity(self, one: NamedNode) -> Html:
        label, value = self.atlas.label(one), self.value(one)
        own = self.atlas.text(one, RDFS.label) or ""
        if exponents(own) == value:
            return self.link(one, value)
        return joined([self.link(one, label), " ", tag("b", value, class_="value")])

    def _ordering(self, one: NamedNode) -> Html | None:
        def short(thing: NamedNode) -> str:
            return self.atlas.text(thing, NSEI.formula) or self.atlas.label(thing)

        sides = [*self.atlas.links(one, NSEI.greater), *self.atlas.links(one, NSEI.lesser)]
        sign = " > " if sides else " ≈ "
        names = map(short, sides or self.atlas.links(one, NSEI.similar))
        return tag("span", sign.join(names), class_="formula")
