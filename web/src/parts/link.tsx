/** Links: out of the page, and to a thing inside it. */
import type { ComponentChildren } from "preact";
import { page } from "../state/address.ts";
import { selected } from "../state/shared.ts";
import { webAddress } from "./web-address.ts";

/** A link to another site; what is no web address is shown as text. */
export function Outside({ href, label }: { href: string; label: ComponentChildren }) {
  const address = webAddress(href);
  if (!address) return <span>{label}</span>;
  return (
    <a href={address} rel="noopener noreferrer">
      {label}
    </a>
  );
}

/** A link that shows a thing or term in the panel; opened in another tab, it shows the page with it. */
export function ThingLink({ id, label }: { id: string; label?: ComponentChildren }) {
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    selected.value = id;
  };
  return (
    <a href={`#${page.peek()}?${new URLSearchParams({ thing: id })}`} onClick={open}>
      {label ?? id}
    </a>
  );
}
