/** A query cut into the conditions that a thing can fail, one triple, one part of a filter, one block each. */
import type { Expression, OperationExpression } from "sparqljs";
import { bindsOf, columnsOf, insideOf, keysOf, namesIn, type Pattern, type SelectQuery, textOf } from "./why-query.ts";

export type Kind =
  | "pattern"
  | "filter"
  | "exists"
  | "minus"
  | "values"
  | "bind"
  | "optional"
  | "nested"
  | "union"
  | "select";

export interface Condition {
  kind: Kind;
  /** What it is in the query. */
  pattern: Pattern;
  text: string;
  /** The variables that it may give a value. */
  binds: ReadonlySet<string>;
  /** The variables that it speaks of. */
  mentions: ReadonlySet<string>;
}

const LONGEST = 160;

/** The conditions of a group in the order of the query. */
export function conditionsOf(patterns: readonly Pattern[], prefixes: Record<string, string>): Condition[] {
  return patterns.flatMap((pattern) => cut(pattern, prefixes));
}

function cut(pattern: Pattern, prefixes: Record<string, string>): Condition[] {
  const one = (kind: Kind, part: Pattern): Condition => {
    const text = textOf(part, prefixes);
    const isTest = ["filter", "exists", "minus"].includes(kind);
    return {
      kind,
      pattern: part,
      text: text.length > LONGEST ? `${text.slice(0, LONGEST)} ...` : text,
      binds: isTest ? new Set() : bindsOf([part]),
      mentions: kind === "minus" ? bindsOf(insideOf(part)) : namesIn(part),
    };
  };
  switch (pattern.type) {
    case "bgp":
      return pattern.triples.map((triple) => one("pattern", { type: "bgp", triples: [triple] }));
    case "filter":
      return conjuncts(pattern.expression).map((expression) => {
        const part = one(isExists(expression) ? "exists" : "filter", { type: "filter", expression });
        return { ...part, text: part.text.replace(/^FILTER\s*\((.*)\)$/s, "$1") };
      });
    case "graph":
      // Each condition inside stays in its graph.
      return pattern.patterns.flatMap((inner) =>
        cut(inner, prefixes).map((found) => ({
          ...one(found.kind, { ...pattern, patterns: [found.pattern] }),
          text: found.text,
        })),
      );
    case "query":
      return [one("select", pattern)];
    case "group": {
      const [first, ...others] = pattern.patterns;
      return first?.type === "query" && !others.length ? [one("select", first)] : [one("nested", pattern)];
    }
    case "optional":
      return [one("optional", pattern)];
    case "union":
      return [one("union", pattern)];
    case "minus":
      return [one("minus", pattern)];
    case "values":
      return [one("values", pattern)];
    case "bind":
      return [one("bind", pattern)];
    default:
      throw new Error("a part of the query asks another store");
  }
}

function conjuncts(expression: Expression): Expression[] {
  const operation = operationOf(expression);
  if (operation?.operator !== "&&") return [expression];
  return operation.args.flatMap((one) => conjuncts(one as Expression));
}

/** Whether an expression is EXISTS or NOT EXISTS as a whole. */
export function isExists(expression: Expression): boolean {
  return /^(not)?exists$/.test(operationOf(expression)?.operator ?? "");
}

/** An expression that is an operation, else null. */
export function operationOf(expression: Expression): OperationExpression | null {
  return "type" in expression && expression.type === "operation" ? (expression as OperationExpression) : null;
}

/** The same patterns where what only an OPTIONAL gives a variable must give it. */
export function requiring(patterns: readonly Pattern[], name: string): Pattern[] {
  if (isCertain(patterns, name)) return [...patterns];
  return patterns.map((one): Pattern => {
    if (!bindsOf([one]).has(name)) return one;
    if (one.type === "optional" || one.type === "group")
      return { type: "group", patterns: requiring(one.patterns, name) };
    if (one.type === "union") {
      const branches = one.patterns.filter((branch) => bindsOf([branch]).has(name));
      const required = branches.map((branch): Pattern => ({ type: "group", patterns: requiring([branch], name) }));
      return required.length === 1 && required[0] ? required[0] : { type: "union", patterns: required };
    }
    if (one.type === "query" && keysOf(one).has(name)) return { ...one, where: requiring(one.where ?? [], name) };
    return one;
  });
}

function isCertain(patterns: readonly Pattern[], name: string): boolean {
  return patterns.some((one) => {
    if (one.type === "optional" || !bindsOf([one]).has(name)) return false;
    if (one.type === "union") return one.patterns.every((branch) => isCertain([branch], name));
    if (one.type === "group" || one.type === "graph") return isCertain(one.patterns, name) || one.type === "graph";
    if (one.type === "query") return !keysOf(one).has(name) || isCertain(one.where ?? [], name);
    return true;
  });
}

/** The variable of the patterns that a column shows, also where it is the SAMPLE, MIN or MAX of one; else "". */
export function sourceOf(query: SelectQuery, column: string): string {
  if (keysOf(query).has(column)) return column;
  if (!columnsOf(query).includes(column)) return "";
  const found = query.variables.find((one) => "expression" in one && one.variable.value === column);
  if (!found || !("expression" in found)) return "";
  const expression = found.expression;
  if (
    !("type" in expression) ||
    expression.type !== "aggregate" ||
    !/^(sample|min|max)$/i.test((expression as { aggregation: string }).aggregation)
  )
    return "";
  const [name, ...others] = namesIn(expression);
  return name && !others.length ? name : "";
}
