"""QR codes, and pages with one blank line between parts."""

from __future__ import annotations

import io
from functools import lru_cache, partial
from pathlib import Path

import segno

from sitegen.outputs.drawing.drawn import made_once


def qr(url: str, title: str, cache: Path | None = None) -> dict[str, bytes]:
    """The QR code of an address as ``{kind: bytes}``: level M, with the white edge of four modules that it needs.

    With ``cache`` a code that was drawn before is not drawn again.
    """
    made_of = [b"qr", Path(__file__).read_bytes(), url.encode("utf-8"), title.encode("utf-8")]
    return {kind: made_once(cache, kind, made_of, partial(_drawn, url, title, kind)) for kind in ("svg", "png")}


@lru_cache(maxsize=1)
def _code(url: str) -> segno.QRCode:
    """The code itself, which takes longer to find than to draw: once for both kinds."""
    return segno.make(url, error="m", boost_error=False, micro=False)


def _drawn(url: str, title: str, kind: str) -> bytes:
    code, out = _code(url), io.BytesIO()
    if kind == "png":
        code.save(out, kind="png", border=4, scale=10)
    else:
        code.save(
            out, kind="svg", border=4, scale=8, light="#fff", title=title, xmldecl=False, svgclass=None, lineclass=None
        )
    return out.getvalue()


def one_blank(text: str) -> bytes:
    """Without spaces at line ends and with one empty line at most."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    kept = [line for line, before in zip(lines, ("", *lines), strict=False) if line or before]
    return ("\n".join(kept) + "\n").encode("utf-8")
