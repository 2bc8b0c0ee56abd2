# Two commands need nothing before them but Python 3.11 or later, make and git:
#   make demo    set up, read a page of examples/, and put all of them into a store for the site
#   make test    set up, and run every check: lint, types, layers, tests
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
JOBS   ?= 2

.PHONY: demo test lint types layers tests wheel bench lock clean

demo: $(VENV)/.installed
	$(BIN)/dragoman read examples/page-fr.txt --format terminal
	@mkdir -p build
	$(BIN)/dragoman ingest examples/ --store build/demo.sqlite
	@echo "See them as a news site: $(BIN)/dragoman serve --store build/demo.sqlite"

test: lint types layers tests

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

layers: $(VENV)/.installed-dev
	$(BIN)/lint-imports

tests: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n $(JOBS)

# The wheel must build, install in an empty environment, and read a page there.
wheel: $(VENV)/.installed-dev
	sh tests/wheel.sh $(PYTHON)

bench: $(VENV)/.installed-dev
	$(BIN)/python bench/speed.py

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Dragoman needs Python 3.11 or later; this is $$($(PYTHON) --version). Try: make PYTHON=python3.12 demo"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.made requirements.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# Pin anew what is installed (needs uv).
lock:
	uv pip compile pyproject.toml --generate-hashes --universal --python-version 3.11 -q --no-header -o requirements.lock
	uv pip compile pyproject.toml --extra postgresql --generate-hashes --universal --python-version 3.11 -q --no-header \
	  -o requirements-server.lock
	uv pip compile pyproject.toml --extra parquet --extra cluster --group dev --generate-hashes --universal --python-version 3.11 -q \
	  --no-header -o requirements-dev.lock

clean:
	rm -rf $(VENV) build dist src/*.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
