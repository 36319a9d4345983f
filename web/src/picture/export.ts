/** The scene as a picture to keep: all of it, with its title and legend, on white. */
import { CanvasPen } from "./canvas-pen.ts";
import { draw, shape } from "./draw.ts";
import { NOTHING } from "./emphasis.ts";
import { SceneIndex } from "./index.ts";
import { fillColour, LIGHT, lineColour } from "./palette.ts";
import type { Measure, Pen } from "./pen.ts";
import type { LegendEntry, Scene } from "./scene.ts";
import { SvgPen } from "./svg-pen.ts";
import { boundsOf } from "./viewport.ts";

const EDGE = 48;
const LETTERS = 13;
const ROW = 24;
/** No exported picture is wider or higher, in pixels before scaling. */
const LARGEST = 6000;
/** A canvas holds no more pixels in all browsers. */
const MOST_PIXELS = 60_000_000;

interface Sheet {
  width: number;
  height: number;
  draw(pen: Pen): void;
}

/** The picture as an SVG file. */
export function svgOf(scene: Scene, legend: readonly LegendEntry[], title: string, measure: Measure): string {
  const sheet = sheetOf(scene, legend, title, measure);
  const pen = new SvgPen(measure);
  sheet.draw(pen);
  const counts = `${scene.nodes.length} nodes, ${scene.edges.length} links`;
  return pen.file(sheet.width, sheet.height, title, counts);
}

/** The picture as a PNG file, `scale` pixels for each of the SVG's. */
export async function pngOf(
  scene: Scene,
  legend: readonly LegendEntry[],
  title: string,
  measure: Measure,
  scale = 2,
): Promise<Blob> {
  const sheet = sheetOf(scene, legend, title, measure);
  const fine = Math.min(scale, Math.sqrt(MOST_PIXELS / (sheet.width * sheet.height)));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(sheet.width * fine);
  canvas.height = Math.round(sheet.height * fine);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser gives no canvas to draw on. Export the picture as SVG.");
  context.scale(fine, fine);
  sheet.draw(new CanvasPen(context, measure));
  return new Promise((done, fail) => {
    canvas.toBlob((blob) => {
      if (blob) done(blob);
      else fail(new Error("The picture is too large for PNG. Export it as SVG."));
    }, "image/png");
  });
}

/** What is on the paper and where; title above, legend below. */
function sheetOf(scene: Scene, legend: readonly LegendEntry[], title: string, measure: Measure): Sheet {
  const index = new SceneIndex(scene);
  const bounds = boundsOf(scene.nodes);
  const wide = bounds.right - bounds.left;
  const high = bounds.bottom - bounds.top;
  const k = Math.min(1, LARGEST / wide, LARGEST / high);
  const head = 56;
  // Labels stand out beside the outer nodes.
  const width = Math.max(640, Math.ceil(wide * k + 2 * EDGE + 160));
  const columns = columnsOf(legend, width, measure);
  const bodyHigh = Math.ceil(high * k + 2 * EDGE);
  const height = head + bodyHigh + columns.height;
  const view = {
    k,
    x: width / 2 - (k * (bounds.left + bounds.right)) / 2,
    y: head + bodyHigh / 2 - (k * (bounds.top + bounds.bottom)) / 2,
  };
  return {
    width,
    height,
    draw(pen) {
      pen.begin();
      pen.rect(0, 0, width, height);
      pen.fill(LIGHT.paper, 1);
      draw(pen, { index, view, width, height, scheme: LIGHT, focus: NOTHING, letters: LETTERS, mostLabels: 5000 });
      pen.begin();
      pen.rect(0, 0, width, head - 8);
      pen.fill(LIGHT.paper, 0.9);
      pen.text(title, EDGE / 2, 28, { ...WORDS, size: 18, isBold: true });
      pen.begin();
      pen.moveTo(EDGE / 2, head + bodyHigh);
      pen.lineTo(width - EDGE / 2, head + bodyHigh);
      pen.stroke(LIGHT.rule, 1, 1);
      columns.entries.forEach(({ entry, x, y }) => {
        drawEntry(pen, entry, x, head + bodyHigh + y);
      });
    },
  };
}

const WORDS = { size: LETTERS, colour: LIGHT.ink, halo: "", isBold: false, opacity: 1, align: "left" } as const;

function wordsOf(entry: LegendEntry): string {
  return `${entry.label} (${entry.count})`;
}

function columnsOf(legend: readonly LegendEntry[], width: number, measure: Measure) {
  const widest = legend.reduce((most, entry) => Math.max(most, measure(wordsOf(entry), LETTERS, false)), 80) + 48;
  const columns = Math.max(1, Math.floor((width - EDGE) / widest));
  const rows = Math.ceil(legend.length / columns);
  const entries = legend.map((entry, nth) => ({
    entry,
    x: EDGE / 2 + Math.floor(nth / Math.max(1, rows)) * widest,
    y: 24 + (nth % Math.max(1, rows)) * ROW,
  }));
  return { entries, height: rows * ROW + 24 };
}

function drawEntry(pen: Pen, entry: LegendEntry, x: number, y: number): void {
  pen.begin();
  if (entry.shape) {
    shape(pen, entry.shape, x + 12, y, 7);
    pen.fill(fillColour(entry.colour), 1);
    pen.stroke(LIGHT.ink, 1, 1);
  } else {
    pen.moveTo(x, y);
    pen.lineTo(x + 24, y);
    pen.stroke(lineColour(entry.colour, LIGHT), 2.5, 1, entry.isDashed ? [6, 4] : undefined);
  }
  pen.text(wordsOf(entry), x + 32, y, WORDS);
}
