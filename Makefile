# Every target sets itself up from Python 3.11.5 or newer, make and git. Nothing is installed outside .venv,
# except a Chromium for the tests where none is found.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
# What builds, checks and serves the site; and, besides, what the tests need (a browser's driver, a type checker).
READY := $(VENV)/.ready
TESTS := $(VENV)/.ready-tests
export NO_MKDOCS_2_WARNING := 1
# Some machines forbid Python to keep what it compiles: then each command takes half a second longer.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: site serve check test test-fast release diff links pages bench lint browser canary ratings mutants clean

site: $(READY)  ## content_src/ to docs/ to site/
	$(PY) scripts/build_site.py

serve: $(READY)  ## the site on http://127.0.0.1:8000, rebuilt and reloaded at every saved edit
	$(PY) scripts/serve.py

check: $(READY)  ## content only: every problem with file and line, and the table of figures
	$(PY) scripts/build_pages.py --check

test: $(TESTS) browser lint  ## every test, on the real content and in a real browser
	$(PY) -m pytest -n auto --dist loadfile

test-fast: $(TESTS)  ## what needs no browser and no whole build, in under a minute: for while you work
	$(PY) -m pytest -n auto --dist worksteal --fast

release: $(READY)  ## what changed since the last release, recorded in releases/ and permalinks.txt
	$(PY) scripts/release.py

diff: $(READY)  ## what a patient will see change since BASE (a commit or branch)
	$(PY) scripts/diff.py $(or $(BASE),HEAD)

links: $(READY)  ## dead links to other sites, what became of the sources, reviews that are due; REPORT=file for Markdown
	$(PY) scripts/check_external.py $(if $(REPORT),--markdown $(REPORT))

pages:  ## put site/ on the branch gh-pages, in the folder TO; what stands in preview/ stays
	sh scripts/put_pages.sh "$(TO)"

bench: $(TESTS) browser  ## times, bytes and growth
	$(PY) scripts/bench.py
	$(PY) scripts/timings.py

canary: $(TESTS) site  ## the same docs/ built by Zensical, the way out of Material: same pages, titles, addresses, ids
	$(PYTHON) -m venv .cache/canary
	.cache/canary/bin/python -m pip install --quiet --disable-pip-version-check zensical==0.0.73
	$(PY) scripts/canary.py .cache/canary/bin/zensical

mutants: $(TESTS)  ## take away one rule or move one bound at a time: a test must notice; SINCE=COMMIT for what changed
	$(PY) scripts/mutants.py $(if $(SINCE),--since $(SINCE))

ratings: $(READY)  ## the totals of all ratings, beside the aims
	$(PY) scripts/ratings.py

lint: $(TESTS)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/yamllint -s mkdocs.yml content_src .github
	$(VENV)/bin/codespell

browser: $(TESTS)  ## a Chromium: one on the PATH, else Debian's, else Playwright's
	sh scripts/get_browser.sh $(PY)

$(READY): requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11, 5) and "Python 3.11.5 or newer is needed.")'
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $(READY)

$(TESTS): requirements-dev.txt $(READY)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $(TESTS)

clean:
	rm -rf $(VENV) .cache site
