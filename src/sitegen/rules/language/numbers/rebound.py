"""After a fact was changed: the sentences that name it follow, or are left for a person. Pure: text in, text out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any, get_args

from sitegen.base.problems import Problem
from sitegen.content import describe
from sitegen.content.fact_words import IN_WORDS, allowed, says
from sitegen.content.models import CardItem, FactRecord, RiskItem, Seriousness, Urgency
from sitegen.content.prose.inline import FACT
from sitegen.content.typed.entries import Entry
from sitegen.site.site import Site

BOUND = re.compile(r"\[(?P<words>[^\[\]^][^\[\]]*)\]\((?P<target>fact:[^()\s]*)\)")
_BASE = re.compile(r"^(?:fewer than )?[\d,]+ of ([\d,]+)$")
_FIGURES = re.compile(r"\d[\d,.]*")
_WORDS = re.compile(rf"\b(?:{'|'.join(IN_WORDS)})\b")


@dataclass(frozen=True)
class Left:
    """A sentence that a person must look at: where it stands, its words, and the forms that its record has now."""

    path: str
    line: int
    words: str
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Rebound:
    """The files that changed, ``{name: text}``, how many numbers were rewritten, and what is left for a person."""

    files: Mapping[str, str]
    rewritten: int
    left: tuple[Left, ...]


def followed(words: str, forms: Iterable[str]) -> str | None:
    """Bound words in the form that their record has now: the one of the same shape.

    The shape is that of ``68 of 100`` with its base, of ``68``, of ``2.4 kg`` or of ``two hours``. ``None`` where the
    record has no form of that shape, or more than one (``39`` and ``4``, of 1,000 and of 100): only a person knows
    which was meant.
    """
    small = describe.first_down(words)
    found = [form for form in forms if _shape(form) == _shape(small)]
    if len(found) != 1:
        return None
    return found[0] if small == words else describe.first_up(found[0])


def _shape(words: str) -> str:
    base = _BASE.match(words)
    return f"of {base[1]}" if base else _WORDS.sub("~", _FIGURES.sub("#", words))


def rebound(files: Mapping[str, bytes], facts: Mapping[str, FactRecord]) -> Rebound:
    """Every bound number of the content as its record has it now. ``files`` are ``{path below content_src: bytes}``."""
    changed: dict[str, str] = {}
    left: list[Left] = []
    rewritten = 0
    for name, data in sorted(files.items()):
        if not name.endswith((".md", ".yml")) or b"](fact:" not in data:
            continue
        lines = data.decode("utf-8").split("\n")
        for at, line in enumerate(lines):
            for match in reversed(list(BOUND.finditer(line))):
                forms = _forms(match["target"], facts)
                if not forms or says(forms, match["words"]):
                    continue
                new = followed(match["words"], forms)
                if new is None:
                    left.append(Left(name, at + 1, match["words"], forms))
                    continue
                lines[at] = lines[at][: match.start("words")] + new + lines[at][match.end("words") :]
                rewritten += 1
        if (text := "\n".join(lines)) != data.decode("utf-8"):
            changed[name] = text
    return Rebound(changed, rewritten, tuple(left))


def _forms(target: str, facts: Mapping[str, FactRecord]) -> tuple[str, ...]:
    found = FACT.match(target)
    return allowed(facts[found["id"]], found["part"] or "") if found and found["id"] in facts else ()


def told_of(left: Iterable[Left], folder: str) -> Iterator[Problem]:
    """What is left for a person, as problems."""
    for at in left:
        message = f'"{at.words}" may mean more than one number of its fact.'
        hint = "read the sentence, and write " + " or ".join(f'"{form}"' for form in at.forms[:4])
        yield Problem(f"{folder}/{at.path}", at.line, "fact-mismatch", message, hint)


URGENCIES: tuple[str, ...] = get_args(Urgency)[::-1]
SERIOUS: tuple[str, ...] = get_args(Seriousness)[::-1]


def urgency(entry: Entry | None) -> int:
    """How soon a wrong number on a page must be mended, 0 first.

    Emergency cards, emergency harms, the next cards and harms in turn, then all other pages, then data files.
    """
    if entry is None:
        return 2 * len(URGENCIES) + 1
    if isinstance(entry.item, CardItem):
        return 2 * URGENCIES.index(entry.item.urgency)
    if isinstance(entry.item, RiskItem):
        return 2 * SERIOUS.index(entry.item.seriousness) + 1
    return 2 * len(URGENCIES)


def urgent_first(site: Site) -> Callable[[Problem], tuple[bool, int, Problem]]:
    """The order of problems: first the numbers that their records do not bear out, the most urgent page first.

    All others follow, file by file.
    """
    by_path = {entry.path: entry for entry in site.entries.values()}

    def place(problem: Problem) -> tuple[bool, int, Problem]:
        wrong = problem.rule == "fact-mismatch"
        return not wrong, urgency(by_path.get(problem.path)) if wrong else 0, problem

    return place


def changed_first(order: Callable[[Problem], Any], changed: Set[str]) -> Callable[[Problem], tuple[bool, Any]]:
    """Another order with the problems of the paths that somebody has just changed before all others."""
    return lambda problem: (problem.path not in changed, order(problem))
