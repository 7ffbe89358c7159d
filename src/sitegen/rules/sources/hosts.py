"""What kind of address a source has, and which kinds may carry what."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sitegen.base.identifiers import host_of
from sitegen.content.models import Host, HostKind, Reference

COPY_ONLY, OTHER = "copy only", "other"
OFFICIAL: frozenset[str] = frozenset({"regulator", "law", "national body"})
"""Hosts at which a state, a regulator or a national body speaks itself."""
SCIENCE: frozenset[str] = frozenset({"DOI", "PubMed", "registry", "library", "publisher", "institution"})
"""Where a study stands itself."""
FIRST_HAND = OFFICIAL | SCIENCE | {"maker"}
"""The address of whoever speaks."""
NOTHING: frozenset[HostKind] = frozenset({"shop", "clinic", "forum", "answers", "documents", "farm", "mirror"})
"""Hosts that carry nothing: whoever wrote the text, it is not they who put it there."""
LABELS: frozenset[str] = frozenset({"drug-label", "regulator-notice"})
COUNTED: frozenset[str] = frozenset(
    {"systematic-review-of-trials", "systematic-review", "rct", "controlled", "cohort", "case-series"}
)
"""Kinds of study that count people."""
_NEEDS: Mapping[str, Collection[str]] = {
    "regulator-notice": OFFICIAL,
    "law": OFFICIAL,
    "drug-label": OFFICIAL | {"maker"},
}
_NOT_AT: Mapping[str, Collection[str]] = {
    "guideline": {"press", "index"},
    **{design: {"press"} for design in COUNTED},
}


def host_at(address: str, hosts: Mapping[str, Host]) -> Host | None:
    """The record of an address's host: its own, or that of the nearest host above it that takes in what is below."""
    name = host_of(address)
    if name in hosts:
        return hosts[name]
    while "." in name:
        name = name.partition(".")[2]
        if above := hosts.get(f"*.{name}"):
            return above
    return None


def kind_of(reference: Reference, hosts: Mapping[str, Host]) -> str:
    """What kind of address readers are sent to: the first there is, in the order of :attr:`Reference.address`."""
    if reference.doi:
        return "DOI"
    if reference.pmid or reference.pmcid:
        return "PubMed"
    if reference.identified:
        return "registry"
    if reference.url is None:
        return COPY_ONLY
    host = host_at(reference.url, hosts)
    return host.kind if host else OTHER


def fits(design: str, kind: str) -> bool:
    """Whether a source of this kind can stand at such an address. A copy stands nowhere, so nothing contradicts it."""
    if kind in ("DOI", "PubMed", "registry", COPY_ONLY):
        return True
    if design in _NEEDS:
        return kind in _NEEDS[design]
    return kind not in _NOT_AT.get(design, ())
