"""Fourth step: the Site as ``{path below docs: bytes}``. Pure: no disk but the templates, no clock.

Every page is Markdown from one Jinja template. Content reaches a page only through :class:`PageView`,
which escapes all that Markdown or HTML could take for markup; content is never run as a template.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from sitegen.base.addresses import docs_path, relative
from sitegen.base.files import outputs, remembered
from sitegen.content import describe
from sitegen.content.describe import ENGLISH, Words
from sitegen.content.describe.spaces import unbroken
from sitegen.content.models import (
    BenefitItem,
    CompareItem,
    ConsultationItem,
    Page,
    RiskItem,
    Sign,
    SubstanceItem,
    TypeItem,
)
from sitegen.content.typed.entries import Entry
from sitegen.ledger.history import NO_HISTORY, History
from sitegen.ledger.snapshots import Snapshot, Spoken, snapshot, spoken
from sitegen.ledger.version_pages import version_pages
from sitegen.ledger.versions import (
    CHANGED_HERE,
    VERSION_DATE_HERE,
    VERSION_HERE,
    Stamp,
    sign_off,
    version_of,
    without_marks,
)
from sitegen.pages.derived.two_languages import side_by_side
from sitegen.pages.environment import environment
from sitegen.pages.gathered_view import GatheredView
from sitegen.pages.markdown import escape_markdown
from sitegen.pages.meanings import after_blocks
from sitegen.pages.short_view import ConsultationView, ShortView
from sitegen.pages.use_view import UseView
from sitegen.pages.view import PageView
from sitegen.pages.writer import Run
from sitegen.site.care import care_cards
from sitegen.site.glossary import AFTER_AN_ARTICLE, BEFORE, TermFinder
from sitegen.site.site import Site


@dataclass(frozen=True)
class Rendered:
    """All pages as ``{path below docs: bytes}``, and of each item's page its version and what it says now."""

    pages: Mapping[str, bytes]
    stamps: Mapping[str, Stamp]
    snapshots: Mapping[str, Snapshot]


def render(
    site: Site,
    today: date,
    templates: Path,
    history: History = NO_HISTORY,
    memory: MutableMapping[str, bytes] | None = None,
) -> Rendered:
    """All pages with their versions; ``history`` tells when a version was released and what came before.

    ``memory`` keeps what has changed since each version, and what follows from the words of a page alone.
    """
    env = environment(templates, site.words)
    run = Run(site, today, TermFinder(site.terms.values()), env, history)
    pages: dict[str, bytes] = {}
    stamps: dict[str, Stamp] = {}
    snapshots: dict[str, Snapshot] = {}
    # Cards first: a page that shows one says whether a health professional has checked that card.
    for entry in sorted(site.entries.values(), key=lambda e: e.folder != "cards"):
        text, stamp = _versioned(run, entry, memory)
        written = _written(entry.id, text, stamp, memory, site.words)
        stamps[entry.id] = stamp
        snapshots[entry.id] = snapshot(site, entry, written.said, stamp.version)
        pages[docs_path(entry.id)] = written.page
    pages = outputs(pages, moved_pages(env, site))
    return Rendered(
        outputs(pages, version_pages(env, site, history, pages, stamps, snapshots, memory)), stamps, snapshots
    )


def render_edition(
    site: Site, original: Site, today: date, templates: Path
) -> tuple[dict[str, bytes], dict[str, Stamp]]:
    """The pages of a Site in another language, those that it has and each beside its English, and their versions.

    Only English versions are released and kept: the day of such a version is that of its translation.
    """
    run = Run(site, today, _finder(site), environment(templates, site.words))
    pages: dict[str, bytes] = {}
    stamps: dict[str, Stamp] = {}
    for entry in sorted(site.entries.values(), key=lambda e: e.folder != "cards"):
        if rendering := (site.edition.pages or {}).get(entry.id):
            text, stamp = _versioned(run, entry)
            stamps[entry.id] = Stamp(stamp.version, rendering.made)
            pages[docs_path(entry.id)] = stamped(text, stamps[entry.id], site.words).encode("utf-8")
    pages = outputs(pages, moved_pages(run.env, site))
    return outputs(pages, side_by_side(site, original, run.env)), stamps


def render_alone(
    site: Site, ids: Sequence[str], today: date, templates: Path, history: History = NO_HISTORY
) -> dict[str, bytes]:
    """The pages of some items as :func:`render` makes them, without all others: ``{path below docs: bytes}``."""
    run = Run(site, today, _finder(site), environment(templates, site.words), history)
    wanted = [site.entries[item_id] for item_id in ids]
    named = {card.id: card for entry in wanted for card in care_cards(site, entry)}
    found: dict[str, bytes] = {}
    for entry in (*named.values(), *(entry for entry in wanted if entry.id not in named)):
        text, stamp = _versioned(run, entry)
        if entry.id in ids:
            found[docs_path(entry.id)] = stamped(text, stamp, site.words).encode("utf-8")
    return found


def _finder(site: Site) -> TermFinder:
    """What finds the words of the field in texts of the language."""
    return TermFinder(site.terms.values(), AFTER_AN_ARTICLE if site.edition.translated else BEFORE)


@dataclass(frozen=True)
class _Written:
    """What follows from the marked Markdown of a page and its stamp, whatever else is on the site."""

    page: bytes
    said: Spoken


def _written(
    item_id: str, text: str, stamp: Stamp, memory: MutableMapping[str, bytes] | None, words: Words
) -> _Written:
    made_of = [b"written", item_id.encode(), repr(stamp).encode(), words.key, text.encode("utf-8")]
    return remembered(
        memory, made_of, _Written, lambda: _Written(stamped(text, stamp, words).encode("utf-8"), spoken(item_id, text))
    )


def _versioned(run: Run, entry: Entry, memory: MutableMapping[str, bytes] | None = None) -> tuple[str, Stamp]:
    """One page with its version. A sign-off that holds for it is noted in the run."""
    text = render_page(run, entry)
    drawings = [drawing_bytes(run.site, name) for name in pictures_of(entry)]
    made_of = [b"version", text.encode("utf-8"), *drawings]
    version = remembered(memory, made_of, str, lambda: version_of(text, drawings))
    if sign := sign_off(entry.item.clinician_review, version):
        # What is said of the sign-off is no part of the version, so the version stays.
        run.signed[entry.id] = sign
        text = render_page(run, entry, sign)
    return text, Stamp(version, run.history.released(version, entry.id))


def stamped(text: str, stamp: Stamp, words: Words = ENGLISH) -> str:
    """A page with its version and the date of it in place."""
    released = describe.released(stamp.released, words)
    text = without_marks(text).replace(VERSION_HERE, stamp.version).replace(VERSION_DATE_HERE, released)
    text = text.replace(CHANGED_HERE, str(stamp.released or ""))
    text = after_blocks(re.sub(r"[ \t]+\n", "\n", text))
    return unbroken(words.language, re.sub(r"\n{3,}", "\n\n", text).strip()) + "\n"


def moved_pages(env: Environment, site: Site) -> dict[str, bytes]:
    """A stub at every old address: a visible link, and the frame adds canonical, noindex and refresh."""
    template = env.get_template("pages/moved.md.j2")
    found = {}
    for entry in (entry for entry in site.entries.values() if site.edition.has(entry.id)):
        for alias in entry.item.aliases:
            path = f"{alias}.md"
            href = relative(docs_path(entry.id), posixpath.dirname(path))
            text = template.render(entry=entry, title=Markup(escape_markdown(entry.item.title)), href=href)
            found[path] = text.encode("utf-8")
    return found


def render_page(run: Run, entry: Entry, sign: Sign | None = None) -> str:
    """One page, with the marks from which its version is made. ``sign`` is a sign-off that holds for it."""
    template = "page" if isinstance(entry.item, Page) else entry.folder
    page = view_of(entry)(run, entry, sign)
    return run.env.get_template(f"pages/{template}.md.j2").render(
        page=page, item=entry.item, site=run.site, entry=entry
    )


def view_of(entry: Entry) -> type[PageView]:
    """The view that the template of an item has."""
    if isinstance(entry.item, Page):
        return GatheredView
    if isinstance(entry.item, ConsultationItem):
        return ConsultationView
    if isinstance(entry.item, BenefitItem | RiskItem | SubstanceItem):
        return ShortView
    return UseView if isinstance(entry.item, TypeItem | CompareItem) else PageView


def pictures_of(entry: Entry) -> list[str]:
    """The names of the pictures on an item's page, in order."""
    return [block.name for text in entry.prose for block in text.blocks if block.kind == "picture"]


def drawing_bytes(site: Site, name: str) -> bytes:
    """A picture as it is seen."""
    return site.pictures[name].inner.encode("utf-8")
