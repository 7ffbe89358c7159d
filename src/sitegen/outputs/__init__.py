"""All that is made besides the pages: search, feeds, data, kits, leaflets.

In: the Site and the versions of its pages. Out: ``{path below docs: bytes}``.
Never: words of its own about the subject.
"""
