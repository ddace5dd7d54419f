# `make` prints what there is. Every target does its own set-up; nothing needs to be prepared by hand.
SHELL := /bin/sh
.DEFAULT_GOAL := help
BIN := .venv/bin
WORKERS ?= auto
# Bytecode is kept whatever the caller's environment says: without it every process compiles again what it imports,
# four seconds of processor for a single test.
export PYTHONDONTWRITEBYTECODE =

.PHONY: gallery help mutants setup setup-runtime demo test test-all check sbom format bench lock clean golden soak cluster-test setup-cluster

help: ## print this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' Makefile

setup: ## make .venv and install the locked packages and a browser for the tests
	@PYTHON="$(PYTHON)" scripts/setup.sh dev

setup-runtime: ## the same with what serving takes alone: no tests, no browser
	@PYTHON="$(PYTHON)" scripts/setup.sh runtime

demo: setup-runtime ## serve a filled sandbox on http://localhost:3000 (PORT=3001 takes another)
	@echo "demo: filling a sandbox and serving it on http://localhost:$(or $(PORT),3000) (Ctrl-C stops it)"
	@$(BIN)/entrygo demo $(if $(PORT),--port $(PORT))

PYTEST = $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder
SHORT = --hypothesis-profile=short --one-database

# What failed while other tests kept the processors busy runs once more by itself, and fails when it fails there too.
# Both runs stand in the output: a test that is named in the first is to be mended.
ALONE = -n 0 --last-failed --last-failed-no-failures none --maxfail 1
AGAIN = [ $$? -eq 1 ] && echo "test: what failed beside others runs once more, by itself"

test: setup check ## run every check and the tests but the slow ones, each on one database; what CI runs
	@echo "test: running the tests with $(WORKERS) workers, generated ones on a tenth of their examples"
	@$(PYTEST) $(SHORT) -m "not slow" || { $(AGAIN) && $(PYTEST) $(SHORT) -m "not slow" $(ALONE); }

test-all: setup check ## run every check and every test, those of contract and crash on both databases
	@echo "test-all: running every test with $(WORKERS) workers"
	@$(PYTEST)
	@echo "test-all: changing the arithmetic at seeded places, to see that a test notices"
	@$(BIN)/python -m scripts.mutants

mutants: setup ## change the arithmetic at seeded places and say which changes no test notices
	@$(BIN)/python -m scripts.mutants

check: setup ## run the checkers: format, lint, types, imports, dependencies, docstrings, commits
	@$(BIN)/python -m scripts.check

sbom: setup ## write the bill of materials, CycloneDX, to build/sbom.json
	@$(BIN)/python -m scripts.licences --write build/sbom.json

format: setup ## format the code and mend what the linter can
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

setup-cluster:
	@PYTHON="$(PYTHON)" scripts/setup.sh cluster

soak: setup ## export thousands of times with faults on both databases, and balance the ledger (EXPORTS=2000)
	@$(BIN)/python -m tests.soak --exports $${EXPORTS:-2000}

cluster-test: setup-cluster ## kill, cut off and freeze hosts of a cluster (Linux, root); WRITE_DOCS=1 writes the table
	@$(BIN)/python -m tests.cluster $(if $(WRITE_DOCS),--write-docs)

bench: setup ## measure every figure of docs/explanation/performance.md and write its table (BENCH="--orders 1000,1000000")
	@$(BIN)/python -m benchmarks --write $(BENCH)

golden: setup ## write the golden files and generated pages anew; review them as a diff
	@$(BIN)/python -m scripts.reference
	@UPDATE_GOLDEN=1 $(BIN)/python -m pytest tests/golden || [ $$? -eq 5 ]
	@git diff --stat -- tests/golden docs/reference src/entrygo/contract/examples.json

gallery: setup ## write the pictures of every page of the console into docs/console/
	@$(BIN)/python -m scripts.gallery

lock: setup ## resolve the dependencies anew (UPGRADE=1 takes newer versions)
	@scripts/lock.sh

clean: ## remove the environment and every cache; data folders stay
	@rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo "clean: removed the environment and the caches"
