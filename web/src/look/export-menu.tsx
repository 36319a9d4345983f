/** Files of what is seen: pictures, graphs, tables. */
import { useRef } from "preact/hooks";
import { gexfOf } from "../exports/gexf.ts";
import { graphmlOf } from "../exports/graphml.ts";
import { jsonldOf } from "../exports/jsonld.ts";
import { fileGraphOf } from "../exports/of-seen.ts";
import type { FileGraph } from "../exports/seen-graph.ts";
import { edgesCsv, nodesCsv } from "../exports/tables.ts";
import { download, fileName } from "../parts/downloads.ts";
import { announce } from "../state/shared.ts";
import { handle, scene } from "./drawn.ts";
import { base, legend, looks, shown } from "./session.ts";
import { look } from "./state.ts";

interface Format {
  label: string;
  ending: string;
  type: string;
  of(graph: FileGraph): string;
}

const FORMATS: Format[] = [
  { label: "GraphML", ending: ".graphml", type: "application/xml", of: graphmlOf },
  { label: "GEXF (Gephi)", ending: ".gexf", type: "application/xml", of: gexfOf },
  { label: "JSON-LD", ending: ".jsonld", type: "application/ld+json", of: jsonldOf },
  { label: "Things as CSV", ending: "-things.csv", type: "text/csv", of: nodesCsv },
  { label: "Links as CSV", ending: "-links.csv", type: "text/csv", of: edgesCsv },
];

export function ExportMenu() {
  const menu = useRef<HTMLDetailsElement>(null);
  const summary = useRef<HTMLElement>(null);
  const close = () => {
    if (menu.current) menu.current.open = false;
    summary.current?.focus();
  };
  const save = (ending: string, type: string, content: string | Blob) => {
    const name = `${fileName(look.value.view)}${ending}`;
    download(name, type, content);
    announce(`${name} is saved`);
    close();
  };
  const title = () => base.value?.picture.title ?? "";
  const isPicture = !look.value.asTable;
  return (
    <details
      ref={menu}
      class="look-menu"
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
    >
      <summary ref={summary}>Save as</summary>
      <ul>
        <li>
          <button
            type="button"
            disabled={!isPicture}
            onClick={() => {
              const svg = handle.current?.toSvg(legend.value, title());
              if (svg) save(".svg", "image/svg+xml", svg);
            }}
          >
            SVG picture
          </button>
        </li>
        <li>
          <button
            type="button"
            disabled={!isPicture}
            onClick={() => {
              handle.current?.toPng(legend.value, title(), 2).then(
                (png) => save(".png", "image/png", png),
                (error: Error) => announce(error.message),
              );
            }}
          >
            PNG picture
          </button>
        </li>
        {FORMATS.map(({ label, ending, type, of }) => (
          <li key={ending}>
            <button
              type="button"
              onClick={() => {
                const description = base.value?.picture.description ?? "";
                save(ending, type, of(fileGraphOf(title(), description, shown.value.seen, scene.value, looks.value)));
              }}
            >
              {label}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
