/**
 * Refuses what this page cannot or must not do, in the words of the command line.
 * The engine itself decides what is a keyword, since two readers of one text need not agree.
 */
import type { Fault } from "./messages.ts";
import { declaredPrefixes, isUpdate, keywordsOf, withoutWord } from "./tokens.ts";

const OUTSIDE: readonly [string, string][] = [
  ["SERVICE", "ask one store at a time"],
  ["FROM", "name graphs with GRAPH instead"],
];

/** Tries to parse a query and throws what the engine says when it cannot. */
export type Parse = (sparql: string) => void;

/** Why a query is refused before it runs; null when it is not. */
export function refusal(sparql: string, parse: Parse): Fault | null {
  if (!sparql.replace(/#[^\n\r]*/g, "").trim()) return { message: "The query is empty." };
  if (isUpdate(sparql)) return { message: "Updates are refused; this graph is read only." };
  for (const [word, remedy] of OUTSIDE) {
    if (!new RegExp(word, "i").test(sparql)) continue;
    try {
      parse(withoutWord(sparql, word));
    } catch {
      if (new RegExp(word, "i").test(keywordsOf(sparql))) {
        return { message: `${word} is not supported here: the query reads this graph only; ${remedy}.` };
      }
    }
  }
  return null;
}

/** The message of the engine's parser with its place, in words that say what to do. */
export function parseFault(message: string, sparql: string, prefixes: Record<string, string>, shift: number): Fault {
  const told = message.replace(/\s+/g, " ");
  const place = /error at (\d+):(\d+): /.exec(told);
  if (!place) return { message: told };
  const line = Number(place[1]);
  const column = Math.max(1, Number(place[2]) - (line === 1 ? shift : 0));
  const lines = sparql.split("\n");
  const rest = [(lines[line - 1] ?? "").slice(column - 1), ...lines.slice(line)].join("\n");
  const isAtEnd = !rest.replace(/#[^\n\r]*/g, "").trim();
  return { message: problem(told.slice(place.index + place[0].length), sparql, prefixes, isAtEnd), line, column };
}

function problem(told: string, sparql: string, prefixes: Record<string, string>, isAtEnd: boolean): string {
  if (told.includes("Prefix not found")) {
    const bare = sparql.replace(/<[^<>\s]*>|"[^"\n]*"|'[^'\n]*'|#[^\n]*/g, " ");
    const declared = declaredPrefixes(sparql);
    const used = new Set([...bare.matchAll(/(?<![\w?$:])([A-Za-z][\w-]*):/g)].map((match) => match[1] ?? ""));
    const missing = [...used].filter((one) => !(one in prefixes) && !declared.has(one)).sort();
    return missing.length
      ? `Prefix ${missing.join(", ")} is not declared; add PREFIX ${missing[0]}: <...>.`
      : "A prefix is not declared.";
  }
  const sentence = /\b[A-Z][a-z]*(?: [\w-]+){3,}/.exec(told);
  if (sentence) return `${sentence[0]}.`;
  if (isAtEnd) return "The query ends too early.";
  const words = told.replace(/\[[^\]]*\]/g, "").match(/\b[A-Z]{2,}\b/g);
  return words ? `Expected ${words.join(" or ")}.` : "Something else is needed here.";
}
