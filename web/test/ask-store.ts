/** A few facts in the engine itself, for the tests of reasons. */
import { createRequire } from "node:module";
import type { Answer, RdfTerm } from "../src/ask/messages.ts";

const { Store } = createRequire(import.meta.url)("oxigraph") as typeof import("oxigraph");

export const PREFIXES = {
  nsei: "https://w3id.org/naseikg/ontology#",
  kg: "https://w3id.org/naseikg/",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
};
export const HEAD = Object.entries(PREFIXES)
  .map(([name, iri]) => `PREFIX ${name}: <${iri}> `)
  .join("");

/** Asks facts given in Turtle; things are in `<>` below our address. */
export function asking(turtle: string): (sparql: string) => Promise<Answer> {
  const store = new Store();
  const head = Object.entries(PREFIXES).map(([name, iri]) => `@prefix ${name}: <${iri}> .\n`);
  store.load(`@base <https://w3id.org/naseikg/> .\n${head.join("")}${turtle}`, { format: "text/turtle" });
  return async (sparql) => {
    const found = JSON.parse(store.query(HEAD + sparql, { results_format: "json" }) as unknown as string);
    if (found.boolean !== undefined) return { type: "ask", value: found.boolean, ms: 0 };
    const columns: string[] = found.head.vars;
    const rows = found.results.bindings.map((row: Record<string, { type: string; value: string; datatype?: string }>) =>
      columns.map((name) => term(row[name])),
    );
    return { type: "select", columns, rows, ms: 0, isCut: false };
  };
}

function term(one: { type: string; value: string; datatype?: string } | undefined): RdfTerm | null {
  if (!one) return null;
  if (one.type !== "literal") return { type: one.type === "uri" ? "iri" : "blank", value: one.value };
  return { type: "literal", value: one.value, ...(one.datatype ? { datatype: one.datatype } : {}) };
}
