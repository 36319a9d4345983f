# On a fresh machine with Python 3.11 or newer and make, `make serve` and `make test` are enough; `make help` lists the rest.
SHELL := /bin/sh
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
REVIEW ?= ../shared/review/review.txt
BUILT := src/naseikg/explorer/built/explorer.js

.PHONY: help install web serve build test format lint types unit browser sssom apache engines coverage docs tour accept clean

help: ## lists these targets
	@sed -n 's/^\([a-z]*\):.* ## /\1\t/p' Makefile | while IFS='	' read -r target does; do printf '  make %-9s %s\n' "$$target" "$$does"; done

install: $(VENV)/.installed ## installs the package and its tools into .venv

$(VENV)/.installed: pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: install it, or give PYTHON=..."; exit 2; }
	@command -v "$(PYTHON)" >/dev/null || { echo "$(PYTHON) does not exist. Give PYTHON=/path/to/python3.11"; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; $(PYTHON) is older. Give PYTHON=/path/to/python3.11"; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

# Node comes with the Python tools of development, so that Python and make are enough; npm reads the lock file only.
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix web --no-update-notifier --no-fund --no-audit

web: install $(BUILT) ## bundles the explorer's scripts

web/node_modules/.installed: web/package.json web/package-lock.json | $(VENV)/.installed
	$(NPM) ci --ignore-scripts --loglevel=error
	@touch $@

$(BUILT): web/node_modules/.installed web/build.ts web/tsconfig.json $(shell find web/src -type f)
	$(NPM) run --silent build

build: install ## builds the graph from the records
	$(BIN)/naseikg build

serve: build web ## opens the explorer in your browser
	$(BIN)/naseikg serve $(SERVE)

test: install web browser apache engines sssom lint types unit ## runs all that CI runs, about ten minutes

format: install web/node_modules/.installed ## formats the code and mends what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(NPM) run --silent format

lint: install web/node_modules/.installed ## checks format and style
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(NPM) run --silent lint

types: install web/node_modules/.installed ## checks the types
	$(BIN)/mypy
	$(NPM) run --silent types

# A worker a core; the tests of one file stay together, as they share what they build; tests/conftest.py says which go first.
unit: install web ## runs the tests only
	$(NPM) test --silent
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

# The page tests drive a real Chromium. It is installed where that is possible; where it is not, this says so,
# and the tests say so again. Under CI its absence is a failure.
browser:
	@command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 \
		|| command -v google-chrome >/dev/null 2>&1 \
		|| { command -v apt-get >/dev/null 2>&1 && [ "$$(id -u)" = 0 ] \
			&& apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; } \
		|| { echo "Chromium is missing and could not be installed: the page tests will be skipped."; \
			echo "Install it (Debian: apt-get install chromium) and run make test again."; \
			test -z "$$CI"; }

# The redirects of w3id/ are run by a real Apache, installed in the same way.
apache:
	@command -v apache2 >/dev/null 2>&1 || command -v httpd >/dev/null 2>&1 || test -x /usr/sbin/apache2 \
		|| { command -v apt-get >/dev/null 2>&1 && [ "$$(id -u)" = 0 ] \
			&& apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq apache2 >/dev/null; } \
		|| { echo "Apache is missing and could not be installed: the tests of redirects will be skipped."; \
			echo "Install it (Debian: apt-get install apache2) and run make test again."; \
			test -z "$$CI"; }

# The named queries are asked on a real Virtuoso too, and systemd looks at our unit; both are installed in the same way.
# The Oxigraph server comes with the Python tools.
engines:
	@{ command -v virtuoso-t && command -v systemd-analyze; } >/dev/null 2>&1 \
		|| { command -v apt-get >/dev/null 2>&1 && [ "$$(id -u)" = 0 ] \
			&& apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq virtuoso-opensource-7 systemd >/dev/null; } \
		|| { echo "Virtuoso or systemd is missing and could not be installed: the tests that need them will be skipped."; \
			echo "Install them (Debian: apt-get install virtuoso-opensource-7 systemd) and run make test again."; \
			test -z "$$CI"; }

# The validator of the mapping files brings a hundred packages, so it lives apart; a test runs it.
sssom: .venv-sssom/.installed ## installs the validator of the mapping files

.venv-sssom/.installed: Makefile
	test -x .venv-sssom/bin/python || $(PYTHON) -m venv .venv-sssom
	.venv-sssom/bin/python -m pip install --quiet --disable-pip-version-check 'sssom>=0.4.21'
	@touch $@

coverage: install ## compares the records with the review's text, REVIEW=review.txt
	$(BIN)/naseikg coverage $(REVIEW) --summary

# A test compares the pages with what this writes.
docs: install ## rewrites docs/reference and the schema of the records
	$(BIN)/python -m naseikg.reference

tour: install browser web ## takes the pictures of docs/tour.md anew
	$(BIN)/python tests/touring.py

# Review the difference as you would review code.
accept: build ## rewrites the expected answers of all queries
	@for file in queries/*.rq; do $(BIN)/naseikg query $$(basename $$file .rq) --accept || exit 1; done

clean: ## removes what was built
	rm -rf build dist web/node_modules src/naseikg/explorer/built .mypy_cache .pytest_cache .ruff_cache
