# Every target sets up .venv first, and again only when pyproject.toml or constraints.txt changed. Needs make and a Python from 3.11 on.
.DEFAULT_GOAL := help
SHELL := /bin/sh
.SUFFIXES:

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

# The first interpreter that is new enough and can make virtual environments; name another with `make PYTHON=…`.
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	$$name -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$name; break; }; done)

WORKERS ?= 2
CONTRACTS ?= 100000
HALF = $$(($(CONTRACTS) / 2))
DEMO := var/demo

.PHONY: help setup demo test lint bench soak docs look goldens clean

help: ## what the targets do
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## install tariff and what it is checked with into .venv

$(READY): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "No Python from 3.11 on that has venv was found. Install one, or name it: make PYTHON=/path/to/python" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@# The build backend comes first, so that it is the version in constraints.txt too.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt hatchling
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --no-build-isolation --editable '.[dev]'
	@touch $(READY)

demo: $(READY) ## bill one month of a sample book of CONTRACTS contracts, some of them faulty
	@rm -rf $(DEMO)
	$(BIN)/tariff sample kddi.nuisance_call_light --contracts $(HALF) --seed 1 --faulty 25 $(DEMO)/book
	$(BIN)/tariff sample softbank.call_recording --contracts $(HALF) --seed 1 --faulty 25 $(DEMO)/book
	$(BIN)/tariff bill $(DEMO)/book --month 2022-09 --ledger $(DEMO)/ledger.duckdb

test: $(READY) ## run the tests on WORKERS processes
	$(BIN)/python -m pytest --quiet --numprocesses $(WORKERS)

lint: $(READY) ## style, import rules, types, and the packs
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy
	$(BIN)/tariff check
	$(BIN)/tariff fmt --check clauses

bench: $(READY) ## measure, and write the table into benchmarks/README.md
	$(BIN)/python -m benchmarks.run

soak: $(READY) ## compare both evaluators on 200,000 random contracts
	TARIFF_SOAK=200000 $(BIN)/python -m pytest --quiet --numprocesses $(WORKERS) -m soak

docs: $(READY) ## rewrite the generated pages of docs/
	$(BIN)/python docs/pages.py
	$(BIN)/python -m docs.provisions

look: $(READY) ## draw tables as browsers and word processors show them; needs chromium and libreoffice
	docs/look.sh $(BIN)/tariff

goldens: docs ## rewrite expected outputs and the generated pages of docs/; the diff is the review
	-$(BIN)/python -m pytest --quiet --regen-all
	git status --short docs fixtures tests

clean: ## remove .venv, caches and var/
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist var
