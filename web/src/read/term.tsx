/** What a term adds to the panel: the members and narrower classes of a class, the uses of a relation. */
import { ThingLink } from "../parts/link.tsx";
import { placesOfClass } from "./classes.ts";
import { type Library, useFile } from "./library.ts";
import { Behind, Fold } from "./lists.tsx";
import { labelOf } from "./names.ts";
import { Section } from "./section.tsx";

/** Narrower classes and members, stated and inferred. */
export function OfClass({ id, library }: { id: string; library: Library }) {
  const compare = useFile("compare.json");
  if (compare.fault) return <p class="missing">{compare.fault}</p>;
  if (!compare.value) return <p class="quiet">Reading the members …</p>;
  const node = placesOfClass(compare.value.classes, id)[0]?.node;
  if (!node) return null;
  const isInferred = (member: string) =>
    library.links.at.get(member)?.some((one) => one.relation === "rdf:type" && one.object === id && one.isInferred) ??
    false;
  return (
    <>
      {node.below.length > 0 && (
        <Section title="Narrower classes">
          <Fold
            items={node.below}
            show={(one) => (
              <li key={one.id}>
                <ThingLink id={one.id} label={one.label} /> <span class="quiet">{one.members.length}</span>
              </li>
            )}
          />
        </Section>
      )}
      <Section title={`Members (${node.members.length})`}>
        {node.members.length ? (
          <Fold
            items={node.members}
            show={(one) => (
              <li key={one}>
                <ThingLink id={one} label={labelOf(library, one)} />{" "}
                {isInferred(one) && <Behind subject={one} relation="rdf:type" object={id} isInferred findings={[]} />}
              </li>
            )}
          />
        ) : (
          <p class="quiet">Nothing in this graph is one.</p>
        )}
      </Section>
    </>
  );
}

/** How a relation reads turned round, and the facts that use it. */
export function OfRelation({ id, library }: { id: string; library: Library }) {
  const relation = library.links.relations.get(id);
  const uses = [...library.links.at].flatMap(([at, links]) =>
    links.filter((one) => one.relation === id && one.subject === at),
  );
  if (!relation && !uses.length) return null;
  return (
    <>
      {relation && (
        <dl class="read-rows">
          <dt>Turned round</dt>
          <dd>{relation.inverse}</dd>
        </dl>
      )}
      {uses.length > 0 && (
        <Section title={`Uses (${uses.length})`}>
          <Fold
            items={uses.sort((one, other) => Number(one.isInferred) - Number(other.isInferred))}
            show={(one) => (
              <li key={`${one.subject} ${one.object}`}>
                <ThingLink id={one.subject} label={labelOf(library, one.subject)} /> →{" "}
                <ThingLink id={one.object} label={labelOf(library, one.object)} /> <Behind {...one} />
              </li>
            )}
          />
        </Section>
      )}
    </>
  );
}
