"""Stand-ins for what is wrong in a record, so that mending one field never uncovers the next problem.

Nothing is ever rendered from a record with stand-ins: it is only looked at by the later steps.
"""

from __future__ import annotations

import copy
import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sitegen.content.models import LENIENT

M = TypeVar("M", bound=BaseModel)
Loc = tuple[str | int, ...]

ABSENT = "Not known."
"""Stands in for a text. It trips no rule."""
STAND_INS: tuple[object, ...] = (
    ABSENT,
    1,
    "2001-01-01",
    [],
    [ABSENT],
    {},
    "a",
    "https://example.org/",
    "00000000",
    "A00AA00",
    # A field that may be left out.
    None,
)
"""Tried in turn until the model takes one."""
MOST_ERRORS = 40
MOST_PASSES = 60


@dataclass(frozen=True)
class Salvaged(Generic[M]):
    """A record in which stand-ins replace what was wrong.

    ``stood_in`` are the places of the stand-ins; ``lost``: words or links may have stood there, which nobody has
    looked at; ``renamed`` the keys that were only misspelt, as
    ``(place, right name)``; ``more`` the contradictions between fields that were hidden before.
    """

    record: M
    stood_in: frozenset[Loc]
    lost: bool
    renamed: tuple[tuple[Loc, str], ...]
    more: tuple[ErrorDetails, ...]


def salvage(model: type[M], data: object, place: Callable[[ErrorDetails], Loc]) -> Salvaged[M] | None:
    """``data``, which ``model`` refused, with stand-ins; ``None`` where too much is wrong for that.

    ``place`` tells where in the data an error stands.
    """
    data = copy.deepcopy(data)
    tried: Counter[Loc] = Counter()
    renamed: list[tuple[Loc, str]] = []
    lost = False
    for _ in range(MOST_PASSES):
        try:
            record = model.model_validate(data, context=LENIENT)
        except ValidationError as error:
            errors = error.errors(include_url=False)
        else:
            stood_in = frozenset(tried)
            return Salvaged(record, stood_in, lost, tuple(renamed), _hidden(model, data, stood_in, place))
        if len(errors) > MOST_ERRORS:
            return None
        unknown = sum(e["type"] == "extra_forbidden" for e in errors)
        right = _rename(data, errors, place)
        renamed += right
        lost = lost or len(right) < unknown
        for loc, found in {place(e): e for e in errors}.items():
            if found["type"] == "extra_forbidden" or any(
                (loc, name) for at, name in renamed if (*at[:-1], name) == loc
            ):
                continue
            if not _stand_in(data, loc, found, tried):
                return None
            # Nothing stood where a field is missing; a choice or a day has no words.
            lost = lost or not (tried[loc] > 1 or found["type"].startswith(("missing", "literal_error", "date")))
    return None


def _rename(
    data: object, errors: Iterable[ErrorDetails], place: Callable[[ErrorDetails], Loc]
) -> list[tuple[Loc, str]]:
    """A misspelt key gets the name of the missing field that it resembles; any other unknown key goes."""
    found: list[tuple[Loc, str]] = []
    missing = [place(e) for e in errors if e["type"] == "missing"]
    for loc in [place(e) for e in errors if e["type"] == "extra_forbidden"]:
        fields = _at(data, loc[:-1])
        if not isinstance(fields, dict) or loc[-1] not in fields:
            continue
        value = fields.pop(loc[-1])
        beside = {str(at[-1]).lower(): str(at[-1]) for at in missing if at[:-1] == loc[:-1] and at[-1] not in fields}
        for name in difflib.get_close_matches(str(loc[-1]).lower(), list(beside), n=1, cutoff=0.6):
            fields[beside[name]] = value
            found.append((loc, beside[name]))
    return found


def only_another_look(wrong: object, right: str) -> bool:
    """Whether a field's name differs in capitals, hyphens and spaces alone: ``Next-Review`` for ``next_review``."""
    return re.sub(r"[\s_-]", "", str(wrong)).lower() == re.sub(r"[\s_-]", "", right).lower()


def _stand_in(data: object, loc: Loc, error: ErrorDetails, tried: Counter[Loc]) -> bool:
    """Puts the next stand-in at a place. False where none is left."""
    fields = _at(data, loc[:-1]) if loc else None
    if not isinstance(fields, dict | list):
        return False
    if error["type"] == "string_too_long":
        value: object = str(error["input"])[: error["ctx"]["max_length"]]
    elif error["type"] == "literal_error":
        value = (re.findall(r"'([^']*)'", error["ctx"]["expected"]) or [ABSENT])[0]
    elif tried[loc] < len(STAND_INS):
        value = copy.deepcopy(STAND_INS[tried[loc]])
    else:
        return False
    tried[loc] += 1
    fields[loc[-1]] = value  # type: ignore[index]
    return tried[loc] <= len(STAND_INS)


def _at(data: Any, loc: Loc) -> object:
    for part in loc:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _hidden(
    model: type[BaseModel], data: object, stood_in: frozenset[Loc], place: Callable[[ErrorDetails], Loc]
) -> tuple[ErrorDetails, ...]:
    """Contradictions between the fields, but for those that speak of a stand-in."""
    try:
        model.model_validate(data)
    except ValidationError as error:
        found = error.errors(include_url=False)
    else:
        return ()

    def of_a_stand_in(error: ErrorDetails) -> bool:
        at = place(error)
        inside = [loc for loc in stood_in if loc[: len(at)] == at]
        names = {str(part) for loc in inside for part in loc[len(at) :][-1:]} | {str(at[-1]) for at in inside if at}
        return at in stood_in or any(re.search(rf"\b{re.escape(name)}\b", error["msg"]) for name in names)

    return tuple(error for error in found if not of_a_stand_in(error))
