/** A picture at work: joins the canvas with pointer, keyboard, and what the page around it is told. */
import { announce } from "../state/shared.ts";
import { NOTHING } from "./emphasis.ts";
import { pngOf, svgOf } from "./export.ts";
import { attachGestures, type Gestures } from "./gestures.ts";
import { glide } from "./glide.ts";
import type { PictureHandle } from "./handle.ts";
import { wishOf } from "./keys.ts";
import { DARK, LIGHT } from "./palette.ts";
import type { Scene } from "./scene.ts";
import { Stage } from "./stage.ts";
import { firstStep, stepFrom } from "./steps.ts";
import { boundsOf, centred, fitted, type Viewport, zoomed } from "./viewport.ts";

/** What is shown beside the pointer. */
export interface Tip {
  text: string;
  x: number;
  y: number;
}

/** Whom the picture tells. */
export interface Listeners {
  onSelect(id: string): void;
  onOpen(id: string): void;
  onMove(id: string, x: number, y: number): void;
  onMenu?: ((id: string, x: number, y: number) => void) | undefined;
  onEdge?: ((edge: number) => void) | undefined;
  onTip(tip: Tip | null): void;
}

/** Letters are this part of the reader's own size of text. */
const LETTERS = 0.8125;

export class Control implements PictureHandle {
  readonly stage: Stage;
  listeners: Listeners;
  readonly #element: HTMLElement;
  readonly #gestures: Gestures;
  readonly #ends: (() => void)[] = [];
  #scene: Scene = { nodes: [], edges: [] };
  /** The node under the pointer while it is dragged, where it is dragged to. */
  #dragged: { node: number; x: number; y: number } | null = null;
  #selected = "";
  /** What was chosen in the picture itself, so that it stays where it is. */
  #chosenHere = "";
  #isFitWanted = true;
  #start: Viewport | null;
  #stopGlide: () => void = () => {};

  constructor(element: HTMLElement, canvas: HTMLCanvasElement, listeners: Listeners, start: Viewport | null) {
    this.#element = element;
    this.listeners = listeners;
    this.#start = start;
    this.stage = new Stage(canvas);
    this.#gestures = attachGestures(element, this.stage, {
      onGrasp: () => this.#stopGlide(),
      onPoint: (node, edge, x, y) => this.#point(node, edge, x, y),
      onChoose: (node, edge) => this.#choose(node, edge),
      onOpen: (id) => this.listeners.onOpen(id),
      onMenu: (node, x, y) => this.listeners.onMenu?.(this.#idOf(node), x, y),
      onDrag: (node, x, y, isEnd) => this.#drag(node, x, y, isEnd),
    });
    this.#watch();
  }

  get viewport() {
    return this.stage.view;
  }

  setScene(scene: Scene, isFitWanted: boolean): void {
    if (isFitWanted) this.#isFitWanted = true;
    this.#scene = scene;
    const focus = this.stage.focus;
    const ids = [focus.current, focus.hovered].map((place) => this.stage.index.scene.nodes[place]?.id ?? "");
    this.#putScene();
    const { index } = this.stage;
    const [current = -1, hovered = -1] = ids.map((id) => index.place(id));
    this.stage.setFocus({ ...NOTHING, selected: index.place(this.#selected), current, hovered });
    if (this.#isFitWanted && this.stage.width && scene.nodes.length) this.#fitFirst();
  }

  setSelected(id: string): void {
    if (id === this.#selected) return;
    this.#selected = id;
    const place = this.stage.index.place(id);
    const focus = this.stage.focus;
    this.stage.setFocus({
      ...focus,
      selected: place,
      current: focus.current >= 0 && place >= 0 ? place : focus.current,
    });
    if (id && id !== this.#chosenHere) this.#reveal(place);
    this.#chosenHere = "";
  }

  fit(): void {
    this.#move(this.#fitting());
  }

  fitTo(ids: readonly string[]): void {
    const { index, width, height } = this.stage;
    const found = ids.flatMap((id) => index.scene.nodes[index.place(id)] ?? []);
    if (found.length > 0) this.#move(fitted(boundsOf(found), width, height));
  }

  zoomBy(factor: number): void {
    const { width, height, view } = this.stage;
    this.#move(zoomed(view.peek(), factor, width / 2, height / 2));
  }

  centreOn(id: string): boolean {
    const node = this.stage.index.scene.nodes[this.stage.index.place(id)];
    if (!node) return false;
    const { width, height, view } = this.stage;
    const k = Math.max(view.peek().k, 0.8);
    this.#move(centred({ ...view.peek(), k }, node.x, node.y, width, height));
    return true;
  }

  focus(): void {
    this.#element.focus();
  }

  show(view: Viewport): void {
    this.#stopGlide();
    this.#gestures.setView(view);
  }

  toSvg(legend: Parameters<typeof svgOf>[1], title: string): string {
    return svgOf(this.#scene, legend, title, this.stage.measure);
  }

  toPng(legend: Parameters<typeof svgOf>[1], title: string, scale = 2): Promise<Blob> {
    return pngOf(this.#scene, legend, title, this.stage.measure, scale);
  }

  /** Does what a key asks for; false when the key is not the picture's. */
  key(event: KeyboardEvent): boolean {
    const wish = wishOf(event);
    if (!wish) return false;
    const { index, focus } = this.stage;
    if (wish.do === "fit") this.fit();
    else if (wish.do === "zoom") this.zoomBy(wish.factor);
    else if (wish.do === "step") {
      const start = focus.current >= 0 ? focus.current : -1;
      const next = start >= 0 ? stepFrom(index, start, wish.direction, wish.toAny) : this.#firstStep();
      if (next >= 0) this.#stand(next, start);
      else announce("No node in this direction.");
    } else if (wish.do === "choose") {
      const place = focus.current >= 0 ? focus.current : focus.selected;
      if (place < 0) this.#stand(this.#firstStep(), -1);
      else if (place === focus.selected) this.listeners.onOpen(this.#idOf(place));
      else this.#choose(place, -1);
    } else if (wish.do === "clear") {
      if (focus.selected < 0 && focus.current < 0) return false;
      if (focus.selected >= 0) this.listeners.onSelect("");
      else this.stage.setFocus(NOTHING);
      announce(focus.selected >= 0 ? "Nothing is selected." : "");
    } else {
      const place = focus.current >= 0 ? focus.current : focus.selected;
      const node = index.scene.nodes[place];
      if (!node) return false;
      const { x, y, k } = this.stage.view.peek();
      this.listeners.onMenu?.(node.id, node.x * k + x, node.y * k + y);
    }
    return true;
  }

  /** The keyboard has come: a node is its own from the first key on. */
  enter(): void {
    const { focus } = this.stage;
    if (focus.current < 0 && focus.selected >= 0) this.stage.setFocus({ ...focus, current: focus.selected });
  }

  /** The keyboard has gone, or the pointer has come. */
  leave(): void {
    this.stage.setFocus({ ...this.stage.focus, current: -1 });
  }

  stop(): void {
    this.#stopGlide();
    for (const end of this.#ends) end();
    this.#gestures.detach();
    this.stage.stop();
  }

  #idOf(place: number): string {
    return this.stage.index.scene.nodes[place]?.id ?? "";
  }

  #fitting(): Viewport {
    const { width, height } = this.stage;
    return fitted(boundsOf(this.#scene.nodes), width, height);
  }

  #fitFirst(): void {
    this.#isFitWanted = false;
    this.show(this.#start ?? this.#fitting());
    this.#start = null;
  }

  #move(to: Viewport): void {
    this.#stopGlide();
    const { width, height, view } = this.stage;
    if (!width) return;
    this.#stopGlide = glide(view.peek(), to, { width, height }, (now, isEnd) => this.#gestures.setView(now, !isEnd));
  }

  /** Brings a node into sight where it is out of it; `isGentle` moves the view no farther than that needs. */
  #reveal(place: number, isGentle = false): void {
    const node = this.stage.index.scene.nodes[place];
    if (!node) return;
    const { width, height, view } = this.stage;
    const { k, x, y } = view.peek();
    const [at, down] = [node.x * k + x, node.y * k + y];
    const [across, edge] = [Math.min(80, width / 5), Math.min(60, height / 5)];
    if (at > across && at < width - across && down > edge && down < height - edge) return;
    const to = isGentle
      ? { k, x: x + within(at, across, width - across) - at, y: y + within(down, edge, height - edge) - down }
      : centred(view.peek(), node.x, node.y, width, height);
    this.#move(to);
  }

  #firstStep(): number {
    const { index, focus, width, height, view } = this.stage;
    const { x, y, k } = view.peek();
    return firstStep(index, focus.selected, (width / 2 - x) / k, (height / 2 - y) / k);
  }

  #stand(place: number, from: number): void {
    const { index, focus } = this.stage;
    const node = index.scene.nodes[place];
    if (!node) return;
    this.stage.setFocus({ ...focus, current: place, hovered: -1, hoveredEdge: -1 });
    this.#reveal(place, true);
    const link = from >= 0 ? index.scene.edges[index.neighboursOf(from).get(place) ?? -1] : undefined;
    const words = [link?.label, node.title || node.label, place === focus.selected ? "selected" : ""];
    announce(words.filter(Boolean).join(", ").replaceAll("\n", ", "));
  }

  #choose(node: number, edge: number): void {
    const id = this.#idOf(node);
    if (id) {
      this.#chosenHere = id;
      this.listeners.onSelect(id);
    } else if (edge >= 0) this.listeners.onEdge?.(edge);
    else if (this.#selected) this.listeners.onSelect("");
  }

  #point(node: number, edge: number, x: number, y: number): void {
    const { nodes, edges } = this.stage.index.scene;
    const text = nodes[node]?.title ?? edges[edge]?.title ?? "";
    this.#element.classList.toggle("is-over", node >= 0 || edge >= 0);
    this.stage.setFocus({ ...this.stage.focus, hovered: node, hoveredEdge: edge });
    this.listeners.onTip(text ? { text, x, y } : null);
  }

  #drag(node: number, x: number, y: number, isEnd: boolean): void {
    this.#dragged = isEnd ? null : { node, x, y };
    this.#putScene({ node, x, y });
    if (isEnd) this.listeners.onMove(this.#idOf(node), x, y);
  }

  #putScene(moved = this.#dragged): void {
    const node = moved && this.#scene.nodes[moved.node];
    if (!moved || !node) {
      this.stage.setScene(this.#scene);
      return;
    }
    const { x, y } = moved;
    const nodes = this.#scene.nodes.with(moved.node, { ...node, x, y, isPinned: true });
    this.stage.setScene({ nodes, edges: this.#scene.edges });
  }

  #watch(): void {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const paint = () => this.stage.setScheme(dark.matches ? DARK : LIGHT);
    paint();
    dark.addEventListener("change", paint);
    const size = () => this.#measure();
    const watcher = new ResizeObserver(size);
    watcher.observe(this.#element);
    // A change of the page's zoom is told by no resize where the box keeps its size.
    addEventListener("resize", size);
    this.#ends.push(
      () => dark.removeEventListener("change", paint),
      () => watcher.disconnect(),
      () => removeEventListener("resize", size),
    );
    size();
  }

  #measure(): void {
    const { clientWidth, clientHeight } = this.#element;
    const isFirst = !this.stage.width;
    const isNarrower = clientWidth < this.stage.width || clientHeight < this.stage.height;
    const letters = LETTERS * Number.parseFloat(getComputedStyle(document.documentElement).fontSize || "16");
    this.stage.setSize(clientWidth, clientHeight, devicePixelRatio || 1, letters);
    if (this.#isFitWanted && clientWidth && this.#scene.nodes.length) this.#fitFirst();
    else if (isNarrower && !isFirst) this.#reveal(this.stage.focus.selected, true);
  }
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
