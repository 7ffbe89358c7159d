"""Words in another language: nothing in them can differ from the English but the words, and nothing urgent is old."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from datetime import date
from functools import cache

import pytest

from conftest import MEMORY, ROOT
from sitegen.base.files import Objects
from sitegen.build import build_edition
from sitegen.check import Checked
from sitegen.check import check as whole_check
from sitegen.check.editions import editions
from sitegen.check.translations import original_of
from sitegen.content.describe import ENGLISH
from sitegen.content.fact_words import allowed
from sitegen.content.models import Law
from sitegen.content.prose.inline import plain_words
from sitegen.content.reading.folder import read_folder, read_translations
from sitegen.content.translation.forms import said_like
from sitegen.content.translation.parity import differences
from sitegen.content.translation.slots import Slot
from sitegen.publish.site import settings
from sitegen.rules.language.other_languages import LONGEST_SENTENCE, ease, language_problems, syllables
from small import SMALL, check
from translated import every, file_of, language, other_words

CARD, USE, HELP = "cards/faint", "types/face", "consultation/when-to-get-help"
DAY = date(2026, 11, 29)


@cache
def english() -> Checked:
    return check(read_folder(SMALL))


def checked_with(translations: Mapping[str, bytes], files: Mapping[str, bytes] | None = None) -> Checked:
    return whole_check(files or read_folder(SMALL), translations=translations)


def told(translations: Mapping[str, bytes]) -> list[tuple[str, str]]:
    return [(p.path, p.rule) for p in checked_with(translations).problems]


def slot(item: str, key: str) -> Slot:
    original = original_of(f"{item}.yml", english().originals, english().site)
    assert original
    return next(s for s in original.slots if s.key == key)


def saying(item: str, key: str, words: str) -> dict[str, bytes]:
    """A language in which one field says something of its own."""
    original = original_of(f"{item}.yml", english().originals, english().site)
    assert original
    texts = {s.english: words if s.key == key else other_words(s.english) for s in original.slots}
    made = language(english(), [item])
    return {**made, f"fr/{item}.yml": file_of(original.slots, texts.__getitem__)}


def pages(found: Checked) -> dict[str, str]:
    """Every page of French as Markdown."""
    assert found.problems == ()
    site = editions(found.site, found.translations, found.originals)["fr"]
    made = build_edition(site, found.site, DAY, ROOT / "templates", settings(ROOT))
    return {name: data.decode("utf-8") for name, data in made.items() if name.endswith(".md")}


def test_the_small_site_builds_whole_in_another_language() -> None:
    found = checked_with(every(english()))
    made = pages(found)
    assert {"fr/index.md", "fr/help/faint.md", "fr/types/face.md", "fr/side-by-side/help/faint.md"} <= set(made)
    assert "fr/risks/bruise.md" not in made, "of other pages a language has the title"
    assert "Yòù cànnòt brèàthè" in made["fr/help/faint.md"]
    assert "Urgence" in made["fr/help/faint.md"], "the site's own words are those of the catalogue"
    assert "Cupping" not in made["fr/types/face.md"].split("types/face/")[0], "of a use the short part alone"


RULES = {
    "no catalogue": ({"fr/cards/faint.yml": b"made: 2026-01-10\nby: machine\nwords: {}\n"}, "translation-words"),
    "no English file": ({"fr/cards/feint.yml": b"made: 2026-01-10\nby: machine\nwords: {}\n"}, "translation-file"),
}


@pytest.mark.parametrize("name", RULES)
def test_a_file_without_its_english_or_its_language_is_told(name: str) -> None:
    files, rule = RULES[name]
    assert rule in {rule for _, rule in told(files)}


def test_words_that_would_break_a_page_are_told_on_their_line() -> None:
    made = language(english(), [CARD])
    po = b'msgid ""\nmsgstr ""\n\nmsgid "Say: %(words)s"\nmsgstr "Dites : %(mots)s"\n'
    (problem,) = checked_with({**made, "fr/site.po": po}).problems
    assert (problem.path, problem.rule, problem.line) == ("translations/fr/site.po", "translation-words", 4)


def test_a_field_that_the_english_has_not_is_told_with_the_one_that_is_meant() -> None:
    made = language(english(), [CARD])
    name = f"fr/{CARD}.yml"
    (problem,) = checked_with({**made, name: made[name] + b"  acton:\n    of: 01234567\n    says: x\n"}).problems
    assert (problem.rule, problem.hint) == ("translation-field", 'did you mean "action"?')


@pytest.mark.parametrize("more", [0, 1])
def test_an_action_that_is_too_long_is_told_and_never_cut_off(more: int) -> None:
    files = saying(CARD, "action", "Àà" * 32 + "é" * more)
    found = [(p.path, p.message) for p in checked_with(files).problems if p.rule == "too-long"]
    assert found == [(f"translations/fr/{CARD}.yml", '"action" has 65 characters; the limit is 64.')] * more


def test_a_field_that_is_still_to_be_written_is_told() -> None:
    assert told(saying(CARD, "who", "TO DO")) == [(f"translations/fr/{CARD}.yml", "translation-field")]


FACT = "[](fact:softer-skin) people, [see](risks/bruise).[^trial-one]\n\n- one\n- two in 2010"
WRONG = {
    "a number of its own": FACT.replace("people", "60 people"),
    "another number": FACT.replace("2010", "2011"),
    "no number": FACT.replace(" in 2010", ""),
    "another fact": FACT.replace("softer-skin", "other"),
    "another part of the fact": FACT.replace("softer-skin", "softer-skin#others"),
    "words for a fact": FACT.replace("[]", "[60 of 100]"),
    "no source": FACT.replace("[^trial-one]", ""),
    "another link": FACT.replace("risks/bruise", "risks/scar"),
    "one point more": FACT + "\n- three",
    "steps for points": FACT.replace("- one\n- two", "1. one\n2. two"),
    "one paragraph more": FACT + "\n\nMore.",
}


@pytest.mark.parametrize("name", WRONG)
def test_nothing_but_words_can_differ(name: str) -> None:
    assert list(differences(FACT, WRONG[name])) != []


def test_the_order_of_words_and_the_signs_of_numbers_are_the_languages_own() -> None:
    assert (
        list(differences(FACT, "[^trial-one] [voir](risks/bruise) [](fact:softer-skin)\n\n- un\n- en 2010, deux")) == []
    )
    assert list(differences("It took 1,234.5 of 3", "3, 1.234,5")) == []
    assert list(differences("It took 12,345", "12\u202f345")) == []


def test_a_difference_is_told_on_the_line_of_the_words() -> None:
    (problem,) = checked_with(saying(CARD, "who", "Les 2 personnes")).problems
    assert problem.rule == "translation-parity"
    text = saying(CARD, "who", "Les 2 personnes")[f"fr/{CARD}.yml"].decode().split("\n")
    assert "Les 2 personnes" in text[problem.line]


def test_a_year_stays_a_year_and_a_month_a_month(checked: Checked) -> None:
    """A date has forms with the same digits: "2026" is one, "May 2026" is another, and "5 May 2026" a third."""
    facts = checked.site.facts
    forms = [(i, form) for i, fact in facts.items() if isinstance(fact, Law) for form in allowed(fact, "", ENGLISH)]
    assert len({form.count(" ") for _, form in forms}) == 3
    assert [(i, form) for i, form in forms if said_like(i, form, facts, ENGLISH) != form] == []


@pytest.mark.parametrize("more", [0, 1])
def test_a_sentence_has_at_most_so_many_words(more: int) -> None:
    words = " ".join(["phrase"] * (LONGEST_SENTENCE + more))
    assert len(list(language_problems("x", "fr", [(3, f"{words}. Court.")]))) == more


def test_a_page_is_easy_by_the_formula_of_its_language() -> None:
    easy = "La page est là. " * 40
    hard = "Incontestablement, administrativement parlant, l’internationalisation institutionnelle. " * 40
    for code in ("fr", "es", "it", "pt-br"):
        assert list(language_problems("x", code, [(3, easy)])) == [], code
        assert [p.rule for p in language_problems("x", code, [(3, hard)])] == ["translation-ease"], code
        assert list(language_problems("x", code, [(3, hard)], graded=False)) == []
    assert ease(["Trop court."], "fr") is None
    assert ease([easy], "de") is None, "a language without a formula has no figure"
    assert [syllables(word, "it_IT") for word in ("casa", "iniezione", "re")] == [2, 4, 1]


def test_a_changed_number_makes_nothing_stale_and_a_changed_word_does() -> None:
    files = read_folder(SMALL)
    page = files["types/face.md"].decode()
    made = language(english(), [USE])
    facts = files["facts/times.yml"].replace(b"3 visits", b"4 visits")
    numbers = page.replace("[3 visits](fact:three-visits)", "[4 visits](fact:three-visits)")
    found = checked_with(made, {**files, "types/face.md": numbers.encode(), "facts/times.yml": facts})
    assert found.shares["fr"].stale == 0
    words = page.replace("You may get a bruise.", "You may get a large bruise.")
    found = checked_with(made, {**files, "types/face.md": words.encode()})
    assert (found.problems, found.shares["fr"].stale, found.shares["fr"].urgent) == ((), 1, 1)


def test_what_is_stale_and_urgent_is_english_in_the_same_build() -> None:
    files = read_folder(SMALL)
    card = files["cards/faint.md"].replace(b"then: [Sit up.]", b"then: [Lie down.]")
    made = pages(checked_with(every(english()), {**files, "cards/faint.md": card}))
    page = made["fr/help/faint.md"]
    assert '<span lang="en">Lie down.</span>' in page
    assert "Sìt ùp." not in page
    assert "Lie down." in made["fr/side-by-side/help/faint.md"]


def test_a_stale_sentence_with_a_number_is_known_as_english_too() -> None:
    """What is marked is what stands there: the English with its number as its file has it."""
    files = read_folder(SMALL)
    old = "then: [Sit up.]"
    said = "then: ['Sit up for [3 visits](fact:three-visits).']"
    files["cards/faint.md"] = files["cards/faint.md"].replace(old.encode(), said.encode())
    found = whole_check(files, translations=every(english()))
    site = editions(found.site, found.translations, found.originals)["fr"]
    assert "Sit up for 3 visits." in site.edition.english
    assert plain_words(site.entries[CARD].item.then[0]) in site.edition.english  # type: ignore[attr-defined]


def test_the_meaning_is_unchanged_where_an_editor_says_so() -> None:
    """She writes the hash of the new English beside the old words; nothing else."""
    files = read_folder(SMALL)
    files["cards/faint.md"] = files["cards/faint.md"].replace(b"then: [Sit up.]", b"then: [Sit up now.]")
    made = every(english())
    old, new = slot(CARD, "then.0"), Slot(("then", 0), "Sit up now.")
    name = f"fr/{CARD}.yml"
    marked = {**made, name: made[name].replace(old.of.encode(), new.of.encode())}
    assert checked_with(marked, files).shares["fr"].stale == 0
    assert "Sìt ùp." in pages(checked_with(marked, files))["fr/help/faint.md"]


def test_a_point_that_moved_keeps_its_words() -> None:
    files = read_folder(SMALL)
    page = files["types/face.md"].decode()
    moved = page.replace(
        "    - You can do nothing.\n    - You may get a bruise.\n",
        "    - You may get a bruise.\n    - You can do nothing.\n",
    )
    assert moved != page
    found = checked_with(language(english(), [USE]), {**files, "types/face.md": moved.encode()})
    assert found.shares["fr"].stale == 0


def test_who_made_it_and_who_has_read_it_is_shown_and_never_invented() -> None:
    made = every(english())
    name = f"fr/{HELP}.yml"
    assert "machine" in pages(checked_with(made))[f"fr/{HELP}.md"]
    text = made[name].replace(b"by: machine", b"by: machine\nread: {role: A nurse, date: 2026-01-11}")
    assert "A nurse" in pages(checked_with({**made, name: text}))[f"fr/{HELP}.md"]


def test_a_year_in_which_the_english_changes_and_the_translations_do_not() -> None:
    """At each step no stale urgent text is shown, in any language; the figures are printed.

    What was worked out in earlier months is used again, as an editor's builds do; the last is made without it too.
    """
    memory = Objects()
    rng = random.Random(20261129)
    files = read_folder(SMALL)
    codes = ("fr", "es", "it", "pt-br")
    made = {name: data for code in codes for name, data in every(english(), code).items()}
    fields = list(re.findall(rb"(?m)^(?:action|if|then|say|never|who): .*", files["cards/faint.md"]))
    shown = stale = 0
    for month in range(1, 13):
        changed = rng.choice(fields)
        card = files["cards/faint.md"]
        line = next(row for row in card.split(b"\n") if row.startswith(changed.split(b":")[0] + b":"))
        word = f"step{chr(96 + month)}".encode()
        new = line.replace(b"]", b" " + word + b"]") if b"]" in line else line + b" " + word
        files["cards/faint.md"] = card.replace(line, new)
        facts = files["facts/moisture.yml"]
        count = int(re.search(rb"count: (\d+)", facts)[1]) - 1  # type: ignore[index]
        files["facts/moisture.yml"] = re.sub(rb"count: \d+", f"count: {count}".encode(), facts, count=1)
        found = whole_check(files, memory=memory, translations=made)
        sites = editions(found.site, found.translations, found.originals, memory)
        for code in codes:
            share = found.shares[code]
            stale += share.stale
            item = sites[code].entries[CARD].item
            for urgent in original_of(f"{CARD}.yml", found.originals, found.site).slots:  # type: ignore[union-attr]
                said = _at(item, urgent.loc)
                old = slot(CARD, urgent.key).english
                # The words of a field are those of its English of today, in one language or the other.
                assert plain_words(said) in (plain_words(urgent.english), plain_words(other_words(urgent.english)))
                assert urgent.english == old or plain_words(said) == plain_words(urgent.english), (month, code)
                shown += 1
        print(f"month {month}: {found.shares['fr'].stale} stale fields a language, {found.shares['fr'].urgent} urgent")
    anew = whole_check(files, translations=made)
    assert (anew.problems, anew.shares) == (found.problems, found.shares)
    assert editions(anew.site, anew.translations, anew.originals) == sites
    print(f"{shown} urgent fields looked at, {stale} stale on the way, none of them shown")
    assert stale > 0


def _at(item: object, loc: tuple[str | int, ...]) -> str:
    value: object = item
    for part in loc:
        name = {"if": "when"}.get(str(part), str(part))
        value = value[part] if isinstance(part, int) else getattr(value, name)  # type: ignore[index]
    return str(value)


@pytest.mark.slow
def test_an_urgent_sentence_of_the_real_content_is_never_shown_old() -> None:
    files, translations = read_folder(ROOT / "content_src"), read_translations(ROOT)
    card = files["cards/allergic-shock.md"]
    old, new = b'"Tell staff: adrenaline now."', b'"Tell all staff: adrenaline now."'
    files["cards/allergic-shock.md"] = card.replace(old, new)
    assert files["cards/allergic-shock.md"] != card
    found = whole_check(files, memory=MEMORY, translations=translations)
    sites = editions(found.site, translations, found.originals, MEMORY)
    assert set(sites) == {"fr", "es", "it", "pt-br"}
    for code, site in sites.items():
        assert found.shares[code].urgent == 1, code
        item = site.entries["cards/allergic-shock"].item
        assert item.then[0] == "Tell all staff: adrenaline now.", code  # type: ignore[attr-defined]
        assert item.then[0] in site.edition.english
