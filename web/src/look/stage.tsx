/** The picture itself, with its tools and what lies over it. */
import { useEffect, useRef } from "preact/hooks";
import { Picture } from "../picture/picture.tsx";
import { PictureTools } from "../picture/tools.tsx";
import { selected } from "../state/shared.ts";
import { handle, pauseOrResume, running, scene } from "./drawn.ts";
import { LinksCard, shownEdge } from "./links-card.tsx";
import { menuWanted } from "./selection-bar.tsx";
import { base, legend, path, pin, shown, toggleExpanded } from "./session.ts";
import { look } from "./state.ts";
import { sizeInWords } from "./words.ts";

/** What was selected in the picture, which is in sight. */
let selectedHere = "";

export function Stage() {
  const { layout, view, depth } = look.value;
  const id = selected.value;
  const { nodes, edges, degrees } = shown.value.seen;
  // A thing that was found by name may come into the picture later than it is selected.
  const isSeen = degrees.has(id);
  useEffect(() => {
    // What is near the selected thing is fitted as a whole.
    if (isSeen && id !== selectedHere && depth === 0) handle.current?.centreOn(id);
    if (isSeen || !id) selectedHere = "";
  }, [id, isSeen]);
  const way = path.value;
  useEffect(() => {
    if (way?.length) handle.current?.fitTo(way.flatMap(({ from, to }) => [from, to]));
  }, [way]);
  // On a small screen what is read covers the lower half.
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (id && isSeen && matchMedia("(max-width: 60rem)").matches) box.current?.scrollIntoView({ block: "start" });
  }, [id, isSeen]);
  return (
    <div class="look-stage" ref={box}>
      <Picture
        scene={scene.value}
        legend={legend.value}
        selected={id}
        label={`${base.value?.picture.title ?? "Graph"}, ${sizeInWords(nodes.length, edges.length)}`}
        onSelect={(chosen) => {
          selectedHere = chosen;
          selected.value = chosen;
        }}
        onOpen={(chosen) => {
          selectedHere = chosen;
          selected.value = chosen;
          toggleExpanded(chosen);
        }}
        onMove={pin}
        onMenu={(chosen) => {
          selectedHere = chosen;
          selected.value = chosen;
          menuWanted.value += 1;
        }}
        onEdge={(place) => {
          shownEdge.value = edges[place]?.key ?? "";
        }}
        fitOn={`${view} ${layout} ${depth && `${depth} ${id}`} ${running.value === "rests"}`}
        handle={handle}
      />
      <div class="look-over">
        <PictureTools handle={handle} />
        <Running />
      </div>
      <LinksCard />
    </div>
  );
}

function Running() {
  if (running.value === null) return null;
  if (running.value === "rests") return <span class="look-rests quiet">at rest</span>;
  return (
    <button type="button" onClick={pauseOrResume}>
      {running.value === "moves" ? "Pause" : "Go on"}
    </button>
  );
}
