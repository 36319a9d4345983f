/** Compares: cycling tests, gaps, years and classes, a tab for each. */
import "./compare.css";
import { useEffect, useState } from "preact/hooks";
import { dataOf } from "../data/files.ts";
import type { About, Compare, Details } from "../data/types.ts";
import { type Tab, Tabs } from "../parts/tabs.tsx";
import { ClassesTab } from "./classes-tab.tsx";
import { CyclingTab } from "./cycling-tab.tsx";
import { GapsTab } from "./gaps-tab.tsx";
import { tab } from "./state.ts";
import { YearsTab } from "./years-tab.tsx";

const TABS: readonly [Tab, ...Tab[]] = [
  { id: "tests", label: "Cycling tests" },
  { id: "gaps", label: "Gaps" },
  { id: "years", label: "Citations by year" },
  { id: "classes", label: "Classes" },
];

export function ComparePage(_: { about: About }) {
  const [files, setFiles] = useState<[Compare, Details] | null>(null);
  const [fault, setFault] = useState("");
  useEffect(() => {
    Promise.all([dataOf("compare.json"), dataOf("details.json")]).then(setFiles, (error: Error) =>
      setFault(error.message),
    );
  }, []);
  return (
    <div class="compare">
      <h1>Compare</h1>
      {fault && <p class="fault">{fault}</p>}
      {!fault && !files && <p class="waiting">Loading what is compared …</p>}
      {files && (
        <Tabs label="What is compared" tabs={TABS} open={tab}>
          {(open) => <Shown open={open} compare={files[0]} details={files[1]} />}
        </Tabs>
      )}
    </div>
  );
}

function Shown({ open, compare, details }: { open: string; compare: Compare; details: Details }) {
  if (open === "gaps") return <GapsTab compare={compare} details={details} />;
  if (open === "years") return <YearsTab compare={compare} details={details} />;
  if (open === "classes") return <ClassesTab compare={compare} />;
  return <CyclingTab compare={compare} />;
}
