/** What the Look view may ask of the picture it shows. */
import type { ReadonlySignal } from "@preact/signals";
import type { LegendEntry } from "./scene.ts";
import type { Viewport } from "./viewport.ts";

/** The doings of a picture that is on the page. */
export interface PictureHandle {
  /** Shows all of it. */
  fit(): void;
  /** Shows some of its nodes as large as there is room; nothing happens where the scene has none of them. */
  fitTo(ids: readonly string[]): void;
  zoomBy(factor: number): void;
  /** Brings a node to the middle, near enough to be read; false where the scene has no such node. */
  centreOn(id: string): boolean;
  /** Puts the keyboard into the graph. */
  focus(): void;
  /** What is seen: a screen place is `place * k + (x, y)`. */
  viewport: ReadonlySignal<Viewport>;
  show(viewport: Viewport): void;
  /** All of the scene with its legend as an SVG file. */
  toSvg(legend: LegendEntry[], title: string): string;
  /** The same as PNG. */
  toPng(legend: LegendEntry[], title: string, scale?: number): Promise<Blob>;
}

/** Where `<Picture>` puts its handle: `{ current: null }` at first. */
export interface PictureRef {
  current: PictureHandle | null;
}
