/**
 * Oxigraph's WebAssembly (0.4 and 0.5, up to 0.5.11) reads `a - b - c` as `a - (b - c)`, and so `a / b * c`; SPARQL 1.1
 * (section 19.8, rules 116 and 117) and all other engines go from left to right. A query with such a chain is written
 * anew with its brackets, so that no number is wrong. Leave this out when an engine without the fault is on npm.
 */
import { Generator, Parser } from "sparqljs";

const SUMS = new Set(["+", "-"]);
const PRODUCTS = new Set(["*", "/"]);

/** The same query for an engine that does not go from left to right; as it was where nothing can differ. */
export function leftToRight(sparql: string, prefixes: Record<string, string>): string {
  if (!/[-/]/.test(sparql)) return sparql;
  try {
    const parsed = new Parser({ prefixes }).parse(sparql);
    return hasChain(parsed) ? new Generator().stringify(parsed) : sparql;
  } catch {
    // The engine tells what is wrong with it.
    return sparql;
  }
}

/** Whether an expression has a sum or product whose left side is one too. */
function hasChain(found: unknown): boolean {
  if (Array.isArray(found)) return found.some(hasChain);
  if (typeof found !== "object" || found === null || "termType" in found) return false;
  return isChain(found) || Object.values(found).some(hasChain);
}

function isChain(found: object): boolean {
  const [operator, left] = operation(found);
  const [inner] = operation(left);
  return [SUMS, PRODUCTS].some((level) => level.has(operator) && level.has(inner));
}

function operation(found: unknown): [string, unknown] {
  if (typeof found !== "object" || found === null || !("operator" in found) || !("args" in found)) return ["", null];
  return [String(found.operator), Array.isArray(found.args) ? found.args[0] : null];
}
