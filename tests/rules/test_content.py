"""The real content, listed once: that it is complete, and that the figures promised hold."""

from __future__ import annotations

import re

import pytest

from conftest import ROOT
from sitegen.check import Checked
from sitegen.commands.report import table
from sitegen.content.editing.field_tables import with_tables
from sitegen.content.models import ITEM_MODELS, BenefitItem, RiskItem, TypeItem
from sitegen.content.reading.folder import read_folder
from sitegen.content.reading.items import read_item
from sitegen.content.typed.validate import validate_item
from sitegen.site.routes import clicks_from_home

CONTENT = ROOT / "content_src"

# Each line of the outline that the guide must cover, and the page where a reader finds it.
OUTLINE = {
    "what mesotherapy is": "pages/what-it-is",
    "the middle layer of the skin": "pages/what-it-is",
    "history: France, Michel Pistor": "pages/where-it-comes-from",
    "what is injected": "substances/index",
    "mixtures": "pages/how-it-is-done",
    "needles and depth": "pages/how-it-is-done",
    "the idea behind it": "pages/the-idea-behind-it",
    "facial rejuvenation": "types/facial-rejuvenation",
    "cellulite reduction": "types/cellulite-reduction",
    "fat reduction: under the chin": "types/chin-fat",
    "fat reduction: elsewhere": "types/body-fat",
    "pain management": "types/pain-management",
    "hair restoration": "types/hair-restoration",
    "scar revision": "types/scar-revision",
    "skin hydration": "benefits/skin-hydration",
    "collagen production": "benefits/collagen-production",
    "reduced fat deposits": "benefits/reduced-fat",
    "improved circulation": "benefits/improved-circulation",
    "pain relief": "benefits/pain-relief",
    "hair growth": "benefits/hair-growth",
    "scar improvement": "benefits/scar-improvement",
    "bruising": "risks/bruising",
    "swelling": "risks/swelling",
    "redness": "risks/redness",
    "itching": "risks/itching",
    "discomfort": "risks/pain",
    "infection": "risks/skin-infection",
    "allergic reaction": "risks/allergic-reaction",
    "nerve damage": "risks/nerve-injury",
    "what is disputed": "pages/what-nobody-knows",
    "am I a candidate": "consultation/is-it-for-me",
    "a qualified provider": "consultation/choosing-who-treats-you",
    "the plan and consent": "consultation/understanding-consent",
    "weigh benefits against risks": "pages/index",
}


def test_there_are_no_problems(checked: Checked) -> None:
    assert [f"{p.path}:{p.line}: {p.message}" for p in checked.problems] == []


def test_the_figures(checked: Checked) -> None:
    print(table(checked.measure))
    assert checked.measure.pages >= 80
    assert checked.measure.references >= 200
    assert checked.measure.terms >= 60
    assert checked.measure.questions >= 40
    assert checked.measure.median_grade <= 6.5
    assert max(checked.measure.grades.values()) <= 7.0
    assert len(checked.site.of("substances")) >= 20


@pytest.mark.parametrize("line", OUTLINE)
def test_the_outline_is_covered_within_three_clicks(checked: Checked, line: str) -> None:
    assert clicks_from_home(checked.site)[OUTLINE[line]] <= 3


def test_every_page_is_at_most_three_clicks_from_home(checked: Checked) -> None:
    clicks = clicks_from_home(checked.site)
    assert {i: n for i, n in clicks.items() if n > 3} == {}
    # What a page was split into is found; the page itself stays for those who have its address.
    assert set(clicks) == {i for i, e in checked.site.entries.items() if not getattr(e.item, "split_into", ())}


def test_every_type_benefit_and_risk_names_a_source(checked: Checked) -> None:
    cited = {entry.id for entries in checked.site.cited.values() for entry in entries}
    asked = {e.id for e in checked.site.entries.values() if isinstance(e.item, TypeItem | BenefitItem | RiskItem)}
    assert asked - cited == set()


def test_no_page_claims_a_review_that_did_not_happen(checked: Checked) -> None:
    assert {e.item.clinician_review for e in checked.site.entries.values()} == {"none"}


@pytest.mark.parametrize("folder", ITEM_MODELS)
def test_the_template_of_each_folder_is_valid_when_filled_in(folder: str, checked: Checked) -> None:
    path = CONTENT / folder / "_template.md"
    source, problems = read_item(str(path), f"{folder}/new-item", path.read_bytes())
    assert problems == []
    assert source is not None
    entry, problems = validate_item(source, checked.site.config.subject.own_headings)
    assert problems == []
    assert entry is not None


def test_the_field_tables_are_those_of_the_models(checked: Checked) -> None:
    text = (CONTENT / "README.md").read_text("utf-8")
    assert with_tables(text, checked.site.config.subject.own_headings) == text


def test_no_dose_is_printed() -> None:
    """A dose has a number and a unit of mass or volume for the body; depths and needles are in millimetres."""
    dose = re.compile(r"\b\d[\d.,]* ?(?:mg|ml|mcg|microgram|milligram|millilit|units? of)", re.I)
    for name, data in read_folder(CONTENT).items():
        if name.startswith("data/references"):
            continue
        found = dose.search(data.decode("utf-8"))
        assert found is None, f"{name}: {found and found[0]}"
