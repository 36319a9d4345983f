/** Where the reader hands the review's text to the page. */
import { useId, useState } from "preact/hooks";
import { Outside } from "../parts/link.tsx";
import { doiAddress } from "../parts/web-address.ts";
import { useFile } from "./library.ts";
import { loadedTexts, loadText, textFault } from "./text-state.ts";

/** The loader folded to one line, for the head of a list of findings. */
export function FoldedTextLoader() {
  if (loadedTexts.value.length) return <TextLoader />;
  return (
    <details class="read-again">
      <summary>Read the sentences in the review’s text …</summary>
      <TextLoader />
    </details>
  );
}

/** A file picker that also takes a dropped file; once a text is loaded, a line that says so. */
export function TextLoader() {
  const words = useId();
  const { value: about } = useFile("about.json");
  const [isOver, setOver] = useState(false);
  if (loadedTexts.value.length)
    return (
      <p class="read-loader quiet">The review’s text is loaded: choose a place to read the sentence in its context.</p>
    );
  const take = (files: FileList | null | undefined) => {
    const file = files?.[0];
    if (file) loadText(file);
  };
  return (
    <section
      class={`read-loader ${isOver ? "read-over" : ""}`}
      aria-label="The review’s text"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer?.files);
      }}
    >
      <label class="read-file">
        <span>Load the review’s text</span>
        <input
          type="file"
          accept=".txt,text/plain"
          aria-describedby={words}
          onChange={(event) => {
            take(event.currentTarget.files);
            // So that the same file can be chosen again.
            event.currentTarget.value = "";
          }}
        />
      </label>
      <p id={words} class="quiet">
        Choose or drop the plain text (.txt) to read each sentence here. It stays in this page: nothing is sent or
        stored.{" "}
        {about?.sources.map(({ id, doi }) => (
          <span key={id}>
            The article: <Outside href={doiAddress(doi)} label={doi} />.
          </span>
        ))}
      </p>
      {textFault.value && (
        <p class="missing" role="alert">
          {textFault.value}
        </p>
      )}
    </section>
  );
}
