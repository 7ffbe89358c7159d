"""Links to other sites: which there are, and whether they still answer. Only the weekly job asks them."""

from __future__ import annotations

import ssl
import time
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import urlsplit

from sitegen.content.prose.inline import TARGET
from sitegen.site.site import Site

SECONDS, PAUSE, AT_ONCE = 20.0, 1.0, 8
REFUSED = frozenset({401, 403, 405, 406, 429, 451, 503})
"""Answers that many sites give to every program: the page may be there all the same."""


@dataclass(frozen=True)
class Dead:
    """A link that does not answer: why, and the files that hold it."""

    url: str
    why: str
    files: tuple[str, ...]


def links_out(site: Site) -> dict[str, tuple[str, ...]]:
    """Every https address on the site with the files that name it, sorted."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for reference in site.references.values():
        if reference.address:
            found[reference.address][f"content_src/data/references.yml ({reference.id})"] = None
    for entry in site.entries.values():
        for text in entry.prose:
            for block in text.blocks:
                for line in block.all_lines:
                    for token in line.tokens:
                        if token.kind == "link" and not TARGET.match(token.target):
                            found[token.target][f"{entry.path}:{line.line}"] = None
    return {url: tuple(files) for url, files in sorted(found.items())}


def dead_links(found: Mapping[str, Sequence[str]], ask: Callable[[str], str]) -> list[Dead]:
    """The links for which ``ask`` gives a reason. Each host is asked one page at a time, many hosts at once."""
    hosts: dict[str, list[str]] = defaultdict(list)
    for url in found:
        hosts[urlsplit(url).netloc].append(url)

    def of_host(urls: list[str]) -> list[tuple[str, str]]:
        return [(url, ask(url)) for url in urls]

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = [pair for pairs in pool.map(of_host, hosts.values()) for pair in pairs]
    return sorted((Dead(url, why, tuple(found[url])) for url, why in answers if why), key=lambda dead: dead.url)


def agent(site: Site) -> str:
    """What the job calls itself: by the name of the repository, where it can be asked about."""
    return f"{site.config.repository.rpartition('/')[2]} link check (one request a page, once a week)"


def answer(url: str, agent: str, seconds: float = SECONDS, pause: float = PAUSE) -> str:
    """Why a page does not answer; nothing when it does, or when it refuses all programs. One more try on a fault."""
    why = ""
    for method in ("HEAD", "GET", "GET"):
        request = urllib.request.Request(url.partition("#")[0], method=method, headers={"User-Agent": agent})
        try:
            with urllib.request.urlopen(request, timeout=seconds):
                return ""
        except urllib.error.HTTPError as error:
            why = "" if error.code in REFUSED else f"the answer is {error.code}"
            if error.code in (404, 410) and method == "GET":
                return why
        except (urllib.error.URLError, HTTPException, TimeoutError, ssl.SSLError, OSError, ValueError) as error:
            why = f"no answer ({getattr(error, 'reason', error)})"
        time.sleep(pause)
    return why
