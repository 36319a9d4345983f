/** The pen of a canvas. */
import { FONT, type Measure, type Pen, type TextStyle } from "./pen.ts";

const TURN = 2 * Math.PI;

/** Draws on a canvas whose transformation is already set. */
export class CanvasPen implements Pen {
  readonly widthOf: Measure;
  readonly #context: CanvasRenderingContext2D;

  constructor(context: CanvasRenderingContext2D, measure: Measure) {
    this.#context = context;
    this.widthOf = measure;
    context.lineJoin = "round";
    context.textBaseline = "middle";
  }

  begin(): void {
    this.#context.beginPath();
  }

  moveTo(x: number, y: number): void {
    this.#context.moveTo(x, y);
  }

  lineTo(x: number, y: number): void {
    this.#context.lineTo(x, y);
  }

  curveTo(x1: number, y1: number, x: number, y: number): void {
    this.#context.quadraticCurveTo(x1, y1, x, y);
  }

  circle(x: number, y: number, radius: number): void {
    this.#context.moveTo(x + radius, y);
    this.#context.arc(x, y, radius, 0, TURN);
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.#context.rect(x, y, width, height);
  }

  close(): void {
    this.#context.closePath();
  }

  fill(colour: string, opacity: number): void {
    this.#context.globalAlpha = opacity;
    this.#context.fillStyle = colour;
    this.#context.fill();
    this.#context.globalAlpha = 1;
  }

  stroke(colour: string, width: number, opacity: number, dash?: readonly number[]): void {
    const context = this.#context;
    context.globalAlpha = opacity;
    context.strokeStyle = colour;
    context.lineWidth = width;
    if (dash) context.setLineDash(dash as number[]);
    context.stroke();
    if (dash) context.setLineDash([]);
    context.globalAlpha = 1;
  }

  text(line: string, x: number, y: number, style: TextStyle): void {
    const context = this.#context;
    context.font = `${style.isBold ? "600 " : ""}${style.size}px ${FONT}`;
    context.textAlign = style.align === "middle" ? "center" : style.align;
    context.globalAlpha = style.opacity;
    if (style.halo) {
      context.strokeStyle = style.halo;
      context.lineWidth = style.size / 4;
      context.strokeText(line, x, y);
    }
    context.fillStyle = style.colour;
    context.fillText(line, x, y);
    context.globalAlpha = 1;
  }
}
