"""The anchors of a page: those of its sections and records, and those that the templates write."""

from __future__ import annotations

from sitegen.content.models import BenefitItem, CompareItem, TypeItem
from sitegen.content.typed.entries import Entry
from sitegen.site.care import card_of, care_cards
from sitegen.site.routes import split_rows
from sitegen.site.site import Site

# Anchors that the templates write, besides those of the sections.
TEMPLATE_ANCHORS = (
    "at-a-glance", "not-known", "questions", "related", "sources", "page-record", "options", "verdicts",
    "care", "care-emergency", "care-same-day", "care-clinic", "care-self-care",
    "licences", "rules", "how-often", "checklist", "record", "choices", "what-matters", "time-line",
    "stage-first-hour", "stage-first-days", "stage-weeks-1-to-12", "stage-later", "stage-not-known",
    "how-to-decide", "more-help", "in-short",
)  # fmt: skip
OF_A_USE = ("what-you-need", "what-can-go-wrong", "stop-here", "all-we-know", "more-questions")
"""Those that only the template of a use writes; other pages may have them as their own."""


def anchors(entry: Entry, site: Site | None = None) -> set[str]:
    """The anchors that a link may name on an item's page; those of a comparison come from its use."""
    found = {text.anchor for text in entry.sections} | set(TEMPLATE_ANCHORS)
    if isinstance(entry.item, CompareItem) and site and entry.item.use in site.entries:
        use = site.entries[entry.item.use].item
        found |= {option.id for option in use.options} if isinstance(use, TypeItem) else set()
    if isinstance(entry.item, TypeItem):
        found |= set(OF_A_USE)
    if isinstance(entry.item, BenefitItem):
        found |= {verdict.id for verdict in entry.item.verdicts}
    found |= {row.anchor for row in split_rows(site, entry)} if site else set()
    for card in care_cards(site, entry) if site else ():
        found |= {card.name, *card_of(card).formerly}
    return found
