"""``site.yml``: what holds for the whole site. Without a valid one the other files are still checked."""

from __future__ import annotations

from sitegen.base.problems import Problem
from sitegen.content.models import SiteConfig, Subject
from sitegen.content.reading.items import Records
from sitegen.content.typed.errors import validate_fields

SHOWN_AS = "content_src"
SETTINGS = "site.yml"
NO_SUBJECT = Subject(name="the treatment", in_short="It is a treatment.")
NO_CONFIG = SiteConfig.model_construct(
    name="", maker="", funding="", repository="", branch="", version="", subject=NO_SUBJECT
)
"""Stands in for a broken ``site.yml`` while the other files are checked; nothing is rendered from it."""


def settings(read: Records | None, told: bool) -> tuple[SiteConfig | None, Subject | None, list[Problem]]:
    """The settings, the words of the subject where only other settings are wrong, and the problems.

    ``told``: something has been said of the file already, so nobody is told that it is missing.
    """
    path = f"{SHOWN_AS}/{SETTINGS}"
    if read is None:
        missing = Problem(path, 1, "missing-field", f"{SETTINGS} is missing.", "every site needs it")
        return None, None, [] if told else [missing]
    config, problems = validate_fields(SiteConfig, read.data, read.lines, path)
    if config:
        return config, config.subject, problems
    of_subject = read.data.get("subject") if isinstance(read.data, dict) else None
    return None, validate_fields(Subject, of_subject, {}, "")[0], problems
