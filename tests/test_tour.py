"""The tour is true: a browser takes the steps of each task, and the pictures show what it saw."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from explorerpages import Explorer
from naseikg.explorer.one_file import write_one_file
from touring import FAR, SIZE, Step, Task, Traveller, difference, tasks_of, write_shots

REPOSITORY = Path(__file__).parent.parent
IMAGES = REPOSITORY / "docs" / "images" / "tour"
TEXT = (REPOSITORY / "docs" / "tour.md").read_text(encoding="utf-8")
TASKS = tasks_of(TEXT)
_MOST_BYTES = 150_000


@pytest.fixture(scope="module")
def one_file(explorer_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the explorer in one file."""
    target = tmp_path_factory.mktemp("disk") / "naseikg.html"
    write_one_file(explorer_folder / "explore", target)
    return target.as_uri()


@pytest.fixture
def traveller(explorer: Explorer, browser: Browser, one_file: str) -> Iterator[Traveller]:
    """Takes steps on the served explorer and on the one file; a page that logs an error or asks another host fails."""
    offline = Explorer(browser=browser, url=one_file)
    yield Traveller(explorer, offline)
    offline.close()
    assert offline.faults == []


@pytest.mark.parametrize("task", TASKS, ids=[re.sub(r"\W+", "-", task.title).strip("-") for task in TASKS])
def test_a_task_can_be_done_as_it_is_told(task: Task, traveller: Traveller) -> None:
    """U1, U9, U13, U17, U27, U38, as a reader meets them."""
    traveller.go(task)
    assert tuple(traveller.shots) == task.images
    far = {name: difference(shot, (IMAGES / f"{name}.png").read_bytes()) for name, shot in traveller.shots.items()}
    assert [f"{name} is {by:.1f} apart: python tests/touring.py" for name, by in far.items() if by >= FAR] == []


def test_the_tour_has_ten_tasks_and_each_shows_a_picture() -> None:
    titles = re.findall(r"^## (.+)$", TEXT, re.MULTILINE)
    assert [task.title for task in TASKS] == titles
    assert len(titles) == 10
    assert [task.title for task in TASKS if not task.images] == []


def test_what_a_task_prints_in_bold_is_in_its_steps() -> None:
    """Bold are the words of the page: where they change, a step fails, and so this text."""
    stray = {
        task.title: [
            words for words in task.bold if not any(words in word for step in task.steps for word in step.words)
        ]
        for task in TASKS
    }
    assert {title: words for title, words in stray.items() if words} == {}


def test_the_pictures_are_those_of_the_text_and_small() -> None:
    shown = sorted(name for task in TASKS for name in task.images)
    assert sorted(path.stem for path in IMAGES.iterdir()) == shown
    assert {path.name: Image.open(io.BytesIO(path.read_bytes())).size for path in IMAGES.iterdir()} == {
        f"{name}.png": SIZE for name in shown
    }
    assert [path.name for path in IMAGES.iterdir() if path.stat().st_size >= _MOST_BYTES] == []


def test_each_picture_is_far_from_every_other() -> None:
    images = {path.stem: path.read_bytes() for path in sorted(IMAGES.iterdir())}
    near = [
        f"{one} and {other}"
        for one, first in images.items()
        for other, second in images.items()
        if one < other and difference(first, second) < FAR
    ]
    assert near == []


def test_a_picture_of_fewer_colours_is_near_and_one_that_lacks_a_panel_is_far(tmp_path: Path) -> None:
    shot = (IMAGES / "pvdf.png").read_bytes()
    (again,) = write_shots({"pvdf": shot}, tmp_path)
    assert difference(shot, again.read_bytes()) < FAR / 10
    image = Image.open(io.BytesIO(shot)).convert("L")
    image.paste(255, (SIZE[0] // 2, 0, *SIZE))
    bare = io.BytesIO()
    image.save(bare, "png")
    assert difference(shot, bare.getvalue()) >= FAR


def test_pictures_that_no_task_shows_are_removed(tmp_path: Path) -> None:
    (tmp_path / "old.png").write_bytes(b"")
    write_shots({"naf": (IMAGES / "naf.png").read_bytes()}, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["naf.png"]


def test_a_step_that_cannot_be_taken_is_named(traveller: Traveller) -> None:
    (task,) = tasks_of('## Go\n<!-- steps\nopen ""\nsee "no such words"\n-->\n')
    with pytest.raises(AssertionError, match=r'^Go: see "no such words": '):
        traveller.go(task)


def test_steps_are_read_from_the_comment_of_a_task() -> None:
    text = (
        '## One\n\nPress **Fit**.\n\n![A](images/tour/a.png)\n\n<!-- steps\nclick "button" "Fit"\nagain\n-->\n## Two\n'
    )
    (task,) = tasks_of(text)
    assert (task.title, task.images, task.bold) == ("One", ("a",), ("Fit",))
    assert task.steps == (Step("click", ("button", "Fit")), Step("again", ()))


@pytest.mark.parametrize("line", ['jump "high"', 'see "one" "two"', "open"])
def test_a_step_of_an_unknown_form_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=f"^step {re.escape(repr(line))}: known are again"):
        tasks_of(f"## One\n<!-- steps\n{line}\n-->\n")
