/** A place in the text: in words, and with the text at hand the sentence in its context. */
import { useId, useMemo, useState } from "preact/hooks";
import type { Library } from "./library.ts";
import { claimsInOrder, passageAt, textOf } from "./text.ts";
import { TextLoader } from "./text-loader.tsx";
import { loadedTexts } from "./text-state.ts";

/** A button with the place in words, which opens the sentence below it. */
export function Place({ id, library }: { id: string; library: Library }) {
  const [isOpen, setOpen] = useState(false);
  const below = useId();
  const sentence = library.details.sentences[id];
  if (!sentence) return <span class="quiet">a place that is not known</span>;
  return (
    <div class="read-place">
      <button
        type="button"
        class="read-word"
        aria-expanded={isOpen}
        aria-controls={below}
        onClick={() => setOpen(!isOpen)}
      >
        {sentence.label}
      </button>
      <div id={below}>{isOpen && <InText id={id} library={library} />}</div>
    </div>
  );
}

/** The sentence highlighted between its neighbours, and steps to the claims before and after it in the text. */
function InText({ id, library }: { id: string; library: Library }) {
  const [at, setAt] = useState(id);
  const [isWhole, setWhole] = useState(false);
  const { details, findingsOf } = library;
  const order = useMemo(() => claimsInOrder(details, findingsOf.bySentence), [details, findingsOf]);
  const sentence = details.sentences[at];
  const text = textOf(at, loadedTexts.value);
  if (!sentence) return null;
  if (!text) return <TextLoader />;
  const passage = passageAt(text, sentence.start, sentence.end, isWhole);
  const place = order.indexOf(at);
  const step = (by: number) => {
    const next = order[place + by];
    if (next) setAt(next);
  };
  return (
    <section class="read-text" aria-label="The sentence in the text">
      <p class="read-where">
        {sentence.label}
        {sentence.section && <span class="quiet"> · {sentence.section}</span>}
      </p>
      {passage ? (
        <p class="read-passage" aria-live="polite">
          <span class="quiet">{passage.before}</span>
          <mark>{passage.sentence}</mark>
          <span class="quiet">{passage.after}</span>
        </p>
      ) : (
        <p class="missing">The text has no such place.</p>
      )}
      <ul class="read-claims">
        {(findingsOf.bySentence.get(at) ?? []).map((finding) => (
          <li key={finding}>{details.findings[finding]?.claim}</li>
        ))}
      </ul>
      <div class="read-steps">
        <button type="button" disabled={place <= 0} onClick={() => step(-1)}>
          Previous claim
        </button>
        <button type="button" disabled={place < 0 || place >= order.length - 1} onClick={() => step(1)}>
          Next claim
        </button>
        {(passage?.hasMore || isWhole) && (
          <button type="button" aria-pressed={isWhole} onClick={() => setWhole(!isWhole)}>
            Whole paragraph
          </button>
        )}
      </div>
    </section>
  );
}
