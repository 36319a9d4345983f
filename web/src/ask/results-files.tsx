/** An answer as files. */
import { csvOf, download, fileName, latexOf, tsvOf } from "../parts/downloads.ts";
import type { Answer } from "./engine.ts";
import { cellText, numberOf } from "./results-terms.ts";
import { jsonLdOf, ntriplesOf, sparqlJsonOf, turtleOf } from "./turtle.ts";

interface File {
  label: string;
  suffix: string;
  type: string;
  content(): string;
}

/** Buttons that give the whole answer as a file, whatever is filtered or sorted below. */
export function Files({ answer, title }: { answer: Answer; title: string }) {
  const files = filesOf(answer, title);
  return (
    <fieldset class="results-files">
      <legend>Download the answer</legend>
      {files.map((one) => (
        <button
          key={one.suffix}
          type="button"
          onClick={() => download(`${fileName(title)}.${one.suffix}`, `${one.type};charset=utf-8`, one.content())}
        >
          {one.label}
        </button>
      ))}
    </fieldset>
  );
}

function filesOf(answer: Answer, title: string): File[] {
  if (answer.type === "graph") {
    const { triples } = answer;
    return [
      { label: "Turtle", suffix: "ttl", type: "text/turtle", content: () => turtleOf(triples) },
      { label: "N-Triples", suffix: "nt", type: "application/n-triples", content: () => ntriplesOf(triples) },
      { label: "JSON-LD", suffix: "jsonld", type: "application/ld+json", content: () => jsonLdOf(triples) },
    ];
  }
  const json = {
    label: "JSON",
    suffix: "json",
    type: "application/sparql-results+json",
    content: () => sparqlJsonOf(answer),
  };
  if (answer.type === "ask") return [json];
  const cells = () => answer.rows.map((row) => row.map(cellText));
  const numeric = answer.columns.map((_, place) => answer.rows.every((row) => numberOf(row[place]) !== null));
  return [
    { label: "CSV", suffix: "csv", type: "text/csv", content: () => csvOf(answer.columns, cells()) },
    { label: "TSV", suffix: "tsv", type: "text/tab-separated-values", content: () => tsvOf(answer.columns, cells()) },
    json,
    {
      label: "LaTeX",
      suffix: "tex",
      type: "application/x-tex",
      content: () => latexOf(title, answer.columns, cells(), numeric),
    },
  ];
}
