/** Where the page can be asked over HTTP: the endpoint of the server that sent it, if it has one. */

const SERVICE = /<([^>]*)>\s*;[^,]*\brel="?service-desc\b/;

/**
 * The address of the endpoint; "" where the page comes from a plain file server, or is a file itself. The server names
 * it in a header of its pages, so that nothing is asked for that may not be there.
 */
export async function endpointOf(page: string, get: typeof fetch = fetch): Promise<string> {
  if (!/^https?:/.test(page)) return "";
  const told = await get(page, { method: "HEAD" }).then(
    (answer) => answer.headers.get("link") ?? "",
    () => "",
  );
  const found = SERVICE.exec(told)?.[1];
  return found === undefined ? "" : new URL(found, page).href.replaceAll("'", "%27");
}
