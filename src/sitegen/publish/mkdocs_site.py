"""MkDocs in this process: ``docs/`` becomes pages. A page that is as before, in a site as before, is not made again.

It follows ``mkdocs.commands.build.build`` of the pinned version step by step, and leaves out what only plugins need.
Every warning counts, as with ``--strict``.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import posixpath
import re
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from sitegen.base.files import remembered
from sitegen.outputs.frame import FRAME

if TYPE_CHECKING:
    from jinja2 import Environment

BLOCKS = "article|aside|body|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|head|header|html|li"
BLOCKS += "|link|main|meta|nav|ol|p|script|section|summary|table|tbody|td|th|thead|title|tr|ul"
BESIDE_BLOCK = re.compile(rf"\n(?=<\/?(?:{BLOCKS})\b)")
PREFORMATTED = re.compile(r"(<(?:pre|textarea)\b.*?<\/(?:pre|textarea)>)", re.S)
TARGET = re.compile(rb"\]\(<?([^)\s>#]+)")
"""Where a link in Markdown leads, without its anchor."""
LIBRARIES = ("mkdocs", "mkdocs-material", "markdown", "jinja2")


@dataclass(frozen=True)
class _Made:
    """A page as MkDocs made it, with what others ask of it: its place in the sitemap, its anchors, its links.

    ``warned`` is what MkDocs said of it: a page that is not made again is no better for it.
    """

    html: str
    meta: dict[str, object]
    title: str
    anchors: frozenset[str]
    links: tuple[tuple[str, str, str], ...]
    warned: tuple[str, ...]


class _Warnings(logging.Handler):
    """Collects what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.levelname}: {record.getMessage()}")


def build_pages(
    root: Path, out: Path, memory: MutableMapping[str, bytes] | None = None, language: str | None = None
) -> list[str]:
    """Make the site of ``root/docs`` in the folder ``out``. Returns what is wrong with it; nothing when all is well.

    ``memory`` keeps the pages by all that they are made of. ``language``: the part of the site in another language,
    from its own folder of ``docs`` to its own folder of ``out``, with the words of its frame.
    """
    with _listening() as warnings:
        try:
            config = settings_of(root, out, language)
            _build(config, root, Path(config.site_dir), memory, warnings)
        except MkDocsException as error:
            warnings.append(f"ERROR: {error}")
    return warnings


def build_one(root: Path, out: Path, names: Sequence[str]) -> None:
    """Put the pages of some files below ``docs`` into a site that stands in ``out``, as :func:`build_pages` would.

    What it warns of is told by the whole build that follows.
    """
    with _listening() as warnings:
        run = _Run(settings_of(root, out), root, None, warnings)
        for file in run.pages:
            if file.src_uri in names:
                _write(Path(str(file.abs_dest_path)), run.made(file).html)


def languages_of(root: Path) -> list[str]:
    """The languages besides English that ``docs`` has."""
    return sorted(path.parent.name for path in (root / "docs").glob(f"*/{FRAME}"))


def settings_of(root: Path, out: Path, language: str | None = None) -> MkDocsConfig:
    """The settings of ``mkdocs.yml``, or of a language: its own addresses, folders and words, and all else the same."""
    frames = {code: _frame(root, code) for code in languages_of(root)}
    known = [{"code": code, "name": frame["name"]} for code, frame in frames.items()]
    source = str(root / "mkdocs.yml")
    if language is None:
        config = load_config(
            source, site_dir=str(out), exclude_docs="\n".join([".*", *(f"/{code}/" for code in frames)])
        )
        config.extra["languages"] = known
        return config
    frame, english = frames[language], load_config(source)
    config = load_config(
        source,
        docs_dir=str(root / "docs" / language),
        site_dir=str(out / language),
        site_url=f"{str(english.site_url).rstrip('/')}/{language}/",
        site_name=frame["site_name"],
        site_description=frame["site_description"],
        nav=[{frame["site_name"]: "index.md"}],
    )
    config.theme["language"] = language
    # Hosts look for the page on a wrong address at the root alone.
    config.theme.static_templates -= {"404.html"}
    # A link to an English page leads out of what this run knows; the whole site is looked at when it is put together.
    config.validation.links.unrecognized_links = logging.DEBUG
    for name, value in {**frame["extra"], "languages": known, "root": english.site_url}.items():
        config.extra[name] = value
    return config


def _frame(root: Path, language: str) -> dict[str, Any]:
    return dict(json.loads((root / "docs" / language / FRAME).read_text("utf-8")))


@contextmanager
def _listening() -> Iterator[list[str]]:
    """What MkDocs warns of meanwhile. Its clock stands still, so that the same content gives the same bytes."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    warnings = _Warnings()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(warnings)
    try:
        yield warnings.messages
    finally:
        logger.removeHandler(warnings)


class _Run:
    """One run of MkDocs over the files of a project. ``warnings`` takes what MkDocs says meanwhile."""

    def __init__(
        self, config: MkDocsConfig, root: Path, memory: MutableMapping[str, bytes] | None, warnings: list[str]
    ) -> None:
        self.config = config
        self.root = root
        self.memory = memory
        self.warnings = warnings
        self.files = get_files(config)
        self.env = config.theme.get_env()
        self.files.add_files_from_theme(cast("Environment", _Listed(config.theme.dirs)), config)
        set_exclusions(self.files, config)
        self.nav = get_navigation(self.files, config)
        self.pages = self.files.documentation_pages()
        self.uris = frozenset(file.src_uri for file in self.files)

    def made(self, file: File) -> _Made:
        """A page as MkDocs makes it, or as it made it before from the same."""
        page = file.page or Page(None, file, self.config)
        source = Path(str(file.abs_src_path)).read_bytes()
        made_of = (
            [] if self.memory is None else [self.around, file.src_uri.encode(), self._targets(file, source), source]
        )
        told = len(self.warnings)
        found = remembered(self.memory, made_of, _Made, lambda: self._make(page))
        self.warnings[told:] = found.warned
        # What the sitemap asks of a page is restored too.
        page.meta, page.title = dict(found.meta), found.title
        return found

    @cached_property
    def around(self) -> bytes:
        """The hash of all that every page depends on besides its own Markdown."""
        return _surroundings(self.root, self.config)

    def _targets(self, file: File, source: bytes) -> bytes:
        """The files that a page leads to, and whether each is there: all that it depends on of the other files."""
        folder = posixpath.dirname(file.src_uri)
        named = {match[1].decode("utf-8", "replace") for match in TARGET.finditer(source)}
        paths = sorted({posixpath.normpath(posixpath.join(folder, target)) for target in named})
        return "\n".join(f"{path} {path in self.uris}" for path in paths).encode()

    def _make(self, page: Page) -> _Made:
        told = len(self.warnings)
        page.read_source(self.config)
        page.render(self.config, self.files)
        template = self.env.get_template(str(page.meta.get("template", "main.html")))
        context = mkdocs_build.get_context(self.nav, self.pages, self.config, page)
        links = tuple(
            (target.src_uri, anchor, original)
            for target, anchors in (page.links_to_anchors or {}).items()
            for anchor, original in anchors.items()
        )
        html = compact(template.render(context))
        anchors = frozenset(page.present_anchor_ids or ())
        return _Made(html, dict(page.meta), str(page.title), anchors, links, tuple(self.warnings[told:]))


class _Listed:
    """The files of a theme as MkDocs asks for them, without looking into hidden folders, whose files it passes over.

    In one of those Material has fourteen thousand icons.
    """

    def __init__(self, folders: Sequence[str]) -> None:
        self.folders = folders

    def list_templates(self, filter_func: Callable[[str], bool]) -> list[str]:
        found = {path.relative_to(folder).as_posix() for folder in self.folders for path in _shown(folder)}
        return [name for name in sorted(found) if filter_func(name)]


def _shown(folder: str) -> Iterator[Path]:
    """The files below a folder that do not stand in a hidden one."""
    for above, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(above) / name for name in names)


def _build(
    config: MkDocsConfig, root: Path, out: Path, memory: MutableMapping[str, bytes] | None, warnings: list[str]
) -> None:
    run = _Run(config, root, memory, warnings)
    made = {file.src_uri: run.made(file) for file in run.pages}
    run.files.copy_static_files()
    for name in config.theme.static_templates:
        mkdocs_build._build_theme_template(name, run.env, run.files, config, run.nav)
        if name.endswith(".html") and (out / name).is_file():
            _write(out / name, compact((out / name).read_text("utf-8")))
    for file in run.pages:
        _write(Path(str(file.abs_dest_path)), made[file.src_uri].html)
        _look_at_anchors(file, made)


def _write(path: Path, html: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(html, "utf-8", newline="\n")


def _surroundings(root: Path, config: MkDocsConfig) -> bytes:
    whole = hashlib.sha256()
    whole.update(json.dumps([(name, version(name)) for name in LIBRARIES]).encode())
    whole.update(json.dumps([str(config.site_url), str(config.extra.get("preview"))]).encode())
    whole.update(json.dumps([config.extra.get(name) for name in ("languages", "words", "shown")]).encode())
    whole.update((root / "mkdocs.yml").read_bytes())
    for folder in config.theme.dirs:
        for path in sorted(path for path in _shown(folder) if path.suffix == ".html"):
            whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.digest()


def _look_at_anchors(file: File, made: dict[str, _Made]) -> None:
    """Every anchor that a page names is on the page that it names."""
    for target, anchor, original in made[file.src_uri].links:
        if target in made and anchor not in made[target].anchors:
            logging.getLogger("mkdocs.structure.pages").warning(
                "Doc file '%s' contains a link '%s', but the doc '%s' does not contain an anchor '#%s'.",
                file.src_uri,
                original,
                target,
                anchor,
            )


def compact(html: str) -> str:
    """HTML without indentation, empty lines and breaks beside blocks, where a browser shows no space anyway.

    Programs and fields keep theirs: it is what is copied.
    """
    parts = PREFORMATTED.split(html)
    for n in range(0, len(parts), 2):
        parts[n] = BESIDE_BLOCK.sub("", re.sub(r"\n\s+", "\n", parts[n]))
    return "".join(parts)
