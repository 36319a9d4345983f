/** What the page and its worker say to each other. */

export interface RdfTerm {
  type: "iri" | "literal" | "blank";
  value: string;
  /** Of a literal that is no plain text. */
  datatype?: string;
  language?: string;
}

export interface RdfTriple {
  subject: RdfTerm;
  predicate: RdfTerm;
  object: RdfTerm;
}

/** What a query gives. `ms` is the time that the engine took; `isCut` says that there were more than `MOST_ROWS`. */
export type Answer =
  | { type: "select"; columns: string[]; rows: (RdfTerm | null)[][]; ms: number; isCut: boolean }
  | { type: "ask"; value: boolean; ms: number }
  | { type: "graph"; triples: RdfTriple[]; ms: number; isCut: boolean };

/** More rows than anybody reads; a page with more would stand still. */
export const MOST_ROWS = 100_000;

export interface Fault {
  message: string;
  /** From 1; of a query that cannot be parsed. */
  line?: number;
  column?: number;
}

export type Request =
  | { type: "open"; wasm: ArrayBuffer; data: Uint8Array }
  | { type: "ask"; id: number; sparql: string; prefixes: Record<string, string> };

export type Response =
  | { type: "opened"; triples: number }
  | { type: "broken"; message: string }
  | { type: "answer"; id: number; answer: Answer }
  | { type: "fault"; id: number; fault: Fault };
