/** A drawn plot as a file of its own, in the colours of the light page. */

/** What of the page's style a plot uses; all else is the same in every viewer. */
const STYLES = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linejoin",
  "paint-order",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
  "dominant-baseline",
];

/** The SVG of a plot with its styles written into it; what only serves the reader of the page is left out. */
export function svgText(element: SVGSVGElement): string {
  element.classList.add("is-exported");
  const copy = element.cloneNode(true) as SVGSVGElement;
  const ground = getComputedStyle(element).getPropertyValue("--paper").trim() || "#ffffff";
  inline(element, copy);
  element.classList.remove("is-exported");
  for (const one of copy.querySelectorAll("[data-only-page]")) one.remove();
  for (const one of [copy, ...copy.querySelectorAll("*")]) {
    for (const name of ["class", "tabindex", "role", "aria-hidden"]) one.removeAttribute(name);
  }
  const width = copy.getAttribute("width") ?? "0";
  const height = copy.getAttribute("height") ?? "0";
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("viewBox", `0 0 ${width} ${height}`);
  copy.setAttribute("role", "img");
  const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const [name, value] of Object.entries({ width, height, fill: ground })) paper.setAttribute(name, value);
  copy.prepend(paper);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
}

/** A picture of an SVG text, twice as fine as on the screen. */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * 2;
    canvas.height = image.naturalHeight * 2;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, fail) =>
      canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("The picture is too large for this browser.")))),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}

function inline(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  for (const name of STYLES) {
    const value = style.getPropertyValue(name);
    if (value) to.setAttribute(name, value);
  }
  Array.from(from.children).forEach((child, place) => {
    const twin = to.children[place];
    if (twin) inline(child, twin);
  });
}
