"""What a page is about, in schema.org's words, for search engines (JSON-LD).

The frame of the page (``overrides/base.html``) writes the ``MedicalWebPage``; this module says what it is
about. Types and properties are those of schema.org's health section: ``MedicalProcedure``,
``MedicalTherapy``, ``MedicalCondition``, ``Substance``. ``lastReviewed`` stands only where a clinician signed.
There is no ``FAQPage``: no page of this guide is a list of questions with their answers.
"""

from __future__ import annotations

from sitegen.content.models import BenefitItem, CompareItem, Item, RiskItem, SubstanceItem, TypeItem
from sitegen.site.site import Site

MESOTHERAPY: dict[str, object] = {
    "@type": "MedicalProcedure",
    "name": "Mesotherapy",
    "procedureType": "https://schema.org/PercutaneousProcedure",
}


def about(site: Site, item: Item) -> dict[str, object]:
    """The subject of a page as a schema.org thing; mesotherapy itself where nothing narrower is true."""
    if isinstance(item, TypeItem):
        return {**MESOTHERAPY, "@type": "MedicalTherapy", "name": f"Mesotherapy: {_lower(item.title)}"}
    if isinstance(item, CompareItem):
        return about(site, site.entries[item.use].item)
    if isinstance(item, BenefitItem):
        return {**MESOTHERAPY, "description": item.claim}
    if isinstance(item, RiskItem):
        return {"@type": "MedicalCondition", "name": item.title}
    if isinstance(item, SubstanceItem):
        return {"@type": "Substance", "name": item.title}
    return dict(MESOTHERAPY)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
