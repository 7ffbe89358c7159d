"""Bad files, each one change to the small site of ``tests/small_site``, and what the builder says of it.

``BAD`` are refused: ``rule`` is the rule that tells. ``ODD`` look dangerous and are only text: they must build,
and ``tests/content/test_hostile.py`` puts them all into a copy of the real content to show that nothing of them runs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

RISK = "risks/bruise.md"
TYPE = "types/face.md"
BENEFIT = "benefits/moisture.md"
FACTS = "facts/moisture.yml"
HOME = "pages/index.md"
REFERENCES = "data/references.yml"
TERMS = "data/terms.yml"
QUESTIONS = "data/questions.yml"
TEXT = "Keep it cool."
TITLE = "title: Bruise"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">%s</svg>'


@dataclass(frozen=True)
class Bad:
    """In ``file``, ``old`` becomes ``new``, or the file becomes ``data``. ``rule`` tells of it."""

    name: str
    rule: str
    file: str
    old: str = ""
    new: str = ""
    data: bytes | None = None


def text(name: str, rule: str, new: str) -> Bad:
    """A change of the words under "What you can do"."""
    return Bad(name, rule, RISK, TEXT, new)


def title(name: str, rule: str, new: str) -> Bad:
    """A change of the line that has the title, in the front matter."""
    return Bad(name, rule, RISK, TITLE, new)


def field(name: str, rule: str, old: str, new: str, file: str = RISK) -> Bad:
    """A change of some field."""
    return Bad(name, rule, file, old, new)


def data(name: str, rule: str, content: bytes, file: str = RISK) -> Bad:
    """A whole file."""
    return Bad(name, rule, file, data=content)


def drawing(name: str, inside: bytes) -> Bad:
    """A drawing with something in it that may not be there."""
    return data(name, "picture-form", SVG % inside, "assets/skin.svg")


BOMB = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefghij", "bcdefghijk", strict=True)
)
LAUGHS = (
    b'<!DOCTYPE svg [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><svg>&j;</svg>"
)

BAD = (
    # --- bytes
    data("NUL", "control-character", b"---\ntitle: a\x00b\n---\n"),
    data("only NUL", "control-character", b"\x00" * 9),
    data("UTF-16", "encoding", "---\ntitle: Bruise\n---\n".encode("utf-16")),
    data("UTF-32", "encoding", "---\ntitle: Bruise\n---\n".encode("utf-32")),
    data("latin-1", "encoding", "---\ntitle: café\n---\n".encode("latin-1")),
    data("a surrogate in UTF-8", "encoding", b"---\ntitle: \xed\xa0\x80\n---\n"),
    data("an overlong slash", "encoding", b"---\ntitle: ..\xc0\xaf..\n---\n"),
    data("a picture that says it is text", "encoding", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
    data("a file of lines", "empty-file", b"\n" * 100_000),
    data("a huge file", "too-large", b"---\ntitle: " + b"x" * 10_000_000),
    data("a huge data file", "too-large", b"- id: " + b"x" * 10_000_000, TERMS),
    data("a line of 1 MB", "too-large", b"---\ntitle: x\n---\n" + b"word " * 200_000),
    text("a line of 150,000 letters", "long-sentence", "word " * 30_000 + "."),
    text("a word of 150,000 letters", "long-paragraph", "a" * 150_000 + ". Wait." * 9),
    text("5,000 headings", "unknown-heading", "## Head\n\ntext\n\n" * 5_000),
    text("5,000 subheadings", "heading-level", "####\n\n" * 5_000),
    text("5,000 problems in one file", "raw-html", "<b>\n\n" * 5_000),
    # --- YAML
    title("YAML nested deep", "too-deep", "title: " + "[" * 20_000),
    title("YAML mappings nested deep", "too-deep", "title: " + "{a: " * 20_000),
    data("YAML blocks nested deep", "too-deep", ("---\n" + "".join(f"{' ' * n}a:\n" for n in range(300)) + "---\n").encode()),
    title("an alias bomb", "yaml-feature", BOMB + TITLE),
    data("an alias bomb in a data file", "yaml-feature", BOMB.encode(), TERMS),
    title("an alias to itself", "yaml-feature", "title: &a [*a]"),
    title("an alias to nothing", "yaml-feature", "title: *nobody"),
    title("a merge key", "yaml-feature", "<<: {title: Bruise}"),
    title("a Python tag", "yaml-feature", 'title: !!python/object/apply:os.system ["true"]'),
    title("a tag of its own", "yaml-feature", "title: !include /etc/passwd"),
    title("a binary tag", "yaml-feature", "title: !!binary aGk="),
    title("a directive", "yaml-syntax", "%YAML 9.9\ntitle: Bruise"),
    title("a tab before a field", "yaml-syntax", "\ttitle: Bruise"),
    title("an unclosed quote", "yaml-syntax", 'title: "Bruise'),
    title("an unclosed single quote", "yaml-syntax", "title: 'Bruise"),
    title("an unclosed bracket", "yaml-syntax", "also_called: [a, b\ntitle: Bruise"),
    title("a colon in a title", "yaml-syntax", "title: Bruise: the facts"),
    title("a field twice", "duplicate-key", "title: Bruise\ntitle: Other"),
    title("a list as a key", "yaml-syntax", "? [a, b]\n: c\ntitle: Bruise"),
    title("no key", "yaml-syntax", ": nothing\ntitle: Bruise"),
    title("an escape for NUL", "control-character", 'title: "a\\0b"'),
    title("an escape for a new line in a title", "control-character", 'title: "Bruise\\nstatus: withdrawn"'),
    title("an escape for right-to-left", "control-character", 'title: "Bruise \\u202Eexe.fdp"'),
    title("an escape for half a character", "yaml-syntax", 'title: "Bruise \\ud800"'),
    title("an escape that is none", "yaml-syntax", 'title: "Bruise \\x"'),
    data("front matter without an end", "front-matter", b"---\ntitle: Bruise\n"),
    data("no front matter", "front-matter", b"# Bruise\n"),
    data("front matter that is a list", "front-matter", b"---\n- a\n- b\n---\n"),
    data("front matter that is a text", "front-matter", b"---\nonly words\n---\n"),
    data("front matter that is empty", "missing-field", b"---\n---\n"),
    data("a data file that is a text", "wrong-type", b"only words\n", TERMS),
    data("a data file of fields", "wrong-type", b"id: a\n", TERMS),
    data("a data file of numbers", "wrong-type", b"- 1\n- 2\n", TERMS),
    data("several documents in a data file", "yaml-syntax", b"- {id: a}\n---\n- {id: b}\n", TERMS),
    data("an ended document in the front matter", "yaml-syntax", b"---\ntitle: a\n...\nsummary: b\n---\n"),
    data("a data file of a comment", "empty-file", b"# nothing\n", TERMS),
    data("site.yml that is a list", "wrong-type", b"- a\n", "site.yml"),
    # --- kinds of value
    field("a list for a text", "wrong-type", TITLE, "title: [a]"),
    field("fields for a text", "wrong-type", TITLE, "title: {a: b}"),
    field("a text for a list", "wrong-type", "related: [types/face, consultation/prepare, pages/glossary]", "related: types/face"),
    field("fields for a list", "wrong-type", "stages: [first hour]", "stages: {a: b}"),
    field("a text for fields", "wrong-type", "can_happen: {answer: yes, why: It was seen in a trial., reference: [trial-one]}", "can_happen: yes"),
    field("a list for fields", "wrong-type", "lasts: {not_known: We found no time., why: no measurement}", "lasts: [a]"),
    field("a list of lists", "wrong-type", "related: [", "related: [[a], "),
    field("an empty text", "missing-field", TITLE, 'title: ""'),
    field("a text of spaces", "missing-field", TITLE, 'title: "   "'),
    field("a word for a number", "wrong-type", "count: 52", "count: many", FACTS),
    field("a number with a point", "wrong-type", "count: 52", "count: 52.5", FACTS),
    field("not a number", "wrong-type", "count: 52", "count: .nan", FACTS),
    field("a negative count", "wrong-type", "count: 52", "count: -1", FACTS),
    field("a list for the id of a fact", "wrong-type", "- id: softer-skin", "- id: [softer-skin]", FACTS),
    field("of nobody", "wrong-type", "of: 100, people: 120", "of: 0, people: 120", FACTS),
    field("more than everybody", "inconsistent", "count: 52, of: 100", "count: 152, of: 100", FACTS),
    field("a number of 5,000 digits", "wrong-type", "count: 52", f"count: {'9' * 5_000}", FACTS),
    field("a number with an exponent", "wrong-type", "of: 100, people: 120", "of: 1e400, people: 120", FACTS),
    field("digits of another script", "wrong-type", "count: 52", "count: ٥٢", FACTS),
    field("the 30th of February", "impossible-date", "checked: 2026-01-10", "checked: 2026-02-30"),
    field("a date in the year 0", "impossible-date", "checked: 2026-01-10", "checked: 0000-01-10"),
    field("a date after the year 9999", "impossible-date", "checked: 2026-01-10", "checked: 99999-01-10"),
    field("a date with a time", "impossible-date", "checked: 2026-01-10", "checked: 2026-01-10T12:00:00Z"),
    field("a date as seconds", "impossible-date", "checked: 2026-01-10", "checked: 1767999600"),
    # --- paths
    field("an alias that leaves the site", "wrong-type", "seriousness:", "aliases: [../../etc/passwd]\nseriousness:"),
    field("an absolute alias", "wrong-type", "seriousness:", "aliases: [/etc/passwd]\nseriousness:"),
    field("an alias with a backslash", "wrong-type", "seriousness:", "aliases: ['..\\..\\etc']\nseriousness:"),
    field("an alias with percent signs", "wrong-type", "seriousness:", "aliases: ['%2e%2e/etc']\nseriousness:"),
    field("an alias with a line end", "control-character", "seriousness:", 'aliases: ["old/way\\n"]\nseriousness:'),
    field("an alias of 5,000 letters", "too-long", "seriousness:", f"aliases: [old/{'a' * 5_000}]\nseriousness:"),
    field("an alias that is a part of the site", "alias-collision", "seriousness:", "aliases: [assets/site]\nseriousness:"),
    field("an alias at the pages of versions", "alias-collision", "seriousness:", "aliases: [versions/12345678]\nseriousness:"),
    field("an alias twice in one file", "alias-collision", "seriousness:", "aliases: [old/way, old/way]\nseriousness:"),
    field("an alias at one place in two ways", "alias-collision", "seriousness:", "aliases: [moved, moved/index]\nseriousness:"),
    field("an alias that is the front page", "alias-collision", "seriousness:", "aliases: [index]\nseriousness:"),
    field("a related page that leaves the site", "unknown-item", "related: [types/face", "related: [../../etc/passwd"),
    field("a use that leaves the site", "unknown-item", "use: types/face", "use: types/../../etc", "compare/face.md"),
    text("a picture that leaves the site", "markdown-form", '![a](../assets/../../etc/passwd.svg "a")'),
    text("a picture from elsewhere", "markdown-form", '![a](https://evil.example/a.svg "a")'),
    text("a link that leaves the site", "link-form", "Read [about this](../../../etc/passwd)."),
    text("a link with percent signs", "link-form", "Read [about this](risks/%2e%2e/passwd)."),
    data("a space in a file name", "file-name", b"---\n---\n", "risks/a b.md"),
    data("upper case in a file name", "file-name", b"---\n---\n", "risks/A.md"),
    data("other letters in a file name", "file-name", b"---\n---\n", "risks/\u0430.md"),
    data("a line end in a file name", "file-name", b"---\n---\n", "risks/a.md\n"),
    data("a line end before the ending", "file-name", b"---\n---\n", "risks/a\n.md"),
    data("HTML in a file name", "file-name", b"---\n---\n", "risks/<img src=x onerror=alert(1)>.md"),
    data("a long file name", "file-name", b"---\n---\n", f"risks/{'a' * 240}.md"),
    data("a folder that is not one of ours", "file-name", b"---\n---\n", "secrets/a.md"),
    data("a folder named like a file", "file-name", b"---\n---\n", "risks/a.md/b.md"),
    # --- characters that hide
    text("a Cyrillic letter in a word", "mixed-script", "Keep it c\u043e\u043el."),
    title("a Greek letter in a title", "mixed-script", "title: Bruis\u03b5"),
    text("a right-to-left override", "control-character", "Keep it \u202elooc."),
    text("a right-to-left isolate", "control-character", "Keep it \u2067cool\u2069."),
    text("a zero-width space", "control-character", "Keep it co\u200bol."),
    text("a zero-width joiner", "control-character", "Keep it co\u200dol."),
    text("an invisible tag letter", "control-character", "Keep it cool\U000e0041."),
    text("a variation selector", "control-character", "Keep it cool\ufe0f."),
    text("a Hangul filler", "control-character", "Keep it \u3164cool."),
    text("a line separator", "control-character", "Keep it cool.\u2028Wait."),
    text("a next-line character", "control-character", "Keep it cool.\x85Wait."),
    text("stacked accents", "control-character", "Keep it co" + "\u0335" * 50 + "ol."),
    # --- templates, HTML, scripts
    text("a template", "braces", "Keep it {{ 7*7 }}."),
    text("a template's include", "braces", "Keep it {% include '/etc/passwd' %}."),
    text("a template's comment", "braces", "Keep it {# cool #}."),
    text("an attribute list", "braces", "Keep it cool.{: onclick=alert(1) }"),
    text("an attribute list on a heading", "braces", "### Cool { onclick=alert(1) }\n\nKeep."),
    text("bold tags", "raw-html", "Keep it <b>cool</b>."),
    text("a script", "raw-html", "<script>alert(1)</script>"),
    text("a script over two lines", "raw-html", "<script\n>alert(1)</script\n>"),
    text("a picture with a handler", "raw-html", "<img src=x onerror=alert(1)>"),
    text("Markdown inside HTML", "raw-html", '<div markdown="1" onclick="alert(1)">cool</div>'),
    text("a comment", "raw-html", "<!-- cool -->"),
    text("CDATA", "raw-html", "<![CDATA[cool]]>"),
    text("a processing instruction", "raw-html", "<?php cool ?>"),
    text("an entity", "raw-html", "&lt;script&gt;"),
    text("an entity without its end", "raw-html", "Keep &#60;b cool"),
    text("an entity of many digits", "raw-html", "&#0000000000000060;b"),
    text("a link that runs", "link-form", "[run this now](javascript:alert`1`)"),
    text("a link that runs, in odd case", "link-form", "[run this now](JaVaScRiPt:alert)"),
    text("a link that is data", "link-form", "[run this now](data:text/html,hi)"),
    text("a link that is a file", "link-form", "[run this now](file:///etc/passwd)"),
    text("a link without a scheme", "link-form", "[run this now](//evil.example)"),
    text("a link without a lock", "link-form", "[run this now](http://evil.example)"),
    text("a link with a quote and a handler", "link-form", '[run this now](https://a.example/"onclick="alert)'),
    text("a link with a tag", "raw-html", "[run this now](https://a.example/<script>)"),
    text("a link with a name and password", "link-form", "[run this now](https://you@evil.example/)"),
    text("a link with a title", "markdown-form", '[run this now](https://a.example "title")'),
    text("a reference-style link", "markdown-form", "[run this now][1]\n\n[1]: https://a.example"),
    text("a link's definition", "markdown-form", "[1]: javascript:alert(1)"),
    text("an autolink", "raw-html", "<https://evil.example>"),
    text("an autolink that runs", "raw-html", "<javascript:alert(1)>"),
    text("an address in angles", "raw-html", "<a@b.example>"),
    text("a footnote of nothing", "unknown-reference", "Keep it cool.[^../../x]"),
    text("an abbreviation", "markdown-form", "*[cool]: javascript"),
    text("code", "markdown-form", "`cool`"),
    text("a fence", "markdown-form", "~~~ python\ncool\n~~~"),
    text("a quotation", "markdown-form", "> cool"),
    text("a heading by dashes", "markdown-form", "Cool\n----"),
    text("a single star", "markdown-form", "Keep *cool*."),
    text("bold in bold", "markdown-form", "Keep **a **b** c**."),
    text("a bracket in brackets", "markdown-form", "[[cool]](risks/bruise)"),
    text("a bracket without an end", "markdown-form", "Keep [cool."),
    text("100,000 open brackets", "markdown-form", "[" * 100_000),
    text("100,000 stars", "markdown-form", "*" * 100_000),
    text("50,000 open links", "markdown-form", "[a](" * 25_000),
    text("50,000 open citations", "markdown-form", "[^a" * 25_000),
    text("100,000 brackets in pairs", "markdown-form", "[]" * 50_000),
    text("100,000 quotes", "number-form", '"' * 100_000 + " 3-5"),
    text("100,000 open parentheses", "long-sentence", "( a" * 30_000 + "."),
    text("100,000 spaces inside", "banned-word", "Keep it" + " " * 100_000 + "a miracle."),
    text("100,000 digits", "number-form", "1" * 100_000),
    text("30,000 numbers with commas", "long-sentence", "1,1 " * 30_000),
    text("30,000 hyphens", "heading-level", "####" + "-" * 30_000),
    text("a table rule of 100,000", "table-form", "| a | b |\n|" + "-" * 50_000 + "|" + " " * 50_000 + "x\n| a | b | c |"),
    text("a table rule of many cells", "table-form", "| a | b |\n" + "|-" * 15_000 + "x\n| a | b | c |"),
    text("a table of 1,000 columns", "table-form", "| a " * 1_000 + "|\n" + "|---" * 1_000 + "|\n"),
    text("100,000 full stops", "long-paragraph", ". A" * 100 + "." * 100_000 + "\n\n" + ("You may see a small change in the skin of the face a week or two after the third or the fourth visit there.\n\n" * 12)),
    text("5,000 points", "long-list", "- a\n" * 5_000),
    text("5,000 short sentences", "long-paragraph", "You can. " * 5_000),
    # --- records
    field("a source whose address runs", "wrong-type", "URL: https://example.org/one", "URL: 'javascript:alert(1)'", REFERENCES),
    field("a source whose address is data", "wrong-type", "URL: https://example.org/one", "URL: 'data:text/html,x'", REFERENCES),
    field("a source whose address has a second line", "wrong-type", "URL: https://example.org/one", 'URL: "https://a.example/\\njavascript:alert(1)"', REFERENCES),
    field("a source whose address has a quote", "wrong-type", "URL: https://example.org/one", "URL: 'https://a.example/\"onclick=\"alert(1)'", REFERENCES),
    field("a source whose address has a tag", "wrong-type", "URL: https://example.org/one", "URL: 'https://a.example/<script>'", REFERENCES),
    field("a source whose address ends the link", "wrong-type", "URL: https://example.org/one", "URL: 'https://a.example/)[x](javascript:alert(1)'", REFERENCES),
    field("a source whose DOI ends the link", "wrong-type", "  URL: https://example.org/one", "  DOI: '10.1/x)[x](javascript:alert(1)'\n  URL: https://example.org/one", REFERENCES),
    field("a source whose PubMed number is a path", "wrong-type", "  URL: https://example.org/one", "  PMID: '../../x'\n  URL: https://example.org/one", REFERENCES),
    field("a source whose id is HTML", "wrong-type", "- id: trial-two", "- id: '<b>'", REFERENCES),
    field("a source that appears twice", "duplicate-id", "- id: trial-two", "- id: trial-one", REFERENCES),
    field("a term whose word is empty", "missing-field", "medical: [necrosis]", "medical: ['']", TERMS),
    field("a question whose id is a path", "wrong-type", "id: who", "id: ../who", QUESTIONS),
    field("a repository that runs", "wrong-type", "repository: https://example.org/guide", "repository: 'javascript:alert(1)'", "site.yml"),
    field("a repository with a quote", "wrong-type", "repository: https://example.org/guide", "repository: 'https://a.example/\"><script>'", "site.yml"),
    field("a branch that is a path", "wrong-type", "branch: main", "branch: '../../x\"><script>'", "site.yml"),
    # --- drawings
    drawing("a script in a drawing", b"<script>alert(1)</script>"),
    drawing("a handler in a drawing", b'<path onload="alert(1)" d="M0 0"/>'),
    drawing("HTML in a drawing", b'<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>'),
    drawing("a link in a drawing", b'<a href="javascript:alert(1)"><path d="M0 0"/></a>'),
    drawing("a picture in a drawing", b'<image href="https://evil.example/a.png"/>'),
    drawing("a reference in a drawing", b'<use xlink:href="https://evil.example/a.svg#a" xmlns:xlink="http://www.w3.org/1999/xlink"/>'),
    drawing("style in a drawing", b"<style>@import url(https://evil.example)</style>"),
    drawing("a style attribute in a drawing", b'<path style="fill:url(https://evil.example)" d="M0 0"/>'),
    drawing("a colour from elsewhere", b'<path fill="url(https://evil.example/#a)" d="M0 0"/>'),
    drawing("a colour from elsewhere, in odd letters", b'<path fill="URL(https://evil.example/#a)" d="M0 0"/>'),
    drawing("an animation", b'<animate attributeName="href" to="javascript:alert(1)"/>'),
    drawing("another namespace", b'<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>'),
    drawing("CDATA in a drawing", b"<text><![CDATA[<script>]]></text>"),
    drawing("an entity in a drawing", b"<text>&unknown;</text>"),
    drawing("a template in a drawing", b"<text>{{ 7*7 }}</text>"),
    drawing("an empty line and Markdown in a drawing", b"<text>\n\n[x](javascript:alert(1))\n\n</text>"),
    drawing("100,000 groups in one another", b"<g>" * 100_000 + b"</g>" * 100_000),
    data("billion laughs", "picture-form", LAUGHS, "assets/skin.svg"),
    data("a drawing that reads a file", "picture-form", b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>', "assets/skin.svg"),
    data("a drawing in UTF-16", "picture-form", "<svg/>".encode("utf-16"), "assets/skin.svg"),
    data("a drawing that is empty", "picture-form", b"", "assets/skin.svg"),
    data("a drawing with nothing in it", "picture-form", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', "assets/skin.svg"),
    data("a drawing whose root is a path", "picture-form", b'<path xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', "assets/skin.svg"),
    data("a drawing of 10 MB", "picture-form", SVG % (b"<path/>" * 1_500_000), "assets/skin.svg"),
    data("a drawing with a strange view", "picture-form", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 &quot;&gt;"><path/></svg>', "assets/skin.svg"),
    data("a page at the address of the builder's folder", "file-name", b"@pages/glossary.md", "pages/versions.md"),
    data("a drawing with a strange name", "file-name", SVG % b"<path/>", "assets/../x.svg"),
)  # fmt: skip


ODD_TEXTS = (
    "javascript:alert(1) is text.",
    "It says onerror=alert(1) here.",
    "A &lt without its end is text.",
    "A < b and c > d are text.",
    "A </ script > is text.",
    "The sign \\< is text.",
    "%3Cscript%3Ealert(1)%3C/script%3E is text.",
    "\\u003cscript\\u003e is text.",
    "The bars 1 | 2 | 3 are text.",
    "==== is text.",
    ": is text.",
    "~ and ^ are text.",
    "A \"quote\" and 'another' are text.",
    "http://evil.example is text.",
    "www.evil.example and you@evil.example are text.",
    "$(alert) is text.",
    "--> is text.",
    "C:\\temp\\new is text.",
    "1.text is text.",
    "Two snake_case_words are text.",
    "The words \u65e5\u672c\u8a9e and \u0627\u0644\u0639\u0631\u0628\u064a\u0629 are text.",
    "A tick \u2713 and a face \U0001f642 are text.",
    "The line ends in a backslash \\",
)
"""What prose may hold: it looks like markup to something and must show as typed."""

ODD_NAMES = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' autofocus onfocus='alert(1)",
    "{{ 7*7 }} {% include 'x' %} {# y #}",
    "x {: onclick=alert(1) }",
    "x { onclick=alert(1) #y .z }",
    "[x](javascript:alert(1))",
    "![x](//evil.example/x.png)",
    "[x][1] [1]: javascript:alert(1)",
    "<https://evil.example>",
    "**bold** _em_ `code` ~~gone~~",
    "&lt;b&gt; &#60;b&#62; &amp",
    "</title></head><body onload=alert(1)>",
    "<!-- x --> ]]> --> <?x ?>",
    "a | b || c",
    "x\\",
    "[^1]: x",
    "# x",
    "- x",
    "1. x",
    "+ x",
    "---",
    "===",
)
"""What the names in a record may hold, because a title is printed as its source prints it; it must show as typed."""

ODD = (
    data("a BOM", "", b"\xef\xbb\xbf@" + RISK.encode()),
    data("Windows line ends", "", b"CRLF@" + RISK.encode()),
    data("line ends of an old Mac", "", b"CR@" + RISK.encode()),
    title("a title in quotes with escapes", "", 'title: "Bruise \\"and\\" \\x26 more"'),
    title("a title that YAML would take for a number", "", "title: 0x10"),
    title("a title that YAML would take for nothing", "", 'title: "Null"'),
    title("a comment after a title", "", "title: Bruise # not the title"),
    text("a footnote of one's own", "", "[^trial-one]: My own words."),
    text("a heading by underlining", "", "Cool\n===="),
    field("an address with brackets in pairs", "", "URL: https://example.org/one", "URL: https://a.example/S0140(13)9-9?a=b&c=d#e", REFERENCES),
    *(text(f"the text {words}", "", words) for words in ODD_TEXTS),
    *(field(f"the name {words}", "", "title: A small trial", f"title: {json.dumps(words)}", REFERENCES) for words in ODD_NAMES),
)  # fmt: skip
