"""What the guide says in another language: words apart from facts.

In: a source in English and the translation of its words. Out: the same source with those words in place.
Never: a number, an urgency, a source or an order that the English has not.
"""
