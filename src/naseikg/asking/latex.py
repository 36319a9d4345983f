r"""A table for a paper: text with everything escaped that LaTeX would take for a command.

What comes out needs the package ``booktabs`` and no other. Letters beyond Latin and Greek stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

__all__ = ["latex_table", "latex_text"]

_LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋ₘₙₓᵧ", "0123456789+-mnxy", strict=True))
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-", strict=True))
_SYMBOLS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    # In the old font encoding these three come out as a dash and turned marks, and " only ever closes.
    "|": r"\textbar{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    '"': "''",
    "−": "$-$",
    "±": r"$\pm$",
    "×": r"$\times$",
    "·": r"$\cdot$",
    "°": r"$^{\circ}$",
    "‖": r"$\|$",
    "≈": r"$\approx$",
    "≤": r"$\leq$",
    "≥": r"$\geq$",
    "→": r"$\rightarrow$",
    "←": r"$\leftarrow$",
    "∞": r"$\infty$",
    "Å": r"\AA{}",
    "Ω": r"$\Omega$",
    "–": "--",
    "—": "---",
    "…": r"\ldots{}",
    "‘": "`",
    "’": "'",
    "“": "``",
    "”": "''",
    "\u00a0": "~",
    "\u2009": r"\,",
    "\u202f": r"\,",
}
_GREEK = "alpha beta gamma delta epsilon zeta eta theta iota kappa mu nu xi pi rho sigma tau upsilon phi chi psi omega"
_SYMBOLS |= {unicodedata.lookup(f"GREEK SMALL LETTER {name}"): rf"$\{name}$" for name in _GREEK.split()}
_SYMBOLS |= {"µ": r"$\mu$", "λ": r"$\lambda$", "Δ": r"$\Delta$", "Σ": r"$\Sigma$"}

_LOW = re.compile(rf"[{''.join(_LOWERED)}](?:[{''.join(_LOWERED)}.]*[{''.join(_LOWERED)}])?")
_HIGH = re.compile(f"[{''.join(_RAISED)}]+")
#: A unit in the denominator as the records print it, such as cm-2 or g-1; a name such as MOF-5 is none.
_POWER = re.compile(r"(?<![\w-])((?:[cdmnkµ]?(?:m|g|s|h|A|L|V|W)|mol|K))-(\d)(?![\w-])")
_MINUS = re.compile(r"(?<![^\s(\[,;=])-(?=\d)")
_PIECE = re.compile(rf"{_LOW.pattern}|{_HIGH.pattern}|{_POWER.pattern}|{_MINUS.pattern}|.")


def latex_text(text: str) -> str:
    r"""A text as LaTeX prints it: special characters escaped, printed indices and powers set as such.

    >>> print(latex_text("50 % Na₃P at 1 mA cm-2"))
    50 \% Na$_{3}$P at 1 mA cm$^{-2}$
    >>> print(latex_text("-2.13 eV"))
    $-$2.13 eV
    """
    out = "".join(_piece(match) for match in _PIECE.finditer(" ".join(text.splitlines())))
    # Behind the end of a row LaTeX takes an opening bracket or a star for an argument of \\.
    return "{" + out[0] + "}" + out[1:] if out[:1] in ("[", "*") else out


def _piece(match: re.Match[str]) -> str:
    piece = match[0]
    if piece[0] in _LOWERED:
        return "$_{" + "".join(_LOWERED.get(one, one) for one in piece) + "}$"
    if piece[0] in _RAISED:
        return "$^{" + "".join(_RAISED[one] for one in piece) + "}$"
    if match[1]:
        return "".join(_SYMBOLS.get(one, one) for one in match[1]) + "$^{-" + match[2] + "}$"
    if piece == "-" and _MINUS.match(match.string, match.start()):
        return "$-$"
    return _SYMBOLS.get(piece, piece)


def latex_table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, numeric: Sequence[bool] = ()) -> str:
    r"""A ``tabular`` with a line a row; columns that are ``numeric`` stand flush right.

    >>> print(latex_table(["layer", "life"], [["Na₃P", "780 h"]]))
    \begin{tabular}{ll}
    \toprule
    layer & life \\
    \midrule
    Na$_{3}$P & 780 h \\
    \bottomrule
    \end{tabular}
    """

    def line(cells: Sequence[str]) -> str:
        return " & ".join(map(latex_text, cells)) + r" \\"

    kinds = "".join("r" if place < len(numeric) and numeric[place] else "l" for place in range(len(columns)))
    parts = [
        rf"\begin{{tabular}}{{{kinds}}}",
        r"\toprule",
        line([column.replace("_", " ") for column in columns]),
        r"\midrule",
        *map(line, rows),
        r"\bottomrule",
        r"\end{tabular}",
    ]
    return "\n".join(parts)
