"""What axe finds on a page, in every width and colour in which it can differ.

Most of axe's time goes into colours, and most elements of a page look like others of it. So the rules of colour look at
the first and the last of those that are alike: the same tags, classes and styles of the element and of all above it,
as the browser has worked them out. What looks otherwise, for whatever reason, is one of its own. Whoever looks at many
pages may keep the looks that were seen: then each is looked at on the first page that has it, in each form.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page

ALL_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# What can differ between light and dark is colour alone.
COLOURS = ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]
COLOUR_RULES = {"runOnly": {"type": "rule", "values": COLOURS}}
# What can differ between two widths that show and hide the same.
PLACE_RULES = {"runOnly": {"type": "rule", "values": [*COLOURS, "target-size", "scrollable-region-focusable"]}}
WIDTHS = (320, 390, 1280)
FORMS = (*((width, "light") for width in WIDTHS), (390, "dark"), (1280, "dark"))
"""Width and colours. A page is no other in the dark at 320 px than at 390 px: its bars change at 768 px."""

SAMPLES = """seen => {
  const looks = new Map(), last = new Map(), before = new Set(seen.split(' ').map(Number));
  // A number of 53 bits for the words of an element and the number of what is above it: the same on every page.
  const id = words => {
    let a = 0x9e3779b1, b = 0x85ebca77;
    for (let i = 0; i < words.length; i++) {
      const c = words.charCodeAt(i);
      a = Math.imul(a ^ c, 2654435761);
      b = Math.imul(b ^ c, 1597334677);
    }
    a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
    b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
    return 4294967296 * (2097151 & b) + (a >>> 0);
  };
  const own = e => {
    const s = getComputedStyle(e), text = e.textContent.trim().length;
    const has = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    return [e.tagName, e.getAttribute('class'), e.getAttribute('style'), e.disabled, e.getAttribute('aria-disabled'),
      has, Math.min(text, 2), e.tagName === 'A' && besideText(e), s.color, s.backgroundColor, s.backgroundImage,
      s.backgroundClip, s.opacity, s.filter, s.mixBlendMode, s.textShadow, s.clip, s.clipPath, s.position, s.zIndex,
      s.display, s.visibility, s.fontSize, s.fontWeight, s.fontStyle, s.fontFamily, s.textDecorationLine,
      s.borderBottomStyle, s.borderBottomWidth].join('|');
  };
  const besideText = e => {
    let block = e.parentElement;
    while (block.parentElement && getComputedStyle(block).display === 'inline') block = block.parentElement;
    const linked = [...block.querySelectorAll('a')].reduce((sum, a) => sum + a.textContent.trim().length, 0);
    return block.textContent.trim().length > linked;
  };
  const look = e => {
    if (!e) return 0;
    if (!looks.has(e)) looks.set(e, id(look(e.parentElement) + '>' + own(e)));
    return looks.get(e);
  };
  for (const e of document.querySelectorAll('*')) {
    const at = look(e);
    e.toggleAttribute('data-sample', !last.has(at) && !before.has(at));
    e.setAttribute('data-look', at);
    last.set(at, e);
  }
  for (const [at, e] of last) if (!before.has(at)) e.setAttribute('data-sample', '');
  return [...last.keys()].join(' ');
}"""
"""Marks the first and the last element of each look not seen before, and each element with the number of its look."""

SHAPE = """() => [...document.querySelectorAll('*')].map(e => {
  const s = getComputedStyle(e), r = e.getBoundingClientRect();
  return [e.checkVisibility({visibilityProperty: true}), s.clip, s.clipPath, r.right < 0, r.bottom < 0].join();
}).join(';')"""
"""What is shown, hidden, cut away or put beside the screen."""

ONLY_SAMPLES = """rules => axe.configure({rules: rules.map(
  id => ({id, selector: id.startsWith('link') ? 'a[href][data-sample]' : '[data-sample]'}))})"""


def violations(page: Page, options: dict[str, object]) -> list[str]:
    """What axe finds on a page into which its script was put."""
    run = "o => axe.run(document, {...o, preload: false, resultTypes: ['violations']}).then(r => r.violations)"
    found = page.evaluate(run, options)
    return [f"{v['id']}: {n['target']} {n['any'][:1]}" for v in found for n in v["nodes"]]


Form = tuple[int, str]
Looks = defaultdict[Form, set[str]]
"""The looks that were seen in each form, on whatever page: ``Looks(set)`` at first."""


def with_axe(browser: Browser) -> BrowserContext:
    """A context in each of whose pages axe's script stands from the start: sent once, not once a page.

    It stands in the frames of a page too, which axe then takes as parts of it: a kit shows a frame as an example.
    """
    context = browser.new_context()
    context.add_init_script(AXE_SCRIPT)
    return context


def in_forms(page: Page, name: str, forms: Sequence[Form] = FORMS, seen: Looks | None = None) -> dict[str, list[str]]:
    """What axe finds on a page at each width and in each colour. Its script goes in where it is not yet: it is large.

    With ``seen`` the rules of colour leave out what looks like something that was looked at on a page before.
    """
    seen = Looks(set) if seen is None else seen
    found = {}
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    page.evaluate(ONLY_SAMPLES, COLOURS)
    shapes: set[str] = set()
    for width, colours in forms:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]
        seen[width, colours].update(page.evaluate(SAMPLES, " ".join(seen[width, colours])).split())
        shape = page.evaluate(SHAPE)
        rules = COLOUR_RULES if colours == "dark" else PLACE_RULES if shape in shapes else ALL_RULES
        shapes.add(shape)
        if bad := violations(page, rules):
            found[f"{name} {width} {colours}"] = bad[:5]
    page.emulate_media(color_scheme="light")
    return found
