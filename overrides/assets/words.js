/* The words of all other scripts, in the language of the pages; mkdocs.yml has them. */
window.words = {{ config.extra.scripts | tojson }};
