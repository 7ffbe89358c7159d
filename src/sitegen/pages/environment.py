"""Jinja as every template of this project has it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from sitegen.base.addresses import FIXED, address, card_path, oembed_path
from sitegen.content import describe, fact_words
from sitegen.content.fact_words import as_issued
from sitegen.content.prose.inline import plain_words
from sitegen.content.skeleton import yaml_text
from sitegen.ledger.versions import ABOUT_ENDS, ABOUT_STARTS, CHANGED_HERE, VERSION_DATE_HERE, VERSION_HERE
from sitegen.pages.markdown import escape_markdown
from sitegen.pages.use_view import answers, choice_rows, long_ones
from sitegen.site.care import by_urgency


@lru_cache(maxsize=8)
def environment(templates: Path) -> Environment:
    """Jinja with StrictUndefined and escaping on: a forgotten value or a missing filter is an error, not a hole.

    One for each folder of templates: each is compiled once. Where the project has a ``.cache``, the compiled ones are
    kept there; Jinja itself makes anew what was changed or is damaged.
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
    )
    env.filters.update(
        day=describe.day,
        design=describe.design,
        as_issued=as_issued,
        names=describe.names,
        yaml_text=yaml_text,
        first_up=describe.first_up,
        first_down=describe.first_down,
        stop=describe.stop,
        md=lambda text: Markup(escape_markdown(text)),
        plain=plain_words,
        iso_day=lambda text: describe.day(date.fromisoformat(text)),
        by_urgency=by_urgency,
    )
    env.globals.update(
        steps=describe.steps,
        which_way=describe.which_way,
        choice_rows=choice_rows,
        answers=answers,
        long_ones=long_ones,
        words=describe.WORDS,
        address=address,
        fixed=FIXED,
        card_path=card_path,
        oembed_path=oembed_path,
        whole_and_parts=describe.whole,
        fact_dates=fact_words.dates,
        law_status=fact_words.LAW_STATUS,
        drawable=describe.drawable,
        drawn_words=describe.DRAWN,
        difference=describe.difference,
        rest=describe.rest,
        chance=describe.chance,
        area_of=describe.area_of,
        about_starts=ABOUT_STARTS,
        about_ends=ABOUT_ENDS,
        version_here=VERSION_HERE,
        changed_here=CHANGED_HERE,
        version_date_here=VERSION_DATE_HERE,
    )
    return env
