/** The engine behind the page: Oxigraph's WebAssembly in a worker of its own, so that a long query can be ended. */

import * as oxigraph from "oxigraph/web.js";
import { initSync, type Term } from "oxigraph/web.js";
import { parseFault, refusal } from "./guard.ts";
import { type Answer, MOST_ROWS, type RdfTerm, type Request, type Response } from "./messages.ts";
import { formOf } from "./tokens.ts";

const scope = self as unknown as {
  postMessage(message: Response): void;
  onmessage: (event: MessageEvent<Request>) => void;
};
const OPTIONS = { use_default_graph_as_union: true };
const XSD_STRING = "http://www.w3.org/2001/XMLSchema#string";

let store: oxigraph.Store | null = null;

scope.onmessage = ({ data }) => {
  if (data.type === "open") open(data.wasm, data.data);
  else answer(data.id, data.sparql, data.prefixes);
};

function open(wasm: ArrayBuffer, quads: Uint8Array): void {
  try {
    initSync({ module: wasm });
    store = new oxigraph.Store();
    store.load(quads as unknown as string, { format: "application/n-quads", no_transaction: true, lenient: true });
    scope.postMessage({ type: "opened", triples: store.size });
  } catch (error) {
    scope.postMessage({ type: "broken", message: textOf(error) });
  }
}

function answer(id: number, sparql: string, prefixes: Record<string, string>): void {
  // On the line of the query's first words, so that the numbers of lines stay.
  const head = Object.entries(prefixes)
    .map(([name, iri]) => `PREFIX ${name}: <${iri}> `)
    .join("");
  const nothing = new oxigraph.Store();
  const refused = refusal(sparql, (text) => nothing.query(head + text));
  if (refused) {
    scope.postMessage({ type: "fault", id, fault: refused });
    return;
  }
  try {
    scope.postMessage({ type: "answer", id, answer: run(head + sparql, formOf(sparql)) });
  } catch (error) {
    scope.postMessage({ type: "fault", id, fault: parseFault(textOf(error), sparql, prefixes, head.length) });
  }
}

function run(sparql: string, form: ReturnType<typeof formOf>): Answer {
  if (!store) throw new Error("the graph is not loaded");
  const start = performance.now();
  if (form === "SELECT" || form === "ASK") {
    // As one text, rows come out of the WebAssembly many times faster than as objects.
    const text = store.query(sparql, { ...OPTIONS, results_format: "json" }) as string;
    const ms = performance.now() - start;
    return fromJson(JSON.parse(text) as SparqlJson, ms);
  }
  const quads = store.query(sparql, OPTIONS) as oxigraph.Quad[];
  const triples = quads.slice(0, MOST_ROWS).map(({ subject, predicate, object }) => ({
    subject: termOf(subject as Term),
    predicate: termOf(predicate as Term),
    object: termOf(object as Term),
  }));
  return { type: "graph", triples, ms: performance.now() - start, isCut: quads.length > MOST_ROWS };
}

interface SparqlJson {
  head: { vars?: string[] };
  boolean?: boolean;
  results?: { bindings: Record<string, { type: string; value: string; datatype?: string; "xml:lang"?: string }>[] };
}

function fromJson(found: SparqlJson, ms: number): Answer {
  if (found.boolean !== undefined) return { type: "ask", value: found.boolean, ms };
  const columns = found.head.vars ?? [];
  const bindings = found.results?.bindings ?? [];
  const rows = bindings.slice(0, MOST_ROWS).map((row) =>
    columns.map((name) => {
      const one = row[name];
      if (!one) return null;
      if (one.type === "uri") return { type: "iri" as const, value: one.value };
      if (one.type === "bnode") return { type: "blank" as const, value: one.value };
      return literal(one.value, one.datatype, one["xml:lang"]);
    }),
  );
  return { type: "select", columns, rows, ms, isCut: bindings.length > MOST_ROWS };
}

function termOf(term: Term): RdfTerm {
  if (term.termType === "Literal") return literal(term.value, term.datatype.value, term.language);
  return { type: term.termType === "BlankNode" ? "blank" : "iri", value: term.value };
}

function literal(value: string, datatype?: string, language?: string): RdfTerm {
  if (language) return { type: "literal", value, language };
  return datatype && datatype !== XSD_STRING ? { type: "literal", value, datatype } : { type: "literal", value };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
