"""Whether the built site keeps every promise, and where its old addresses lead."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping

from sitegen.base.problems import Problem, did_you_mean
from sitegen.ledger.history import PERMALINKS

ID = re.compile(r'\sid="([^"]+)"')


def broken_promises(promises: Iterable[str], pages: Mapping[str, str], files: Container[str] = ()) -> list[Problem]:
    """Each promise that the built site does not keep: page, anchor or file.

    ``pages`` are ``{address: html}``, ``files`` the addresses of all else. An address that moved keeps the fragment,
    so its anchors are looked for on the page it leads to.
    """
    ids = {path: set(ID.findall(html)) for path, html in pages.items()}
    lost = []
    for number, line in enumerate(promises, 1):
        path, _, anchor = line.partition("#")
        if not path.endswith("/"):
            if path not in files:
                lost.append(_lost(number, line, "there is no such file.", "make it again: it stands in others' pages"))
            continue
        at = _lands_on(path, pages)
        if at is None:
            lost.append(_lost(number, line, f'no page is at "{path}".', "give the page that follows it an alias"))
        elif anchor and anchor not in ids[at]:
            hint = did_you_mean(anchor, ids[at]) or "give the heading its old anchor back"
            lost.append(_lost(number, line, f'"{at}" has no place "#{anchor}".', hint))
    return lost


REFRESH = re.compile(r'<meta http-equiv="refresh" content="\d+; url=(?P<to>[^"]*)">')


def leads_to(path: str, html: str) -> str | None:
    """Where a page at an old address sends its reader, or ``None`` for an ordinary page."""
    match = REFRESH.search(html)
    return _joined(path, match["to"]) if match else None


def _lands_on(path: str, pages: Mapping[str, str]) -> str | None:
    """The page that an address shows, one redirect followed; none for nothing, a chain or a loop."""
    if path not in pages:
        return None
    to = leads_to(path, pages[path])
    if to is None:
        return path
    return to if to in pages and leads_to(to, pages[to]) is None else None


def _joined(path: str, relative: str) -> str:
    parts = [part for part in path.split("/") if part]
    for step in relative.split("/"):
        if step == "..":
            parts = parts[:-1]
        elif step not in ("", "."):
            parts.append(step)
    return f"/{'/'.join(parts)}/" if parts else "/"


def _lost(number: int, line: str, why: str, hint: str) -> Problem:
    return Problem(PERMALINKS, number, "promise-broken", f'the promised address "{line}" does not answer: {why}', hint)
