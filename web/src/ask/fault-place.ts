/** Where a query goes wrong, to the word: the engine tells the farthest place that it tried, a second parser the first. */
import { Parser } from "sparqljs";
import type { Fault } from "./messages.ts";

interface ParseError {
  /** `loc` is the place of the word before. */
  hash?: { text?: string; token?: string; loc?: { last_line: number; last_column: number } };
}

/** The fault with the place of the first word that does not fit; as it was where the second parser has no objection. */
export function placed(fault: Fault, sparql: string, prefixes: Record<string, string>): Fault {
  if (fault.line === undefined || fault.message.startsWith("Prefix ")) return fault;
  try {
    new Parser({ prefixes }).parse(sparql);
    return fault;
  } catch (error) {
    const { text, token, loc } = (error as ParseError).hash ?? {};
    if (!loc || text === undefined) return fault;
    const isEnd = token === "EOF" || text === "";
    if (isEnd) return { ...fault, message: "The query ends too early." };
    const message = `“${text}” does not fit here; something is missing before it, or it is misspelt.`;
    return { message, ...after(sparql, loc.last_line, loc.last_column, text) };
  }
}

/** Line and column, from 1, of the next occurrence of a text after a place. */
function after(sparql: string, line: number, column: number, text: string): { line: number; column: number } {
  const lines = sparql.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column;
  const found = Math.max(sparql.indexOf(text, start), 0);
  const before = sparql.slice(0, found).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
