"""What a field can say of itself: that it is prose, a heading, a link to something; and the base of all models."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationInfo, model_validator


@dataclass(frozen=True)
class Prose:
    """Words a patient reads. ``claim``: a statement of benefit, harm or law, so it needs a citation."""

    claim: bool = False


@dataclass(frozen=True)
class Heading:
    """The field is filled by the text under this ``##`` heading.

    The anchor is the field's name with hyphens unless another is given, so that a new wording never breaks a link.
    """

    text: str
    anchor: str = ""


Own = tuple[tuple[str, Heading], ...]
"""The headings to which a site gives its own words: ``(field, heading)``."""


@dataclass(frozen=True)
class Link:
    """The value is an id: of an item (in ``folders``), a reference, a term, a question or a verdict."""

    kind: Literal["item", "reference", "term", "question", "verdict"]
    folders: tuple[str, ...] = ()


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Sentence = Annotated[Text, Prose()]
ReferenceId = Annotated[Text, Link("reference")]
References = Annotated[tuple[ReferenceId, ...], Field(min_length=1)]
QuestionId = Annotated[Text, Link("question")]
VerdictId = Annotated[Text, Link("verdict")]
AnyItem = Annotated[Text, Link("item")]
TypeId = Annotated[Text, Link("item", ("types",))]
BenefitId = Annotated[Text, Link("item", ("benefits",))]
RiskId = Annotated[Text, Link("item", ("risks",))]
SubstanceId = Annotated[Text, Link("item", ("substances",))]
CardId = Annotated[Text, Link("item", ("cards",)), BeforeValidator(lambda value: _named(value))]
# A host and a path in which no character could end a link or an attribute; round brackets only in pairs.
_PATH = r"([/?#]([^\s\"'<>()\[\]\\^`{|}]|\([^\s\"'<>()\[\]\\^`{|}]*\))*)?"
WEB_ADDRESS = r"^https?://[A-Za-z0-9.-]+(:\d+)?" + _PATH + "$"
REGISTERED = (
    r"^(NCT\d{8}|ISRCTN\d{8}|EUCTR\d{4}-\d{6}-\d{2}|ACTRN\d{14}p?|ChiCTR-?[A-Za-z0-9-]+|IRCT[0-9N]+|CTRI/[0-9/]+|"
    r"RBR-[a-z0-9]+|DRKS\d{8}|TCTR\d{11}|UMIN\d{9})$"
)
"""The numbers of registries of trials in the network of the World Health Organization."""
SECURE_ADDRESS = WEB_ADDRESS.replace("s?", "s", 1)
Day = date
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


def _named(value: object) -> object:
    """A page names a card and never carries text of its own (one card, one text)."""
    if isinstance(value, dict):
        raise ValueError(
            "a page writes no card of its own; name one, such as cards/name, and change its words in cards/"
        )
    return value


M = TypeVar("M")

LENIENT = "fields only"
"""The context of a validation that leaves out what :func:`cross_check` marks."""


def cross_check(method: Callable[[M], M]) -> Any:
    """A check between the fields of one record. It raises ``ValueError`` with what is wrong.

    It is left out in the context ``LENIENT``, so that a record with stand-ins can still be looked at.
    """

    def check(self: M, info: ValidationInfo) -> M:
        return self if info.context == LENIENT else method(self)

    return model_validator(mode="after")(check)


class Model(BaseModel):
    """Closed, frozen records: an unknown field is a problem, and nothing changes after validation."""

    model_config = ConfigDict(
        defer_build=True, extra="forbid", frozen=True, populate_by_name=False, str_strip_whitespace=True
    )


def with_those_below(model: type[Model]) -> Iterator[type[Model]]:
    """A model and, depth first, all that are made from it."""
    yield model
    for below in model.__subclasses__():
        yield from with_those_below(below)
