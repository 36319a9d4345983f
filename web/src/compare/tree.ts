/** The class tree as the lines that are seen. */
import type { ClassNode } from "../data/types.ts";
import { searched } from "../parts/table-state.ts";

export interface Line {
  node: ClassNode;
  /** From 1. */
  level: number;
  /** Its place among its siblings, from 1, and how many they are. */
  place: number;
  of: number;
  isOpen: boolean;
  /** Whether the filter names it, and not only something below it. */
  isFound: boolean;
  /** The way to it; a class with two upper classes stands in two places. */
  path: string;
}

/** The lines that are seen: all below open classes, or with a filter what it finds and the way there. */
export function linesOf(roots: readonly ClassNode[], open: ReadonlySet<string>, filter: string): Line[] {
  const words = searched(filter).split(/\s+/).filter(Boolean);
  const lines: Line[] = [];
  const walk = (nodes: readonly ClassNode[], level: number, above: string) => {
    const kept = words.length ? nodes.filter((one) => holds(one, words)) : nodes;
    kept.forEach((node, at) => {
      const path = `${above}/${node.id}`;
      const below = words.length ? node.below.filter((one) => holds(one, words)) : node.below;
      const isOpen = below.length > 0 && (words.length > 0 || open.has(path));
      const isFound = words.length > 0 && names(node, words);
      lines.push({ node, level, place: at + 1, of: kept.length, isOpen, isFound, path });
      if (isOpen) walk(below, level + 1, path);
    });
  };
  walk(roots, 1, "");
  return lines;
}

/** Every class once, with its upper classes before it, for a file. */
export function everyClass(roots: readonly ClassNode[]): { node: ClassNode; above: string }[] {
  const found: { node: ClassNode; above: string }[] = [];
  const walk = (nodes: readonly ClassNode[], above: string) => {
    for (const node of nodes) {
      found.push({ node, above });
      walk(node.below, above ? `${above} > ${node.label}` : node.label);
    }
  };
  walk(roots, "");
  return found;
}

function names(node: ClassNode, words: readonly string[]): boolean {
  const text = searched(`${node.label} ${node.id}`);
  return words.every((word) => text.includes(word));
}

function holds(node: ClassNode, words: readonly string[]): boolean {
  return names(node, words) || node.below.some((one) => holds(one, words));
}
