/** The Ask view: questions in plain English, the query behind each, and its answer from the engine in the page. */
import "./ask.css";
import { batch } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import type { About, Question } from "../data/types.ts";
import { useFile } from "../read/library.ts";
import { quietly } from "../state/address.ts";
import { announce } from "../state/shared.ts";
import { openDoor } from "./door.ts";
import { Editor } from "./editor.tsx";
import { type Answer, answer, QueryFault, SECONDS, start, status, stop } from "./engine.ts";
import { Gallery } from "./gallery.tsx";
import { type Remark, unknownNames } from "./remarks.ts";
import { Results } from "./results.tsx";
import { Snippets } from "./snippets.tsx";
import { queryName, queryText, resultView, tableState } from "./state.ts";
import { WhyNot } from "./why-not.tsx";

const LIMITS = [1, SECONDS, 60];
const FIRST = `SELECT ?layer ?label WHERE {
  ?layer a nsei:ArtificialInterphase ; rdfs:label ?label .
}
ORDER BY ?label
LIMIT 10
`;

type Outcome =
  | { kind: "none" }
  | { kind: "running" }
  | { kind: "answer"; answer: Answer; sparql: string }
  | { kind: "fault"; fault: QueryFault; sparql: string };

/** A named query as it is shown: without its header, which the page shows in words. */
function bodyOf(question: Question): string {
  return question.sparql.replace(/^#\+.*\n/gm, "");
}

export function AskPage({ about }: { about: About }) {
  const { value: file, fault } = useFile("questions.json");
  const [outcome, setOutcome] = useState<Outcome>({ kind: "none" });
  const [seconds, setSeconds] = useState(SECONDS);
  useEffect(() => {
    openDoor();
    // A reader who came here will ask; what fails now is told then.
    start().catch(() => {});
  }, []);
  const question = file?.questions.find((one) => one.name === queryName.value);
  const given = question ? bodyOf(question) : queryName.value ? "" : FIRST;
  const text = queryText.value || given;
  const isChanged = question !== undefined && queryText.value !== "";
  const runs = useRef(0);
  const run = async (sparql: string) => {
    // The last one asked wins; what runs is no longer wanted.
    const own = ++runs.current;
    if (outcome.kind === "running") stop();
    setOutcome({ kind: "running" });
    try {
      const found = await answer(sparql, { seconds });
      if (own !== runs.current) return;
      setOutcome({ kind: "answer", answer: found, sparql });
      announce(inWords(found));
    } catch (error) {
      if (own !== runs.current) return;
      const told =
        error instanceof QueryFault
          ? error
          : new QueryFault({ message: error instanceof Error ? error.message : String(error) });
      setOutcome({ kind: "fault", fault: told, sparql });
      announce(told.message);
    }
  };
  // A link, a reload and Back bring the answer back too.
  const asked = file && (queryName.value || queryText.value) ? `${queryName.value}\n${queryText.value}` : "";
  useEffect(() => {
    if (asked && text) run(text);
  }, [queryName.value, file === null]);
  if (!file) {
    return (
      <div class="ask">
        <h1>Ask</h1>
        {fault ? <p class="fault">{fault}</p> : <p class="waiting">Loading the questions …</p>}
      </div>
    );
  }
  const choose = (one: Question) => {
    const isSame = queryName.value === one.name;
    batch(() => {
      queryText.value = "";
      resultView.value = "";
      tableState.value = "";
      queryName.value = one.name;
    });
    if (isSame) run(bodyOf(one));
  };
  // A key is no step for Back; an emptied editor stays empty, as a line end stands for it in the address.
  const edit = (next: string) => {
    quietly(() => {
      queryText.value = next === given ? "" : next || "\n";
    });
  };
  const remarks: Remark[] = [
    ...unknownNames(text, file.terms),
    ...(outcome.kind === "fault" && outcome.sparql === text && outcome.fault.line
      ? [
          {
            line: outcome.fault.line,
            column: outcome.fault.column ?? 1,
            length: 1,
            severity: "error" as const,
            message: outcome.fault.message,
          },
        ]
      : []),
  ];
  const title = question?.title ?? "Answer";
  return (
    <div class="ask">
      <h1>Ask</h1>
      <p class="quiet">
        SPARQL over {about.triples.toLocaleString("en")} facts, answered in this page; nothing leaves it.{" "}
        {engineWords()}
      </p>
      <div class="ask-columns">
        <Gallery questions={file.questions} open={queryName.value} onChoose={choose} />
        <section class="ask-work" aria-label="Query and answer">
          {queryName.value && !question && (
            <p class="missing">There is no question called {queryName.value}; choose one of the list.</p>
          )}
          {question && (
            <h2 class="ask-question">
              {question.question || question.title} {isChanged && <span class="badge">changed</span>}
            </h2>
          )}
          <Editor text={text} label="SPARQL query" remarks={remarks} onChange={edit} onRun={() => run(text)} />
          <div class="ask-buttons">
            <button type="button" class="ask-run" disabled={outcome.kind === "running"} onClick={() => run(text)}>
              Run
            </button>
            <button type="button" disabled={outcome.kind !== "running"} onClick={stop}>
              Stop
            </button>
            {isChanged && (
              <button type="button" onClick={() => choose(question)}>
                Undo my changes
              </button>
            )}
            <label>
              At most{" "}
              <select value={seconds} onChange={(event) => setSeconds(Number(event.currentTarget.value))}>
                {LIMITS.map((one) => (
                  <option key={one} value={one}>
                    {one} s
                  </option>
                ))}
              </select>
            </label>
            <CopyLink />
            <span class="quiet ask-keys">Ctrl+Enter runs · Ctrl+Space completes · Tab leaves the editor</span>
          </div>
          {remarks.map((one) => (
            <p key={`${one.line}:${one.column}`} class="missing">
              Line {one.line}, column {one.column}: {one.message}
            </p>
          ))}
          {outcome.kind === "running" && (
            <p class="waiting">{status.value === "loading" ? "Loading the graph …" : "Asking …"}</p>
          )}
          {outcome.kind === "fault" && !outcome.fault.line && <p class="fault">{outcome.fault.message}</p>}
          {outcome.kind === "answer" && (
            <>
              <p class="quiet">{inWords(outcome.answer)}</p>
              {outcome.sparql !== text && (
                <p class="missing">This answers the query before your changes; run it again.</p>
              )}
              <Results answer={outcome.answer} sparql={outcome.sparql} title={title} />
              <WhyNot answer={outcome.answer} sparql={outcome.sparql} />
            </>
          )}
          <Snippets sparql={text} name={question && !isChanged ? question.name : ""} hasSite={about.site} />
        </section>
      </div>
    </div>
  );
}

function CopyLink() {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(location.href);
    setCopied(true);
    announce("Link copied");
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <button type="button" onClick={copy}>
      {isCopied ? "Copied" : "Copy link"}
    </button>
  );
}

function engineWords(): string {
  if (status.value === "loading") return "Loading the graph …";
  return status.value === "asleep" ? "" : "The graph is loaded.";
}

/** The size of an answer and the time it took. */
function inWords(found: Answer): string {
  const time = `${found.ms < 10 ? found.ms.toFixed(1) : Math.round(found.ms)} ms`;
  if (found.type === "ask") return `${found.value ? "Yes" : "No"}, in ${time}`;
  const count = found.type === "select" ? found.rows.length : found.triples.length;
  const name = found.type === "select" ? "row" : "triple";
  const more = found.isCut ? "the first " : "";
  return `${more}${count.toLocaleString("en")} ${name}${count === 1 ? "" : "s"}, in ${time}`;
}
