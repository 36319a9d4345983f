# On a fresh machine with Python 3.11 or newer and make, `make serve` and `make test` are enough; `make help` lists the rest.
SHELL := /bin/sh
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
REVIEW ?= ../shared/review/review.txt

.PHONY: help install serve build test format lint types unit browser sssom apache coverage docs accept clean

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

build: install ## builds the graph from the records
	$(BIN)/naseikg build

serve: build ## opens the graph in your browser
	$(BIN)/naseikg serve $(SERVE)

test: install browser apache sssom lint types unit ## runs all that CI runs, about eight minutes

format: install ## formats the code and mends what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: install ## checks format and style
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: install ## checks the types
	$(BIN)/mypy

# A worker a core; the tests of one file stay together, as they share what they build.
unit: install ## runs the tests only
	$(BIN)/python -m pytest -n auto --dist loadfile

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

# Review the difference as you would review code.
accept: build ## rewrites the expected answers of all queries
	@for file in queries/*.rq; do $(BIN)/naseikg query $$(basename $$file .rq) --accept || exit 1; done

clean: ## removes what was built
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache
