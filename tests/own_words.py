"""English that stands in a template, the frame, a script or the builder instead of in the catalogue."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from jinja2 import Environment, nodes

TOLD = frozenset({"_", "gettext", "ngettext", "pgettext", "npgettext", "plain_text", "pattern"})
"""What takes a message of the catalogue."""
READ = ("alt", "aria-label", "title", "placeholder", "label")
"""Attributes that are read or heard."""
IN_A_ROW = re.compile(r"[^\W\d_]{2,}(?:['’][a-z]+)?(?:[ ,;:]+[^\W\d_]{1,}(?:['’][a-z]+)?){2,}")
"""Three words in a row are a sentence or a part of one."""
WORD = re.compile(r"[^\W\d_]{2,}")
HOLE = "\x01"
"""What stands in the place of an expression."""
SAME_EVERYWHERE = frozenset("PDF Atom JSON QR CC BY bdi ADDRESS svg xmlns".split())
"""Names that no language changes."""
FRONT = re.compile(r"^---\n(?:.*\n)*?---\n", re.M)
"""The front matter that a template writes; its sentences stand in strings."""
JINJA = Environment(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"])


class _Seen(HTMLParser):
    """The words of HTML that a reader sees or hears, each with its line; programs and drawings are none."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []
        self.shut: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("pre", "script", "style"):
            self.shut.append(tag)
        self.found += [(self.getpos()[0], value) for name, value in attrs if name in READ and value]

    def handle_endtag(self, tag: str) -> None:
        if tag in self.shut:
            self.shut.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self.shut:
            line = self.getpos()[0]
            self.found += [(line + at, said) for at, said in enumerate(data.split("\n"))]


def in_template(source: str) -> Iterator[tuple[int, str]]:
    """Words of a template that it does not take from the catalogue: any word between tags, any sentence in a string."""
    # Expressions and comments become signs of the same length in lines, so that tags and lines stay whole.
    text = FRONT.sub(_blank, source, count=1)
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", lambda m: HOLE + "\n" * m[0].count("\n"), text, flags=re.S)
    # Attributes and addresses of Markdown, and what is written as code.
    text = re.sub(r"\{:? ?[.#\x01][^}]*\}|\]\([^)\s]*\)|`[^`\n]*`", HOLE, text)
    text = re.sub(r"\{:? ?([a-z-]+)=(\"[^\"]*\")[^}]*\}", r"<i \1=\2>", text)
    reader = _Seen()
    reader.feed(text)
    reader.close()
    for line, said in reader.found:
        # What is joined to something else is an address, an id or the rest of a tag.
        plain = re.sub(r"\S*[/=]\S*|\S+-\x01\S*", " ", said)
        if any(word not in SAME_EVERYWHERE for word in WORD.findall(plain)):
            yield line, said.replace(HOLE, "").strip()
    tree = JINJA.parse(source)
    told = {
        id(arg) for call in tree.find_all(nodes.Call) if _name(call.node) in TOLD for arg in call.find_all(nodes.Const)
    }
    for const in tree.find_all(nodes.Const):
        if isinstance(const.value, str) and id(const) not in told and IN_A_ROW.search(_words_of(const.value)):
            yield const.lineno, const.value


def _blank(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def _words_of(text: str) -> str:
    return re.sub(r"<[^>]*>|`[^`]*`", "1", text)


def _name(node: nodes.Node) -> str:
    return node.name if isinstance(node, nodes.Name) else ""


def in_typst(source: str) -> Iterator[tuple[int, str]]:
    """Words of a template for paper: in strings, and in text that is set."""
    for number, line in enumerate(source.splitlines(), 1):
        code = line.partition("//")[0] if not line.lstrip().startswith("//") else ""
        set_ = " 1 ".join(re.findall(r"\[([^\[\]]*)\]", re.sub(r"#[\w.]+(?:\((?:[^()]|\([^()]*\))*\))?", "1", code)))
        for said in (*re.findall(r'"((?:\\.|[^"\\])*)"', code), set_):
            if IN_A_ROW.search(said) and "<" not in said and "=" not in said:
                yield number, said


def in_script(source: str) -> Iterator[tuple[int, str]]:
    """Sentences in the strings of a script."""
    code = re.sub(r"/\*.*?\*/", _blank, source, flags=re.S)
    for number, line in enumerate(code.splitlines(), 1):
        line = re.sub(r"(^|\s)//.*", "", line)
        for said in re.findall(r'"((?:\\.|[^"\\])*)"', line):
            if IN_A_ROW.search(said) and not re.search(r"[\[\]=>]", said):
                yield number, said


def in_module(source: str) -> Iterator[tuple[int, str]]:
    """Sentences in the strings of a module that are no message, no description and no error."""
    tree = ast.parse(source)
    left = set(_not_said(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left:
            said = re.sub(r"\(\?.*|\\[a-z]", "1", node.value)
            if IN_A_ROW.search(_words_of(said)):
                yield node.lineno, node.value


def _not_said(tree: ast.AST) -> Iterator[int]:
    """Messages of the catalogue, descriptions, errors and patterns."""
    for node in ast.walk(tree):
        left: list[ast.expr | None] = []
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            left = [node.value]
        elif isinstance(node, ast.Call):
            name = _called(node.func)
            left = [*node.args] if name in TOLD or name == "compile" or name.endswith("Error") else []
        elif isinstance(node, ast.Raise):
            left = [node.exc]
        elif isinstance(node, ast.Assert):
            left = [node.msg]
        yield from (id(one) for part in left if part for one in ast.walk(part))


def _called(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
