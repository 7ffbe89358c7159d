"""The data under api/v1: complete, valid against its schemas, true to the pages, and stable within v1."""

from __future__ import annotations

import copy
import html
import io
import json
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from playwright.sync_api import Page

from conftest import ROOT
from sitegen.base.addresses import address, schema_path
from sitegen.check import Checked
from sitegen.content.models import BenefitItem
from sitegen.content.prose.inline import plain_words
from sitegen.content.reading.folder import read_folder
from sitegen.ledger.versions import Stamp
from sitegen.outputs.api.data import api
from sitegen.outputs.api.records import csl
from sitegen.outputs.api.schemas import DRAFT_2020, TEXT, schemas
from sitegen.publish.mkdocs_site import compact
from small import check

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
        assert f'version <span translate="no">{row["version"]}</span>, CC BY 4.0' in page, row["id"]


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
    assert plain_words("**Yes.** See [this](risks/pain).[^a]") == "Yes. See this."
    item = load(data / "items/types/chin-fat.json")
    cited = {cite for section in item["sections"] for cite in section["cites"]}
    assert cited
    assert cited <= set(checked.site.references)
    assert any("cites" in option for option in item["fields"]["options"])


BODY = """## How to prepare {#how-to-prepare}

Eat first, and see [bruises](risks/bruise#care).[^trial-one]

- Bring a **list**.
- Bring a [friend](https://example.org/friend).

1. Sit down.
2. Breathe.

| Day | Sign |
|---|---|
| 1 | Red[^trial-one] |
"""


def small_site(**changes: tuple[str, str]) -> tuple[Checked, dict[str, Any]]:
    """The small site of the rules' test with changes ``{file: (old, new)}``, and its files by path."""
    files = read_folder(ROOT / "tests/small_site")
    for name, (old, new) in changes.items():
        file = f"{name.replace('_', '/')}.md"
        text = files[file].decode("utf-8")
        assert old in text
        files[file] = text.replace(old, new).encode("utf-8")
    found = check(files)
    stamps = {item_id: Stamp("0123abcd", date(2026, 1, 31)) for item_id in found.site.entries}
    written = api(found.site, stamps, "https://x.example/guide/")
    return found, {path: json.loads(data) for path, data in written.items()}


def test_a_section_keeps_its_points_rows_links_and_sources() -> None:
    text = (ROOT / "tests/small_site/consultation/prepare.md").read_text("utf-8")
    body = text[text.index("\n## ") + 1 :]
    _, files = small_site(consultation_prepare=(body, BODY))
    assert files["api/v1/items/consultation/prepare.json"]["sections"] == [
        {
            "anchor": "how-to-prepare",
            "heading": "How to prepare",
            "text": [
                "Eat first, and see bruises.",
                "- Bring a list.",
                "- Bring a friend.",
                "1. Sit down.",
                "2. Breathe.",
                "Day | Sign",
                "1 | Red",
            ],
            "cites": ["trial-one"],
            "links": [
                {"words": "bruises", "url": "https://x.example/guide/risks/bruise/#care"},
                {"words": "friend", "url": "https://example.org/friend"},
            ],
        }
    ]


def test_only_an_object_whose_own_words_cite_or_lead_somewhere_says_so() -> None:
    when = "what: Whether it comes back"
    text = (ROOT / "tests/small_site/risks/bruise.md").read_text("utf-8")
    old = re.search(r"  - \{what: ([^,}]+), why: [^}]+\}", text)
    assert old, when
    new = old[0].replace(old[1], '"See [water](substances/water) for more.[^trial-one]"')
    _, files = small_site(risks_bruise=(old[0], new))
    found = files["api/v1/items/risks/bruise.json"]
    unknown = found["fields"]["not_known"][0]
    assert unknown["what"] == "See water for more."
    assert unknown["cites"] == ["trial-one"]
    assert unknown["links"] == [{"words": "water", "url": "https://x.example/guide/substances/water/"}]
    # What the sections cite is theirs, not that of the fields.
    assert any(section["cites"] for section in found["sections"])
    assert "cites" not in found["fields"]
    assert set(found["cites"]) >= {"trial-one", *(cite for section in found["sections"] for cite in section["cites"])}


def test_a_withdrawn_and_a_signed_page_say_so_and_stay_valid() -> None:
    signed = "clinician_review: {role: Pharmacist, date: 2026-01-11, version: 0123abcd}"
    _, files = small_site(
        risks_bruise=("seriousness:", "status: {reason: It was wrong., replacement: rules/here}\nseriousness:"),
        types_face=("next_review:", f"{signed}\nnext_review:"),
    )
    gone, read = (files[f"api/v1/items/{name}.json"] for name in ("risks/bruise", "types/face"))
    assert (gone["status"], gone["withdrawn"]) == (
        "withdrawn",
        {"reason": "It was wrong.", "replacement": "rules/here"},
    )
    assert (read["status"], read["withdrawn"]) == ("published", None)
    assert read["clinician_review"] == {"role": "Pharmacist", "date": "2026-01-11", "version": "0123abcd"}
    for found in (gone, read):
        Draft202012Validator(schemas()[found["type"]], format_checker=FormatChecker()).validate(found)
        assert (found["version"], found["released"]) == ("0123abcd", "2026-01-31")


def test_a_sign_off_of_another_version_does_not_count() -> None:
    signed = "clinician_review: {role: Pharmacist, date: 2026-01-11, version: 99999999}"
    _, files = small_site(types_face=("next_review:", f"{signed}\nnext_review:"))
    assert files["api/v1/items/types/face.json"]["clinician_review"] is None


def test_addresses_are_whole_and_lead_to_files_that_are_there() -> None:
    _, files = small_site()
    manifest = files["api/v1/manifest.json"]
    made_elsewhere = {manifest["addresses"], manifest["feed"]}
    found = [*manifest["schemas"].values(), *(row["data"] for row in manifest["items"])]
    found += [manifest[name] for name in ("references", "terms", "questions", "codes", "emergency_numbers", "facts")]
    assert {url.removeprefix("https://x.example/guide/") for url in found} == set(files) - {"api/v1/manifest.json"}
    assert all(url.startswith("https://x.example/guide/") for url in made_elsewhere)
    for name, url in manifest["schemas"].items():
        schema = files[schema_path(name)]
        assert (schema["$schema"], schema["$id"]) == (DRAFT_2020, url)


def test_fields_that_only_lay_out_a_page_are_no_facts() -> None:
    named = {line.split(":")[0].rstrip("?").rsplit(".", 1)[-1] for line in fields(schemas())}
    assert not named & {"gathers", "care_first", "time_line"}


def test_files_are_plain_text_with_the_same_bytes_each_time(checked: Checked) -> None:
    stamps = {item_id: Stamp("0123abcd") for item_id in checked.site.entries}
    first, second = (api(checked.site, stamps, "https://example.org/") for _ in range(2))
    assert first == second
    assert all(data.endswith(b"}\n") or data.endswith(b"]\n") for data in first.values())
    assert not [path for path, data in first.items() if b"\\u" in data], "letters are written as they are"


# CSL 1.0.2 (citation-style-language/schema, csl-data.json): the names that an item may have, by their kind of value.
CSL_TEXT = set("title container-title publisher DOI PMID PMCID URL language jurisdiction".split())
CSL_TEXT_OR_NUMBER = set("id volume issue page".split())
CSL_NAMES, CSL_DATES = {"author"}, {"issued", "accessed"}
CSL_TYPES = set("article-journal book chapter dataset legislation report thesis webpage".split())


def csl_faults(row: dict[str, Any]) -> Iterator[str]:
    """What in a source no reader of CSL-JSON would understand."""
    if row.get("type") not in CSL_TYPES or "id" not in row:
        yield "type or id"
    for name, value in row.items():
        if name in CSL_TEXT | CSL_TEXT_OR_NUMBER | {"type"}:
            if not isinstance(value, str) or not value or value != value.strip():
                yield name
        elif name in CSL_NAMES:
            for author in value:
                if not author or not set(author) <= {"family", "given", "literal"} or not all(author.values()):
                    yield name
        elif name in CSL_DATES:
            parts = value.get("date-parts", [])
            if set(value) != {"date-parts"} or len(parts) != 1 or not is_date(parts[0]):
                yield name
        elif name != "custom" or not isinstance(value, dict):
            yield name


def is_date(parts: list[int]) -> bool:
    """Whether it is a year, a year and a month, or a day of the calendar."""
    try:
        return 1 <= len(parts) <= 3 and bool(date(*[*parts, 1, 1][:3]))
    except (TypeError, ValueError):
        return False


def test_sources_are_csl(data: Path, checked: Checked) -> None:
    found = load(data / "references.json")
    assert [row["id"] for row in found] == sorted(checked.site.references)
    for row in found:
        assert list(csl_faults(row)) == [], row["id"]
        reference = checked.site.references[row["id"]]
        assert len(row.get("author", [])) == len(reference.author)
        if reference.issued and reference.issued != "undated":
            assert "-".join(f"{part:02}" for part in row["issued"]["date-parts"][0]) == reference.issued
    label = csl(checked.site.references["kybella-label"], "https://a.example/")
    assert label["URL"].startswith("https://")
    assert label["custom"]["supports"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("type", "website"),
        ("doi", "10.1/x"),
        ("volume", None),
        ("author", [{"name": "A B"}]),
        ("issued", {"date-parts": [[2021, 13]]}),
        ("issued", {"raw": "2021"}),
        ("accessed", {"date-parts": [[2021, 2, 30]]}),
    ],
)
def test_the_check_of_sources_can_fail(data: Path, name: str, value: Any) -> None:
    row = next(row for row in load(data / "references.json") if {"author", "issued"} <= set(row))
    assert list(csl_faults(row)) == []
    assert list(csl_faults({**row, name: value})) != []


def paths(schema: Any, definitions: Any, prefix: str) -> Iterator[tuple[str, str]]:
    """Every field of a schema, with each kind of value that it may have. A field that may be absent ends in ``?``."""
    if "$ref" in schema:
        schema = definitions[schema["$ref"].rsplit("/", 1)[-1]]
    for variant in schema.get("anyOf", ()):
        yield from paths(variant, definitions, prefix)
    kind = schema.get("type") or ("string" if "enum" in schema or "const" in schema else None)
    if kind:
        yield prefix, kind
    for name, part in schema.get("properties", {}).items():
        sure = "" if name in schema.get("required", ()) else "?"
        yield from paths(part, definitions, f"{prefix}.{name}{sure}")
    if isinstance(schema.get("items"), dict):
        yield from paths(schema["items"], definitions, f"{prefix}[]")


def fields(found: dict[str, Any]) -> list[str]:
    """Every field of all schemas with its kinds: ``risks.fields.seriousness: string``."""
    kinds: dict[str, set[str]] = {}
    for name, schema in found.items():
        for path, kind in paths(schema, schema.get("$defs", {}), name):
            kinds.setdefault(path, set()).add(kind)
    return sorted(f"{path}: {' or '.join(sorted(found))}" for path, found in kinds.items())


def test_within_v1_no_field_goes_away_and_none_changes_its_type() -> None:
    """tests/data/api-v1-fields.txt only grows: a line that no schema gives any more breaks a promise."""
    today = fields(schemas())
    promised = FIELDS.read_text("utf-8").splitlines()
    assert promised == sorted(set(promised))
    assert [line for line in promised if line not in today] == [], "a promised field is gone or has changed"
    assert [line for line in today if line not in promised] == [], "add these lines to tests/data/api-v1-fields.txt"


@pytest.mark.parametrize(
    ("damage", "lost"),
    [
        (lambda s: s["properties"].pop("version"), "risks.version: string"),
        (lambda s: s["properties"].update(checked={"type": "integer"}), "risks.checked: string"),
        (lambda s: s["properties"].update(summary={"anyOf": [TEXT, {"type": "null"}]}), "risks.summary: string"),
        (lambda s: s["required"].remove("address"), "risks.address: string"),
        (lambda s: s["$defs"]["Group"]["properties"].pop("of"), "risks.fields.how_often.numbers[].with.of: integer"),
    ],
)
def test_a_broken_promise_is_seen(damage, lost: str) -> None:  # type: ignore[no-untyped-def]
    found = copy.deepcopy(schemas())
    damage(found["risks"])
    assert lost in fields(schemas())
    assert lost not in fields(found)


def forms(schema: Any, definitions: Any) -> Iterator[Any]:
    """All that a value may be by its schema, one form after the other."""
    if "$ref" in schema:
        schema = definitions[schema["$ref"].rsplit("/", 1)[-1]]
    yield schema
    for form in schema.get("anyOf", ()):
        yield from forms(form, definitions)


def unnamed(value: Any, schema: Any, definitions: Any, at: str) -> Iterator[str]:
    """The fields of a file that its schema does not name."""
    variants = list(forms(schema, definitions))
    if isinstance(value, dict):
        # Facts of several kinds have fields of one name and another form.
        named: dict[str, Any] = {}
        for name, part in (pair for v in variants for pair in v.get("properties", {}).items()):
            named.setdefault(name, {"anyOf": []})["anyOf"].append(part)
        others = [v["additionalProperties"] for v in variants if isinstance(v.get("additionalProperties"), dict)]
        for name, part in value.items():
            if name in named:
                yield from unnamed(part, named[name], definitions, f"{at}.{name}")
            elif not others:
                yield f"{at}.{name}"
    elif isinstance(value, list):
        items = next((v["items"] for v in variants if isinstance(v.get("items"), dict)), {})
        for part in value:
            yield from unnamed(part, items, definitions, f"{at}[]")


def test_every_field_of_every_file_stands_in_its_schema(data: Path) -> None:
    """The schemas are open for fields that may come, so validity alone would not show one that they forget."""
    for path in data.rglob("*.json"):
        if path.parent.name == "schema" or path.name == "addresses.json":
            continue
        found = load(path)
        schema = schemas()[schema_of(path, found)]
        assert sorted(set(unnamed(found, schema, schema.get("$defs", {}), path.stem))) == [], path
    item = load(data / "items/risks/bruising.json")
    item["fields"]["care_cards"][0]["colour"] = "red"
    assert list(unnamed(item, schemas()["risks"], schemas()["risks"]["$defs"], "x")) == ["x.fields.care_cards[].colour"]


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
    assert printed[0].startswith(
        "Bruises, any size: 72 of 100 with deoxycholic acid, and 70 of 100 with dummy injections"
    )
    assert printed[0].endswith("/facts/#chin-bruises\n")
    assert f"/risks/bruising/ {bruising['version']}" in printed[1]
    # What the page shows as a program is what was written, indentation and all.
    assert compact("<p>\n  a</p>\n\n  <pre>if a:\n    b\n\n  c</pre>\n   <p>") == (
        "<p>\na</p>\n<pre>if a:\n    b\n\n  c</pre><p>"
    )
    command = re.findall(r'<code class="shell">curl ADDRESS(.*?)</code>', page)
    assert (site / command[0].lstrip("/")).is_file()


def test_a_page_of_another_site_can_read_the_files_and_nothing_else(phone: Page, served: str, data: Path) -> None:
    """The empty page has an origin of its own, like any other site."""
    read = "url => fetch(url).then(answer => answer.json()).then(found => found.items.length, () => 'refused')"
    assert phone.evaluate(read, f"{served}/api/v1/manifest.json") == len(load(data / "manifest.json")["items"])
    fetch = "url => fetch(url).then(answer => answer.status, () => 'refused')"
    assert phone.evaluate(fetch, f"{served}/risks/bruising/") == "refused"
