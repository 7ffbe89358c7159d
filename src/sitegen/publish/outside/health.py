"""What became of the sources that have a DOI: withdrawn, doubted, replaced, corrected. Only the weekly job asks.

Asked is Crossref (https://www.crossref.org/documentation/retrieve-metadata/rest-api/), which has the notices of
publishers and those that Retraction Watch gathers. In its answer on a work, ``updated-by`` holds the notices on that
work; ``update-to`` is the other way round, for the notice itself. ``relation`` may name what replaced it.
"""

from __future__ import annotations

import json
import re
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from http.client import HTTPException
from typing import Any
from urllib.parse import quote

from pydantic import ValidationError

from sitegen.content.models import Health, Notice, NoticeKind, Reference

SECONDS, PAUSE, TRIES = 20.0, 1.0, 3
AT = "https://api.crossref.org/works/"
KINDS: Mapping[str, NoticeKind] = {
    "retraction": "retraction",
    "partial_retraction": "retraction",
    "withdrawal": "retraction",
    "removal": "retraction",
    "expression_of_concern": "concern",
    "new_version": "newer version",
    "new_edition": "newer version",
    "addendum": "correction",
    "clarification": "correction",
    "correction": "correction",
    "corrigendum": "correction",
    "erratum": "correction",
}
"""Crossref's kinds of update, as we tell them. What is not here is told as another notice."""
GRAVITY: tuple[NoticeKind, ...] = ("retraction", "concern", "newer version", "correction", "other")
WITHDRAWN_TITLE = re.compile(r"^\W*(retracted|withdrawn)\b", re.I)
"""How journals mark the title of what they took back; some send no notice besides."""
EDITION = re.compile(r"\.pub(?P<number>\d{1,2})$", re.I)
"""The end of a DOI that counts editions: the next one has the next number."""
MOST_EDITIONS = 9

Answer = Mapping[str, Any]


def look(references: Iterable[Reference], ask: Callable[[str], Answer | None], today: date) -> Health | None:
    """Ask for every source that has a DOI. ``None`` when not one answer came: then nothing is known anew.

    ``ask`` gives what is told of a DOI, or ``None``.
    """
    with_doi = sorted((ref.id, ref.doi) for ref in references if ref.doi)
    unknown: list[str] = []
    found: list[Notice] = []
    for name, doi in with_doi:
        work = ask(doi)
        if work is None:
            unknown.append(name)
        else:
            found += notices(name, doi, work, ask)
    if with_doi and len(unknown) == len(with_doi):
        return None
    return Health(
        id="crossref",
        looked=today,
        asked=len(with_doi),
        unknown=tuple(unknown),
        found=tuple(found),
    )


def notices(name: str, doi: str, work: Answer, ask: Callable[[str], Answer | None]) -> list[Notice]:
    """What an answer says of a source, the gravest first, each once."""
    said: dict[tuple[str, str], Notice] = {}
    for one in (*_updates(name, work), *_replaced(name, work), *_next_edition(name, doi, ask)):
        key = (one.kind, (one.doi or "").lower())
        if key not in said or said[key].issued == "undated":
            said[key] = one
    if WITHDRAWN_TITLE.match(_text(work.get("title"))) and not any(kind == "retraction" for kind, _ in said):
        said["retraction", ""] = Notice(reference=name, kind="retraction", issued="undated")
    return sorted(said.values(), key=lambda one: (GRAVITY.index(one.kind), one.issued, one.doi or ""))


def as_yaml(health: Health) -> str:
    """The data file: sorted, so that the same answers give the same file."""
    lines = [
        "# What the keeper of DOIs last said of the sources. `make links` writes this file; it is not edited by hand.",
        "",
        f"- id: {health.id}",
        f"  looked: {health.looked}",
        f"  asked: {health.asked}",
        f"  unknown: [{', '.join(health.unknown)}]",
        "  found:" if health.found else "  found: []",
    ]
    for one in health.found:
        lines += [f"    - reference: {one.reference}", f"      kind: {one.kind}", f'      issued: "{one.issued}"']
        lines += [f"      DOI: {json.dumps(one.doi)}"] if one.doi else []
    return "\n".join(lines) + "\n"


def asked(doi: str, agent: str, at: str = AT, seconds: float = SECONDS, pause: float = PAUSE) -> Answer | None:
    """What is told of a DOI; ``None`` when it is not known there or no answer comes. One request a second at most."""
    request = urllib.request.Request(at + quote(doi, safe=""), headers={"User-Agent": agent})
    for attempt in range(TRIES):
        time.sleep(pause * (1 + 4 * attempt))
        try:
            with urllib.request.urlopen(request, timeout=seconds) as answer:
                told = json.loads(answer.read())
        except urllib.error.HTTPError as error:
            if error.code in (400, 404, 410):
                return None
        except (urllib.error.URLError, HTTPException, TimeoutError, OSError, ValueError):
            continue
        else:
            message = told.get("message") if isinstance(told, dict) else None
            return message if isinstance(message, dict) else None
    return None


def _updates(name: str, work: Answer) -> Iterator[Notice]:
    for update in _rows(work.get("updated-by")):
        kind = KINDS.get(str(update.get("type", "")).lower().replace("-", "_"), "other")
        yield _notice(name, kind, _day(update.get("updated")), update.get("DOI"))


def _replaced(name: str, work: Answer) -> Iterator[Notice]:
    relation = work.get("relation")
    for other in _rows(relation.get("is-replaced-by") if isinstance(relation, dict) else None):
        if other.get("id-type") == "doi":
            yield _notice(name, "newer version", "undated", other.get("id"))


def _next_edition(name: str, doi: str, ask: Callable[[str], Answer | None]) -> Iterator[Notice]:
    """The newest edition, where the DOI counts them and a higher number is there."""
    match = EDITION.search(doi)
    newest: tuple[str, Answer] | None = None
    for number in range(int(match["number"]) + 1, MOST_EDITIONS + 1) if match else ():
        later = EDITION.sub(f".pub{number}", doi)
        work = ask(later)
        if work is None:
            break
        newest = later, work
    if newest:
        yield _notice(name, "newer version", _day(newest[1].get("issued")), newest[0])


def _notice(name: str, kind: NoticeKind, issued: str, doi: object) -> Notice:
    try:
        return Notice.model_validate({"reference": name, "kind": kind, "issued": issued, "DOI": doi or None})
    except ValidationError:
        return Notice(reference=name, kind=kind, issued=issued)


def _day(value: object) -> str:
    """``{"date-parts": [[2010, 2, 6]]}`` as ``2010-02-06``, as far as its parts go."""
    parts = value.get("date-parts") if isinstance(value, dict) else None
    first = parts[0] if isinstance(parts, list) and parts else None
    numbers = [part for part in first if isinstance(part, int)] if isinstance(first, list) else []
    said = "-".join(f"{part:04}" if at == 0 else f"{part:02}" for at, part in enumerate(numbers[:3]))
    return said if re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", said) else "undated"


def _rows(value: object) -> list[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _text(value: object) -> str:
    first = value[0] if isinstance(value, list) and value else value
    return first if isinstance(first, str) else ""
