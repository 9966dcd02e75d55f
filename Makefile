# One vocabulary of commands. Needs only make, git and Python 3.11 or newer (with venv and pip).
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PYTEST ?= $(BIN)/python -m pytest -n auto --dist loadgroup

.PHONY: help site test check lint types layers format serve bench bench-site pictures eval lock clean

help:            ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST)

site: $(VENV)/.ready  ## set everything up and build the demo site
	@$(BIN)/paperkg publish

test: $(VENV)/.ready-dev  ## set everything up and run all tests
	$(PYTEST)

check: lint types layers test  ## everything that must hold before a commit

lint: $(VENV)/.ready-dev  ## style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.ready-dev  ## types
	$(BIN)/mypy

layers: $(VENV)/.ready-dev  ## architecture
	$(BIN)/lint-imports

format: $(VENV)/.ready-dev  ## put the style right
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

serve: $(VENV)/.ready  ## the demo site on http://127.0.0.1:8000/
	@$(BIN)/paperkg serve

bench: $(VENV)/.ready-dev  ## speed, as ratios against named peers
	$(BIN)/python -m bench

bench-site: $(VENV)/.ready-dev  ## budgets of sites of 40, 2,000 and 20,000 papers, in a browser
	$(BIN)/python -m bench.site

pictures: $(VENV)/.ready-dev  ## the pictures of the README, of the demo site as it was built
	$(BIN)/python -m bench.pictures

eval: $(VENV)/.ready-dev  ## quality of extraction on labelled posts
	$(BIN)/python -m bench.quality

lock: $(VENV)/.ready-dev  ## pin all dependencies anew
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --no-header --quiet -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-header --quiet -o requirements-dev.lock

clean:           ## remove everything that was built
	rm -rf $(VENV) site/public dist build .pytest_cache .mypy_cache .ruff_cache

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.ready: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/.ready-dev: requirements-dev.lock $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
