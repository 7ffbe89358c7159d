"""The builder: structured content in, Markdown pages and plain files out.

The modules are named after the steps: load, validate, link, render, write.
"""
