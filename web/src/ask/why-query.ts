/** Queries taken apart and put together again: what a pattern binds, mentions and says. */
import {
  type AskQuery,
  type Expression,
  Generator,
  Parser,
  type Pattern,
  type SelectQuery,
  type Term,
  type Triple,
  type ValuePatternRow,
  type ValuesPattern,
} from "sparqljs";
import type { RdfTerm } from "./engine.ts";

export type { BgpPattern, Pattern, SelectQuery, Triple } from "sparqljs";

/** One solution: terms by the names of variables. */
export type Solution = ReadonlyMap<string, RdfTerm>;

/** A SELECT, with its blank nodes as variables that no one sees, so that it may be cut. Throws an `Error` in words. */
export function parsedSelect(sparql: string, prefixes: Record<string, string>): SelectQuery {
  const query = new Parser({ prefixes }).parse(sparql);
  if (query.type !== "query" || query.queryType !== "SELECT")
    throw new Error("Only the rows of a SELECT have reasons.");
  const named = withoutBlanks(query) as SelectQuery;
  return {
    ...named,
    where: [...(named.where ?? []), ...(named.values ? [{ type: "values", values: named.values } as const] : [])],
  };
}

function withoutBlanks(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withoutBlanks);
  if (!part || typeof part !== "object") return part;
  if ("termType" in part) {
    const term = part as Term;
    if (term.termType === "BlankNode") return variable(`_blank_${term.value}`);
    // sparqljs leaves the escapes of names such as kg:substance\/naf in the IRI, where none can be.
    const isEscaped = term.termType === "NamedNode" && term.value.includes("\\");
    return isEscaped ? { termType: "NamedNode", value: term.value.replace(/\\(.)/g, "$1") } : term;
  }
  // What is no plain object is a wildcard.
  if (Object.getPrototypeOf(part) !== Object.prototype) return part;
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, withoutBlanks(value)]));
}

/** A variable of a query. */
export function variable(name: string): Triple["subject"] & { termType: "Variable" } {
  return { termType: "Variable", value: name } as Triple["subject"] & { termType: "Variable" };
}

/** The text of a SELECT of some variables; none gives an ASK. */
export function queryOf(names: readonly string[], patterns: readonly Pattern[], limit?: number): string {
  const where = patterns.map(braced);
  const base = { type: "query", prefixes: {}, where } as const;
  if (!names.length) return new Generator().stringify({ ...base, queryType: "ASK" });
  return new Generator().stringify({
    ...base,
    queryType: "SELECT",
    distinct: true,
    variables: names.map(variable),
    ...(limit ? { limit } : {}),
  });
}

/** A pattern as it stands beside others. */
function braced(pattern: Pattern): Pattern {
  return pattern.type === "query" ? { type: "group", patterns: [pattern] } : pattern;
}

/** Values for variables; what has none is left open. */
export function valuesOf(names: readonly string[], rows: readonly Solution[]): ValuesPattern {
  const values = rows.map((row): ValuePatternRow => {
    const cells = names.map((name): [string, ValuePatternRow[string]] => [`?${name}`, sparqlTerm(row.get(name))]);
    return Object.fromEntries(cells);
  });
  return { type: "values", values };
}

function sparqlTerm(term: RdfTerm | undefined): ValuePatternRow[string] {
  if (!term || term.type === "blank") return undefined;
  if (term.type === "iri") return { termType: "NamedNode", value: term.value } as ValuePatternRow[string];
  const datatype = term.datatype ?? "http://www.w3.org/2001/XMLSchema#string";
  return {
    termType: "Literal",
    value: term.value,
    language: term.language ?? "",
    datatype: { termType: "NamedNode", value: datatype },
  } as ValuePatternRow[string];
}

/** The patterns of a group inside a pattern. */
export function insideOf(pattern: Pattern): Pattern[] {
  return "patterns" in pattern ? pattern.patterns : [];
}

/** The variables that patterns may give a value. */
export function bindsOf(patterns: readonly Pattern[]): Set<string> {
  const found = new Set<string>();
  for (const one of patterns) {
    if (one.type === "bgp") for (const triple of one.triples) for (const name of namesIn(triple)) found.add(name);
    if (one.type === "values")
      for (const row of one.values) for (const name of Object.keys(row)) found.add(name.slice(1));
    if (one.type === "bind") found.add(one.variable.value);
    if (one.type === "query") for (const name of columnsOf(one)) found.add(name);
    if (one.type === "graph" && one.name.termType === "Variable") found.add(one.name.value);
    if (["group", "optional", "union", "graph"].includes(one.type)) {
      for (const name of bindsOf(insideOf(one))) found.add(name);
    }
  }
  return found;
}

/** The variables that are computed by a BIND of the patterns, at any depth but inside another SELECT. */
export function computedIn(patterns: readonly Pattern[]): Set<string> {
  return new Set(
    patterns.flatMap((one) =>
      one.type === "bind" ? [one.variable.value] : one.type === "minus" ? [] : [...computedIn(insideOf(one))],
    ),
  );
}

/** The names of the columns of a SELECT; of `*`, what its patterns bind. */
export function columnsOf(query: SelectQuery): string[] {
  return query.variables.flatMap((one) => {
    if ("expression" in one) return [one.variable.value];
    return one.termType === "Variable" ? [one.value] : [...bindsOf(query.where ?? [])];
  });
}

/** The columns of a SELECT that are variables of its patterns. */
export function keysOf(query: SelectQuery): Set<string> {
  const computed = new Set(query.variables.flatMap((one) => ("expression" in one ? [one.variable.value] : [])));
  const inside = bindsOf(query.where ?? []);
  return new Set(columnsOf(query).filter((name) => !computed.has(name) && inside.has(name)));
}

/** Every variable that stands anywhere in a part of a query, but not inside another SELECT. */
export function namesIn(part: unknown): Set<string> {
  const found = new Set<string>();
  const walk = (one: unknown): void => {
    if (Array.isArray(one)) for (const item of one) walk(item);
    else if (one && typeof one === "object") {
      if ("termType" in one) {
        const term = one as Term;
        if (term.termType === "Variable") found.add(term.value);
      } else if ((one as Pattern).type === "query") {
        for (const name of columnsOf(one as SelectQuery)) found.add(name);
      } else if ((one as Pattern).type === "values") {
        for (const name of bindsOf([one as Pattern])) found.add(name);
      } else for (const item of Object.values(one)) walk(item);
    }
  };
  walk(part);
  return found;
}

/** A pattern in one line, as a person would write it. */
export function textOf(pattern: Pattern, prefixes: Record<string, string>): string {
  const query = {
    type: "query" as const,
    queryType: "ASK" as const,
    prefixes,
    where: [braced(pattern)],
  } satisfies AskQuery;
  const text = new Generator().stringify(query);
  const body = text.slice(text.indexOf("{", text.indexOf("ASK")) + 1, text.lastIndexOf("}"));
  return shortened(body);
}

/** An expression in one line. */
export function expressionText(expression: Expression, prefixes: Record<string, string>): string {
  const text = textOf({ type: "filter", expression }, prefixes);
  return text.replace(/^FILTER\s*/, "").replace(/^\((.*)\)$/s, "$1");
}

function shortened(text: string): string {
  return text
    .replace(/"(-?[\d.]+)"\^\^(?:xsd:|<http:\/\/www\.w3\.org\/2001\/XMLSchema#)(?:decimal|integer|double)>?/g, "$1")
    .replace(/\brdf:type\b/g, "a")
    .replaceAll("<https://w3id.org/naseikg/", "<")
    .replace(/\s+/g, " ")
    .replace(/ (?=[),;])/g, "")
    .replace(/\((nsei:\w+(?:\/[\w:]+)+)\)/g, "$1")
    .trim()
    .replace(/ ?\.$/, "");
}
