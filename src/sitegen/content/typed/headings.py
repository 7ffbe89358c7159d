"""The headings of a file: those that its model names, or free ones with anchors of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.base.problems import Problem, did_you_mean
from sitegen.content.models import Item, Own
from sitegen.content.reading.items import Source
from sitegen.content.reading.yaml_tree import Loc, line_of
from sitegen.content.typed.entries import headings_of
from sitegen.content.typed.salvage import ABSENT


def fixed_headings(
    source: Source, model: type[Item], fields: dict[str, object], lines: dict[Loc, int], own: Own = ()
) -> Iterator[Problem]:
    """Moves each section into its field; tells unknown, missing, repeated and misplaced headings."""
    known = headings_of(model, own)
    for heading, field in known.items():
        if field in source.fields:
            line = line_of(source.lines, (field,))
            hint = f'write this text in the body, under "## {heading}"'
            yield Problem(source.path, line, "unknown-field", f'unknown field "{field}".', hint)
    seen: list[str] = []
    for section in source.sections:
        if section.anchor is not None:
            message = "this heading's anchor is fixed."
            yield Problem(source.path, section.line, "heading-anchor", message, "delete the part in curly brackets")
        name = known.get(section.heading)
        if name is None:
            hint = did_you_mean(section.heading, known) or f"the headings are: {', '.join(known)}"
            message = f'unknown heading "{section.heading}".'
            yield Problem(source.path, section.line, "unknown-heading", message, hint)
        elif section.heading in seen:
            message = f'the heading "{section.heading}" appears twice.'
            yield Problem(source.path, section.line, "unknown-heading", message, "join the two sections")
        else:
            seen.append(section.heading)
            fields[name] = section.text
            lines[(name,)] = section.text_line
    for heading, field in known.items():
        if heading not in seen:
            # Said here in the heading's own words; the model's "missing field" would name the field.
            fields[field] = ABSENT
            message = f'the heading "## {heading}" is missing.'
            yield Problem(source.path, 1, "missing-heading", message, "add it where _template.md has it")
    yield from _out_of_order(source, seen, [heading for heading in known if heading in seen])


def _out_of_order(source: Source, seen: Sequence[str], wanted: Sequence[str]) -> Iterator[Problem]:
    """The first heading that stands where another belongs: those after it may only have been pushed along."""
    for heading, right in zip(seen, wanted, strict=True):
        if heading != right:
            line = next(s.line for s in source.sections if s.heading == heading)
            message = f'"{heading}" stands where "{right}" belongs.'
            yield Problem(source.path, line, "heading-order", message, "put the headings in the order of _template.md")
            return


def free_headings(source: Source) -> Iterator[Problem]:
    """Free headings need their own anchors."""
    seen: dict[str, int] = {}
    for section in source.sections:
        anchor = section.anchor or ""
        if not anchor or not all(part.isalnum() and part == part.lower() for part in anchor.split("-")):
            yield Problem(
                source.path,
                section.line,
                "heading-anchor",
                f'the heading "{section.heading}" needs its own anchor.',
                "write it in lower case with hyphens: ## How it began {#how-it-began}",
            )
        elif anchor in seen:
            yield Problem(
                source.path,
                section.line,
                "heading-anchor",
                f'the anchor "{anchor}" is used twice (first on line {seen[anchor]}).',
                "choose another",
            )
        seen.setdefault(anchor, section.line)
