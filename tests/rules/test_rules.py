"""Every rule has a break that trips it, on a small site that is otherwise in order."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from conftest import ROOT
from sitegen.base.files import Objects
from sitegen.base.problems import RULES, Problem
from sitegen.check import check as whole_check
from sitegen.content.reading.folder import read_folder
from sitegen.rules.language.instruments import ITEMS
from small import check

SMALL = ROOT / "tests/small_site"
RISK = "risks/bruise.md"
TYPE = "types/face.md"
BENEFIT = "benefits/moisture.md"
HOME = "pages/index.md"
REFERENCES = "data/references.yml"
CODES = "data/codes.yml"


HERE = -1
"""The problem is told on the line on which the changed text begins."""


@dataclass(frozen=True)
class Break:
    """One change to the small site: in ``file``, ``old`` becomes ``new`` (or the file becomes ``data``)."""

    rule: str
    file: str
    old: str = ""
    new: str = ""
    line: int = 0
    says: str = ""
    data: bytes | None = None
    reported: str = ""


LONG = "This is a very long sentence with far too many words in it so that nobody who reads it will know at the end how it began."
MIDDLE = "You may see a small change in the skin of the face a week or two after the third or the fourth visit there.\n"

FACTS_FILE = "facts/moisture.yml"
UNUSED = """- id: nobody-says
  outcome: dry skin
  by: after 10 days
  who: adults
  with: {what: water cups, count: 60, of: 100, people: 120}
  reference: [trial-one]
"""
IN_PAGE = "{outcome: dry skin, by: day 9, who: adults, with: {what: water, count: 1, of: 9}, reference: [trial-one]}"

CHEEK = """leaflet_parts:
  - id: cheek
    title: The cheek
    message: Ask what was found.
    where: cheek
    options: [For the cheek]
    verdicts: [benefits/moisture#water]
    risks: [risks/bruise]
not_known:
"""

CODE = """- item: substances/water
  system: ATC
  code: Z99ZZ99
  name: the same
  covers: an example
  seen: {at: "https://example.org/water", date: 2026-01-10}
"""

WITHDRAWN = b"""- id: crossref
  looked: 2026-01-10
  found:
    - {reference: trial-one, kind: retraction, issued: 2025-03-01}
"""

COUNTED = """how_often:
  numbers:
    - {outcome: a bruise, by: day 9, who: adults, with: {what: water, count: 1, of: 9}, reference: [body-one]}
"""
THREE = """  URL: https://example.org/three
  design: case-series
  supports: Everything in these tests. An example, and no real source.
  seen: {at: "https://example.org/three", date: 2026-01-10}
"""
EXEMPT = b"- {rule: verdict-source, at: trial-one, why: An example.}\n"

BREAKS = (
    Break("encoding", RISK, data=b"---\ntitle: caf\xe9\n---\n", line=2, says="not UTF-8"),
    Break("empty-file", RISK, data=b"  \n", line=1, says="empty"),
    Break("too-large", RISK, data=b"---\n" + b"x" * 200_001, line=1, says="the limit is 200,000"),
    Break("file-name", "risks/Bad Name.md", data=b"---\n---\n", line=1, says="not a good file name"),
    Break("file-name", "risks/deep/er.md", data=b"---\n---\n", line=1, says="wrong place"),
    Break("file-name", "data/more.yml", data=b"- id: a\n", line=1, says="not one of the data files"),
    Break("control-character", RISK, "Keep it cool.", "Keep \u202eit cool.", HERE, "right-to-left override"),
    Break("control-character", RISK, "title: Bruise", 'title: "Bruise\\n"', HERE, "invisible character"),
    Break("mixed-script", RISK, "Keep it cool.", "Keep it c\u043eol.", HERE, "cyrillic small letter o"),
    Break("yaml-syntax", "data/terms.yml", "- id: middle-skin", "---\n- id: middle-skin", HERE, "second document"),
    Break("table-form", RISK, "Keep it cool.", "|---|---|", HERE, "has no words"),
    Break("alias-collision", RISK, "seriousness:", "aliases: [versions/a]\nseriousness:", HERE, "fills itself"),
    Break("file-name", "pages/versions.md", data=b"---\ntitle: Versions\nsummary: Look here.\npublished: 2026-01-10\nchecked: 2026-01-10\nnext_review: 2027-01-10\n---\n", line=1, says="is taken"),
    Break("link-form", RISK, "Keep it cool.", "Keep it [cool by day](https://you@a.example/).", HERE, "cannot be followed"),
    Break("front-matter", RISK, "---\ntitle", "title", 1, "first line must be ---"),
    Break("front-matter", RISK, data=b"---\ntitle: x\n\nno end\n", line=1, says="has no end"),
    Break("yaml-syntax", RISK, "title: Bruise", "title: Bruise: blue", HERE, "cannot be read"),
    Break("yaml-syntax", RISK, "title: Bruise", "\ttitle: Bruise", HERE, "cannot be read"),
    Break("duplicate-key", RISK, "title: Bruise\n", "title: Bruise\ntitle: Bruise two\n", 3, "first on line 2"),
    Break("yaml-feature", RISK, "title: Bruise", "title: &a Bruise", HERE, "anchors"),
    Break("yaml-feature", RISK, "title: Bruise", "title: !!python/name:os.system Bruise", HERE, "tags"),
    Break("too-deep", RISK, "seriousness: passing", "seriousness: " + "[" * 20 + "]" * 20, HERE, "nested more than 12"),
    Break("unknown-field", RISK, "seriousness:", "seriousnes:", HERE, 'unknown field "seriousnes"'),
    Break("missing-field", RISK, "seriousness: passing\n", "", 2, '"seriousness" is missing'),
    Break("wrong-type", RISK, "title: Bruise", "title: [Bruise]", HERE, "wrong kind of value"),
    Break("wrong-choice", RISK, "passing", "sometimes", HERE, 'cannot be "sometimes"'),
    Break("wrong-choice", "site.yml", "  parts_of_a_use:", "  moments: {First: [the day], Then: [the day]}\n  parts_of_a_use:", 1,
          '"moments" has the topic "the day" 2 times'),
    Break("wrong-choice", "site.yml", "  parts_of_a_use:", "  moments: {First: [the day, at night, afterwards]}\n  parts_of_a_use:", 1,
          '"moments" has "at night", which is no topic'),
    Break("impossible-date", RISK, "2026-01-10", "2026-02-30", HERE, "not a day of the calendar"),
    Break("too-long", RISK, "title: Bruise", f"title: {'b' * 66}", HERE, "66 characters"),
    Break("too-few", TYPE, "[who, what, when, where, how]", "[who]", HERE, '"questions" needs at least 5'),
    Break("inconsistent", RISK, "next_review: 2027-01-10", "next_review: 2025-01-10", HERE, "next_review must be later than checked"),
    Break("far-review", RISK, "next_review: 2027", "next_review: 2057", HERE, "more than 3 years"),
    Break("inconsistent", FACTS_FILE, "count: 30, of: 100", "count: 30, of: 200", 0, "same denominator"),
    Break("inconsistent", FACTS_FILE, "count: 52, of: 100, people: 120", "count: 52, of: 100, people: 60", 0, "real count"),
    Break("inconsistent", FACTS_FILE, "count: 52, of: 100, people: 120", "count: 52, of: 100, people: 120, counted: 60", 0,
          "60 of 120 people does not round to 52 of 100"),
    Break("inconsistent", FACTS_FILE, "count: 52, of: 100, people: 120", "count: 39, of: 1000, people: 120", 0,
          "no whole number of 120 people"),
    Break("inconsistent", BENEFIT, "[softer-skin]", "[softer-skin, softer-skin]", HERE, 'the parts of "all" add up to more than 100'),
    Break("inconsistent", TYPE, "certainty: very low\n    direction: not known", "certainty: very low\n    direction: helps", 0,
          'the direction is "not known"'),
    Break("inconsistent", RISK, "stages: [first hour]", "stages: not known", 0, "exactly when starts is not known"),
    Break("inconsistent", HOME, "gathers: home", "gathers: home\nsplit_into: [types/face]", 0, "for one, list the old address"),
    Break("inconsistent", TYPE, "- id: cream", "- id: sunscreen", 0, 'two choices have the id "sunscreen"'),
    Break("leaflet-part", TYPE, "not_known:\n", CHEEK, 0, '"For the cheek" is no part of a choice of this use'),
    Break("leaflet-part", TYPE, "not_known:\n", CHEEK.replace("id: cheek", "id: a4"), 0, "the name of an edition"),
    Break("leaflet-part", TYPE, "not_known:\n", CHEEK.replace("not_known", "    leaves_out: [Nowhere]\nnot_known"), 0,
          'begins with "Nowhere"'),
    Break("leaflet-part", FACTS_FILE, "  reference: [trial-one]", "  reference: [trial-one]\n  part: cheek", 0,
          "belongs to a fact that counts a harm"),
    Break("leaflet-part", RISK, "  not_known: We found no", "  numbers: [softer-skin]\n  not_known: We found no", HERE, "does not say that it counts a harm"),
    Break("missing-heading", RISK, "## What you can do\n", "", 1, '"## What you can do" is missing'),
    Break("missing-heading", RISK, "## What it is\n", "Before.\n\n## What it is\n", 0, "before the first heading"),
    Break("unknown-heading", RISK, "## What you can do", "## What you can doo", HERE, "What you can doo"),
    Break("heading-order", RISK, "## What you can do\n\nKeep it cool.\n\n## What raises and lowers the chance",
          "## What raises and lowers the chance\n\nKeep it cool.[^trial-one]\n\n## What you can do", HERE, "belongs"),
    Break("heading-anchor", HOME, " {#short-words-first}", "", HERE, "needs its own anchor"),
    Break("heading-anchor", HOME, "{#short-words-first}", "{#questions}", HERE, "a part that every page has"),
    Break("heading-level", RISK, "Keep it cool.", "#### Deep\n\nKeep it cool.", HERE, "deeper than ###"),
    Break("empty-section", RISK, "Keep it cool.\n", "", 33, "no text under"),
    Break("raw-html", RISK, "Keep it cool.", "Keep it <b>cool</b>.", HERE, "HTML is not used"),
    Break("raw-html", RISK, "Keep it cool.", "Keep it <script>alert(1)</script> cool.", HERE, "HTML is not used"),
    Break("raw-html", RISK, "Keep it cool.", "Keep it &#x3c;b cool.", HERE, "HTML is not used"),
    Break("braces", RISK, "Keep it cool.", "Keep it {{ cool }}.", HERE, "curly brackets"),
    Break("markdown-form", RISK, "Keep it cool.", "> Keep it cool.", HERE, "quotations"),
    Break("markdown-form", RISK, "Keep it cool.", "Keep it `cool`.", HERE, "is not used here"),
    Break("markdown-form", RISK, "Keep it cool.", "![cool](cool.png)", HERE, "is not used here"),
    Break("picture-form", "assets/skin.svg", data=b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
          b'<script>alert(1)</script></svg>', line=1, says='"script" is not used'),
    Break("picture-form", "assets/skin.svg", data=b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
          b'<path onclick="alert(1)"/></svg>', line=1, says='"onclick" is not used'),
    Break("picture-form", "assets/skin.svg", data=b'<!DOCTYPE svg [<!ENTITY a "a">]><svg/>', line=1, says="declarations"),
    Break("list-form", RISK, "Keep it cool.", "• Keep it cool.", HERE, "bullet"),
    Break("list-form", RISK, "Keep it cool.", "-Keep it cool.", HERE, "a space is missing"),
    Break("list-form", RISK, "Keep it cool.", "3. Keep it cool.", HERE, "written as 3"),
    Break("list-form", RISK, "Keep it cool.", "- Keep it cool.\n  - Wait.", 0, "a list inside a list"),
    Break("list-form", RISK, "Keep it cool.", "- Keep it cool.\n\n1. Wait.", 0, "two lists of different kinds"),
    Break("list-form", RISK, "Keep it cool.", "- Keep it cool.\nWait.", 0, "belongs to the point above"),
    Break("list-form", RISK, "Keep it cool.", "Keep it at\n2026. Then wait.", 0, "would begin a list"),
    Break("list-form", RISK, "Keep it cool.", "- 4 degrees are cool.", HERE, "is it a minus"),
    Break("markdown-form", RISK, "Keep it cool.", "Keep it cool\\.", HERE, "backslash"),
    Break("merge-mark", RISK, "Keep it cool.", "=======\nKeep it cool.", HERE, "merge that was not finished"),
    Break("control-character", RISK, "title: Bruise", "title:\u00a0Bruise", HERE, "no-break space"),
    Break("yaml-syntax", RISK, "title: Bruise", "title：Bruise", HERE, "fullwidth colon"),
    Break("yaml-syntax", RISK, "title: Bruise", "title: “Bruise”", HERE, "left double quotation mark"),
    Break("front-matter", RISK, "---\ntitle", "—\ntitle", 1, "three hyphens"),
    Break("unknown-picture", RISK, "Keep it cool.", '![A cup](../assets/cupp.svg "A cup")', HERE, "no drawing"),
    Break("unknown-picture", "cards/call-us.md", "who: ", "drawn: cupp\nwho: ", HERE, 'no page shows a drawing "cupp"'),
    Break("link-form", RISK, "Keep it cool.", "Keep it [cool](javascript:alert).", HERE, "cannot be followed"),
    Break("unknown-reference", RISK, "skin.[^trial-one]", "skin.[^trial-won]", HERE, 'no source "trial-won"'),
    Break("unverified-reference", REFERENCES, "design: case-series", "unverified: yes\n  design: case-series", 0,
          "marked unverified", reported="types/face.md"),
    Break("unused-reference", REFERENCES, "- id: series-one", "- id: nobody-cites", HERE, 'no page cites "nobody-cites"'),
    Break("unknown-item", RISK, "Keep it cool.", "Read about [pain](risks/pane).", HERE, 'no item "risks/pane"'),
    Break("unknown-fact", RISK, "Keep it cool.", "Keep it [52 of 100](fact:no-such).[^trial-one]", HERE, 'no fact "no-such"'),
    Break("unknown-fact", RISK, "Keep it cool.", "Keep it [](fact:no-such).[^trial-one]", HERE, 'no fact "no-such"'),
    Break("unknown-fact", RISK, "Keep it cool.", "Keep it [](fact:softer-in-one-trial#others).[^trial-one]", HERE, 'has no "others"'),
    Break("unknown-fact", BENEFIT, "[softer-skin]", "[softer-skinn]", HERE, 'no fact "softer-skinn"'),
    Break("unbound-count", RISK, "Keep it cool.", "It helped 5 of 9 people.[^trial-one]", HERE, '"5 of 9" names no fact'),
    Break("unbound-time", RISK, "Keep it cool.", "Keep it cool for 72 hours.[^trial-one]", HERE, '"72 hours" names no fact'),
    Break("unbound-time", "cards/faint.md", "if: [you cannot breathe]", "if: [you cannot breathe for 2 minutes]", HERE, '"2 minutes" names no fact'),
    Break("unbound-time", "data/terms.yml", "Part of the skin dies.", "Part of the skin dies in 3 days.", HERE, '"3 days" names no fact'),
    Break("unbound-law", "rules/here.md", "A nurse may set cups.[^trial-two]", "Since May 2020 a nurse may set cups.[^trial-two]", HERE, '"May 2020" names no fact'),
    Break("unbound-law", "rules/here.md", "## What this means for you\n\nAsk", "## What this means for you\n\n### The notice of 2019\n\nAsk", 0, "is not what a fact of this page says"),
    Break("unbound-measure", RISK, "Keep it cool.", "It came after 3 sessions.[^trial-one]", HERE, '"3 sessions" names no fact'),
    Break("unbound-measure", RISK, "Keep it cool.", "It was 2.3 mm less.[^trial-one]", HERE, '"2.3 mm" names no fact'),
    Break("unbound-measure", RISK, "Keep it cool.", "Use no cream above 4%, which is 4 of 100 parts.", HERE, '"4%" names no fact'),
    Break("unbound-time", RISK, "Keep it cool.", "Wait for two hours.", HERE, '"two hours" names no fact'),
    Break("unbound-reports", RISK, "Keep it cool.", "Nine cases are known.[^trial-one]", HERE, '"Nine cases" names no fact'),
    Break("unbound-people", RISK, "Keep it cool.", "It was seen in 7 people.[^trial-one]", HERE, '"7 people" names no fact'),
    Break("unbound-people", RISK, "Keep it cool.", "About half of the women had one.[^trial-one]", HERE, '"half of the women" names no fact'),
    Break("unbound-law", RISK, "Keep it cool.", "A court banned it in 2011.[^trial-one]", HERE, '"2011" names no fact'),
    Break("unbound-search", RISK, "Keep it cool.", "We found no study on 3 May 2026.", HERE, '"3 May 2026" names no fact'),
    Break("unbound-time", TYPE, "A new mark needs a doctor first.", "A mark of 4 weeks needs a doctor first.", HERE, '"4 weeks" names no fact'),
    Break("fact-in-page", BENEFIT, "[softer-skin]", f"[softer-skin, {IN_PAGE}]", HERE, "holds no number of its own"),
    Break("unused-fact", FACTS_FILE, "- id: softer-skin", UNUSED + "- id: softer-skin", 1, 'no page shows or says "nobody-says"'),
    Break("duplicate-id", FACTS_FILE, "- id: softer-skin", UNUSED.replace("nobody-says", "softer-skin") + "- id: softer-skin", 7, "used twice"),
    Break("unknown-reference", FACTS_FILE, "[trial-one]", "[trial-won]", HERE, 'no source "trial-won"'),
    Break("unknown-fact", "data/terms.yml", "Part of the skin dies.", "Skin dies in [5 of 9](fact:no-such) people.", HERE, 'no fact "no-such"'),
    Break("fact-source", RISK, "Keep it cool.", "Keep it [52 of 100](fact:softer-skin).[^series-one]", HERE, "rests on none"),
    Break("fact-mismatch", RISK, "Keep it cool.", "Keep it [53 of 100](fact:softer-skin).[^trial-one]", HERE, "is not what the fact"),
    Break("unknown-anchor", HOME, "#what-you-can-do", "#what-you-cannot-do", HERE, "no section"),
    Break("unknown-question", HOME, "[who, what", "[whoo, what", HERE, 'no question "whoo"'),
    Break("unknown-verdict", "substances/water.md", "#water]", "#watter]", HERE, "no verdict"),
    Break("withdrawn-item", RISK, "seriousness:", "status: {reason: It was wrong.}\nseriousness:", 0, "was withdrawn",
          reported="pages/index.md"),
    Break("duplicate-title", RISK, "title: Bruise", "title: Water", HERE, "is also the title of", reported="substances/water.md"),
    Break("duplicate-id", REFERENCES, "- id: trial-two", "- id: trial-one", HERE, "used twice"),
    Break("duplicate-word", "data/terms.yml", "[dermis]", "[necrosis]", 5, "already explained"),
    Break("duplicate-word", "data/terms.yml", "[dermis]", "[Necrosis]", 5, "already explained"),
    Break("idle-phrase", "data/terms.yml", "[dermis]", "[dermis]\n  not_in: [epidermis]", 5, "none of the words"),
    Break("unknown-item", "data/terms.yml", "[dermis]", "[dermis]\n  not_on: [pages/nowhere]", 8, 'no item "pages/nowhere"'),
    Break("alias-collision", RISK, "seriousness:", "aliases: [types/face]\nseriousness:", HERE, "is a page today"),
    Break("missing-comparison", "compare/face.md", "use: types/face", "use: types/skull", HERE, "but its use is"),
    Break("unmet-wish", "compare/face.md", "      - {words: Marks, choices: [cupping]}\n", "", 11, 'no answer says how "cupping" meets'),
    Break("unmet-wish", "compare/face.md", "Nothing, choices: [doing-nothing]", "Nothing, choices: [doing-nothing, cream]", 26,
          '"cream" is named twice'),
    Break("unmet-wish", "compare/face.md", "Marks, choices: [cupping]", "Marks, choices: [cupping, cups]", 11, '"cups" is named twice, or is'),
    Break("inconsistent", TYPE, "    daily: You see marks for some days.\n", "", 0, 'every choice needs daily where one has it; "cupping"'),
    Break("orphan", "pages/about.md", " and [what we keep](pages/privacy)", "", 1, "no page leads here", reported="pages/privacy.md"),
    Break("medical-code", CODES, "Z99ZZ99", "Z99ZZ9", 1, '"Z99ZZ9" is not a code of ATC'),
    Break("medical-code", CODES, "- item: substances/water", f"{CODE}- item: substances/water", 7, "twice (first on line 1)"),
    Break("missing-field", CODES, "  seen: {at: https://example.org/water, date: 2026-01-10}\n", "", 1, "seen"),
    Break("unknown-item", CODES, "substances/water", "substances/watr", HERE, 'there is no item "substances/watr"'),
    Break("unused-question", "data/questions.yml", "- {id: how,", "- {id: why-not,", HERE, 'no page asks "why-not"'),
    Break("uncited-claim", RISK, "A bruise is blood under the skin.[^trial-one]", "A bruise is blood under the skin.", HERE,
          "makes a statement and has no source"),
    Break("uncited-number", RISK, "Keep it cool.", "It helped 5 of 10 people.", HERE, "a number of people and no source"),
    Break("verdict-source", REFERENCES, "  registry: EUCTR2019-000001-01\n", "", 0, "no DOI", reported=BENEFIT),
    Break("harm-source", RISK, "how_often:\n", COUNTED, 0, '"body-one" is neither a label at a regulator'),
    Break("who-source", TYPE, "pregnant.[^body-one]", "pregnant.[^trial-one]", HERE, "no label and no national guideline"),
    Break("who-source", "consultation/prepare.md", "---\n\n## Before you go {#before-you-go}\n\nRead",
          "who_should_not: [before-you-go]\n---\n\n## Before you go {#before-you-go}\n\n- you are ill\n\nRead", 0, "says this: you are ill"),
    Break("law-source", "data/hosts.yml", "kind: national body", "kind: press", 0, '"trial-two" is not the official text',
          reported="rules/here.md"),
    Break("kind-fits-host", "data/hosts.yml", "kind: national body", "kind: press", 0, '"body-one" is called guideline',
          reported=REFERENCES),
    Break("kind-fits-host", REFERENCES, "URL: https://example.org/body-two", "URL: https://elsewhere.example/two", 0,
          'of the kind "other"'),
    Break("kind-fits-host", REFERENCES, THREE, THREE.replace("example.org", "copies.example").replace("10}", "10, form: copy}"), 0,
          "its URL is that of the copy"),
    Break("carries-nothing", REFERENCES, "URL: https://example.org/body-one", "URL: https://a.shop.example/one", 0,
          '"body-one" has its URL at *.shop.example'),
    Break("inconsistent", REFERENCES, "  URL: https://example.org/two\n", "", 0, "or it was seen as a copy"),
    Break("missing-field", REFERENCES, "  issued: 2021\n", "", 0, '"issued" is missing'),
    Break("missing-field", REFERENCES, "  author:\n    - {family: Roe, given: R}\n", "", 0, '"author" is missing'),
    Break("duplicate-id", "data/hosts.yml", '"*.shop.example"', "example.org", 0, "used twice"),
    Break("withdrawn-source", "data/source_health.yml", data=WITHDRAWN, line=0, says='"trial-one" was withdrawn',
          reported=BENEFIT),
    Break("idle-exception", "data/exceptions.yml", data=EXEMPT, line=1, says='"trial-one" does not break the rule'),
    Break("absence", RISK, "Keep it cool.", "Nobody has ever counted this.", HERE, '"Nobody has ever counted" says more'),
    Break("absence", RISK, "Keep it cool.", "How often it comes was never measured.", HERE, '"was never measured"'),
    Break("absence", RISK, "Keep it cool.", "- No trials have compared them.", HERE, '"No trials have"'),
    Break("absence", "data/terms.yml", "definition: ", "definition: No one knows why. ", 0, '"No one knows"'),
    Break("study-people", BENEFIT, "people: 120", "people: 210", HERE, '"people" is 210, and the source trial-one has 120'),
    Break("study-people", TYPE, "trial-one, people: 120", "trial-one, people: 12", HERE, '"people" is 12'),
    Break("ceiling", BENEFIT, "certainty: low", "certainty: moderate", HERE, 'its 1 study allows'),
    Break("verdict-mismatch", TYPE, "certainty: low\n    direction: helps", "certainty: low\n    direction: harms", HERE,
          "the verdict"),
    Break("verb-follows-word", BENEFIT, "summary: It may make", "summary: It does make", HERE, "how sure this is"),
    Break("verb-follows-word", TYPE, "It may help a little", "It probably helps a little", HERE, "is surer than"),
    Break("reading-grade", "rules/here.md", "Ask the health office.",
          "Administrative organisations occasionally communicate individual recommendations electronically. " * 3, 1,
          "reads at grade"),
    Break("plain-summary", RISK, "A bruise is blood under the skin. It fades.",
          "Haematological discolouration represents subcutaneous accumulation.", HERE, "the summary reads at grade"),
    Break("long-sentence", RISK, "Keep it cool.", LONG, HERE, "27 words"),
    Break("many-long-sentences", RISK, "Keep it cool.\n", MIDDLE + "\n" + MIDDLE, HERE, "more than 20 words"),
    Break("long-paragraph", RISK, "Keep it cool.", "Keep it cool. Wait. Rest. Sleep.", HERE, "4 sentences"),
    Break("long-list", RISK, "Keep it cool.", "- one\n" * 8, HERE, "8 points"),
    Break("heading-case", HOME, "## Short words first", "## Short Words First Please", HERE, "only the first word"),
    Break("heading-question", HOME, "## Short words first", "## Is it short?", HERE, "a heading is a statement"),
    Break("banned-word", RISK, "Keep it cool.", "It is a miracle.", HERE, '"miracle" is not used'),
    Break("banned-word", RISK, "Keep it cool.", "Do not press, it isn't wise.", HERE, '"isn\'t" is not used'),
    Break("short-word", RISK, "Keep it cool.", "It comes after a shot.", HERE, '"shot" is short but not plain'),
    Break("short-word", RISK, "Keep it cool.", "| Pricks | Do |\n|---|---|\n| Red | Wait |", HERE, '"Pricks" is short'),
    Break("short-word", "data/terms.yml", "definition: ", "definition: A prick. ", 0, '"prick" is short'),
    Break("short-word", RISK, "Keep it cool.", "Note the girth of the arm.", HERE, '"girth" is short'),
    Break("short-word", RISK, "Keep it cool.", "It hangs on the depth.", HERE, '"hangs on" is short'),
    Break("short-word", RISK, "Keep it cool.", "Some people told of pain.", HERE, '"told of" is short'),
    Break("short-word", RISK, "Keep it cool.", "It was set against a cream.", HERE, '"set against" is short'),
    Break("short-word", RISK, "Keep it cool.", "The mix holds a medicine.", HERE, '"holds a medicine" is short'),
    Break("bare-percentage", RISK, "Keep it cool.", "It fades in 90% of people.", HERE, "a percentage stands alone"),
    Break("frequency-adjective", RISK, "Keep it cool.", "It is rare.", HERE, "without a number"),
    Break("number-form", RISK, "Keep it cool.", "It needs 1500 steps.", HERE, '"1500" is hard to read'),
    Break("number-form", RISK, "Keep it cool.", "It takes 3-5 days.", HERE, "can be read in two ways"),
    Break("bare-source", RISK, "Keep it cool.", "It fades (PMID: 12345678).", HERE, '"PMID: 12345678" is no source'),
    Break("bare-source", RISK, "Keep it cool.", "It fades, PMCID PMC1234567 says.", HERE, "no source"),
    Break("bare-source", RISK, "Keep it cool.", "It fades (doi: 10.1000/182).", HERE, "no source"),
    Break("mixed-numbers", RISK, "Keep it cool.", "It helped 5 of 10, or 1 in 2.[^trial-one]", HERE, "two forms of number"),
    Break("table-form", RISK, "Keep it cool.", "| Sign | Do |\n|---|---|\n| Red | Wait | More |", HERE, "more or fewer cells"),
    Break("table-form", RISK, "Keep it cool.", "| Sign | |\n|---|---|\n| Red | Wait |", HERE, "has no heading"),
    Break("table-form", RISK, "Keep it cool.", "| a | b | c | d | e |\n|---|---|---|---|---|\n| 1 | 2 | 3 | 4 | 5 |", HERE, "5 columns"),
    Break("table-form", RISK, "Keep it cool.", f"| Sign | Do |\n|---|---|\n| Red | {'go ' * 31}|", HERE, "more than 30 words"),
    Break("vague-link", RISK, "Keep it cool.", "Keep it [here](types/face).", HERE, "do not say enough"),
    Break("long-section", RISK, "Keep it cool.", "Keep it cool.\n\n" * 70, 35, "210 words without a heading"),
    Break("unexplained-word", RISK, "Keep it cool.", "It may be bursitis.", HERE, '"bursitis" is not in the glossary'),
    Break("no-you", "substances/water.md", "Ask if you can see the bottle", "See the bottle", 1, "speaks to the reader"),
    Break("few-related", RISK, "related: [types/face, ", "related: [", HERE, "2 related pages"),
    Break("few-related", TYPE, "more_help: [trial-one]\n", "", 1, "no help outside this guide"),
    Break("card-text", "consultation/prepare.md", "Read this page.", "**Emergency:** get help.", HERE, "of its own"),
    Break("card-text", "consultation/prepare.md", "Read this page.", "Call your local emergency number now.", HERE, "stands on the card"),
    Break("card-length", "cards/faint.md", "[Sit up.]", "[Sit up and stay up and do not go up and down in the room or on the way to the door., Wait there for the car that will take you away and do not go down to meet it., Hold the hand of the one who sits with you and ask them to tell you what they see., Look at the door.]", 1, "the limit is 90"),
    Break("card-sources", "cards/faint.md", "[body-one, body-two]", "[body-one]", HERE, "2 national bodies"),
    Break("card-order", "consultation/prepare.md", "[cards/faint]", "[cards/call-us, cards/faint]", HERE, "more urgent"),
    Break("card-left-out", "consultation/when-to-get-help.md", "care_cards: [cards/faint, cards/call-us]", "care_cards: [cards/faint]", HERE, "shows every sign"),
    Break("card-former", "cards/faint.md", "who: An", "formerly: [call-us]\nwho: An", HERE, "already the name"),
    Break("inconsistent", "consultation/prepare.md", "[cards/faint]", "[{id: faint, urgency: emergency, action: Go., if: [you faint]}]", HERE, "no card of its own"),
    Break("care-card-link", "cards/faint.md", "[you cannot breathe]", '["you cannot breathe, see [this part](risks/bruise)"]',
          0, "has a link"),
    Break("too-few", TYPE, "    - Ask what was found.\n", "", 0, "messages"),
    Break("too-few", TYPE, "    - Ask what was found.\n", "    - Ask what was found.\n    - Ask again.\n", 0, "messages"),
    Break("too-few", TYPE, "matter_most: [who, what, when, where]", "matter_most: [who, what, when]", HERE, "matter_most"),
    Break("inconsistent", TYPE, "matter_most: [who, what, when, where]", "matter_most: [who, who, when, where]", 0, "four different ones"),
    Break("inconsistent", TYPE, "{what: Softer skin, verdicts: [", "{what: Softer skin, verdicts: [benefits/moisture#water, ", 0, "exactly one row"),
    Break("short-part", TYPE, "lasts: It may last for a few weeks.", f"lasts: {'It may last for a few weeks. ' * 20}", 0, "the limit is 150"),
    Break("short-part", TYPE, "- You can do nothing.", "- It helps 9 of 10 people after 2 weeks.", HERE, '"9" is bound to no record'),
    Break("short-part", TYPE, "what: A warm cup", "what: A warm cup 40 times", HERE, '"40" is bound to no record'),
    Break("short-part", BENEFIT, "claim: The skin holds more water.", f"claim: {'The skin holds more water. ' * 30}", 0, "the limit is 150"),
    Break("short-part", BENEFIT, "in_short: Softer skin, with water", "in_short: Softer skin in 8 of 10 people", HERE, '"8" is bound to no record'),
    Break("short-part", RISK, "in_short: You see a blue or dark mark.", "in_short: You see 3 dark marks.", HERE, '"3" is bound to no record'),
    Break("short-part", "substances/water.md", "what: Water fills the skin, some say.", "what: Water fills 4 of 5 cups.", HERE, '"4" is bound to no record'),
    Break("short-part", "consultation/prepare.md", "- You can say no.", f"- You can say no. {'You can ask for a copy of all that you sign. ' * 15}", 0, "the limit is 150"),
    Break("short-part", "consultation/when-to-get-help.md", "- Do not wait.", f"- Do not wait. {'You can ask for help at any time of day. ' * 9}", 0, "the limit is 100"),
    Break("too-few", "consultation/prepare.md", "  - You can say no.\n", "", 0, "in_short"),
    Break("inconsistent", RISK, "in_short: You see a blue or dark mark.\n", "", 0, "in_short is missing"),
    Break("inconsistent", RISK, "seriousness: passing", "seriousness: emergency", 0, "an emergency has no in_short"),
    Break("short-card", "cards/call-us.md", "urgency: clinic", "urgency: self-care", 17, "leads to no card", reported="risks/scar.md"),
    Break("middle-part", TYPE, "It pulls.\n", "It pulls at your skin.\n\n" * 150, 0, "the limit is 800"),
    Break("missing-harm", TYPE, "risks: [risks/bruise, risks/scar]", "risks: [risks/bruise]", 0, '"risks/scar" can last'),
    Break("unbalanced", TYPE, "harms: You may get a bruise.", "harms: Bruises.", 0, "on what can go wrong"),
)  # fmt: skip


def small_site() -> dict[str, bytes]:
    """The small site, fresh."""
    return read_folder(SMALL)


def changed(change: Break) -> dict[str, bytes]:
    """The small site with one change."""
    files = small_site()
    if change.data is not None:
        files[change.file] = change.data
    else:
        text = files[change.file].decode()
        assert change.old in text, f"the fixture no longer fits: {change.old!r} is not in {change.file}"
        files[change.file] = text.replace(change.old, change.new, 1).encode()
    return files


def broken(change: Break) -> list[Problem]:
    """The problems of the small site after one change."""
    return list(check(changed(change)).problems)


SLIPS = {
    "a misspelt field": (rb"(?m)^next_review:", b"next_reveiw:"),
    "a missing field": (rb"(?m)^checked: .*\n", b""),
    "a wrong value": (rb"(?m)^published: .*$", b"published: soon"),
    "a wrong kind of value": (rb"(?m)^(summary|action): .*$", rb"\1: [one, two]"),
}
"""Other mistakes in the front matter of the same file."""
SAME_FIELD = {
    ("a misspelt field", "far-review"),
    ("a missing field", "inconsistent"),
    ("a wrong kind of value", "plain-summary"),
    ("a wrong kind of value", "verb-follows-word"),
}
WHOLE = {"orphan", "missing-comparison", "unmet-wish", "reading-grade", "many-long-sentences"}
"""Rules on all links of the site, or on all words of a page: with some of them unread, they would blame falsely."""


def line_of(change: Break) -> int:
    """The line on which the problem is expected."""
    if change.line != HERE:
        return change.line
    text = small_site()[change.file].decode()
    return text[: text.index(change.old)].count("\n") + 1


def test_the_small_site_is_in_order() -> None:
    assert check(small_site()).problems == ()


@pytest.mark.parametrize("change", BREAKS, ids=[f"{n}-{b.rule}" for n, b in enumerate(BREAKS)])
def test_the_break_is_told(change: Break) -> None:
    problems = broken(change)
    path = f"content_src/{change.reported or change.file}"
    found = [p for p in problems if p.rule == change.rule and p.path == path and change.says in p.message]
    assert found, [f"{p.path}:{p.line}: {p.rule}: {p.message}" for p in problems]
    if change.line:
        assert line_of(change) in [p.line for p in found]


IN_PAGES = [change for change in BREAKS if change.data is None and change.file.endswith(".md")]


@pytest.mark.slow
@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize("change", IN_PAGES, ids=[f"{n}-{b.rule}" for n, b in enumerate(IN_PAGES)])
def test_the_break_is_told_beside_another_mistake(change: Break, slip: str) -> None:
    """So mending the first problem of a file never uncovers the next."""
    files = small_site()
    text = files[change.file].decode().replace(change.old, change.new, 1).encode()
    files[change.file], slips = re.subn(SLIPS[slip][0], SLIPS[slip][1], text, count=1)
    if not slips or (slip, change.rule) in SAME_FIELD:
        pytest.skip("the break is in the same field")
    if slip == "a wrong kind of value" and change.rule in WHOLE:
        pytest.skip("what was written there may be what the rule misses")
    found = check(files).problems
    assert [p for p in found if p.rule == change.rule and change.says in p.message], [
        f"{p.path}:{p.line}: {p.rule}: {p.message}" for p in found
    ]


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize("file", [name for name in read_folder(SMALL) if name.endswith(".md")])
def test_a_mistake_is_told_alone(file: str, slip: str) -> None:
    """What stands in for a wrong value is never blamed."""
    files = small_site()
    files[file], slips = re.subn(SLIPS[slip][0], SLIPS[slip][1], files[file], count=1)
    assert slips == 1
    found = check(files).problems
    names = {"next_review", "next_reveiw", "checked", "published", "summary", "action"}
    assert found
    assert {p.path for p in found} == {f"content_src/{file}"}
    assert all(any(f'"{name}"' in p.message for name in names) for p in found), [p.message for p in found]


def test_a_mistake_in_a_source_is_told_once() -> None:
    """Not again by every page that cites it."""
    files = small_site()
    files[REFERENCES] = re.sub(rb"(?m)^  title:", b"  name:", files[REFERENCES], count=1)
    assert {(p.path, p.rule) for p in check(files).problems} == {
        (f"content_src/{REFERENCES}", "missing-field"),
        (f"content_src/{REFERENCES}", "unknown-field"),
    }


AT_THE_END = {
    "data/questions.yml": """
- id: more
  question: Can you tell me more?
  why: You may utilise it.
  good_answer: Read about it on [this page](types/fase).
  topic: nowhere
""",
    "data/terms.yml": """
- id: deep-skin
  plain: deep skin
  medical: [hypodermis]
  definition: The part below, after 9 sessions.[^trial-nine]
  see: risk/bruise
""",
    FACTS_FILE: """
- id: last
  outcome: Dry skin
  by: after 10 days
  who: Adults with 3-5 marks.
  with: {what: cups, count: 1, of: 9}
  reference: [trial-nine]
""",
}


@pytest.mark.parametrize(
    ("name", "rule", "says"),
    [
        ("data/questions.yml", "banned-word", "utilise"),
        ("data/questions.yml", "unknown-item", "types/fase"),
        ("data/questions.yml", "wrong-choice", "nowhere"),
        ("data/terms.yml", "unbound-measure", "9 sessions"),
        ("data/terms.yml", "unknown-reference", "trial-nine"),
        ("data/terms.yml", "unknown-item", "risk/bruise"),
        (FACTS_FILE, "unknown-reference", "trial-nine"),
    ],
)
def test_what_is_wrong_with_a_record_is_told_on_the_line_of_its_field(name: str, rule: str, says: str) -> None:
    """A file of records is long: the line on which the record begins is not enough."""
    files = small_site()
    files[name] += AT_THE_END[name].encode()
    rows = files[name].decode().split("\n")
    (found,) = [p for p in check(files).problems if p.rule == rule and says in p.message]
    assert says in rows[found.line - 1]


def test_a_source_whose_id_is_used_twice_is_told_once() -> None:
    """Whatever leans on the one of the two is not blamed, and no record is called needless."""
    files = small_site()
    files[RISK] = files[RISK].replace(b"Keep it cool.", b"It was studied in 120 people.[^trial-one]")
    files[REFERENCES] = files[REFERENCES].replace(b"  registry: EUCTR2019-000001-01\n", b"")
    files["data/exceptions.yml"] = EXEMPT
    assert check(files).problems == ()
    other = files[REFERENCES].split(b"\n\n")[0].replace(b"people: 120", b"people: 9\n  PMID: 31189220")
    files[REFERENCES] += b"\n" + other + b"\n"
    assert {(p.path, p.rule) for p in check(files).problems} == {(f"content_src/{REFERENCES}", "duplicate-id")}


def test_nothing_is_called_unused_while_a_heading_has_another_name() -> None:
    files = small_site()
    files["data/references.yml"] += b"\n- id: trial-three\n" + files[REFERENCES].split(b"\n\n")[0].split(b"\n", 1)[1]
    cited = b"Keep it cool.[^trial-three] It was [31 of 60](fact:said-here).[^trial-one]"
    files[RISK] = files[RISK].replace(b"Keep it cool.", cited)
    files[FACTS_FILE] += UNUSED.replace("nobody-says", "said-here").replace("60, of: 100", "31, of: 60").encode()
    assert check(files).problems == ()
    files[RISK] = files[RISK].replace(b"## What you can do", b"## What you may do")
    assert {p.rule for p in check(files).problems} == {"unknown-heading", "missing-heading"}


def test_the_number_of_people_of_a_source_that_cannot_be_read_is_not_missed() -> None:
    """A citation pasted as one line under a new id is told on its line, and not on each page that says a number."""
    files = small_site()
    files[RISK] = files[RISK].replace(b"Keep it cool.", b"It was studied in 120 people.[^trial-one]")
    assert check(files).problems == ()
    files[REFERENCES] = (
        b"- id: new\n  Smith J, Doe A. Water for skin: a small trial. J Tests. 2024; PMID: 38180000; PMCID: PMC1.\n\n"
        + files[REFERENCES]
    )
    assert {(p.path, p.rule, p.line) for p in check(files).problems} == {
        (f"content_src/{REFERENCES}", "yaml-syntax", 2)
    }


def test_a_review_may_be_cited_for_some_of_its_people() -> None:
    files = small_site()
    files[BENEFIT] = files[BENEFIT].replace(b"trial-one, people: 120", b"trial-one, people: 60")
    assert {p.rule for p in check(files).problems} == {"study-people"}
    files[REFERENCES] = files[REFERENCES].replace(b"design: rct", b"design: systematic-review", 1)
    assert "study-people" not in {p.rule for p in check(files).problems}


@pytest.mark.slow
def test_what_is_remembered_of_files_changes_no_problem() -> None:
    """One memory for all breaks, read twice, and damaged: each time the problems are those of a check without one."""
    memory: dict[str, bytes] = {}
    objects = Objects()
    for change in BREAKS:
        files = changed(change)
        wanted = whole_check(files).problems
        for kept in (memory, memory, objects, objects):
            assert check(files, memory=kept).problems == wanted, change
    for key in memory:
        memory[key] = memory[key][:-7]
    assert check(small_site(), memory=memory).problems == ()


def test_what_people_search_for_may_be_short() -> None:
    """Titles and other names of pages and words keep the words of those who look for them."""
    files = small_site()
    files[RISK] = re.sub(
        rb"(?m)^title: .*$", b"title: Bruise after shots\nalso_called: [shots, prick]", files[RISK], count=1
    )
    files["data/terms.yml"] = re.sub(
        rb"(?m)^  plain: .*$", b"  plain: prick\n  also_called: [shot]", files["data/terms.yml"], count=1
    )
    assert check(files).problems == ()


def test_the_middle_page_must_read_easily() -> None:
    """The rule on the site's median needs a whole site that reads hard, so it has a test of its own."""
    files = small_site()
    hard = b"Administrative organisations occasionally communicate individual recommendations electronically.\n\n"
    for name in files:
        if name.endswith(".md"):
            files[name] += b"\n" + hard * 6
    assert "site-reading-grade" in {p.rule for p in check(files).problems}


def test_every_rule_has_a_break() -> None:
    # The rules on addresses and releases are about other files than content; tests/ledger/test_releases.py breaks them.
    # A page made from a template, in tests/rules/test_notes.py, breaks the rule on the template's words.
    # What lies ahead needs a day to be told: tests/content/test_places.py gives one.
    elsewhere = {"future-date", "ledger", "promise-form", "promise-removed", "promise-broken", "template-words"}
    # Translations are files of their own: tests/content/test_translations.py breaks each of their rules.
    elsewhere |= {rule for rule in RULES if rule.startswith("translation-")}
    # Whether a leaflet has room is found out by drawing it, in tests/outputs/test_leaflets.py.
    elsewhere.add("leaflet-room")
    covered = {change.rule for change in BREAKS} | {"site-reading-grade"} | elsewhere
    assert set(RULES) - covered == set()


def test_every_item_of_the_instruments_names_rules_that_exist() -> None:
    """So each item that a computer can judge is enforced by rules, and each rule has a break above."""
    for item, (asks, rules) in ITEMS.items():
        assert rules, item
        assert asks, item
        assert set(rules) <= set(RULES), item
    named = {rule for _, rules in ITEMS.values() for rule in rules}
    own = {"number-form", "mixed-numbers", "table-form", "vague-link", "long-section", "unexplained-word", "no-you"}
    assert own | {"few-related", "care-card-link", "unbalanced"} <= named


def test_problems_come_all_at_once_and_sorted() -> None:
    files = small_site()
    files[RISK] = files[RISK].replace(b"passing", b"sometimes").replace(b"2027-01-10", b"soon")
    files[TYPE] = files[TYPE].replace(b"group: aesthetic", b"grup: aesthetic")
    problems = check(files).problems
    assert list(problems) == sorted(problems)
    assert {p.path for p in problems} >= {f"content_src/{RISK}", f"content_src/{TYPE}"}
    assert {"wrong-choice", "impossible-date", "unknown-field", "missing-field"} <= {p.rule for p in problems}


def test_nobody_is_blamed_for_linking_to_a_broken_file() -> None:
    files = small_site()
    files[BENEFIT] = files[BENEFIT].replace(b"claim: ", b"claims: ")
    assert {p.path for p in check(files).problems} == {f"content_src/{BENEFIT}"}
