"""Whose review is due."""

from __future__ import annotations

from datetime import date

from sitegen.content.typed.entries import Entry
from sitegen.site.site import Site


def overdue(site: Site, today: date) -> list[Entry]:
    """The pages whose review was due before today, the longest overdue first."""
    late = [entry for entry in site.entries.values() if entry.item.next_review < today]
    return sorted(late, key=lambda entry: (entry.item.next_review, entry.id))
