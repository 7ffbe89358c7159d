"""Words and numbers: the gates that keep the text readable and the numbers honest.

Reading grade is Flesch-Kincaid: 0.39 x words a sentence + 11.8 x syllables a word - 15.59.
It is counted on sentences that a patient reads. Left out, by rule: sources, and the names that
cannot be made shorter (medical words of the glossary, substances, and what ``site.yml`` lists under ``left_out``:
the treatment's name, and phrases that have no shorter form that holds in every country).
Each is taken out of its sentence before counting; the sentence itself stays.

Every function is pure: text in, problems or numbers out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sitegen.base.problems import Problem
from sitegen.content.models import CardItem
from sitegen.content.prose.blocks import Block, parse
from sitegen.content.typed.entries import Entry
from sitegen.rules.language.reading_grade import QUOTED, WORD, reading

PAGE_GRADE = 7.0
SITE_GRADE = 6.5
SUMMARY_GRADE = 6.0
CARD_GRADE = 5.0
LONGEST_SENTENCE = 25
LONG_SENTENCE = 20
LONG_SHARE = 0.1
PARAGRAPH_SENTENCES = 3
LIST_POINTS = 7

BANNED: tuple[tuple[str, str], ...] = (
    (r"miracles?|miraculous", "say what was measured"),
    (r"painless|pain-free", "say how many people felt pain"),
    (r"guarantee[ds]?", "say how sure anyone can be"),
    (r"melt(s|ed|ing)?", "say what happens to it"),
    (r"detox\w*", "say what is meant"),
    (r"rejuvenat\w+", "only as a name, in quotes"),
    (r"risk-free|flawless", "say what is known of the harms"),
    (r"e\.g\.?|i\.e\.?|etc\b\.?|viz\.|vs\.", "write: for example, that is, and so on, against"),
    (r"\w+n['’]t", "write the word not in full"),
    (r"click here|read more here", "say where the link leads"),
    (r"clinicians?", "write: doctor, nurse or other health professional"),
    (r"suffer(s|ed|ing|ers?)?", "write: have"),
    (r"dark skin|dark-skinned", "write: brown and black skin"),
    (r"completely safe|perfectly safe|totally safe|(is|are) safe(?! (if|when|until))", "say safer, and than what"),
    (r"medications?", "write: medicine"),
    (r"acute(ly)?", "write: sudden"),
    (r"chronic(ally)?", "write: for a long time"),
    (r"occur(s|red|ring)?", "write: happen"),
    (r"normally", "write: usually"),
    (r"excessive(ly)?", "write: too much"),
    (r"incurable", "write: cannot be cured"),
    (r"exceed(s|ed|ing)?", "write: more than"),
    (r"seek(s|ing)?", "write: ask for"),
    (r"utili[sz]e[sd]?|utili[sz]ation", "write: use"),
    (r"prior to", "write: before"),
    (r"commence[sd]?", "write: begin"),
    (r"in order to", "write: to"),
    (r"approximately", "write: about"),
    (r"numerous", "write: many, or the number"),
    (r"sufficient(ly)?", "write: enough"),
    (r"terminate[sd]?", "write: end"),
    (r"purchase[sd]?", "write: buy"),
    (r"physicians?", "write: doctor"),
    (r"the elderly", "write: older people"),
    (
        r"facilitate[sd]?|empower\w*|foster(s|ed|ing)?|tackl(e|es|ed|ing)|deploy\w*|collaborat\w*|agenda",
        "say it plainly",
    ),
    (r"cocktails?", "write: mix, or explain the word and put it in quotes"),
)
BANNED_WORDS = tuple((re.compile(rf"(?<![\w])(?:{pattern})(?![\w])", re.I), hint) for pattern, hint in BANNED)
# One look that leaves nearly every sentence alone; only where it finds something is each pattern tried.
ANY_BANNED = re.compile(rf"(?<![\w])(?:{'|'.join(pattern for pattern, _ in BANNED)})(?![\w])", re.I)

PERCENT = re.compile(r"\d\s?(%|per ?cent)")
RARE = re.compile(r"\b(?:very |more |less |un)?(?:rare(?:ly|r)?|(?:un)?common(?:ly)?)\b", re.I)
# "Common" says how often only as a judgement; these phrases say something else.
RARE_OTHER = re.compile(
    r"\b(?:in common|common sense|common (?:words?|names?|kind|cold|way|form)|how (?:common|rare)|most common"
    r"|more common|less common"
    r"|commonest|less commonly|more commonly|most commonly|rarer|not (?:known|counted))\b",
    re.I,
)
NUMBER_WORD = re.compile(r"\d")


def block_problems(path: str, block: Block) -> Iterator[Problem]:
    """Length of sentences, paragraphs and lists; headings; banned words; numbers."""
    found = list(block.sentences)
    for line, sentence in found:
        count = len(WORD.findall(sentence))
        if count > LONGEST_SENTENCE:
            yield Problem(
                path,
                line,
                "long-sentence",
                f"this sentence has {count} words; the limit is {LONGEST_SENTENCE}: {sentence[:50]}...",
                "make two sentences of it",
            )
    if block.kind == "paragraph" and len(found) > PARAGRAPH_SENTENCES:
        yield Problem(
            path,
            block.line,
            "long-paragraph",
            f"this paragraph has {len(found)} sentences; the limit is {PARAGRAPH_SENTENCES}.",
            "put an empty line where a new thought begins",
        )
    if block.kind in ("list", "steps") and len(block.lines) > LIST_POINTS:
        yield Problem(
            path,
            block.line,
            "long-list",
            f"this list has {len(block.lines)} points; the limit is {LIST_POINTS}.",
            "split it under two subheadings",
        )
    if block.kind == "subheading":
        yield from heading_problems(path, block.line, block.plain)
    for line, sentence in found:
        yield from word_problems(path, line, sentence)


def percentage_alone(sentence: str) -> bool:
    """Whether a percentage of people stands in a sentence that gives no count of them."""
    return bool(PERCENT.search(sentence)) and not re.search(r"\b\d[\d,]* of (?:every )?\d", sentence)


def word_problems(path: str, line: int, sentence: str) -> Iterator[Problem]:
    """Banned words, percentages that stand alone, adjectives where a number belongs."""
    unquoted = QUOTED.sub("", sentence) if '"' in sentence or "“" in sentence else sentence
    for pattern, hint in BANNED_WORDS if ANY_BANNED.search(unquoted) else ():
        if match := pattern.search(unquoted):
            yield Problem(path, line, "banned-word", f'"{match[0]}" is not used here.', hint)
    if percentage_alone(sentence):
        yield Problem(path, line, "bare-percentage", "a percentage stands alone here.", "write people: 72 of 100")
    if RARE.search(unquoted) and RARE.search(RARE_OTHER.sub("", unquoted)) and not NUMBER_WORD.search(sentence):
        yield Problem(
            path,
            line,
            "frequency-adjective",
            "rare or common stands here without a number.",
            "give the number, or say that nobody has counted",
        )


def heading_problems(path: str, line: int, heading: str) -> Iterator[Problem]:
    """Headings are statements in sentence case."""
    if heading.rstrip().endswith("?"):
        yield Problem(
            path, line, "heading-question", f'a heading is a statement: "{heading}".', "say what the section tells"
        )
    words = heading.split()
    if words and words[0][:1].islower():
        yield Problem(path, line, "heading-case", f'begin the heading with a capital: "{heading}".')
    capitals = [w for w in words[1:] if w[:1].isupper() and w[1:].islower() and len(w) > 3]
    if len(words) > 2 and len(capitals) > len(words) / 2:
        yield Problem(path, line, "heading-case", f'write only the first word and names with a capital: "{heading}".')


def page_problems(
    path: str, found: Sequence[tuple[int, str]], names: re.Pattern[str] | None, grade: float | None = None
) -> Iterator[Problem]:
    """Reading grade (counted here unless given) and the share of long sentences of one page (line and sentence)."""
    grade = reading((sentence for _, sentence in found), names).grade if grade is None else grade
    if grade > PAGE_GRADE:
        worst = sorted(found, key=lambda pair: -reading([pair[1]], names).grade)[:3]
        lines = ", ".join(str(line) for line, _ in worst)
        yield Problem(
            path,
            1,
            "reading-grade",
            f"this page reads at grade {grade:.1f}; the limit is {PAGE_GRADE}.",
            f"the hardest sentences are on lines {lines}",
        )
    long = [line for line, sentence in found if len(WORD.findall(sentence)) > LONG_SENTENCE]
    if len(long) > LONG_SHARE * len(found) and len(long) > 1:
        yield Problem(
            path,
            long[0],
            "many-long-sentences",
            f"{len(long)} of {len(found)} sentences have more than {LONG_SENTENCE} words; the limit is one in ten.",
            f"shorten those on lines {', '.join(map(str, long[:8]))}",
        )


def summary_problems(
    path: str, line: int, what: str, text: list[str], names: re.Pattern[str] | None, most: float = SUMMARY_GRADE
) -> Iterator[Problem]:
    """Summaries (read in a hurry) and care cards (read in fear, ``CARD_GRADE``) at their own grades."""
    grade = reading(text, names).grade
    if grade > most:
        yield Problem(
            path,
            line,
            "plain-summary",
            f"{what} reads at grade {grade:.1f}; the limit is {most}.",
            "shorter words help more than shorter sentences; keep every hedge, number and time",
        )


def text_problems(entry: Entry) -> Iterator[Problem]:
    """The words of one page, whatever the others say: headings and blocks."""
    for text in entry.prose:
        if text.loc == ("title",):
            continue
        if text.in_body:
            yield from heading_problems(entry.path, text.line, text.heading)
        for block in text.blocks:
            yield from block_problems(entry.path, block)


def graded_problems(
    entry: Entry, found: Sequence[tuple[int, str]], names: re.Pattern[str] | None, grade: float | None
) -> Iterator[Problem]:
    """How hard a page and its summary read; ``names`` are left out of the count."""
    if not entry.lost:
        yield from page_problems(entry.path, found, names, grade)
    # A card's words are counted together, in card_rules.
    if not isinstance(entry.item, CardItem):
        yield from summary_problems(
            entry.path, entry.line(("summary",)), "the summary", _plain_sentences(entry.item.summary), names
        )


def _plain_sentences(text: str) -> list[str]:
    return [sentence for block in parse(text) for _, sentence in block.sentences]


def site_problems(median_grade: float) -> Iterator[Problem]:
    """The reading grade of the middle page."""
    if median_grade > SITE_GRADE:
        yield Problem(
            "content_src",
            1,
            "site-reading-grade",
            f"the middle page reads at grade {median_grade:.1f}; the limit is {SITE_GRADE}.",
            "mend the hardest pages first",
        )
