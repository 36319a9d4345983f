/** The layout by forces: started by the reader, the same for the same graph, and it rests. */
import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type Simulation,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from "d3-force";
import type { LayoutEdge, LayoutNode, Place } from "./layouts.ts";

/** A layout that is being computed, some steps a frame. */
export interface Forces {
  /** Whether it has come to rest. */
  readonly isAtRest: boolean;
  readonly isPaused: boolean;
  pause(): void;
  resume(): void;
  stop(): void;
}

export interface ForcesOptions {
  /** Places in the list of nodes that stay where they are. */
  pinned?: ReadonlySet<number>;
  /** Called after each frame with all places. */
  onPlaces(places: Place[]): void;
  onRest?(): void;
}

interface Body extends SimulationNodeDatum {
  radius: number;
}

type Bodies = Simulation<Body, SimulationLinkDatum<Body>>;

/** So many steps lead to rest; fewer where each takes long. */
export function stepsFor(nodes: number): number {
  return nodes > 3000 ? 120 : 300;
}

/** How much of a frame may go into steps, in milliseconds. */
const SHARE = 14;

function bodiesOf(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[], pinned?: ReadonlySet<number>): Bodies {
  const bodies = nodes.map(({ x, y, radius }, place): Body => {
    const own = { x: Number.isFinite(x) ? x : 0, y: Number.isFinite(y) ? y : 0, radius };
    return pinned?.has(place) ? { ...own, fx: own.x, fy: own.y } : own;
  });
  const middle = (of: (body: Body) => number) => bodies.reduce((sum, body) => sum + of(body), 0) / (bodies.length || 1);
  const links = edges
    .filter(({ from, to }) => from !== to && bodies[from] && bodies[to])
    .map(({ from, to }) => ({ source: from, target: to }));
  // Its source of chance begins with the same seed each time.
  return forceSimulation<Body>(bodies)
    .stop()
    .alphaDecay(1 - 0.001 ** (1 / stepsFor(nodes.length)))
    .force("link", forceLink<Body, SimulationLinkDatum<Body>>(links).distance(80))
    .force("charge", forceManyBody<Body>().strength(-260).distanceMax(900).theta(1.1))
    .force("collide", forceCollide<Body>((body) => body.radius + 16).strength(0.8))
    .force("x", forceX<Body>(middle((body) => body.x ?? 0)).strength(0.03))
    .force("y", forceY<Body>(middle((body) => body.y ?? 0)).strength(0.05));
}

function placesOf(bodies: Bodies): Place[] {
  return bodies.nodes().map(({ x = 0, y = 0 }) => ({ x, y }));
}

/** Where all come to rest, at once; `startForces` ends in the same places. */
export function settledForces(
  nodes: readonly LayoutNode[],
  edges: readonly LayoutEdge[],
  pinned?: ReadonlySet<number>,
): Place[] {
  const bodies = bodiesOf(nodes, edges, pinned);
  bodies.tick(stepsFor(nodes.length));
  return placesOf(bodies);
}

/** Lets the forces work, a share of each frame, until they rest. */
export function startForces(
  nodes: readonly LayoutNode[],
  edges: readonly LayoutEdge[],
  options: ForcesOptions,
): Forces {
  const bodies = bodiesOf(nodes, edges, options.pinned);
  let left = nodes.length ? stepsFor(nodes.length) : 0;
  let isPaused = false;
  let isStopped = false;
  let frame = requestAnimationFrame(work);
  function work(): void {
    const start = performance.now();
    while (left > 0) {
      bodies.tick();
      left -= 1;
      if (performance.now() - start > SHARE) break;
    }
    options.onPlaces(placesOf(bodies));
    if (isStopped || isPaused) return;
    if (left > 0) frame = requestAnimationFrame(work);
    else options.onRest?.();
  }
  return {
    get isAtRest() {
      return left === 0;
    },
    get isPaused() {
      return isPaused;
    },
    pause() {
      isPaused = true;
      cancelAnimationFrame(frame);
    },
    resume() {
      if (!isPaused || isStopped) return;
      isPaused = false;
      frame = requestAnimationFrame(work);
    },
    stop() {
      isStopped = true;
      cancelAnimationFrame(frame);
    },
  };
}
