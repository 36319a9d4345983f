# Two commands on a fresh machine with Python 3.11 and make:
#   make serve   installs, builds and opens the graph in the browser
#   make test    installs and runs every check and test
SHELL := /bin/sh
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
REVIEW ?= ../shared/review/review.txt

.PHONY: help install serve build test format lint types unit browser coverage docs accept clean

help:
	@sed -n 's/^# //p' Makefile

install: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: install it, or give PYTHON=..."; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; $(PYTHON) is older. Give PYTHON=/path/to/python3.11"; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

build: install
	$(BIN)/naseikg build

serve: build
	$(BIN)/naseikg serve $(SERVE)

test: install browser lint types unit

format: install
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: install
	$(BIN)/mypy

unit: install
	$(BIN)/python -m pytest

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

coverage: install
	$(BIN)/naseikg coverage $(REVIEW) --summary

# Rewrites the reference pages; a test compares them.
docs: install
	$(BIN)/python -m naseikg.reference

# Rewrites the expected answer of every named query; review the difference like code.
accept: build
	@for file in queries/*.rq; do $(BIN)/naseikg query $$(basename $$file .rq) --accept; done

clean:
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache
