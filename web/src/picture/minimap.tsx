/** A small picture of all, with a frame around what is seen; the frame can be pulled. */
import { effect } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Control } from "./control.ts";
import { fillColour } from "./palette.ts";
import type { Scene } from "./scene.ts";
import { type Bounds, boundsOf, centred, seenOf } from "./viewport.ts";

const WIDTH = 168;
const HEIGHT = 112;
/** A graph of fewer nodes is found again without it. */
const LARGE = 250;

interface Scale {
  k: number;
  x: number;
  y: number;
}

function scaleOf(bounds: Bounds): Scale {
  const k = Math.min((WIDTH - 12) / (bounds.right - bounds.left), (HEIGHT - 12) / (bounds.bottom - bounds.top));
  return {
    k,
    x: WIDTH / 2 - (k * (bounds.left + bounds.right)) / 2,
    y: HEIGHT / 2 - (k * (bounds.top + bounds.bottom)) / 2,
  };
}

export function Minimap({ control, scene }: { control: Control | null; scene: Scene }) {
  // Until the reader says otherwise it is there when the graph is large, not all is seen, and there is room for it.
  const [wish, setWish] = useState<boolean | null>(null);
  const [isPart, setPart] = useState(false);
  const isOpen = wish ?? (isPart && scene.nodes.length > LARGE && innerWidth > 900);
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const scale = useRef<Scale>({ k: 1, x: 0, y: 0 });
  useEffect(() => {
    const context = isOpen && canvas.current?.getContext("2d");
    if (!context) return;
    scale.current = scaleOf(boundsOf(scene.nodes));
    drawSmall(context, scene, scale.current);
  }, [scene, isOpen]);
  useEffect(() => {
    if (!control) return;
    return effect(() => {
      const view = control.viewport.value;
      const { width, height } = control.stage;
      const all = boundsOf(scene.nodes);
      const seen = seenOf(view, width, height);
      setPart(seen.left > all.left || seen.top > all.top || seen.right < all.right || seen.bottom < all.bottom);
    });
  }, [control, scene]);
  useEffect(() => {
    if (!control || !isOpen) return;
    return effect(() => {
      const seen = seenOf(control.viewport.value, control.stage.width, control.stage.height);
      if (frame.current) placeFrame(frame.current, seen, scale.current);
    });
  }, [control, scene, isOpen]);
  const pull = (event: PointerEvent) => {
    if (!control || event.buttons !== 1) return;
    event.preventDefault();
    const target = event.currentTarget as HTMLElement;
    if (event.type === "pointerdown") target.setPointerCapture(event.pointerId);
    const box = target.getBoundingClientRect();
    const { k, x, y } = scale.current;
    const [left, top] = [(event.clientX - box.left - x) / k, (event.clientY - box.top - y) / k];
    control.show(centred(control.viewport.peek(), left, top, control.stage.width, control.stage.height));
  };
  return (
    <div class="picture-overview">
      <button type="button" aria-expanded={isOpen} onClick={() => setWish(!isOpen)}>
        Overview
      </button>
      {isOpen && (
        // Pointers only: by keyboard the same is done with the keys of the graph.
        <div class="picture-small" aria-hidden="true" onPointerDown={pull} onPointerMove={pull}>
          <canvas ref={canvas} />
          <div class="picture-frame" ref={frame} />
        </div>
      )}
    </div>
  );
}

function drawSmall(context: CanvasRenderingContext2D, { nodes }: Scene, { k, x, y }: Scale): void {
  const ratio = devicePixelRatio || 1;
  context.canvas.width = WIDTH * ratio;
  context.canvas.height = HEIGHT * ratio;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const side = nodes.length > 1000 ? 1.5 : 3;
  for (const node of nodes) {
    context.globalAlpha = node.isDimmed ? 0.3 : 1;
    context.fillStyle = fillColour(node.colour);
    context.fillRect(node.x * k + x - side / 2, node.y * k + y - side / 2, side, side);
  }
}

function placeFrame(frame: HTMLElement, seen: Bounds, { k, x, y }: Scale): void {
  const left = Math.max(0, seen.left * k + x);
  const top = Math.max(0, seen.top * k + y);
  const right = Math.min(WIDTH, seen.right * k + x);
  const bottom = Math.min(HEIGHT, seen.bottom * k + y);
  frame.style.left = `${left}px`;
  frame.style.top = `${top}px`;
  frame.style.width = `${Math.max(4, right - left)}px`;
  frame.style.height = `${Math.max(4, bottom - top)}px`;
}
