"""What somebody who edits sees at once: the pages whose own files changed, in the site that stands, before all else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Literal

from sitegen.base.addresses import docs_path
from sitegen.base.files import Objects
from sitegen.base.problems import as_text
from sitegen.check import check
from sitegen.check.editions import in_its_languages
from sitegen.content.reading.folder import read_folder, read_translations
from sitegen.ledger.history import read_kept
from sitegen.pages.render import render_alone
from sitegen.publish.mkdocs_site import build_one
from sitegen.publish.write import place

Refreshed = Literal["done", "not possible", "problems"]
"""What became of an edit."""


class Quick:
    """The edits of one sitting. It remembers what each file gave, so that an edit costs what it changed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.memory = Objects()
        self.before = self._files()

    def _files(self) -> Mapping[str, bytes]:
        return read_folder(self.root / "content_src")

    def warm(self) -> None:
        """Look at every file once, so that the first edit is as quick as the others."""
        check(self.before, read_kept(self.root), date.today(), self.memory)

    def refresh(self) -> Refreshed:
        """Put what was edited into ``docs/`` and ``site/``.

        It is not possible where anything but pages that were there before has changed. Where the content has problems
        they are printed, and nothing is left to do: a whole build would only find them again. What other pages say of
        the edited one comes with the next whole build.
        """
        files = self._files()
        changed = sorted(name for name in files if files[name] != self.before.get(name))
        only_pages = set(files) == set(self.before) and all(_is_page(name) for name in changed)
        if not changed or not only_pages or not (self.root / "site").is_dir():
            self.before = files
            return "not possible"
        today = date.today()
        checked = check(files, read_kept(self.root), today, self.memory)
        if checked.problems:
            print(as_text(checked.problems))
            return "problems"
        self.before = files
        ids = [name.removesuffix(".md") for name in changed]
        site = in_its_languages(checked.site, read_translations(self.root))
        pages = render_alone(site, ids, today, self.root / "templates", checked.history)
        for path, data in pages.items():
            place(self.root / "docs" / path, data)
        build_one(self.root, self.root / "site", [docs_path(item_id) for item_id in ids])
        return "done"


def _is_page(name: str) -> bool:
    return name.endswith(".md") and not name.rsplit("/", 1)[-1].startswith("_")
