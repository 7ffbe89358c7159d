"""What other sites answer: whether links lead somewhere, and what was said of the sources since they came out.

In: the Site. Out: what does not answer, and notices as data.
Never: a request in a build; only the weekly job asks.
"""
