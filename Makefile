# `make demo` and `make test` do all their own set-up; they need Python 3.11 or newer, git and make.

# The first Python on the path that is new enough.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
VENV := .venv
BIN := $(VENV)/bin
FUZZ_TARGETS := read fix stream dialect json yaml inline
FUZZ_SECONDS ?= 60
# Of all mutants, those whose numbers end in these digits: a tenth, and the same each time.
MUTANT_DIGITS ?= 7
INSTALLED := $(VENV)/.installed
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: help demo test lint types tests docs node bench corpus fuzz mutants format install clean

help:
	@echo 'make demo    read an example report, check it, render it in every format'
	@echo 'make test    format, lint, types, layers, tests, docs'
	@echo 'make bench   measure against peers and put the table into the docs'
	@echo 'make corpus  write anew what is said of each text of the corpus, for review'
	@echo 'make fuzz    run each fuzzer for FUZZ_SECONDS, 60 by default'
	@echo 'make mutants see which changes of the scanner and the extractor no test notices'
	@echo 'make format  format the code'

demo: $(VENV)/.demo
	$(BIN)/python tools/demo.py

test: install
	tools/system-packages
	$(MAKE) node
	$(MAKE) lint types tests docs

lint: install
	ruff format --check
	ruff check
	lint-imports

types: install
	mypy
	pyright
	python tools/api_gate.py
	python tools/schema_gate.py

tests: install
	pytest -n auto --dist loadgroup

# Without npm, the tests that need these say so.
node:
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory tests/node/node_modules/.installed; fi

tests/node/node_modules/.installed: tests/node/package.json
	npm install --prefix tests/node --no-package-lock --ignore-scripts --no-audit --no-fund --silent
	touch $@

docs: export NO_MKDOCS_2_WARNING = 1
docs: install
	mkdocs build --strict --quiet

bench: install
	python benchmarks/bench.py --write
	python benchmarks/archive.py --write
	python benchmarks/columns.py --write

corpus: install
	python tests/snapshot.py

# What is new is kept in .fuzz; a crash stops it, and its input is there, too.
fuzz: install
	$(BIN)/python -m pip install --quiet --group fuzz
	for target in $(FUZZ_TARGETS); do \
		mkdir -p .fuzz/$$target && \
		nice $(BIN)/python fuzz/run.py $$target .fuzz/$$target fuzz/corpus/$$target \
			-max_total_time=$(FUZZ_SECONDS) -max_len=8192 -timeout=20 -artifact_prefix=.fuzz/ || exit; \
	done

mutants: export HYPOTHESIS_PROFILE = quick
mutants: install
	$(BIN)/python -m pip install --quiet --group mutants
	rm -rf mutants
	mutmut run $(foreach digit,$(MUTANT_DIGITS),'*__mutmut_*$(digit)')
	@mutmut results --all true | sed -n 's/.*: //p' | sort | uniq -c

format: install
	ruff format
	ruff check --fix

install: $(INSTALLED)

$(BIN)/python:
	@[ -n '$(PYTHON)' ] || { echo 'No Python 3.11 or newer was found: name one with make PYTHON=…' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'

# The catalogs are compiled when the package is installed.
$(INSTALLED): pyproject.toml tools/build_catalogs.py src/themereport/locales/cldr.py $(wildcard src/themereport/locales/*/LC_MESSAGES/*.po) | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[all]' --group dev --group bench
	touch $@ $(VENV)/.demo

$(VENV)/.demo: pyproject.toml tools/build_catalogs.py | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[all]'
	touch $@

clean:
	rm -rf $(VENV) build dist site demo tests/node/node_modules .fuzz mutants
