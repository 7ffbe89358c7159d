"""Whether the built site keeps every promise, and where its old addresses lead."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from sitegen.base.problems import Problem, did_you_mean
from sitegen.ledger.history import PERMALINKS
from sitegen.publish.looks import Looks, look


def broken_promises(
    promises: Iterable[str], pages: Mapping[str, str], files: Container[str] = (), looks: Looks = look
) -> list[Problem]:
    """Each promise that the built site does not keep: page, anchor or file.

    ``pages`` are ``{address: html}``, ``files`` the addresses of all else. An address that moved keeps the fragment,
    so its anchors are looked for on the page it leads to.
    """
    ids = {path: looks(html).ids for path, html in pages.items()}
    lead = {path: leads_to(path, html, looks) for path, html in pages.items()}
    lost = []
    for number, line in enumerate(promises, 1):
        path, _, anchor = line.partition("#")
        if not path.endswith("/"):
            if path not in files:
                lost.append(_lost(number, line, "there is no such file.", "make it again: it stands in others' pages"))
            continue
        at = _lands_on(path, lead)
        if at is None:
            lost.append(_lost(number, line, f'no page is at "{path}".', "give the page that follows it an alias"))
        elif anchor and anchor not in ids[at]:
            hint = did_you_mean(anchor, ids[at]) or "give the heading its old anchor back"
            lost.append(_lost(number, line, f'"{at}" has no place "#{anchor}".', hint))
    return lost


def leads_to(path: str, html: str, looks: Looks = look) -> str | None:
    """Where a page at an old address sends its reader, or ``None`` for an ordinary page."""
    to = looks(html).to
    return None if to is None else _joined(path, to)


def _lands_on(path: str, lead: Mapping[str, str | None]) -> str | None:
    """The page that an address shows, one redirect followed; none for nothing, a chain or a loop."""
    if path not in lead:
        return None
    to = lead[path]
    if to is None:
        return path
    return to if to in lead and lead[to] is None else None


def redirects(pages: Mapping[str, str], looks: Looks = look) -> dict[str, str]:
    """``{old address: new address}`` of the built pages, ``{address: html}``, sorted.

    The stub pages work everywhere; with these maps a host can send a reader on by itself, and spare one page.
    """
    return {path: to for path in sorted(pages) if (to := leads_to(path, pages[path], looks))}


def as_redirects_file(found: Mapping[str, str]) -> str:
    """For hosts that read a ``_redirects`` file (Netlify, Cloudflare Pages and others). Browsers keep the fragment."""
    return "".join(f"{old} {new} 301\n" for old, new in found.items())


def as_nginx_map(found: Mapping[str, str]) -> str:
    """For nginx: to be included in the ``server`` block."""
    lines = [f"location = {old} {{ return 301 {new}; }}" for old, new in found.items()]
    return "\n".join(["# Include this in the server block.", *lines, ""])


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
