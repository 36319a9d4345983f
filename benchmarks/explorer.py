"""The explorer in a browser beside pyvis pages of the same graphs: first picture, frames while panning, queries, sizes.

Run it with ``python benchmarks/explorer.py [RUNS]`` after ``naseikg build`` and ``make web``. All pages are opened in one
headless Chromium without a GPU, in turn, and medians are printed with their ratios.

- *First picture*: the frame after the first node is filled. *Usable*: the first moment after it at which the page has
  answered within 50 ms, three times in a row. Both from the start of navigation, with an empty cache.
- *Frames a second*: while the picture is pulled to and fro for three seconds.
- A page that has drawn nothing after the limit counts as the limit; such a figure is marked ``>``.
"""

from __future__ import annotations

import gzip
import json
import random
import shutil
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from pyvis.network import Network

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from explorerpages import static_server
from naseikg.asking.questions import load_questions
from naseikg.asking.store import load_store
from naseikg.explorer.write import write_explorer
from naseikg.places import project

_LIMIT = 60.0
_SEED = 2023
_WATCH = """
const fill = CanvasRenderingContext2D.prototype.fill;
CanvasRenderingContext2D.prototype.fill = function (...all) {
  if (window.firstPicture === undefined) {
    window.firstPicture = null;
    requestAnimationFrame(() => setTimeout(() => {
      window.firstPicture = performance.now();
      let calm = 0, before = performance.now();
      const look = () => {
        const now = performance.now();
        calm = now - before < 50 ? calm + 1 : 0;
        before = now;
        if (calm >= 3) window.usable = now; else setTimeout(look, 0);
      };
      setTimeout(look, 0);
    }, 0));
  }
  return fill.apply(this, all);
};
"""
#: Pulls the largest canvas to and fro as a mouse does, one step a frame.
_PULL = """
async () => {
  const canvas = [...document.querySelectorAll("canvas")].sort((a, b) => b.width * b.height - a.width * a.height)[0];
  const box = canvas.getBoundingClientRect();
  const at = (name, target, x, y, more = {}) => target.dispatchEvent(new (name.startsWith("pointer") ? PointerEvent : MouseEvent)(
    name, {clientX: x, clientY: y, bubbles: true, cancelable: true, view: window, button: 0, buttons: 1, pointerId: 1,
           isPrimary: true, pointerType: "mouse", ...more}));
  const x = box.left + 12, y = box.top + box.height / 2;
  for (const name of ["pointerdown", "mousedown"]) at(name, canvas, x, y);
  let frames = 0;
  const start = performance.now();
  await new Promise((done) => {
    const step = () => {
      const passed = performance.now() - start;
      frames += 1;
      if (passed > 3000) return done();
      const shift = 200 * Math.sin(passed / 300);
      for (const name of ["pointermove", "mousemove"]) at(name, canvas, x + 210 + shift, y + shift / 3);
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
  const rate = 1000 * frames / (performance.now() - start);
  for (const name of ["pointerup", "mouseup"]) at(name, canvas, x, y);
  return rate;
}
"""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What one opening of a page took, in seconds, and its frames a second."""

    first: float
    usable: float
    frames: float


def synthetic(nodes: int, edges_each: int = 2) -> dict[str, object]:
    """A picture of any size in the form of the explorer's files: a tree of hubs with random further links."""
    chance = random.Random(_SEED)
    side = 60 * nodes**0.5
    shapes = ["dot", "square", "triangle", "diamond", "hexagon", "star"]
    colours = ["blue", "green", "orange", "pink", "sky", "vermilion"]
    kinds = [
        {"id": f"kind-{shape}", "label": f"kind {shape}", "colour": colour, "shape": shape}
        for shape, colour in zip(shapes, colours, strict=True)
    ]
    found: list[dict[str, object]] = [
        {
            "id": f"substance/synthetic-{one}",
            "label": f"thing {one}",
            "name": f"thing {one}",
            "kind": one % len(kinds),
            "formula": "",
            "also": [],
            "classes": [],
            "year": None,
            "findings": chance.randint(0, 9),
            "isClass": False,
            "x": round(chance.uniform(0, 1.6 * side)),
            "y": round(chance.uniform(0, side)),
        }
        for one in range(nodes)
    ]
    edges = [
        {
            "from": one,
            "to": chance.randrange(max(1, int(one**0.8))) if which == 0 else chance.randrange(nodes),
            "relation": 0,
            "origin": "stated",
            "findings": [],
        }
        for one in range(1, nodes)
        for which in range(edges_each)
    ]
    relation = {
        "id": "nsei:hasComponent",
        "label": "has component",
        "inverse": "is component of",
        "definition": "",
        "colour": "grey",
    }
    return {
        "name": "everything",
        "title": f"{nodes} synthetic things",
        "description": "Made for a measurement.",
        "sparql": "",
        "size": "findings",
        "kinds": kinds,
        "relations": [relation],
        "nodes": found,
        "edges": edges,
    }


def pyvis_page(picture: Mapping[str, object], path: Path) -> Path:
    """A page of pyvis of the same graph, with our positions and its physics off.

    As it comes, with physics, such a page does not answer for minutes; `view_pages.py` has one of a smaller graph.
    """
    nodes, edges = picture["nodes"], picture["edges"]
    assert isinstance(nodes, list)
    assert isinstance(edges, list)
    network = Network(directed=True, cdn_resources="in_line")
    # Its own functions are quadratic in the number of edges.
    for one in nodes:
        place = {"x": one["x"], "y": one["y"], "physics": False}
        network.node_ids.append(one["id"])
        network.nodes.append({"id": one["id"], "label": one["label"], "shape": "dot", **place})
    network.edges.extend({"from": nodes[one["from"]]["id"], "to": nodes[one["to"]]["id"]} for one in edges)
    network.toggle_physics(False)
    path.write_text(network.generate_html(notebook=False), encoding="utf-8")
    return path


def opened(browser: Browser, url: str) -> Figures:
    """Opens a page in a fresh context and measures it."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    try:
        page = context.new_page()
        page.route("https://**", lambda route: route.abort())
        page.add_init_script(_WATCH)
        page.goto(url, wait_until="commit", timeout=1000 * _LIMIT)
        first = _waited(page, "window.firstPicture")
        usable = _waited(page, "window.usable")
        frames = float(page.evaluate(_PULL)) if usable < _LIMIT else 0.0
        return Figures(first=first, usable=usable, frames=frames)
    finally:
        context.close()


def _waited(page: Page, what: str) -> float:
    for _ in range(int(_LIMIT * 20)):
        value = page.evaluate(f"{what} ?? null")
        if value is not None:
            return float(value) / 1000
        page.wait_for_timeout(50)
    return _LIMIT


def _table(title: str, rows: Mapping[str, Sequence[Figures]], peer: str) -> None:
    print(f"\n{title}")
    print(f"{'':<34}{'first picture':>14}{'usable':>10}{'frames/s':>10}")
    medians = {}
    for name, figures in rows.items():
        first, usable = (statistics.median(one) for one in ([f.first for f in figures], [f.usable for f in figures]))
        frames = statistics.median(f.frames for f in figures)
        medians[name] = usable
        mark = ">" if usable >= _LIMIT else " "
        print(f"{name:<34}{mark}{first:>11.2f} s{mark}{usable:>7.2f} s{frames:>10.1f}")
    ours = medians["explorer"]
    print(f"{peer} takes {medians[peer] / ours:.1f} times as long until it is usable")


def _queries(browser: Browser, url: str) -> None:
    questions = load_questions(project().queries)
    context = browser.new_context()
    try:
        page = context.new_page()
        page.goto(f"{url}#ask")
        page.get_by_role("heading", name="Ask", exact=True).wait_for()
        page.evaluate("window.naseikg.ready()")
        taken = {one.name: page.evaluate("(sparql) => window.naseikg.time(sparql)", one.sparql) for one in questions}
    finally:
        context.close()
    times = sorted(taken.values())
    slowest = max(taken, key=lambda name: taken[name])
    print(f"\nThe {len(times)} named queries in the page, after load")
    print(f"median {statistics.median(times):.1f} ms, nine of ten under {times[int(0.9 * len(times))]:.1f} ms")
    print(f"slowest {slowest}, {taken[slowest]:.0f} ms")


def _sizes(folder: Path) -> None:
    print("\nSizes, as sent by a server that packs text")
    total = 0
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            sent = len(data) if path.suffix == ".gz" else len(gzip.compress(data, mtime=0))
            total += sent
            if sent > 20_000:
                print(f"{path.relative_to(folder).as_posix():<34}{sent / 1000:>10.0f} kB")
    print(f"{'explorer, all files':<34}{total / 1000:>10.0f} kB")


def main(runs: int = 5) -> None:
    where = project()
    store = load_store(where.graph)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made)
        write_explorer(store, where, folder / "explore")
        _sizes(folder / "explore")
        whole = json.loads(gzip.decompress((folder / "explore/data/pictures/everything.json.gz").read_bytes()))
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--headless", "--disable-gpu"]
        )
        serving: AbstractContextManager[str] = static_server(folder)
        with serving as root:
            url = f"{root}/explore/index.html"
            address = f"{url}#look?view=everything"
            for title, picture in (
                (f"The whole graph, {len(whole['nodes'])} nodes, {len(whole['edges'])} edges", whole),
                ("10,000 synthetic nodes, 19,998 edges", synthetic(10_000)),
            ):
                packed = gzip.compress(json.dumps(picture).encode(), mtime=0)
                (folder / "explore/data/pictures/everything.json.gz").write_bytes(packed)
                pyvis_page(picture, folder / "placed.html")
                rows: dict[str, list[Figures]] = {"explorer": [], "pyvis, our positions": []}
                for _ in range(runs):
                    rows["explorer"].append(opened(browser, address))
                    rows["pyvis, our positions"].append(opened(browser, f"{root}/placed.html"))
                _table(title, rows, "pyvis, our positions")
            _queries(browser, url)
        browser.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 5)
