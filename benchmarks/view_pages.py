"""First paint of a network page: a stock pyvis page beside ours, of the same graph, in one run of one browser.

Run it with ``python benchmarks/view_pages.py [RUNS [VIEW]]`` after ``naseikg build``; it prints medians and their ratio.
First paint is the frame after the first node is filled. The stock page's Bootstrap requests are refused at once, so
that no network counts; a page that has drawn nothing after two minutes counts as two minutes.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from pathlib import Path

import networkx as nx
from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import TimeoutError as TooLate
from pyvis.network import Network

from naseikg.asking.store import load_store
from naseikg.drawing.views import load_views, view_graph, write_view
from naseikg.places import project

_LIMIT = 120.0
_WATCH = """
const fill = CanvasRenderingContext2D.prototype.fill;
CanvasRenderingContext2D.prototype.fill = function (...all) {
  if (window.painted === undefined) requestAnimationFrame(() => { window.painted ??= performance.now(); });
  return fill.apply(this, all);
};
"""


def _stock_page(graph: nx.MultiDiGraph[str], path: Path) -> Path:
    """The page that pyvis makes of the graph when nothing is set but direction and inlining."""
    network = Network(directed=True, cdn_resources="in_line")
    for node, found in graph.nodes(data=True):
        network.add_node(node, label=found["label"], title=found["title"])
    for start, end, found in graph.edges(data=True):
        network.add_edge(start, end, label=found["label"], title=found["title"])
    path.write_text(network.generate_html(notebook=False), encoding="utf-8")
    return path


def _seconds(browser: Browser, path: Path) -> float:
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.route("http**", lambda route: route.abort())
    page.add_init_script(_WATCH)
    try:
        page.goto(path.as_uri())
        page.wait_for_function("window.painted !== undefined", timeout=1000 * _LIMIT)
        return float(page.evaluate("window.painted")) / 1000
    except TooLate:
        return _LIMIT
    finally:
        page.close()


def main(runs: int = 5, name: str = "substances") -> None:
    where = project()
    store = load_store(where.build / "graph")
    (view,) = load_views(where.views, names=[name])
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        graph = view_graph(store, view)
        pages = {
            "stock pyvis": _stock_page(graph, Path(folder) / "stock.html"),
            "naseikg": Path(folder) / f"{name}.html",
        }
        write_view(store, view, Path(folder))
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--headless", "--disable-gpu"]
        )
        taken: dict[str, list[float]] = {what: [] for what in pages}
        for _ in range(runs):
            for what, path in pages.items():
                taken[what].append(_seconds(browser, path))
        browser.close()
    medians = {what: statistics.median(seconds) for what, seconds in taken.items()}
    print(f"{name}: {graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges, median of {runs} runs")
    for what, seconds in medians.items():
        print(f"{what:<12} {seconds:8.3f} s to first paint")
    print(f"stock pyvis takes {medians['stock pyvis'] / medians['naseikg']:.1f} times as long")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 5, *sys.argv[2:3])
