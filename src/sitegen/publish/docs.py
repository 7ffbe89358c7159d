"""The pages and all outputs of a checked Site, made and written: ``content_src/`` is in ``docs/``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sitegen.base.files import outputs
from sitegen.base.locks import need_locks
from sitegen.build import build, build_edition
from sitegen.check import Checked
from sitegen.check.editions import editions, with_languages
from sitegen.publish.kept_files import kept_files
from sitegen.publish.site import settings, site_url
from sitegen.publish.write import Written, write


def write_docs(checked: Checked, today: date, root: Path, out: Path) -> Written:
    """Make the folder ``out`` equal to what the content gives ``today``. ``root`` is the project.

    Raises :class:`sitegen.outputs.leaflets.leaflets.NoRoomError` before anything is written, and ``NoLocksError``
    where no folder can be locked.
    """
    need_locks()
    cache = root / ".cache" / "cards"
    memory = kept_files(root, "changes")
    templates = root / "templates"
    others = editions(checked.site, checked.translations, checked.originals)
    site = with_languages(checked.site, others)
    made = build(site, today, templates, site_url(root), cache, checked.history, memory)
    for edition in others.values():
        made = outputs(made, build_edition(edition, today, templates, settings(root)["extra"]))
    memory.tidy()
    return write(out, made)
