/**
 * What the files of the explorer hold. `naseikg.explorer` writes them, and a test holds the two to each other.
 * An id is short: `substance/naf` for a thing, `nsei:HalideInterphase` for a term.
 */

/** How one kind of node is drawn; the colours are names of the palette in `picture/palette.ts`. */
export interface Kind {
  id: string;
  label: string;
  colour: ColourName;
  shape: ShapeName;
}

export type ColourName = "blue" | "brown" | "green" | "grey" | "orange" | "pink" | "sky" | "vermilion" | "yellow";
export type ShapeName = "diamond" | "dot" | "hexagon" | "square" | "star" | "triangle" | "triangleDown";

export interface Relation {
  id: string;
  label: string;
  /** How the relation reads from its object, such as "is component of". */
  inverse: string;
  definition: string;
  colour: ColourName;
}

export interface PictureNode {
  id: string;
  /** As drawn: a name, or a formula where the view says so. */
  label: string;
  /** In full. */
  name: string;
  kind: number;
  formula: string;
  /** Other names and abbreviations; of a reference its number, its authors and its title. */
  also: string[];
  /** The labels of the classes that the records state. */
  classes: string[];
  /** The year of a reference, else null. */
  year: number | null;
  /** How many findings touch it. */
  findings: number;
  /** Whether it is a class of the ontology and no thing. */
  isClass: boolean;
  /** The place of the stored layout. */
  x: number;
  y: number;
}

export type Origin = "stated" | "inferred" | "joined";

export interface PictureEdge {
  /** Places in `nodes`. */
  from: number;
  to: number;
  /** Place in `relations`. */
  relation: number;
  /** `joined`: drawn by the query of a view from facts between. */
  origin: Origin;
  /** Keys of the findings that say it. */
  findings: string[];
}

/** One network view, or the whole graph (name `everything`). */
export interface Picture {
  name: string;
  title: string;
  description: string;
  sparql: string;
  /** What the size of a node means. */
  size: "findings" | "links" | "equal";
  kinds: Kind[];
  relations: Relation[];
  nodes: PictureNode[];
  edges: PictureEdge[];
}

export interface PictureSummary {
  name: string;
  title: string;
  description: string;
  nodes: number;
  edges: number;
}

/** `about.json`: read first. */
export interface About {
  title: string;
  version: string;
  /** The digest of the built graph. */
  graph: string;
  triples: number;
  pictures: PictureSummary[];
  /** Citation and DOI of each source. */
  sources: { id: string; citation: string; doi: string }[];
  /** What a text must be for its spans to hold. */
  texts: { source: string; sha256: string; characters: number }[];
  /** Whether the pages of the site are beside the explorer; false in the one file. */
  site: boolean;
}

export interface Ref {
  id: string;
  label: string;
}

/** One value with its unit as printed, or converted. */
export interface Value {
  /** The quantity itself. */
  id: string;
  /** What is valued, such as "ionic conductivity". */
  label: string;
  /** As printed with its qualifier: "about 0.12 mS cm⁻¹". */
  printed: string;
  /** The same in SI units, or empty. */
  si: string;
  conditions: { label: string; value: string; id: string }[];
}

export interface Link {
  /** "exact match", "broad match" ... */
  relation: string;
  iri: string;
  label: string;
  /** "EMMO battery", "ChEBI" ... */
  ontology: string;
}

export interface Thing {
  id: string;
  iri: string;
  label: string;
  /** "substance", "layer", "class" ... in words. */
  kind: string;
  formula: string;
  also: string[];
  definition: string;
  /** Each a path from the widest class to the stated one. */
  classes: Ref[][];
  /** Further classes that were inferred. */
  inferredClasses: Ref[];
  values: Value[];
  /** Ids of its cycling tests. */
  tests: string[];
  /** Keys of curation notes. */
  notes: string[];
  links: Link[];
  /** Any other plain facts to show: [label, value, href or ""], such as journal, pages, DOI, melting point. */
  facts: [string, string, string][];
  /** The page of the thing from the root of the site. */
  page: string;
}

export interface Finding {
  subject: string;
  /** Term id. */
  relation: string;
  object: string;
  /** The relation and the object in words as the label of the finding says it. */
  claim: string;
  /** "measured", "computed", "argued" ... */
  basis: string;
  credited: Ref[];
  /** Numbers of references. */
  references: number[];
  /** Keys of sentences. */
  sentences: string[];
}

export interface Sentence {
  /** "section 3.1, paragraph 3, sentence 1" or "Figure 4f, caption". */
  label: string;
  section: string;
  start: number;
  end: number;
}

export interface Reference {
  id: string;
  citation: string;
  doi: string;
  year: number | null;
}

export interface Note {
  label: string;
  kind: string;
  text: string;
  sentences: string[];
  concerns: string[];
}

/** `details.json` */
export interface Details {
  things: Record<string, Thing>;
  findings: Record<string, Finding>;
  sentences: Record<string, Sentence>;
  /** By number. */
  references: Record<string, Reference>;
  notes: Record<string, Note>;
  /** The labels of every term a tree may name: properties and classes. */
  terms: Record<string, string>;
}

/** `proofs.json`: for each inferred fact one step back; premises that are no key are asserted. */
export interface Proofs {
  axioms: { words: string; axiom: string }[];
  /** Key: "subject relation object" of ids, split by a space. */
  facts: Record<string, { axioms: number[]; because: string[] }>;
}

export interface Question {
  name: string;
  title: string;
  question: string;
  tags: string[];
  user: string;
  sparql: string;
  rows: number;
}

/** `questions.json` */
export interface Questions {
  questions: Question[];
  /** The prefixes that every query may use. */
  prefixes: Record<string, string>;
  /** Terms with what may follow: for completion. */
  terms: Term[];
}

export interface Term {
  id: string;
  label: string;
  type: "class" | "property" | "thing";
  definition: string;
  /** Of a property: the classes (ids) of the subjects that have it in the data. */
  of: string[];
  /** How often it is used. */
  uses: number;
}

/** One condition or result of a cycling test. */
export interface Cell {
  /** As printed, "" when not stated. */
  printed: string;
  /** In the unit of the column's head, for sorting and drawing; of a range the lower end. */
  number: number | null;
  /** The least and the greatest value that the print allows, by which tests are ranked; null without end or number. */
  low: number | null;
  high: number | null;
  /** "exact", "about", "over", "up to" ... */
  qualifier: string;
  /** Whether the source was read for it and does not say. */
  notStated: boolean;
}

export interface TestRow {
  id: string;
  label: string;
  layers: Ref[];
  /** The family of the layer, by which it is coloured. */
  family: Ref;
  methods: Ref[];
  cell: Ref | null;
  electrolyte: string;
  values: Record<string, Cell>;
  references: number[];
  findings: string[];
  /** Tests with equal conditions share a group; null when a condition is not stated. */
  group: number | null;
  /** Why it is ranked with no other, in words; "" when it is. */
  apart: string;
}

/** `compare.json` */
export interface Compare {
  /** The columns of `values` in order: current density, areal capacity, lifetime ... */
  columns: { id: string; label: string; unit: string }[];
  tests: TestRow[];
  groups: { label: string; tests: string[] }[];
  gaps: {
    rows: Ref[];
    columns: Ref[];
    /** A cell for each row and column; absent: nobody in this review. */
    cells: { row: number; column: number; layers: Ref[]; findings: string[]; tests: string[] }[];
  };
  years: { year: number; references: number[]; findings: number }[];
  classes: ClassNode[];
}

export interface ClassNode {
  id: string;
  label: string;
  definition: string;
  /** Members, stated and inferred. */
  members: string[];
  below: ClassNode[];
}
