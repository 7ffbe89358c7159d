"""The Site becomes Markdown.

In: the Site, the day, the templates. Out: ``{path below docs: bytes}`` and the version of each page.
Never: content run as a template, markup that is not from a template.
"""
