/**
 * Keeps a canvas as its scene, view and focus are. It draws in the next frame after a change, and rests otherwise.
 *
 * A heavy scene is drawn once, with a margin, on a canvas out of sight; while it is moved that is shown in its new
 * place, and what is pointed at is drawn over it.
 */
import { type Signal, signal } from "@preact/signals";
import { CanvasPen } from "./canvas-pen.ts";
import { type Drawing, draw } from "./draw.ts";
import { type Focus, NOTHING } from "./emphasis.ts";
import { SceneIndex } from "./index.ts";
import { LIGHT, type Scheme } from "./palette.ts";
import { type Measure, measureWith } from "./pen.ts";
import type { Scene } from "./scene.ts";
import type { Bounds, Viewport } from "./viewport.ts";

/** From so many nodes and edges a scene is heavy. */
const HEAVY = 1200;
/** What of the width and height the hidden canvas holds beyond each side. */
const MARGIN = 0.35;
/** How long after the last movement the picture is drawn anew, in milliseconds. */
const PAUSE = 140;
const MOST_LABELS = 220;

interface Kept {
  canvas: HTMLCanvasElement;
  view: Viewport;
  /** What it holds beyond the left and the upper side. */
  left: number;
  top: number;
}

export class Stage {
  readonly canvas: HTMLCanvasElement;
  readonly view: Signal<Viewport> = signal({ x: 0, y: 0, k: 1 });
  readonly measure: Measure;
  width = 0;
  height = 0;
  index: SceneIndex = new SceneIndex({ nodes: [], edges: [] });
  readonly #context: CanvasRenderingContext2D;
  #focus: Focus = NOTHING;
  #scheme: Scheme = LIGHT;
  #letters = 13;
  #ratio = 1;
  #frame = 0;
  #timer = 0;
  #kept: Kept | null = null;
  #isStale = true;
  #isMoving = false;

  constructor(canvas: HTMLCanvasElement) {
    const context = canvas.getContext("2d");
    if (!context) throw new Error("This browser gives no canvas to draw on.");
    this.canvas = canvas;
    this.#context = context;
    this.measure = measureWith(context);
  }

  get focus(): Focus {
    return this.#focus;
  }

  get letters(): number {
    return this.#letters;
  }

  setScene(scene: Scene): void {
    if (scene === this.index.scene) return;
    this.index = new SceneIndex(scene, this.index);
    this.#stale();
  }

  setFocus(focus: Focus): void {
    const old = this.#focus;
    const isOver = focus.selected === old.selected && focus.current === old.current;
    if (isOver && focus.hovered === old.hovered && focus.hoveredEdge === old.hoveredEdge) return;
    this.#focus = focus;
    if (isOver && this.#isHeavy()) this.#request();
    else this.#stale();
  }

  setScheme(scheme: Scheme): void {
    this.#scheme = scheme;
    this.#stale();
  }

  /** The size of the box in pixels of the page, of a pixel on the screen, and of the letters. */
  setSize(width: number, height: number, ratio: number, letters: number): void {
    if (!width || !height) return;
    if (width === this.width && height === this.height && ratio === this.#ratio && letters === this.#letters) return;
    [this.width, this.height, this.#ratio, this.#letters] = [width, height, ratio, letters];
    this.canvas.width = Math.max(1, Math.round(width * ratio));
    this.canvas.height = Math.max(1, Math.round(height * ratio));
    this.#isStale = true;
    // A canvas of a new size is empty, which must not be seen.
    this.#paint();
  }

  /** Shows another part; on the way there (`isPassing`) a heavy scene is not drawn anew. */
  setView(view: Viewport, isPassing = false): void {
    const old = this.view.peek();
    if (view.x === old.x && view.y === old.y && view.k === old.k) return;
    this.view.value = view;
    if (!isPassing || !this.#isHeavy()) {
      this.#isMoving = false;
      clearTimeout(this.#timer);
      this.#stale();
      return;
    }
    this.#isMoving = true;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      this.#isMoving = false;
      this.#stale();
    }, PAUSE);
    this.#request();
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
  }

  #isHeavy(): boolean {
    const { nodes, edges } = this.index.scene;
    return nodes.length + edges.length > HEAVY;
  }

  #stale(): void {
    this.#isStale = true;
    this.#request();
  }

  #request(): void {
    if (!this.#frame) {
      this.#frame = requestAnimationFrame(() => {
        this.#frame = 0;
        this.#paint();
      });
    }
  }

  #paint(): void {
    if (!this.width || !this.height) return;
    if (!this.#isHeavy()) {
      this.#kept = null;
      this.#clear(this.#context, this.canvas);
      this.#begin(this.#context, 0, 0);
      draw(new CanvasPen(this.#context, this.measure), this.#drawing(this.view.peek(), this.#focus));
      this.#isStale = false;
      return;
    }
    if (!this.#kept || (this.#isStale && !this.#isMoving) || (this.#isMoving && !this.#isCovered(this.#kept))) {
      this.#kept = this.#keep();
    }
    this.#isStale = this.#isStale && this.#isMoving;
    this.#show(this.#kept);
    this.#drawPointed();
  }

  /** Whether the hidden canvas still holds all that is to be seen; after zooming it is only moved. */
  #isCovered({ view, left, top }: Kept): boolean {
    const now = this.view.peek();
    return now.k !== view.k || (Math.abs(now.x - view.x) <= left && Math.abs(now.y - view.y) <= top);
  }

  #keep(): Kept {
    const canvas = this.#kept?.canvas ?? document.createElement("canvas");
    const [left, top] = [Math.round(this.width * MARGIN), Math.round(this.height * MARGIN)];
    const wide = Math.round((this.width + 2 * left) * this.#ratio);
    const high = Math.round((this.height + 2 * top) * this.#ratio);
    if (canvas.width !== wide || canvas.height !== high) [canvas.width, canvas.height] = [wide, high];
    const context = canvas.getContext("2d");
    const now = this.view.peek();
    if (context) {
      this.#clear(context, canvas);
      this.#begin(context, 0, 0);
      const view = { k: now.k, x: now.x + left, y: now.y + top };
      const focus = { ...this.#focus, hovered: -1, hoveredEdge: -1 };
      const drawing = this.#drawing(view, focus);
      draw(new CanvasPen(context, this.measure), {
        ...drawing,
        covered: coveredOf(this.width, this.height, this.#letters).map((box) => moved(box, left, top)),
        width: this.width + 2 * left,
        height: this.height + 2 * top,
        within: { left, top, right: left + this.width, bottom: top + this.height },
      });
    }
    return { canvas, view: now, left, top };
  }

  #show({ canvas, view, left, top }: Kept): void {
    const now = this.view.peek();
    const zoom = now.k / view.k;
    this.#clear(this.#context, this.canvas);
    const x = (now.x - (view.x + left) * zoom) * this.#ratio;
    const y = (now.y - (view.y + top) * zoom) * this.#ratio;
    const [wide, high] = [canvas.width * zoom, canvas.height * zoom];
    if (zoom === 1) this.#context.drawImage(canvas, Math.round(x), Math.round(y));
    else this.#context.drawImage(canvas, x, y, wide, high);
  }

  #drawPointed(): void {
    const { hovered, hoveredEdge } = this.#focus;
    if (hovered < 0 && hoveredEdge < 0) return;
    const { index } = this;
    const edge = index.scene.edges[hoveredEdge];
    const edges = new Set(edge ? [hoveredEdge] : index.edgesOf[hovered]);
    const nodes = new Set(edge ? [edge.from, edge.to] : [hovered, ...index.neighboursOf(hovered).keys()]);
    this.#begin(this.#context, 0, 0);
    const focus = { ...NOTHING, hovered, hoveredEdge };
    draw(new CanvasPen(this.#context, this.measure), {
      ...this.#drawing(this.view.peek(), focus),
      only: { nodes, edges },
    });
  }

  #drawing(view: Viewport, focus: Focus): Drawing {
    const { index, width, height } = this;
    return {
      index,
      view,
      width,
      height,
      scheme: this.#scheme,
      focus,
      letters: this.#letters,
      mostLabels: MOST_LABELS,
      covered: coveredOf(width, height, this.#letters),
    };
  }

  #begin(context: CanvasRenderingContext2D, x: number, y: number): void {
    context.setTransform(this.#ratio, 0, 0, this.#ratio, x, y);
  }

  #clear(context: CanvasRenderingContext2D, canvas: HTMLCanvasElement): void {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
  }
}

/** Where the tools lie, above at the right, and the button of the overview, below; the sizes follow the letters. */
function coveredOf(width: number, height: number, letters: number): Bounds[] {
  return [
    { left: width - 10.5 * letters, top: 0, right: width, bottom: 3.6 * letters },
    { left: width - 7 * letters, top: height - 3 * letters, right: width, bottom: height },
  ];
}

function moved({ left, top, right, bottom }: Bounds, x: number, y: number): Bounds {
  return { left: left + x, top: top + y, right: right + x, bottom: bottom + y };
}
