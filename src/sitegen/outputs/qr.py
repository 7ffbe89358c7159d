"""QR codes, and pages with one blank line between parts."""

from __future__ import annotations

import io

import segno


def qr(url: str, title: str) -> dict[str, bytes]:
    """The QR code of an address as ``{kind: bytes}``: level M, with the white edge of four modules that it needs."""
    code = segno.make(url, error="m", boost_error=False, micro=False)
    svg, png = io.BytesIO(), io.BytesIO()
    code.save(
        svg, kind="svg", border=4, scale=8, light="#fff", title=title, xmldecl=False, svgclass=None, lineclass=None
    )
    code.save(png, kind="png", border=4, scale=10)
    return {"svg": svg.getvalue(), "png": png.getvalue()}


def one_blank(text: str) -> bytes:
    """Without spaces at line ends and with one empty line at most."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    kept = [line for line, before in zip(lines, ("", *lines), strict=False) if line or before]
    return ("\n".join(kept) + "\n").encode("utf-8")
