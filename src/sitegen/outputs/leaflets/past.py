"""The leaflets of earlier versions, from the words that were kept at the release."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

from sitegen.base.addresses import past_leaflet_path
from sitegen.content.describe import ENGLISH, Words
from sitegen.content.typed.entries import Entry
from sitegen.ledger.history import History
from sitegen.ledger.snapshots import Snapshot
from sitegen.ledger.versions import Stamp, sign_off
from sitegen.outputs.drawing.typesetter import at_once
from sitegen.outputs.leaflets.drawn import drawn_pdf, fitted_sheet
from sitegen.outputs.leaflets.sheet import (
    EARLIER,
    EDITIONS,
    LEAST_ROOM,
    MOST_ROOM,
    Block,
    Edition,
    Fit,
    Leaflet,
    Part,
    People,
    sheet,
)
from sitegen.outputs.leaflets.template import leaflet_template
from sitegen.outputs.leaflets.words import leaflet
from sitegen.site.handouts import leaflet_names
from sitegen.site.site import Site


def past_leaflets(
    history: History,
    stamps: Mapping[str, Stamp],
    owner: Mapping[str, Entry],
    templates: Path,
    cache: Path | None = None,
    words: Words = ENGLISH,
) -> dict[str, bytes]:
    """The leaflets of every version that holds no more, each sheet marked with the version that replaced it.

    They are drawn from the words that were kept at the release: ``leaflets/versions/<id>-a4.pdf`` and so on.
    """
    template = leaflet_template(templates, words)
    wanted: list[tuple[str, Leaflet, Edition]] = []
    for version_id, issued in history.issued.items():
        today = stamps[owner[issued.page.page].id].version
        if version_id == today:
            continue
        for name, kept in history.snapshot(version_id).leaflets(version_id).items():
            whole = replace(leaflet_from(kept), superseded_by=today)
            editions = EDITIONS if "call" in kept else EARLIER
            wanted += [(past_leaflet_path(name, edition), whole, form) for edition, form in editions.items()]

    def draw(at: tuple[str, Leaflet, Edition]) -> bytes:
        _, whole, form = at
        # It is the one that was handed out then, so it may take more pages than a leaflet of today.
        printed = fitted_sheet(template, whole, form, cache) or sheet(whole, form, _at_any_length(whole, form))
        return drawn_pdf(template, whole, printed, cache)

    return {path: made for (path, _, _), made in zip(wanted, at_once(draw, wanted), strict=True)}


def _at_any_length(whole: Leaflet, edition: Edition) -> Fit:
    """How a leaflet of an earlier version is printed where it does not fit: large print whole, the others short."""
    everything = frozenset(part.anchor for part in whole.parts)
    large = edition.columns == 1
    return Fit(everything if large else frozenset(), edition.sizes[-1], MOST_ROOM if large else LEAST_ROOM)


def with_leaflets(
    site: Site, snapshots: Mapping[str, Snapshot], stamps: Mapping[str, Stamp], today: date, site_url: str
) -> dict[str, Snapshot]:
    """The snapshots of a release made ``today``, each with its leaflets where it has some."""
    found = dict(snapshots)
    for entry, part in leaflet_names(site).values():
        if entry.id not in snapshots:
            continue
        stamp = stamps[entry.id]
        stamp = stamp if stamp.released else Stamp(stamp.version, today)
        sign = sign_off(entry.item.clinician_review, stamp.version)
        # Through JSON, so that it is the same before it is written and after it is read.
        data = json.loads(json.dumps(asdict(leaflet(site, entry, stamp, sign, site_url, part=part))))
        kept = found[entry.id]
        if part is None:
            found[entry.id] = replace(kept, leaflet=data)
        else:
            found[entry.id] = replace(kept, leaflet_parts={**(kept.leaflet_parts or {}), part.id: data})
    return found


def leaflet_from(kept: Mapping[str, Any]) -> Leaflet:
    """A leaflet from the JSON that :func:`dataclasses.asdict` and the ledger made of it.

    What a leaflet of an earlier version had no field for has its default.
    """
    return Leaflet(
        **{
            **kept,
            "parts": tuple(
                Part(
                    **{
                        **part,
                        "blocks": _blocks(part["blocks"]),
                        "short": _blocks(part["short"]),
                        "least": None if part.get("least") is None else _blocks(part["least"]),
                    }
                )
                for part in kept["parts"]
            ),
            "more": tuple(kept["more"]),
            "shorter": tuple(kept["shorter"]),
            "call": tuple(kept.get("call", ())),
            "since": tuple(kept.get("since", ())),
        }
    )


def _blocks(kept: Sequence[Mapping[str, Any]]) -> tuple[Block, ...]:
    return tuple(
        Block(
            **{
                **block,
                "points": tuple(block["points"]),
                "then": tuple(block["then"]),
                "rows": tuple(tuple(row) for row in block["rows"]),
                "people": tuple(People(**people) for people in block["people"]),
            }
        )
        for block in kept
    )
