/** "Use this query in": the query as code, ready to be copied. */
import { useState } from "preact/hooks";
import { useFile } from "../read/library.ts";
import { announce } from "../state/shared.ts";
import { endpointOf } from "./endpoint.ts";
import { type Snippet, snippetsOf } from "./snippets.ts";
import "./results.css";

export function Snippets({ sparql, name, hasSite }: { sparql: string; name: string; hasSite: boolean }) {
  const { value: file } = useFile("questions.json");
  const [endpoint, setEndpoint] = useState("");
  if (!file || !sparql.trim()) return null;
  // Only a page of a site may be one that a server with an endpoint sends.
  const look = () => hasSite && endpointOf(location.href).then(setEndpoint);
  return (
    <details class="snippets" onToggle={look}>
      <summary>Use this query in shell, Python, R or JavaScript</summary>
      {snippetsOf(sparql, name, file.prefixes, { site: hasSite ? siteAddress() : "", endpoint }).map((one) => (
        <Code key={one.id} snippet={one} />
      ))}
    </details>
  );
}

function Code({ snippet }: { snippet: Snippet }) {
  const [told, setTold] = useState("");
  const copy = async () => {
    const words = await navigator.clipboard.writeText(snippet.code).then(
      () => "Copied",
      () => "Select the text and copy it; the browser does not allow this button",
    );
    setTold(words);
    announce(words);
    setTimeout(() => setTold(""), 2000);
  };
  return (
    <section aria-label={snippet.label}>
      <h3>
        {snippet.label}
        <button type="button" aria-label={`Copy as ${snippet.label}`} onClick={copy}>
          {told || "Copy"}
        </button>
      </h3>
      <p class="quiet">{snippet.needs}</p>
      <pre>
        <code>{snippet.code}</code>
      </pre>
    </section>
  );
}

/** The root of the site, one folder above the explorer; quotes are escaped, as it stands in quotes. */
function siteAddress(): string {
  return new URL("..", location.href).href.replaceAll("'", "%27");
}
