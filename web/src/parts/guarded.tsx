/** A part of the page that may fail without taking the rest with it. */
import type { ComponentChildren } from "preact";
import { useEffect, useErrorBoundary } from "preact/hooks";

/**
 * Shows its children; when one of them throws while it is drawn, says so and offers to begin again. What else is to
 * be shown, by `of`, is tried again of itself.
 */
export function Guarded({ name, of, children }: { name: string; of: string; children: ComponentChildren }) {
  const [error, again] = useErrorBoundary();
  useEffect(again, [of]);
  if (!error) return <>{children}</>;
  const why = error instanceof Error ? error.message : String(error);
  return (
    <div class="fault" role="alert">
      <p>
        {name} cannot be shown ({why}). The rest of the page still works.
      </p>
      <button type="button" onClick={again}>
        Try again
      </button>{" "}
      <button type="button" onClick={() => location.reload()}>
        Reload the page
      </button>
    </div>
  );
}
