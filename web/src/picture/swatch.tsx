/** The small picture of a kind of node or of a relation, for legends and lists. */
import type { ColourName, ShapeName } from "../data/types.ts";
import "./picture.css";
import { fillColour } from "./palette.ts";
import { outlineOf } from "./shapes.ts";

/** A shape in its filling; without a shape a line in the relation's colour, which follows the scheme. */
export function Swatch({ colour, shape, isDashed }: { colour: ColourName; shape?: ShapeName; isDashed?: boolean }) {
  return (
    <svg class="picture-swatch" viewBox="0 0 20 16" width="20" height="16" aria-hidden="true" focusable="false">
      {shape ? (
        <path d={outlineOf(shape, 10, 8, 6)} fill={fillColour(colour)} class="picture-swatch-shape" />
      ) : (
        <path
          d="M1 8H19"
          class={`picture-line-${colour}`}
          stroke-width="2.5"
          {...(isDashed ? { "stroke-dasharray": "5 3" } : {})}
        />
      )}
    </svg>
  );
}
