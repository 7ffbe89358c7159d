"""Which pages to look at in every form: as few as have every component of the built site among them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

ELEMENT = re.compile(r"<(?P<tag>[a-z][a-z0-9]*)(?P<rest>[^>]*)>")
CLASS = re.compile(r'\sclass="([^"]*)"')
STATE = re.compile(r'\s(hidden|open|role|popover|type|lang|dir)(?:="([^"]*)")?')


def components(html: str) -> frozenset[str]:
    """The parts of a page that can look or behave in a way of their own: tags, their classes and their states."""
    found: set[str] = set()
    for element in ELEMENT.finditer(html):
        tag, rest = element["tag"], element["rest"]
        found.add(tag)
        if classes := CLASS.search(rest):
            found |= {f"{tag}.{name}" for name in classes[1].split()}
        found |= {f"{tag}[{name}={value}]" for name, value in STATE.findall(rest)}
    return frozenset(found)


def cover(pages: Mapping[str, frozenset[str]]) -> list[str]:
    """Pages that have all components among them, taken one after another by how many new ones each brings."""
    left = set().union(*pages.values())
    chosen: list[str] = []
    while left:
        # The shorter address first where two bring as many, so that the choice is the same in every run.
        best = min(pages, key=lambda name: (-len(pages[name] & left), len(name), name))
        chosen.append(best)
        left -= pages[best]
    return chosen


def kinds(site: Path, addresses: list[str]) -> list[str]:
    """The addresses of the pages to look at in every form. ``site`` is the folder of the built site."""
    return cover({at: components((site / at.strip("/") / "index.html").read_text("utf-8")) for at in addresses})
