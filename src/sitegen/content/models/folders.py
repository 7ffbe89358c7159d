"""Which model stands for which folder of ``content_src``."""

from __future__ import annotations

from sitegen.content.models.consultation import CardItem, ConsultationItem
from sitegen.content.models.item import CompareItem, Item, Page
from sitegen.content.models.risks import RiskItem
from sitegen.content.models.rules import RulesItem
from sitegen.content.models.substances import SubstanceItem
from sitegen.content.models.uses import BenefitItem, TypeItem

ITEM_MODELS: dict[str, type[Item]] = {
    "pages": Page,
    "types": TypeItem,
    "compare": CompareItem,
    "benefits": BenefitItem,
    "risks": RiskItem,
    "substances": SubstanceItem,
    "consultation": ConsultationItem,
    "cards": CardItem,
    "rules": RulesItem,
}
FREE_HEADINGS = ("pages", "consultation")
