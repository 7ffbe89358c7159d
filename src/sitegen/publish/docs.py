"""The pages and all outputs of a checked Site, made and written: ``content_src/`` is in ``docs/``."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Set
from datetime import date
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any

from sitegen.base.files import key_of, outputs, remembered
from sitegen.base.locks import need_locks
from sitegen.build import build, build_edition, build_shown
from sitegen.check import Checked
from sitegen.check.editions import edition, editions, in_its_languages, pages_in, with_languages
from sitegen.check.translations import CATALOGUE, by_language
from sitegen.content.translation.slots import stands_whole
from sitegen.publish.kept_files import hash_of, kept_files
from sitegen.publish.site import settings, site_url
from sitegen.publish.write import Written, write
from sitegen.site.site import Site

ONLY_NAMED = ("compare/", "rules/", "substances/")
"""Folders of pages of which another language shows the titles, and nothing else."""
NOT_SHOWN = ("options",)
"""Fields that stand in another language nowhere: the choices in full are on the English page and its comparison."""


def write_docs(checked: Checked, today: date, root: Path, out: Path) -> Written:
    """Make the folder ``out`` equal to what the content gives ``today``. ``root`` is the project.

    Raises :class:`sitegen.outputs.leaflets.leaflets.NoRoomError` before anything is written, and ``NoLocksError``
    where no folder can be locked.
    """
    need_locks()
    cache = root / ".cache" / "cards"
    memory = kept_files(root, "changes")
    templates = root / "templates"
    pages = pages_in(checked.site, checked.translations)
    site = in_its_languages(checked.site, checked.translations)
    made = build(site, today, templates, site_url(root), cache, checked.history, memory)
    frame = settings(root)
    every = by_language(checked.translations)
    for language in pages:
        made_of = _made_of(checked, language, every[language], pages, today, templates, frame)
        make = partial(_edition, checked, language, every[language], pages, today, templates, frame, cache, memory)
        made = outputs(made, remembered(memory, made_of, dict, make))
    if pages:
        show = partial(_shown, checked, site, templates, memory)
        made = outputs(made, remembered(memory, _made_of_cards(checked, templates), dict, show))
    memory.tidy()
    return write(out, made)


def _edition(
    checked: Checked,
    language: str,
    there: Mapping[str, bytes],
    pages: Mapping[str, frozenset[str]],
    today: date,
    templates: Path,
    frame: Mapping[str, Any],
    cache: Path,
    memory: MutableMapping[str, bytes],
) -> dict[str, bytes]:
    site = with_languages(edition(checked.site, language, there, checked.originals, memory), pages)
    return build_edition(site, checked.site, today, templates, frame, cache, checked.history)


def _made_of(
    checked: Checked,
    language: str,
    there: Mapping[str, bytes],
    pages: Mapping[str, frozenset[str]],
    today: date,
    templates: Path,
    frame: Mapping[str, Any],
) -> list[bytes]:
    """All that the pages of a language are made of: its words, and of the English what they show of it."""
    english = _of_english(checked, pages[language])
    titles = {entry.id: (entry.item.title, str(entry.item.status)) for entry in checked.site.entries.values()}
    there_too = sorted((code, sorted(ids)) for code, ids in pages.items())
    known = [language, checked.history.last_file, sorted(there.items()), there_too, str(today)]
    return [b"edition", repr((known, english, titles, dict(frame))).encode("utf-8"), hash_of(templates)]


def _of_english(checked: Checked, shown: Set[str]) -> list[tuple[str, object]]:
    """What a language takes from each English file: pages that it has whole, data files, and the fields of the others.

    The text below the fields stands in a language only on the pages that it has whole.
    """
    found: list[tuple[str, object]] = []
    for name, digest in checked.originals.hashes.items():
        page = checked.originals.pages.get(name.removesuffix(".md"))
        if page is None or (page.id in shown and stands_whole(page.id)):
            found.append((name, digest))
        elif not name.startswith(ONLY_NAMED):
            found.append((name, {key: value for key, value in page.fields.items() if key not in NOT_SHOWN}))
    return sorted(found, key=itemgetter(0))


def _shown(checked: Checked, site: Site, templates: Path, memory: MutableMapping[str, bytes]) -> dict[str, bytes]:
    others = editions(checked.site, checked.translations, checked.originals, memory)
    return build_shown({site.edition.language: site, **others}, templates)


def _made_of_cards(checked: Checked, templates: Path) -> list[bytes]:
    """All that the cards in all languages are made of: the cards, the facts in them, and the words round them."""
    named = ("cards/", "facts/")
    english = {name: digest for name, digest in checked.originals.hashes.items() if name.startswith(named)}
    other = {
        name: key_of([data])
        for name, data in checked.translations.items()
        if name.endswith(CATALOGUE) or name.partition("/")[2].startswith(named)
    }
    return [b"shown", repr((sorted(english.items()), sorted(other.items()))).encode(), hash_of(templates)]
