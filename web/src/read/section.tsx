/** A part of the panel. */
import type { ComponentChildren } from "preact";

/** A part under its heading. */
export function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="read-section">
      <h3>{title}</h3>
      {children}
    </section>
  );
}
