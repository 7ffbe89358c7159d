"""What a page says of the languages in which it stands."""

from __future__ import annotations

import posixpath

from sitegen.base.addresses import FIXED, SHOW_FOLDER, SIDE_FOLDER, across, address, docs_path, in_language, relative
from sitegen.content import describe
from sitegen.content.models import CardItem
from sitegen.pages.writer import Writer
from sitegen.site.site import Rendering


class InLanguages(Writer):
    """The languages of a page, who made its words in this one, and where it stands beside its English."""

    @property
    def rendering(self) -> Rendering | None:
        """Who made the page in this language, and who has read it; none of an English page."""
        return (self.site.edition.pages or {}).get(self.entry.id)

    @property
    def languages(self) -> list[dict[str, str]]:
        """The languages in which the page stands besides: code, own name, a link, the address below the root."""
        edition, own = self.site.edition, self.entry.id
        return [
            {
                "code": code,
                "name": describe.language_name(code),
                "href": across(own, edition.language, own, code),
                "address": in_language(address(own).lstrip("/"), code),
            }
            for code in edition.languages.get(own, ())
        ]

    @property
    def show_href(self) -> str:
        """A link from a card, or from the page of all signs, to its page with all languages."""
        if not (isinstance(self.item, CardItem) or self.entry.id == FIXED["signs"]) or not self.languages:
            return ""
        shown, language = f"{SHOW_FOLDER}/{self.entry.name}", self.site.edition.language
        if self.site.edition.translated:
            return f"{across(self.entry.id, language, shown, describe.ENGLISH.language)}#{language}"
        return relative(docs_path(shown), posixpath.dirname(docs_path(self.entry.id)))

    @property
    def side_href(self) -> str:
        """A link to the page beside its English."""
        path = docs_path(self.entry.id)
        return relative(f"{SIDE_FOLDER}/{path}", posixpath.dirname(path))

    @property
    def original(self) -> str:
        """A link to the English page."""
        return across(self.entry.id, self.site.edition.language, self.entry.id, describe.ENGLISH.language)

    @property
    def english_title(self) -> str:
        """What the English page is called."""
        return self.rendering.title if self.rendering else self.item.title

    @property
    def language_name(self) -> str:
        return describe.language_name(self.site.edition.language)
