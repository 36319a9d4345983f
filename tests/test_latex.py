from __future__ import annotations

import pytest
from pyoxigraph import Literal

from naseikg.asking.answers import Answer
from naseikg.asking.formats import write_answer
from naseikg.asking.latex import latex_text
from naseikg.vocabulary import XSD, expand


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("99.73 %", r"99.73 \%"),
        ("a & b", r"a \& b"),
        ("layer_id", r"layer\_id"),
        ("a^b", r"a\textasciicircum{}b"),
        ("#5", r"\#5"),
        ("5 $", r"5 \$"),
        ("{x}", r"\{x\}"),
        ("~", r"\textasciitilde{}"),
        (r"\input{x}", r"\textbackslash{}input\{x\}"),
        ("Na||Cu", r"Na\textbar{}\textbar{}Cu"),
        ("<b>", r"\textless{}b\textgreater{}"),
        ('"bound"', "''bound''"),
        ("“bound”", "``bound''"),
        # Powers and indices, printed or as the records write units.
        ("1.0 mA cm-2", "1.0 mA cm$^{-2}$"),
        ("0.12 mS cm-1", "0.12 mS cm$^{-1}$"),
        ("1166 mAh g-1", "1166 mAh g$^{-1}$"),
        ("mA cm⁻²", "mA cm$^{-2}$"),
        ("Na⁺", "Na$^{+}$"),
        ("Na₃P", "Na$_{3}$P"),
        ("Na₁₄.₇Sn₄", "Na$_{14.7}$Sn$_{4}$"),
        ("NaₓSn", "Na$_{x}$Sn"),
        # Minus signs, and what only looks like one.
        ("-2.13", "$-$2.13"),
        ("−2.13 eV", "$-$2.13 eV"),
        ("(-2.5, -3)", "($-$2.5, $-$3)"),
        ("MOF-5", "MOF-5"),
        ("(1ALD-1MLD)10", "(1ALD-1MLD)10"),
        ("2007-12-03", "2007-12-03"),
        ("pages 1–4", "pages 1--4"),
        ("75 °C", r"75 $^{\circ}$C"),
        ("8.86 µm", r"8.86 $\mu$m"),
        ("8.86 μm", r"8.86 $\mu$m"),
        ("≈ 5", r"$\approx$ 5"),
        ("Müller", "Müller"),
        # Behind the end of a row these two would be taken for its argument.
        ("[71] Yu", "{[}71] Yu"),
        ("* note", "{*} note"),
        ("two\nlines", "two lines"),
        ("", ""),
    ],
)
def test_every_special_character_is_escaped(text: str, latex: str) -> None:
    assert latex_text(text) == latex


def test_an_answer_is_written_as_a_table_with_numbers_flush_right() -> None:
    answer = Answer(
        columns=("layer", "hours", "layer_id"),
        rows=(
            (Literal("Na₃P & more"), Literal("780", datatype=XSD.decimal), expand("interphase/na3p_x")),
            (Literal("[x]"), Literal("250", datatype=XSD.decimal), None),
        ),
    )
    assert write_answer(answer, "latex") == (
        "% in the preamble: \\usepackage{booktabs}\n"
        "\\begin{tabular}{lrl}\n"
        "\\toprule\n"
        "layer & hours & layer id \\\\\n"
        "\\midrule\n"
        "Na$_{3}$P \\& more & 780 & interphase/na3p\\_x \\\\\n"
        "{[}x] & 250 &  \\\\\n"
        "\\bottomrule\n"
        "\\end{tabular}\n"
    )


def test_an_answer_without_rows_is_a_table_without_rows() -> None:
    text = write_answer(Answer(columns=("layer",), rows=()), "latex")
    assert text.splitlines()[3:6] == ["layer \\\\", "\\midrule", "\\bottomrule"]
