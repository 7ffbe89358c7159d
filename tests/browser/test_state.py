"""The reader's list under whatever a browser and other people do to it: tabs, "back", refused storage, changed links.

What is right is told by a model in Python (:class:`Model`, :func:`clean`, :func:`carried`). Steps and links are made
by hypothesis, the same ones in every run; each test takes some seconds in a real browser.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, BrowserContext, Page, expect

from chromium import chromium
from properties import quick
from sitegen.check import Checked

QUESTIONS, USE, OTHER, COMPARE = (
    "/questions/",
    "/types/chin-fat/",
    "/consultation/prepare/",
    "/compare/body-fat/",
)
UNTIL_YOU_LEAVE = "only until you leave this page"
COPIED = (
    "Object.defineProperty(navigator, 'clipboard', "
    "{value: {writeText: text => { window.copied = text; return Promise.resolve(); }}});"
)
REFUSE = (
    "() => { window.refuses = true;"
    " Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"
)


@pytest.fixture(scope="module")
def tabs(browser: Browser) -> Iterator[BrowserContext]:
    """A context in which "back" shows the page as it was left; Playwright's own browsers load it again."""
    own = browser.browser_type.launch(
        executable_path=chromium(),
        args=["--no-sandbox", "--disable-gpu"],
        ignore_default_args=["--disable-back-forward-cache"],
    )
    context = own.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    context.add_init_script(COPIED)
    context.set_default_timeout(5000)
    yield context
    own.close()


@pytest.fixture
def first(tabs: BrowserContext, served: str) -> Iterator[Page]:
    """A tab on the page of questions, with nothing kept."""
    page = tabs.new_page()
    fresh(page, served)
    yield page
    page.close()


@pytest.fixture(scope="module")
def all_ids(checked: Checked) -> list[str]:
    """The ids of all questions."""
    return list(checked.site.questions)


@pytest.fixture
def second(tabs: BrowserContext, served: str) -> Iterator[Page]:
    """Another tab of the same browser."""
    page = tabs.new_page()
    page.goto(served + USE)
    yield page
    page.close()


def fresh(page: Page, served: str) -> None:
    page.goto(served + QUESTIONS)
    page.evaluate("localStorage.clear()")
    page.goto(served + QUESTIONS)


# --------------------------------------------------------------------------- what is right

SPACE = "\t\n\x0b\x0c\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"


def clean(words: str) -> str:
    """A reader's words as they may stand on a list: one line, at most 300 UTF-16 units, nothing that turns the line."""
    text = re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", words)
    text = re.sub("[\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]", "", text)
    text = re.sub(f"[{SPACE}]+", " ", text).strip(" ")
    cut, length = "", 0
    for sign in text:
        length += 2 if ord(sign) > 0xFFFF else 1
        if length > 300:
            break
        if 0xD800 <= ord(sign) <= 0xDFFF:
            length -= 1
            continue
        cut += sign
    return cut.strip(" ") if any(unicodedata.category(sign)[0] in "LNPS" for sign in cut) else ""


def units(text: str) -> list[int]:
    """UTF-16 units, as the half of a character cannot be sent to a browser in any other way."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return [raw[n] | raw[n + 1] << 8 for n in range(0, len(raw), 2)]


@dataclass
class Document:
    """A page that is open in a tab: its address, and the changes that it could not store."""

    url: str
    waiting: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass
class Model:
    """What is stored, and what each tab holds on top of it."""

    ids: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    open: list[Document] = field(default_factory=list)

    def seen(self, tab: int) -> tuple[list[str], list[str]]:
        """The list as this tab must show it."""
        lists = {"ids": list(self.ids), "own": list(self.own)}
        for what, kind, text in self.open[tab].waiting:
            if what == "gone" and text in lists[kind]:
                lists[kind].remove(text)
            elif what == "come" and text not in lists[kind]:
                lists[kind].append(text)
        return lists["ids"], lists["own"][:50]

    def change(self, tab: int, changes: Sequence[tuple[str, str, str]], refused: bool) -> None:
        """A change in a tab. Where storage refuses it waits there; to delete the last of the list needs no room."""
        self.open[tab].waiting += changes
        ids, own = self.seen(tab)
        if refused and (ids or own) and (ids, own) != (self.ids, self.own):
            return
        if (self.ids or self.own) and not (ids or own):
            # What was taken off in one tab does not come back from another.
            for other in self.open:
                other.waiting.clear()
        self.ids, self.own = ids, own
        self.open[tab].waiting.clear()


LOOK = """() => {
  const text = s => { const e = document.querySelector(s); return e ? e.textContent : null; };
  const units = t => Array.from({length: t.length}, (_, n) => t.charCodeAt(n));
  return {
    count: text('.my-count'),
    kept: text('.my-kept'),
    on: [...document.querySelectorAll('.tick.on')].map(e => e.dataset.question),
    ticks: [...document.querySelectorAll('.tick')].map(e => e.dataset.question),
    own: [...document.querySelectorAll('.own bdi')].map(e => units(e.textContent)),
    stored: localStorage.getItem('questions'),
    refuses: !!window.refuses,
    said: text('.said'),
    shown: [...document.querySelectorAll('.question')].filter(e => !e.hidden).map(e => e.querySelector('.answer').id),
    which: text('.my-tools button'),
    only: document.body.classList.contains('my-list') && document.querySelector('.from-link').hidden,
  };
}"""


def counted(count: int, noun: str = "question") -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def differences(model: Model, tab: int, now: dict[str, Any]) -> list[str]:
    """How what a tab shows differs from what it must show."""
    ids, own = model.seen(tab)
    found = []
    if now["count"] != f"{counted(len(ids) + len(own))} on your list":
        found.append(f"{now['count']!r} for {ids} {own}")
    if set(now["on"]) != set(ids) & set(now["ticks"]):
        found.append(f"ticked {now['on']}, not {ids}")
    if model.open[tab].url == QUESTIONS and now["own"] != [units(text) for text in own]:
        found.append(f"own {now['own']}, not {own}")
    kept = json.loads(now["stored"] or '{"ids": [], "own": []}')
    if kept != {"ids": model.ids, "own": model.own} or now["stored"] == '{"ids":[],"own":[]}':
        found.append(f"stored {now['stored']}, not {model.ids} {model.own}")
    if (UNTIL_YOU_LEAVE in now["kept"]) != bool(model.open[tab].waiting):
        found.append(f"says {now['kept']!r} while {model.open[tab].waiting} waits")
    if now["only"] and not (ids or own):
        found.append("only an empty list is shown, without a word")
    return found


def settled(page: Page, model: Model, tab: int, after: object) -> dict[str, Any]:
    """What a tab shows, once another tab's change has reached it."""
    wrong: list[str] = []
    for _ in range(100):
        now: dict[str, Any] = page.evaluate(LOOK)
        wrong = differences(model, tab, now)
        if not wrong:
            return now
        page.wait_for_timeout(20)
    raise AssertionError((after, tab, wrong))


# --------------------------------------------------------------------------- any order of steps in two tabs

STEPS = (
    *("tick", "tick", "tick", "own", "own", "remove", "forget", "accept", "decline", "go", "go", "back", "back"),
    *("reload", "refuse", "wish", "only", "full"),
)
WORDS = ("May I wait?", "هل يؤلم؟ 50 %", "\u202eevil", "a, b & c=d #e", "100%25", "👩‍⚕️ you")
ADD = """words => {
  const field = document.querySelector('#own-question');
  field.value = words;
  document.querySelector('#my-questions form button').click();
}"""


class Browsing:
    """The same steps in the browser and in the model."""

    def __init__(self, pages: Sequence[Page], served: str) -> None:
        self.pages = pages
        self.served = served
        self.model = Model(open=[Document(QUESTIONS), Document(USE)])
        self.past: list[list[str]] = [[], []]
        pages[0].goto(served + QUESTIONS)
        pages[0].evaluate("localStorage.clear()")
        pages[0].goto(served + QUESTIONS, wait_until="domcontentloaded")
        pages[1].goto(served + USE, wait_until="domcontentloaded")

    def step(self, tab: int, what: str, number: int) -> None:
        page, model = self.pages[tab], self.model
        url = model.open[tab].url
        now = page.evaluate(LOOK)
        refused = now["refuses"]
        ids, own = model.seen(tab)
        if what == "tick":
            question = now["ticks"][number % len(now["ticks"])]
            page.evaluate("id => document.querySelector(`.tick[data-question='${id}']`).click()", question)
            model.change(tab, [("gone" if question in ids else "come", "ids", question)], refused)
        elif what in ("go", "back", "reload"):
            self.travel(tab, what, number)
        elif what in ("refuse", "full"):
            page.evaluate(REFUSE)
        elif what == "wish" and url == COMPARE:
            self.wish(tab, number, refused)
        elif url == QUESTIONS:
            self.on_the_page_of_questions(tab, what, number, refused, own)
        if what == "only" and url == QUESTIONS and not ids and not own:
            assert "Your list is empty" in page.locator(".said").inner_text()
        for other in (tab, 1 - tab):
            settled(self.pages[other], model, other, (tab, what, number))

    def on_the_page_of_questions(self, tab: int, what: str, number: int, refused: bool, own: list[str]) -> None:
        page, model = self.pages[tab], self.model
        said = page.locator(".said")
        words = WORDS[number % len(WORDS)]
        if what == "own":
            page.evaluate(ADD, words)
            model.change(tab, [("come", "own", clean(words))], refused)
            assert ("already" in said.inner_text()) == (clean(words) in own)
        elif what == "remove" and own:
            page.locator(".own button").nth(number % len(own)).click()
            model.change(tab, [("gone", "own", own[number % len(own)])], refused)
        elif what == "forget":
            page.evaluate("document.querySelectorAll('.my-tools button')[4].click()")
            ids, own = model.seen(tab)
            model.change(tab, [*(("gone", "ids", i) for i in ids), *(("gone", "own", o) for o in own)], refused)
            assert "nothing of it is kept" in said.inner_text()
        elif what == "only":
            page.evaluate("document.querySelectorAll('.my-tools button')[0].click()")
        elif what in ("accept", "decline"):
            known = page.evaluate(LOOK)["ticks"]
            brings = [known[number % len(known)], known[number * 7 % len(known)]]
            fragment = f"#list={','.join(brings)},no-such-one&own={quote(clean(words), safe='')}&n=4"
            page.evaluate("fragment => location.replace(fragment)", fragment)
            ids, own = model.seen(tab)
            new = [("come", "ids", i) for i in dict.fromkeys(brings) if i not in ids]
            new += [("come", "own", clean(words))] if clean(words) not in own else []
            if not new:
                assert "on your list already" in said.inner_text()
                return
            # Nothing is kept before the reader says so.
            told = page.locator(".from-link > [role=status]")
            expect(told).to_contain_text(f"The link brings {counted(len(new))}.")
            expect(told).to_contain_text("1 question of the link is not known here.")
            settled(page, model, tab, "a link was opened")
            page.locator(".from-link button").nth(0 if what == "accept" else 1).click()
            if what == "accept":
                model.change(tab, new, refused)
                was = "was" if len(new) == 1 else "were"
                assert said.inner_text() == f"{counted(len(new))} {was} added to your list."
            else:
                assert said.inner_text() == "Nothing was added to your list."
            assert "#" not in page.url

    def wish(self, tab: int, number: int, refused: bool) -> None:
        page, model = self.pages[tab], self.model
        which, weight = number % 3, "210"[number // 3 % 3]
        page.evaluate(
            "([n, w]) => document.querySelectorAll('.matter')[n].querySelector(`input[value='${w}']`).click()",
            [which, weight],
        )
        if not page.locator(".mine").is_visible():
            return
        matters = page.evaluate(
            "[...document.querySelectorAll('.matter')].map(m => [m.querySelector('legend').textContent.trim(),"
            " (m.querySelector('input:checked') || {value: ''}).value])"
        )
        page.get_by_role("button", name="Put it on my question list").click()
        texts = {"2": "Matters a lot to me: ", "1": "Matters a little to me: "}
        changes = [("gone", "own", text + m) for m, w in matters if w for v, text in texts.items() if v != w]
        changes += [("come", "own", texts[v] + m) for v in texts for m, w in matters if w == v]
        model.change(tab, changes, refused)
        said = page.locator(".mine [role=status]").inner_text()
        assert said.startswith("It is on your list.")
        assert (UNTIL_YOU_LEAVE in said) == bool(model.open[tab].waiting)

    def travel(self, tab: int, what: str, number: int) -> None:
        page, model = self.pages[tab], self.model
        if what == "back" and self.past[tab]:
            page.go_back(wait_until="commit")
            url = self.past[tab].pop()
            page.wait_for_function("() => document.querySelector('.tick')")
        elif what == "go":
            url = (QUESTIONS, USE, OTHER, COMPARE)[number % 4]
            if url != model.open[tab].url:
                self.past[tab].append(model.open[tab].url)
            page.goto(self.served + url, wait_until="domcontentloaded")
        else:
            url = model.open[tab].url
            page.reload(wait_until="domcontentloaded")
        model.open[tab] = Document(url)


@quick(7)
@given(st.lists(st.tuples(st.integers(0, 1), st.sampled_from(STEPS), st.integers(0, 50)), min_size=12, max_size=25))
def test_any_steps_in_two_tabs_keep_one_list_and_say_what_is_kept(
    first: Page, second: Page, served: str, steps: list[tuple[int, str, int]]
) -> None:
    browsing = Browsing((first, second), served)
    for tab, what, number in steps:
        browsing.step(tab, what, number)


# --------------------------------------------------------------------------- what carriers do to a link

JUNK = ("no-such-one", "constructor", "__proto__", "9")
# Each changes an address as a program does that carries it: a messenger, a mail program, a word processor, a tracker.
CARRIERS = {
    "commas": lambda link: link.replace(",", "%2C"),
    "entities": lambda link: link.replace("&", "&amp;"),
    "numbered entities": lambda link: link.replace("&", "&#38;") if "#" not in link else link,
    "signs": lambda link: link.replace("&", "%26").replace("=", "%3D").replace("%3D", "=", 1),
    "whole": lambda link: quote(link, safe=""),
    "whole, slightly": lambda link: quote(link, safe=",&=%"),
    "twice": lambda link: quote(quote(link, safe=""), safe=""),
    "small letters": lambda link: re.sub("%[0-9A-F]{2}", lambda m: m[0].lower(), link),
}
BEHIND = (
    "",
    "&fbclid=IwAR0x_-1",
    "&utm_source=mail&utm_medium=x",
    ".",
    ")",
    "),",
    ">",
    "\u201d",
    "\u00bb",
    "!",
    "?",
    "…",
    "*",
    "%20",
    "&amp;",
)
SIGNS = "ab Zé,.;:!?&=#%+/()'*~_-\"\\\t\n\u00a0\u202e\u2067\u200f\u200d\u0301هעด👩🏽‍⚕️\ud83d\ude00\x00\x1b"
words = st.text(st.sampled_from(SIGNS), max_size=25) | st.sampled_from([*WORDS, "x" * 400, "👩" * 200, " ", "\u200b"])

SHARE = """units => {
  const words = units.map(u => String.fromCharCode(...u));
  myQuestions.change({ gone: myQuestions.list() });
  myQuestions.change({ come: { ids: words.shift().split(','), own: words } });
  document.querySelectorAll('.my-tools button')[2].click();
  const list = myQuestions.list();
  const units16 = t => Array.from({length: t.length}, (_, n) => t.charCodeAt(n));
  myQuestions.change({ gone: list });
  return [window.copied, list.ids, list.own.map(units16)];
}"""
OPEN = """async fragment => {
  history.replaceState(null, '', location.pathname + '#start');
  const changed = new Promise(done => addEventListener('hashchange', done, { once: true }));
  location.replace('#' + fragment);
  await changed;
  const box = document.querySelector('.from-link');
  const before = localStorage.getItem('questions');
  const told = (box.hidden ? document.querySelector('.said') : box.querySelector('[role=status]')).textContent;
  if (!box.hidden) { box.querySelector('button').click(); }
  const list = myQuestions.list();
  const units16 = t => Array.from({length: t.length}, (_, n) => t.charCodeAt(n));
  const said = document.querySelector('.said').textContent;
  const hash = location.hash;
  myQuestions.change({ gone: list });
  return { before, told, said, hash, ids: list.ids, own: list.own.map(units16) };
}"""


@quick(100)
@given(
    st.lists(st.integers(0, 49), max_size=5, unique=True),
    st.lists(words, max_size=4),
    st.lists(st.sampled_from(sorted(CARRIERS)), max_size=2),
    st.sampled_from(BEHIND),
)
def test_a_shared_list_survives_what_carriers_do_to_its_link(
    first: Page, all_ids: list[str], numbers: list[int], own: list[str], carriers: list[str], behind: str
) -> None:
    ids = [all_ids[number] for number in numbers]
    right = list(dict.fromkeys(text for text in map(clean, own) if text))
    copied, kept_ids, kept_own = first.evaluate(SHARE, [units(",".join(ids)), *map(units, own)])
    assert (kept_ids, kept_own) == (ids, [units(text) for text in right])
    if not ids and not right:
        return
    fragment = copied.partition("#")[2]
    for name in carriers:
        fragment = CARRIERS[name](fragment) if fragment.count("%25") < 9 else fragment
    fragment += behind
    found = first.evaluate(OPEN, fragment)
    count = len(ids) + len(right)
    assert found["before"] is None, "nothing is kept before the reader says so"
    assert found["told"].startswith(f"The link brings {counted(count)}."), (found, fragment)
    assert "not known" not in found["told"]
    assert "missing" not in found["told"], fragment
    assert (found["ids"], found["own"]) == (ids, [units(text) for text in right]), fragment
    assert found["said"].startswith(f"{counted(count)} w")
    assert found["hash"] == ""


@quick(30)
@given(
    st.lists(st.sampled_from(["exact-product", "total-cost", "Exact-Product", *JUNK]), max_size=6),
    st.sampled_from(BEHIND),
)
def test_a_link_brings_known_questions_only_and_counts_truly(first: Page, ids: list[str], behind: str) -> None:
    found = first.evaluate(OPEN, f"list={','.join(ids)}{behind}")
    known = list(dict.fromkeys(i.lower() for i in ids if i.lower() in ("exact-product", "total-cost")))
    strange = len({i for i in ids if i in JUNK})
    assert found["ids"] == known
    assert found["own"] == []
    if known:
        assert found["told"].startswith(f"The link brings {counted(len(known))}."), found
    else:
        assert found["told"].startswith("The link brings no question."), found
    assert ("not known here" in found["told"]) == bool(strange)
    if strange:
        assert f"{counted(strange)} of the link" in found["told"]


@pytest.mark.parametrize(
    ("fragment", "ids", "own"),
    [
        ("list=exact-product,total-cost&own=May%20I%20wait%3F", 2, ["May I wait?"]),
        ("list=exact-product&own=One%2C%20two%3F,Three", 1, ["One, two?", "Three"]),
        ("list=&own=Only%20mine", 0, ["Only mine"]),
        ("list=exact-product&own=May%20I%20wait%3F).", 1, ["May I wait?"]),
        ("list=exact-product&own=May+I+wait%3F&fbclid=x", 1, ["May I wait?"]),
        ("list=exact-product&own=100%&n=2", 1, ["100%"]),
        ("list=exact-product,total", 1, []),
        ("fbclid=x&list=exact-product", 1, []),
    ],
)
def test_links_of_the_form_before_still_bring_their_list(first: Page, fragment: str, ids: int, own: list[str]) -> None:
    found = first.evaluate(OPEN, fragment)
    assert (len(found["ids"]), found["own"]) == (ids, [units(text) for text in own])


def test_a_link_that_was_cut_says_so(first: Page) -> None:
    found = first.evaluate(OPEN, "list=exact-product,total-cost&n=5")
    assert "The link was cut: 3 questions are missing." in found["told"]


def test_a_link_that_was_opened_in_a_new_tab_asks_too_and_can_be_declined(tabs: BrowserContext, served: str) -> None:
    page = tabs.new_page()
    page.goto(f"{served}{QUESTIONS}#list=exact-product%2Ctotal-cost&amp;own=I%20am%20told%20to%20pay&amp;fbclid=1")
    expect(page.locator(".from-link > [role=status]")).to_contain_text(
        "The link brings 3 questions. Add them to your list?"
    )
    expect(page.locator(".from-link")).to_be_in_viewport()
    expect(page.locator(".from-link")).to_contain_text("not from this guide")
    expect(page.locator(".question:visible")).to_have_count(2)
    expect(page.locator(".my-count").first).to_have_text("0 questions on your list")
    assert page.evaluate("localStorage.length") == 0
    page.get_by_role("button", name="Do not add").click()
    expect(page.locator(".question:visible")).to_have_count(50)
    assert page.evaluate("localStorage.length") == 0
    assert page.url == served + QUESTIONS
    page.close()


def test_words_of_others_are_counted_and_never_more_than_a_list_holds(first: Page) -> None:
    many = "".join(f"&own=Question%20{n}" for n in range(70))
    found = first.evaluate(OPEN, f"list=exact-product{many}&n=71")
    assert found["told"] == "The link brings 51 questions. Add them to your list? 20 questions are too many for a list."
    assert len(found["own"]) == 50
    first.evaluate("myQuestions.change({ come: { own: Array.from({ length: 48 }, (_, n) => 'Mine ' + n) } })")
    first.evaluate("location.hash = 'list=exact-product&own=One&own=Two&own=Three&n=4'")
    first.locator(".from-link button").first.click()
    expect(first.locator(".said")).to_have_text(
        "3 questions were added to your list. 1 did not fit: your list is full."
    )
    first.get_by_label("Add a question of your own").fill("One more")
    first.get_by_role("button", name="Add", exact=True).click()
    expect(first.locator(".said")).to_contain_text("Your list is full.")
    expect(first.locator(".own li")).to_have_count(50)


# --------------------------------------------------------------------------- browsers that keep nothing

NO_STORAGE = {
    "it is refused": "Object.defineProperty(window, 'localStorage', "
    "{get: () => { throw new DOMException('no', 'SecurityError'); }});",
    "it is null": "Object.defineProperty(window, 'localStorage', {get: () => null});",
    "reading fails": "Storage.prototype.getItem = () => { throw new DOMException('no', 'InvalidStateError'); };",
    "it forgets": "Storage.prototype.setItem = () => {};",
    "it is full": "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };",
}


@pytest.mark.parametrize("how", NO_STORAGE)
def test_without_storage_a_list_works_on_its_page_and_says_how_long_it_is_kept(
    browser: Browser, served: str, how: str
) -> None:
    context = browser.new_context()
    context.add_init_script(COPIED)
    context.add_init_script(NO_STORAGE[how])
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(served + USE)
    page.locator(".tick").first.click()
    expect(page.locator(".tick").first).to_have_text("✓ On my list")
    expect(page.locator(".my-kept")).to_contain_text(UNTIL_YOU_LEAVE)
    page.goto(served + QUESTIONS)
    expect(page.locator(".my-count").first).to_have_text("0 questions on your list")
    page.locator(".question .tick").first.click()
    page.get_by_label("Add a question of your own").fill("May I wait?")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".my-count").first).to_have_text("2 questions on your list")
    expect(page.locator(".my-kept")).to_contain_text(UNTIL_YOU_LEAVE)
    assert "It is kept in this browser" not in page.locator("#my-questions").inner_text()
    page.get_by_role("button", name="Copy a link to my list").click()
    assert page.evaluate("window.copied").endswith("own=May%20I%20wait%3F&n=2")
    page.get_by_role("button", name="Show only my list").click()
    expect(page.locator(".question:visible")).to_have_count(1)
    page.get_by_role("button", name="Forget my list").click()
    expect(page.locator(".my-count").first).to_have_text("0 questions on your list")
    expect(page.locator(".question:visible")).to_have_count(50)
    assert errors == []
    context.close()


def test_a_list_that_cannot_be_deleted_is_not_called_deleted(first: Page, served: str) -> None:
    first.locator(".question .tick").first.click()
    first.evaluate(
        "['setItem', 'removeItem'].forEach(name => { Storage.prototype[name] = () => { throw new Error(); }; })"
    )
    first.get_by_role("button", name="Forget my list").click()
    expect(first.locator(".said")).to_contain_text("did not let us delete your list")
    expect(first.locator(".my-kept")).to_contain_text("Then the list is as it was before.")
    first.goto(served + QUESTIONS)
    expect(first.locator(".my-count").first).to_have_text("1 question on your list")
    first.get_by_role("button", name="Forget my list").click()
    expect(first.locator(".said")).to_have_text("Your list is empty, and nothing of it is kept.")


@pytest.mark.parametrize(
    "kept",
    [
        "null", "[]", "7", '"x"', "{", "", '{"ids":7,"own":{}}',
        '{"ids":[1,null,"nothing-of-ours","A B"],"own":[7,"\\u202e","  "]}',
        '{"ids":{"length":2},"own":"words"}', '{"ids":["nothing-of-ours"]}',
    ],
)  # fmt: skip
def test_what_is_no_list_is_none(first: Page, served: str, kept: str) -> None:
    first.evaluate("kept => localStorage.setItem('questions', kept)", kept)
    first.goto(served + QUESTIONS)
    expect(first.locator(".my-count").first).to_have_text("0 questions on your list")
    expect(first.locator(".my-kept")).not_to_contain_text(UNTIL_YOU_LEAVE)
    first.locator(".question .tick").first.click()
    expect(first.locator(".my-count").first).to_have_text("1 question on your list")
    first.goto(served + USE)
    expect(first.locator(".my-count").first).to_have_text("1 question on your list")


# --------------------------------------------------------------------------- what is said, and where it stands


def test_an_empty_list_is_never_shown_alone(first: Page) -> None:
    first.get_by_role("button", name="Show only my list").click()
    expect(first.locator(".said")).to_have_text("Your list is empty. Add a question first.")
    expect(first.locator(".question:visible")).to_have_count(50)
    for name in ("Copy as text", "Copy a link to my list"):
        first.get_by_role("button", name=name).click()
        expect(first.locator(".said")).to_have_text("Your list is empty. Add a question first.")
    assert first.evaluate("window.copied") is None
    first.locator(".question .tick").nth(4).click()
    first.get_by_role("button", name="Show only my list").click()
    expect(first.locator(".question:visible")).to_have_count(1)
    first.locator(".question .tick:visible").click()
    expect(first.locator(".said")).to_have_text("Your list is empty. All questions are shown.")
    expect(first.locator(".question:visible")).to_have_count(50)
    assert first.evaluate("document.activeElement !== document.body"), "the focus is not lost"


def test_a_question_that_a_link_names_is_shown_though_it_is_not_on_the_list(first: Page) -> None:
    first.locator(".question .tick").first.click()
    first.get_by_role("button", name="Show only my list").click()
    first.evaluate("location.hash = 'total-cost'")
    expect(first.locator("#total-cost")).to_be_in_viewport()


def test_nothing_is_said_to_be_copied_that_was_not(first: Page) -> None:
    first.locator(".question .tick").first.click()
    first.get_by_role("button", name="Copy as text").click()
    expect(first.locator(".said")).to_have_text("Your questions are copied.")
    first.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    first.once("dialog", lambda dialog: dialog.dismiss())
    first.get_by_role("button", name="Copy a link to my list").click()
    expect(first.locator(".said")).to_have_text("")


DIRECTIONS = (
    "هل سيؤلمني هذا كثيرًا، وماذا أفعل إذا احمرّ الجلد بعد 3 أيام؟",
    "האם זה יכאב (50 %)?",
    "\u202eabc def ghi",
    "\u2067abc \u2066def",
    "a\u202e\u2067b",
    "Z\u0351\u0353\u0300\u0301\u0302" + "\u0303\u0304\u0305" * 60 + "algo",
    "x" * 300,
    "\u200f\u200f?",
    "👩🏽‍⚕️",
)


@pytest.mark.parametrize("width", [320, 1280])
def test_words_of_any_direction_and_height_leave_the_button_where_it_is(
    browser: Browser, served: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(served + QUESTIONS)
    places = set()
    for words in ("Plain words?", *DIRECTIONS):
        page.evaluate(ADD, words)
        row = page.locator(".own li")
        row.get_by_role("button").scroll_into_view_if_needed()
        text, button = row.locator("bdi").bounding_box(), row.locator("button").bounding_box()
        assert text and button  # noqa: PT018
        places.add((button["x"], button["width"]))
        assert button["y"] >= text["y"] + text["height"], words
        assert button["height"] >= 44
        assert page.evaluate("document.documentElement.scrollWidth") <= width, words
        middle = [button["x"] + button["width"] / 2, button["y"] + button["height"] / 2]
        assert page.evaluate("([x, y]) => (document.elementFromPoint(x, y) || {}).textContent", middle) == "Remove"
        assert row.locator("bdi").get_attribute("dir") == "auto"
        row.get_by_role("button").click()
        expect(row).to_have_count(0)
    assert len(places) == 1
    context.close()


def test_the_focus_stays_with_the_list_when_a_question_is_removed(first: Page) -> None:
    for words in ("One?", "Two?"):
        first.evaluate(ADD, words)
    first.locator(".own button").first.focus()
    first.keyboard.press("Enter")
    assert first.evaluate("document.activeElement.getAttribute('aria-label')") == "Remove: Two?"
    first.keyboard.press("Enter")
    assert first.evaluate("document.activeElement.id") == "own-question"


def test_without_a_script_there_is_a_way_to_pick(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served + QUESTIONS)
    expect(page.locator("noscript .notice")).to_contain_text("print this page and mark the questions that you pick")
    context.close()
