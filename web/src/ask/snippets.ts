/** A query as code for other tools; each snippet runs as it stands and gives the rows of the page. */
import { leftToRight } from "./arithmetic.ts";
import { declaredPrefixes, formOf } from "./tokens.ts";

export interface Snippet {
  id: "shell" | "curl" | "python" | "rdflib" | "r" | "javascript";
  label: string;
  /** What it needs, in words. */
  needs: string;
  code: string;
}

/** Where answers can be had over HTTP, by address; "" where there is none. */
export interface Places {
  /** A site, which holds the answers of the named queries as files. */
  site: string;
  /** A SPARQL endpoint. */
  endpoint: string;
}

/** The snippets for a query; with the name of a named query where it is one, unchanged. */
export function snippetsOf(
  sparql: string,
  name: string,
  prefixes: Record<string, string>,
  { site = "", endpoint = "" }: Partial<Places> = {},
): Snippet[] {
  const whole = withPrefixes(sparql.trim(), prefixes);
  const isGraph = ["CONSTRUCT", "DESCRIBE"].includes(formOf(sparql) ?? "");
  const needsPackage = "Needs Python with the package naseikg.";
  const fetched: Snippet[] = [];
  if (name && site) {
    fetched.push({
      id: "curl",
      label: "curl",
      needs: "Needs nothing but this site: the answers of the named questions lie there as files.",
      code: `curl -fsSL '${site}queries/${encodeURIComponent(name)}.csv'\n`,
    });
  } else if (endpoint) {
    fetched.push({
      id: "curl",
      label: "curl",
      needs: "Needs nothing but the server of this page, which has a SPARQL endpoint.",
      code: curlCode(whole, endpoint, isGraph),
    });
  }
  return [
    ...fetched,
    { id: "shell", label: "Shell", needs: needsPackage, code: shellCode(sparql.trim(), name) },
    { id: "python", label: "Python", needs: needsPackage, code: pythonCode(sparql.trim(), name) },
    {
      id: "rdflib",
      label: "Python with rdflib",
      needs: "Needs naseikg and rdflib; large queries take longer than here.",
      code: rdflibCode(whole, isGraph, formOf(sparql) === "ASK"),
    },
    {
      id: "r",
      label: "R",
      needs: "Needs naseikg on the path; R itself needs no package.",
      code: rCode(sparql.trim(), name),
    },
    {
      id: "javascript",
      label: "JavaScript",
      needs: "Needs Node, the package oxigraph (npm install oxigraph), and the graph: naseikg export naseikg.nq",
      code: javascriptCode(leftToRight(whole, prefixes)),
    },
  ];
}

/** The query with a PREFIX line for each of our prefixes that it uses without declaring it. */
export function withPrefixes(sparql: string, prefixes: Record<string, string>): string {
  const declared = declaredPrefixes(sparql);
  const bare = sparql.replace(/<[^<>\s]*>|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|#[^\n]*/g, " ");
  const used = new Set([...bare.matchAll(/(?<![\w?$:.-])([A-Za-z][\w.-]*):/g)].map((found) => found[1] ?? ""));
  const missing = Object.keys(prefixes).filter((name) => used.has(name) && !declared.has(name));
  return [...missing.map((name) => `PREFIX ${name}: <${prefixes[name]}>`), sparql].join("\n");
}

function shellCode(sparql: string, name: string): string {
  if (name) return `naseikg query ${name} --format csv\n`;
  const end = endFor(sparql);
  return `naseikg query -f - --format csv <<'${end}'\n${sparql}\n${end}\n`;
}

function curlCode(sparql: string, endpoint: string, isGraph: boolean): string {
  const end = endFor(sparql);
  const format = isGraph ? "ttl" : "csv";
  return `curl -fsS '${endpoint}?format=${format}' --data-urlencode query@- <<'${end}'\n${sparql}\n${end}\n`;
}

/** A word that is no line of the query. */
function endFor(sparql: string): string {
  const lines = new Set(sparql.split(/\r?\n/));
  let end = "SPARQL";
  while (lines.has(end)) end += "_";
  return end;
}

function pythonCode(sparql: string, name: string): string {
  const asked = name ? JSON.stringify(name) : pythonText(sparql);
  return `import naseikg\nfrom naseikg.asking.formats import cell_text\n\nanswer = naseikg.query(${asked})\nprint(*answer.columns, sep="\\t")\nfor row in answer.rows:\n    print(*map(cell_text, row), sep="\\t")\n`;
}

function rdflibCode(sparql: string, isGraph: boolean, isAsk: boolean): string {
  const head = `import naseikg\n\ngraph = naseikg.graph()\nfound = graph.query(${pythonText(sparql)})\n`;
  if (isGraph) return `${head}print(found.graph.serialize(format="turtle"))\n`;
  return isAsk ? `${head}print(found.askAnswer)\n` : `${head}for row in found:\n    print(*row, sep="\\t")\n`;
}

/** A text of Python on several lines; one with what would end or change it, on one. */
function pythonText(text: string): string {
  if (/"""|\\|"$/.test(text)) return quoted(text);
  return `"""\n${text}\n"""`;
}

function rCode(sparql: string, name: string): string {
  if (name) {
    return `out <- system2("naseikg", c("query", ${quoted(name)}, "--format", "csv"), stdout = TRUE)\nrows <- read.csv(text = paste(out, collapse = "\\n"), check.names = FALSE)\nprint(rows)\n`;
  }
  return `query <- ${quoted(sparql)}\nout <- system2("naseikg", c("query", "-f", "-", "--format", "csv"), input = query, stdout = TRUE)\nrows <- read.csv(text = paste(out, collapse = "\\n"), check.names = FALSE)\nprint(rows)\n`;
}

function javascriptCode(sparql: string): string {
  const text = sparql.replace(/[\\`]|\$\{/g, (one) => `\\${one}`);
  return `import { readFileSync } from "node:fs";\nimport { Store } from "oxigraph";\n\nconst store = new Store();\nstore.load(readFileSync("naseikg.nq", "utf8"), { format: "application/n-quads" });\nconst found = store.query(\`${text}\`, {\n  use_default_graph_as_union: true,\n  results_format: "${formatFor(sparql)}",\n});\nconsole.log(found);\n`;
}

function formatFor(sparql: string): string {
  const form = formOf(sparql);
  return form === "SELECT" ? "text/csv" : form === "ASK" ? "application/sparql-results+json" : "text/turtle";
}

/** In double quotes, with escapes that Python and R read alike. */
function quoted(text: string): string {
  const escapes: Record<string, string> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
  return `"${text.replace(/["\\\n\r\t]/g, (one) => escapes[one] ?? one)}"`;
}
