/** The buttons that move the view: nearer, farther, all. */
import type { PictureRef } from "./handle.ts";

export function PictureTools({ handle }: { handle: PictureRef }) {
  return (
    <fieldset class="picture-tools" aria-label="View of the graph">
      <button type="button" onClick={() => handle.current?.zoomBy(1.4)} aria-label="Zoom in">
        +
      </button>
      <button type="button" onClick={() => handle.current?.zoomBy(1 / 1.4)} aria-label="Zoom out">
        −
      </button>
      <button type="button" onClick={() => handle.current?.fit()}>
        Fit
      </button>
    </fieldset>
  );
}
