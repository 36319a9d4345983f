/** Marks of a plot: which colour and shape a group gets, and how words flow around. */
import type { ColourName, ShapeName } from "../data/types.ts";

export interface Mark {
  colour: ColourName;
  shape: ShapeName;
}

/** Neighbours differ in colour and in shape; beyond them they repeat in other pairs. */
const COLOURS: readonly ColourName[] = ["blue", "orange", "green", "pink", "sky", "vermilion", "yellow", "brown"];
const SHAPES: readonly ShapeName[] = ["dot", "triangle", "square", "diamond", "hexagon", "triangleDown", "star"];

/** The mark of each group, the same for the same set of groups. */
export function marksOf(groups: Iterable<string>): Map<string, Mark> {
  const names = [...new Set(groups)].sort();
  return new Map(
    names.map((name, place) => {
      const colour = COLOURS[place % COLOURS.length] ?? "grey";
      return [name, { colour, shape: SHAPES[place % SHAPES.length] ?? "dot" }];
    }),
  );
}

/** Places of texts that flow in lines, each with room before it; widths are guessed from the letters. */
export function flowed(texts: readonly string[], width: number, letter: number, before: number): [number, number][] {
  let [x, line] = [0, 0];
  return texts.map((text) => {
    const wide = before + text.length * letter + 2 * letter;
    if (x > 0 && x + wide > width) [x, line] = [0, line + 1];
    const place: [number, number] = [x, line];
    x += wide;
    return place;
  });
}

/** A text in lines of so many letters at most; a longer word stands alone. */
export function wrapped(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A text cut to so many letters. */
export function cut(text: string, letters: number): string {
  return text.length <= letters ? text : `${text.slice(0, Math.max(1, letters - 1)).trimEnd()}…`;
}
