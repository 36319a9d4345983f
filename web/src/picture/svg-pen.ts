/** The pen that writes an SVG file; what it is given is text, whatever it looks like. */
import { FONT, type Measure, type Pen, type TextStyle } from "./pen.ts";

const written = (number: number) => String(Math.round(number * 100) / 100);

/** What XML does not allow, or had better not hold: control characters and halves of characters. */
const FORBIDDEN = /[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/gu;

/** Text as it stands in XML, between tags or in a quoted value. */
export function escaped(text: string): string {
  return text
    .replace(FORBIDDEN, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

const ANCHOR = { left: "start", middle: "middle", right: "end" } as const;

/** Collects the elements of an SVG in the order drawn. */
export class SvgPen implements Pen {
  readonly widthOf: Measure;
  readonly #elements: string[] = [];
  #path: string[] = [];

  constructor(measure: Measure) {
    this.widthOf = measure;
  }

  begin(): void {
    this.#path = [];
  }

  moveTo(x: number, y: number): void {
    this.#path.push(`M${written(x)} ${written(y)}`);
  }

  lineTo(x: number, y: number): void {
    this.#path.push(`L${written(x)} ${written(y)}`);
  }

  curveTo(x1: number, y1: number, x: number, y: number): void {
    this.#path.push(`Q${written(x1)} ${written(y1)} ${written(x)} ${written(y)}`);
  }

  circle(x: number, y: number, radius: number): void {
    const r = written(radius);
    const wide = written(2 * radius);
    this.#path.push(`M${written(x - radius)} ${written(y)}a${r} ${r} 0 1 0 ${wide} 0a${r} ${r} 0 1 0 -${wide} 0Z`);
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.#path.push(`M${written(x)} ${written(y)}h${written(width)}v${written(height)}h${written(-width)}Z`);
  }

  close(): void {
    this.#path.push("Z");
  }

  fill(colour: string, opacity: number): void {
    this.#add(`fill="${escaped(colour)}"`, opacity);
  }

  stroke(colour: string, width: number, opacity: number, dash?: readonly number[]): void {
    const dashed = dash ? ` stroke-dasharray="${dash.map(written).join(" ")}"` : "";
    const line = `fill="none" stroke="${escaped(colour)}" stroke-width="${written(width)}" stroke-linejoin="round"`;
    this.#add(`${line}${dashed}`, opacity);
  }

  text(line: string, x: number, y: number, style: TextStyle): void {
    const halo = style.halo
      ? ` stroke="${escaped(style.halo)}" stroke-width="${written(style.size / 4)}" stroke-linejoin="round" paint-order="stroke"`
      : "";
    const bold = style.isBold ? ' font-weight="600"' : "";
    const faint = style.opacity < 1 ? ` opacity="${written(style.opacity)}"` : "";
    // Not every reader of SVG knows `dominant-baseline`, so the line is set by its foot.
    const place = `x="${written(x)}" y="${written(y + 0.35 * style.size)}"`;
    this.#elements.push(
      `<text ${place} text-anchor="${ANCHOR[style.align]}" font-size="${written(style.size)}"${bold}${faint} fill="${escaped(style.colour)}"${halo}>${escaped(line)}</text>`,
    );
  }

  /** The whole file. */
  file(width: number, height: number, title: string, description: string): string {
    const [wide, high] = [Math.ceil(width), Math.ceil(height)];
    const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${high}" viewBox="0 0 ${wide} ${high}" font-family="${escaped(FONT)}" role="img">`;
    const words = `<title>${escaped(title)}</title>\n<desc>${escaped(description)}</desc>`;
    return `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${words}\n${this.#elements.join("\n")}\n</svg>\n`;
  }

  #add(look: string, opacity: number): void {
    if (this.#path.length === 0) return;
    const faint = opacity < 1 ? ` opacity="${written(opacity)}"` : "";
    this.#elements.push(`<path d="${this.#path.join("")}" ${look}${faint}/>`);
  }
}
