/** The editor of queries: CodeMirror in a shadow root, whose styles the content policy of the page allows. */
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, defaultHighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { type Diagnostic, lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState, Prec } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { useEffect, useRef } from "preact/hooks";
import { complete } from "./completion.ts";
import { darkHighlight, theme } from "./editor-theme.ts";
import type { Remark } from "./remarks.ts";

export interface EditorProps {
  text: string;
  label: string;
  /** Faults and warnings to mark. */
  remarks: readonly Remark[];
  onChange(text: string): void;
  onRun(): void;
}

/** Tab leaves the editor, as it leaves any other box. */
export function Editor({ text, label, remarks, onChange, onRun }: EditorProps) {
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const calls = useRef({ onChange, onRun });
  calls.current = { onChange, onRun };
  useEffect(() => {
    const host = box.current;
    if (!host) return;
    const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    const made = new EditorView({ root, parent: root, state: stateOf(text, label, calls) });
    view.current = made;
    return () => made.destroy();
  }, [label]);
  useEffect(() => {
    const shown = view.current?.state.doc.toString();
    if (view.current && shown !== text) {
      view.current.dispatch({ changes: { from: 0, to: shown?.length ?? 0, insert: text } });
    }
  }, [text]);
  useEffect(() => {
    if (view.current) view.current.dispatch(setDiagnostics(view.current.state, diagnostics(view.current, remarks)));
  }, [remarks]);
  return <div class="ask-editor" ref={box} />;
}

function stateOf(
  text: string,
  label: string,
  calls: { current: Pick<EditorProps, "onChange" | "onRun"> },
): EditorState {
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  const run = () => {
    calls.current.onRun();
    return true;
  };
  return EditorState.create({
    doc: text,
    extensions: [
      lineNumbers(),
      history(),
      drawSelection(),
      bracketMatching(),
      closeBrackets(),
      lintGutter(),
      StreamLanguage.define(sparql),
      syntaxHighlighting(isDark ? darkHighlight : defaultHighlightStyle),
      autocompletion({ override: [complete] }),
      Prec.highest(keymap.of([{ key: "Mod-Enter", run }])),
      keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", autocapitalize: "off" }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) calls.current.onChange(update.state.doc.toString());
      }),
      theme(isDark),
    ],
  });
}

function diagnostics(view: EditorView, remarks: readonly Remark[]): Diagnostic[] {
  const { doc } = view.state;
  return remarks.map(({ line, column, length, severity, message }) => {
    const found = doc.line(Math.min(Math.max(line, 1), doc.lines));
    const from = Math.min(found.from + column - 1, doc.length);
    return { from, to: Math.min(from + length, doc.length), severity, message };
  });
}
