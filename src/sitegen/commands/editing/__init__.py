"""Commands that write into ``content_src/`` for an editor: a new page, numbers that follow their records.

In: the arguments. Out: an exit code.
Never: a page of the site.
"""
