/** The editor's colours, by the variables of the page, which reach into its shadow root. */
import { HighlightStyle } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

export const darkHighlight = HighlightStyle.define([
  { tag: tags.keyword, color: "#e39cc3" },
  { tag: [tags.string, tags.special(tags.string)], color: "#f0b437" },
  { tag: [tags.atom, tags.bool, tags.number], color: "#f5823a" },
  { tag: tags.comment, color: "#a3afbb" },
  { tag: [tags.variableName, tags.definition(tags.variableName)], color: "#7cc7f2" },
  { tag: [tags.typeName, tags.namespace, tags.className], color: "#2cc79c" },
]);

/** The frame of the text. */
export function theme(isDark: boolean): Extension {
  return EditorView.theme(
    {
      "&": { color: "var(--ink)", backgroundColor: "var(--paper)", fontSize: "0.875rem", maxHeight: "15rem" },
      "&.cm-focused": { outline: "3px solid var(--strong)", outlineOffset: "1px" },
      ".cm-scroller": { fontFamily: "var(--code)", lineHeight: "1.5", overflow: "auto" },
      ".cm-content": { caretColor: "var(--ink)", minHeight: "7rem" },
      ".cm-cursor": { borderLeftColor: "var(--ink)" },
      ".cm-gutters": { color: "var(--soft)", backgroundColor: "var(--raised)", border: "none" },
      ".cm-tooltip": { color: "var(--ink)", backgroundColor: "var(--paper)", border: "1px solid var(--rule)" },
      ".cm-tooltip-autocomplete ul li[aria-selected]": { color: "var(--ink)", backgroundColor: "var(--mark)" },
      ".cm-completionDetail": { color: "var(--soft)", fontStyle: "normal" },
      ".cm-completionInfo": { maxWidth: "20rem", fontFamily: "system-ui, sans-serif" },
      ".cm-diagnostic": { fontFamily: "system-ui, sans-serif" },
      "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
        backgroundColor: "var(--mark)",
      },
    },
    { dark: isDark },
  );
}
