import assert from "node:assert/strict";
import { test } from "node:test";
import { csvOf, fileName, latexOf, latexText, tsvOf } from "../src/parts/downloads.ts";

test("CSV quotes commas, quotes and line ends, and ends each line as RFC 4180 has it", () => {
  const csv = csvOf(
    ["a", 'say "b"'],
    [
      ["1,5", "two\nlines"],
      ["", "plain"],
    ],
  );
  assert.equal(csv, 'a,"say ""b"""\r\n"1,5","two\nlines"\r\n,plain\r\n');
});

test("TSV keeps a cell in one place", () => {
  assert.equal(tsvOf(["a", "b"], [["x\ty", "two\r\nlines"]]), "a\tb\nx y\ttwo lines\n");
});

test("what a spreadsheet would take for a formula stays text, and a number stays a number", () => {
  const cells = ["=1+1", "@SUM(A1)", "+1+cmd|' /C calc'!A0", "-2+HYPERLINK(A1)", "-", "\t=1"];
  const csv = csvOf(cells, [["-2.71", "-3.5 eV", "-3.5; -2.13", "+5", "a=b", "NaF"]]);
  assert.equal(
    csv,
    "'=1+1,'@SUM(A1),'+1+cmd|' /C calc'!A0,'-2+HYPERLINK(A1),'-,'\t=1\r\n-2.71,-3.5 eV,-3.5; -2.13,+5,a=b,NaF\r\n",
  );
  assert.equal(tsvOf(["=1"], [["-1"], ["\t@x"]]), "'=1\n-1\n' @x\n");
});

test("a file name is plain letters", () => {
  assert.equal(fileName("Lifetime against current density (µA)"), "lifetime-against-current-density-a");
  assert.equal(fileName("../..//"), "naseikg");
});

/** The cases of tests/test_latex.py: the page and the command line write the same. */
const CASES: [string, string][] = [
  ["99.73 %", "99.73 \\%"],
  ["a & b", "a \\& b"],
  ["layer_id", "layer\\_id"],
  ["a^b", "a\\textasciicircum{}b"],
  ["#5", "\\#5"],
  ["5 $", "5 \\$"],
  ["{x}", "\\{x\\}"],
  ["~", "\\textasciitilde{}"],
  ["\\input{x}", "\\textbackslash{}input\\{x\\}"],
  ["Na||Cu", "Na\\textbar{}\\textbar{}Cu"],
  ["<b>", "\\textless{}b\\textgreater{}"],
  ['"bound"', "''bound''"],
  ["“bound”", "``bound''"],
  ["1.0 mA cm-2", "1.0 mA cm$^{-2}$"],
  ["0.12 mS cm-1", "0.12 mS cm$^{-1}$"],
  ["1166 mAh g-1", "1166 mAh g$^{-1}$"],
  ["mA cm⁻²", "mA cm$^{-2}$"],
  ["Na⁺", "Na$^{+}$"],
  ["Na₃P", "Na$_{3}$P"],
  ["Na₁₄.₇Sn₄", "Na$_{14.7}$Sn$_{4}$"],
  ["NaₓSn", "Na$_{x}$Sn"],
  ["-2.13", "$-$2.13"],
  ["−2.13 eV", "$-$2.13 eV"],
  ["(-2.5, -3)", "($-$2.5, $-$3)"],
  ["MOF-5", "MOF-5"],
  ["(1ALD-1MLD)10", "(1ALD-1MLD)10"],
  ["2007-12-03", "2007-12-03"],
  ["pages 1–4", "pages 1--4"],
  ["75 °C", "75 $^{\\circ}$C"],
  ["8.86 µm", "8.86 $\\mu$m"],
  ["8.86 μm", "8.86 $\\mu$m"],
  ["≈ 5", "$\\approx$ 5"],
  ["Müller", "Müller"],
  ["[71] Yu", "{[}71] Yu"],
  ["* note", "{*} note"],
  ["two\nlines", "two lines"],
  ["a line\n", "a line"],
  ["", ""],
];

test("every special character is escaped for LaTeX as on the command line", () => {
  for (const [text, latex] of CASES) assert.equal(latexText(text), latex);
});

test("a LaTeX table stands alone or under a caption, with numbers flush right", () => {
  const rows = [
    ["Na₃P & more", "780"],
    ["[x]", "250"],
  ];
  const tabular = [
    "\\begin{tabular}{lr}",
    "\\toprule",
    "layer & hours \\\\",
    "\\midrule",
    "Na$_{3}$P \\& more & 780 \\\\",
    "{[}x] & 250 \\\\",
    "\\bottomrule",
    "\\end{tabular}",
  ].join("\n");
  const preamble = "% in the preamble: \\usepackage{booktabs}\n";
  assert.equal(latexOf("", ["layer", "hours"], rows, [false, true]), `${preamble}${tabular}\n`);
  assert.equal(
    latexOf("5 % of all", ["layer", "hours"], rows, [false, true]),
    `${preamble}\\begin{table}\n\\centering\n\\caption{5 \\% of all}\n${tabular}\n\\end{table}\n`,
  );
});
