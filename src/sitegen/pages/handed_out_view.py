"""What clinics take: the kits with which they link to a page, and the leaflets."""

from __future__ import annotations

from sitegen.base.addresses import leaflet_page_path, leaflet_path
from sitegen.content import describe
from sitegen.content.typed.entries import Entry
from sitegen.pages.view import PageView
from sitegen.site.handouts import has_kit


class HandedOutView(PageView):
    """A page that lists what is handed out."""

    def kits(self) -> list[tuple[str, list[Entry]]]:
        """The pages that have a kit, by folder, each folder's overview first."""
        found = [
            (folder, [e for e in (self.site.entries.get(f"{folder}/index"), *self.site.of(folder)) if e and has_kit(e)])
            for folder in self.site.folders
        ]
        return [(folder, entries) for folder, entries in found if entries]

    def leaflets(self) -> list[tuple[str, list[tuple[str, dict[str, str]]]]]:
        """The leaflets by folder, each with its title and where it is: PDFs and pages to fill in, ``{words: href}``."""
        found = []
        for folder in self.site.folders:
            rows = [
                (
                    title,
                    {
                        **{
                            f"{describe.first_up(words)} (PDF)": self.leaflet_href(leaflet_path(name, edition))
                            for edition, words in self.words.tables["leaflet"].items()
                        },
                        self.words.gettext("with your clinic’s name"): self.leaflet_href(leaflet_page_path(name)),
                        self.words.gettext("with your clinic’s name, large print"): self.leaflet_href(
                            leaflet_page_path(name, large=True)
                        ),
                    },
                )
                for e in self.site.of(folder)
                for title, name in self.leaflets_of(e, e.item.title)
            ]
            found += [(folder, rows)] if rows else []
        return found
