"""Each task of finding is answered on its page within the screens of its part: two in short, seven in the middle."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page

from sitegen.check import Checked
from sitegen.site.site import URGENT_HELP

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*.yml"))
SCREENS = {"in short": 2, "what you need": 7}
TASKS = 15
HEIGHT = 844

FIND = """words => {
  const plain = text => text.replace(/\\s+/g, ' ').replace(/ ([.,;:?!])/g, '$1').trim();
  const blocks = [...document.querySelectorAll('article :is(h1, h2, h3, p, li, dt, dd, tr, th, td, a, summary)')]
    .filter(e => !e.closest('.meaning, .say, .sources, .record'));
  const said = blocks.map(e => {
    const copy = e.cloneNode(true);
    copy.querySelectorAll('.meaning, .term button, a[href^="#source-"], .tick, svg').forEach(one => one.remove());
    copy.querySelectorAll('.sign > *, td, th').forEach(one => one.append(' '));
    return plain(copy.textContent);
  });
  const end = id => document.getElementById(id)?.getBoundingClientRect().top + scrollY;
  const parts = {'in short': end('what-you-need'), 'what you need': end('stop-here')};
  return words.map(({seen, part}) => {
    const found = blocks.filter((e, n) => said[n].includes(plain(seen)) && e.checkVisibility());
    const ends = found.map(e => e.getBoundingClientRect().bottom + scrollY);
    const first = Math.min(...ends);
    return [found.length ? first : null, !parts[part] || first <= parts[part]];
  });
}"""


def read(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return data


def faults(page: Page, address: str, tasks: list[dict[str, str]]) -> Iterator[str]:
    """The tasks whose answer a reader of a phone does not see in time, each with where it stands."""
    page.goto(address)
    for task, (bottom, inside) in zip(tasks, page.evaluate(FIND, tasks), strict=True):
        if bottom is None:
            yield f"{task['ask']} not on the page: {task['seen']}"
        elif bottom > SCREENS[task["part"]] * HEIGHT or not inside:
            yield f"{task['ask']} after {bottom / HEIGHT:.1f} screens: {task['seen']}"


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    """One phone for all tasks."""
    context = browser.new_context(viewport={"width": 390, "height": HEIGHT})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_answer_stands_within_its_screens(reader: Page, served: str, path: Path) -> None:
    found = read(path)
    missed = list(faults(reader, f"{served}/{found['page']}/", found["tasks"]))
    print(f"{found['page']}: {len(found['tasks']) - len(missed)} of {len(found['tasks'])} tasks are answered in time")
    assert missed == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_of_tasks_is_whole(path: Path) -> None:
    found = read(path)
    assert set(found) == {"page", "tasks"}
    assert found["page"].endswith(f"/{path.stem}")
    tasks = found["tasks"]
    assert len(tasks) == TASKS
    assert len({task["ask"] for task in tasks}) == len(tasks)
    for task in tasks:
        assert set(task) == {"ask", "part", "seen"}, task
        assert task["part"] in SCREENS, task
        assert len(task["seen"].split()) <= 25, task


def test_each_use_and_urgent_help_have_tasks(checked: Checked) -> None:
    """Whatever uses there are."""
    wanted = {entry.id for entry in checked.site.of("types")} | {URGENT_HELP}
    assert {read(path)["page"] for path in FILES} == wanted


def test_an_answer_that_stands_too_low_or_nowhere_is_told(reader: Page, served: str, checked: Checked) -> None:
    use = checked.site.of("types")[0]
    low = {"ask": "Low?", "part": "in short", "seen": "You can stop here. Below is all we know."}
    none = {"ask": "Not there?", "part": "in short", "seen": "no page says this"}
    below = {"ask": "Below?", "part": "what you need", "seen": "Every detail is in the list of all sources."}
    told = list(faults(reader, f"{served}/{use.id}/", [low, none, below]))
    assert [line.split("?")[0] for line in told] == ["Low", "Not there", "Below"]
