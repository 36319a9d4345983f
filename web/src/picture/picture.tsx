/** Draws a scene on a canvas that can be moved, zoomed, and read by keyboard. */
import "./picture.css";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Control, type Tip } from "./control.ts";
import type { PictureRef } from "./handle.ts";
import { KEYS_IN_WORDS } from "./keys.ts";
import { Minimap } from "./minimap.tsx";
import type { LegendEntry, Scene } from "./scene.ts";
import type { Viewport } from "./viewport.ts";

export interface PictureProps {
  scene: Scene;
  /** What the shapes and colours mean; drawn in exports. */
  legend: LegendEntry[];
  /** The id of the selected node, or "". */
  selected: string;
  /** Of the graph region for screen readers, such as "Layers and what they do, 62 things, 140 links". */
  label: string;
  /** A node was chosen; "" when the choice was taken back. */
  onSelect(id: string): void;
  /** A node was double-clicked, or chosen with Enter when it was selected: its neighbours are wanted. */
  onOpen(id: string): void;
  /** A node was dragged to a place of the layout. */
  onMove(id: string, x: number, y: number): void;
  /** The menu of a node is wanted (right click, long press, menu key), at a place within the picture's box. */
  onMenu?(id: string, x: number, y: number): void;
  /** An edge was clicked: its place in `scene.edges`. */
  onEdge?(edge: number): void;
  /** Fits again when this changes, such as the name of the view and of the layout; else the view stays. */
  fitOn?: string;
  /** The view at first, in place of all. */
  start?: Viewport;
  handle?: PictureRef;
}

export function Picture(props: PictureProps) {
  const { scene, selected, label, fitOn = "", start, handle } = props;
  const graph = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const fittedOn = useRef<string | null>(null);
  const isPointed = useRef(false);
  const [control, setControl] = useState<Control | null>(null);
  const [tip, setTip] = useState<Tip | null>(null);
  const keys = useId();

  useLayoutEffect(() => {
    if (!graph.current || !canvas.current) return;
    const made = new Control(graph.current, canvas.current, { ...props, onTip: setTip }, start ?? null);
    setControl(made);
    if (handle) handle.current = made;
    return () => {
      if (handle?.current === made) handle.current = null;
      made.stop();
    };
    // The picture is made once; what changes is handed over below.
  }, []);

  useLayoutEffect(() => {
    if (!control) return;
    control.listeners = { ...props, onTip: setTip };
    control.setScene(scene, fittedOn.current !== fitOn);
    fittedOn.current = fitOn;
    control.setSelected(selected);
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (!control) return;
    isPointed.current = false;
    setTip(null);
    if (!control.key(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onPointerDown = () => {
    isPointed.current = true;
    control?.leave();
  };
  const onFocus = () => {
    if (!isPointed.current) control?.enter();
  };
  const onBlur = () => {
    isPointed.current = false;
    control?.leave();
  };

  return (
    <div class="picture">
      <div
        class="picture-graph"
        ref={graph}
        role="application"
        aria-roledescription="graph"
        aria-label={label}
        aria-describedby={keys}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the graph is moved in by keyboard.
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onFocus={onFocus}
        onBlur={onBlur}
      >
        <canvas class="picture-canvas" ref={canvas} />
      </div>
      <p id={keys} class="unseen">
        {KEYS_IN_WORDS}
      </p>
      {tip && <TipBox tip={tip} />}
      <Minimap control={control} scene={scene} />
    </div>
  );
}

/** The words beside the pointer, kept within the picture. */
function TipBox({ tip }: { tip: Tip }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const own = box.current;
    const around = own?.parentElement;
    if (!own || !around) return;
    const left = Math.min(tip.x + 14, around.clientWidth - own.offsetWidth - 6);
    const below = tip.y + 18;
    const top = below + own.offsetHeight < around.clientHeight ? below : tip.y - own.offsetHeight - 10;
    own.style.left = `${Math.max(6, left)}px`;
    own.style.top = `${Math.max(6, top)}px`;
  }, [tip]);
  return (
    <div class="picture-tip" role="tooltip" ref={box}>
      {tip.text}
    </div>
  );
}
