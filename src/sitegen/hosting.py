"""What a host must send with the pages: security headers, computed from the built pages.

No page may need an inline style or script, so the Content-Security-Policy has no ``unsafe-inline``. Should a
page have an inline script all the same, its SHA-256 is allowed and nothing else; data blocks (JSON-LD) never
run and need none. An inline style or an event handler in a page is an error.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping

SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)<\/script>", re.S)
FORBIDDEN = re.compile(r"<style\b|<[a-z][^>]*\s(?:style|on[a-z]+)\s*=", re.I)
OTHERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


def headers(pages: Mapping[str, str]) -> dict[str, str]:
    """The headers for all built pages, ``{path: html}``.

    Raises ``ValueError`` with the page's name when a page has an inline style or an event handler.
    """
    for path, html in sorted(pages.items()):
        if match := FORBIDDEN.search(SCRIPT.sub("", html)):
            raise ValueError(f"{path}: an inline style or event handler cannot be published: {match[0][:60]}")
    scripts = ["'self'", *(f"'sha256-{digest}'" for digest in sorted(set(_inline_scripts(pages.values()))))]
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(scripts)}",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )
    return {"Content-Security-Policy": policy, **OTHERS}


def _inline_scripts(pages: Iterable[str]) -> Iterable[str]:
    for html in pages:
        for match in SCRIPT.finditer(html):
            attributes = match["attributes"]
            if "src=" not in attributes and "application/ld+json" not in attributes:
                yield base64.b64encode(hashlib.sha256(match["code"].encode("utf-8")).digest()).decode("ascii")


def as_headers_file(found: Mapping[str, str]) -> str:
    """For hosts that read a ``_headers`` file (Netlify, Cloudflare Pages and others)."""
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in found.items())


def as_nginx(found: Mapping[str, str]) -> str:
    """For nginx: to be included in the ``server`` block."""
    lines = [f'add_header {name} "{value}" always;' for name, value in found.items()]
    return "\n".join(["# Include this in the server block.", *lines, "error_page 404 /404.html;", ""])
