"""Words and numbers: the gates that keep the text readable and the numbers honest.

Reading grade is Flesch-Kincaid: 0.39 x words a sentence + 11.8 x syllables a word - 15.59.
It is counted on sentences that a patient reads. Left out, by rule: sources, and the names that
cannot be made shorter (medical words of the glossary, substances, the word mesotherapy, and the fixed phrase
"local emergency number", which has no shorter form that holds in every country).
Each is taken out of its sentence before counting; the sentence itself stays.

Every function is pure: text in, problems or numbers out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from sitegen.problems import Problem
from sitegen.prose import Block, sentences

PAGE_GRADE = 7.0
SITE_GRADE = 6.5
SUMMARY_GRADE = 5.0
LONGEST_SENTENCE = 25
LONG_SENTENCE = 20
LONG_SHARE = 0.1
PARAGRAPH_SENTENCES = 3
LIST_POINTS = 7

WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’][A-Za-z]+)?|\d[\d,.]*")

# Syllables that the rules below get wrong, in words that this site uses.
SYLLABLES = {
    "being": 2, "area": 3, "areas": 3, "people": 2, "peoples": 2, "create": 2, "created": 3, "idea": 3, "ideas": 3,
    "something": 2, "sometimes": 2, "someone": 2, "somebody": 3, "everyone": 3, "every": 2, "everything": 3,
    "everybody": 4, "evidence": 3, "different": 3, "difference": 3, "medicine": 3, "medicines": 3, "cafeteria": 5,
    "science": 2, "scientific": 4, "quiet": 2, "diet": 2, "client": 2, "clients": 2, "trial": 2, "trials": 2,
    "prior": 2, "giant": 2, "reliable": 4, "via": 2, "doing": 2, "going": 2, "seeing": 2, "real": 1, "really": 2,
    "reaction": 3, "reactions": 3, "reality": 4, "usual": 3, "usually": 4, "unusual": 4, "actual": 3, "actually": 4,
    "gradual": 3, "gradually": 4, "manual": 3, "individual": 5, "visual": 3, "sexual": 3, "casual": 3, "fluid": 2,
    "fluids": 2, "ruin": 2, "suicide": 3, "suicidal": 4, "poem": 2, "lion": 2, "radio": 3, "ratio": 3, "video": 3,
    "videos": 3, "museum": 3, "forehead": 2, "business": 2, "vegetable": 4, "several": 3, "interest": 3,
    "does": 1, "goes": 1, "shoes": 1, "toes": 1, "eyes": 1, "eye": 1, "one": 1, "once": 1, "ones": 1, "none": 1,
    "lie": 1, "lies": 1, "lying": 2, "dying": 2, "tying": 2, "buying": 2, "saying": 2, "staying": 2, "playing": 2,
    "paying": 2, "trying": 2, "drying": 2, "worrying": 3, "carrying": 3, "studying": 3, "copying": 3, "varying": 3,
    "carefully": 3, "careful": 2, "useful": 2, "likely": 2, "rarely": 2, "lately": 2, "widely": 2, "safely": 2,
    "closely": 2, "namely": 2, "surely": 2, "hopeful": 2, "statement": 2, "movement": 2, "placement": 2,
    "placebo": 3, "therefore": 2, "before": 2, "cream": 1, "maybe": 2, "homemade": 2, "wavelength": 2, "shared": 1,
    "unlicensed": 3, "licensed": 2, "licence": 2, "licences": 3, "nerve": 1, "nerves": 1, "needle": 2, "needles": 2,
    "muscle": 2, "muscles": 2, "single": 2, "simple": 2, "little": 2, "possible": 3, "couple": 2, "trouble": 2,
    "naked": 2, "wicked": 2, "hundred": 2, "infected": 3, "needed": 2, "ended": 2, "acne": 2, "recipe": 3,
    "anybody": 4, "anyone": 3, "anywhere": 3, "anything": 3, "nobody": 3, "iodine": 3, "theatre": 3, "our": 1,
    "hour": 1, "hours": 1, "fire": 1, "tired": 1, "require": 2, "required": 2, "cooperate": 4, "coordinate": 4,
    "preexisting": 4, "reopen": 3, "microbe": 2,
    "tongue": 1, "tongues": 1, "experience": 4, "experiences": 5, "experienced": 4,
    "ingredient": 4, "ingredients": 4, "audience": 3,
    "anaemia": 4, "diarrhoea": 4, "hyaluronic": 5, "deoxycholic": 5,
}  # fmt: skip

BANNED: tuple[tuple[str, str], ...] = (
    (r"miracles?|miraculous", "say what was measured"),
    (r"painless|pain-free", "say how many people felt pain"),
    (r"guarantee[ds]?", "say how sure anyone can be"),
    (r"melt(s|ed|ing)?", "say what happens to the fat"),
    (r"detox\w*", "say what is meant"),
    (r"rejuvenat\w+", 'only as a quoted name: "facial rejuvenation"'),
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
QUOTED = re.compile(r"[\"“][^\"”“]*[\"”]")
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


@dataclass(frozen=True)
class Reading:
    """What was counted on a page: sentences, words, syllables; and the grade that follows."""

    sentences: int
    words: int
    syllables: int

    @property
    def grade(self) -> float:
        """Flesch-Kincaid grade (Kincaid and others 1975), 0.0 for no text."""
        if not self.sentences or not self.words:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59

    def __add__(self, other: Reading) -> Reading:
        return Reading(self.sentences + other.sentences, self.words + other.words, self.syllables + other.syllables)


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """Syllables of an English word, at least 1; a numeral counts as one, as it is read at a glance."""
    word = re.sub(r"['’](s|re|ve|ll|d|m)$", "", word.lower())
    if word in SYLLABLES:
        return SYLLABLES[word]
    letters = re.sub(r"[^a-zà-ÿ]", "", word)
    if not letters:
        return 1
    count = len(re.findall(r"[aeiouyà-ÿ]+", letters))
    if letters.endswith("e") and not re.search(r"([^aeiouy]le|[aeiouy]e|ee)$", letters):
        count -= 1
    if letters.endswith("es") and not re.search(r"([sxzcg]|sh|ch|[aeiouy]|[^aeiouy]l)es$", letters):
        count -= 1
    if letters.endswith("ed") and not re.search(r"([td]|[aeiouy])ed$", letters):
        count -= 1
    count += len(
        re.findall(
            r"(?<![tscgx])io(?!u)|(?<![tc])ia(?!n$|l$)|(?<=[^tc])ia[nl]$|iu|eo(?!u)|[yaeo]ing|uou|ism$|isms$", letters
        )
    )
    return max(1, count)


def without(text: str, names: re.Pattern[str] | None) -> str:
    """The text without the names that are left out of the reading grade."""
    return names.sub(" ", text) if names else text


def names_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """One pattern for all names that are left out, longest first; plural s allowed. PEP in capitals is no pep."""
    every = {name for name in names if name}
    short = {name for name in every if name.isupper()}
    exact = alternation(short)
    found = "|".join(filter(None, (alternation({name.lower() for name in every - short}), exact and f"(?-i:{exact})")))
    return re.compile(rf"(?<![\w-])(?:{found})s?(?![\w-])", re.I) if found else None


def alternation(words: Iterable[str]) -> str:
    """Words as one pattern, longest first, grouped by first letter.

    The groups let the regex engine leave most places of a text after one letter: with some 300
    words it is about five times as fast as a plain list.
    """
    groups: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        groups.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in sorted(groups.items()))


def reading(texts: Iterable[str], names: re.Pattern[str] | None = None) -> Reading:
    """Counts over sentences, for the reading grade. A sentence left without words does not count."""
    # All sentences at once, a line each: one pass of the pattern of names is much faster than thousands.
    counted = [WORD.findall(line) for line in without("\n".join(texts), names).split("\n")]
    counted = [words for words in counted if words]
    return Reading(len(counted), sum(map(len, counted)), sum(syllables(word) for words in counted for word in words))


def block_problems(path: str, block: Block) -> Iterator[Problem]:
    """Length of sentences, paragraphs and lists; headings; banned words; numbers."""
    found = list(sentences(block))
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


def word_problems(path: str, line: int, sentence: str) -> Iterator[Problem]:
    """Banned words, percentages that stand alone, adjectives where a number belongs."""
    unquoted = QUOTED.sub("", sentence) if '"' in sentence or "“" in sentence else sentence
    for pattern, hint in BANNED_WORDS if ANY_BANNED.search(unquoted) else ():
        if match := pattern.search(unquoted):
            yield Problem(path, line, "banned-word", f'"{match[0]}" is not used here.', hint)
    if PERCENT.search(sentence) and not re.search(r"\b\d[\d,]* of (?:every )?\d", sentence):
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
    path: str, found: list[tuple[int, str]], names: re.Pattern[str] | None, grade: float | None = None
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
    path: str, line: int, what: str, text: list[str], names: re.Pattern[str] | None
) -> Iterator[Problem]:
    """Summaries and care cards at grade 5 (they are read in a hurry, or in fear)."""
    grade = reading(text, names).grade
    if grade > SUMMARY_GRADE:
        yield Problem(
            path,
            line,
            "plain-summary",
            f"{what} reads at grade {grade:.1f}; the limit is {SUMMARY_GRADE}.",
            "shorter words help more than shorter sentences; keep every hedge, number and time",
        )
