"""The events of one attempt to read YAML, put together as plain lists, dicts and texts with their lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from sitegen.base.characters import plain, plain_spaces, strange_in
from sitegen.base.problems import Problem
from sitegen.content.reading.yaml_slips import quoted

Loc = tuple[str | int, ...]
"""Where a value stands inside the fields: ``("options", 2, "harms")``."""

MAX_DEPTH = 12


def line_of(lines: Mapping[Loc, int], loc: Loc) -> int:
    """The line of a value, or of the nearest field above it; 1 when nothing is known."""
    while loc and loc not in lines:
        loc = loc[:-1]
    return lines.get(loc, 1)


@dataclass
class Attempt:
    """One attempt: the value, its lines, its problems; and the row and words of the error at which YAML stopped."""

    value: object = None
    lines: dict[Loc, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    stopped: int | None = None
    error: str = ""


@dataclass
class _Open:
    """A list or mapping that has not ended yet: where it stands, the key that waits for a value, its brackets."""

    container: list[object] | dict[str, object]
    loc: Loc
    in_brackets: bool
    key: str | None = None

    @property
    def wants_key(self) -> bool:
        return isinstance(self.container, dict) and self.key is None


class _StoppedError(Exception):
    """What follows cannot be read any more; why is among the problems."""


def read_tree(path: str, text: str, first_line: int) -> Attempt:
    """One attempt at a text. A duplicate key keeps its first value; nothing is resolved, typed or run."""
    tree = _Tree(path, first_line)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            tree.take(event)
    except _StoppedError:
        return tree.done
    except yaml.MarkedYAMLError as error:
        # A quote without its end is found at the end of the file; its own line is where it begins.
        in_quotes = "quoted scalar" in (error.context or "")
        mark = error.context_mark if in_quotes else error.problem_mark or error.context_mark
        tree.done.stopped, tree.done.error = getattr(mark, "line", 0), error.problem or ""
        return tree.done
    except yaml.YAMLError as error:
        message = f"YAML cannot be read: {error}."
        tree.tell(first_line, "yaml-syntax", message, "look for signs that no keyboard has")
        return tree.done
    tree.done.value = tree.root[0] if tree.root else None
    return tree.done


class _Tree:
    """Takes YAML's events one after another."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.done = Attempt()
        self.root: list[object] = []
        self.stack: list[_Open] = []

    def tell(self, line: int, rule: str, message: str, hint: str) -> None:
        self.done.problems.append(Problem(self.path, line, rule, message, hint))

    def take(self, event: yaml.Event) -> None:
        line = getattr(event.start_mark, "line", 0) + self.first_line
        if isinstance(event, yaml.DocumentStartEvent) and self.root:
            self._stop(line, "yaml-syntax", "a second document begins here (---).", "write one list of records")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
            message = "YAML anchors (&), aliases (*) and tags (!) are not used here."
            self.tell(line, "yaml-feature", message, 'put quotes around the text: "..."')
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event, line)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._open(event, line)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self.stack.pop()

    def _stop(self, line: int, rule: str, message: str, hint: str) -> None:
        self.tell(line, rule, message, hint)
        raise _StoppedError

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        value = event.value
        # Only in double quotes can an escape write what the file's own text does not show.
        if event.style == '"':
            self.done.problems += strange_in(self.path, line, value.replace("\n", "\x0b"))
            value, _ = plain_spaces(self.path, "\n".join(map(plain, value.split("\n"))), line, fields=False)
        at = self.stack[-1] if self.stack else None
        if at and at.wants_key:
            if value == "<<":
                self.tell(line, "yaml-feature", "merge keys (<<) are not used here.", "write every field out")
            at.key = value
            return
        many = at is not None and isinstance(at.container, list) and at.in_brackets
        values, wrong, hint = ([value], "", "") if event.style else quoted(value, many)
        if wrong:
            self.tell(line, "yaml-syntax", wrong, hint)
        for part in values:
            self._place(part, line)

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent, line: int) -> None:
        if len(self.stack) >= MAX_DEPTH:
            message = f"fields are nested more than {MAX_DEPTH} deep here."
            self._stop(line, "too-deep", message, "close the brackets, or put quotes around the text")
        if self.stack and self.stack[-1].wants_key:
            self._stop(line, "yaml-syntax", "a field's name is missing here.", 'write: name: "text"')
        new: list[object] | dict[str, object] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.stack.append(_Open(new, self._place(new, line), bool(event.flow_style)))

    def _place(self, value: object, line: int) -> Loc:
        """Put a value where it belongs, and note its line."""
        here: Loc = ()
        if not self.stack:
            self.root.append(value)
        elif isinstance((at := self.stack[-1]).container, list):
            here = (*at.loc, len(at.container))
            at.container.append(value)
        else:
            key, at.key = at.key, None
            assert key is not None
            here = (*at.loc, key)
            if key in at.container:
                first = f'"{key}" appears twice (first on line {self.done.lines[here]}).'
                self.tell(line, "duplicate-key", first, "delete one of the two")
                here = (*at.loc, f"{key} (again)")
            else:
                at.container[key] = value
        self.done.lines[here] = line
        return here
