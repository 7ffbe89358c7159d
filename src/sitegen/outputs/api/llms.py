"""``llms.txt``: what the guide is, how it may be cited, and where its facts stand, for programs that answer questions.

The form is that of https://llmstxt.org: a title, a short statement, and lists of links.
"""

from __future__ import annotations

from pathlib import Path

from sitegen.base.addresses import API_FOLDER, FIXED, address
from sitegen.outputs.api.data import ATTRIBUTION
from sitegen.pages.environment import environment
from sitegen.site.site import Site

PATH = "llms.txt"


def llms(site: Site, templates: Path, site_url: str) -> dict[str, bytes]:
    """The file as ``{path below docs: bytes}``; ``site_url`` is the address of the site with a slash at the end."""
    text = environment(templates, site.words).get_template("outputs/llms.txt.j2")
    links = {name: site_url + address(FIXED[name])[1:] for name in ("facts", "sources", "urgent", "unknowns")}
    attribution = ATTRIBUTION.format(name=site.config.name, site=site_url)
    said = text.render(site=site, links=links, data=f"{site_url}{API_FOLDER}", url=site_url, attribution=attribution)
    return {PATH: said.encode("utf-8")}
