"""The template of a leaflet with the words of its frame, which are not those of the page."""

from __future__ import annotations

import json
from pathlib import Path

from sitegen.content.describe import ENGLISH, Words


def leaflet_template(templates: Path, words: Words = ENGLISH) -> bytes:
    """The template as the typesetter takes it. What was drawn with other words is another template."""
    # A string in JSON and in Typst has the same escapes for what can stand in this one.
    said = json.dumps(json.dumps(_frame(words), ensure_ascii=False, sort_keys=True), ensure_ascii=False)
    return f"#let words = json(bytes({said}))\n".encode() + (templates / "outputs/leaflet.typ").read_bytes()


def _frame(words: Words) -> dict[str, str]:
    """The words by the names that the template has for them; places are filled in there."""
    return {
        # Typst takes the language alone: pt of pt-br.
        "language": words.language.partition("-")[0],
        "replaced": words.pattern("Not valid any more: replaced by version %(version)s."),
        "checked": words.pattern("Checked by: %(who)s"),
        "page": words.pattern("Page %(page)s of %(pages)s"),
        "version": words.pattern("Version %(version)s, %(dated)s"),
        "steps": words.pattern("%(steps)s of 4 steps"),
        "if_signs": words.pattern("If %(signs)s."),
        "if_one": words.pattern("If one is true:"),
        "say": words.pattern("**Say:** “%(words)s”"),
        "help": words.pattern("**Help:** %(who)s"),
        "notes": words.pattern("Room for your notes:"),
        "whole_page": words.pattern("**The whole page, with its sources:** scan the code, or see the address below."),
        "whole_page_large": words.pattern(
            "**The whole page, with its sources:** scan the code on the first page, or go to %(address)s"
        ),
        "also": words.pattern("The page also covers: %(parts)s."),
        "further": words.pattern("It says more on: %(parts)s."),
        "news": words.pattern("News of sources:"),
        "this_page": words.pattern("This page"),
        "urgent_help": words.pattern("Urgent help"),
        "stamp": words.pattern("For the name, telephone number or stamp of the clinic:"),
        "bold": words.pattern("Do what is in bold if one of the signs below it is true."),
        "every_sign": words.pattern("Every sign has its card: scan the code, or go to %(address)s"),
        "call": words.pattern("Call your local emergency number."),
    }
