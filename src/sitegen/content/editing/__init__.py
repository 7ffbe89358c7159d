"""What an editor is given: new pages from templates, and the tables of fields.

In: models and templates of pages. Out: a new file in words, tables in Markdown, what a template still asks for.
Never: anything that a reader of the site sees.
"""
