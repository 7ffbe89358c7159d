"""The words of the site for the values that records have: one table a kind of value, in English.

Each table is a context of the catalogues of other languages (:mod:`sitegen.content.describe.words`).
"""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.content.models import CertaintyWord

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip

DRAWN: tuple[CertaintyWord, ...] = ("low", "moderate", "high")
"""Numbers of a benefit are drawn from this certainty on: a picture looks surer than a word (design, section 6)."""

LEAFLETS: Mapping[str, str] = {"a4": "A4", "letter": "US letter", "large": "large print"}
"""The editions of a leaflet, by the word in its file's name."""

LAW_STATUS: Mapping[str, str] = {
    "in force": "in force from",
    "not yet in force": "not yet in force, planned for",
    "decision": "decision of",
    "warning": "warning of",
    "advice": "advice of",
    "licence": "approved on or in",
    "ended": "ended on or in",
    "proposed": "proposed on or for",
    "statement": "statement of",
    "law": "law of",
}
"""What happened on the date of a law, before the date."""

WORDS: Mapping[str, Mapping[str, str]] = {
    "design": {
        "systematic-review-of-trials": "Review of randomised trials",
        "systematic-review": "Systematic review",
        "rct": "Randomised trial",
        "controlled": "Study with a comparison group, not randomised",
        "cohort": "Study of a group without a comparison",
        "case-series": "Report of several cases",
        "case-report": "Report of one or a few cases",
        "outbreak-report": "Report of an outbreak",
        "guideline": "Guideline or advice of a health body",
        "consensus": "Agreed opinion of practitioners",
        "narrative-review": "Overview or article",
        "regulator-notice": "Notice of a regulator or government",
        "law": "Law or court ruling",
        "drug-label": "Official product information",
        "laboratory": "Laboratory study",
        "history": "History",
        "news": "News report",
    },
    "leaflet": LEAFLETS,
    "status of a law": LAW_STATUS,
    "certainty": {
        "high": "High certainty",
        "moderate": "Moderate certainty",
        "low": "Low certainty",
        "very low": "Very low certainty",
        "no evidence found": "No evidence found",
    },
    # How sure and which way: the verb follows the word (design, section 3); below low nobody knows.
    "way": {
        "high, helps": "Helps",
        "high, no difference": "Makes no difference",
        "high, harms": "Harms",
        "moderate, helps": "Probably helps",
        "moderate, no difference": "Probably makes no difference",
        "moderate, harms": "Probably harms",
        "low, helps": "May help",
        "low, no difference": "May make no difference",
        "low, harms": "May harm",
        "no evidence found": "No study found",
        "not known": "We do not know",
    },
    "form": {
        "full text": "the full text",
        "abstract": "the abstract alone",
        "part": "a part of it",
        "copy": "a copy",
        "report": "only a report of it",
    },
    "notice": {
        "retraction": "Its journal has withdrawn it",
        "concern": "Its journal has warned about it",
        "newer version": "There is a newer version",
        "correction": "It has been corrected",
        "other": "Its journal has added a notice",
    },
    "urgency": {
        "self-care": "What you can do yourself",
        "clinic": "Call the clinic or a doctor",
        "same-day": "Get medical help today",
        "emergency": "Emergency: act now",
    },
    "urgency in a word": {
        "self-care": "At home",
        "clinic": "Soon",
        "same-day": "Today",
        "emergency": "Emergency",
    },
    "seriousness": {
        "passing": "Usually goes away",
        "lasting": "Can last or leave a mark",
        "emergency": "Can be an emergency",
    },
    "why": {
        "no study": "We found no study that asked this",
        "studies disagree": "The studies disagree",
        "no measurement": "We found no measurement of it",
        "not found": "We looked and found no answer",
    },
    "direction": {
        "helps": "The evidence suggests a benefit",
        "no difference": "The evidence suggests no difference",
        "harms": "The evidence suggests harm",
        "not known": "It is not clear whether it helps",
    },
    "status of a rule": {
        "in force": "In force",
        "not yet in force": "Not yet in force",
        "proposed": "Proposed",
        "warning": "Warning",
        "advice": "Advice",
        "decision": "Decision",
        "not found": "Not found",
    },
    "rule": {
        status: status
        for status in ("in force", "not yet in force", "proposed", "warning", "advice", "decision", "not found")
    },
    "can it happen": {"yes": "yes", "probably": "probably", "not known": "not known"},
    "doubt": {
        "bias or the maker's ties": "bias or the maker's ties",
        "results disagree": "results disagree",
        "other product, place or people": "other product, place or people",
        "no dummy": "no dummy",
        "few people": "few people",
        "too short": "too short",
    },
    "column": {"The treatment": "The treatment", "Dummy or nothing": "Dummy or nothing"},
    "review": {"draft": "Draft, not yet checked by a clinician"},
    "part": {"opening": "The opening"},
    "count": {"Not counted": "Not counted", "See below": "See below"},
    "group": {"aesthetic": "For looks", "medical": "For a health problem"},
    "folder": {
        "pages": "About the treatment and this guide",
        "types": "What it is used for",
        "compare": "The choices side by side",
        "benefits": "What it may do",
        "risks": "What can go wrong",
        "substances": "What is used",
        "consultation": "Before, during and after",
        "cards": "What to do at a sign",
        "rules": "Law and licence by country",
    },
    "licence": {
        "licensed": "Officially approved for this",
        "licensed for another use": "Approved, but for another use",
        "not licensed": "Not approved",
        "suspended": "Suspended",
        "banned": "Banned",
        "warned against": "Warned against by the regulator",
        "not found": "No approval found",
    },
    "row": {
        "how": "What it is and how it is meant to work",
        "works": "How well it works, and how sure that is",
        "numbers": "In numbers of people",
        "serious": "Harms that are serious or can last",
        "harms": "What can go wrong",
        "time": "How long it takes",
        "daily": "What it means for daily life",
        "licence": "Approved for this",
        "cost": "Cost",
        "change-mind": "If you change your mind",
        "not-known": "What we do not know",
    },
    "change": {
        "urgency": "How urgent it is",
        "number": "A number",
        "certainty": "How sure anyone can be",
        "law": "Law or licence",
        "page": "The page itself",
        "sources": "Sources",
        "wording": "Wording",
    },
    "stage": {
        "first hour": "During the visit and the first hour",
        "first days": "The first days",
        "weeks 1 to 12": "Weeks 1 to 12",
        "later": "After that",
        "not known": "We found no record of when it starts",
    },
}
