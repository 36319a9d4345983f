/** Numbers with their nouns. */

/** "1 link", "2 links"; "no links" for none. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count === 0 ? "no" : count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;
}

/** "62 things, 140 links". */
export function sizeInWords(nodes: number, edges: number): string {
  return `${counted(nodes, "thing")}, ${counted(edges, "link")}`;
}
