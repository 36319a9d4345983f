/** What may be the address of a link out of the page. */

/** The address if it is one of the web, else nothing: a link never runs a script and never opens a local file. */
export function webAddress(text: string): string {
  if (!/^https?:\/\//i.test(text)) return "";
  try {
    const { protocol, href } = new URL(text);
    return protocol === "https:" || protocol === "http:" ? href : "";
  } catch {
    return "";
  }
}

/** The address of a DOI, given bare or as an address. */
export function doiAddress(doi: string): string {
  const bare = doi.replace(/^https?:\/\/(dx\.)?doi\.org\//i, "").replace(/^doi:\s*/i, "");
  return /^10\.\d{4,9}\/\S+$/.test(bare)
    ? `https://doi.org/${encodeURI(bare).replaceAll("#", "%23").replaceAll("?", "%3F")}`
    : "";
}
