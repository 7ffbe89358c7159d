"""DOIs, PubMed numbers and addresses in every form in which they are copied, as the one form in which they are kept.

A DOI is ``10.``, a number, a slash and nearly anything (ISO 26324; the DOI Handbook, 2.2). Crossref shows it as an
address, journals print it after ``doi:``, and both bring a full stop along. Those of the 1990s hold a SICI, with
``<``, ``>``, ``;`` and brackets (``10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2``).
"""

from __future__ import annotations

import html
import re
from urllib.parse import quote, unquote, urlsplit

# No space, quote, backslash or sign of Markdown; angle and square brackets only in pairs, as in a SICI, and never
# as a link would have them. (The pattern of the model: pydantic's engine knows no look-around.)
_SIGN = r"[^\s\"'“”‘’<>\[\]\\^`{|}]"
_SIGN_NOT_ROUND = r"[^\s\"'“”‘’<>\[\]\\^`{|}(]"
_IN_ANGLES = r"<[A-Za-z0-9.]*:[^\s\"'“”‘’<>\\^`{|}]*>"
_IN_SQUARE = r"\[[^\s\"'“”‘’<>\[\]\\^`{|}]*\]"
DOI = (
    rf"^10\.\d{{4,9}}(\.\d+)*/({_SIGN}|{_IN_ANGLES}|{_IN_SQUARE}{_SIGN_NOT_ROUND})*({_SIGN}|{_IN_ANGLES}|{_IN_SQUARE})$"
)
_NAME = r"(?:doi(?:\s+(?:number|name|link))?\s*[:=]?\s*)"
_HOST = r"(?:(?:https?:)?//)?(?:(?:www|dx)\.)?doi\.org/+"
_BEFORE_DOI = re.compile(rf"^[\[(<\"'“‘]*{_NAME}?[<(]?(?:{_HOST})?{_NAME}?(?=10\.)", re.I)
_IS_DOI_ADDRESS = re.compile(rf"^[\[(<\"'“‘]*{_NAME}?[<(]?{_HOST}", re.I)
_PUBMED = re.compile(
    r"^[<(]?(?:pubmed|pmid|pubmed\s+(?:id|pmid))?\s*[:=#]?\s*"
    r"(?:(?:https?://)?(?:(?:www|m)\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed|pubmed\.gov)/+)?"
    r"(?P<number>\d{1,9})/?(?:[?#]\S*)?[.;,>)]*$",
    re.I,
)
_PMC = re.compile(
    r"^(?:https?://)?(?:(?:pmc|www)\.ncbi\.nlm\.nih\.gov/(?:pmc/)?articles/)?(?P<number>PMC\d{1,9})/?(?:[?#]\S*)?[.;,]*$",
    re.I,
)
_REGISTRIES = {
    "NCT": "https://clinicaltrials.gov/study/",
    "ISRCTN": "https://www.isrctn.com/",
    "DRKS": "https://drks.de/search/en/trial/",
    "RBR": "https://ensaiosclinicos.gov.br/rg/",
}
_PAIRS = {")": "(", "]": "[", ">": "<"}


def doi(value: object) -> object:
    """A DOI without the address, the word or the stop that was copied with it. What is none comes back as it is."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    match = _BEFORE_DOI.match(text)
    if not match:
        return value
    text = text[match.end() :]
    if "doi.org" in match[0].lower():
        text = re.sub(r"[?#](utm_|ref=|src=|via=)\S*$", "", unquote(text) if "%" in text else text)
    if "&" in text:
        text = html.unescape(text)
    return _without_ends(text)


def _without_ends(text: str) -> str:
    """Without stops, quotes and slashes at the end, and brackets that nothing opens."""
    while text and (text[-1] in ".,;:\"'”’/ " or text.count(text[-1]) > text.count(_PAIRS.get(text[-1], text[-1]))):
        text = text[:-1]
    return text


def doi_address(value: str) -> str:
    """The address of a DOI, with every sign that could end an attribute or a link written as a code."""
    return "https://doi.org/" + quote(value, safe="/:;,.-_~@!$*+=&")


def pubmed(value: object) -> object:
    """The number of a PubMed record, from its address or from ``PMID: 12345678``. What is none comes back as it is."""
    match = _PUBMED.match(value.strip()) if isinstance(value, str) else None
    return match["number"] if match else value


def pubmed_address(value: str) -> str:
    """The address of a PubMed record."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{value}/"


def pmc(value: object) -> object:
    """The number of a text in PubMed Central, from its address or alone. What is none comes back as it is."""
    match = _PMC.match(value.strip()) if isinstance(value, str) else None
    return match["number"].upper() if match else value


def pmc_address(value: str) -> str:
    """The address of a text in PubMed Central."""
    return f"https://pmc.ncbi.nlm.nih.gov/articles/{value}/"


def host_of(address: str) -> str:
    """The host of an address as rules compare it: lower case, without ``www.`` and without a stop at its end."""
    return (urlsplit(address).hostname or "").rstrip(".").removeprefix("www.")


def registry_address(value: str) -> str | None:
    """The address of a trial in its registry, for those that keep one by number; ``None`` for the others."""
    for begins, where in _REGISTRIES.items():
        if value.startswith(begins):
            return where + value
    return None


def address(value: object) -> object:
    """A DOI that stands where an address is asked for, as its address. Any other address comes back as it is."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    found = doi(text)
    if isinstance(found, str) and re.match(DOI, found) and (_IS_DOI_ADDRESS.match(text) or not text.startswith("http")):
        # An address that is fit to be kept keeps its letters: it may be released already.
        fit = re.fullmatch(r"https?://[^\s\"'<>\[\]\\^`{|}]*[^\s\"'<>\[\]\\^`{|}.,;]", text)
        return text if fit and text.count("(") == text.count(")") else doi_address(found)
    return value
