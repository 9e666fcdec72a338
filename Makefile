# `make` builds the bank; `make test` runs every check. Needs only Python >= 3.11 with venv.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
# Two more than cores: tests that wait for a browser or a Java machine leave theirs to others.
WORKERS := $(shell $(PYTHON) -c "import os; print(os.cpu_count() + 2)")

.PHONY: all test suite quick lint bench crash fuzz node lock clean
all: .venv/run.stamp
	$(BIN)/dlexport all

# mypy takes half a minute of one core: the suite has the other.
test: .venv/test.stamp
	$(MAKE) --jobs=2 lint suite

suite: .venv/test.stamp
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --cov --cov-report=term $(ARGS)

# For the edit loop: what takes long, and the coverage, is left to `make test`.
quick: .venv/test.stamp
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m "not slow and not unmeasured" $(ARGS)

lint: .venv/test.stamp
	$(BIN)/ruff check --no-cache
	$(BIN)/mypy
	$(BIN)/lint-imports --config pyproject.toml

# dlexport beside Anki's backend, pandoc and typst; ARGS="--write 20 1000 10000" puts the tables into docs/performance.md.
bench: .venv/test.stamp
	$(PIP) --target .venv/peers pypandoc_binary typst
	PYTHONPATH="$(CURDIR)/.venv/peers" $(BIN)/python benchmarks/run.py $(ARGS)

# Banks, artifacts, pictures, themes and fonts that nobody would make, for half an hour; and other texts and formulas
# than `make test` takes.
fuzz: .venv/test.stamp
	DLEXPORT_FUZZ_SECONDS=1800 DLEXPORT_FUZZ_SEED=$$(date +%s) $(BIN)/python -m pytest tests/whole/test_fuzz.py \
		tests/whole/test_fuzz_files.py tests/whole/test_fuzz_imports.py tests/whole/test_growth_outputs.py \
		tests/math/test_math_properties.py tests/richtext/test_richtext_properties.py tests/pdf/test_kept_prints.py

# The long form of the crash tests: 300 kills of all processes, and 300 of the parent or of a worker alone.
crash: .venv/test.stamp
	DLEXPORT_KILLS=300 $(BIN)/python -m pytest tests/whole/test_crash.py

# What the browser checks run in the page (needs npm): axe-core, MathJax, Ace.
node: tests/npm/node_modules/.package-lock.json
tests/npm/node_modules/.package-lock.json: tests/npm/package-lock.json
	cd tests/npm && npm ci --silent

# The lists name everything: with --no-deps pip resolves nothing, so that a release of tomorrow cannot break a pin of today.
.venv/run.stamp: requirements/run.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(PIP) --no-deps --require-hashes -r requirements/run.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

.venv/test.stamp: requirements/test.txt .venv/run.stamp
	$(PIP) --no-deps --require-hashes -r requirements/test.txt
	touch $@

# Renew the pinned dependencies (needs uv). Both files serve Linux and macOS, Python 3.11 and later.
UV := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-header pyproject.toml
lock:
	$(UV) --group build --output-file requirements/run.txt
	$(UV) --group build --group test --constraint requirements/run.txt --output-file requirements/test.txt

clean:
	rm -rf .venv build/*
