r"""Links and versions in any text: where they stand, and what an address names. Written twice, with one outcome.

The page "Check my links" does the same in the browser: ``overrides/assets/check-links.js`` follows this file function
by function, under the same names. So nothing is used here that the two languages do not share: no look-behind, no
``\w`` or ``\s`` that know more than ASCII, no parser of addresses of the language's own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

# What is no part of a link: spaces and what is not seen, quotes of all kinds, brackets, and the signs of wide scripts.
SEPARATE = (
    r"\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
    r"<>\"'`\xb4\u2018-\u201f\u2032-\u2037\u2039\u203a\xab\xbb\u2026"
    r"()\[\]{}|\\^\u3001-\u3003\u3008-\u3011\u3014-\u301f\uff01\uff02\uff07-\uff09\uff0c\uff0e\uff1a-\uff1c\uff1e\uff1f"
    r"\uff3b\uff3d\uff5b\uff5d\uff61-\uff64"
)
TOKEN = re.compile(f"[^{SEPARATE}]+")
ENTITY = re.compile(r"&(?:amp;)*(?!amp;|#38;|#x26;)(?:[a-z]{2,8}|#[0-9]{1,6}|#x[0-9a-f]{1,5});", re.I | re.A)
SCHEME = re.compile(r"https?://", re.I | re.A)
NEXT = re.compile(r"[,;]https?://", re.I | re.A)
AT_END = re.compile(r"[.,;:!?*_~\xb7\u2013\u2014-]+$")
NOT_ASCII = re.compile(r"[^\x21-\x7e]")
HEX = re.compile(r"[0-9a-f]{8}", re.I | re.A)
NOT_SEEN = re.compile(r"[\x00-\x20\xa0]")
NAMED = re.compile(
    r"(?:^|[^a-z])versions?(?: ?(?:id|no|nr|number)s?)?[ :=#.(\[\"'\u201c\u2018\u201e\xab-]*$", re.I | re.A
)
AUTHORITY = re.compile(r"^(?:https?:)?//(?:[^/?#@]*@)?([^/?#:@]+)(?::([0-9]*))?(?=[/?#]|$)", re.I | re.A)
REST = re.compile(r"^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$", re.A)
UNRESERVED = re.compile(r"%(?:2[de]|3[0-9]|4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9ae])", re.I | re.A)
PERCENT = re.compile(r"(?:%[0-9a-f]{2})+", re.I | re.A)
BETWEEN = re.compile(r"&(?:amp;|#38;|#x26;)*", re.I | re.A)
BEFORE = r"(?:^|[=:,;*_~])"
"""What may stand directly before an address that has no scheme."""


@dataclass(frozen=True)
class Found:
    """A link or a version in a text, as it stands there, and the line that it begins in."""

    text: str
    line: int
    is_version: bool = False


@dataclass(frozen=True)
class Address:
    """Where a link to the guide leads: the path from the root of the site, and the fragment, still encoded."""

    path: str
    fragment: str


def find(text: str, known: Mapping[str, Any]) -> list[Found]:
    """Every link, and every version id, in order. ``known`` is the list of addresses."""
    # Addresses in programs have their slashes escaped, those in the source of a page their quotes.
    text = ENTITY.sub(" ", text.replace("\\/", "/"))
    found: list[Found] = []
    for token in TOKEN.finditer(text):
        word, at = token[0], token.start()
        while word:
            scheme = SCHEME.search(word)
            head = word[: scheme.start()] if scheme else word
            found += _without_scheme(head, at, text, known)
            if not scheme:
                break
            at += scheme.start()
            url = word[scheme.start() :]
            following = NEXT.search(url[1:])
            end = following.start() + 1 if following else len(url)
            if end > len(scheme[0]):
                found.append(Found(trimmed(url[:end]), _line(text, at)))
            at += end
            word = url[end:]
    return found


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _without_scheme(word: str, at: int, text: str, known: Mapping[str, Any]) -> list[Found]:
    """What a text has besides addresses with a scheme: our host alone, paths of ours, versions."""
    host, path, following = _patterns(known["site"])
    found: list[Found] = []
    while following_link := following.search(word):
        found += _without_scheme(word[: following_link.start()], at, text, known)
        at += following_link.start() + 1
        word = word[following_link.start() + 1 :]
    for pattern in (host, path):
        match = pattern.search(trimmed(word))
        if match and names_ours(match[1], known):
            return [*found, Found(match[1], _line(text, at))]
    return found + [
        Found(match[0], _line(text, at), is_version=True)
        for match in HEX.finditer(word)
        if _is_version(word, match.start(), text[max(0, at + match.start() - 40) : at + match.start()], known)
    ]


@lru_cache
def _patterns(site_url: str) -> tuple[re.Pattern[str], ...]:
    host = re.escape(_split(site_url)[0])
    return (
        re.compile(rf"{BEFORE}((?://)?(?:www\.)?{host}\.?(?::[0-9]+)?(?:[/?#].*)?)$", re.I | re.A),
        re.compile(rf"{BEFORE}(/[^/?#].*)$", re.A),
        re.compile(rf"[,;](?=/|(?:www\.)?{host})", re.I | re.A),
    )


def names_ours(link: str, known: Mapping[str, Any]) -> bool:
    """Whether an address without a scheme is one of the guide.

    A path alone may be one of the reader's own site. It is taken where the guide has it, or a folder of that name.
    """
    address = parse(link, known["site"])
    if address is None:
        return False
    if link[0] != "/" or link[:2] == "//":
        return True
    if any(
        place in known.get(name, {})
        for name in ("pages", "moved", "files", "moved_files")
        for place in places(address.path)
    ):
        return True
    folder = re.match(r"^/[^/]+/.", address.path)
    return bool(folder) and folder_of(address.path) in {
        "versions",
        "embed",
        "kit",
        *(folder_of(path) for path in known["pages"] if re.match(r"^/[^/]+/.", path)),
    }


def folder_of(path: str) -> str:
    """``risks`` for ``/risks/name/``."""
    return path.split("/")[1]


def _is_version(word: str, start: int, before: str, known: Mapping[str, Any]) -> bool:
    """Whether eight hexadecimal digits are a version. Dates, numbers, colours and parts of longer codes are none."""
    digits = word[start : start + 8]
    left, right = word[:start], word[start + 8 :]
    if re.search(r"[A-Za-z0-9_]$", re.sub(r"(^|[^A-Za-z0-9_])[vV]$", "", left), re.A) or re.match(
        r"[A-Za-z0-9_]", right
    ):
        return False
    if digits.lower() in known["versions"]:
        return True
    if re.search(r"[vV]$", left):
        return False
    if NAMED.search(NOT_SEEN.sub(" ", before)):
        return not is_date(digits)
    joined = re.search(r"#$|[A-Za-z0-9_][^A-Za-z0-9_]+$", left, re.A) or re.match(r"[^A-Za-z0-9_]+[A-Za-z0-9_]", right)
    return not joined and bool(re.search("[0-9]", digits) and re.search("[a-f]", digits)) and digits == digits.lower()


def is_date(digits: str) -> bool:
    """Whether eight digits are a date: 20261128, 28112026 or 11282026."""
    if not re.fullmatch("[0-9]{8}", digits, re.A):
        return False
    forms = (
        (digits[:4], digits[4:6], digits[6:]),
        (digits[4:], digits[2:4], digits[:2]),
        (digits[4:], digits[:2], digits[2:4]),
    )
    return any(1900 <= int(y) <= 2099 and 1 <= int(m) <= 12 and 1 <= int(d) <= 31 for y, m, d in forms)


def trimmed(link: str) -> str:
    """A link without what a sentence or a list puts behind it."""
    return AT_END.sub("", link)


def _split(link: str) -> tuple[str, str, str, str]:
    """Host without "www.", port, path and fragment; no host for a path alone, and "?" for no address at all."""
    # What the letters of another script follow directly is a link up to them: those of ours have ASCII alone.
    link = trimmed(NOT_ASCII.sub("\n", link).split("\n")[0])
    if not re.match(r"(?:https?:)?//|/", link, re.I | re.A):
        link = f"//{link}"
    host = port = ""
    if not re.match("/[^/]|/$", link):
        match = AUTHORITY.search(link)
        host = re.sub(r"^www\.|\.$", "", match[1].lower()) if match else ""
        port = (match[2] or "") if match else ""
        link = link[match.end() :] if match else ""
        host = host or "?"
    rest = REST.search(link)
    return (host, port, rest[1], rest[2] or "") if rest else ("?", "", "", "")


def parse(link: str, site_url: str) -> Address | None:
    """Where a link leads on the guide; nothing where it leads to another site."""
    host, port, path, fragment = _split(link)
    own_host, own_port, own_path, _ = _split(site_url)
    if host and (host != own_host or port not in ("", "80", "443", own_port)):
        return None
    path = straight(UNRESERVED.sub(lambda m: chr(int(m[0][1:], 16)), path))
    folder = own_path.rstrip("/")
    if path == folder or path.startswith(f"{folder}/"):
        path = path[len(folder) :]
    elif host:
        return None
    path = re.sub(r"/index\.html$", "/", path)
    return Address(path or "/", fragment)


def straight(path: str) -> str:
    """A path without steps to here and up."""
    if not re.search(r"/\.\.?(?:/|$)", path):
        return path
    parts: list[str] = []
    steps = path.split("/")[1:]
    for step in steps:
        if step == "..":
            parts = parts[:-1]
        elif step != ".":
            parts.append(step)
    ends = "/" if steps[-1] in (".", "..") and parts else ""
    return "/" + "/".join(parts) + ends


def places(path: str) -> list[str]:
    """The address as it stands in the list: a file as it is, a page with a slash at its end."""
    return [path] if path.endswith("/") else [path, f"{path}/"]


# --------------------------------------------------------------------------- fragments


def decoded(text: str) -> str:
    """Text with its percent signs resolved, where they give UTF-8."""

    def of(run: re.Match[str]) -> str:
        try:
            return bytes.fromhex(run[0].replace("%", "")).decode("utf-8")
        except ValueError:
            return run[0]

    return PERCENT.sub(of, text)


def parts(fragment: str, name: str) -> list[tuple[str, str]]:
    """The parts of a fragment from the one of this name on; as in ``overrides/assets/questions.js``."""
    plain = re.compile(rf"^{name}=[^&%]*(?:&|$)", re.I | re.A)
    found = BETWEEN.split(fragment)
    while found:
        start = found[0]
        for _ in range(5):
            if not plain.search(start):
                start = decoded(start)
        if start.lower().startswith(f"{name}="):
            split = [part.partition("=") for part in [*BETWEEN.split(start), *found[1:]]]
            return [(name_.lower() if sign else name_, value) for name_, sign, value in split]
        found = found[1:]
    return []


def named_ids(value: str) -> list[str]:
    """The ids in the value of a part, whatever stands around them."""
    found = [re.search(r"[a-z0-9]+(?:-[a-z0-9]+)*", part.lower(), re.A) for part in decoded(value).split(",")]
    return [match[0] for match in found if match]


def leads_somewhere(page: Mapping[str, Any], fragment: str) -> bool:
    """Whether a page has the place that a fragment names, or knows the questions or choices in it."""
    # The words that a browser is to look for (":~:text=") name no place of the page.
    place = fragment.split(":~:")[0]
    if not place or place.lower() == "top":
        return True
    if "list" in page and (found := parts(place, "list")):
        ids = named_ids(found[0][1])
        own = [value for name, value in found if name == "own" and value]
        return all(i in page["list"] for i in ids) and bool(ids or own)
    if "compare" in page and (found := parts(place, "compare")):
        ids = named_ids(found[0][1])[:2]
        return len(set(ids)) == 2 and all(i in page["compare"] for i in ids)
    there = [*page["anchors"], *page.get("places", [])]
    return place in there or decoded(place) in there
