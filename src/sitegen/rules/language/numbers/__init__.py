"""Numbers in sentences: each names its record, and says what the record says.

In: pages, data files and facts. Out: problems, and sentences that follow a changed record.
Never: a number of its own.
"""
