"""YAML as plain lists, dicts and texts, with the line of every value. Nothing is resolved, typed or run.

Every scalar stays the text that stands there, so that ``no``, ``010`` and ``1:30`` mean what they say.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml

from sitegen.characters import plain, plain_spaces, strange_in
from sitegen.problems import Problem
from sitegen.yaml_slips import Slip, mend_marks, quoted, slips

Loc = tuple[str | int, ...]
"""Where a value stands inside the fields: ``("options", 2, "harms")``."""

MAX_DEPTH = 12
MOST_SLIPS = 20
MOST_CHARACTERS_TRIED = 6_000_000
"""Of all attempts to read a text with a slip mended, so that a hostile file costs no more than a moment."""


@dataclass
class _Reading:
    """One attempt: the value, its lines, its problems; and the row and words of the error at which YAML stopped."""

    value: object = None
    lines: dict[Loc, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    stopped: int | None = None
    error: str = ""


def read_yaml(path: str, text: str, first_line: int = 1) -> tuple[object, dict[Loc, int], list[Problem]]:
    """A text's value, the line of every value in it, and its problems.

    ``first_line`` is the line of the file on which ``text`` begins. A duplicate key keeps its first value and is a
    problem; anchors, aliases, tags and deep nesting are problems. A slip is told, and what was meant is read.
    """
    text, problems = plain_spaces(path, text, first_line, fields=True)
    text, more = mend_marks(path, text, first_line)
    problems += more
    reading = _read(path, text, first_line)
    left, rows = MOST_CHARACTERS_TRIED, text.split("\n")
    for _ in range(MOST_SLIPS):
        if reading.stopped is None:
            break
        found = None
        for slip in slips(rows, reading.stopped):
            if left < 0:
                break
            tried = _with(rows, slip)
            left -= len(text)
            attempt = _read(path, "\n".join(tried), first_line)
            if attempt.stopped is None or attempt.stopped > reading.stopped:
                found = attempt, tried, slip
                break
        if found is None:
            problems.append(_syntax_problem(path, rows, reading.stopped, first_line, reading.error))
            break
        reading, rows, slip = found
        problems.append(Problem(path, slip.row + first_line, "yaml-syntax", slip.message, slip.hint))
    return reading.value, reading.lines, [*problems, *reading.problems]


def _with(rows: list[str], slip: Slip) -> list[str]:
    meant = dict(slip.meant)
    return [meant.get(index, row) for index, row in enumerate(rows)]


def _read(path: str, text: str, first_line: int) -> _Reading:
    """One attempt at a text."""
    done = _Reading()
    lines, problems = done.lines, done.problems
    root: list[object] = []
    # One frame for each open list or mapping: (container, its loc, pending key); and whether it stands in brackets.
    stack: list[tuple[list[object] | dict[str, object], Loc, str | None]] = []
    in_brackets: list[bool] = []

    def tell(line: int, rule: str, message: str, hint: str) -> None:
        problems.append(Problem(path, line, rule, message, hint))

    def place(value: object, line: int) -> Loc:
        if not stack:
            root.append(value)
            lines[()] = line
            return ()
        container, loc, key = stack[-1]
        if isinstance(container, list):
            here: Loc = (*loc, len(container))
            container.append(value)
        else:
            assert key is not None
            here = (*loc, key)
            if key in container:
                first = f'"{key}" appears twice (first on line {lines[here]}).'
                tell(line, "duplicate-key", first, "delete one of the two")
                here = (*loc, f"{key} (again)")
            else:
                container[key] = value
            stack[-1] = (container, loc, None)
        lines[here] = line
        return here

    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            line = getattr(event.start_mark, "line", 0) + first_line
            if isinstance(event, yaml.DocumentStartEvent) and root:
                tell(line, "yaml-syntax", "a second document begins here (---).", "write one list of records")
                return done
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
                message = "YAML anchors (&), aliases (*) and tags (!) are not used here."
                tell(line, "yaml-feature", message, 'put quotes around the text: "..."')
                if isinstance(event, yaml.AliasEvent):
                    continue
            if isinstance(event, yaml.ScalarEvent):
                value = event.value
                # Only in double quotes can an escape write what the file's own text does not show.
                if event.style == '"':
                    problems += strange_in(path, line, value.replace("\n", "\x0b"))
                    value, _ = plain_spaces(path, "\n".join(map(plain, value.split("\n"))), line, fields=False)
                waiting_for_key = bool(stack) and isinstance(stack[-1][0], dict) and stack[-1][2] is None
                if waiting_for_key:
                    if value == "<<":
                        tell(line, "yaml-feature", "merge keys (<<) are not used here.", "write every field out")
                    container, loc, _ = stack[-1]
                    stack[-1] = (container, loc, value)
                    continue
                many = bool(stack) and isinstance(stack[-1][0], list) and in_brackets[-1]
                values, wrong, hint = ([value], "", "") if event.style else quoted(value, many)
                if wrong:
                    tell(line, "yaml-syntax", wrong, hint)
                for part in values:
                    place(part, line)
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                if len(stack) >= MAX_DEPTH:
                    message = f"fields are nested more than {MAX_DEPTH} deep here."
                    tell(line, "too-deep", message, "close the brackets, or put quotes around the text")
                    return done
                if stack and isinstance(stack[-1][0], dict) and stack[-1][2] is None:
                    tell(line, "yaml-syntax", "a field's name is missing here.", 'write: name: "text"')
                    return done
                new: list[object] | dict[str, object] = {} if isinstance(event, yaml.MappingStartEvent) else []
                stack.append((new, place(new, line), None))
                in_brackets.append(bool(event.flow_style))
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                stack.pop()
                in_brackets.pop()
    except yaml.MarkedYAMLError as error:
        # A quote without its end is found at the end of the file; its own line is where it begins.
        in_quotes = "quoted scalar" in (error.context or "")
        mark = error.context_mark if in_quotes else error.problem_mark or error.context_mark
        done.stopped, done.error = getattr(mark, "line", 0), error.problem or ""
        return done
    except yaml.YAMLError as error:
        tell(first_line, "yaml-syntax", f"YAML cannot be read: {error}.", "look for signs that no keyboard has")
        return done
    done.value = root[0] if root else None
    return done


def _syntax_problem(path: str, rows: list[str], stopped: int, first_line: int, what: str) -> Problem:
    row = rows[stopped] if stopped < len(rows) else ""
    if "\t" in row or ("token" in what and "\\t" in what):
        hint = "use spaces, not tabs, at the start of the line"
    elif "mapping values" in what:
        hint = 'a text with a colon needs quotes: name: "like: this"'
    else:
        hint = "check quotes, brackets and the spaces at the start of the line"
    return Problem(
        path, stopped + first_line, "yaml-syntax", f"this line cannot be read: {row.strip()[:60]}", f"{hint} ({what})"
    )
