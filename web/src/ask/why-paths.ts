/** Property paths as plain triples, as far as they can be, so that each step of a path is a fact of its own. */
import type { PropertyPath } from "sparqljs";
import { type Pattern, type Triple, variable } from "./why-query.ts";

/** The same patterns with sequences, inverses and alternatives of paths written out; `+`, `*`, `?` and `!` stay. */
export function expanded(patterns: readonly Pattern[]): Pattern[] {
  let last = 0;
  const fresh = () => variable(`_step_${++last}`);
  const walk = (one: Pattern): Pattern[] => {
    if (one.type === "bgp") return one.triples.flatMap((triple) => steps(triple, fresh));
    if (one.type === "union") {
      return [{ ...one, patterns: one.patterns.map((branch): Pattern => ({ type: "group", patterns: walk(branch) })) }];
    }
    if (one.type === "optional" || one.type === "group" || one.type === "graph") {
      return [{ ...one, patterns: one.patterns.flatMap(walk) }];
    }
    return [one];
  };
  return patterns.flatMap(walk);
}

function steps(triple: Triple, fresh: () => Triple["subject"]): Pattern[] {
  const path = triple.predicate;
  if (!("pathType" in path)) return [{ type: "bgp", triples: [triple] }];
  if (path.pathType === "/") {
    const items = path.items as (Triple["predicate"] & (PropertyPath | object))[];
    let from = triple.subject;
    return items.flatMap((item, place) => {
      const to = place === items.length - 1 ? triple.object : fresh();
      const step = { subject: from, predicate: item, object: to } as Triple;
      from = to as Triple["subject"];
      return steps(step, fresh);
    });
  }
  const [first] = path.items;
  if (path.pathType === "^" && first && triple.object.termType !== "Literal") {
    return steps({ subject: triple.object, predicate: first, object: triple.subject } as Triple, fresh);
  }
  if (path.pathType === "|") {
    const branches = path.items.map(
      (item): Pattern => ({ type: "group", patterns: steps({ ...triple, predicate: item } as Triple, fresh) }),
    );
    return [{ type: "union", patterns: branches }];
  }
  return [{ type: "bgp", triples: [triple] }];
}
