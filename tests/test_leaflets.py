"""Leaflets: tagged PDF in three editions from the words of the pages, and the page that takes a clinic's name."""

from __future__ import annotations

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

from sitegen import describe
from sitegen.addresses import absolute, address, leaflet_page_path, leaflet_path
from sitegen.leaflets import (
    DRAFT,
    EDITIONS,
    URGENT_HELP,
    Block,
    Edition,
    Fit,
    Leaflet,
    Part,
    fitted,
    leaflet,
    leaflets,
    pages,
    pdf,
    sheet,
)
from sitegen.link import care_cards, has_leaflet
from sitegen.models import ConsultationItem, RiskItem, Sign, TypeItem
from sitegen.pipeline import Checked
from sitegen.prose import Line, tokenize
from sitegen.render import render
from sitegen.versions import Stamp
from test_access import in_every_form

ROOT = Path(__file__).resolve().parent.parent
BASE = "https://example.org/"
TODAY = date(2026, 11, 23)
STAMP = Stamp("0123abcd", date(2026, 12, 1))
TEMPLATE = (ROOT / "templates" / "leaflet.typ").read_bytes()
SAMPLE = ("/leaflets/types-fat-reduction/", "/leaflets/consultation-when-to-get-help/")
MM = 72 / 25.4
PAPER = {"a4": (210 * MM, 297 * MM), "letter": (612, 792), "large": (210 * MM, 297 * MM)}


@pytest.fixture(scope="module")
def ids(checked: Checked) -> list[str]:
    return [entry.id for entry in checked.site.entries.values() if has_leaflet(entry)]


@pytest.fixture(scope="module")
def whole(checked: Checked, ids: list[str]) -> dict[str, Leaflet]:
    """The whole leaflet of each page."""
    return {i: leaflet(checked.site, checked.site.entries[i], STAMP, None, BASE) for i in ids}


@pytest.fixture(scope="module")
def made(checked: Checked) -> dict[str, bytes]:
    """Everything that the step makes."""
    stamps = dict.fromkeys(checked.site.entries, STAMP)
    return leaflets(checked.site, stamps, ROOT / "templates", BASE)


@pytest.fixture(scope="module")
def pdfs(made: dict[str, bytes]) -> dict[str, pikepdf.Pdf]:
    """The PDFs, open: their parts are gone when they are."""
    return {path: pikepdf.open(io.BytesIO(data)) for path, data in made.items() if path.endswith(".pdf")}


@pytest.fixture(scope="module")
def printed(whole: dict[str, Leaflet]) -> dict[tuple[str, str], Leaflet]:
    """What stands on the sheets of each leaflet and edition: to find what fits takes a second each."""
    return {
        (i, name): sheet(w, edition, fitted(TEMPLATE, w, edition)).leaflet
        for i, w in whole.items()
        for name, edition in EDITIONS.items()
    }


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


def shown(page: pikepdf.Page) -> str:
    """The text of a page in the order of its content stream, with no white space."""
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


def test_every_use_and_every_page_on_the_visit_has_three_pdfs_and_a_page(
    checked: Checked, ids: list[str], made: dict[str, bytes]
) -> None:
    uses, visits = checked.site.of("types"), checked.site.of("consultation")
    assert ids == sorted(entry.id for entry in [*uses, *visits])
    assert len(uses) == 6
    assert URGENT_HELP in ids
    wanted = {leaflet_path(i, edition) for i in ids for edition in describe.LEAFLETS}
    assert set(made) == wanted | {leaflet_page_path(i) for i in ids}
    assert set(EDITIONS) == set(describe.LEAFLETS)


def test_kits_and_the_list_lead_to_every_leaflet(site: Path, ids: list[str]) -> None:
    page = (site / "leaflets" / "index.html").read_text("utf-8")
    assert "leaflets/" in (site / "clinics" / "index.html").read_text("utf-8")
    for i in ids:
        name = leaflet_page_path(i).removeprefix("leaflets/").removesuffix(".md")
        assert f'href="{name}/"' in page
        kit = (site / "kit" / i / "index.html").read_text("utf-8")
        for edition in describe.LEAFLETS:
            assert (site / leaflet_path(i, edition)).is_file()
            assert f'href="{name}-{edition}.pdf"' in page
            assert leaflet_path(i, edition) in kit
        assert '<meta name="robots" content="noindex">' in (site / "leaflets" / name / "index.html").read_text("utf-8")


def test_the_site_has_the_leaflets_of_its_versions(site: Path, checked: Checked, ids: list[str]) -> None:
    stamps = render(checked.site, TODAY, ROOT / "templates", checked.history).stamps
    for i in ids:
        with pikepdf.open(site / leaflet_path(i, "a4")) as opened:
            assert squeezed(f"Version {stamps[i].version},") in shown(opened.pages[0]), i


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
        assert sum(alt.startswith("QR code that leads to ") for alt in said) == 1, path


def test_pictures_of_people_say_their_numbers(pdfs: dict[str, pikepdf.Pdf], whole: dict[str, Leaflet]) -> None:
    drawn = [p for part in whole["types/fat-reduction"].parts for b in part.blocks for p in b.people]
    assert drawn
    said = [
        str(e.get("/Alt", "")) for kind, e in elements(one(pdfs, "types/fat-reduction", "large")) if kind == "/Figure"
    ]
    assert [p.alt for p in drawn] == [alt for alt in said if " people: " in alt]


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
    page = one(pdfs, "types/fat-reduction", "a4").pages[0]
    marks = [
        str(operands[0]) for operands, operator in pikepdf.parse_content_stream(page) if str(operator) in ("BDC", "BMC")
    ]
    assert marks.count("/Artifact") >= 2, "header and footer"


# --------------------------------------------------------------------------- on paper


def test_the_paper_and_the_number_of_sheets(pdfs: dict[str, pikepdf.Pdf]) -> None:
    for path, opened in pdfs.items():
        width, height = PAPER[edition_of(path)]
        for page in opened.pages:
            box = [float(x) for x in page.mediabox]
            assert box == pytest.approx([0, 0, width, height], abs=0.5), path
        if edition_of(path) != "large":
            assert len(opened.pages) in (1, 2), path


def test_each_sheet_has_the_draft_line_the_version_the_address_and_its_number(
    pdfs: dict[str, pikepdf.Pdf], ids: list[str]
) -> None:
    urls = {leaflet_path(i, e): absolute(BASE, i) for i in ids for e in EDITIONS}
    for path, opened in pdfs.items():
        for number, page in enumerate(opened.pages, 1):
            text = shown(page)
            wanted = (DRAFT, "Version 0123abcd, 1 December 2026", urls[path], f"Page {number} of {len(opened.pages)}")
            for part in wanted:
                assert squeezed(part) in text, (path, number, part)


def test_nothing_is_lost_on_the_way_to_the_paper(
    pdfs: dict[str, pikepdf.Pdf], whole: dict[str, Leaflet], ids: list[str], printed: dict[tuple[str, str], Leaflet]
) -> None:
    """Every text of the data is on the sheets; a text that runs on over a column is looked for without the breaks."""
    for i in ids:
        for edition in EDITIONS:
            opened = one(pdfs, i, edition)
            on_paper = printed[i, edition]
            raw = "".join(shown(page) for page in opened.pages)
            between = re.compile("|".join(re.escape(squeezed(s)) for s in running(on_paper, len(opened.pages))))
            text = between.sub("", raw)
            assert edition != "large" or on_paper.parts == whole[i].parts
            for part in on_paper.parts:
                for said in said_in(part):
                    assert squeezed(said) in text, (i, edition, said)
            for heading in (*on_paper.more, *on_paper.shorter):
                assert squeezed(heading) in raw, (i, edition, heading)


def running(printed: Leaflet, count: int) -> list[str]:
    """What is printed at the head and foot of each sheet, and in the strip of the first."""
    strip = ["For the name, telephone number or stamp of the clinic:"]
    strip.append("The whole page, with its sources: scan the code, or see the address below.")
    strip += [f"The page also tells of: {'; '.join(printed.more)}."] if printed.more else []
    strip += [f"It says more on: {'; '.join(printed.shorter)}."] if printed.shorter else []
    pages = [f"Page {n} of {count}" for n in range(count, 0, -1)]
    return [*strip, f"Version {printed.version}, {printed.dated}", *pages, printed.guide + DRAFT, printed.url]


def said_in(part: Part) -> Iterator[str]:
    yield part.heading
    for block in part.blocks:
        data = asdict(block)
        # The heading says how urgent a card is; a picture's other text is checked with its tags.
        if block.kind in ("care", "signs"):
            data.pop("word")
        for person in data["people"]:
            person.pop("alt")
        for said in words(data):
            if said and not said.startswith("https://"):
                yield said.split(" https://")[0]


def test_a_card_stands_on_one_sheet(pdfs: dict[str, pikepdf.Pdf], printed: dict[tuple[str, str], Leaflet]) -> None:
    """Whoever acts does not turn the page; only the first card of the large print may not fit below the title."""
    cards = 0
    for (i, edition), on_paper in printed.items():
        sheets = [shown(page) for page in one(pdfs, i, edition).pages]
        opening = on_paper.parts[0].blocks[0] if edition == "large" else None
        for block in (b for part in on_paper.parts for b in part.blocks if b.kind in ("care", "signs")):
            signs = (block.name, *block.points)
            cards += 1
            for together in (signs, block.then) if block is opening else ((*signs, *block.then),):
                found = any(all(squeezed(said) in text for said in together) for text in sheets)
                assert found, (i, edition, together)
    assert cards > 100


def test_it_is_said_that_one_sign_is_enough(
    pdfs: dict[str, pikepdf.Pdf], whole: dict[str, Leaflet], made: dict[str, bytes], ids: list[str]
) -> None:
    enough = "Do what stands in bold if one of the signs below it is true."
    for i in ids:
        cards = any(b.kind == "care" for part in whole[i].parts for b in part.blocks)
        for edition in EDITIONS:
            text = "".join(shown(page) for page in one(pdfs, i, edition).pages)
            assert text.count(squeezed(enough)) == int(cards), (i, edition)
        assert made[leaflet_page_path(i)].decode("utf-8").count(enough) == int(cards), i


def test_names_with_commas_are_told_apart(whole: dict[str, Leaflet]) -> None:
    said = [row for part in whole["types/fat-reduction"].parts if part.anchor == "risks" for row in part.blocks[0].rows]
    assert any("; Scars, dark marks and pale marks; " in f"; {names}; " for _, names in said)


def test_a_text_that_is_not_there_would_be_told(pdfs: dict[str, pikepdf.Pdf]) -> None:
    text = "".join(shown(page) for page in one(pdfs, "types/fat-reduction", "a4").pages)
    assert squeezed("At a glance") in text
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


def test_the_large_print_has_no_smaller_letters(pdfs: dict[str, pikepdf.Pdf], ids: list[str]) -> None:
    for i in ids:
        for page in one(pdfs, i, "large").pages:
            sizes = [float(ops[1]) for ops, op in pikepdf.parse_content_stream(page) if str(op) == "Tf"]
            assert min(sizes) >= 18, i


def test_small_editions_are_not_smaller_than_agreed(whole: dict[str, Leaflet]) -> None:
    assert min(size for edition in EDITIONS.values() for size in edition.sizes) == 9.5
    sizes = [fitted(TEMPLATE, w, EDITIONS["a4"]).size for w in whole.values()]
    assert sum(size < 10.5 for size in sizes) <= 2


def test_the_same_words_give_the_same_bytes(whole: dict[str, Leaflet], made: dict[str, bytes]) -> None:
    for edition in EDITIONS:
        w = whole["types/fat-reduction"]
        again = pdf(TEMPLATE, sheet(w, EDITIONS[edition], fitted(TEMPLATE, w, EDITIONS[edition])))
        assert again == made[leaflet_path("types/fat-reduction", edition)]


def test_what_was_made_before_is_taken_from_the_cache(checked: Checked, made: dict[str, bytes], tmp_path: Path) -> None:
    few = {
        i: checked.site.entries[i]
        for i in checked.site.entries
        if i in ("types/fat-reduction", URGENT_HELP) or i.split("/")[0] not in ("types", "consultation")
    }
    site = replace(checked.site, entries=few)
    stamps = dict.fromkeys(few, STAMP)
    first = leaflets(site, stamps, ROOT / "templates", BASE, tmp_path)
    assert first == {path: made[path] for path in first}
    kept = sorted(tmp_path.iterdir())
    assert {path.suffix for path in kept} == {".json", ".pdf"}
    (tmp_path / next(p.name for p in kept if p.suffix == ".pdf")).write_bytes(b"kept")
    again = leaflets(site, stamps, ROOT / "templates", BASE, tmp_path)
    assert b"kept" in again.values()
    assert sorted(tmp_path.iterdir()) == kept


# --------------------------------------------------------------------------- the words are those of the page


def test_numbers_are_those_of_the_verdicts(checked: Checked, whole: dict[str, Leaflet]) -> None:
    for entry in checked.site.of("types"):
        item = entry.item
        assert isinstance(item, TypeItem)
        verdicts = [checked.site.verdicts[v][1] for claimed in item.claimed_benefits for v in claimed.verdicts]
        numbers = [(v, n) for v in verdicts for n in v.numbers]
        blocks = [b for part in whole[entry.id].parts for b in part.blocks if b.kind == "number"]
        assert len(blocks) == len(numbers)
        for block, (verdict, number) in zip(blocks, numbers, strict=True):
            groups = [g for g in (number.with_, number.compared_with) if g]
            assert [tuple(map(int, re.findall(r"\d+", p.replace(",", ""))[:2])) for p in block.points] == [
                (g.count, g.of) for g in groups
            ]
            drawn = verdict.certainty in describe.DRAWN and describe.drawable(number)
            assert [p.count for p in block.people] == ([g.count for g in groups] if drawn else [])
        sure = [b for part in whole[entry.id].parts for b in part.blocks if b.kind == "certainty"]
        assert [(b.steps, b.word) for b in sure] == [
            (describe.steps(v.certainty), describe.certainty(v.certainty)) for v in verdicts
        ]


def test_a_use_shows_every_choice_and_every_risk_by_how_serious_it_is(
    checked: Checked, whole: dict[str, Leaflet]
) -> None:
    for entry in checked.site.of("types"):
        item = entry.item
        assert isinstance(item, TypeItem)
        parts = {part.anchor: part for part in whole[entry.id].parts}
        for blocks in (parts["options"].blocks, parts["options"].short):
            assert [b.name for b in blocks] == [option.name for option in item.options]
        nothing = next(o for o in item.options if o.kind == "nothing")
        assert nothing.name in [b.name for b in parts["options"].short]
        rows = dict(parts["risks"].blocks[0].rows)
        assert list(rows) == [w for s, w in reversed(describe.WORDS["seriousness"].items()) if w in rows]
        for risk in item.risks:
            found = checked.site.entries[risk].item
            assert isinstance(found, RiskItem)
            assert found.title in rows[describe.WORDS["seriousness"][found.seriousness]]


def test_a_short_sheet_keeps_every_sign_of_an_emergency(checked: Checked, whole: dict[str, Leaflet]) -> None:
    for i, w in whole.items():
        item = checked.site.entries[i].item
        part = next((p for p in w.parts if p.anchor == "care-emergency"), None)
        own = [c for c in care_cards(item) if c.urgency == "emergency"]
        if isinstance(item, ConsultationItem):
            assert bool(part) == bool(own)
            # Short or not: all of the card.
            assert not part or part.short == part.blocks
            assert [b.name for b in part.blocks] == [c.action for c in own] if part else True
            assert not part or w.parts[0] == part, "the emergency stands first"
        else:
            assert part
            assert [b.points for b in part.short] == [b.points for b in part.blocks]


def test_every_sentence_stands_in_the_content(checked: Checked, whole: dict[str, Leaflet]) -> None:
    """The leaflet shortens by leaving out; it never says what no page says."""
    texts = [Line(0, tokenize(leaf.value)).plain for entry in checked.site.entries.values() for leaf in entry.leaves]
    texts += [block.plain for entry in checked.site.entries.values() for text in entry.prose for block in text.blocks]
    texts += [line.plain for e in checked.site.entries.values() for t in e.prose for b in t.blocks for line in b.lines]
    texts += [q.question for q in checked.site.questions.values()]
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
    for i in [*ids[:1], URGENT_HELP, "types/fat-reduction"]:
        code = segno.make(absolute(BASE, i), error="m", boost_error=False, micro=False)
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


def test_a_sign_off_takes_the_draft_line_away_while_it_holds(checked: Checked) -> None:
    entry = checked.site.entries["types/fat-reduction"]
    sign = Sign(role="A consultant in skin medicine", date=date(2026, 12, 2), version=STAMP.version)
    signed = leaflet(checked.site, entry, STAMP, sign, BASE)
    for text in text_of(signed):
        assert squeezed(DRAFT) not in text
        assert squeezed("Checked by: A consultant in skin medicine, on 2 December 2026, version 0123abcd") in text
    new = replace(entry, item=entry.item.model_copy(update={"clinician_review": sign}))
    site = replace(checked.site, entries={**checked.site.entries, entry.id: new})
    for version, draft in ((STAMP.version, False), ("ffffffff", True)):
        stamps = dict.fromkeys(site.entries, Stamp(version, STAMP.released))
        page = leaflets_of(site, entry.id, stamps)[leaflet_page_path(entry.id)].decode("utf-8")
        assert (DRAFT in page) == draft


def leaflets_of(site, item_id: str, stamps: dict[str, Stamp]) -> dict[str, bytes]:  # type: ignore[no-untyped-def]
    keep = {i: e for i, e in site.entries.items() if not has_leaflet(e) or i in (item_id, URGENT_HELP)}
    return leaflets(replace(site, entries=keep), stamps, ROOT / "templates", BASE)


def test_a_version_that_was_replaced_says_so_on_each_sheet(checked: Checked) -> None:
    entry = checked.site.entries["types/fat-reduction"]
    old = leaflet(checked.site, entry, STAMP, None, BASE, superseded_by="fedcba98")
    for edition in EDITIONS:
        for text in text_of(old, edition):
            assert squeezed("Not valid any more: replaced by version fedcba98.") in text
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


def test_words_that_are_too_long_take_a_page_more_and_stop_nothing(whole: dict[str, Leaflet]) -> None:
    much = Block("paragraph", text="A sentence of some length that an editor wrote. " * 600)
    w = replace(whole["consultation/prepare"], parts=(Part("much", "Much", (much,), (much,)),))
    fit = fitted(TEMPLATE, w, EDITIONS["a4"])
    assert pages(TEMPLATE, sheet(w, EDITIONS["a4"], fit)) > 2


def test_a_longer_part_goes_before_the_paper_runs_over(whole: dict[str, Leaflet]) -> None:
    long = Block("paragraph", text="A sentence of some length that an editor wrote. " * 110)
    short = Block("paragraph", text="It fits.")
    edition = Edition("a4", 2, (12.5, 11, 10.5), 2)
    parts = (Part("a", "First", (long,), (short,), 0), Part("b", "Second", (long,), (), 1))
    w = replace(whole["consultation/prepare"], parts=parts)
    printed = sheet(w, edition, fitted(TEMPLATE, w, edition))
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
        assert "types/fat-reduction/,version" in page


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_every_page_for_a_clinic_prints_on_two_sheets(desktop: Page, served: str, ids: list[str], paper: str) -> None:
    """Two sheets of paper have four sides."""
    sides = {}
    for i in ids:
        desktop.goto(f"{served}/{leaflet_page_path(i).removesuffix('.md')}/")
        sides[i] = len(pikepdf.open(io.BytesIO(desktop.pdf(format=paper))).pages)
    print(paper, sides)
    assert max(sides.values()) <= 4, sides


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
    context = browser.new_context()
    page = context.new_page()
    found: dict[str, list[str]] = {}
    for url in ("/leaflets/", *SAMPLE):
        page.goto(served + url)
        found |= in_every_form(page, url)
    context.close()
    assert found == {}


def test_no_sideways_scroll_and_targets_of_44_pixels(browser: Browser, served: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 900})
    page = context.new_page()
    for url in ("/leaflets/", *SAMPLE, "/leaflets/consultation-is-it-for-me/"):
        page.goto(served + url)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, url
        small = page.evaluate(
            """() => [...document.querySelectorAll('.clinic input, .clinic textarea, .clinic button, .maker a')]
               .filter(e => e.getClientRects().length && e.getBoundingClientRect().height < 44)
               .map(e => e.outerHTML.slice(0, 80))"""
        )
        assert small == [], url
    context.close()


def test_the_page_has_the_words_of_the_sheet(whole: dict[str, Leaflet], site: Path) -> None:
    i = "types/fat-reduction"
    page = (site / "leaflets" / "types-fat-reduction" / "index.html").read_text("utf-8")
    text = squeezed(re.sub(r"<[^>]+>", "", page))
    printed = sheet(whole[i], EDITIONS["a4"], fitted(TEMPLATE, whole[i], EDITIONS["a4"])).leaflet
    for part in printed.parts:
        for said in said_in(part):
            assert squeezed(said).replace('"', "&quot;") in text or squeezed(said) in text, said
    assert address(i) in page
