"""What was promised and released, and what changed since.

In: the Site and the files of ``releases/``. Out: promises, changes, snapshots, news.
Never: a change of what was released.
"""
