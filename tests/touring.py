"""The steps of docs/tour.md, carried out in a real browser: each task has them in a comment, which readers do not see.

A comment that begins with ``steps`` holds one step a line: a verb and quoted words::

    open "#look?view=layers"          opens a new page at an address
    disk "#look?view=layers"          opens the explorer in one file, from disk, without a network
    again                             opens the address of the page as somebody else would, who got it as a link
    fill "From" "NaF"                 writes into a box, by its label or a part of it
    type "NaF"                        types where the focus is
    press "Enter"                     presses a key, there too
    reach "button" "Fit"              presses Tab until the focus is on what has a role and a name
    click "button" "Fit"              clicks what has a role and a name; a name that ends in … is the beginning of one
    beside "dead sodium" "Why?"       clicks a button of the list item with this link
    choose "Picture" "All layers"     takes an option of a list, by the label of the list
    save "CSV" "moduli.csv" "GPa"     clicks a button that gives a file of this name, with this text in it
    scroll "Place"                    scrolls until this text is at the top
    see "sodium fluoride"             finds a text on the page, or fails
    shot "naf"                        the picture images/tour/naf.png shows this

``python tests/touring.py`` writes all these pictures again.
"""

from __future__ import annotations

import io
import re
import shlex
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter, ImageStat
from playwright.sync_api import FloatRect, Locator, Page, expect, sync_playwright

from explorerpages import Explorer, static_server
from naseikg.asking.store import load_store
from naseikg.explorer.one_file import write_one_file
from naseikg.explorer.write import write_explorer
from naseikg.places import project

__all__ = ["FAR", "SIZE", "Step", "Task", "Traveller", "difference", "tasks_of", "write_shots"]

#: The size of the window, and of the pictures.
SIZE = (1280, 800)
#: From this difference on two pictures show different things.
FAR = 15.0
_COLOURS = 128
_MOST_TABS = 40
_GRID = (64, 40)
_BLUR = 2

_TASK = re.compile(r"^## (?P<title>.+?)\n(?P<body>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_STEPS = re.compile(r"<!-- steps\n(.*?)-->", re.DOTALL)
_IMAGE = re.compile(r"!\[[^\]]+\]\(images/tour/([a-z0-9-]+)\.png\)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_WORDS = {
    "again": 0,
    "beside": 2,
    "choose": 2,
    "click": 2,
    "disk": 1,
    "fill": 2,
    "open": 1,
    "press": 1,
    "reach": 2,
    "save": 3,
    "scroll": 1,
    "see": 1,
    "shot": 1,
    "type": 1,
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a reader does or sees."""

    verb: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One task of the tour: its title, its steps, the pictures that its text shows, and what it prints in bold."""

    title: str
    steps: tuple[Step, ...]
    images: tuple[str, ...]
    bold: tuple[str, ...]


def tasks_of(text: str) -> tuple[Task, ...]:
    """The tasks of the tour: its sections that have steps.

    Raises:
        ValueError: a step has an unknown verb or another number of words.
    """
    found = []
    for match in _TASK.finditer(text):
        steps = _STEPS.search(match["body"])
        if steps is None:
            continue
        lines = [line for line in steps[1].splitlines() if line.strip()]
        read = match["body"].replace(steps[0], "")
        found.append(
            Task(
                title=match["title"],
                steps=tuple(map(_step, lines)),
                images=tuple(_IMAGE.findall(read)),
                bold=tuple(_BOLD.findall(read)),
            )
        )
    return tuple(found)


def _step(line: str) -> Step:
    verb, *words = shlex.split(line)
    if _WORDS.get(verb) != len(words):
        raise ValueError(f"step {line.strip()!r}: known are {', '.join(f'{one} ({n})' for one, n in _WORDS.items())}")
    return Step(verb, tuple(words))


class Traveller:
    """Somebody who takes the steps, one after the other, and makes the pictures on the way."""

    def __init__(self, online: Explorer, offline: Explorer) -> None:
        self.shots: dict[str, bytes] = {}
        self._online = online
        self._offline = offline
        self._at = online
        self._page: Page | None = None

    def go(self, task: Task) -> None:
        """Takes all steps of a task, from a page of its own.

        Raises:
            AssertionError: a step cannot be taken; the message names it.
        """
        for step in task.steps:
            try:
                self._take(step)
            except Exception as error:
                words = " ".join(f'"{one}"' for one in step.words)
                raise AssertionError(f"{task.title}: {step.verb} {words}: {error}") from error

    def _take(self, step: Step) -> None:
        words = step.words
        if step.verb == "open":
            self._open(self._online, words[0])
            return
        if step.verb == "disk":
            self._open(self._offline, words[0])
            return
        page = self._page
        assert page is not None, "a task begins with open or disk"
        if step.verb == "again":
            self._open(self._at, page.evaluate("location.hash"))
        elif step.verb == "fill":
            page.get_by_label(words[0]).first.fill(words[1])
        elif step.verb == "type":
            page.keyboard.type(words[0])
        elif step.verb == "press":
            page.keyboard.press(words[0])
        elif step.verb == "reach":
            _reach(page, _named(page, *words))
        elif step.verb == "click":
            _named(page, *words).click()
        elif step.verb == "beside":
            items = page.get_by_role("listitem").filter(has=page.get_by_role("link", name=words[0], exact=True))
            items.get_by_role("button", name=words[1], exact=True).first.click()
        elif step.verb == "choose":
            page.get_by_label(words[0]).first.select_option(label=words[1])
        elif step.verb == "save":
            with page.expect_download() as caught:
                _named(page, "button", words[0]).click()
            assert caught.value.suggested_filename == words[1]
            assert words[2] in caught.value.path().read_text(encoding="utf-8")
        elif step.verb == "scroll":
            _text(page, words[0]).evaluate("(element) => element.scrollIntoView()")
        elif step.verb == "see":
            expect(_text(page, words[0])).to_be_visible()
        else:
            self.shots[words[0]] = _shot(page)

    def _open(self, where: Explorer, address: str) -> None:
        self._at = where
        width, height = SIZE
        # Who wants less motion sees at once what the others see after it.
        self._page = where.open(address, width=width, height=height, reduced_motion="reduce")


def _named(page: Page, role: str, name: str) -> Locator:
    is_start = name.endswith("…")
    wanted = re.compile(rf"^{re.escape(name.removesuffix('…'))}") if is_start else name
    return page.get_by_role(role, name=wanted, exact=not is_start).filter(visible=True).first  # type: ignore[arg-type]  # a role is one of many words


def _reach(page: Page, wanted: Locator) -> None:
    passed = []
    for _ in range(_MOST_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("(element) => element === document.activeElement"):
            return
        passed.append(page.evaluate("document.activeElement.textContent.slice(0, 20)"))
    raise AssertionError(f"Tab does not lead there, but to {passed}")


def _text(page: Page, text: str) -> Locator:
    return page.get_by_text(text).filter(visible=True).first


def _shot(page: Page) -> bytes:
    """The picture of a page at rest: with its fonts, after the frame that follows the last change."""
    page.evaluate(
        "document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))"
    )
    width, height = SIZE
    return page.screenshot(caret="hide", clip=FloatRect(x=0, y=0, width=width, height=height))


def difference(one: bytes, other: bytes) -> float:
    """How far two pictures are apart, from 0 to 100: the part of their ink that lies elsewhere, seen from far away.

    From there another font or a line that moved by a few pixels hardly counts.
    """
    first, second = _inks(one), _inks(other)
    apart = ImageStat.Stat(ImageChops.difference(first, second)).mean[0]
    return 100 * apart / max(ImageStat.Stat(first).mean[0] + ImageStat.Stat(second).mean[0], 1)


def _inks(image: bytes) -> Image.Image:
    """How dark a picture is, in few blurred cells."""
    dark = ImageChops.invert(Image.open(io.BytesIO(image)).convert("L"))
    return dark.resize(_GRID, Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(_BLUR))


def write_shots(shots: dict[str, bytes], folder: Path) -> list[Path]:
    """Writes the pictures of a tour with few colours, and removes all other pictures of the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.png"):
        if path.stem not in shots:
            path.unlink()
    written = []
    for name, shot in sorted(shots.items()):
        path = folder / f"{name}.png"
        few = (
            Image.open(io.BytesIO(shot))
            .convert("RGB")
            .quantize(_COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        )
        image = io.BytesIO()
        few.save(image, "png", optimize=True)
        path.write_bytes(image.getvalue())
        written.append(path)
    return written


def _travel(tasks: Iterable[Task], repository: Path, folder: Path) -> list[Path]:
    """Builds the explorer, takes all steps, and writes the pictures."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        raise SystemExit("none of chromium, chromium-browser and google-chrome is on the path; one of them is needed")
    where = project(repository)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        explorer, one = Path(made) / "explore", Path(made) / "naseikg.html"
        write_explorer(load_store(where.graph), where, explorer)
        write_one_file(explorer, one)
        options = ["--no-sandbox", "--headless", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=chromium, args=options)
        with static_server(Path(made)) as url:
            online = Explorer(browser=browser, url=f"{url}/explore/index.html")
            offline = Explorer(browser=browser, url=one.as_uri())
            traveller = Traveller(online, offline)
            for task in tasks:
                traveller.go(task)
            online.close()
            offline.close()
        browser.close()
    return write_shots(traveller.shots, folder)


if __name__ == "__main__":
    root = Path(__file__).parent.parent
    tour = (root / "docs" / "tour.md").read_text(encoding="utf-8")
    for path in _travel(tasks_of(tour), root, root / "docs" / "images" / "tour"):
        print(f"{path.relative_to(root)} {path.stat().st_size:,} bytes")
