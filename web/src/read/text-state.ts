/** The texts that the reader has loaded; they are kept in the memory of the page and nowhere else. */
import { type Signal, signal } from "@preact/signals";
import { dataOf } from "../data/files.ts";
import { announce } from "../state/shared.ts";
import { MOST_BYTES, type SourceText, sourceText } from "./text.ts";

export const loadedTexts: Signal<readonly SourceText[]> = signal([]);

/** What went wrong with the last file, in words. */
export const textFault = signal("");

/** Takes a file of the reader as the text of a source, or says why it is none. */
export async function loadText(file: File): Promise<void> {
  try {
    if (file.size > MOST_BYTES) throw new Error(`${file.name} is too large to be the text of a review.`);
    const { texts } = await dataOf("about.json");
    const read = sourceText(new Uint8Array(await file.arrayBuffer()), texts);
    loadedTexts.value = [...loadedTexts.value.filter((one) => one.source !== read.source), read];
    textFault.value = "";
    announce("The review’s text is loaded. Sentences are shown in their context.");
  } catch (error) {
    textFault.value = error instanceof Error ? error.message : `${file.name} cannot be read.`;
    announce(textFault.value);
  }
}
