/** What mouse, touch and pen do in the picture: pull, zoom, point, choose, open, drag a node, ask for its menu. */
import { select } from "d3-selection";
import { type D3ZoomEvent, zoom, zoomIdentity, zoomTransform } from "d3-zoom";
import { edgeUnder, nodeUnder } from "./pointing.ts";
import type { Stage } from "./stage.ts";
import { FARTHEST, NEAREST, type Viewport } from "./viewport.ts";

/** What a gesture asks for; nodes and edges by their places in the scene, -1 for none. */
export interface GestureDoings {
  onPoint(node: number, edge: number, x: number, y: number): void;
  onChoose(node: number, edge: number): void;
  onOpen(id: string): void;
  /** A node is pulled to a place of the layout; `isEnd` when it is let go. */
  onDrag(node: number, x: number, y: number, isEnd: boolean): void;
  onMenu(node: number, x: number, y: number): void;
  /** The reader moves the view. */
  onGrasp(): void;
}

export interface Gestures {
  /** Moves the view as a gesture would. */
  setView(view: Viewport, isPassing?: boolean): void;
  detach(): void;
}

interface Press {
  pointer: number;
  node: number;
  edge: number;
  x: number;
  y: number;
  isDrag: boolean;
  isOver: boolean;
}

/** How far a pointer may slip in a click. */
const SLIP = { mouse: 4, touch: 10 };
const LONG_PRESS = 550;
const TWICE = 400;

/** Listens on the element that holds the canvas. */
export function attachGestures(element: HTMLElement, stage: Stage, doings: GestureDoings): Gestures {
  let press: Press | null = null;
  let timer = 0;
  let last = { id: "", x: 0, y: 0, time: -Infinity };
  let hoverFrame = 0;

  const placeOf = (event: { clientX: number; clientY: number }) => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const nodeAt = (event: { clientX: number; clientY: number }, slack = 3) => {
    const { x, y } = placeOf(event);
    return nodeUnder(stage.index, stage.view.peek(), x, y, slack);
  };

  let isPassing = true;
  const behaviour = zoom<HTMLElement, unknown>()
    .scaleExtent([FARTHEST, NEAREST])
    .filter((event: MouseEvent | TouchEvent) => {
      if (event.type === "wheel") return true;
      if ("touches" in event) {
        const [touch] = event.touches;
        return event.touches.length > 1 || (touch !== undefined && nodeAt(touch, 10) < 0);
      }
      return event.button === 0 && !event.ctrlKey && nodeAt(event) < 0;
    })
    .on("zoom", ({ transform, sourceEvent }: D3ZoomEvent<HTMLElement, unknown>) => {
      if (sourceEvent) doings.onGrasp();
      stage.setView({ x: transform.x, y: transform.y, k: transform.k }, isPassing || Boolean(sourceEvent));
    });
  const target = select(element);
  target.call(behaviour).on("dblclick.zoom", null);

  const letGo = () => {
    clearTimeout(timer);
    press = null;
  };

  const onDown = (event: PointerEvent) => {
    if (!event.isPrimary) {
      // A second finger: it is a pinch.
      letGo();
      return;
    }
    if (event.button !== 0) return;
    const { x, y } = placeOf(event);
    const isTouch = event.pointerType !== "mouse";
    const node = nodeAt(event, isTouch ? 10 : 3);
    const edge = node < 0 ? edgeUnder(stage.index, stage.view.peek(), x, y, isTouch ? 10 : 5) : -1;
    press = { pointer: event.pointerId, node, edge, x, y, isDrag: false, isOver: false };
    doings.onPoint(-1, -1, x, y);
    if (!isTouch || node < 0) return;
    timer = window.setTimeout(() => {
      if (!press || press.isDrag) return;
      press.isOver = true;
      doings.onMenu(node, x, y);
    }, LONG_PRESS);
  };

  const onMove = (event: PointerEvent) => {
    const { x, y } = placeOf(event);
    if (!press) {
      if (event.buttons !== 0 || event.pointerType !== "mouse") return;
      cancelAnimationFrame(hoverFrame);
      hoverFrame = requestAnimationFrame(() => {
        const view = stage.view.peek();
        const node = nodeUnder(stage.index, view, x, y);
        doings.onPoint(node, node < 0 ? edgeUnder(stage.index, view, x, y) : -1, x, y);
      });
      return;
    }
    if (event.pointerId !== press.pointer || press.isOver) return;
    const slip = event.pointerType === "mouse" ? SLIP.mouse : SLIP.touch;
    if (!press.isDrag && Math.hypot(x - press.x, y - press.y) <= slip) return;
    clearTimeout(timer);
    if (!press.isDrag) {
      press.isDrag = true;
      if (press.node >= 0) element.setPointerCapture(event.pointerId);
    }
    const view = stage.view.peek();
    if (press.node >= 0) doings.onDrag(press.node, (x - view.x) / view.k, (y - view.y) / view.k, false);
  };

  const onUp = (event: PointerEvent) => {
    if (event.pointerId !== press?.pointer) return;
    const { node, edge, isDrag, isOver } = press;
    letGo();
    const { x, y } = placeOf(event);
    if (isDrag && node >= 0) {
      const view = stage.view.peek();
      doings.onDrag(node, (x - view.x) / view.k, (y - view.y) / view.k, true);
    }
    if (isDrag || isOver) return;
    if (isTwice(event)) {
      open();
      return;
    }
    const { clientX, clientY, timeStamp } = event;
    last = { id: stage.index.scene.nodes[node]?.id ?? "", x: clientX, y: clientY, time: timeStamp };
    doings.onChoose(node, edge);
  };

  // What the first click hit may have moved away meanwhile, such as when a panel opened.
  const isTwice = ({ timeStamp, clientX, clientY }: PointerEvent) =>
    last.id !== "" && timeStamp - last.time < TWICE && Math.hypot(clientX - last.x, clientY - last.y) < 12;
  const open = () => {
    const { id } = last;
    last = { ...last, time: -Infinity };
    doings.onOpen(id);
  };
  let swallowedUntil = -Infinity;
  // The panel that the first click opened may lie where the second one falls.
  const onDownAnywhere = (event: PointerEvent) => {
    if (event.target instanceof Node && element.contains(event.target)) return;
    if (event.button !== 0 || !isTwice(event)) return;
    swallowedUntil = event.timeStamp + TWICE;
    swallow(event);
    open();
  };
  const swallow = (event: Event) => {
    if (event.timeStamp > swallowedUntil) return;
    event.preventDefault();
    event.stopPropagation();
  };

  const onCancel = () => letGo();
  const onLeave = () => {
    cancelAnimationFrame(hoverFrame);
    doings.onPoint(-1, -1, 0, 0);
  };
  const onContext = (event: MouseEvent) => {
    event.preventDefault();
    if (press?.isOver) return;
    const { x, y } = placeOf(event);
    const node = nodeAt(event);
    if (node >= 0) {
      if (press) press.isOver = true;
      doings.onMenu(node, x, y);
    }
  };

  const aborter = new AbortController();
  const anywhere = { capture: true, signal: aborter.signal };
  addEventListener("pointerdown", onDownAnywhere, anywhere);
  for (const type of ["mousedown", "click", "dblclick"]) addEventListener(type, swallow, anywhere);
  element.addEventListener("pointerdown", onDown);
  element.addEventListener("pointermove", onMove);
  element.addEventListener("pointerup", onUp);
  element.addEventListener("pointercancel", onCancel);
  element.addEventListener("pointerleave", onLeave);
  element.addEventListener("contextmenu", onContext);

  return {
    setView(view, passing = false) {
      isPassing = passing;
      behaviour.transform(target, zoomIdentity.translate(view.x, view.y).scale(view.k));
      isPassing = true;
      // d3 says nothing where its own view was this already.
      const { x, y, k } = zoomTransform(element);
      stage.setView({ x, y, k }, passing);
    },
    detach() {
      letGo();
      aborter.abort();
      cancelAnimationFrame(hoverFrame);
      target.on(".zoom", null);
      element.removeEventListener("pointerdown", onDown);
      element.removeEventListener("pointermove", onMove);
      element.removeEventListener("pointerup", onUp);
      element.removeEventListener("pointercancel", onCancel);
      element.removeEventListener("pointerleave", onLeave);
      element.removeEventListener("contextmenu", onContext);
    },
  };
}
