// The script of the site: search on the start page, filters, sorting of tables, copying. Nothing is loaded from anywhere.
"use strict";

/** Text in the form in which it is compared: "Na₃P" and "na3p" are alike, and so are "é" and "e". */
const plain = (text) =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‐-―−]/g, "-").toLowerCase().replace(/\s+/g, " ").trim();

const make = (name, text, className) => {
  const element = document.createElement(name);
  if (text) element.textContent = text;
  if (className) element.className = className;
  return element;
};

const counted = (number, one, many) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

function later(work, milliseconds) {
  let timer;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(work, milliseconds);
  };
  soon.cancel = () => clearTimeout(timer);
  return soon;
}

/* Search */

const SHOWN = 40;

function prepareSearch() {
  const data = document.getElementById("search-index");
  const form = document.querySelector('main form[role="search"]');
  if (!data || !form) return;
  const input = form.elements.namedItem("q");
  const box = document.getElementById("search");
  const list = document.getElementById("search-results");
  const count = document.getElementById("search-count");
  let index = null;
  let found = [];

  const entries = () => {
    if (index) return index;
    const { kinds, entries } = JSON.parse(data.textContent);
    index = entries.map(([title, kind, address, words]) => {
      const names = [title, ...words.split("\n")].filter(Boolean).map(plain);
      const id = identity(kinds[kind], address);
      return { title, kind: kinds[kind], rank: kind, address, id, names, text: names.join("\n") };
    });
    return index;
  };

  const show = () => {
    const wanted = plain(input.value).replace(/^\[(\d+)\]$/, "$1");
    box.hidden = !wanted;
    list.replaceChildren();
    found = [];
    if (!wanted) return;
    found = matches(entries(), wanted);
    const meant = found.length ? wanted : corrected(entries(), wanted);
    if (meant !== wanted) found = matches(entries(), meant).map((one) => ({ ...one, closeness: Math.max(one.closeness, CLOSE) }));
    for (const { title, kind, address } of found.slice(0, SHOWN)) {
      const link = make("a");
      link.href = address;
      link.append(make("b", title), make("span", kind.replaceAll("-", " "), "quiet"));
      const item = make("li");
      item.append(link);
      list.append(item);
    }
    count.textContent = !found.length
      ? `No match for “${input.value.trim()}”. Try a formula (Na3P), a name (dendrite), a method (ALD) or a reference number (71).`
      : found.length > SHOWN
        ? `${counted(found.length, "match", "matches")}, the best ${SHOWN} of them here`
        : counted(found.length, "match", "matches");
    if (found.length && meant !== wanted) count.textContent = `No match for “${input.value.trim()}”; for “${meant}”: ${count.textContent}`;
  };

  const soon = later(show, 60);
  input.addEventListener("input", soon);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // What was typed last would be shown once more and wipe out what Enter says.
    soon.cancel();
    show();
    const exact = found.filter((one) => one.closeness < CLOSE);
    if (input.value && exact.length === 1) location.href = exact[0].address;
    else if (found.length && !count.textContent.includes("↓")) count.textContent += "; ↓ chooses";
  });
  box.parentElement.addEventListener("keydown", (event) => {
    const links = [input, ...list.querySelectorAll("a")];
    const place = links.indexOf(document.activeElement);
    if (place < 0) return;
    if (event.key === "Escape") {
      input.value = "";
      show();
      input.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = place + (event.key === "ArrowDown" ? 1 : -1);
      links[Math.min(Math.max(next, 0), links.length - 1)].focus();
    }
  });
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) {
    input.value = asked;
    show();
    input.focus();
  }
}

/** The id under which the command line knows an entry, such as "substance/naf". */
function identity(kind, address) {
  const [page, anchor] = address.split("#");
  return plain(anchor ? `${kind}/${anchor}` : page.replace(/\.html$/, ""));
}

/* How close a match is, up to CLOSE exclusive a whole name or id; what is no thing comes after the things. */
const CLOSE = 2;
const GROUPS = { question: 1, network: 1, term: 2, finding: 3, note: 3 };
const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The entries that hold every word: a whole name first, but for an "s"; then things, by whole words of the label. */
function matches(entries, wanted) {
  const words = wanted.split(" ");
  const starts = words.map((word) => new RegExp(`(?<![\\p{L}\\p{N}])${escaped(word)}`, "u"));
  const wholes = starts.map((start) => new RegExp(`${start.source}(?![\\p{L}\\p{N}])`, "u"));
  const all = (tests, text) => tests.every((one) => one.test(text));
  const nearly = (name) => name === `${wanted}s` || wanted === `${name}s`;
  const closeness = ({ id, names, text }) =>
    names[0] === wanted ? 0
    : names.includes(wanted) || id === wanted ? 1
    : names.some(nearly) ? CLOSE
    : all(wholes, names[0]) ? 3
    : all(wholes, text) ? 4
    : all(starts, text) ? 5
    : 6;
  const found = entries.filter(({ id, text }) => id === wanted || words.every((word) => text.includes(word)));
  const group = (one) => (one.closeness <= CLOSE ? -1 : (GROUPS[one.kind] ?? 0));
  const order = (a, b) =>
    group(a) - group(b) || a.closeness - b.closeness || (GROUPS[a.kind] ?? 0) - (GROUPS[b.kind] ?? 0) ||
    a.title.length - b.title.length || a.rank - b.rank;
  return found.map((entry) => ({ ...entry, closeness: closeness(entry) })).sort(order);
}

/** The words with each that occurs nowhere replaced by the known word that is one or two slips away, if there is one. */
function corrected(entries, wanted) {
  const uses = new Map();
  for (const { text } of entries) for (const word of text.match(/[\p{L}\p{N}-]+/gu) ?? []) uses.set(word, (uses.get(word) ?? 0) + 1);
  const known = [...uses.keys()];
  const nearest = (word) => {
    const slips = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
    if (!slips || known.some((one) => one.includes(word))) return word;
    const near = known.map((one) => ({ one, away: distance(word, one, slips) })).filter(({ away }) => away <= slips);
    near.sort((a, b) => a.away - b.away || uses.get(b.one) - uses.get(a.one));
    return near.length ? near[0].one : word;
  };
  return wanted.split(" ").map(nearest).join(" ");
}

/** How many letters must be changed, added, dropped or swapped with the next; anything above `most` stands for too many. */
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let [before, last] = [[], Array.from({ length: other.length + 1 }, (_, place) => place)];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last[other.length];
}

/* Filters */

function prepareFilter(bar) {
  const target = document.getElementById(bar.dataset.filters);
  const items = [...target.querySelectorAll(target.dataset.items)];
  if (items.length < 2) return;
  const texts = items.map((item) => plain(item.textContent));
  const groups = [...target.querySelectorAll(".group")];
  const input = bar.querySelector("input");
  const count = bar.querySelector("[role=status]");
  bar.hidden = false;
  const apply = () => {
    const words = plain(input.value).split(" ").filter(Boolean);
    let left = 0;
    const shown = items.map((item, place) => words.every((word) => texts[place].includes(word)) && Boolean((left += 1)));
    const kept = new Set(items.filter((item, place) => shown[place]));
    items.forEach((item) => {
      // A class stays while a class below it is shown, so that the tree keeps its shape.
      const below = item.parentElement.tagName === "LI" ? [...item.parentElement.querySelectorAll(".term")] : [item];
      item.hidden = !below.some((one) => kept.has(one));
    });
    groups.forEach((group) => (group.hidden = !items.some((item) => !item.hidden && group.contains(item))));
    count.textContent = !words.length ? "" : left ? `${left.toLocaleString("en")} of ${items.length.toLocaleString("en")}` : `No match for “${input.value.trim()}”.`;
  };
  input.addEventListener("input", later(apply, 80));
}

/* Tables */

const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

function prepareTable(table) {
  const body = table.tBodies[0];
  if (!body || body.rows.length < 2) return;
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = make("button", head.textContent);
    button.type = "button";
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const downwards = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((one) => one.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", downwards ? "descending" : "ascending");
      sortRows(body, column, downwards ? -1 : 1);
    });
  });
}

function sortRows(body, column, direction) {
  const keyed = [...body.rows].map((row) => {
    const cell = row.cells[column];
    return { row, key: cell.dataset.sort ?? cell.textContent.trim() };
  });
  const numeric = keyed.every(({ key }) => key === "" || Number.isFinite(Number(key)));
  keyed.sort((a, b) => {
    if (!a.key || !b.key) return (a.key ? 0 : 1) - (b.key ? 0 : 1);
    return direction * (numeric ? Number(a.key) - Number(b.key) : collator.compare(a.key, b.key));
  });
  body.append(...keyed.map(({ row }) => row));
}

/** Says above a table that it is wider than its box, and fades the side where more of it is. */
function prepareScroll(box) {
  const cue = make("p", "Wider than the page: scroll sideways →", "cue");
  box.before(cue);
  const look = () => {
    const hidden = box.scrollWidth - box.clientWidth;
    cue.hidden = hidden < 2;
    box.classList.toggle("more", hidden - box.scrollLeft > 2);
  };
  box.addEventListener("scroll", look, { passive: true });
  new ResizeObserver(look).observe(box);
  look();
}

/* Copying */

function prepareCopy(button) {
  const source = document.getElementById(button.dataset.copies);
  const name = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    let done = true;
    try {
      await navigator.clipboard.writeText(source.textContent);
    } catch {
      getSelection().selectAllChildren(source);
      done = document.execCommand("copy");
    }
    button.textContent = done ? "Copied" : "Press Ctrl+C";
    setTimeout(() => (button.textContent = name), 1500);
  });
}

prepareSearch();
document.querySelectorAll("[data-filters]").forEach(prepareFilter);
document.querySelectorAll("table.sortable").forEach(prepareTable);
document.querySelectorAll(".scroll").forEach(prepareScroll);
document.querySelectorAll("[data-copies]").forEach(prepareCopy);
