/** What of a SPARQL query is keyword, and what is a name, a string or a comment; as `naseikg.asking.tokens` reads it. */

const QUOTED = [
  /<[^<>"{}|^`\\\p{Cc} ]*>/u.source,
  /"""(?:\\.|(?!""").)*"""|'''(?:\\.|(?!''').)*'''/.source,
  /"(?:\\.|[^"\\\n\r])*"|'(?:\\.|[^'\\\n\r])*'/.source,
].join("|");
const NAMES = new RegExp(
  `${QUOTED}|#[^\\n\\r]*|[?$][\\p{L}\\p{N}_]+|@[A-Za-z-]+|(?<prefix>\\p{L}[\\p{L}\\p{N}_.-]*|_|):(?:[\\p{L}\\p{N}_:.%-]|\\\\.)*`,
  "gsu",
);
const UPDATE = /^\s*((PREFIX|BASE)\s+)*(ADD|CLEAR|COPY|CREATE|DELETE|DROP|INSERT|LOAD|MOVE|WITH)\b/i;

/** The prefixes that a query declares itself. */
export function declaredPrefixes(sparql: string): Set<string> {
  return new Set([...sparql.matchAll(/PREFIX\s+([\p{L}\p{N}_.-]*):/giu)].map((match) => match[1] ?? ""));
}

/** The query without IRIs, strings, comments, variables, language tags and prefixed names. */
export function keywordsOf(sparql: string): string {
  const declared = declaredPrefixes(sparql);
  return sparql.replace(NAMES, (text, ...rest) => {
    const prefix = (rest.at(-1) as { prefix?: string }).prefix ?? "";
    // SERVICE:x is the keyword and a name, unless that prefix is declared.
    return ["service", "from"].includes(prefix.toLowerCase()) && !declared.has(prefix) ? text : " ";
  });
}

/** Whether a text is an update and no query. */
export function isUpdate(sparql: string): boolean {
  return UPDATE.test(keywordsOf(sparql));
}

/** Which form a query has, by its first keyword; null for none. */
export function formOf(sparql: string): "SELECT" | "ASK" | "CONSTRUCT" | "DESCRIBE" | null {
  const found = /\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b/i.exec(keywordsOf(sparql));
  return (found?.[1]?.toUpperCase() as "SELECT" | undefined) ?? null;
}

/**
 * The query with each occurrence of a word, in names and strings too, made another one of equal length.
 * Where the word is no keyword, the query parses as before; where it is, the query parses no more.
 */
export function withoutWord(sparql: string, word: string): string {
  const small = sparql.toLowerCase();
  const first = [..."zxqjkvw"].find((letter) => !small.includes((letter + word.slice(1)).toLowerCase())) ?? "z";
  return sparql.replace(new RegExp(word, "gi"), (found) => {
    const start = found.charAt(0);
    return (start === start.toUpperCase() ? first.toUpperCase() : first) + found.slice(1);
  });
}
