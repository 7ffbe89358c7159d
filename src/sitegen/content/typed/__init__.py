"""Fields and sections become typed entries; every problem in plain English.

In: one source. Out: one entry and its problems.
Never: a look at another file.
"""
