"""Pictures and PDFs: set by Typst, codes to scan, and nothing drawn twice.

In: words and layouts. Out: bytes of PDF, PNG and SVG.
Never: a Site.
"""
