/** One spelling for many: case, accents, small digits, Greek letters and dashes do not tell names apart. */

const GREEK: Record<string, string> = {
  α: "alpha",
  β: "beta",
  γ: "gamma",
  δ: "delta",
  ε: "epsilon",
  ζ: "zeta",
  η: "eta",
  θ: "theta",
  κ: "kappa",
  λ: "lambda",
  μ: "mu",
  ν: "nu",
  ξ: "xi",
  π: "pi",
  ρ: "rho",
  σ: "sigma",
  ς: "sigma",
  τ: "tau",
  φ: "phi",
  χ: "chi",
  ψ: "psi",
  ω: "omega",
};

/** Letters that have no accent to take away. */
const LETTERS: Record<string, string> = { ß: "ss", æ: "ae", ø: "o", ł: "l", đ: "d", ı: "i", œ: "oe" };

/**
 * A text as it is searched: Na₃P and na3p are the same, so are PVdF and PVDF, β and beta, Müller and Muller.
 * Dashes, points and brackets part words; a plus stays, as in Na⁺, and an apostrophe joins.
 */
export function normalised(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .replace(/[α-ω]/g, (letter) => GREEK[letter] ?? letter)
    .replace(/[ßæøłđıœ]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/['’ʼ´`]/g, "")
    .replace(/[^\p{L}\p{N}+%]+/gu, " ")
    .trim();
}

/** A formula, also one that is split or bracketed, without all that stands between its letters. */
export function joinedUp(text: string): string {
  return normalised(text).replaceAll(" ", "");
}
