"""What every step uses and what knows of none: problems, days, addresses, letters, locks.

In: plain texts and values. Out: plain texts and values.
Never: a model, a page, a template.
"""
