/**
 * Bundles the explorer into src/naseikg/explorer/built, or the folder given: script, worker, style, Oxigraph's
 * WebAssembly, and the licences of all that is inside.
 */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "..", "src", "naseikg", "explorer", "built");

/** Every package whose code is in the bundles, by what esbuild says it read. */
function packagesIn(inputs: Iterable<string>): string[] {
  const found = new Set<string>(["oxigraph"]);
  for (const input of inputs) {
    const name = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
    if (name) found.add(name);
  }
  return [...found].sort();
}

async function licenceOf(name: string): Promise<string> {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).find((one) => /^licen[cs]e(?!.*apache)/i.test(one));
  // A package without the text of its licence has it in web/licences, or the build ends here.
  const path = file ? join(folder, file) : join(here, "licences", `${name.replace("/", "-")}.txt`);
  const text = (await readFile(path, "utf8")).trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
}

const options = {
  absWorkingDir: here,
  entryPoints: { explorer: "src/main.tsx", worker: "src/ask/worker.ts" },
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  jsx: "automatic",
  jsxImportSource: "preact",
  // sparqljs chooses between Node and browser by these.
  define: { "process.env.NODE_ENV": '"production"', global: "globalThis" },
  legalComments: "none",
  charset: "utf8",
  metafile: true,
  logLevel: "warning",
  write: false,
} satisfies esbuild.BuildOptions;

/** The files that are no output of the bundler, by name. */
async function beside({ inputs }: esbuild.Metafile): Promise<[string, string | Uint8Array][]> {
  const texts = await Promise.all(packagesIn(Object.keys(inputs)).map(licenceOf));
  const wasm = await readFile(join(here, "node_modules", "oxigraph", "web_bg.wasm"));
  return [
    ["LICENCES.txt", texts.join(`\n${"-".repeat(80)}\n\n`)],
    ["oxigraph.wasm.gz", gzipSync(wasm, { level: 9 })],
  ];
}

// All is made in memory first: what cannot be made leaves the old files where they are.
const result = await esbuild.build(options);
const others = await beside(result.metafile);
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
for (const [name, contents] of others) await writeFile(join(out, name), contents);
// The script comes last, since make takes the whole for built when it is there.
const scripts = [...result.outputFiles].sort((one, other) => (one.path < other.path ? 1 : -1));
for (const { path, contents } of scripts) await writeFile(path, contents);
const sizes = Object.entries(result.metafile.outputs).map(
  ([file, { bytes }]) => `${file.split("/").pop()} ${Math.round(bytes / 1000)} kB`,
);
console.log(`explorer built: ${sizes.join(", ")}`);
