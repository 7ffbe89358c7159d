"""A first change, a broken change and a new page, carried through as the page /edit/ says, on the real content."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, copied

FILLED_IN = {
    "Say the main message here. Say what passes, and what needs help at once.": (
        "Skin can feel warm where you had the injections. If it also swells and hurts more each day, get help."
    ),
    "lay word, medical word, another name, a usual misspelling, what people type": "hot skin, warm patches",
    "Say what you see and feel, in a sentence or two.": "The skin feels warm, and it may look pink or darker.",
    "Say how we know, in one sentence.": "It was not looked for in the trials that we saw.",
    "Say for which uses you found no count.": "For all other uses we found no count.",
    "Say that it is not known when it begins.": "It is not known when it begins.",
    "Say how long it lasts, in days or weeks, and in whom that was seen.": "We found no measurement in other places.",
    "Write one thing that you could not find out, as exactly as you can.": "How many people get warm skin after it.",
    "Say in plain words what happens in the body, with the medical word in brackets.": "The skin feels warm to touch.",
    "Put the source straight after the sentence that it supports.": "More blood flows there.",
    "Say what you feel first, and what you see.": "You feel it before you see it.",
    "On white skin, say which colour it has.": "On white skin it may look pink.",
    "On brown skin, say which colour it has.": "On brown skin it may look darker.",
    "On black skin, say which colour it has, and what can be felt.": "On black skin you may only feel it.",
    "Give people, the time and what the others had.": "We found no count of it.",
    "Say for which use the number holds, and that it does not hold for all mesotherapy.": "So there is no number.",
    "Say one thing that you can do before, during or after.": "Look at the place each day.",
    "Say one thing that you should not do.": "Do not rub it.",
    "Say what a helper can do.": "A helper can look where you cannot.",
    "Say what is known, and from what kind of study.": "We found no study of this.",
    "Say what is not known.": "So nothing is known that raises or lowers it.",
    "Say how it mostly ends, and what a doctor may do.": "We found no study of how it ends.",
    "Link to the next page: [swelling](risks/swelling).": "Read about [swelling](risks/swelling) too.",
}
"""What the template of a harm says, and what an editor puts there."""


@pytest.fixture
def clone(project: Path, tmp_path: Path) -> Path:
    """The project as an editor's clone has it who has built the site once."""
    copied(project, tmp_path, "templates", "scripts", "src", "content_src")
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    for words in (["init", "-q", "."], ["add", "content_src"], ["commit", "-qm", "first"]):
        subprocess.run([*git, *words], cwd=tmp_path, check=True)
    return tmp_path


def run(clone: Path, script: str, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, f"scripts/{script}.py", *words]
    return subprocess.run(command, cwd=clone, capture_output=True, text=True, check=False)


def test_a_first_change(clone: Path) -> None:
    page = clone / "content_src/risks/bruising.md"
    text = page.read_text("utf-8")
    heading = "## What you can do\n\n"
    assert heading in text
    page.write_text(text.replace(heading, f"{heading}Ask for a short break if you need one.\n\n"), "utf-8")
    assert run(clone, "build_pages", "--check").returncode == 0
    told = run(clone, "diff", "HEAD").stdout
    assert "Bruising (/risks/bruising/)" in told
    assert "+ Ask for a short break if you need one." in told


def test_a_broken_change_says_what_the_drawing_shows(clone: Path) -> None:
    page = clone / "content_src/risks/bruising.md"
    page.write_text(page.read_text("utf-8").replace("## What you can do\n", "## What can you do\n"), "utf-8")
    done = run(clone, "build_pages", "--check")
    assert done.returncode == 1
    said = re.search(r"bruising\.md:\d+: (unknown heading .*)\n    hint: (did you mean .*)", done.stdout)
    assert said, done.stdout
    drawing = (ROOT / "content_src/assets/check-answers.svg").read_text("utf-8")
    shown = " ".join(re.findall(r"<text[^>]*>([^<]*)", drawing)).replace("&quot;", '"')
    assert f"{said[1]} Hint: {said[2]}" in shown


def test_a_new_page(clone: Path) -> None:
    assert run(clone, "new_item", "risk", "Warm skin", "--today", "2026-11-23").returncode == 0
    page = clone / "content_src/risks/warm-skin.md"
    left = run(clone, "build_pages", "--check").stdout
    assert "this is still what the template says" in left
    text = page.read_text("utf-8")
    for template, words in FILLED_IN.items():
        assert template in text, template
        text = text.replace(template, words)
    page.write_text(text, "utf-8")
    done = run(clone, "build_pages", "--check")
    assert done.returncode == 0, done.stdout
    assert "New page: Warm skin" in run(clone, "diff", "HEAD").stdout
