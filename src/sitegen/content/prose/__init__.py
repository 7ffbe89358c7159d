"""The small part of Markdown that content may use.

In: a text and its first line. Out: blocks, lines and tokens with line numbers.
Never: HTML.
"""
