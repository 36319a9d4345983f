/** The picture of some triples, for a page of its own such as the answer of a CONSTRUCT. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { pictureOf } from "../data/files.ts";
import type { Picture as PictureData } from "../data/types.ts";
import { download, fileName } from "../parts/downloads.ts";
import { startForces } from "../picture/forces.ts";
import type { PictureRef } from "../picture/handle.ts";
import type { Place } from "../picture/layouts.ts";
import { Picture } from "../picture/picture.tsx";
import { Swatch } from "../picture/swatch.tsx";
import { PictureTools } from "../picture/tools.tsx";
import { selected } from "../state/shared.ts";
import { type DrawnTriple, pictureOfTriples } from "./from-triples.ts";
import { graphOf } from "./graph.ts";
import "./look.css";
import "./triples-graph.css";
import { poolOf } from "./pool.ts";
import { layoutEdges, layoutNodes, legendOf, sceneOf } from "./scene-of.ts";
import { seenOf } from "./seen.ts";
import { START } from "./state.ts";
import { sizeInWords } from "./words.ts";

/** Draws triples where it stands; things open in the panel. */
export function TriplesGraph({ title, triples }: { title: string; triples: readonly DrawnTriple[] }) {
  const [whole, setWhole] = useState<PictureData | undefined>();
  useEffect(() => {
    // Without the whole graph all is drawn alike.
    pictureOf("everything").then(setWhole, () => {});
  }, []);
  const { looks, seen, size } = useMemo(() => {
    const picture = pictureOfTriples(title, triples, whole);
    const looks = graphOf(picture);
    const pool = poolOf(looks, null, [], []);
    const seen = seenOf({ pool, whole: looks, state: START, selected: "", evidence: null, path: [] });
    return { looks, seen, size: picture.size };
  }, [title, triples, whole]);
  const nodes = useMemo(() => layoutNodes(seen, looks, size, new Map()), [seen]);
  const [moved, setMoved] = useState<{ of: object; places: Place[] } | null>(null);
  const [isAtRest, setAtRest] = useState(false);
  useEffect(() => {
    setAtRest(false);
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    let last: Place[] = nodes;
    const forces = startForces(nodes, layoutEdges(seen), {
      onPlaces: (places) => {
        last = places;
        if (!isStill) setMoved({ of: nodes, places });
      },
      onRest: () => {
        setMoved({ of: nodes, places: last });
        setAtRest(true);
      },
    });
    return () => forces.stop();
  }, [nodes]);
  const [pins, setPins] = useState<{ id: string; x: number; y: number }[]>([]);
  const places = moved?.of === nodes ? moved.places : nodes;
  const scene = useMemo(
    () => sceneOf({ seen, places, looks, size, pins, marked: new Set() }),
    [seen, places, looks, size, pins],
  );
  const legend = useMemo(() => legendOf(seen, looks), [seen]);
  const handle = useRef<PictureRef>({ current: null }).current;
  if (seen.nodes.length === 0)
    return <p class="quiet">No triple of the answer joins two things, so there is nothing to draw.</p>;
  return (
    <div class="look-triples">
      <div class="look-stage">
        <Picture
          scene={scene}
          legend={legend}
          selected={selected.value}
          label={`${title}, ${sizeInWords(seen.nodes.length, seen.edges.length)}`}
          onSelect={(id) => {
            selected.value = id;
          }}
          onOpen={(id) => {
            selected.value = id;
          }}
          onMove={(id, x, y) => setPins([...pins.filter((one) => one.id !== id), { id, x, y }])}
          fitOn={`${title} ${isAtRest}`}
          handle={handle}
        />
        <div class="look-over">
          <PictureTools handle={handle} />
        </div>
      </div>
      <ul class="look-triples-legend" aria-label="Legend">
        {legend.map(({ label, colour, shape, count, isDashed }) => (
          <li key={`${label} ${shape ?? "line"}`}>
            <Swatch colour={colour} {...(shape ? { shape } : {})} {...(isDashed ? { isDashed } : {})} />
            {label} <span class="look-count">{count}</span>
          </li>
        ))}
      </ul>
      <p class="look-triples-files">
        {sizeInWords(seen.nodes.length, seen.edges.length)}{" "}
        <button
          type="button"
          onClick={() => {
            const svg = handle.current?.toSvg(legend, title);
            if (svg) download(`${fileName(title)}.svg`, "image/svg+xml", svg);
          }}
        >
          Save as SVG
        </button>{" "}
        <button
          type="button"
          onClick={() => {
            handle.current?.toPng(legend, title, 2).then(
              (png) => download(`${fileName(title)}.png`, "image/png", png),
              () => {},
            );
          }}
        >
          Save as PNG
        </button>
      </p>
    </div>
  );
}
