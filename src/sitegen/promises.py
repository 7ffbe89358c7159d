"""Addresses that clinics may link to: which ones a release promises, and whether every promise still holds."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping

from sitegen.addresses import address
from sitegen.handed_out import handed_out, handed_out_before
from sitegen.history import PERMALINKS
from sitegen.kit import emergency_of
from sitegen.link import GLOSSARY_PAGE, QUESTIONS_PAGE, Site, card_of, care_cards, has_kit
from sitegen.models import BenefitItem, CompareItem, TypeItem
from sitegen.problems import Problem, did_you_mean

CARE = "care"
"""The anchor of what to do in an emergency, to which the card of an urgent page leads."""
ID = re.compile(r'\sid="([^"]+)"')


def promised(site: Site) -> set[str]:
    """All that a clinic may put into its own pages and forms, of today's site.

    Every address, every anchor that comes from a heading, a record or a card, and all else that is handed out:
    cards in a frame, codes, answers, leaflets, data and feeds.
    """
    found = set(handed_out(site))
    for entry in site.entries.values():
        page, item = address(entry.id), entry.item
        anchors = [text.anchor for text in entry.sections]
        for card in care_cards(site, entry):
            anchors += [card.name, *card_of(card).formerly]
        anchors.append("page-record")
        if has_kit(entry) and emergency_of(site, entry).first:
            anchors.append(CARE)
        if isinstance(item, BenefitItem):
            anchors += [verdict.id for verdict in item.verdicts]
        if isinstance(item, CompareItem):
            use = site.entries[item.use].item
            anchors += [option.id for option in use.options] if isinstance(use, TypeItem) else []
        if entry.id == GLOSSARY_PAGE:
            anchors += site.terms
        if entry.id == QUESTIONS_PAGE:
            anchors += site.questions
        found |= {page, *(f"{page}#{anchor}" for anchor in anchors)}
    return found


def moved(site: Site) -> dict[str, str]:
    """``{old address: the address today}`` for every alias."""
    return {address(alias): address(e.id) for e in site.entries.values() for alias in e.item.aliases}


def promise_problems(site: Site, promises: Iterable[str]) -> Iterator[Problem]:
    """Each promised address whose page is gone and has no alias (before any page is built).

    What is handed out for a page goes on with it; it is told only where every page is there.
    """
    today = {address(item_id) for item_id in site.entries}
    whole = [(number, line) for number, line in enumerate(promises, 1) if "#" not in line]
    others = {number for number, line in whole if _is_handed_out(line)}
    answered = {*today, *moved(site)}
    lost = [(number, line) for number, line in whole if number not in others and line not in answered]
    for number, path in lost:
        name = path.strip("/") or "index"
        yield Problem(
            PERMALINKS,
            number,
            "promise-broken",
            f'clinics may link to "{path}", but no page has this address.',
            did_you_mean(path, today) or f"add it to the new page's aliases: [{name}], or withdraw the page",
        )
    if lost:
        return
    made = {*handed_out(site), *handed_out_before(site)}
    for number, path in whole:
        if number in others and path not in made:
            yield Problem(
                PERMALINKS,
                number,
                "promise-broken",
                f'clinics may use "{path}", but nothing is made at this address any more.',
                "keep its page as it was, or withdraw the page: what was handed out for it stays",
            )


def _is_handed_out(path: str) -> bool:
    """Whether a promised address is no page of content: a file, or a page that the builder makes of one."""
    return not path.endswith("/") or bool(re.match(r"/(?:embed/|leaflets/.)", path))


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
