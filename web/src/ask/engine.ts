/**
 * Queries of the page: starts the worker when the first one comes, asks one at a time, ends what takes too long.
 * A query cannot be interrupted inside the engine, so the worker is ended and a new one loads the graph again.
 */
import { type Signal, signal } from "@preact/signals";
import { bytesOf, dataOf, isOneFile } from "../data/files.ts";
import { leftToRight } from "./arithmetic.ts";
import { placed } from "./fault-place.ts";
import type { Answer, Fault, Request, Response } from "./messages.ts";

export type { Answer, RdfTerm, RdfTriple } from "./messages.ts";
export { longIri, shortId } from "./names.ts";

/** A query that was refused, cannot be parsed, was stopped or took too long. */
export class QueryFault extends Error {
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor({ message, line, column }: Fault) {
    super(message);
    this.name = "QueryFault";
    this.line = line;
    this.column = column;
  }
}

export const status: Signal<"asleep" | "loading" | "ready" | "busy"> = signal("asleep");

const STOPPED: Fault = { message: "The query was stopped." };

/** How long a query may take unless the reader says otherwise. */
export const SECONDS = 10;

interface Running {
  worker: Promise<Worker>;
  ready: Promise<void>;
}

let running: Running | null = null;
let last = 0;
let queue: Promise<unknown> = Promise.resolve();
let end: ((fault: Fault) => void) | null = null;
let isStopped = false;

/** Starts the engine, unless it runs; settles when the graph is loaded. */
export async function start(): Promise<void> {
  running ??= launch();
  await running.ready;
}

function launch(): Running {
  status.value = "loading";
  const worker = newWorker();
  const ready = worker.then(load).then(
    () => {
      status.value = "ready";
    },
    (error: Error) => {
      worker.then(
        (one) => one.terminate(),
        () => {},
      );
      if (running?.ready === ready) running = null;
      status.value = "asleep";
      throw error;
    },
  );
  return { worker, ready };
}

async function newWorker(): Promise<Worker> {
  if (!isOneFile()) return new Worker("worker.js");
  // A page from a file may start a worker only out of itself.
  return new Worker(URL.createObjectURL(new Blob([await bytesOf("worker.js")], { type: "text/javascript" })));
}

async function load(worker: Worker): Promise<void> {
  // A worker that cannot be read says so at once, while the graph is still on its way.
  const failed = new Promise<never>((_, reject) => {
    worker.onerror = (event) => {
      const why = event.message || "worker.js cannot be read";
      reject(new QueryFault({ message: `The query engine cannot start: ${why}. Reload the page.` }));
    };
  });
  const files = Promise.all([bytesOf("oxigraph.wasm"), bytesOf("graph.nq")]);
  const [wasm, data] = await Promise.race([files, failed]);
  const opened = new Promise<void>((resolve, reject) => {
    worker.onmessage = ({ data: told }: MessageEvent<Response>) => {
      if (told.type === "opened") resolve();
      else if (told.type === "broken") {
        const message = `The query engine cannot open the graph: ${told.message}. Reload the page, or use a newer browser.`;
        reject(new QueryFault({ message }));
      }
    };
    post(worker, { type: "open", wasm: wasm.buffer, data });
  });
  await Promise.race([opened, failed]);
}

function post(worker: Worker, message: Request): void {
  worker.postMessage(message);
}

/**
 * The answer to a query over the union of the graphs. Throws a `QueryFault` that says why there is none.
 * Queries wait for one another.
 */
export function answer(sparql: string, options: { seconds?: number } = {}): Promise<Answer> {
  const found = queue.then(() => ask(sparql, options.seconds ?? SECONDS));
  queue = found.catch(() => {});
  return found;
}

async function ask(sparql: string, seconds: number): Promise<Answer> {
  isStopped = false;
  const { prefixes } = await dataOf("questions.json");
  await start();
  const worker = await running?.worker;
  if (!worker || isStopped) throw new QueryFault(STOPPED);
  const id = ++last;
  status.value = "busy";
  try {
    return await new Promise<Answer>((resolve, reject) => {
      const clock = setTimeout(
        () =>
          end?.({
            message: `Stopped after ${seconds} s. Ask for less, with a LIMIT or fewer patterns, or allow more time.`,
          }),
        1000 * seconds,
      );
      end = (fault) => {
        clearTimeout(clock);
        worker.terminate();
        running = null;
        reject(new QueryFault(fault));
      };
      worker.onerror = (event) => end?.({ message: `The query engine failed: ${event.message}. Run the query again.` });
      worker.onmessage = ({ data: told }: MessageEvent<Response>) => {
        if (!("id" in told) || told.id !== id) return;
        clearTimeout(clock);
        if (told.type === "answer") resolve(told.answer);
        else reject(new QueryFault(placed(told.fault, sparql, prefixes)));
      };
      post(worker, { type: "ask", id, sparql: leftToRight(sparql, prefixes), prefixes });
    });
  } finally {
    end = null;
    status.value = running ? "ready" : "asleep";
    // The next query should not wait for the graph.
    if (!running) start().catch(() => {});
  }
}

/** Ends the query that runs, or waits for the graph. */
export function stop(): void {
  isStopped = true;
  end?.(STOPPED);
}
