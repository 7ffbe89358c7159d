"""Jinja as every template of this project has it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from sitegen.base.addresses import FIXED, address, card_path, oembed_path
from sitegen.content import describe, fact_words
from sitegen.content.describe import ENGLISH, Words
from sitegen.content.editing.skeleton import yaml_text
from sitegen.content.prose.inline import plain_words
from sitegen.ledger.versions import ABOUT_ENDS, ABOUT_STARTS, CHANGED_HERE, VERSION_DATE_HERE, VERSION_HERE
from sitegen.pages.markdown import escape_markdown
from sitegen.pages.use_view import answers, choice_rows, long_ones
from sitegen.site.care import by_urgency


@lru_cache(maxsize=8)
def environment(templates: Path, words: Words = ENGLISH) -> Environment:
    """Jinja with StrictUndefined and escaping on: a forgotten value or a missing filter is an error, not a hole.

    One for each folder of templates and each language: each is compiled once. Where the project has a ``.cache``, the
    compiled ones are kept there; Jinja itself makes anew what was changed or is damaged.
    """
    cache = templates.parent / ".cache"
    kept = cache / "jinja"
    if cache.is_dir():
        kept.mkdir(exist_ok=True)
    env = Environment(
        bytecode_cache=FileSystemBytecodeCache(str(kept)) if kept.is_dir() else None,
        loader=FileSystemLoader(templates),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
    )
    _speak(env, words)
    env.filters.update(
        yaml_text=yaml_text,
        first_up=describe.first_up,
        first_down=describe.first_down,
        stop=describe.stop,
        md=lambda text: Markup(escape_markdown(text)),
        plain=plain_words,
        by_urgency=by_urgency,
    )
    env.globals.update(
        steps=describe.steps,
        choice_rows=choice_rows,
        long_ones=long_ones,
        address=address,
        fixed=FIXED,
        card_path=card_path,
        oembed_path=oembed_path,
        drawable=describe.drawable,
        drawn_words=describe.DRAWN,
        area_of=describe.area_of,
        about_starts=ABOUT_STARTS,
        about_ends=ABOUT_ENDS,
        version_here=VERSION_HERE,
        changed_here=CHANGED_HERE,
        version_date_here=VERSION_DATE_HERE,
    )
    return env


def _speak(env: Environment, words: Words) -> None:
    """What writes words, in one language. ``plain_text`` is ``gettext`` for what is no HTML, as in YAML."""
    env.install_gettext_callables(  # type: ignore[attr-defined]
        words.catalogue.gettext,
        words.catalogue.ngettext,
        newstyle=True,
        pgettext=words.catalogue.pgettext,
        npgettext=words.catalogue.npgettext,
    )
    env.filters.update(
        day=partial(describe.day, words=words),
        design=partial(describe.design, words=words),
        as_issued=partial(fact_words.as_issued, words=words),
        year=partial(fact_words.issued, words=words),
        names=partial(describe.names, words=words),
        iso_day=lambda text: describe.day(date.fromisoformat(text), words),
        in_words=lambda keys, table: [words.of(table, key) for key in keys],
        both=lambda parts: _both(parts, words),
        listed=words.listed,
        told=lambda change: change.told(words),
    )
    env.globals.update(
        plain_text=words.gettext,
        words=words.tables,
        number_of=words.number,
        which_way=partial(describe.which_way, words=words),
        answers=partial(answers, words=words),
        whole_and_parts=partial(describe.whole, words=words),
        fact_dates=partial(fact_words.dates, words=words),
        fact_value=partial(fact_words.value, words=words),
        difference=partial(describe.difference, words=words),
        rest=partial(describe.rest, words=words),
        chance=partial(describe.chance, words=words),
    )


def _both(parts: Iterable[str], words: Words) -> str:
    found = list(parts)
    return words.both(found) if found else ""
