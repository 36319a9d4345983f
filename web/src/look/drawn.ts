/** The scene as it is drawn, with its layout: the map, a computed one, or forces at work. */
import { batch, computed, effect, signal } from "@preact/signals";
import { type Forces, startForces } from "../picture/forces.ts";
import type { PictureRef } from "../picture/handle.ts";
import { flowLayout, groupsLayout, type Place, ringsLayout } from "../picture/layouts.ts";
import type { Scene } from "../picture/scene.ts";
import { selected } from "../state/shared.ts";
import { layoutEdges, layoutNodes, sceneOf } from "./scene-of.ts";
import { base, looks, mapPlaces, path, shown } from "./session.ts";
import { look } from "./state.ts";

/** The picture on the page, once it is there. */
export const handle: PictureRef = { current: null };

/** Puts the keyboard into the graph where the button that had it goes away. */
export function focusGraph(): void {
  handle.current?.focus();
}

/** How the forces fare; null in other layouts. */
export const running = signal<"moves" | "paused" | "rests" | null>(null);

const layout = computed(() => look.value.layout);
const pins = computed(() => look.value.pins);
const size = computed(() => base.value?.picture.size ?? "findings");

// The rings are around the selected thing; no other layout heeds it.
const centre = computed(() => (layout.value === "rings" ? selected.value : ""));

const input = computed(() => {
  const { seen } = shown.value;
  return { nodes: layoutNodes(seen, looks.value, size.value, mapPlaces.value), edges: layoutEdges(seen) };
});

/** The places of a layout that is computed at once; forces have theirs as they go. */
const places = computed((): readonly Place[] => {
  const { nodes, edges } = input.value;
  const options = centre.value ? { centre: centre.value } : {};
  if (layout.value === "flow") return flowLayout(nodes, edges, options);
  if (layout.value === "rings") return ringsLayout(nodes, edges, options);
  if (layout.value === "groups") return groupsLayout(nodes, edges, options);
  return nodes;
});

const moved = signal<{ of: object; places: readonly Place[] } | null>(null);

/** What is drawn; the same object while nothing changes. */
export const scene = computed((): Scene => {
  const isMoved = layout.value === "forces" && moved.value?.of === input.value;
  return sceneOf({
    seen: shown.value.seen,
    places: isMoved ? (moved.value?.places ?? []) : places.value,
    looks: looks.value,
    size: size.value,
    pins: pins.value,
    marked: new Set((path.value ?? []).map(({ edge }) => edge.key)),
  });
});

let forces: Forces | null = null;

// Forces begin anew when what is seen or what is pinned changes.
effect(() => {
  forces?.stop();
  forces = null;
  if (layout.value !== "forces" || base.value === null) {
    running.value = null;
    return;
  }
  const graph = input.value;
  const pinned = new Map(pins.value.map((pin) => [pin.id, pin]));
  const nodes = graph.nodes.map((node) => ({ ...node, ...pinned.get(node.id) }));
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let last: Place[] = nodes;
  running.value = "moves";
  forces = startForces(nodes, graph.edges, {
    pinned: new Set(nodes.flatMap(({ id }, place) => (pinned.has(id) ? [place] : []))),
    onPlaces: (found) => {
      last = found;
      // Who wants no motion sees only where it ends.
      if (!isStill) moved.value = { of: graph, places: found };
    },
    onRest: () =>
      batch(() => {
        moved.value = { of: graph, places: last };
        running.value = "rests";
      }),
  });
});

/** Pauses the forces, or lets them go on. */
export function pauseOrResume(): void {
  if (running.value === "moves") {
    forces?.pause();
    running.value = "paused";
  } else if (running.value === "paused") {
    forces?.resume();
    running.value = "moves";
  }
}
