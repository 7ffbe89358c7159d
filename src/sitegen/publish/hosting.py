"""What a host must send with the pages: security headers, computed from the built pages.

No page may need an inline style, so the Content-Security-Policy has no ``unsafe-inline``. Of inline scripts the
SHA-256 of each is allowed and nothing else: it is one line, which sets the colours that a reader chose before the
first paint (``overrides/base.html``). Data blocks (JSON-LD) never run and need none. An inline style or an event
handler in a page is an error.

Pages under ``/embed/`` may be framed by anybody, all others by nobody. In ``_headers`` no two rules that fit one
address send the same header, for hosts differ in what they then do: Cloudflare Pages joins the values, others let
one of them win, and only Cloudflare can take a header back (``! Name``, and not on ``/``). So the policy stands
in the rule for everything and says nothing of frames, and ``X-Frame-Options`` stands in a rule for each part of
the site but ``/embed/``. An address without a page matches none of these; what it shows can be framed and does
nothing. nginx can choose by address, so there the policy says it too.

No page sends ``Cross-Origin-Opener-Policy``: where a card stands in a sandboxed frame that may open windows, a
browser refuses to show a page with such a policy in that window, and "Urgent help" would end in an error (HTML
standard, 7.1.3.2). What the policy guards, a window that another page shares, the guide has no use for.

Pages of other sites may read the files under ``/api/`` (CORS): they are public, and no cookie goes with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from sitegen.publish.looks import Looks, look

FRAMED = "embed"
"""The part of the site whose pages may be framed."""
SHARED = "api"
"""The part of the site whose files pages of other sites may read."""
MOST_RULES = 100
"""Cloudflare Pages reads no more rules than this from ``_headers`` (its documentation, "Limits")."""
OTHERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


@dataclass(frozen=True)
class Sent:
    """``everywhere``: headers of all addresses. ``unframed``: the paths, as rules, that nobody may frame."""

    everywhere: Mapping[str, str]
    unframed: tuple[str, ...]


def headers(pages: Mapping[str, str], site_url: str, looks: Looks = look) -> Sent:
    """What is sent with all built pages, ``{path: html}``, of the site at ``site_url``.

    The site's own origin stands beside ``'self'``: in a sandboxed frame WebKit takes ``'self'`` for the origin of the
    sandbox, and a card on a clinic's page would have no style (bugs.webkit.org 316847).

    Raises ``ValueError`` with the page's name when a page has an inline style or an event handler, and when
    the site has more parts than a host reads rules.
    """
    for path, html in sorted(pages.items()):
        if forbidden := looks(html).forbidden:
            raise ValueError(f"{path}: an inline style or event handler cannot be published: {forbidden}")
    ours = f"'self' {_origin(site_url)}"
    scripts = [
        ours,
        *(f"'sha256-{digest}'" for digest in sorted({one for html in pages.values() for one in looks(html).scripts})),
    ]
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(scripts)}",
            f"style-src {ours}",
            f"img-src {ours}",
            f"connect-src {ours}",
            # The kit of a page shows the page's own card in a frame.
            f"frame-src {ours}",
            f"form-action {ours}",
            "base-uri 'none'",
        )
    )
    unframed = tuple(sorted({_rule(path) for path in pages} - {f"/{FRAMED}/*"}))
    # Besides, one rule for everything and one for the shared files.
    if len(unframed) + 2 > MOST_RULES:
        raise ValueError(f"_headers would have {len(unframed) + 2} rules; a host reads {MOST_RULES}")
    return Sent({"Content-Security-Policy": policy, **OTHERS}, unframed)


def _origin(url: str) -> str:
    """Scheme, host and port of an address, as a policy names a source."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _rule(path: str) -> str:
    """The rule that covers a page: ``/risks/*`` for all of a folder, ``/`` and ``/404.html`` for themselves."""
    first, slash, _ = path.partition("/")
    if slash:
        return f"/{first}/*"
    return "/" if first == "index.html" else f"/{first}"


def as_headers_file(found: Sent) -> str:
    """For hosts that read a ``_headers`` file (Netlify, Cloudflare Pages and others)."""
    everywhere = "".join(f"  {name}: {value}\n" for name, value in found.everywhere.items())
    shared = f"/{SHARED}/*\n  Access-Control-Allow-Origin: *\n"
    return f"/*\n{everywhere}{shared}" + "".join(f"{path}\n  X-Frame-Options: DENY\n" for path in found.unframed)


def as_nginx(found: Sent) -> str:
    """For nginx: to be included in the ``server`` block. A header with an empty value is not sent there."""
    policy = "Content-Security-Policy"
    sent = {**found.everywhere, policy: f"{found.everywhere[policy]}; frame-ancestors $framed_by"}
    return "\n".join(
        (
            "# Include this in the server block.",
            "set $framed_by \"'none'\";",
            'set $frame_options "DENY";',
            f"if ($uri ~ ^/{FRAMED}/) {{",
            '  set $framed_by "*";',
            '  set $frame_options "";',
            "}",
            'set $read_by "";',
            f"if ($uri ~ ^/{SHARED}/) {{",
            '  set $read_by "*";',
            "}",
            *(f'add_header {name} "{value}" always;' for name, value in sent.items()),
            'add_header X-Frame-Options "$frame_options" always;',
            'add_header Access-Control-Allow-Origin "$read_by" always;',
            "error_page 404 /404.html;",
            "",
        )
    )
