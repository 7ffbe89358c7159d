"""The field tables of ``content_src/README.md``, made from the models, so that they can never drift.

A field's description is the docstring below it in its model; it is read from the source with
``ast`` because Python keeps no docstrings of fields.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Mapping
from typing import Any, Literal, get_args, get_origin

from sitegen.content import models
from sitegen.content.models import (
    FACTS,
    ITEM_MODELS,
    JUDGING_MODELS,
    KINDS,
    RECORD_MODELS,
    Item,
    Model,
    Number,
    Own,
    with_those_below,
)
from sitegen.content.typed.entries import headings_of

PARTS: tuple[type[Model], ...] = (
    models.Fact,
    models.Unknown,
    models.Group,
    models.Compared,
    models.Study,
    models.Verdict,
    models.Option,
    models.Matter,
    models.Answer,
    models.ClaimedBenefit,
    models.LeafletPart,
    models.HowOften,
    models.CanHappen,
    models.Licence,
    models.Rule,
    models.Sign,
    models.Withdrawn,
)
BEGIN, END = "<!-- fields: begin -->", "<!-- fields: end -->"


def tables(own: Own) -> str:
    """All field tables as Markdown: every page first, then each folder, then the data files."""
    notes = _descriptions()
    parts = ["### Every page", _table(Item, notes, skip=())]
    for folder, model in ITEM_MODELS.items():
        parts += [f"### `{folder}/`", _table(model, notes, skip=tuple(Item.model_fields))]
        if headings := headings_of(model, own):
            parts.append("Headings, in this order: " + ", ".join(f'"{heading}"' for heading in headings) + ".")
        else:
            parts.append("Headings are free, each with its own anchor.")
    for name, record in (RECORD_MODELS | JUDGING_MODELS).items():
        parts += [f"### `data/{name}.yml`", _table(record, notes, skip=())]
    for kind, record in KINDS.items():
        default = " (the kind that is meant where none is written)" if record is Number else ""
        parts += [f"### `{FACTS}/*.yml`, kind: {kind}{default}", _table(record, notes, skip=())]
    parts.append("### Records inside fields")
    for part in PARTS:
        names = ", ".join(f"`{info.alias or name}`" for name, info in part.model_fields.items())
        parts.append(f"**{part.__name__}.** {inspect.getdoc(part)}\nFields: {names}.")
    return "\n\n".join(part for part in parts if part)


def with_tables(text: str, own: Own = ()) -> str:
    """The README with fresh tables between its two marks. ``own`` are the site's own words for headings.

    Raises ``ValueError`` when a mark is missing.
    """
    before, mark, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not mark or not end:
        raise ValueError("content_src/README.md has lost its marks for the field tables")
    return f"{before}{BEGIN}\n\n{tables(own)}\n\n{END}{after}"


def _table(model: type[Model], notes: Mapping[tuple[str, str], str], skip: tuple[str, ...]) -> str:
    headings = set(headings_of(model).values()) if issubclass(model, Item) else set()
    rows = []
    for name, info in model.model_fields.items():
        if name in skip or name in headings:
            continue
        owner = next(c.__name__ for c in model.__mro__ if name in inspect.get_annotations(c))
        needed = "yes" if info.is_required() else "no"
        choices = _choices(info.annotation)
        note = notes.get((owner, name), "")
        if choices:
            note = f"{note} One of: {', '.join(f'`{c}`' for c in choices)}.".strip()
        rows.append(f"| `{info.alias or name}` | {needed} | {note} |")
    return "\n".join(["| Field | Needed | What to write |", "|---|---|---|", *rows]) if rows else ""


def _choices(annotation: Any) -> list[str]:
    if get_origin(annotation) is Literal:
        return [str(choice) for choice in get_args(annotation)]
    return []


def _descriptions() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for model in with_those_below(Model):
        (node,) = ast.parse(inspect.getsource(model)).body
        assert isinstance(node, ast.ClassDef)
        for field, note in zip(node.body, node.body[1:], strict=False):
            if (
                isinstance(field, ast.AnnAssign)
                and isinstance(field.target, ast.Name)
                and isinstance(note, ast.Expr)
                and isinstance(note.value, ast.Constant)
            ):
                found[node.name, field.target.id] = str(note.value.value)
    return found
