/** What is shown and how: the picture, the layout, undo, path, table, files. */
import { useId } from "preact/hooks";
import type { PictureSummary } from "../data/types.ts";
import { LAYOUTS } from "../picture/layouts.ts";
import { ExportMenu } from "./export-menu.tsx";
import { isPathOpen } from "./path-bar.tsx";
import { change, history, redo, showPicture, undo } from "./session.ts";
import { look } from "./state.ts";

export function Toolbar({ pictures }: { pictures: readonly PictureSummary[] }) {
  const { view, layout, asTable } = look.value;
  const [picture, arrangement] = [useId(), useId()];
  const [past, future] = [history.value.past.at(-1), history.value.future.at(-1)];
  const everything = pictures.some(({ name }) => name === "everything");
  return (
    <section class="look-tools" aria-label="What is shown">
      <span class="look-choice">
        <label for={picture}>Picture</label>
        <select id={picture} value={view} onChange={(event) => showPicture(event.currentTarget.value)}>
          {pictures.map(({ name, title }) => (
            <option key={name} value={name}>
              {name === "everything" ? "The whole graph" : title}
            </option>
          ))}
          {!everything && <option value="everything">The whole graph</option>}
        </select>
      </span>
      <span class="look-choice">
        <label for={arrangement}>Layout</label>
        <select
          id={arrangement}
          value={layout}
          disabled={asTable}
          onChange={(event) => {
            const chosen = LAYOUTS.find(({ name }) => name === event.currentTarget.value);
            if (chosen) change(`layout ${chosen.label}`, { layout: chosen.name });
          }}
        >
          {LAYOUTS.map(({ name, label, title }) => (
            <option key={name} value={name} title={title}>
              {label}
            </option>
          ))}
        </select>
      </span>
      <span class="look-pair">
        <button
          type="button"
          onClick={undo}
          disabled={!past}
          title={past ? `Undo ${past.did} (Ctrl+Z)` : "Nothing to undo"}
        >
          Undo
        </button>
        <button
          type="button"
          onClick={redo}
          disabled={!future}
          title={future ? `Redo ${future.did} (Ctrl+Shift+Z)` : "Nothing to redo"}
        >
          Redo
        </button>
      </span>
      <button
        type="button"
        aria-expanded={isPathOpen.value || look.value.path !== null}
        onClick={() => {
          isPathOpen.value = !(isPathOpen.value || look.value.path);
          if (!isPathOpen.value && look.value.path) change("leaving the path", { path: null });
        }}
      >
        Path
      </button>
      <button
        type="button"
        aria-pressed={asTable}
        onClick={() => change(asTable ? "showing the graph" : "showing the table", { asTable: !asTable })}
      >
        Table
      </button>
      <ExportMenu />
    </section>
  );
}
