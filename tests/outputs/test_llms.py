"""``llms.txt`` says what the guide is, how to quote it, and where its facts stand; every address in it answers."""

from __future__ import annotations

import re

from conftest import ROOT
from sitegen.base.addresses import docs_path
from sitegen.check import Checked
from sitegen.content.reading.folder import read_folder
from sitegen.outputs.api.llms import llms
from sitegen.site.site import Site
from small import SMALL, check

URL = "https://example.org/"


def text(site: Site) -> str:
    return llms(site, ROOT / "templates", URL)["llms.txt"].decode("utf-8")


def test_it_has_the_form_that_programs_know(checked: Checked) -> None:
    lines = text(checked.site).splitlines()
    assert lines[0] == f"# {checked.site.config.name}"
    assert lines[2].startswith("> ")
    assert [line for line in lines if line.startswith("## ")] == [
        "## How to quote it",
        "## Facts",
        "## Parts of the guide",
    ]
    assert "https://example.org/api/v1/facts.json" in text(checked.site)


def test_its_addresses_are_those_of_pages_and_files(checked: Checked) -> None:
    for site in (checked.site, check(read_folder(SMALL)).site):
        pages = {docs_path(name) for name in site.entries}
        for address in re.findall(r"https://example\.org/[^\s)]+", text(site)):
            path = address.removeprefix(URL).rstrip(",")
            if path.startswith("api/v1/"):
                assert path.removeprefix("api/v1/") in ("facts.json", "references.json", "manifest.json")
            else:
                assert {f"{path.strip('/')}.md", f"{path}index.md"} & pages, address


def test_no_mark_of_content_is_left_in_it(checked: Checked) -> None:
    assert not re.search(r"\[\^|\]\((?!https://)|&[a-z]+;", text(checked.site))
