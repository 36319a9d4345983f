/** The colours of kinds and relations: those of Okabe and Ito, as filling and as line on a light and a dark page. */
import type { ColourName } from "../data/types.ts";

export interface Colour {
  fill: string;
  onLight: string;
  onDark: string;
}

/** The same as COLOURS of src/naseikg/drawing/looks.py; a test compares them. */
export const COLOURS: Readonly<Record<ColourName, Colour>> = {
  blue: { fill: "#0072b2", onLight: "#0067a3", onDark: "#5fb4ea" },
  brown: { fill: "#8c5a3c", onLight: "#7a4b2e", onDark: "#cf9b7a" },
  green: { fill: "#009e73", onLight: "#00795a", onDark: "#2cc79c" },
  grey: { fill: "#9aa5b1", onLight: "#5c6773", onDark: "#a3afbb" },
  orange: { fill: "#e69f00", onLight: "#946400", onDark: "#f0b437" },
  pink: { fill: "#cc79a7", onLight: "#a34a7c", onDark: "#e39cc3" },
  sky: { fill: "#56b4e9", onLight: "#1f76ab", onDark: "#7cc7f2" },
  vermilion: { fill: "#d55e00", onLight: "#b34e00", onDark: "#f5823a" },
  yellow: { fill: "#f0e442", onLight: "#776e00", onDark: "#f0e442" },
};

/** The page under the picture, and what is written on it; the values of style.css. */
export interface Scheme {
  isDark: boolean;
  paper: string;
  ink: string;
  soft: string;
  rule: string;
  strong: string;
}

export const LIGHT: Scheme = {
  isDark: false,
  paper: "#ffffff",
  ink: "#1b2129",
  soft: "#4b5663",
  rule: "#d5dbe1",
  strong: "#0067a3",
};

export const DARK: Scheme = {
  isDark: true,
  paper: "#12161b",
  ink: "#e8ecf1",
  soft: "#aeb8c4",
  rule: "#343e49",
  strong: "#7cc7f2",
};

/** The colour of a line. */
export function lineColour(name: ColourName, scheme: Scheme): string {
  const colour = COLOURS[name] ?? COLOURS.grey;
  return scheme.isDark ? colour.onDark : colour.onLight;
}

/** The filling of a node; its outline is in ink, which tells it from the page. */
export function fillColour(name: ColourName): string {
  return (COLOURS[name] ?? COLOURS.grey).fill;
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast of two colours such as "#ffffff" as WCAG 2 computes it, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}
