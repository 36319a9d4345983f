import assert from "node:assert/strict";
import { test } from "node:test";
import { endpointOf } from "../src/ask/endpoint.ts";
import type { RdfTerm, RdfTriple } from "../src/ask/messages.ts";
import { matrixOf } from "../src/ask/results-matrix.ts";
import { cellText, numberOf, thingId } from "../src/ask/results-terms.ts";
import { chosen, isTriples, kindsOf, reasons, type SelectAnswer } from "../src/ask/results-views.ts";
import { snippetsOf, withPrefixes } from "../src/ask/snippets.ts";
import { jsonLdOf, ntriplesOf, sparqlJsonOf, turtleOf } from "../src/ask/turtle.ts";

const HOSTILE = `<img src=x onerror="alert(1)">\n\\`;
const iri = (id: string): RdfTerm => ({ type: "iri", value: `https://w3id.org/naseikg/${id}` });
const term = (name: string): RdfTerm => iri(`ontology#${name}`);
const text = (value: string): RdfTerm => ({ type: "literal", value });
const number = (value: string): RdfTerm => ({
  type: "literal",
  value,
  datatype: "http://www.w3.org/2001/XMLSchema#integer",
});
const select = (columns: string[], rows: (RdfTerm | null)[][]): SelectAnswer => ({
  type: "select",
  columns,
  rows,
  ms: 1,
  isCut: false,
});
const TRIPLES: RdfTriple[] = [
  {
    subject: iri("substance/naf"),
    predicate: { type: "iri", value: "http://www.w3.org/2000/01/rdf-schema#label" },
    object: text(HOSTILE),
  },
  { subject: iri("layer/tin"), predicate: term("hasComponent"), object: iri("substance/naf") },
  {
    subject: iri("layer/tin"),
    predicate: { type: "iri", value: "http://www.w3.org/1999/02/22-rdf-syntax-ns#type" },
    object: term("Layer"),
  },
  { subject: iri("layer/tin"), predicate: term("count"), object: number("2") },
  { subject: iri("layer/tin"), predicate: term("count"), object: number("2") },
];

test("a cell is the text that the command line prints", () => {
  assert.equal(cellText(null), "");
  assert.equal(cellText(iri("substance/naf")), "substance/naf");
  assert.equal(cellText(term("Layer")), "nsei:Layer");
  assert.equal(cellText({ type: "iri", value: "http://example.org/a" }), "<http://example.org/a>");
  assert.equal(cellText({ type: "literal", value: "Na", language: "en" }), "Na");
  assert.equal(cellText({ type: "iri", value: "http://www.w3.org/2002/07/owl#Class" }), "owl:Class");
});

test("only things and terms of ours open in the panel, and only numbers are numbers", () => {
  assert.equal(thingId(iri("substance/naf")), "substance/naf");
  assert.equal(thingId({ type: "iri", value: "javascript:alert(1)" }), "");
  assert.equal(thingId(text("substance/naf")), "");
  assert.equal(numberOf(number("12")), 12);
  assert.equal(numberOf(text("12")), null);
  assert.equal(numberOf({ ...number("INF"), datatype: "http://www.w3.org/2001/XMLSchema#double" }), null);
});

test("each view that does not suit says why", () => {
  const names = select(["layer", "label"], [[iri("layer/tin"), text("tin")]]);
  assert.deepEqual(reasons(names), {
    table: "",
    graph: "It needs two columns of things, such as ?layer and ?substance.",
    bars: "It needs a column of numbers beside one of names.",
    scatter: "It needs two columns of numbers.",
    timeline: "It needs a column of years, called ?year or the like.",
    matrix: "It needs two columns whose values repeat, at most 80 by 40.",
  });
  const years = select(
    ["year", "count"],
    [
      [number("2018"), number("3")],
      [number("2019"), null],
    ],
  );
  assert.deepEqual(kindsOf(years), ["year", "number"]);
  const { bars, scatter, timeline } = reasons(years);
  assert.deepEqual([bars, scatter, timeline], ["", "", ""]);
  assert.equal(reasons(select(["a"], [])).bars, "There are no rows.");
  assert.equal(reasons({ type: "graph", triples: [], ms: 1, isCut: false }).graph, "");
});

test("three columns with a relation between are triples", () => {
  assert.equal(
    isTriples(select(["a", "b", "c"], [[iri("layer/tin"), term("hasComponent"), iri("substance/naf")]])),
    true,
  );
  assert.equal(isTriples(select(["a", "b", "c"], [[iri("layer/tin"), iri("layer/naf"), iri("substance/naf")]])), false);
});

test("columns of the address are taken where they fit, else the first that do", () => {
  assert.deepEqual(
    chosen(
      ["b", "c"],
      [
        [0, 1],
        [1, 2],
      ],
      ["a", "b", "c"],
    ),
    [1, 2],
  );
  assert.deepEqual(
    chosen(
      ["c", "nonsense"],
      [
        [0, 1],
        [0, 1],
      ],
      ["a", "b", "c"],
    ),
    [0, 1],
  );
});

test("a matrix counts the rows of each pair", () => {
  const answer = select(
    ["x", "y"],
    [
      [text("a"), text("1")],
      [text("a"), text("1")],
      [text("b"), null],
    ],
  );
  assert.deepEqual(matrixOf(answer, 0, 1), {
    rows: ["a", "b"],
    columns: ["1", "none"],
    cells: [
      { row: 0, column: 0, text: "2", value: 2 },
      { row: 1, column: 1, text: "1", value: 1 },
    ],
  });
});

test("Turtle and N-Triples hold each triple once, with what would end a text escaped", () => {
  assert.equal(
    turtleOf(TRIPLES),
    `@prefix nsei: <https://w3id.org/naseikg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<https://w3id.org/naseikg/layer/tin> a nsei:Layer ;
  nsei:count "2"^^xsd:integer ;
  nsei:hasComponent <https://w3id.org/naseikg/substance/naf> .

<https://w3id.org/naseikg/substance/naf> rdfs:label "<img src=x onerror=\\"alert(1)\\">\\n\\\\" .
`,
  );
  assert.equal(ntriplesOf(TRIPLES).split("\n").length, 5);
  assert.match(ntriplesOf(TRIPLES), /onerror=\\"alert\(1\)\\">\\n\\\\" \.\n/);
});

test("JSON-LD and the JSON of SPARQL carry types, languages and nothing for what is unbound", () => {
  assert.deepEqual(JSON.parse(jsonLdOf(TRIPLES))[0], {
    "@id": "https://w3id.org/naseikg/layer/tin",
    "@type": ["https://w3id.org/naseikg/ontology#Layer"],
    "https://w3id.org/naseikg/ontology#count": [{ "@value": "2", "@type": "http://www.w3.org/2001/XMLSchema#integer" }],
    "https://w3id.org/naseikg/ontology#hasComponent": [{ "@id": "https://w3id.org/naseikg/substance/naf" }],
  });
  const answer = select(["a", "b"], [[{ type: "literal", value: "Na", language: "en" }, null]]);
  assert.deepEqual(JSON.parse(sparqlJsonOf(answer)), {
    head: { vars: ["a", "b"] },
    results: { bindings: [{ a: { type: "literal", value: "Na", "xml:lang": "en" } }] },
  });
  assert.deepEqual(JSON.parse(sparqlJsonOf({ type: "ask", value: true, ms: 0 })), { head: {}, boolean: true });
});

test("a query gets the prefixes that it uses and does not declare, and no other", () => {
  const prefixes = { nsei: "https://w3id.org/naseikg/ontology#", rdfs: "http://www.w3.org/2000/01/rdf-schema#" };
  assert.equal(
    withPrefixes('SELECT * { ?a nsei:x "rdfs:label" }', prefixes),
    'PREFIX nsei: <https://w3id.org/naseikg/ontology#>\nSELECT * { ?a nsei:x "rdfs:label" }',
  );
  const declared = "PREFIX nsei: <urn:x> SELECT * { ?a nsei:x ?b }";
  assert.equal(withPrefixes(declared, prefixes), declared);
});

test("a named query is asked by its name, and a text that would end its quotes is escaped", () => {
  const code = (sparql: string, name: string) =>
    Object.fromEntries(snippetsOf(sparql, name, {}).map((one) => [one.id, one.code]));
  assert.equal(code("SELECT * {}", "naf-layers").shell, "naseikg query naf-layers --format csv\n");
  const hostile = code(`SELECT * {}\nSPARQL\n# """ \\ \`\${x}\``, "");
  assert.match(hostile.shell ?? "", /^naseikg query -f - --format csv <<'SPARQL_'\n/);
  assert.match(hostile.python ?? "", /naseikg\.query\("SELECT \* \{\}\\nSPARQL\\n# \\"\\"\\" \\\\ /);
  assert.match(hostile.javascript ?? "", /\\`\\\$\{x\}\\`/);
});

test("curl is offered where the answer lies on a site as a file, and only there", () => {
  const curl = (name: string, site: string) =>
    snippetsOf("SELECT * {}", name, {}, { site }).find((one) => one.id === "curl");
  assert.equal(curl("naf-layers", "https://e.org/kg/")?.code, "curl -fsSL 'https://e.org/kg/queries/naf-layers.csv'\n");
  assert.equal(curl("", "https://e.org/kg/"), undefined);
  assert.equal(curl("naf-layers", ""), undefined);
});

test("curl asks the endpoint of the server that sent the page, where it has one", () => {
  const prefixes = { rdfs: "http://www.w3.org/2000/01/rdf-schema#" };
  const curl = (sparql: string, name = "", site = "") =>
    snippetsOf(sparql, name, prefixes, { site, endpoint: "http://e.org:81/sparql" }).find((one) => one.id === "curl")
      ?.code;
  assert.equal(
    curl("SELECT * { ?s rdfs:label 'SPARQL' }"),
    "curl -fsS 'http://e.org:81/sparql?format=csv' --data-urlencode query@- <<'SPARQL'\n" +
      "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\nSELECT * { ?s rdfs:label 'SPARQL' }\nSPARQL\n",
  );
  assert.match(
    curl("DESCRIBE <urn:x>\nSPARQL\n") ?? "",
    /format=ttl' .* <<'SPARQL_'\nDESCRIBE <urn:x>\nSPARQL\nSPARQL_\n$/,
  );
  assert.equal(
    curl("SELECT * {}", "naf-layers", "https://e.org/"),
    "curl -fsSL 'https://e.org/queries/naf-layers.csv'\n",
  );
});

test("the endpoint is the one that the server of the page names, and none elsewhere", async () => {
  const asked: string[] = [];
  const server = (link: string | null) => async (page: string | URL | Request, options?: RequestInit) => {
    asked.push(`${options?.method} ${page}`);
    return new Response(null, link === null ? {} : { headers: { link } });
  };
  const page = "http://e.org:81/explore/index.html#ask";
  assert.equal(await endpointOf(page, server('</sparql>; rel="service-desc"')), "http://e.org:81/sparql");
  assert.equal(await endpointOf(page, server('</a>; rel="next", <../x>; rel=service-desc')), "http://e.org:81/x");
  assert.equal(await endpointOf(page, server('</a>; rel="next"')), "");
  assert.equal(await endpointOf(page, server(null)), "");
  assert.equal(await endpointOf(page, () => Promise.reject(new TypeError("no network"))), "");
  assert.deepEqual(new Set(asked), new Set([`HEAD ${page}`]));
  assert.equal(await endpointOf("file:///a/index.html", server('</sparql>; rel="service-desc"')), "");
  assert.equal(asked.length, 4);
});

test("code for Node goes from left to right, as the page does", () => {
  const code = snippetsOf("SELECT (1 - 2 - 3 AS ?x) {}", "", {}).find((one) => one.id === "javascript")?.code;
  assert.match(code ?? "", /\(1\s+- 2\s*\) - 3/);
});
