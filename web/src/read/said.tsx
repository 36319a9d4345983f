/** What the graph says of a thing: recorded facts part by part, then what follows from them. */
import type { Thing } from "../data/types.ts";
import { ThingLink } from "../parts/link.tsx";
import { type FactGroup, factGroups } from "./facts.ts";
import { counted } from "./filter.ts";
import type { Library } from "./library.ts";
import { Behind, Fold } from "./lists.tsx";
import { labelOf } from "./names.ts";
import { type FactParts, partsOfFacts } from "./parts.ts";
import { Section } from "./section.tsx";
import { isToldElsewhere } from "./values.tsx";

/** The parts of the facts of a thing, or of an id that only its links are known of. */
export function partsFor(library: Library, id: string, thing: Thing | null): FactParts {
  return partsOfFacts(factGroups(library.links, id, isToldElsewhere(thing), (one) => labelOf(library, one)));
}

/** The facts under their headings. */
export function Facts({ parts }: { parts: FactParts["parts"] }) {
  return (
    <>
      {parts.map(({ title, groups }) => (
        <Section key={title} title={title}>
          <Groups groups={groups} />
        </Section>
      ))}
    </>
  );
}

/** What follows by the ontology: classes and wider relations, each with its reasons. */
export function Inferred({ thing, facts }: { thing: Thing; facts: FactParts }) {
  const { inferred, repeated } = facts;
  if (!thing.inferredClasses.length && !inferred.length && !repeated.length) return null;
  const again = repeated.reduce((sum, one) => sum + one.facts.length, 0);
  return (
    <Section title="Inferred">
      <dl class="read-facts">
        {thing.inferredClasses.length > 0 && (
          <div>
            <dt>is also a</dt>
            <dd>
              <Fold
                items={thing.inferredClasses}
                first={5}
                show={(one) => (
                  <li key={one.id}>
                    <ThingLink id={one.id} label={one.label} />{" "}
                    <Behind
                      subject={thing.id}
                      relation="rdf:type"
                      object={one.id}
                      isInferred
                      findings={[]}
                      isUnderInferred
                    />
                  </li>
                )}
              />
            </dd>
          </div>
        )}
        {inferred.map((group) => (
          <Group key={`${group.isInverse} ${group.relation}`} group={group} first={3} isUnderInferred />
        ))}
      </dl>
      {again > 0 && (
        <details class="read-again">
          <summary>{counted(again, "more")} in wider words</summary>
          <p class="quiet">These only repeat recorded facts by a wider relation.</p>
          <Groups groups={repeated} isUnderInferred />
        </details>
      )}
    </Section>
  );
}

function Groups({ groups, isUnderInferred = false }: { groups: readonly FactGroup[]; isUnderInferred?: boolean }) {
  return (
    <dl class="read-facts">
      {groups.map((group) => (
        <Group key={`${group.isInverse} ${group.relation}`} group={group} isUnderInferred={isUnderInferred} />
      ))}
    </dl>
  );
}

function Group(props: { group: FactGroup; first?: number; isUnderInferred?: boolean }) {
  const { group, first = 8, isUnderInferred = false } = props;
  return (
    <div>
      <dt>
        <ThingLink id={group.relation} label={group.label} />
      </dt>
      <dd>
        <Fold
          items={group.facts}
          first={first}
          show={({ other, label, link, outcome }) => (
            <li key={other}>
              <ThingLink id={other} label={label} />
              {outcome && <span class="quiet"> ({outcome})</span>}{" "}
              <Behind {...link} isUnderInferred={isUnderInferred} />
            </li>
          )}
        />
      </dd>
    </div>
  );
}
