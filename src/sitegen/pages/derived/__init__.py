"""What a page has from the records besides the words that an editor wrote for it.

In: the Site and one of its pages. Out: questions to say back, and what the page is about for search engines.
Never: words or numbers of its own.
"""
