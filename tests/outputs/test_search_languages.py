"""Search in each language as people there type: with and without accents, and with one typing error."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page
from test_search import slip

from conftest import ROOT
from sitegen.base.addresses import address

CODES = ("fr", "es", "it", "pt-br")
WANTED = 85


def bare(query: str) -> str:
    """A query as somebody types it who leaves out all accents."""
    return "".join(c for c in unicodedata.normalize("NFD", query) if not unicodedata.combining(c))


def queries(code: str) -> list[dict[str, list[str]]]:
    return list(yaml.safe_load((ROOT / f"tests/data/queries-{code}.yml").read_text("utf-8")))


@pytest.mark.parametrize("code", CODES)
def test_the_queries_name_pages_that_are_there(site: Path, code: str) -> None:
    rows = queries(code)
    assert len({str(row["query"]) for row in rows}) == len(rows) >= 30
    for row in rows:
        for item_id in row["finds"]:
            assert (site / code / address(item_id).lstrip("/") / "index.html").is_file(), (code, row)


@pytest.mark.parametrize("change", [str, bare, slip], ids=["as typed", "without accents", "with a slip"])
@pytest.mark.parametrize("code", CODES)
def test_the_right_page_or_sign_comes_first(phone: Page, served: str, code: str, change: Callable[[str], str]) -> None:
    phone.goto(f"{served}/{code}/search/")
    missed = []
    rows = queries(code)
    for row in rows:
        typed = change(str(row["query"]))
        first = [
            "/" + found[0].partition("#")[0]
            for name in ("findSigns", "findPages")
            if (found := phone.evaluate(f"query => window.{name}(query)", typed))
        ]
        if not set(first) & {address(item_id) for item_id in row["finds"]}:
            missed.append(f"{typed}: {first}")
    share = 100 * (len(rows) - len(missed)) / len(rows)
    print(f"{code}: {share:.0f} of 100 right first; missed: {missed}")
    assert share >= WANTED, missed
