/** A class in the tree of classes. */
import type { ClassNode, Ref } from "../data/types.ts";

export interface ClassPlace {
  node: ClassNode;
  /** The wider classes, the widest first. */
  above: Ref[];
}

/** Every place of a class in the tree. */
export function placesOfClass(classes: readonly ClassNode[], id: string): ClassPlace[] {
  const found: ClassPlace[] = [];
  const look = (nodes: readonly ClassNode[], above: Ref[]) => {
    for (const node of nodes) {
      if (node.id === id) found.push({ node, above });
      look(node.below, [...above, { id: node.id, label: node.label }]);
    }
  };
  look(classes, []);
  return found;
}
