"""Whatever a page names is there: items, anchors, sources, questions, drawings, verdicts."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.base.problems import Problem, did_you_mean
from sitegen.content.models import CardItem, Withdrawn
from sitegen.content.prose.blocks import Block
from sitegen.content.reading.named_facts import in_fact
from sitegen.content.typed.entries import Entry
from sitegen.rules.sources.hosts import NOTHING, host_at
from sitegen.site.anchors import anchors
from sitegen.site.citations import citations, links
from sitegen.site.site import GLOSSARY_PAGE, Site


def item_problems(
    site: Site, path: str, line: int, target: str, anchor: str, folders: tuple[str, ...]
) -> Iterator[Problem]:
    if target not in site.entries:
        known = [i for i in site.entries if not folders or i.split("/")[0] in folders]
        yield Problem(path, line, "unknown-item", f'there is no item "{target}".', did_you_mean(target, known))
        return
    entry = site.entries[target]
    if folders and entry.folder not in folders:
        yield Problem(path, line, "unknown-item", f'"{target}" is not in the folder {" or ".join(folders)}.')
    if isinstance(entry.item.status, Withdrawn):
        yield Problem(
            path,
            line,
            "withdrawn-item",
            f'"{target}" was withdrawn.',
            f"link to {entry.item.status.replacement or 'another page'}",
        )
    if anchor and anchor not in anchors(entry, site) and target != GLOSSARY_PAGE:
        hint = did_you_mean(anchor, anchors(entry, site))
        yield Problem(path, line, "unknown-anchor", f'"{target}" has no section "{anchor}".', hint)
    if anchor and target == GLOSSARY_PAGE and anchor not in {*site.terms, *anchors(entry)}:
        yield Problem(
            path, line, "unknown-anchor", f'the glossary has no term "{anchor}".', did_you_mean(anchor, site.terms)
        )


def reference_problems(site: Site, path: str, line: int, ref: str) -> Iterator[Problem]:
    if ref not in site.references:
        yield Problem(
            path,
            line,
            "unknown-reference",
            f'there is no source "{ref}" in data/references.yml.',
            did_you_mean(ref, site.references),
        )
    elif site.references[ref].unverified == "yes":
        yield Problem(
            path,
            line,
            "unverified-reference",
            f'the source "{ref}" is marked unverified.',
            "see it, complete its record, then cite it",
        )


def _outside(site: Site, path: str, block: Block) -> Iterator[Problem]:
    """No reader is sent to a host that sells or that copies what others wrote."""
    for line in block.all_lines:
        for token in line.tokens:
            host = host_at(token.target, site.hosts) if token.target.startswith("https://") else None
            if host and host.kind in NOTHING:
                message = f"this link leads to {host.id}, which carries nothing ({host.kind})."
                hint = "cite a record of data/references.yml instead, or delete the link"
                yield Problem(path, line.line, "carries-nothing", message, hint)


def broken_links(site: Site, entry: Entry) -> Iterator[Problem]:
    for target, anchor, line in links(entry):
        yield from item_problems(site, entry.path, line, target, anchor, ())
    for ref, line in citations(entry, of_facts=False):
        yield from reference_problems(site, entry.path, line, ref)
    for text in entry.prose:
        for block in text.blocks:
            if block.kind == "picture" and block.name not in site.pictures:
                yield Problem(
                    entry.path,
                    block.line,
                    "unknown-picture",
                    f'there is no drawing "{block.name}.svg" in content_src/assets.',
                    did_you_mean(block.name, site.pictures),
                )
            yield from _outside(site, entry.path, block)
    if isinstance(entry.item, CardItem) and entry.item.drawn and entry.item.drawn not in site.drawn:
        yield Problem(
            entry.path,
            entry.line(("drawn",)),
            "unknown-picture",
            f'no page shows a drawing "{entry.item.drawn}".',
            did_you_mean(entry.item.drawn, site.drawn),
        )
    for leaf in entry.leaves:
        if in_fact(leaf.loc):
            continue
        line = entry.line(leaf.loc)
        for marker in leaf.links:
            if marker.kind == "item":
                yield from item_problems(site, entry.path, line, leaf.value, "", marker.folders)
            elif marker.kind == "question" and leaf.value not in site.questions:
                yield Problem(
                    entry.path,
                    line,
                    "unknown-question",
                    f'there is no question "{leaf.value}".',
                    did_you_mean(leaf.value, site.questions),
                )
            elif marker.kind == "verdict" and leaf.value not in site.verdicts and "#" in leaf.value:
                yield Problem(
                    entry.path,
                    line,
                    "unknown-verdict",
                    f'there is no verdict "{leaf.value}".',
                    did_you_mean(leaf.value, site.verdicts),
                )
            elif marker.kind == "verdict" and "#" not in leaf.value:
                yield Problem(
                    entry.path,
                    line,
                    "unknown-verdict",
                    f'"{leaf.value}" names no verdict.',
                    "write benefits/name#verdict",
                )
