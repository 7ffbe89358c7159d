"""A choice of a use on a leaflet: whole, and in one line where the sheet is full."""

from __future__ import annotations

from sitegen.content import describe
from sitegen.content.describe import Words
from sitegen.content.models import Option
from sitegen.content.prose.blocks import split_sentences
from sitegen.content.prose.inline import plain_words
from sitegen.outputs.leaflets.sheet import Block


def choice(option: Option, words: Words) -> Block:
    """What it does and what can go wrong, in the words of its page."""
    part = f"{describe.stop(plain_words(option.part))} " if option.part else ""
    way = describe.which_way(option.certainty, option.direction, words)
    sure = "" if option.kind == "nothing" else f"{describe.stop(way)} "
    return Block(
        "choice",
        name=option.name,
        text=part + sure + plain_words(option.works),
        steps=describe.steps(option.certainty),
        word=describe.certainty(option.certainty, words),
        rows=((words.gettext("What can go wrong"), plain_words(option.harms)),),
    )


def in_a_line(option: Option, words: Words) -> Block:
    """A choice on a sheet that is full: which way, and how sure; of doing nothing, what it means."""
    if option.kind == "nothing":
        said = split_sentences(plain_words(option.works))[0]
        return Block("paragraph", text=f"{describe.stop(plain_words(option.name))} {said}")
    way = describe.which_way(option.certainty, option.direction, words)
    return Block(
        "choice", name=describe.stop(plain_words(option.name)), steps=describe.steps(option.certainty), word=way
    )
