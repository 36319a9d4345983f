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
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, milliseconds);
  };
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

  const entries = () => {
    if (index) return index;
    const { kinds, entries } = JSON.parse(data.textContent);
    index = entries.map(([title, kind, address, words]) => {
      const names = [title, ...words.split("\n")].filter(Boolean).map(plain);
      return { title, kind: kinds[kind], rank: kind, address, names, text: names.join("\n") };
    });
    return index;
  };

  const show = () => {
    const wanted = plain(input.value).replace(/^\[(\d+)\]$/, "$1");
    box.hidden = !wanted;
    list.replaceChildren();
    if (!wanted) return;
    const found = matches(entries(), wanted);
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
  };

  input.addEventListener("input", later(show, 60));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
    const first = list.querySelector("a");
    if (first) location.href = first.href;
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

/** The entries that hold every word, the closest first: a whole name, the start of a name, the start of a word, any part. */
function matches(entries, wanted) {
  const words = wanted.split(" ");
  const starts = words.map((word) => new RegExp(`(^|[^\\p{L}\\p{N}])${word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`, "u"));
  const found = [];
  for (const entry of entries) {
    if (!words.every((word) => entry.text.includes(word))) continue;
    const closeness = entry.names.includes(wanted)
      ? 0
      : entry.names.some((name) => name.startsWith(wanted))
        ? 1
        : starts.every((start) => start.test(entry.text))
          ? 2
          : 3;
    found.push({ ...entry, closeness });
  }
  return found.sort((a, b) => a.closeness - b.closeness || a.rank - b.rank || a.title.length - b.title.length);
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
document.querySelectorAll("[data-copies]").forEach(prepareCopy);
