"""Bytes become fields and sections with their lines.

In: the bytes of one file. Out: plain values and texts, and problems of form.
Never: a model.
"""
