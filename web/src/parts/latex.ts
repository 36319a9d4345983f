/**
 * A text and a table as LaTeX prints them, by the rules of `naseikg.asking.latex`: what comes out needs the package
 * `booktabs` and no other.
 */
const LOWERED = pairs("₀₁₂₃₄₅₆₇₈₉₊₋ₘₙₓᵧ", "0123456789+-mnxy");
const RAISED = pairs("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-");
const GREEK =
  "αalpha βbeta γgamma δdelta εepsilon ζzeta ηeta θtheta ιiota κkappa μmu νnu ξxi πpi ρrho σsigma τtau υupsilon φphi χchi ψpsi ωomega";
const SYMBOLS = new Map<string, string>([
  ["\\", "\\textbackslash{}"],
  ["{", "\\{"],
  ["}", "\\}"],
  ["$", "\\$"],
  ["&", "\\&"],
  ["#", "\\#"],
  ["%", "\\%"],
  ["_", "\\_"],
  ["^", "\\textasciicircum{}"],
  ["~", "\\textasciitilde{}"],
  // In the old font encoding these come out as a dash and turned marks, and " only ever closes.
  ["|", "\\textbar{}"],
  ["<", "\\textless{}"],
  [">", "\\textgreater{}"],
  ['"', "''"],
  ["−", "$-$"],
  ["±", "$\\pm$"],
  ["×", "$\\times$"],
  ["·", "$\\cdot$"],
  ["°", "$^{\\circ}$"],
  ["‖", "$\\|$"],
  ["≈", "$\\approx$"],
  ["≤", "$\\leq$"],
  ["≥", "$\\geq$"],
  ["→", "$\\rightarrow$"],
  ["←", "$\\leftarrow$"],
  ["∞", "$\\infty$"],
  ["Å", "\\AA{}"],
  ["Ω", "$\\Omega$"],
  ["–", "--"],
  ["—", "---"],
  ["…", "\\ldots{}"],
  ["‘", "`"],
  ["’", "'"],
  ["“", "``"],
  ["”", "''"],
  ["\u00a0", "~"],
  ["\u2009", "\\,"],
  ["\u202f", "\\,"],
  ...GREEK.split(" ").map((one): [string, string] => [one.charAt(0), `$\\${one.slice(1)}$`]),
  ["µ", "$\\mu$"],
  ["λ", "$\\lambda$"],
  ["Δ", "$\\Delta$"],
  ["Σ", "$\\Sigma$"],
]);

const LOW = `[${[...LOWERED.keys()].join("")}]`;
const LOW_RUN = `${LOW}(?:[${[...LOWERED.keys()].join("")}.]*${LOW})?`;
const HIGH_RUN = `[${[...RAISED.keys()].join("")}]+`;
const WORD = "[\\p{L}\\p{N}_-]";
/** A unit in the denominator as the records print it, such as cm-2 or g-1; a name such as MOF-5 is none. */
const POWER = `(?<!${WORD})((?:[cdmnkµ]?(?:m|g|s|h|A|L|V|W)|mol|K))-(\\d)(?!${WORD})`;
const MINUS = "(?<![^\\s(\\[,;=])-(?=\\d)";
const PIECE = new RegExp(`${LOW_RUN}|${HIGH_RUN}|${POWER}|(${MINUS})|.`, "gu");

const ENDS = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/gu;
const END = /(?:\r\n|[\n\r\v\f\u0085\u2028\u2029])$/u;

/** A text as LaTeX prints it: special characters escaped, printed indices and powers set as such. */
export function latexText(text: string): string {
  const line = text.replace(END, "").replace(ENDS, " ");
  const out = line.replace(PIECE, (piece: string, unit?: string, power?: string, minus?: string) => {
    const first = piece.charAt(0);
    if (LOWERED.has(first)) return `$_{${mapped(piece, LOWERED)}}$`;
    if (RAISED.has(first)) return `$^{${mapped(piece, RAISED)}}$`;
    if (unit !== undefined) return `${mapped(unit, SYMBOLS)}$^{-${power}}$`;
    if (minus !== undefined) return "$-$";
    return SYMBOLS.get(piece) ?? piece;
  });
  // Behind the end of a row LaTeX takes an opening bracket or a star for an argument of \\.
  return /^[[*]/.test(out) ? `{${out.charAt(0)}}${out.slice(1)}` : out;
}

/** A table for a paper with a line a row; columns that are numeric stand flush right; without a caption a plain tabular. */
export function latexOf(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  numeric: readonly boolean[] = [],
): string {
  const line = (cells: readonly string[]) => `${cells.map(latexText).join(" & ")} \\\\`;
  const kinds = head.map((_, place) => (numeric[place] ? "r" : "l")).join("");
  const tabular = [
    `\\begin{tabular}{${kinds}}`,
    "\\toprule",
    line(head.map((one) => one.replaceAll("_", " "))),
    "\\midrule",
    ...rows.map(line),
    "\\bottomrule",
    "\\end{tabular}",
  ];
  const whole = caption
    ? ["\\begin{table}", "\\centering", `\\caption{${latexText(caption)}}`, ...tabular, "\\end{table}"]
    : tabular;
  return `% in the preamble: \\usepackage{booktabs}\n${whole.join("\n")}\n`;
}

function pairs(from: string, to: string): Map<string, string> {
  return new Map([...from].map((one, place) => [one, to.charAt(place)]));
}

function mapped(text: string, by: Map<string, string>): string {
  return [...text].map((one) => by.get(one) ?? one).join("");
}
