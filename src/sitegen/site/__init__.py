"""The one immutable Site and what can be looked up in it.

In: entries and records. Out: answers: who cites what, which cards a page names, how far it is from home.
Never: a problem, a word of markup.
"""
