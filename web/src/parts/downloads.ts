/** Tables as text files, and handing a file to the reader. */
export { latexOf, latexText } from "./latex.ts";

/** Hands a file to the reader; nothing leaves the page. */
export function download(name: string, type: string, content: string | Blob): void {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads the file after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** CSV as RFC 4180 has it: lines end in CRLF, quotes are doubled. */
export function csvOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, ...rows].map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
}

/** Tab-separated: tabs and line ends inside a cell become spaces. */
export function tsvOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, ...rows]
    .map((row) => `${row.map((one) => inert(one).replace(/\s*[\t\r\n]\s*/g, " ")).join("\t")}\n`)
    .join("");
}

/** A name for a file out of any words. */
export function fileName(words: string): string {
  const plain = words
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return plain.slice(0, 60) || "naseikg";
}

function quoted(text: string): string {
  const cell = inert(text);
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/**
 * A text that a spreadsheet would take for a formula, with an apostrophe before it; numbers with a sign stay as they
 * are, also with a unit. No text of the review begins so; somebody else's may.
 */
function inert(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) && !/^[+-][\d.][^()|!=]*$/.test(cell) ? `'${cell}` : cell;
}
