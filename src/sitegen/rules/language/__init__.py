"""Words, numbers, spelling and what published instruments ask of a text.

In: blocks of prose. Out: problems, and notes that never stop a build.
Never: a medical judgement.
"""
