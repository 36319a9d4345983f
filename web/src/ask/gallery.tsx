/** The named queries as questions in plain English; one click runs one. */
import { useId, useState } from "preact/hooks";
import type { Question } from "../data/types.ts";
import { normalised } from "../find/normalise.ts";

const USERS: Record<string, string> = {
  experimentalist: "battery experimentalist",
  "ontology-engineer": "ontology engineer",
  "data-scientist": "data scientist",
  reviewer: "author or reviewer",
};

export interface GalleryProps {
  questions: readonly Question[];
  /** The name of the one that is open. */
  open: string;
  onChoose(question: Question): void;
}

export function Gallery({ questions, open, onChoose }: GalleryProps) {
  const [words, setWords] = useState("");
  const [user, setUser] = useState("");
  const [tag, setTag] = useState("");
  const id = useId();
  const found = matching(questions, words, user, tag);
  const reset = () => {
    setWords("");
    setUser("");
    setTag("");
  };
  return (
    <section class="ask-gallery" aria-labelledby={`${id}-head`}>
      <h2 id={`${id}-head`}>Questions</h2>
      <div class="ask-gallery-filters">
        <input
          type="search"
          aria-label="Search the questions"
          placeholder="Search the questions"
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
        <Choice label="For" value={user} choices={choices(questions.map((one) => one.user))} onChoose={setUser} />
        <Choice label="About" value={tag} choices={choices(questions.flatMap((one) => one.tags))} onChoose={setTag} />
      </div>
      <p class="quiet" role="status">
        {found.length === questions.length
          ? `${questions.length} questions`
          : `${found.length} of ${questions.length} questions`}
        {found.length < questions.length && (
          <>
            {" "}
            <button type="button" onClick={reset}>
              Show all
            </button>
          </>
        )}
      </p>
      <ul>
        {found.map((one) => (
          <li key={one.name}>
            <button type="button" aria-pressed={one.name === open} onClick={() => onChoose(one)} title={one.title}>
              {one.question || one.title}
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p>No question has all of this. Show all, or ask in your own words of SPARQL.</p>}
    </section>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  choices: readonly string[];
  onChoose(value: string): void;
}

function Choice({ label, value, choices, onChoose }: ChoiceProps) {
  return (
    <label>
      {label}{" "}
      <select value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        <option value="">any</option>
        {choices.map((one) => (
          <option key={one} value={one}>
            {USERS[one] ?? one}
          </option>
        ))}
      </select>
    </label>
  );
}

function choices(found: readonly string[]): string[] {
  return [...new Set(found)].filter(Boolean).sort();
}

function matching(questions: readonly Question[], words: string, user: string, tag: string): Question[] {
  const wanted = normalised(words).split(" ").filter(Boolean);
  return questions.filter((one) => {
    const text = normalised(`${one.question} ${one.title} ${one.name} ${one.tags.join(" ")}`);
    return (
      (!user || one.user === user) && (!tag || one.tags.includes(tag)) && wanted.every((word) => text.includes(word))
    );
  });
}
