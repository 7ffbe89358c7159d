"""The Site in other languages: the same records, anchors, order and sources, with the words of each translation.

Pure. What a language does not have stays English in the Site and has no page of its own; of what is stale and urgent,
and of what is missing on a page, the English is shown and known as English (``Edition.english``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from functools import partial

from sitegen.base.files import key_of, remembered
from sitegen.check.translations import CATALOGUE, Original, Originals, by_language, original_of
from sitegen.content.describe import ENGLISH, LEAFLETS, Words
from sitegen.content.describe.catalogue import words_of
from sitegen.content.fact_words import said_for
from sitegen.content.models import EmergencyNumber, FactRecord, Question, SiteConfig, Term, model_of
from sitegen.content.models.markers import Model
from sitegen.content.prose.inline import plain_words
from sitegen.content.reading.items import Records, Source
from sitegen.content.reading.named_facts import Facts, with_facts
from sitegen.content.translation.files import FOLDER, Read, read_translation
from sitegen.content.translation.forms import filled
from sitegen.content.translation.put import Put, translated_records, translated_source
from sitegen.content.translation.slots import BODY, Slot, has_page
from sitegen.content.typed.entries import Entry
from sitegen.content.typed.fact_sources import with_sources_of_facts
from sitegen.content.typed.validate import validate_item, validate_records
from sitegen.site.site import Edition, Rendering, Site, numbers_of

SETTINGS = "site.yml"


@dataclass(frozen=True)
class _File:
    """One translated file: what was read, what it translates, and which words each field has."""

    read: Read
    original: Original
    done: Put


@dataclass
class _Language:
    """A language while its Site is made."""

    site: Site
    originals: Originals
    words: Words
    files: Mapping[str, _File]
    english: set[str] = field(default_factory=set)

    def note_english(self, slots: Iterable[Slot], facts: Facts) -> None:
        """Texts that stand in English, as a reader will see them: in the words of their English file."""
        for slot in slots:
            self.english.add(" ".join(plain_words(facts.said(slot.written)).split()))


def pages_in(site: Site, translations: Mapping[str, bytes]) -> dict[str, frozenset[str]]:
    """``{language: the ids of the pages that it has}``, for every language that has one."""
    found = {}
    for language, there in by_language(translations).items():
        names = {name.removesuffix(".yml") for name in there} & set(site.entries)
        pages = frozenset(name for name in names if has_page(name))
        if pages and CATALOGUE in there:
            found[language] = pages
    return found


def papers_in(translations: Mapping[str, bytes]) -> dict[str, tuple[str, ...]]:
    """``{language: the papers on which its leaflets are printed}``."""
    found: dict[str, tuple[str, ...]] = {}
    for language, there in by_language(translations).items():
        read = read_translation(f"{FOLDER}/{language}/{SETTINGS}", there[SETTINGS])[0] if SETTINGS in there else None
        # Of a file that cannot be read nobody knows what it named; the problem is told where it stands.
        found[language] = tuple(read.found.papers) if read else tuple(LEAFLETS) if SETTINGS in there else ()
    return found


def in_its_languages(site: Site, translations: Mapping[str, bytes]) -> Site:
    """The Site in English, knowing all that there is of it in others."""
    return with_languages(site, pages_in(site, translations), papers_in(translations))


def with_languages(
    site: Site, pages: Mapping[str, frozenset[str]], papers: Mapping[str, tuple[str, ...]] | None = None
) -> Site:
    """A Site that knows in which other languages each of its pages stands, and what is printed there."""
    own = site.edition.language
    languages = [ENGLISH.language, *pages]
    found = {
        item_id: [code for code in languages if code != own and item_id in pages.get(code, site.entries)]
        for item_id in pages.get(own, site.entries)
    }
    there = {name: codes for name, codes in found.items() if codes}
    return replace(site, edition=replace(site.edition, languages=there, papers_elsewhere=papers or {}))


def editions(
    site: Site,
    translations: Mapping[str, bytes],
    originals: Originals,
    memory: MutableMapping[str, bytes] | None = None,
) -> dict[str, Site]:
    """``{language: the Site in it}``, for every language that has a page. Only of content without problems.

    ``memory`` keeps what was made of a file and its English.
    """
    pages = pages_in(site, translations)
    every = by_language(translations)
    return {code: with_languages(edition(site, code, every[code], originals, memory), pages) for code in pages}


def edition(
    site: Site,
    language: str,
    there: Mapping[str, bytes],
    originals: Originals,
    memory: MutableMapping[str, bytes] | None = None,
) -> Site:
    """The Site in one language. ``there`` are the files of its folder."""
    files: dict[str, _File] = {}
    here = language.encode()  # Part of every key: what is made of a file knows its path.
    for name, data in there.items():
        if name == CATALOGUE:
            continue
        original = original_of(name, originals, site)
        read = remembered(memory, [b"read", here, name.encode(), data], Read, partial(_read, language, name, data))
        if original:
            files[name.removesuffix(".yml")] = _File(read, original, original.put(name, read))
    words = words_of(language, there[CATALOGUE])
    files = {name: _with_numbers(file, site, words) for name, file in files.items()}
    at = _Language(site, originals, words, files)
    facts, records = _facts(at)
    said = key_of([repr(facts).encode("utf-8")]).encode()
    entries = dict(site.entries)
    pages: dict[str, Rendering] = {}
    for item_id, entry in site.entries.items():
        if item_id in files:
            file = files[item_id]
            made_of = [b"entry", here, item_id.encode(), said, repr(file.done.said).encode("utf-8")]
            made_of.append(originals.hashes.get(f"{item_id}.md", "").encode())
            entries[item_id] = remembered(
                memory if originals.hashes else None, made_of, Entry, partial(_entry, at, item_id, facts)
            )
            at.note_english((slot for slot in file.done.english if slot.loc[0] != BODY), facts)
            at.english.update(f"{item_id}#{slot.loc[1]}" for slot in file.done.english if slot.loc[0] == BODY)
            if has_page(item_id):
                pages[item_id] = _rendering(entry, files[item_id])
    for item_id, entry in site.entries.items():
        # A page that has no words here may still show numbers, whose words it has.
        if item_id not in files and item_id in originals.pages and any(numbers_of(entry)):
            made_of = [b"numbers", item_id.encode(), said, originals.hashes.get(f"{item_id}.md", "").encode()]
            make = partial(_only_numbers, at, item_id, facts)
            entries[item_id] = remembered(memory if originals.hashes else None, made_of, Entry, make)
    return replace(
        site,
        config=_settings(at),
        entries=entries,
        terms=_terms(at, facts),
        questions=_questions(at, facts),
        emergency_numbers=_numbers(at, facts),
        facts={**site.facts, **records},
        words=at.words,
        grades={},
        edition=Edition(language, pages, frozenset(at.english), papers=_papers(files)),
    )


def _read(language: str, name: str, data: bytes) -> Read:
    read, problems = read_translation(f"{FOLDER}/{language}/{name}", data)
    if read is None:  # Nothing that was checked comes here.
        raise ValueError("; ".join(f"{p.path}:{p.line}: {p.message}" for p in problems))
    return read


def _with_numbers(file: _File, site: Site, words: Words) -> _File:
    """A file in which every number of a fact is said, in the form that the English has in the same place."""
    written = {slot.loc: slot.written for slot in file.original.slots}
    said = {loc: (filled(text, written[loc], site.facts, words), key) for loc, (text, key) in file.done.said.items()}
    return replace(file, done=replace(file.done, said=said))


def _rendering(entry: Entry, file: _File) -> Rendering:
    found, done = file.read.found, file.done
    return Rendering(
        entry.item.title,
        found.made,
        found.by,
        None if found.read == "none" else found.read,
        None if found.checked == "none" else found.checked,
        len(done.stale),
        len(done.english),
    )


def _facts(at: _Language) -> tuple[Facts, dict[str, FactRecord]]:
    """All facts as the pages of the language name and say them, and the records whose words it has."""
    fields: dict[str, object] = {}
    records: dict[str, FactRecord] = {}
    for key, original in at.originals.data.items():
        if not key.startswith("facts/"):
            continue
        file = at.files.get(key)
        data = translated_records(original.data, file.done) if file else original.data
        fields |= {record["id"]: record for record in data} if isinstance(data, list) else {}
        if file:
            typed = _records(model_of, Records(original.path, data, original.lines))
            records |= {record.id: record for record in typed if isinstance(record, FactRecord)}
    said: dict[str, str] = {}
    for fact in at.site.facts.values():
        said |= said_for(fact, at.words)
    facts = Facts(fields, frozenset(), said)
    for key, file in at.files.items():
        if key.startswith("facts/"):
            at.note_english(file.done.english, facts)
    return facts, records


def _entry(at: _Language, item_id: str, facts: Facts) -> Entry:
    """A page with the words of the language. A page of which only the title is said keeps all else."""
    file = at.files[item_id]
    source: Source = translated_source(at.originals.pages[item_id], file.done, file.read)
    return with_sources_of_facts(_typed(at, source, facts), facts.sources)


def _only_numbers(at: _Language, item_id: str, facts: Facts) -> Entry:
    """A page in English with the numbers of the language."""
    return _typed(at, at.originals.pages[item_id], facts)


def _typed(at: _Language, source: Source, facts: Facts) -> Entry:
    """A page with the facts of the language, typed. Raises ``ValueError`` for what no check would have let through."""
    found, problems = validate_item(with_facts(source, facts).source, at.site.config.subject.own_headings)
    if found is None:
        raise ValueError("; ".join(f"{p.path}:{p.line}: {p.message}" for p in problems))
    return found


def _records(model: object, records: Records) -> list[Model]:
    found, _ = validate_records(model, records, set())  # type: ignore[arg-type]
    return [record for record, _ in found]


def _data(at: _Language, key: str, model: type[Model], facts: Facts) -> list[Model]:
    """The records of a data file with the words of the language, its numbers in their places."""
    original, file = at.originals.data.get(key), at.files.get(key)
    if original is None:
        return []
    data = translated_records(original.data, file.done) if file else original.data
    if file:
        at.note_english(file.done.english, facts)
    return _records(model, Records(original.path, data, original.lines))


def _papers(files: Mapping[str, _File]) -> tuple[str, ...]:
    return tuple(files["site"].read.found.papers) if "site" in files else ()


def _terms(at: _Language, facts: Facts) -> dict[str, Term]:
    """The words of the field that the language has; a word that it has not is not explained in English."""
    file = at.files.get("data/terms")
    said = {loc[0] for loc in file.done.said if loc[-1] == "definition"} if file else set()
    found = [t for t in _data(at, "data/terms", Term, facts) if isinstance(t, Term) and t.id in said]
    # What an English word also means, and what people call it, are matters of English.
    return {t.id: t.model_copy(update={"not_in": (), "also_called": ()}) for t in found}


def _questions(at: _Language, facts: Facts) -> dict[str, Question]:
    return {q.id: q for q in _data(at, "data/questions", Question, facts) if isinstance(q, Question)}


def _numbers(at: _Language, facts: Facts) -> dict[str, EmergencyNumber]:
    found = _data(at, "data/emergency_numbers", EmergencyNumber, facts)
    return {n.id: n for n in found if isinstance(n, EmergencyNumber)}


def _settings(at: _Language) -> SiteConfig:
    """The settings with the words of the language."""
    file, original = at.files.get("site"), at.originals.data.get("site")
    if file is None or original is None:
        return at.site.config
    fields = translated_records([{"id": "site", **_as_dict(original.data)}], _below(file.done, "site"))
    config = dict(fields[0]) if isinstance(fields, list) else {}
    config.pop("id")
    made = SiteConfig.model_validate(config)
    found = file.read.found
    own = {name: getattr(found, name) for name in ("not_asked", "no_sign", "no_sign_alone")}
    search = made.subject.search.model_copy(update=own)
    return made.model_copy(update={"subject": made.subject.model_copy(update={"search": search})})


def _as_dict(data: object) -> dict[str, object]:
    return dict(data) if isinstance(data, dict) else {}


def _below(done: Put, record: str) -> Put:
    """What each field says, as a field of a record."""
    return replace(done, said={(record, *loc): said for loc, said in done.said.items()})
