"""Old addresses as a host can send them on by itself, from the stub pages of the built site.

The stub pages work everywhere; these maps spare the reader one page.
"""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.publish.kept_promises import leads_to


def redirects(pages: Mapping[str, str]) -> dict[str, str]:
    """``{old address: new address}`` of the built pages, ``{address: html}``, sorted."""
    return {path: to for path in sorted(pages) if (to := leads_to(path, pages[path]))}


def as_redirects_file(found: Mapping[str, str]) -> str:
    """For hosts that read a ``_redirects`` file (Netlify, Cloudflare Pages and others). Browsers keep the fragment."""
    return "".join(f"{old} {new} 301\n" for old, new in found.items())


def as_nginx_map(found: Mapping[str, str]) -> str:
    """For nginx: to be included in the ``server`` block."""
    lines = [f"location = {old} {{ return 301 {new}; }}" for old, new in found.items()]
    return "\n".join(["# Include this in the server block.", *lines, ""])
