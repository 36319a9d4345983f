/** A part beside the picture that can be folded; on small screens it begins folded. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

interface FoldProps {
  title: string;
  class?: string;
  isOpen?: boolean;
  note?: string;
  children: ComponentChildren;
}

export function Fold({ title, class: name = "", isOpen = true, note, children }: FoldProps) {
  // Read once: a screen that is turned folds nothing that the reader opened.
  const [startsOpen] = useState(() => isOpen && matchMedia("(min-width: 60rem)").matches);
  return (
    <details class={`look-fold ${name}`} open={startsOpen}>
      <summary>
        <h2>{title}</h2>
        {note && <span class="badge">{note}</span>}
      </summary>
      {children}
    </details>
  );
}
