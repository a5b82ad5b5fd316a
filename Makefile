# The command list. "make" alone prints it.

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
# What runs in the office; the tests do not.
CODE := bot cards casework dialogs documents manifest procedure storage
STAMP := $(VENV)/.installed
# The first Python on the PATH that is new enough; "make PYTHON=/path/to/python3.12" chooses another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
# More arguments for the command behind a target: make test ARGS="-k deadlines"
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup demo serve test lint format e2e pictures bench cards

help: ## print this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

setup: $(STAMP) ## create .venv and install what is needed (demo and test do this themselves)

$(STAMP): pyproject.toml constraints.txt
	@if [ -z "$(PYTHON)" ]; then \
		echo "Es fehlt Python 3.11 oder neuer. / Python 3.11 or newer is missing."; \
		echo "Debian, Ubuntu: sudo apt-get install python3 python3-venv"; exit 1; fi
	@if [ ! -x $(BIN)/python ]; then \
		echo "Lege .venv mit $(PYTHON) an."; \
		$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
			echo "Es fehlt das Modul venv. / The module venv is missing."; \
			echo "Debian, Ubuntu: sudo apt-get install python3-venv"; exit 1; }; fi
	@echo "Installiere die Pakete. Das dauert beim ersten Mal ein bis zwei Minuten."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,demo]'
	@touch $(STAMP)

demo: $(STAMP) ## try everything: the bot and five chat windows in your browser
	@$(BIN)/krm-bot demo $(ARGS)

serve: $(STAMP) ## run the bot with your own settings (krm-bot settings lists them)
	@$(BIN)/krm-bot db upgrade
	@$(BIN)/krm-bot serve $(ARGS)

test: $(STAMP) ## run all tests that need no browser
	$(BIN)/pytest -n 2 $(ARGS)

lint: $(STAMP) ## check style, types, the directions of imports, dangerous code and vulnerable packages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive $(CODE)
	@$(BIN)/python .ci/audit.py

format: $(STAMP) ## put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

e2e: $(STAMP) ## run the tests in a real browser (needs Chromium); pictures in tests/e2e/output
	$(BIN)/pytest tests/e2e $(ARGS)

pictures: $(STAMP) ## take the pictures of the README and the tour anew
	$(BIN)/pytest tests/e2e/test_walk_in.py tests/e2e/test_tour_*.py --pictures docs/images -k "front_desk or tour"

bench: $(STAMP) ## measure turns, presses at once, ticks and the record's check with many cases; fails if one is too slow
	@missed=0; for measured in echo_turns presses_at_once ticks record; do \
		$(BIN)/python -m tests.bench.$$measured || missed=1; done; exit $$missed

cards: $(STAMP) ## write every card with sample data as JSON to var/cards
	$(BIN)/krm-bot cards --out var/cards
