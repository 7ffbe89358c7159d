"""Files become typed items.

In: the bytes of ``content_src``. Out: entries and records with the line of every value, and problems.
Never: a look at another file.
"""
