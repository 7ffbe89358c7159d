"""Sources, the hosts that they stand at, and what is let pass for now."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints

from sitegen.base import identifiers
from sitegen.content.models.choices import Design
from sitegen.content.models.markers import REGISTERED, WEB_ADDRESS, Day, Model, ReferenceId, Text, cross_check


class Name(Model):
    """A CSL name: family and given, or literal for a body or a name as printed."""

    family: Text | None = None
    given: Text | None = None
    literal: Text | None = None

    @cross_check
    def _one_form(self) -> Self:
        if (self.family is None) == (self.literal is None):
            raise ValueError("a name is either family (and given) or literal")
        return self


class Seen(Model):
    """Where and in what form the source was read, and on which day that was checked."""

    at: Text
    """Where it was read."""
    date: Day
    """The day on which that was checked."""
    form: Literal["full text", "abstract", "part", "copy", "report"] | None = None
    """What was read: `full text`, `abstract`, a `part`, a `copy` at an address that is not the source's own, or only a
    `report` by others of what it says."""

    @property
    def addresses(self) -> list[str]:
        """The web addresses among the words of ``at``. Brackets belong to an address in pairs only."""
        found = [address.rstrip(".,;") for address in re.findall(r"https?://\S+", self.at)]
        return [address if "(" in address else address.rstrip(".,;)") for address in found]

    @property
    def hosts(self) -> list[str]:
        """The hosts of these addresses, each once."""
        return list(dict.fromkeys(map(identifiers.host_of, self.addresses)))


class Reference(Model):
    """A source, in CSL field names, plus what it may be cited for and where it was seen."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
    """What `[^id]` cites: first author, year, a word."""
    type: Literal["article-journal", "webpage", "report", "legislation", "book", "chapter", "dataset", "thesis"]
    """The kind of publication, in CSL words."""
    title: Text
    """The title as printed."""
    author: Annotated[tuple[Name, ...], Field(min_length=1)]
    """Family and given name, or literal for a body; where none is shown, a literal that says so."""
    container_title: Annotated[Text | None, Field(alias="container-title")] = None
    """The journal, site or series."""
    publisher: Text | None = None
    """Who published it."""
    issued: Annotated[str, StringConstraints(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?|undated)$")]
    """The year, or the day; `undated` where the source shows none."""
    volume: Text | None = None
    issue: Text | None = None
    page: Text | None = None
    doi: Annotated[
        Annotated[str, StringConstraints(pattern=identifiers.DOI)] | None,
        BeforeValidator(identifiers.doi),
        Field(alias="DOI"),
    ] = None
    """The DOI, without an address."""
    pmid: Annotated[
        Annotated[str, StringConstraints(pattern=r"^\d{1,9}$")] | None,
        BeforeValidator(identifiers.pubmed),
        Field(alias="PMID"),
    ] = None
    """The PubMed number."""
    pmcid: Annotated[
        Annotated[str, StringConstraints(pattern=r"^PMC\d{1,9}$")] | None,
        BeforeValidator(identifiers.pmc),
        Field(alias="PMCID"),
    ] = None
    """The number in PubMed Central, with its letters: PMC7069546."""
    registry: Annotated[str, StringConstraints(pattern=REGISTERED)] | None = None
    """The number of the trial in a registry, such as NCT01542034."""
    url: Annotated[
        Annotated[str, StringConstraints(pattern=WEB_ADDRESS)] | None,
        BeforeValidator(identifiers.address),
        Field(alias="URL"),
    ] = None
    """The source's own address, and never that of a copy. A DOI, PubMed or registry number goes before it."""
    design: Design
    """The kind of study; it sets the ceiling of certainty."""
    people: Annotated[int, Field(gt=0)] | None = None
    """How many people were studied."""
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] = "en"
    """Two letters."""
    jurisdiction: Text | None = None
    """The country, for laws and regulators."""
    supports: Text
    """Exactly what it may be cited for."""
    caveat: Text | None = None
    """What a reader of the source should know."""
    seen: Seen
    """Where and in what form it was read, and on which day that was checked. It may be another address."""
    unverified: Literal["yes", "no"] = "no"
    """`yes` while any part of the record has not been seen; it cannot be cited then."""

    @property
    def identified(self) -> str | None:
        """The address by DOI, PubMed, PubMed Central or trial registry, the first that there is."""
        if self.doi:
            return identifiers.doi_address(self.doi)
        if self.pmid:
            return identifiers.pubmed_address(self.pmid)
        if self.pmcid:
            return identifiers.pmc_address(self.pmcid)
        return identifiers.registry_address(self.registry) if self.registry else None

    @property
    def address(self) -> str | None:
        """Where readers are sent: the first that there is: DOI, PubMed, trial registry, its own address."""
        return self.identified or self.url

    @cross_check
    def _found_somewhere(self) -> Self:
        if self.address is None and self.seen.form != "copy":
            raise ValueError("a source has a DOI, a PubMed or registry number or a URL, or it was seen as a copy")
        return self


NoticeKind = Literal["retraction", "concern", "newer version", "correction", "other"]


class Notice(Model):
    """What has been said of a source since it came out: that it is withdrawn, doubted, replaced or corrected."""

    reference: ReferenceId
    """The source that the notice is on."""
    kind: NoticeKind
    """`retraction`: withdrawn, wholly or in part; `concern`: its journal warns of it; a `newer version`; a
    `correction`; or an `other` notice."""
    issued: Annotated[str, StringConstraints(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?|undated)$")]
    """The day of the notice, its month or year; `undated` where the service gives none."""
    doi: Annotated[
        Annotated[str, StringConstraints(pattern=identifiers.DOI)] | None,
        BeforeValidator(identifiers.doi),
        Field(alias="DOI"),
    ] = None
    """The DOI of the notice or of the newer version."""

    @property
    def address(self) -> str | None:
        """Where the notice can be read."""
        return identifiers.doi_address(self.doi) if self.doi else None


class Health(Model):
    """What a service that keeps the metadata of DOIs last answered on the sources. `make links` writes it."""

    id: Literal["crossref"]
    """The service that was asked: Crossref, at api.crossref.org."""
    looked: Day | Literal["never"]
    """The day of the last look, or `never`."""
    asked: Annotated[int, Field(ge=0)] = 0
    """How many sources were asked for: all that have a DOI."""
    unknown: tuple[ReferenceId, ...] = ()
    """Sources on which there was no answer."""
    found: tuple[Notice, ...] = ()
    """The notices, by source. A source that is not here had none on that day."""


HostKind = Literal[
    "library",
    "registry",
    "regulator",
    "law",
    "national body",
    "publisher",
    "institution",
    "maker",
    "society",
    "local service",
    "charity",
    "reference work",
    "index",
    "press",
    "shop",
    "clinic",
    "forum",
    "answers",
    "documents",
    "farm",
    "mirror",
]


class Host(Model):
    """What stands behind a host, so that rules can tell what may be cited from it."""

    id: Annotated[str, StringConstraints(pattern=r"^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$")]
    """The host without `www.`; `*.` before it means every host below that one."""
    kind: HostKind
    """Who speaks there. From `shop` on it carries nothing."""
    why: Text
    """Who it is, in a few words."""


class Exempt(Model):
    """What breaks a rule on sources today and stays for a reason. The list may only shrink."""

    rule: Literal["verdict-source", "harm-source", "card-sources", "kind-fits-host", "carries-nothing"]
    """The rule that is broken."""
    at: Text
    """The id of the source, or of the page for `card-sources`."""
    why: Text
    """Why it stays, and what was looked for."""
