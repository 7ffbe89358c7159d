"""The data under api/v1: complete, valid against its schemas, true to the pages, and stable within v1."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from sitegen.api import csl, plain, schemas
from sitegen.models import BenefitItem
from sitegen.pipeline import Checked
from sitegen.render import address

ROOT = Path(__file__).resolve().parent.parent
FIELDS = ROOT / "tests/data/api-v1-fields.txt"


@pytest.fixture(scope="module")
def data(site: Path) -> Path:
    return site / "api/v1"


def load(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def schema_of(path: Path, found: Any) -> str:
    return str(found["type"]) if isinstance(found, dict) and "type" in found else path.stem


def test_every_item_has_a_file_and_stands_in_the_manifest(data: Path, checked: Checked) -> None:
    manifest = load(data / "manifest.json")
    assert [row["id"] for row in manifest["items"]] == sorted(checked.site.entries)
    for row in manifest["items"]:
        found = load(data / "items" / f"{row['id']}.json")
        assert row["data"] == f"https://example.org/api/v1/items/{row['id']}.json"
        assert {name: found[name] for name in row if name != "data"} == {n: v for n, v in row.items() if n != "data"}
        assert row["address"] == address(row["id"])


def test_every_file_is_valid_against_its_schema(data: Path) -> None:
    kinds = {path.name.removesuffix(".schema.json"): load(path) for path in (data / "schema").glob("*.json")}
    for schema in kinds.values():
        Draft202012Validator.check_schema(schema)
    checkers = {name: Draft202012Validator(schema, format_checker=FormatChecker()) for name, schema in kinds.items()}
    assert set(kinds) == set(load(data / "manifest.json")["schemas"])
    count = 0
    for path in data.rglob("*.json"):
        if path.parent.name == "schema" or path.name == "addresses.json":
            continue
        found = load(path)
        errors = [f"{e.json_path}: {e.message[:100]}" for e in checkers[schema_of(path, found)].iter_errors(found)]
        assert errors == [], path
        count += 1
    assert count > 120


@pytest.mark.parametrize(
    "damage",
    [
        lambda item: item.pop("version"),
        lambda item: item.update(version="new"),
        lambda item: item.update(checked="soon"),
        lambda item: item["fields"].pop("seriousness"),
        lambda item: item["fields"]["how_often"]["numbers"][0]["with"].update(count="72"),
        lambda item: item["sections"][0].pop("cites"),
    ],
)
def test_the_schemas_can_fail(data: Path, damage) -> None:  # type: ignore[no-untyped-def]
    item = load(data / "items/risks/bruising.json")
    checker = Draft202012Validator(schemas()["risks"], format_checker=FormatChecker())
    assert checker.is_valid(item)
    damage(item)
    assert not checker.is_valid(item)


def test_the_version_is_that_of_the_page(data: Path, site: Path) -> None:
    for row in load(data / "manifest.json")["items"]:
        page = (site / row["address"].strip("/") / "index.html").read_text("utf-8")
        assert f"version {row['version']}, CC BY 4.0" in page, row["id"]


def test_numbers_and_certainty_are_those_of_the_content(data: Path, checked: Checked) -> None:
    for entry in checked.site.of("benefits"):
        assert isinstance(entry.item, BenefitItem)
        found = load(data / "items" / f"{entry.id}.json")["fields"]["verdicts"]
        for verdict, said in zip(entry.item.verdicts, found, strict=True):
            assert (said["id"], said["certainty"], said["direction"]) == (
                verdict.id,
                verdict.certainty,
                verdict.direction,
            )
            assert [(n["with"]["count"], n["with"]["of"]) for n in said["numbers"]] == [
                (n.with_.count, n.with_.of) for n in verdict.numbers
            ]


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


def test_words_are_plain_and_what_they_cite_stands_beside_them(data: Path, checked: Checked) -> None:
    for path in data.rglob("*.json"):
        if path.parent.name == "schema":
            continue
        for text in texts(load(path)):
            assert "[^" not in text, path
            assert "](" not in text, path
            assert "**" not in text, path
    assert plain("**Yes.** See [this](risks/pain).[^a]") == "Yes. See this."
    item = load(data / "items/types/fat-reduction.json")
    cited = {cite for section in item["sections"] for cite in section["cites"]}
    assert cited
    assert cited <= set(checked.site.references)
    assert any("cites" in option for option in item["fields"]["options"])


def test_sources_are_csl(data: Path, checked: Checked) -> None:
    found = load(data / "references.json")
    assert [row["id"] for row in found] == sorted(checked.site.references)
    for row in found:
        reference = checked.site.references[row["id"]]
        if reference.issued:
            assert row["issued"]["date-parts"][0][0] == int(reference.issued[:4])
    trial = csl(checked.site.references["kybella-label"])
    assert trial["URL"].startswith("https://")
    assert "supports" in trial["custom"]


def paths(schema: Any, definitions: Any, prefix: str = "", depth: int = 0) -> Iterator[str]:
    """Every field of a schema with its type: ``risks.fields.seriousness: string``."""
    if "$ref" in schema:
        schema = definitions[schema["$ref"].rsplit("/", 1)[-1]]
    for variant in schema.get("anyOf", ()):
        yield from paths(variant, definitions, prefix, depth)
    kind = schema.get("type") or ("string" if "enum" in schema or "const" in schema else None)
    if kind and kind != "null":
        yield f"{prefix}: {kind}"
    if depth < 12:
        for name, part in schema.get("properties", {}).items():
            yield from paths(part, definitions, f"{prefix}.{name}", depth + 1)
        if isinstance(schema.get("items"), dict):
            yield from paths(schema["items"], definitions, f"{prefix}[]", depth + 1)


def test_within_v1_no_field_goes_away_and_none_changes_its_type() -> None:
    """tests/data/api-v1-fields.txt only grows: a line that no schema gives any more breaks a promise."""
    today = {line for name, s in schemas().items() for line in paths(s, s.get("$defs", {}), name)}
    promised = FIELDS.read_text("utf-8").splitlines()
    assert promised == sorted(set(promised))
    assert [line for line in promised if line not in today] == []
    assert sorted(today - set(promised)) == [], "new fields: add these lines to tests/data/api-v1-fields.txt"


def test_the_programs_on_the_page_run_as_they_stand(site: Path, served: str) -> None:
    page = (site / "data/index.html").read_text("utf-8")
    programs = [html.unescape(code) for code in re.findall(r'<code class="python">(.*?)</code>', page, re.S)]
    assert len(programs) == 2
    printed = []
    for program in programs:
        out = io.StringIO()
        with redirect_stdout(out):
            exec(compile(program.replace("ADDRESS", served), "page", "exec"), {})
        printed.append(out.getvalue())
    bruising = load(site / "api/v1/items/risks/bruising.json")
    assert printed[0] == (
        f"72 of 100 over the whole course: up to six sessions of up to 50 pricks each version {bruising['version']}\n"
    )
    assert f"/risks/bruising/ {bruising['version']}" in printed[1]
    command = re.findall(r'<code class="shell">curl ADDRESS(.*?)</code>', page)
    assert (site / command[0].lstrip("/")).is_file()
