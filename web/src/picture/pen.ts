/** What the picture is drawn with: a pen of a canvas, or one that writes an SVG. Both draw the same. */

/** How a text looks. */
export interface TextStyle {
  size: number;
  colour: string;
  /** Behind the letters, so that lines do not cross them; "" for none. */
  halo: string;
  isBold: boolean;
  opacity: number;
  align: "left" | "middle" | "right";
}

/** Builds a path of any number of pieces, then fills or strokes it; places are in pixels of the picture. */
export interface Pen {
  begin(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  /** A quadratic curve. */
  curveTo(x1: number, y1: number, x: number, y: number): void;
  circle(x: number, y: number, radius: number): void;
  rect(x: number, y: number, width: number, height: number): void;
  close(): void;
  fill(colour: string, opacity: number): void;
  stroke(colour: string, width: number, opacity: number, dash?: readonly number[]): void;
  /** One line of text; `y` is the middle of its letters. */
  text(line: string, x: number, y: number, style: TextStyle): void;
  widthOf(line: string, size: number, isBold: boolean): number;
}

export const FONT = 'system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif';

/** Measures a line of text. */
export type Measure = (line: string, size: number, isBold: boolean) => number;

/** Measures with a canvas, and remembers. */
export function measureWith(context: CanvasRenderingContext2D): Measure {
  const known = new Map<string, number>();
  return (line, size, isBold) => {
    const key = `${isBold ? "b" : "n"}${line}`;
    let width = known.get(key);
    if (width === undefined) {
      context.save();
      context.font = `${isBold ? "600 " : ""}100px ${FONT}`;
      width = context.measureText(line).width / 100;
      context.restore();
      if (known.size > 50_000) known.clear();
      known.set(key, width);
    }
    return width * size;
  };
}
