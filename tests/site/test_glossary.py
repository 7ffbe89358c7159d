"""Which words the glossary explains: each rule on its own, and every pair of word and term on the real pages."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date

import pytest

from conftest import ROOT
from sitegen.check import Checked
from sitegen.content.models import Term
from sitegen.content.prose.blocks import parse
from sitegen.pages.render import render
from sitegen.rules.language.spelling import misspelt
from sitegen.site.glossary import TermFinder, idle_phrases, plural, singulars

PAIRS = ROOT / "tests" / "data" / "glossary-pairs.txt"
WORD = re.compile(
    r'<span class="term"><button type="button" popovertarget="word-(?P<id>[a-z0-9-]+)"[^>]*></button>'
    r"(?P<word>.*?)</span>"
)
MEANING = re.compile(r'<p class="meaning".*?</p>', re.S)
TAG = re.compile(r"<[^>]*>")


def term(*medical: str, **more: object) -> Term:
    """A term whose id is its first form."""
    name = re.sub(r"[^a-z0-9]+", "-", medical[0].lower()).strip("-")
    return Term.model_validate({"id": name, "plain": "x", "medical": medical, "definition": "It is a thing.", **more})


def marked(text: str, *terms: Term, page: str = "pages/here") -> list[str]:
    """The words of a text that are explained."""
    return [text[mark.start : mark.end] for mark in TermFinder(terms).marks(text, page)]


# --------------------------------------------------------------------------- each rule


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("HIV", "Hives, hives, hiv and Hiv."),
        ("PRP", "prp Prp prps PRPS"),
        ("RF", "rf Rf"),
        ("NAD", "nad Nad nads"),
        ("DNA", "dna"),
        ("PDRN", "pdrn Pdrn"),
        ("PEP", "pep Pep peps"),
        ("LIPS", "lips, Lips, LIPSs, LIPSes, lip, LIP"),
        ("AIDS", "It aids you. Aids, aid."),
        ("CE mark", "ce mark Ce mark CE Mark"),
        ("mRNA", "MRNA mrna"),
        ("Crohn disease", "crohn disease"),
    ],
)
def test_a_capital_that_is_written_is_required(form: str, text: str) -> None:
    assert marked(text, term(form)) == []
    assert marked(f"It is {form} here.", term(form)) == [form]


@pytest.mark.parametrize(("form", "text"), [("lips", "LIPS"), ("aids", "AIDS"), ("aid", "AIDS"), ("lip", "LIPs LIPS")])
def test_a_word_in_lower_case_is_no_short_form(form: str, text: str) -> None:
    assert marked(text, term(form)) == []


def test_a_word_in_lower_case_may_begin_a_sentence() -> None:
    assert marked("Sepsis is grave. One in sepsis.", term("sepsis")) == ["Sepsis", "sepsis"]
    assert marked("Hyaluronic acid, hyaluronic acids.", term("hyaluronic acid")) == [
        "Hyaluronic acid",
        "hyaluronic acids",
    ]


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("keloid", "keloids"),
        ("scar", "scars"),
        ("filler", "fillers"),
        ("dose", "doses"),
        ("lip", "lips"),
        ("abscess", "abscesses"),
        ("biopsy", "biopsies"),
        ("patch", "patches"),
        ("virus", "viruses"),
        ("embryo", "embryos"),
        ("local therapy", "local therapies"),
        ("controlled study", "controlled studies"),
        ("PRP", "PRPs"),
        ("NSAID", "NSAIDs"),
        ("follow-up", "follow-ups"),
        ("local anaesthetic", "local anaesthetics"),
    ],
)
def test_the_regular_plural_is_the_same_word(form: str, text: str) -> None:
    assert marked(f"Some {text}, one {form}.", term(form)) == [text, form]


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("HIV", "HIVes hives"),
        ("aid", "aids Aids"),
        ("new", "news"),
        ("mean", "means"),
        ("glass", "glasses"),
        ("shingle", "shingles"),
        ("fit", "fits"),
        ("retrospective", "retrospectives"),
        ("cosmetic", "cosmetics"),
        ("pharmacokinetic", "pharmacokinetics"),
        ("sepsis", "sepses sepsises"),
        ("series", "serie serieses"),
        ("doses", "dose doseses"),
        ("scar", "scares scarce"),
        ("bit", "bites"),
        ("plan", "planes"),
        ("biopsy", "biopsys"),
        ("keloid", "keloides"),
        ("RF", "RFS RFes"),
        ("hive", "hives"),
    ],
)
def test_a_plural_that_is_another_word_is_not_explained(form: str, text: str) -> None:
    assert marked(text, term(form)) == []


def test_a_form_that_an_editor_wrote_comes_before_a_plural_that_is_made() -> None:
    assert plural("aid") is None
    terms = (term("culture"), term("cultures", id="people"))
    for known in (terms, terms[::-1]):
        assert [mark.term.id for mark in TermFinder(known).marks("A culture, two cultures.")] == ["culture", "people"]


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("HIV", "HIVX, xHIV, HIV2"),
        ("hive", "hived beehive"),
        ("ulcer", "ulcerated ulcerative"),
        ("collagen", "collagenase procollagen"),
        ("licence", "licenced"),
        ("lip", "lipoedema eclipse"),
        ("oedema", "oedemalike lipoedema"),
        ("stroke", "stroke_1"),
    ],
)
def test_the_beginning_or_end_of_a_longer_word_is_not_explained(form: str, text: str) -> None:
    assert marked(text, term(form)) == []


@pytest.mark.parametrize(
    "text",
    [
        "HIV-positive",
        "non-HIV",
        "anti-HIV-drug",
        "HIV\u2011positive",
        "non\u2010HIV",
        "HIV\u2013hepatitis",
        "pre- and post-HIV",
        "can't've HIV'd",
        "l'HIV",
        "l’HIV",
        "HIV’ll",
        "hiv.gov and HIV.gov",
        "www.HIV.org",
        "ask@HIV.org, @HIV",
    ],
)
def test_a_word_ends_where_a_reader_sees_its_end(text: str) -> None:
    assert marked(text, term("HIV")) == []
    assert marked("Won't, can't and couldn’t.", term("won"), term("can"), term("couldn")) == []


@pytest.mark.parametrize(
    "text",
    ["HIV.", "(HIV)", "HIV's", "HIV’s", "'HIV'", "‘HIV’", '"HIV"', "HIV/hepatitis", "HIV \u2013 a virus", "HIV, HIV"],
)
def test_marks_round_a_word_do_not_hide_it(text: str) -> None:
    assert set(marked(text, term("HIV"))) == {"HIV"}


def test_a_compound_that_an_editor_wrote_is_found() -> None:
    terms = (term("platelet-rich plasma", "PRP"), term("platelet"), term("off-label"), term("L-carnitine"))
    text = "Platelet-rich plasma has platelets; L-carnitine is used off-label, not on-label."
    assert marked(text, *terms) == ["Platelet-rich plasma", "platelets", "L-carnitine", "off-label"]


def test_where_a_word_means_another_thing_it_is_not_explained() -> None:
    licence = term("licence", not_in=["council licence", "licences or courses"], not_on=["rules/england"])
    text = "A council licence is needed. Whether licences or courses help. The licence of a medicine."
    assert [mark.start for mark in TermFinder([licence]).marks(text)] == [text.index("licence of")]
    assert marked("A licence.", licence, page="rules/england") == []
    assert marked("A licence.", licence, page="rules/scotland") == ["licence"]
    assert idle_phrases(term("licence", not_in=["council", "licences here", "licenced"])) == ["council", "licenced"]


def test_a_page_explains_the_words_of_its_title_and_those_that_lead_there() -> None:
    """Whole words here too: a page on collagenase explains no collagen."""
    finder = TermFinder([term("collagen"), term("exosome"), term("ulcer", see="risks/skin-death")])
    assert finder.subjects("Collagenase", "substances/collagenase") == set()
    assert finder.subjects("Exosomes", "substances/exosomes") == {"exosome"}
    assert finder.subjects("Skin death", "risks/skin-death") == {"ulcer"}


def test_no_ending_is_cut_that_a_word_did_not_get() -> None:
    assert singulars("hives") == set()
    assert singulars("aids") == set()
    assert "biopsy" in singulars("biopsies")
    assert "abscess" in singulars("abscesses")
    assert singulars("doses") == {"dose"}
    assert singulars("s") == singulars("") == set()


def test_a_word_is_not_taken_for_known_by_cutting_its_end(checked: Checked) -> None:
    """The spelling note and the rule "unexplained-word" once cut "s" and "es" from any word."""
    bruising = checked.site.entries["risks/bruising"]
    (text,) = [text for text in bruising.prose if text.loc == ("summary",)]
    sentence = "Keloids and keloides, vials and vialss, aminophyllines."
    entry = replace(bruising, prose=(replace(text, blocks=parse(sentence)),))
    known = frozenset({"keloid", "vial", "aminophylline"})
    assert [word for _, word, _ in misspelt(entry, known)] == ["keloides", "vialss"]


# --------------------------------------------------------------------------- the real pages


@pytest.fixture(scope="module")
def places(checked: Checked) -> dict[str, list[str]]:
    """Every pair that is marked on the real pages, and where: its page, with the words around it."""
    found: dict[str, list[str]] = {}
    for path, data in render(checked.site, date(2026, 11, 23), ROOT / "templates").pages.items():
        text = MEANING.sub("", data.decode("utf-8"))
        for match in WORD.finditer(text):
            before, after = text[: match.start()].rpartition("\n")[2], text[match.end() :].partition("\n")[0]
            words = f"{TAG.sub('', before)[-60:]}[{match['word']}]{TAG.sub('', after)[:40]}"
            pair = html.unescape(f"{match['word']} -> {match['id']}")
            found.setdefault(pair, []).append(f"  {path}: {html.unescape(words)}")
    return found


def test_every_pair_of_word_and_term_was_read_by_eye(places: dict[str, list[str]]) -> None:
    """A new pair is looked up on its page, by a person, before it is explained to patients."""
    read = PAIRS.read_text("utf-8").splitlines()
    assert read == sorted(set(read)), f"{PAIRS.name} has one pair a line, sorted, each once"
    new = [line for pair in sorted(places.keys() - set(read)) for line in (pair, *places[pair])]
    assert not new, (
        "\n\nThese words are newly explained. Read each on its pages. Is the meaning right? Then add its line (without "
        f"the pages) to tests/data/{PAIRS.name}. Does the word mean another thing there? Then name the phrase under "
        "not_in, or the page under not_on, at the term in content_src/data/terms.yml.\n" + "\n".join(new)
    )
    gone = sorted(set(read) - places.keys())
    assert not gone, (
        f"\n\nNo page explains these any more; take the lines out of tests/data/{PAIRS.name}:\n" + "\n".join(gone)
    )


def test_every_phrase_in_which_a_word_means_another_thing_stands_on_a_page(checked: Checked) -> None:
    """A phrase that was reworded on its page would leave the wrong meaning there again."""
    texts = "\n".join(block.plain for e in checked.site.entries.values() for text in e.prose for block in text.blocks)
    for known in checked.site.terms.values():
        assert [phrase for phrase in known.not_in if phrase not in texts] == [], known.id


def test_hives_opens_hives(checked: Checked, places: dict[str, list[str]]) -> None:
    """ "hives" was explained as HIV on six pages."""
    pairs = [pair.split(" -> ") for pair in places]
    assert {term for word, term in pairs if word.lower() == "hives"} == {"urticaria"}
    assert {word for word, term in pairs if term == "hiv"} == {"HIV"}
    assert checked.site.terms["urticaria"].medical[0] == "hives"
    pages = {line.split(":")[0].strip() for word in ("Hives", "hives") for line in places[f"{word} -> urticaria"]}
    assert {f"risks/{name}.md" for name in ("fainting", "itching")} <= pages
    assert {f"substances/{name}.md" for name in ("dexpanthenol", "plant-extracts")} <= pages
