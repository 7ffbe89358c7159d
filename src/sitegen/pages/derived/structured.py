"""What a page is about, in schema.org's words, for search engines (JSON-LD).

The frame of the page (``overrides/base.html``) writes the ``MedicalWebPage``; this module says what it is
about. Types and properties are those of schema.org's health section; what the treatment is stands in ``site.yml``.
``lastReviewed`` stands only where a clinician signed.
There is no ``FAQPage``: no page of this guide is a list of questions with their answers.
"""

from __future__ import annotations

from sitegen.content import describe
from sitegen.content.models import BenefitItem, CompareItem, Item, RiskItem, SubstanceItem, TypeItem
from sitegen.site.site import Site


def about(site: Site, item: Item) -> dict[str, object]:
    """The subject of a page as a schema.org thing; the treatment itself where nothing narrower is true."""
    subject = site.config.subject
    name, words = describe.first_up(subject.name), subject.schema_org
    treatment: dict[str, object] = {"@type": words.type, "name": name, **words.properties}
    if isinstance(item, TypeItem):
        return {**treatment, "@type": words.for_a_use, "name": f"{name}: {_lower(item.title)}"}
    if isinstance(item, CompareItem):
        return about(site, site.entries[item.use].item)
    if isinstance(item, BenefitItem):
        return {**treatment, "description": item.claim}
    if isinstance(item, RiskItem):
        return {"@type": "MedicalCondition", "name": item.title}
    if isinstance(item, SubstanceItem):
        return {"@type": "Substance", "name": item.title}
    return treatment


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
