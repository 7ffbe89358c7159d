"""Everything that can be wrong and concerns more than one field.

In: the Site. Out: problems with path, line and hint.
Never: a change of what it looks at.
"""
