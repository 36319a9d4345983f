/** The frame of the page: head with search and views, the view that is seen, and the panel beside it. */
import { useEffect, useState } from "preact/hooks";
import { AskPage } from "./ask/ask-page.tsx";
import { ComparePage } from "./compare/compare-page.tsx";
import { dataOf, isOneFile } from "./data/files.ts";
import type { About } from "./data/types.ts";
import { FindBox } from "./find/find-box.tsx";
import { LookPage } from "./look/look-page.tsx";
import { Guarded } from "./parts/guarded.tsx";
import { Panel } from "./read/panel.tsx";
import { addressOf, PAGES, type Page, page } from "./state/address.ts";
import { announcement, selected } from "./state/shared.ts";

const NAMES: Record<Page, string> = { look: "Look", compare: "Compare", ask: "Ask" };

export function App() {
  const [about, setAbout] = useState<About | null>(null);
  const [fault, setFault] = useState("");
  useEffect(() => {
    dataOf("about.json").then(setAbout, (error: Error) => setFault(error.message));
  }, []);
  if (fault) return <Lost why={fault} />;
  if (!about) return <p class="waiting">Loading the graph …</p>;
  return (
    <>
      <Head about={about} />
      <div class={`body ${selected.value ? "with-panel" : ""}`}>
        <main id="content" tabIndex={-1}>
          <Guarded of={page.value} name={`The view ${NAMES[page.value]}`}>
            {page.value === "look" && <LookPage about={about} />}
            {page.value === "compare" && <ComparePage about={about} />}
            {page.value === "ask" && <AskPage about={about} />}
          </Guarded>
        </main>
        {selected.value && (
          <Guarded of={selected.value} name="The panel">
            <Panel id={selected.value} about={about} />
          </Guarded>
        )}
      </div>
      <p role="status" aria-live="polite" class="unseen">
        {announcement.value}
      </p>
    </>
  );
}

/** What is said where not even the first file can be read. */
function Lost({ why }: { why: string }) {
  return (
    <main id="content" tabIndex={-1} class="fault">
      <h1>The explorer cannot start</h1>
      <p role="alert">{why}</p>
      {!isOneFile() && (
        <p>
          Everything is also on <a href="../index.html">pages that need no script</a>.
        </p>
      )}
    </main>
  );
}

function Head({ about }: { about: About }) {
  return (
    <header>
      <a href={about.site ? "../index.html" : "#look"} class="brand">
        <b>na</b>sei<b>kg</b>
      </a>
      <FindBox />
      <nav aria-label="Views">
        {PAGES.map((one) => (
          <a key={one} href={addressOf(one)} aria-current={page.value === one ? "page" : undefined}>
            {NAMES[one]}
          </a>
        ))}
      </nav>
      {about.site && (
        <nav aria-label="Site" class="site">
          <a href="../findings.html">Findings</a>
          <a href="../references.html">References</a>
          <a href="../ontology.html">Ontology</a>
          <a href="../downloads/index.html">Downloads</a>
        </nav>
      )}
    </header>
  );
}
