/** The explorer: one page with three views and a panel that reads a thing. */
import "./style.css";
import { render } from "preact";
import { App } from "./app.tsx";
import { startAddress } from "./state/address.ts";

const root = document.getElementById("explorer");
if (root) {
  startAddress();
  // What stood there until the script ran.
  root.replaceChildren();
  render(<App />, root);
}

// The address after # is the state of the page, so the link that skips the head moves the focus itself.
document.querySelector(".skip")?.addEventListener("click", (event) => {
  event.preventDefault();
  document.getElementById("content")?.focus();
});
