"""The site's own words stand in the catalogue: none in a template, the frame, a script or the builder."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from gettext import NullTranslations
from pathlib import Path
from typing import get_args

import pytest
import yaml
from babel.messages.pofile import read_po

from conftest import ROOT
from own_words import in_module, in_script, in_template, in_typst
from sitegen.check import Checked
from sitegen.commands.editing.extract_words import POT, main, pot
from sitegen.content import describe, fact_words
from sitegen.content.describe import WORDS, Words
from sitegen.content.describe.catalogue import CatalogueError, words_of
from sitegen.content.models import Urgency
from sitegen.outputs.link_list import State
from sitegen.pages.render import render_alone

NOT_FOR_READERS = {
    "templates/commands/": "what commands print for editors",
    "base/": "problems of content, told to editors, and names of characters",
    "check/": "problems of content, told to editors",
    "commands/": "what commands print for editors",
    "publish/": "what a build tells whoever runs it",
    "rules/": "problems and notes of content, told to editors",
    "content/certainty.py": "words of the records, which stand in tables.py for readers",
    "content/describe/catalogue.py": "faults of a catalogue, told to translators",
    "content/describe/tables.py": "the words for values: each table is part of the catalogue",
    "content/editing/field_tables.py": "tables of fields for editors",
    "content/models/": "words of the records, and problems told to editors",
    "content/pictures.py": "problems of drawings, told to editors",
    "content/editing/placeholders.py": "problems told to editors",
    "content/prose/": "problems of prose, told to editors",
    "content/reading/": "problems of files, told to editors",
    "content/editing/skeleton.py": "new pages, for editors",
    "content/translation/": "problems of translations, told to editors",
    "content/typed/": "problems of fields, told to editors",
    "ledger/difference.py": "what a change will do, told to editors before it is made",
    "ledger/history.py": "problems of the ledger, told to editors",
    "ledger/promises.py": "problems of the ledger, told to editors",
    "ledger/ratings.py": "names of instruments, and problems of their files",
    "outputs/api/schemas.py": "descriptions for programmers, in the language of the data",
    "outputs/leaflets/leaflets.py": "a leaflet that is too full, told to editors",
    "outputs/search_index.py": "a licence, and words that search leaves out",
    "site/glossary.py": "English words with a plural of their own",
}
"""Files below ``src/sitegen`` and folders of templates whose English is not for readers, each with a reason."""
KEYS = {*WORDS, *(key for rows in WORDS.values() for key in rows), "row of a dl", "frame of a table", "no such section"}
"""Names in the records and in the code, which nobody reads."""


def exempt(path: str) -> bool:
    return any(path == name or (name.endswith("/") and path.startswith(name)) for name in NOT_FOR_READERS)


def names(folder: str, ending: str) -> list[str]:
    found = (path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob(f"*{ending}"))
    return sorted(path for path in found if not exempt(path.removeprefix("src/sitegen/")))


@pytest.mark.parametrize("name", names("templates", ".j2"))
def test_no_template_has_words_of_its_own(name: str) -> None:
    assert [found for found in in_template((ROOT / name).read_text("utf-8")) if found[1] not in KEYS] == []


@pytest.mark.parametrize("name", names("templates", ".typ"))
def test_no_template_for_paper_has_words_of_its_own(name: str) -> None:
    assert list(in_typst((ROOT / name).read_text("utf-8"))) == []


@pytest.mark.parametrize("name", names("overrides", ".html"))
def test_no_frame_has_words_of_its_own(name: str) -> None:
    assert list(in_template((ROOT / name).read_text("utf-8"))) == []


@pytest.mark.parametrize("name", names("overrides", ".js"))
def test_no_script_has_words_of_its_own(name: str) -> None:
    source = (ROOT / name).read_text("utf-8")
    # What search leaves out of a question belongs to its engine, which is made for English.
    source = re.sub(r"(?s)var STOP = .*?;|var EVERYWHERE = \{\};.*?\.split", lambda m: "\n" * m[0].count("\n"), source)
    assert [found for found in in_script(source) if found[1] not in KEYS and not found[1].startswith(".")] == []


@pytest.mark.parametrize("name", names("overrides/assets", ".js"))
def test_a_script_asks_only_for_words_that_it_is_given(name: str) -> None:
    settings = re.sub(r"!ENV \[[^\]]*\]", "''", (ROOT / "mkdocs.yml").read_text("utf-8"))
    given = set(yaml.safe_load(settings)["extra"]["scripts"].get(name.removeprefix("overrides/"), {}))
    source = (ROOT / name).read_text("utf-8")
    asked = {a or b for a, b in re.findall(r"WORDS(?:\.(\w+)|\[\"([^\"]+)\"\])", source)}
    asked |= set(re.findall(r"\bmany\(\"([^\"]+)\"", source))
    # The states of a link and the urgencies of a card are looked up by their own names.
    found_by_name = {*get_args(State), *get_args(Urgency)}
    assert asked <= given
    assert given - asked <= found_by_name


def test_no_module_that_writes_for_readers_has_words_of_its_own() -> None:
    found = [
        (name, line, said)
        for name in names("src/sitegen", ".py")
        for line, said in in_module((ROOT / name).read_text("utf-8"))
        if said not in KEYS
    ]
    assert found == []


def test_what_is_left_out_is_there() -> None:
    there = [ROOT / name if name.startswith("templates") else ROOT / "src/sitegen" / name for name in NOT_FOR_READERS]
    assert [path for path in there if not path.exists()] == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("<p>Read this page first</p>", "Read this page first"),
        ("<p>Read</p>", "Read"),
        ('<button aria-label="Close it now">x</button>', "Close it now"),
        ('{{ heading("What to do now") }}', "What to do now"),
        ('{{ _("Told") if told else "What nobody has told" }}', "What nobody has told"),
        ("---\ntitle: {{ 'The page of today' | yaml_text }}\n---\n", "The page of today"),
        ("{% if x %}and nobody to compare with{% endif %}", "and nobody to compare with"),
    ],
)
def test_words_in_a_template_are_found(source: str, said: str) -> None:
    assert said in [found for _, found in in_template(source)]


@pytest.mark.parametrize(
    "source",
    [
        '<p>{{ _("Read this page first") }}</p>',
        "{{ ngettext('One of these pages', 'Many of these pages', n) }}",
        "---\nkind: page of a version\n---\n{# What stands here #}",
        '<pre translate="no">import json, urllib.request</pre>',
        "[{{ words }}](../some/other/page.md){ .class-of-it }",
    ],
)
def test_what_is_no_word_of_a_template_is_none(source: str) -> None:
    assert list(in_template(source)) == []


def test_words_in_a_module_a_script_and_a_sheet_are_found() -> None:
    module = 'def f(words):\n    """What it does for whom."""\n    return f"{words} is not known yet"\n'
    assert [line for line, _ in in_module(module)] == [3]
    assert list(in_module(module.replace('f"{words} is not known yet"', 'words.gettext("It is not known yet")'))) == []
    assert list(in_module('raise ValueError("it is not known yet")')) == []
    assert [line for line, _ in in_script('/* What it says. */\nx = "Your list is empty.";\n')] == [2]
    assert list(in_script('x = "a[href] > b c d";')) == []
    assert [line for line, _ in in_typst("#let x = 1\n#par[Room for your notes:]")] == [2]
    assert list(in_typst('#par[#words.notes] // what stands here\n#let d = "M0 0 H10"')) == []


def test_the_template_for_translators_is_of_today() -> None:
    assert (ROOT / POT).read_text("utf-8") == pot(ROOT), "run: .venv/bin/python scripts/extract_words.py"


def test_each_catalogue_can_be_read() -> None:
    for path in sorted((ROOT / "translations").glob("*/site.po")):
        words_of(path.parent.name, path.read_bytes())


def test_a_language_gets_its_catalogue_and_keeps_what_was_translated(tmp_path: Path) -> None:
    for name in ("templates/parts", "src/sitegen"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("extra:\n  words: {search: Search}\n", "utf-8")
    page = tmp_path / "templates/parts/a.md.j2"
    page.write_text('{{ _("Read this") }} {{ ngettext("%(num)s page", "%(num)s pages", n) }}', "utf-8")
    assert main(["fr"], tmp_path) == 0
    po = tmp_path / "translations/fr/site.po"
    text = po.read_text("utf-8")
    assert 'msgid "Search"' in text
    assert 'msgstr[1] ""' in text
    po.write_text(text.replace('msgid "Read this"\nmsgstr ""', 'msgid "Read this"\nmsgstr "Lisez ceci"'), "utf-8")
    page.write_text('{{ _("Read this") }} {{ _("Or that") }}', "utf-8")
    assert main(["fr"], tmp_path) == 0
    words = words_of("fr", po.read_bytes())
    assert (words.gettext("Read this"), words.gettext("Or that")) == ("Lisez ceci", "Or that")
    assert main(["no such language"], tmp_path) == 2


FRENCH = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n > 1);\\n"

msgctxt "between thousands"
msgid ","
msgstr "\u202f"

msgctxt "before decimals"
msgid "."
msgstr ","

msgid "%(count)s of %(all)s"
msgstr "%(count)s sur %(all)s"

msgctxt "range"
msgid "%(first)s to %(second)s"
msgstr "%(first)s à %(second)s"

msgctxt "measure"
msgid "%(number)s week"
msgid_plural "%(number)s weeks"
msgstr[0] "%(number)s semaine"
msgstr[1] "%(number)s semaines"

msgctxt "in a date"
msgid "November"
msgstr "novembre"

msgctxt "way"
msgid "Probably helps"
msgstr "Aide probablement"
"""


def test_a_language_has_its_own_numbers_times_and_days() -> None:
    words = words_of("fr", FRENCH.encode())
    assert describe.count_of(39, 1000, words) == "39 sur 1\u202f000"
    assert fact_words.value("2.4 kg", words) == "2,4 kg"
    assert fact_words.value("1.5 to 4 weeks", words) == "1,5 à 4 semaines"
    assert fact_words.value("1 week", words) == "1 semaine"
    assert describe.day(date(2026, 11, 23), words) == "23 novembre 2026"
    assert describe.which_way("moderate", "helps", words) == "Aide probablement"
    assert describe.which_way("low", "helps", words) == "May help"


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("%(count)s of %(all)s", "%(count)s sur tous"),
        ("%(count)s of %(all)s", "%(count)s sur %(tout)s"),
        ("Not known.", "Inconnu à 100 %."),
        ("**Not known.**", "Inconnu."),
        ("Not known.", "Inconnu.<script>"),
        ("See [%(word)s](%(place)s).", "Voir %(word)s, %(place)s."),
    ],
)
def test_a_catalogue_that_would_break_a_page_is_refused(english: str, said: str) -> None:
    with pytest.raises(CatalogueError, match="line 1"):
        words_of("fr", f'msgid "{english}"\nmsgstr "{said}"\n'.encode())


class _Asked(NullTranslations):
    """A language of one letter, which notes what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[tuple[str | None, str]] = set()

    def _said(self, context: str | None, message: str) -> str:
        self.asked.add((context, message))
        return message if "%" in message or "<" in message or "](" in message else "ż"

    def gettext(self, message: str) -> str:
        return self._said(None, message)

    def pgettext(self, context: str, message: str) -> str:
        return self._said(context, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self._said(None, msgid1)
        return msgid1 if n == 1 else msgid2

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        self._said(context, msgid1)
        return msgid1 if n == 1 else msgid2


def test_pages_ask_only_for_words_that_translators_have(checked: Checked) -> None:
    asked = _Asked()
    site = replace(checked.site, words=Words("zz", "made up", asked))
    kinds = {entry.folder: entry.id for entry in site.entries.values() if not entry.id.endswith("/index")}
    shown = render_alone(site, [*kinds.values(), "pages/index"], date(2026, 11, 23), ROOT / "templates")
    known = read_po(io.BytesIO((ROOT / POT).read_bytes()))
    there = {(m.context, m.id if isinstance(m.id, str) else m.id[0]) for m in known if m.id}
    assert asked.asked - there == set()
    page = shown[next(path for path in shown if path.startswith("types/"))].decode("utf-8")
    for english in ("Page record", "What you need", "Say it back", "Not counted", "Sources last searched"):
        assert english not in page
