"""The builder: structured content in, Markdown pages and plain files out.

The packages are named after the steps, and each uses only those before it: base, content, site, rules, ledger,
check, pages, outputs, build, publish, commands.
"""
