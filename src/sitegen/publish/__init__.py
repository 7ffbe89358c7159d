"""Files on disk, and MkDocs.

In: ``{path: bytes}``. Out: ``docs/`` and ``site/``, whole or as they were.
Never: a half-written folder.
"""
