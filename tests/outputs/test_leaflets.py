"""Leaflets: tagged PDF in three editions from the words of the pages, and the pages that take a clinic's name."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
import segno
import typst
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from axe import Looks, in_forms, with_axe
from conftest import MEMORY, ROOT, SITE_URL
from sitegen.base.addresses import absolute, address, leaflet_page_path, leaflet_path
from sitegen.base.problems import Problem
from sitegen.check import Checked, check
from sitegen.commands import build_pages
from sitegen.content import describe
from sitegen.content.models import ConsultationItem, EmergencyNumber, Number, RiskItem, Sign, TypeItem
from sitegen.content.prose.inline import Line, plain_words, tokenize
from sitegen.content.reading.folder import read_folder
from sitegen.content.typed.entries import Entry
from sitegen.ledger.history import History, Issued, Release, ReleasedPage, read_snapshot, snapshot_bytes
from sitegen.ledger.versions import Stamp
from sitegen.outputs.leaflets.drawn import fitted_sheet
from sitegen.outputs.leaflets.fitting import fitted, pages, pdf
from sitegen.outputs.leaflets.leaflets import NoRoomError, leaflets
from sitegen.outputs.leaflets.past import leaflet_from, past_leaflets, with_leaflets
from sitegen.outputs.leaflets.sheet import EARLIER, EDITIONS, Block, Edition, Fit, Leaflet, Part, Sheet, sheet
from sitegen.outputs.leaflets.template import leaflet_template
from sitegen.outputs.leaflets.words import DRAFT, GOOD_AND_HARM, leaflet, longest_date
from sitegen.pages.render import Rendered
from sitegen.publish import docs
from sitegen.site.care import card_of, care_cards
from sitegen.site.fact_box import NOT_COUNTED
from sitegen.site.fact_box.notes import NOTHING, TREATMENT
from sitegen.site.handouts import has_leaflet, leaflet_names
from sitegen.site.site import URGENT_HELP, Site

TODAY = date(2026, 11, 23)
STAMP = Stamp("0123abcd", date(2026, 12, 1))
TEMPLATE = leaflet_template(ROOT / "templates")
FAT, CHIN = "types/body-fat", "types/chin-fat"
SPLIT = "types/fat-reduction"
"""A use that was split into the two above: its leaflet has both in short."""
SAMPLE = (
    "/leaflets/types-chin-fat/",
    "/leaflets/types-fat-reduction-large/",
    "/leaflets/consultation-when-to-get-help/",
)
MM = 72 / 25.4
PAPER = {"a4": (210 * MM, 297 * MM), "letter": (612, 792), "large": (210 * MM, 297 * MM)}


@pytest.fixture(scope="module")
def ids(checked: Checked) -> list[str]:
    return [entry.id for entry in checked.site.entries.values() if has_leaflet(entry)]


@pytest.fixture(scope="module")
def released(rendered: Rendered) -> dict[str, Stamp]:
    """The version and the day of each page as it stands, with which its leaflets were drawn for the site."""
    return dict(rendered.stamps)


@pytest.fixture(scope="module")
def whole(checked: Checked, released: dict[str, Stamp]) -> dict[str, Leaflet]:
    """The whole leaflet of each page and of each part of a use, by the id under which its files stand."""
    return {
        name: leaflet(checked.site, entry, released[entry.id], None, SITE_URL, part=part)
        for name, (entry, part) in leaflet_names(checked.site).items()
    }


@pytest.fixture(scope="module")
def drawn(project: Path) -> Path:
    """What was drawn for the site. Below, two leaflets are made with it and without, and are the same."""
    return project / ".cache/cards"


@pytest.fixture(scope="module")
def made(checked: Checked, released: dict[str, Stamp], drawn: Path) -> dict[str, bytes]:
    """Everything that the step makes."""
    return leaflets(checked.site, released, ROOT / "templates", SITE_URL, drawn)


@pytest.fixture(scope="module")
def pdfs(made: dict[str, bytes]) -> dict[str, pikepdf.Pdf]:
    """The PDFs, open: their parts are gone when they are."""
    return {path: pikepdf.open(io.BytesIO(data)) for path, data in made.items() if path.endswith(".pdf")}


@pytest.fixture(scope="module")
def sheets(whole: dict[str, Leaflet], drawn: Path) -> dict[tuple[str, str], Sheet]:
    """The sheets of each leaflet and edition: to find what fits takes a second each."""
    found = {}
    for name, w in whole.items():
        for edition, form in EDITIONS.items():
            fits = fitted_sheet(TEMPLATE, w, form, drawn, longest_date(describe.ENGLISH))
            assert fits, (name, edition)
            found[name, edition] = fits
    return found


@pytest.fixture(scope="module")
def printed(sheets: dict[tuple[str, str], Sheet]) -> dict[tuple[str, str], Leaflet]:
    """What stands on the sheets."""
    return {key: found.leaflet for key, found in sheets.items()}


@pytest.fixture(scope="module")
def with_numbers(checked: Checked) -> Site:
    """The site with emergency numbers, which the content need not have."""
    rows = [
        EmergencyNumber(id="france", place="France", numbers=("15", "112"), note="By text: 114.", reference=("a",)),
        EmergencyNumber(id="australia", place="Australia", numbers=("000",), reference=("a",)),
    ]
    return replace(checked.site, emergency_numbers={row.id: row for row in rows})


def one(pdfs: dict[str, pikepdf.Pdf], item_id: str, edition: str) -> pikepdf.Pdf:
    return pdfs[leaflet_path(item_id, edition)]


def edition_of(path: str) -> str:
    return path.removesuffix(".pdf").rpartition("-")[2]


# --------------------------------------------------------------------------- reading a PDF


def to_unicode(font: pikepdf.Object) -> dict[int, str]:
    """What each two-byte code of a font stands for, from its ToUnicode map (ISO 32000-1, 9.10.3)."""
    text = bytes(font.ToUnicode.read_bytes()).decode("ascii")
    found: dict[int, str] = {}

    def said(digits: str) -> str:
        return bytes.fromhex(digits).decode("utf-16-be")

    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
        for code, value in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[int(code, 16)] = said(value)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.S):
        for first, last, value in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                start = said(value)
                found[int(first, 16) + step] = start[:-1] + chr(ord(start[-1]) + step)
    return found


SHOWN: dict[tuple[bytes, ...], str] = {}


def shown(page: pikepdf.Page) -> str:
    """The text of a page in the order of its content stream, with no white space. Each page is read once."""
    fonts = [font.ToUnicode.read_raw_bytes() for font in page.Resources.get("/Font", {}).values()]
    key = (page.Contents.read_raw_bytes(), *fonts)
    if key not in SHOWN:
        SHOWN[key] = read_page(page)
    return SHOWN[key]


def read_page(page: pikepdf.Page) -> str:
    fonts = {name: to_unicode(font) for name, font in page.Resources.get("/Font", {}).items()}
    out: list[str] = []
    code: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            code = fonts[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            parts = operands[0] if str(operator) == "TJ" else [operands[0]]
            for part in parts:
                if isinstance(part, pikepdf.String):
                    data = bytes(part)
                    out += [code[int.from_bytes(data[at : at + 2], "big")] for at in range(0, len(data), 2)]
    return squeezed("".join(out))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def elements(pdf: pikepdf.Pdf) -> Iterator[tuple[str, pikepdf.Object]]:
    """The structure elements of a tagged PDF, in reading order, as (kind, element)."""

    def walk(kid: pikepdf.Object) -> Iterator[tuple[str, pikepdf.Object]]:
        if isinstance(kid, pikepdf.Array):
            for one in kid:
                yield from walk(one)
        elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid.S), kid
            if "/K" in kid:
                yield from walk(kid.K)

    yield from walk(pdf.Root.StructTreeRoot.K)


def words(data: object) -> Iterator[str]:
    """Every text in a block or part."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            if key not in ("kind", "anchor"):
                yield from words(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from words(value)


# --------------------------------------------------------------------------- which, and where


def test_every_use_and_every_page_on_the_visit_has_three_pdfs_and_two_pages(
    checked: Checked, ids: list[str], whole: dict[str, Leaflet], made: dict[str, bytes]
) -> None:
    uses, visits = checked.site.of("types"), checked.site.of("consultation")
    assert ids == sorted([SPLIT, *(entry.id for entry in [*uses, *visits])])
    assert len(uses) == 7
    assert URGENT_HELP in ids
    assert set(whole) == set(ids)
    wanted = {leaflet_path(i, edition) for i in whole for edition in describe.LEAFLETS}
    assert set(made) == wanted | {leaflet_page_path(i, large) for i in whole for large in (False, True)}
    assert set(EDITIONS) == set(describe.LEAFLETS)


def test_the_page_its_kit_and_the_list_lead_to_every_leaflet(site: Path, checked: Checked) -> None:
    page = (site / "leaflets" / "index.html").read_text("utf-8")
    assert "leaflets/" in (site / "clinics" / "index.html").read_text("utf-8")
    for i, (entry, _) in leaflet_names(checked.site).items():
        kit = (site / "kit" / entry.id / "index.html").read_text("utf-8")
        own = (site / entry.id / "index.html").read_text("utf-8")
        for edition in describe.LEAFLETS:
            assert (site / leaflet_path(i, edition)).is_file()
            # The list leads to the leaflets of today; that of a use that was split stays for those who have it.
            assert (f'href="{leaflet_path(i, edition).removeprefix("leaflets/")}"' in page) == (i != SPLIT)
            assert leaflet_path(i, edition) in kit
        for large in (False, True):
            name = leaflet_page_path(i, large).removeprefix("leaflets/").removesuffix(".md")
            assert (f'href="{name}/"' in page) == (i != SPLIT)
            assert f"leaflets/{name}/" in kit
            assert f"leaflets/{name}/" in own
            fill_in = (site / "leaflets" / name / "index.html").read_text("utf-8")
            assert '<meta name="robots" content="noindex">' in fill_in
            other = leaflet_page_path(i, not large).removeprefix("leaflets/").removesuffix(".md")
            assert f'href="../{other}/"' in fill_in


def test_the_site_has_the_leaflets_of_its_versions(site: Path, released: dict[str, Stamp], ids: list[str]) -> None:
    for i in ids:
        with pikepdf.open(site / leaflet_path(i, "a4")) as opened:
            assert squeezed(f"Version {released[i].version},") in shown(opened.pages[0]), i


# --------------------------------------------------------------------------- PDF/UA-1


def test_each_pdf_is_tagged_and_says_that_it_is_pdf_ua(pdfs: dict[str, pikepdf.Pdf], whole: dict[str, Leaflet]) -> None:
    titles = {leaflet_path(i, e): f"{w.title} – {w.guide}" for i, w in whole.items() for e in EDITIONS}
    for path, opened in pdfs.items():
        assert opened.Root.MarkInfo.Marked is True or bool(opened.Root.MarkInfo.Marked), path
        assert "/StructTreeRoot" in opened.Root, path
        assert str(opened.Root.Lang).startswith("en"), path
        assert bool(opened.Root.ViewerPreferences.DisplayDocTitle), path
        with opened.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1", path
            assert meta["dc:title"] == titles[path], path


def test_headings_begin_with_one_title_and_skip_no_level(pdfs: dict[str, pikepdf.Pdf]) -> None:
    for path, opened in pdfs.items():
        levels = [int(kind[2]) for kind, _ in elements(opened) if re.match(r"/H\d", kind)]
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), path
        assert len(levels) > 4, path


def test_every_drawing_has_words_in_its_place(pdfs: dict[str, pikepdf.Pdf]) -> None:
    for path, opened in pdfs.items():
        found = [element for kind, element in elements(opened) if kind == "/Figure"]
        assert found, path
        said = [str(element.get("/Alt", "")) for element in found]
        assert all(said), path
        codes = [alt for alt in said if alt.startswith("QR code that leads to ")]
        urgent = f"QR code that leads to {absolute(SITE_URL, URGENT_HELP)}"
        assert codes.count(urgent) == 1, path
        # The code of the page on urgent help leads to what the second one would.
        assert len(codes) == (1 if "when-to-get-help" in path else 2), path


def test_all_typefaces_are_in_the_file(pdfs: dict[str, pikepdf.Pdf]) -> None:
    for path, opened in pdfs.items():
        for page in opened.pages:
            fonts = page.Resources.get("/Font", {})
            assert len(fonts), path
            for font in fonts.values():
                described = font.DescendantFonts[0].FontDescriptor
                assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(described.keys()), path
                assert "/ToUnicode" in font, path


def test_what_is_on_every_sheet_is_no_part_of_what_is_read_out(pdfs: dict[str, pikepdf.Pdf]) -> None:
    page = one(pdfs, FAT, "a4").pages[0]
    marks = [
        str(operands[0]) for operands, operator in pikepdf.parse_content_stream(page) if str(operator) in ("BDC", "BMC")
    ]
    assert marks.count("/Artifact") >= 2, "header and footer"


# --------------------------------------------------------------------------- on paper


MOST = {"a4": 2, "letter": 2, "large": 7}
"""Pages of a leaflet. Urgent help is all cards: two sheets of paper, and large letters take two pages more; so do
those of a use on which more than 15 cards stand whole."""


def test_the_paper_and_the_number_of_sheets(pdfs: dict[str, pikepdf.Pdf], whole: dict[str, Leaflet]) -> None:
    for i in whole:
        for edition in EDITIONS:
            opened = one(pdfs, i, edition)
            width, height = PAPER[edition]
            for page in opened.pages:
                assert [float(x) for x in page.mediabox] == pytest.approx([0, 0, width, height], abs=0.5), i
            most = MOST[edition]
            if i == URGENT_HELP or (edition == "large" and i == FAT):
                most += 2
            assert len(opened.pages) <= most, (i, edition)


def whole_cards(w: Leaflet) -> list[Block]:
    return [block for part in w.parts for block in part.short if block.kind == "care"]


def test_each_sheet_has_the_draft_line_the_version_the_address_and_its_number(
    pdfs: dict[str, pikepdf.Pdf], whole: dict[str, Leaflet]
) -> None:
    leaflets_at = {leaflet_path(i, e): w for i, w in whole.items() for e in EDITIONS}
    for path, opened in pdfs.items():
        for number, page in enumerate(opened.pages, 1):
            text = shown(page)
            w = leaflets_at[path]
            wanted = (DRAFT, f"Version {w.version}, {w.dated}", absolute(SITE_URL, w.item_id))
            wanted = (*wanted, f"Page {number} of {len(opened.pages)}")
            for part in wanted:
                assert squeezed(part) in text, (path, number, part)


def test_nothing_is_lost_on_the_way_to_the_paper(
    pdfs: dict[str, pikepdf.Pdf], printed: dict[tuple[str, str], Leaflet]
) -> None:
    """Every text of the data is on the sheets; a text that runs on over a column is looked for without the breaks."""
    for (i, edition), on_paper in printed.items():
        opened = one(pdfs, i, edition)
        raw = "".join(shown(page) for page in opened.pages)
        between = re.compile("|".join(re.escape(squeezed(s)) for s in running(on_paper, len(opened.pages))))
        text = between.sub("", raw)
        for part in on_paper.parts:
            for said in said_in(part):
                assert squeezed(said) in text, (i, edition, said)
        for heading in (*on_paper.more, *on_paper.shorter):
            assert squeezed(heading) in raw, (i, edition, heading)


def running(printed: Leaflet, count: int) -> list[str]:
    """What is printed at the head and foot of each sheet, and in the strip of the first."""
    strip = ["For the name, telephone number or stamp of the clinic:"]
    strip.append("The whole page, with its sources: scan the code, or see the address below.")
    strip += [f"The page also covers: {'; '.join(printed.more)}."] if printed.more else []
    strip += [f"It says more on: {'; '.join(printed.shorter)}."] if printed.shorter else []
    version = f"Version {printed.version}, {printed.dated}"
    pages = [f"{version}. Page {n} of {count}" for n in range(count, 0, -1)]
    pages += [f"Page {n} of {count}" for n in range(count, 0, -1)]
    return [*strip, *pages, version, printed.guide + DRAFT, printed.url, "ThispageUrgenthelp"]


def said_in(part: Part) -> Iterator[str]:
    yield part.heading
    for block in part.blocks:
        data = asdict(block)
        # The heading says how urgent a card is; a picture's other text is checked with its tags.
        if block.kind in ("care", "signs"):
            data.pop("word")
        if block.kind == "balance":
            data["rows"] = [cells(row) for row in block.rows]
        for person in data["people"]:
            person.pop("alt")
        for said in words(data):
            if said and not said.startswith("https://"):
                yield said.split(" https://")[0]


def cells(row: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a row of good and harm, without its kind and the number of its steps."""
    return (row[1], row[3]) if row[0] == "sure" else row[1:]


def test_a_card_stands_on_one_sheet(pdfs: dict[str, pikepdf.Pdf], sheets: dict[tuple[str, str], Sheet]) -> None:
    """Whoever acts does not turn the page; only the first card of the large print may not fit below the title."""
    cards = 0
    for (i, edition), found in sheets.items():
        assert not found.fit.breaks, (i, edition)
        texts = [shown(page) for page in one(pdfs, i, edition).pages]
        opening = found.leaflet.parts[0].blocks[0] if edition == "large" else None
        for block in (b for part in found.leaflet.parts for b in part.blocks if b.kind == "care"):
            signs = (block.text, block.name, *block.points)
            rest = (*block.then, block.after, block.say, block.who)
            cards += 1
            for together in (signs, rest) if block is opening else ((*signs, *rest),):
                assert any(all(squeezed(said) in text for said in together) for text in texts), (i, edition, together)
    assert cards > 300


def test_it_is_said_that_one_sign_is_enough(
    pdfs: dict[str, pikepdf.Pdf], whole: dict[str, Leaflet], made: dict[str, bytes]
) -> None:
    enough = "Do what is in bold if one of the signs below it is true."
    for i, w in whole.items():
        for edition in EDITIONS:
            text = "".join(shown(page) for page in one(pdfs, i, edition).pages)
            assert text.count(squeezed(enough)) == int(w.has_cards), (i, edition)
        for large in (False, True):
            assert made[leaflet_page_path(i, large)].decode("utf-8").count(enough) == int(w.has_cards), i


def test_a_text_that_is_not_there_would_be_told(pdfs: dict[str, pikepdf.Pdf]) -> None:
    text = "".join(shown(page) for page in one(pdfs, FAT, "a4").pages)
    assert squeezed("Who should not have it") in text
    assert squeezed("This is nowhere") not in text


def test_no_text_stands_outside_of_the_paper(whole: dict[str, Leaflet], pdfs: dict[str, pikepdf.Pdf]) -> None:
    """What is too tall for its page would run on below the edge: the last line is above the foot of the page."""
    for i in whole:
        for edition in EDITIONS:
            for number, page in enumerate(one(pdfs, i, edition).pages, 1):
                low = min(y for y in baselines(page))
                assert low > 10, (i, edition, number)


def baselines(page: pikepdf.Page) -> Iterator[float]:
    """The height of each line of text above the foot of the page, in points (only moves and scales are used)."""
    stack: list[tuple[float, float]] = []
    scale, up = 1.0, 0.0
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "q":
            stack.append((scale, up))
        elif name == "Q":
            scale, up = stack.pop()
        elif name == "cm":
            up, scale = up + scale * float(operands[5]), scale * float(operands[3])
        elif name == "Tm":
            yield up + scale * float(operands[5])


def test_the_large_print_has_no_smaller_letters(pdfs: dict[str, pikepdf.Pdf], whole: dict[str, Leaflet]) -> None:
    for i in whole:
        for page in one(pdfs, i, "large").pages:
            sizes = [float(ops[1]) for ops, op in pikepdf.parse_content_stream(page) if str(op) == "Tf"]
            assert min(sizes) >= 18, i


def test_small_editions_are_not_smaller_than_agreed(sheets: dict[tuple[str, str], Sheet]) -> None:
    """9 points only where many cards stand whole: what else there is was made as short as it can be first."""
    assert min(size for edition in EDITIONS.values() for size in edition.sizes) == 9
    for (i, edition), found in sheets.items():
        if found.fit.size < 9.5:
            assert len(whole_cards(found.leaflet)) > 15, (i, edition)
            assert {part.anchor for part in found.leaflet.parts if part.anchor in found.fit.full} <= {
                GOOD_AND_HARM, "see-a-doctor-first", "more-help", "at-a-glance",
            }  # fmt: skip


def test_the_same_words_give_the_same_bytes(sheets: dict[tuple[str, str], Sheet], made: dict[str, bytes]) -> None:
    for edition in EDITIONS:
        assert pdf(TEMPLATE, sheets[FAT, edition]) == made[leaflet_path(FAT, edition)]


def test_what_was_made_before_is_taken_from_the_cache(
    checked: Checked, made: dict[str, bytes], released: dict[str, Stamp], tmp_path: Path
) -> None:
    """Two leaflets made anew here are those that ``made`` has from the cache of the built site."""
    few = {
        i: checked.site.entries[i]
        for i in checked.site.entries
        if i in (FAT, URGENT_HELP) or i.split("/")[0] not in ("types", "consultation")
    }
    site = replace(checked.site, entries=few)
    first = leaflets(site, released, ROOT / "templates", SITE_URL, tmp_path)
    assert first == {path: made[path] for path in first}
    kept = sorted(tmp_path.iterdir())
    assert {path.suffix for path in kept} == {".json", ".pdf", ".svg", ".png"}
    (tmp_path / next(p.name for p in kept if p.suffix == ".pdf")).write_bytes(b"kept")
    again = leaflets(site, released, ROOT / "templates", SITE_URL, tmp_path)
    assert b"kept" in again.values()
    assert sorted(tmp_path.iterdir()) == kept


# --------------------------------------------------------------------------- the words are those of the page


def box_of(w: Leaflet, form: str = "blocks") -> Block:
    part = next(part for part in w.parts if part.anchor == GOOD_AND_HARM)
    (block,) = getattr(part, form)
    return block


def counts(block: Block) -> list[tuple[str, ...]]:
    return [row[1:] for row in block.rows if row[0] == "count"]


def numbers_of(entry: Entry, site: Site) -> tuple[list[Number], list[Number]]:
    """What a use's ratings count of the good, and what its harms count for it."""
    item = entry.item
    assert isinstance(item, TypeItem)
    verdicts = [site.verdicts[v][1] for claimed in item.claimed_benefits for v in claimed.verdicts]
    harms = [site.entries[risk].item for risk in item.risks]
    return (
        [n for v in verdicts for n in v.numbers if n.harm == "no"],
        [n for h in harms if isinstance(h, RiskItem) for n in h.how_often.numbers if entry.id in n.uses],
    )


def test_good_and_harm_stand_in_one_table_the_serious_harms_first(whole: dict[str, Leaflet]) -> None:
    groups = ["What it may do", *reversed(describe.WORDS["seriousness"].values())]
    for i, w in whole.items():
        parts = [part.anchor for part in w.parts]
        assert (GOOD_AND_HARM in parts) == (i.startswith("types/") and i != SPLIT)
        if GOOD_AND_HARM not in parts:
            continue
        assert parts[0] == GOOD_AND_HARM
        # Nowhere else on the sheet is a benefit in numbers, or drawn as 100 people.
        assert not {"numbers", "how-sure", "risks"} & set(parts)
        assert not [b for part in w.parts for b in part.blocks if b.people or b.kind == "number"]
        for form in ("blocks", "least"):
            rows = box_of(w, form).rows
            assert rows[0][0] == "head"
            named = [row[1].partition(":")[0] for row in rows if row[0] == "group"]
            assert list(dict.fromkeys(named)) == [group for group in groups if group in named], (i, form)
            assert named[0] == groups[0], "the good has its rows on the shortest sheet too"


def test_no_harm_is_missing_from_the_table_and_one_that_nobody_counted_says_so(
    checked: Checked, whole: dict[str, Leaflet]
) -> None:
    for i, (entry, part) in leaflet_names(checked.site).items():
        if not isinstance(entry.item, TypeItem):
            continue
        for form in ("blocks", "least"):
            rows = counts(box_of(whole[i], form))
            for risk in part.risks if part else entry.item.risks:
                harm = checked.site.entries[risk].item
                assert isinstance(harm, RiskItem)
                held = [n for n in harm.how_often.numbers if entry.id in n.uses and (part is None or n.part == part.id)]
                uncounted = [row for row in rows if harm.title in row[0].split("; ") and set(row[1:]) == {NOT_COUNTED}]
                assert bool(uncounted) == (not held or harm.how_often.not_known is not None), (i, form, risk)
                for number in held:
                    named = [row[1] for row in rows if number.outcome.lower() in row[0].lower()]
                    assert describe.of_hundred(number.with_) in named, (i, form, risk)


def test_the_numbers_of_the_table_are_those_of_the_records(checked: Checked, whole: dict[str, Leaflet]) -> None:
    for entry in checked.site.of("types"):
        good, harm = numbers_of(entry, checked.site)
        for form in ("blocks", "least"):
            found = [row[1:] for row in counts(box_of(whole[entry.id], form)) if row[1] != NOT_COUNTED]
            wanted = [
                (
                    describe.of_hundred(n.with_),
                    describe.of_hundred(n.compared_with) if n.compared_with else NOT_COUNTED,
                )
                for n in (*good, *harm)
            ]
            assert sorted(found) == sorted(wanted), (entry.id, form)
            assert found[: len(good)] == wanted[: len(good)]


def test_a_number_stands_on_the_leaflets_of_the_uses_that_it_names_and_on_no_other(
    checked: Checked, whole: dict[str, Leaflet]
) -> None:
    """As read from who they were: 87 of 100 swelled under the chin, and nowhere else."""
    swelling = {
        i: [r for r in counts(box_of(w)) if r[0].startswith("Swelling")]
        for i, w in whole.items()
        if "types/" in i and i != SPLIT
    }
    assert [(of_any_note(row[0]), *row[1:]) for row in swelling[CHIN]] == [
        ("Swelling, any size", "87 of 100", "43 of 100")
    ]
    assert [row[1:] for row in swelling[FAT]] == [(NOT_COUNTED, NOT_COUNTED)]
    assert [row[1] for row in swelling["types/facial-rejuvenation"]] == ["1 of 40"]
    for other in ("cellulite-reduction", "hair-restoration", "pain-management", "scar-revision"):
        assert [row[1:] for row in swelling[f"types/{other}"]] == [(NOT_COUNTED, NOT_COUNTED)]
    entry = checked.site.entries["risks/swelling"]
    assert isinstance(entry.item, RiskItem)
    numbers = tuple(n.model_copy(update={"uses": ()}) for n in entry.item.how_often.numbers)
    often = entry.item.how_often.model_copy(update={"numbers": numbers})
    bare = replace(entry, item=entry.item.model_copy(update={"how_often": often}))
    site = replace(checked.site, entries={**checked.site.entries, entry.id: bare})
    box = box_of(leaflet(site, site.entries[CHIN], STAMP, None, SITE_URL))
    assert [r for r in counts(box) if "Swelling" in r[0]] == [("Swelling", NOT_COUNTED, NOT_COUNTED)]


def of_any_note(name: str) -> str:
    """A row's name without the letter of its note: which letter it has depends on who was counted in other rows."""
    return re.sub(r" \([a-z]\)$", "", name)


def test_the_table_has_one_denominator_and_small_groups_keep_their_counts(whole: dict[str, Leaflet]) -> None:
    for i, w in whole.items():
        for row in counts(box_of(w)) if i.startswith("types/") and i != SPLIT else ():
            for cell in row[1:]:
                assert cell == NOT_COUNTED or re.fullmatch(r"(fewer than )?\d+ of \d+", cell), (i, cell)
                assert cell == NOT_COUNTED or int(cell.rpartition(" ")[2]) <= 100
    rows = {of_any_note(row[0]): row[1:] for row in counts(box_of(whole[CHIN]))}
    smile = "Nerve injury and numbness: a weak jaw nerve (it can make the smile crooked)"
    assert rows[smile] == ("4 of 100", "fewer than 1 of 100"), "39 and 2 of 1,000 in the record"
    assert rows["Numb skin"][0] == "66 of 100"
    assert rows["Lost hair in the beard"] == ("10 of 66", NOT_COUNTED)


def test_the_notes_say_who_was_counted_when_and_against_what(checked: Checked, whole: dict[str, Leaflet]) -> None:
    for entry in checked.site.of("types"):
        for form in ("blocks", "least"):
            box = box_of(whole[entry.id], form)
            said = " ".join(box.points)
            letters = set(re.findall(r"\((?:\w+, )?([a-z])\)$", "\n".join(r[0] for r in counts(box)), re.M))
            assert letters == set(re.findall(r"\(([a-z])\) (?:(?!\([a-z]\) ).)*?Seen in", said)), entry.id
            for n in (n for side in numbers_of(entry, checked.site) for n in side):
                assert f"{n.who}; {n.by}" in said
                if box.rows[0][2:] == (TREATMENT, NOTHING):
                    against = f" against {n.compared_with.what}" if n.compared_with else ""
                    assert f"{describe.first_up(n.with_.what)}{against}." in said
    assert box_of(whole[CHIN]).rows[0][2:] == ("Deoxycholic acid", "Dummy injections")


def test_all_of_the_table_is_in_letters_of_one_size(whole: dict[str, Leaflet]) -> None:
    for edition, form in EDITIONS.items():
        w = whole[CHIN]
        alone = replace(w, parts=tuple(p for p in w.parts if p.anchor == GOOD_AND_HARM))
        made = pdf(TEMPLATE, sheet(alone, form, Fit(frozenset(), form.sizes[-1], 1)))
        found = [pair for page in pikepdf.open(io.BytesIO(made)).pages for pair in sized(page)]
        good = {size for size, said in found if said in ("68of100", "20of100")}
        assert good
        for said in ("87of100", "43of100", "10of66", squeezed(NOT_COUNTED)):
            assert {size for size, text in found if text == said} == good, (edition, said)


def sized(page: pikepdf.Page) -> Iterator[tuple[float, str]]:
    """Each piece of text of a page with the size of its letters, with no white space."""
    fonts = {name: to_unicode(font) for name, font in page.Resources.get("/Font", {}).items()}
    size, code = 0.0, {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            size, code = float(operands[1]), fonts[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            pieces = operands[0] if str(operator) == "TJ" else [operands[0]]
            data = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
            yield size, squeezed("".join(code[int.from_bytes(data[n : n + 2], "big")] for n in range(0, len(data), 2)))


def test_a_use_shows_every_choice_and_how_sure_it_is(checked: Checked, whole: dict[str, Leaflet]) -> None:
    for entry in checked.site.of("types"):
        item = entry.item
        assert isinstance(item, TypeItem)
        part = next(part for part in whole[entry.id].parts if part.anchor == "options")
        for blocks in (part.blocks, part.short):
            assert [(b.name, b.steps, b.word) for b in blocks] == [
                (o.name, describe.steps(o.certainty), describe.certainty(o.certainty)) for o in item.options
            ]
        # On a full sheet a line each: which way, and how sure; of doing nothing what it means.
        for option, line in zip(item.options, part.least or (), strict=True):
            if option.kind == "nothing":
                assert line.text.startswith(describe.stop(option.name))
            else:
                way = describe.which_way(option.certainty, option.direction)
                assert (line.name, line.steps, line.word) == (f"{option.name}.", describe.steps(option.certainty), way)
        sure = [(row[1], row[2]) for row in box_of(whole[entry.id]).rows if row[0] == "sure"]
        verdicts = [checked.site.verdicts[v][1] for claimed in item.claimed_benefits for v in claimed.verdicts]
        assert sure == [(v.use, str(describe.steps(v.certainty))) for v in verdicts]


# --------------------------------------------------------------------------- the cards of an emergency


def named_cards(site: Site, name: str) -> list[Entry]:
    """The cards that must stand whole on a leaflet: those of an emergency, and those on which hours count."""
    entry, part = leaflet_names(site)[name]
    item = entry.item
    owners = [site.entries[r] for r in (part.risks if part else item.risks)] if isinstance(item, TypeItem) else [entry]
    found = {card.id: card for owner in owners for card in care_cards(site, owner)}
    urgent = [
        card
        for card in found.values()
        if card_of(card).urgency == "emergency" or card.id in site.config.subject.whole_cards
    ]
    if not isinstance(item, TypeItem):
        return urgent
    # A leaflet of a use has whole what the first screen of urgent help has, and names the rest with its action.
    help_page = site.entries[URGENT_HELP].item
    assert isinstance(help_page, ConsultationItem)
    return [card for card in urgent if card.id in (*help_page.first_signs, *site.config.subject.whole_cards)]


def test_the_cards_of_an_emergency_stand_whole_on_every_edition(
    checked: Checked, printed: dict[tuple[str, str], Leaflet]
) -> None:
    """Title, action, signs, steps, what not to do, what to say and who helps, in the words of the card."""
    for (i, edition), on_paper in printed.items():
        found = {b.text: b for part in on_paper.parts for b in part.blocks if b.kind == "care"}
        for card in map(card_of, named_cards(checked.site, i)):
            block = found[card.title]
            when, then = (tuple(map(plain_words, said)) for said in (card.when, card.then))
            assert (block.name, block.points, block.then) == (card.action, when, then), (i, edition)
            assert (block.after, block.say, block.who) == (card.never or "", card.say or "", card.who), (i, edition)
    assert [b for b in found.values() if b.text == card_of(checked.site.entries["cards/shared-needle"]).title]


def test_the_emergency_stands_first_on_the_leaflet_of_a_visit(checked: Checked, whole: dict[str, Leaflet]) -> None:
    for i, w in whole.items():
        if isinstance(checked.site.entries[w.item_id].item, ConsultationItem):
            urgent = [p for p in w.parts if p.anchor == "care-emergency"]
            assert bool(urgent) == any(card_of(c).urgency == "emergency" for c in named_cards(checked.site, i))
            assert not urgent or w.parts[0] == urgent[0]


def test_a_short_sheet_says_sign_and_action_of_the_other_cards(checked: Checked, whole: dict[str, Leaflet]) -> None:
    """And the shortest of those alone with which the page on urgent help begins."""
    help_page = checked.site.entries[URGENT_HELP]
    assert isinstance(help_page.item, ConsultationItem)
    for urgency in ("same-day", "clinic"):
        part = next(part for part in whole[URGENT_HELP].parts if part.anchor == f"care-{urgency}")
        cards = [c for c in care_cards(checked.site, help_page) if card_of(c).urgency == urgency]
        others = [c for c in cards if c.id not in checked.site.config.subject.whole_cards]
        assert part.least is not None
        for form, wanted in (
            (part.short, others),
            (part.least, [c for c in others if c.id in help_page.item.first_signs]),
        ):
            said = [point for block in form if block.kind == "list" for point in block.points]
            assert said == [f"{card_of(c).title}: {card_of(c).action}" for c in wanted], urgency


def with_longer_cards(checked: Checked, times: int) -> Site:
    """The site with cards that are far too long."""
    entries = dict(checked.site.entries)
    for card in named_cards(checked.site, URGENT_HELP):
        long = card_of(card).model_copy(update={"then": card_of(card).then * times})
        entries[card.id] = replace(card, item=long)
    return replace(checked.site, entries=entries)


@pytest.mark.slow
def test_cards_without_room_are_told_with_the_path_and_nothing_is_made(checked: Checked) -> None:
    """They were dropped, or took a page more, before."""
    site = with_longer_cards(checked, 30)
    keep = {FAT, URGENT_HELP}
    few = replace(site, entries={i: e for i, e in site.entries.items() if not has_leaflet(e) or i in keep})
    with pytest.raises(NoRoomError) as told:
        leaflets(few, dict.fromkeys(site.entries, STAMP), ROOT / "templates", SITE_URL)
    problems = told.value.problems
    assert {p.path for p in problems} == {f"content_src/{i}.md" for i in keep}
    assert {p.rule for p in problems} == {"leaflet-room"}
    assert {p.line for p in problems if p.path.endswith("body-fat.md")} == {site.entries[FAT].line(("risks",))}
    # A line for each edition.
    assert len(problems) == 6
    assert all(re.search(r"room for [2-8] pages", p.message) for p in problems)
    assert all(p.hint.startswith("shorten its longest cards: ") for p in problems)


@pytest.mark.slow
def test_the_build_stops_with_a_line_when_cards_have_no_room(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def full(*_: object) -> dict[str, bytes]:
        raise NoRoomError([Problem("content_src/types/face.md", 7, "leaflet-room", "the leaflet (A4) has no room.")])

    monkeypatch.setattr(docs, "build", full)
    assert build_pages.main(["--out", str(tmp_path / "docs")], ROOT) == 1
    out = capsys.readouterr().out
    assert "content_src/types/face.md:7: the leaflet (A4) has no room." in out
    assert "Nothing was written." in out
    assert not (tmp_path / "docs").exists()


def test_emergency_numbers_are_printed_once_where_a_card_tells_of_an_emergency(
    with_numbers: Site, checked: Checked, drawn: Path
) -> None:
    said = "Call your local emergency number. Australia: 000; France: 15 or 112."
    for i in (FAT, URGENT_HELP, "consultation/prepare"):
        w = leaflet(with_numbers, with_numbers.entries[i], STAMP, None, SITE_URL)
        urgent = any(part.anchor == "care-emergency" for part in w.parts)
        assert urgent == (i != "consultation/prepare")
        for edition, form in EDITIONS.items():
            fits = fitted_sheet(TEMPLATE, w, form, drawn, longest_date(describe.ENGLISH))
            assert fits
            made = pikepdf.open(io.BytesIO(pdf(TEMPLATE, fits)))
            text = "".join(shown(page) for page in made.pages)
            assert text.count(squeezed(said)) == int(urgent), (i, edition)
    without = replace(checked.site, emergency_numbers={})
    assert leaflet(without, without.entries[FAT], STAMP, None, SITE_URL).call == ()
    made_here = leaflets_of(with_numbers, FAT, dict.fromkeys(with_numbers.entries, STAMP), drawn)
    for large in (False, True):
        page = made_here[leaflet_page_path(FAT, large)].decode("utf-8")
        assert page.count("Australia: 000; France: 15 or 112.") == 1


# --------------------------------------------------------------------------- a part of a use


PARTED = """leaflet_parts:
  - id: thighs
    title: Fat on the thighs
    message: Two mixes, each tested in one small study, did not clearly reduce thigh fat.
    where: thighs
    options: [For the thighs, For every place]
    verdicts: [benefits/reduced-fat#body-mixes]
    risks: RISKS
    leaves_out: [an allergy to soya, "older age, obesity or physical illness"]
"""
"""A part of a use with leaflets of its own, which the content has none of today."""


@pytest.fixture(scope="module")
def parted_files() -> dict[str, bytes]:
    """The content with a part of a use: its choices, one rating, its harms, and one number that holds for it alone."""
    files = dict(read_folder(ROOT / "content_src"))
    name = f"{FAT}.md"
    text = files[name].decode("utf-8")
    risks = re.search(r"^risks: (.*)$", text, re.M)
    assert risks
    text = text.replace("not_known:\n", PARTED.replace("RISKS", risks[1]) + "not_known:\n", 1)
    for option, part in (("fat-loss-mixes", "For the thighs"), ("doing-nothing", "For every place")):
        text = text.replace(f"  - id: {option}\n", f"  - id: {option}\n    part: {part}\n", 1)
    files[name] = text.encode("utf-8")
    facts = files["facts/fat.yml"].decode("utf-8")
    facts = facts.replace(f"uses: [{FAT}]\n", f"uses: [{FAT}]\n  part: thighs\n", 1)
    files["facts/fat.yml"] = facts.encode("utf-8")
    return files


@pytest.fixture(scope="module")
def parted(parted_files: dict[str, bytes]) -> Site:
    found = check(parted_files, memory=MEMORY)
    assert not [p for p in found.problems if p.rule == "leaflet-part"]
    return found.site


def test_the_leaflet_of_a_part_tells_of_that_part_alone(parted: Site) -> None:
    entry = parted.entries[FAT]
    assert isinstance(entry.item, TypeItem)
    (thighs,) = entry.item.leaflet_parts
    part, all_ = (leaflet(parted, entry, STAMP, None, SITE_URL, part=p) for p in (thighs, None))
    assert (part.title, part.message) == (
        "Fat on the thighs",
        "Two mixes, each tested in one small study, did not clearly reduce thigh fat.",
    )
    assert part.message in all_.message
    assert (part.item_id, part.url, part.version) == (all_.item_id, all_.url, all_.version)
    text = "\n".join(said for p in part.parts for said in said_in(p))
    other = "\n".join(said for p in all_.parts for said in said_in(p))
    for gone in ("Fat freezing", "Liposuction", "soya", "reported a death"):
        assert gone in other, gone
        assert gone not in text, gone
    choices = next(p for p in part.parts if p.anchor == "options").blocks
    assert [b.name for b in choices] == ["Doing nothing", "Mesotherapy with fat-loss mixes"]
    assert [row[1] for row in box_of(part).rows if row[0] == "sure"] == [
        "Fat on the thighs: the two fat-loss mixes that were tested"
    ]
    # On the leaflet of the whole use a number of the part says where it is.
    assert any("(thighs, " in row[0] for row in counts(box_of(all_)))
    assert not any("(thighs" in row[0] for row in counts(box_of(part)))


# --------------------------------------------------------------------------- a use that was split


def test_the_leaflet_of_a_use_that_was_split_has_each_in_short(checked: Checked, whole: dict[str, Leaflet]) -> None:
    """A clinic that linked to it may have meant either, and no card of an emergency is missing."""
    split = whole[SPLIT]
    for i in (CHIN, FAT):
        w = whole[i]
        name = i.partition("/")[2]
        part = next(p for p in split.parts if p.anchor == f"{GOOD_AND_HARM}-{name}")
        assert part.heading == w.title
        assert part.blocks[1] == box_of(w)
        assert f"{SITE_URL}leaflets/types-{name}/" in part.blocks[0].text
        assert part.least is not None
        assert part.least[1].text == w.message
        said = " ".join(words for row in part.least[2].rows for words in row)
        for risk in checked.site.entries[i].item.risks:  # type: ignore[attr-defined]
            harm = checked.site.entries[risk].item
            assert (harm.title in said) == (harm.seriousness != "passing"), risk  # type: ignore[attr-defined]
        reasons = next(p for p in split.parts if p.anchor == f"who-should-not-{name}")
        assert reasons.blocks == next(p for p in w.parts if p.anchor == "who-should-not").blocks
        assert {block.text for block in whole_cards(w)} <= {block.text for block in whole_cards(split)}
    assert split.item_id == SPLIT


@pytest.mark.slow
def test_what_is_wrong_with_a_part_is_told_on_its_line(parted_files: dict[str, bytes]) -> None:
    files = dict(parted_files)
    name = f"{FAT}.md"
    text = files[name].decode("utf-8")
    start = text.index("leaflet_parts:")
    end = text.index("not_known:", start)
    lines = [
        "leaflet_parts:",
        "  - id: large",
        "    title: One",
        "    message: Ask what was found.",
        "    where: here",
        "    options: [For the thighss]",
        "    verdicts: [benefits/pain-relief#neck-pain]",
        "    risks: [risks/sight-loss]",
        "    leaves_out: [Nowhere to be found]",
        *["  - id: twice", "    title: Two", "    message: Ask what was found.", "    where: here"],
        "    options: [For every place]",
        *["    verdicts: [benefits/reduced-fat#body-mixes]", "    risks: [risks/swelling]"],
        *["  - id: twice", "    title: Three", "    message: Ask what was found.", "    where: here"],
        "    options: [For every place]",
        *["    verdicts: [benefits/reduced-fat#body-mixes]", "    risks: [risks/swelling]"],
    ]
    files[name] = (text[:start] + "\n".join(lines) + "\n" + text[end:]).encode("utf-8")
    first = text[:start].count("\n") + 1
    facts = files["facts/fat.yml"].decode("utf-8")
    facts = facts.replace("part: thighs", "part: thighss", 1).replace(
        "- id: chin-one-grade\n", "- id: chin-one-grade\n  part: thighs\n"
    )
    facts += (
        "\n- id: sight\n  outcome: loss of sight\n  by: 1 day\n  who: adults\n  uses: [types/body-fat]\n"
        "  harm: yes\n  with: {what: a mix, count: 1, of: 90}\n  reference: [kybella-label]\n"
    )
    files["facts/fat.yml"] = facts.encode("utf-8")
    sight = files["risks/sight-loss.md"].decode("utf-8")
    files["risks/sight-loss.md"] = sight.replace("how_often:\n", "how_often:\n  numbers: [sight]\n", 1).encode("utf-8")
    found = [p for p in check(files, memory=MEMORY).problems if p.rule == "leaflet-part"]
    told = {(p.path.removeprefix("content_src/"), p.line - first, p.message.split(" is ")[0]) for p in found}
    here = {(line, message) for path, line, message in told if path == name}
    assert (1, '"large"') in here
    assert (5, '"For the thighss"') in here
    assert (6, '"benefits/pain-relief#neck-pain"') in here
    assert (7, '"risks/sight-loss"') in here
    assert (8, 'nothing that the leaflet takes from the page begins with "Nowhere to be found".') in here
    assert (16, 'two parts have the id "twice".') in here
    missing = [p for p in found if "can be an emergency and is missing" in p.message]
    assert {p.line - first for p in missing} == {7, 15, 22}
    assert any(p.hint == 'did you mean "For the thighs"?' for p in found)
    elsewhere = [(p.path, p.message) for p in found if not p.path.endswith(name)]
    assert any('"thighss" is no part of the uses that this number names.' in said for _, said in elsewhere)
    assert any(path.endswith("sight-loss.md") and "does not name this harm" in said for path, said in elsewhere)
    assert any(path.endswith("facts/fat.yml") and "belongs to a fact that" in said for path, said in elsewhere)


@pytest.mark.slow
def test_a_release_keeps_the_leaflets_of_the_parts_and_draws_them_when_they_are_replaced(
    parted: Site, rendered: Rendered
) -> None:
    now = with_leaflets(parted, rendered.snapshots, rendered.stamps, TODAY, SITE_URL)
    kept = read_snapshot(snapshot_bytes(now[FAT]))
    assert kept.leaflet_parts is not None
    assert kept.leaflet_parts["thighs"]["title"] == "Fat on the thighs"
    assert read_snapshot(snapshot_bytes(now["types/hair-restoration"])).leaflet_parts is None
    version = rendered.stamps[FAT].version
    page = ReleasedPage(page=FAT, title="Fat", version=version, snapshot="0", changes=())
    release = Release(release=1, date=TODAY, before="", pages=(page,))
    history = History((release,), (), b"", {version: snapshot_bytes(now[FAT])})
    assert history.issued == {version: Issued(release, page)}
    stamps = {**rendered.stamps, FAT: Stamp("fedcba98", TODAY)}
    drawn = past_leaflets(history, stamps, {FAT: parted.entries[FAT]}, ROOT / "templates")
    assert set(drawn) == {f"leaflets/versions/{version}{part}-{e}.pdf" for part in ("", "-thighs") for e in EDITIONS}
    thighs = pikepdf.open(io.BytesIO(drawn[f"leaflets/versions/{version}-thighs-a4.pdf"]))
    assert len(thighs.pages) == 2
    for sheet_ in thighs.pages:
        assert squeezed("Not valid any more: replaced by version fedcba98.") in shown(sheet_)
    assert squeezed("Fat on the thighs") in shown(thighs.pages[0])


@pytest.mark.slow
def test_a_leaflet_from_before_is_drawn_as_it_was_handed_out(checked: Checked) -> None:
    """Its own words: pictures of people, harms apart from the good, cards without what to say, any length."""
    kept = next(
        s.leaflet
        for s in (checked.history.snapshot(version) for version in checked.history.snapshots)
        if s.page == SPLIT and s.leaflet
    )
    assert "call" not in kept
    old = leaflet_from(kept)
    assert (old.call, old.help_url, old.help_svg) == ((), "", "")
    assert all(part.least is None for part in old.parts)
    drawn = [p.alt for part in old.parts for block in part.blocks for p in block.people]
    assert drawn
    for edition, form in EARLIER.items():
        assert fitted(TEMPLATE, old, form) is None or form.columns == 2
        everything = Fit(frozenset(part.anchor for part in old.parts), form.sizes[-1], 1)
        made = pikepdf.open(io.BytesIO(pdf(TEMPLATE, sheet(old, form, everything))))
        said = [str(e.get("/Alt", "")) for kind, e in elements(made) if kind == "/Figure"]
        assert [alt for alt in said if " people: " in alt] == drawn, edition
        assert len(made.pages) > 8 or form.columns == 2
    assert {e: (f.columns, f.dense) for e, f in EARLIER.items()} == {
        "a4": (2, False), "letter": (2, False), "large": (1, False),
    }  # fmt: skip


def test_every_sentence_stands_in_the_content(checked: Checked, whole: dict[str, Leaflet]) -> None:
    """The leaflet shortens by leaving out; it never says what no page says."""
    texts = [Line(0, tokenize(leaf.value)).plain for entry in checked.site.entries.values() for leaf in entry.leaves]
    texts += [block.plain for entry in checked.site.entries.values() for text in entry.prose for block in text.blocks]
    texts += [line.plain for e in checked.site.entries.values() for t in e.prose for b in t.blocks for line in b.lines]
    texts += [q.question for q in checked.site.questions.values()]
    texts += [f"{card_of(card).title}: {card_of(card).action}" for card in checked.site.of("cards")]
    texts += [line for e in checked.site.of("consultation") for line in getattr(e.item, "record", ())]
    known = "\n".join(texts)
    for i, w in whole.items():
        assert w.message in known
        for part in w.parts:
            for block in part.blocks:
                if block.kind in ("paragraph", "warn", "list", "steps", "checklist", "care", "question", "record"):
                    for said in (block.text, block.name, *block.points, *block.then):
                        outside = part.anchor == "more-help" or "https://" in said
                        assert said in known or outside, (i, said)


def test_parts_that_speak_of_each_other_stay_together(whole: dict[str, Leaflet]) -> None:
    for w in whole.values():
        ranks = {part.anchor: part.rank for part in w.parts}
        if {"see-a-doctor-first", "more-help"} <= set(ranks):
            assert ranks["see-a-doctor-first"] == ranks["more-help"]


# --------------------------------------------------------------------------- QR code


def test_the_code_is_that_of_the_address(whole: dict[str, Leaflet], ids: list[str]) -> None:
    """Drawn on paper and read back, module by module."""
    for i in [*ids[:1], URGENT_HELP, SPLIT]:
        code = segno.make(absolute(SITE_URL, i), error="m", boost_error=False, micro=False)
        wanted = [[bool(x) for x in row] for row in code.matrix_iter(border=4)]
        assert modules(whole[i].qr_svg, len(wanted)) == wanted
        assert modules(whole["consultation/prepare"].qr_svg, len(wanted)) != wanted


def modules(svg: str, side: int) -> list[list[bool]]:
    source = (
        '#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: SIDE)'
    )
    drawn = typst.compile(
        source.replace("SIDE", f"{side * 4}pt").encode(),
        format="png",
        ppi=72,
        sys_inputs={"svg": svg},
        ignore_system_fonts=True,
    )
    assert isinstance(drawn, bytes)
    image = Image.open(io.BytesIO(drawn)).convert("L")
    assert image.size == (side * 4, side * 4)
    return [[image.getpixel((x * 4 + 2, y * 4 + 2)) < 128 for x in range(side)] for y in range(side)]  # type: ignore[operator]


# --------------------------------------------------------------------------- state of review, versions that are gone


def text_of(w: Leaflet, edition: str = "a4") -> list[str]:
    printed = sheet(w, EDITIONS[edition], Fit(frozenset(), 10, 1))
    return [shown(page) for page in pikepdf.open(io.BytesIO(pdf(TEMPLATE, printed))).pages]


def test_a_sign_off_takes_the_draft_line_away_while_it_holds(checked: Checked, drawn: Path) -> None:
    entry = checked.site.entries[FAT]
    sign = Sign(role="A consultant in skin medicine", date=date(2026, 12, 2), version=STAMP.version)
    signed = leaflet(checked.site, entry, STAMP, sign, SITE_URL)
    for text in text_of(signed):
        assert squeezed(DRAFT) not in text
        assert squeezed("Checked by: A consultant in skin medicine, on 2 December 2026, version 0123abcd") in text
    new = replace(entry, item=entry.item.model_copy(update={"clinician_review": sign}))
    site = replace(checked.site, entries={**checked.site.entries, entry.id: new})
    for version, draft in ((STAMP.version, False), ("ffffffff", True)):
        stamps = dict.fromkeys(site.entries, Stamp(version, STAMP.released))
        page = leaflets_of(site, entry.id, stamps, drawn)[leaflet_page_path(entry.id)].decode("utf-8")
        assert (DRAFT in page) == draft


def leaflets_of(site: Site, item_id: str, stamps: dict[str, Stamp], drawn: Path) -> dict[str, bytes]:
    keep = {i: e for i, e in site.entries.items() if not has_leaflet(e) or i in (item_id, URGENT_HELP)}
    return leaflets(replace(site, entries=keep), stamps, ROOT / "templates", SITE_URL, drawn)


def test_a_version_that_was_replaced_says_so_on_each_sheet(checked: Checked) -> None:
    entry = checked.site.entries[FAT]
    old = leaflet(checked.site, entry, STAMP, None, SITE_URL, superseded_by="fedcba98")
    for edition in EDITIONS:
        for text in text_of(old, edition):
            assert squeezed("Not valid any more: replaced by version fedcba98.") in text
            assert squeezed("Version 0123abcd, 1 December 2026") in text
    assert all("Notvalid" not in text for text in text_of(replace(old, superseded_by=None)))


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_long_state_at_the_head_of_a_sheet_stays_clear_of_the_name_and_the_edge(
    whole: dict[str, Leaflet], edition: str
) -> None:
    """In large letters the state of a replaced or signed leaflet takes whole lines, and the guide's name gives way."""
    role = "A consultant in skin medicine and allergy, on 2 December 2026, version 0123abcd"
    old = replace(whole["types/scar-revision"], superseded_by="fedcba98")
    size = 18.0 if edition == "large" else 10.0
    for state in (old, replace(old, draft="", checked_by=role)):
        printed = sheet(state, EDITIONS[edition], Fit(frozenset(), size, 1))
        with pikepdf.open(io.BytesIO(pdf(TEMPLATE, printed))) as opened:
            for page in opened.pages:
                beside = squeezed(f"{state.guide}Not valid any more") in shown(page)
                assert not (beside and edition == "large"), "no line of large letters holds both"
                assert max(baselines(page)) + size < float(page.mediabox[3]) - 5 * MM, "printers leave 5 mm white"


def test_words_are_never_run_as_markup(whole: dict[str, Leaflet]) -> None:
    odd = '#panic("no") *a* _b_ $x$ @ref <label> // gone \\ `c` = d'
    part = Part("odd", odd, (Block("paragraph", text=odd), Block("list", points=(odd,))), ())
    text = "".join(
        text_of(
            replace(whole["consultation/prepare"], title=odd, message=odd, parts=(replace(part, short=part.blocks),))
        )
    )
    assert text.count(squeezed(odd)) >= 5


def test_a_leaflet_that_is_too_long_fits_in_no_way(whole: dict[str, Leaflet]) -> None:
    """It took a page more before, and nobody was told."""
    much = Block("paragraph", text="A sentence of some length that an editor wrote. " * 600)
    w = replace(whole["consultation/prepare"], parts=(Part("much", "Much", (much,), (much,)),))
    assert fitted(TEMPLATE, w, EDITIONS["a4"]) is None


def test_the_shortest_form_is_taken_before_a_card_is_broken(whole: dict[str, Leaflet]) -> None:
    long = Block("paragraph", text="A sentence of some length that an editor wrote. " * 90)
    edition = Edition("a4", 2, (12.5, 11, 10), 2, 2, 2)

    def fit_of(*signs: int) -> Fit | None:
        cards = tuple(
            Block("care", name="Call", text="A sign", points=("it is so " * n,), then=("Go.",), who="A") for n in signs
        )
        parts = (Part("care-emergency", "Now", cards, cards), Part("a", "First", (long, long), (long,), 0, ()))
        return fitted(TEMPLATE, replace(whole["consultation/prepare"], parts=parts), edition)

    fit = fit_of(300, 300, 300, 300)
    assert fit
    assert (fit.dense, fit.least, fit.breaks) == (True, frozenset({"a"}), False)
    broken = fit_of(*[310] * 5)
    assert broken
    assert broken.breaks
    assert fit_of(*[340] * 7) is None


def test_a_longer_part_goes_before_the_paper_runs_over(whole: dict[str, Leaflet]) -> None:
    long = Block("paragraph", text="A sentence of some length that an editor wrote. " * 110)
    short = Block("paragraph", text="It fits.")
    edition = Edition("a4", 2, (12.5, 11, 10.5), 2, 2, 2)
    parts = (Part("a", "First", (long,), (short,), 0), Part("b", "Second", (long,), (), 1))
    w = replace(whole["consultation/prepare"], parts=parts)
    fit = fitted(TEMPLATE, w, edition)
    assert fit
    printed = sheet(w, edition, fit)
    assert [p.blocks for p in printed.leaflet.parts] == [(long,)]
    assert printed.leaflet.more == ("Second",)
    assert pages(TEMPLATE, printed) <= 2
    assert json.loads(printed.data)["more"] == ["Second"]


# --------------------------------------------------------------------------- with the clinic's name, in the browser


def test_the_name_goes_into_the_leaflet_and_nothing_is_kept(phone: Page, served: str) -> None:
    asked: list[str] = []
    phone.goto(served + SAMPLE[0])
    phone.on("request", lambda request: asked.append(request.url))
    phone.evaluate("window.print = () => { window.printed = true }")
    phone.get_by_label("Name of the clinic").fill("Clinic <b>Example</b>")
    phone.get_by_label("Telephone number or address").fill("1 High Street\n0123 456")
    expect(phone.locator(".strip__name")).to_have_text("Clinic <b>Example</b>")
    expect(phone.locator(".strip__contact")).to_contain_text("0123 456")
    phone.get_by_role("button", name="Print").click()
    assert phone.evaluate("window.printed") is True
    # The browser may look for the picture of its tab at any time.
    assert [url for url in asked if not url.endswith("/icon.svg")] == []
    expect(phone.get_by_text("write or stamp your name into the box")).to_be_hidden()
    assert phone.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert phone.url == served + SAMPLE[0]
    phone.reload()
    expect(phone.locator(".strip__name")).to_have_text("")


def test_only_the_leaflet_is_printed_with_the_name_on_it(desktop: Page, served: str) -> None:
    desktop.goto(served + SAMPLE[0])
    desktop.get_by_label("Name of the clinic").fill("Clinic Example")
    made = pikepdf.open(io.BytesIO(desktop.pdf(prefer_css_page_size=True)))
    text = [shown(page) for page in made.pages]
    assert len(text) <= 4
    assert "ClinicExample" in "".join(text)
    for gone in ("Name of the clinic", "nothing is kept or sent", "Urgent help", "No cookies", "Search"):
        assert squeezed(gone) not in "".join(text), gone
    for page in text:
        assert squeezed(DRAFT) in page
        assert "types/chin-fat/,version" in page


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize(("large", "most"), [(False, 4), (True, 12)])
def test_every_page_for_a_clinic_prints_on_few_sheets(
    desktop: Page, served: str, whole: dict[str, Leaflet], paper: str, large: bool, most: int
) -> None:
    """Two sheets of paper have four sides; in large letters it is six sheets at most."""
    sides = {}
    for i in whole:
        desktop.goto(f"{served}/{leaflet_page_path(i, large).removesuffix('.md')}/")
        sides[i] = len(pikepdf.open(io.BytesIO(desktop.pdf(format=paper))).pages)
    print(paper, sides)
    assert max(sides.values()) <= most, sides


def test_large_print_with_the_name_of_the_clinic_has_no_smaller_letters(desktop: Page, served: str) -> None:
    """The content of the large edition, in 18 points or more (24 pixels of CSS), the name of the clinic too."""
    for url in ("/leaflets/types-body-fat-large/", "/leaflets/consultation-prepare-large/"):
        desktop.goto(served + url)
        desktop.get_by_label("Name of the clinic").fill("Clinic Example")
        desktop.get_by_label("Telephone number or address").fill("0123 456")
        desktop.emulate_media(media="print")
        small = desktop.evaluate(
            """() => [...document.querySelectorAll('main *, .sheet')]
               .filter(e => e.getClientRects().length && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
               .filter(e => parseFloat(getComputedStyle(e).fontSize) < 23.9)
               .map(e => getComputedStyle(e).fontSize + ' ' + e.outerHTML.slice(0, 90))"""
        )
        assert small == [], url
        made = pikepdf.open(io.BytesIO(desktop.pdf(format="A4")))
        assert "ClinicExample" in "".join(shown(page) for page in made.pages)
        desktop.emulate_media(media="screen")


def test_without_javascript_the_box_is_left_for_the_pen(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(served + SAMPLE[0])
    expect(page.locator(".clinic")).to_be_hidden()
    expect(page.get_by_text("write or stamp your name into the box")).to_be_visible()
    expect(page.locator(".strip__label")).to_be_visible()
    expect(page.locator(".strip__name")).to_have_text("")
    expect(page.get_by_role("heading", name="The choices side by side")).to_be_visible()
    context.close()


def test_axe_finds_nothing(browser: Browser, served: str) -> None:
    context = with_axe(browser)
    page = context.new_page()
    found: dict[str, list[str]] = {}
    seen = Looks(set)
    for url in ("/leaflets/", *SAMPLE):
        page.goto(served + url)
        found |= in_forms(page, url, seen=seen)
    context.close()
    assert found == {}


def test_no_sideways_scroll_and_targets_of_44_pixels(browser: Browser, served: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 900})
    page = context.new_page()
    for url in ("/leaflets/", *SAMPLE, "/leaflets/consultation-is-it-for-me/", "/leaflets/types-body-fat-large/"):
        page.goto(served + url)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, url
        small = page.evaluate(
            """() => [...document.querySelectorAll('.clinic input, .clinic textarea, .clinic button, .maker a')]
               .filter(e => e.getClientRects().length && e.getBoundingClientRect().height < 44)
               .map(e => e.outerHTML.slice(0, 80))"""
        )
        assert small == [], url
    context.close()


def test_the_pages_have_the_words_of_the_sheets(printed: dict[tuple[str, str], Leaflet], site: Path) -> None:
    for i in (FAT, CHIN, SPLIT, URGENT_HELP, "consultation/prepare"):
        for edition, large in (("a4", False), ("large", True)):
            page = (site / leaflet_page_path(i, large).removesuffix(".md") / "index.html").read_text("utf-8")
            text = squeezed(html.unescape(re.sub(r"<[^>]+>", "", page)))
            on_paper = printed[i, edition]
            for part in on_paper.parts:
                for said in said_in(part):
                    assert squeezed(said) in text, (i, said)
            assert address(on_paper.item_id) in page
            # The way to every other sign, as a code and as a link.
            assert "qr/consultation-when-to-get-help.svg" in page
            assert f'alt="QR code that leads to {absolute(SITE_URL, URGENT_HELP)}"' in page
            assert f'href="../..{address(URGENT_HELP)}"' in page


def test_the_table_of_a_page_has_heads_for_its_rows_and_columns(desktop: Page, served: str) -> None:
    desktop.goto(served + "/leaflets/types-chin-fat-large/")
    table = desktop.get_by_role("region", name="Good and harm").get_by_role("table")
    expect(table).to_have_count(1)
    assert [cell.inner_text() for cell in table.locator("thead th").all()] == [
        "What people ask about",
        "Deoxycholic acid",
        "Dummy injections",
    ]
    row = table.get_by_role("row").filter(has=desktop.get_by_role("rowheader", name="Swelling, any size"))
    assert row.get_by_role("cell").all_inner_texts() == ["87 of 100", "43 of 100"]
    expect(table.locator("th[scope=rowgroup]", has_text="Can be an emergency")).to_have_count(1)
