/** State that all pages share. */
import { signal } from "@preact/signals";
import { textInAddress } from "./address.ts";

/** The id of the thing or term that the panel shows; "" for none. */
export const selected = textInAddress("any", "thing");

/** What the reader looked for by name last: the Look view brings it into its picture and puts null here. */
export const sought = signal<{ id: string } | null>(null);

/** Selects what was looked for by name. */
export function seek(id: string): void {
  selected.value = id;
  sought.value = { id };
}

/** What a screen reader is told. */
export const announcement = signal("");

/** Tells a screen reader what happened; sighted readers see it happen. */
export function announce(text: string): void {
  announcement.value = text;
}
