"""The table that a check prints, so that everyone sees how much there is and how hard it reads."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from sitegen.ledger.history import Release
from sitegen.rules.measure import Measure

if TYPE_CHECKING:
    from sitegen.check.translations import Share
    from sitegen.outputs.link_list import Judged

NO_SHARES: Mapping[str, Share] = MappingProxyType({})


def table(measure: Measure, languages: Mapping[str, Share] = NO_SHARES) -> str:
    """Pages, words, reading grades, claims, references and what they stand at, and unknowns, one a line."""
    hardest = sorted(measure.grades.items(), key=lambda pair: -pair[1])[:1]
    rows: list[tuple[str, str]] = [
        ("pages", f"{measure.pages:,}"),
        ("words", f"{measure.words:,}"),
        ("reading grade, median", f"{measure.median_grade:.1f}"),
        ("reading grade, highest", f"{hardest[0][1]:.1f} ({hardest[0][0]})" if hardest else "none"),
        ("claims with a source", f"{measure.claims:,}"),
        ("citations", f"{measure.citations:,}"),
        ("references", f"{measure.references:,}"),
        ("unknowns", f"{measure.unknowns:,}"),
        ("glossary terms", f"{measure.terms:,}"),
        ("questions", f"{measure.questions:,}"),
        ("facts", f"{measure.facts:,}"),
        ("bound numbers", f"{measure.bound:,}"),
        ("unbound numbers", f"{measure.unbound:,}"),
    ]
    by = measure.sources
    if by.kinds:
        rows.append(("sources by address", ", ".join(f"{kind} {count}" for kind, count in by.kinds.items())))
        shares = (f"{name} {count} of {of}" for name, (count, of) in by.shares.items())
        rows.append(("first-hand address", f"{', '.join(shares)}; only a report of it was read: {by.reports}"))
        rows.append(("exceptions", f"{by.exceptions}"))
        notices = ", ".join(f"{kind} {count}" for kind, count in by.notices.items()) or "none"
        rows.append(("notices on sources", f"{notices}; last asked: {by.looked}"))
    for language, share in languages.items():
        said = f"{share.files} files, {share.fields:,} fields: {share.stale} stale, {share.missing} missing"
        rows.append((f"in {language}", f"{said}; urgent ones shown in English instead: {share.urgent}"))
    width = max(len(name) for name, _ in rows)
    return "\n".join(f"{name.ljust(width)}  {value}" for name, value in rows)


def released(release: Release) -> str:
    """What a release brought, for the terminal: one line a page, and the kinds of its changes."""
    lines = [
        f"Release {release.release} of {release.date}: {len(release.pages)} pages, {len(release.promises)} promises"
    ]
    for page in release.pages:
        kinds = ", ".join(dict.fromkeys(change.kind for change in page.changes))
        lines.append(f"  {page.version}  {page.page}: {kinds}")
    return "\n".join(lines)


def judged_line(path: Path, number: int, judged: Judged) -> str:
    """What became of one link or version, with its line: ``links.txt:3: moved: /risks/old/, now /risks/new/``."""
    now = f", now {judged.now}" if judged.now and judged.state != "current" else ""
    version = f" (version {judged.version})" if judged.version else ""
    return f"{path}:{number}: {judged.state}: {judged.text}{now}{version}"
