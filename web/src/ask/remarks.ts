/** What is told of a query beside its text: the fault that stopped it, and names that the graph does not have. */
import type { Term } from "../data/types.ts";
import { distance } from "../find/near.ts";
import { declaredPrefixes } from "./tokens.ts";

export interface Remark {
  /** From 1. */
  line: number;
  column: number;
  length: number;
  severity: "error" | "warning";
  message: string;
}

const NAME = /<[^<>\s]*>|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|#[^\n]*|(?<![\w?$:-])nsei:([A-Za-z]\w*)/g;

/** Names of our ontology in a query that it does not have, each with near spellings. */
export function unknownNames(sparql: string, terms: readonly Term[]): Remark[] {
  if (
    declaredPrefixes(sparql).has("nsei") &&
    !/PREFIX\s+nsei:\s*<https:\/\/w3id\.org\/naseikg\/ontology#>/i.test(sparql)
  ) {
    return [];
  }
  const known = terms.map(({ id }) => id).filter((id) => id.startsWith("nsei:"));
  const all = new Set(known);
  const found: Remark[] = [];
  for (const match of sparql.matchAll(NAME)) {
    if (!match[1] || all.has(match[0])) continue;
    const before = sparql.slice(0, match.index).split("\n");
    const spellings = nearest(match[0], known);
    found.push({
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
      length: match[0].length,
      severity: "warning",
      message: `The ontology has no ${match[0]}${spellings.length ? `; did you mean ${spellings.join(" or ")}?` : "."}`,
    });
  }
  return found;
}

function nearest(name: string, known: readonly string[]): string[] {
  const allowed = Math.max(2, Math.floor(name.length / 4));
  return known
    .map((one) => ({ one, far: distance(name.toLowerCase(), one.toLowerCase(), allowed) }))
    .filter(({ far }) => far <= allowed)
    .sort((left, right) => left.far - right.far)
    .slice(0, 2)
    .map(({ one }) => one);
}
