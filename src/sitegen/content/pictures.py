"""Our own drawings: SVG files in ``content_src/assets/``, checked and drawn into the page itself.

A drawing stands in the page and not beside it, so that it needs no request and follows the colours
of the page in light, dark and print. Only shapes and text are allowed; nothing can run or load.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from xml.etree import ElementTree

from sitegen.base.characters import FORBIDDEN
from sitegen.base.problems import Problem
from sitegen.content.reading.folder import FILE_NAME

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = frozenset("svg g path rect circle ellipse line polyline polygon text tspan".split())
ATTRIBUTES = frozenset(
    """
    viewBox d x y x1 y1 x2 y2 cx cy r rx ry dx dy width height points transform class fill stroke opacity
    fill-opacity stroke-width stroke-linecap stroke-linejoin stroke-dasharray text-anchor font-size font-weight
    """.split()
)
# Numbers, words and lists of numbers; no address, escape or markup fits in.
VALUE = re.compile(r"[\w\s#.,%()+-]*")
VIEW_BOX = re.compile(r"-?\d+(\.\d+)?([ ,]+-?\d+(\.\d+)?){3}")
# The drawing stands inside a Markdown page, which would read these as its own.
NOT_IN_TEXT = re.compile(r"[{}\[\]<>&`*\\]|\n\s*\n")
MAX_CHARACTERS = 50_000
MAX_DEPTH = 12
_LABEL = re.compile(r"(?<=>)[^<>]*[^\W\d_][^<>]*(?=<\/(?:text|tspan)>)")
"""Words in a drawing; a number alone is the same in every language."""


@dataclass(frozen=True)
class Picture:
    """A drawing's inside and its coordinate system."""

    view_box: str
    inner: str

    @property
    def labels(self) -> list[str]:
        """The words in the drawing, in their order."""
        return [found.strip() for found in _LABEL.findall(self.inner)]

    def said(self, translate: Callable[[str], str | None]) -> Picture | None:
        """The drawing with its words in another language; none where a word has no translation."""
        said = {label: translate(label) for label in self.labels}
        if None in said.values():
            return None
        inner = _LABEL.sub(lambda found: escape(said[found[0].strip()] or ""), self.inner)
        return replace(self, inner=inner)


def read_pictures(files: Mapping[str, bytes]) -> tuple[dict[str, Picture], list[Problem]]:
    """The drawings among ``{path below content_src: bytes}`` by name, and the problems of those that are refused."""
    found: dict[str, Picture] = {}
    problems: list[Problem] = []
    for name, data in sorted(files.items()):
        path = f"content_src/{name}"
        file = name.removeprefix("assets/")
        if not FILE_NAME.match(file):
            hint = "lower case letters, digits and hyphens, ending in .svg, directly in assets"
            problems.append(Problem(path, 1, "file-name", f'"{file}" is not a good file name.', hint))
            continue
        problem = _refused(data)
        if problem:
            problems.append(Problem(path, problem[0], "picture-form", problem[1], "draw it with plain shapes and text"))
            continue
        text = data.decode("utf-8")
        root = ElementTree.fromstring(text)
        start, end = text.index(">", text.index("<svg")) + 1, text.rindex("<")
        inner = re.sub(r">\s+<", "><", text[start:end].strip())
        found[name.rsplit("/", 1)[-1].removesuffix(".svg")] = Picture(root.get("viewBox", ""), inner)
    return found, problems


def _refused(data: bytes) -> tuple[int, str] | None:
    """Why a drawing is refused, with the line; ``None`` when it is in order."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return 1, "this drawing is not UTF-8 text."
    if len(text) > MAX_CHARACTERS:
        return 1, f"this drawing has {len(text):,} characters; the limit is {MAX_CHARACTERS:,}."
    if FORBIDDEN.search(text):
        return 1, "this drawing has an invisible character."
    if "<!" in text or "<?" in text:
        return 1, "a drawing has no comments, declarations or instructions."
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        return error.position[0], f"this drawing cannot be read: {error.msg}."
    if root.tag != f"{SVG}svg" or len(root) == 0:
        return 1, "a drawing is one svg with shapes in it."
    for element, depth in _walk(root):
        if depth > MAX_DEPTH:
            return 1, f"shapes are nested more than {MAX_DEPTH} deep."
        if any(NOT_IN_TEXT.search((words or "").strip()) for words in (element.text, element.tail)):
            return 1, "text in a drawing has no brackets, signs of Markdown or empty lines."
        tag = str(element.tag).removeprefix(SVG)
        if not str(element.tag).startswith(SVG) or tag not in ELEMENTS:
            return 1, f'"{tag}" is not used in drawings.'
        for attribute, value in element.attrib.items():
            if attribute not in ATTRIBUTES or "url" in value.lower() or not VALUE.fullmatch(value):
                return 1, f'"{attribute}" is not used in drawings.'
    if not VIEW_BOX.fullmatch(root.get("viewBox", "")):
        return 1, "a drawing needs a viewBox of four numbers."
    return None


def _walk(root: ElementTree.Element) -> Iterator[tuple[ElementTree.Element, int]]:
    """Every element with its depth, without recursion."""
    waiting = [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        yield element, depth
        waiting += [(child, depth + 1) for child in element]
