# `make` shows what this project does, `make test` proves it, `make help` lists the rest.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
READY := $(VENV)/.ready
CODE := generator sandbox tests

.DEFAULT_GOAL := play
.PHONY: play test check contract contract-deep mutants provenance docs languages diff generate lint types sandbox bench setup clean help

play: generate ## Build everything, then play every documented call against the sandbox (what plain `make` does)
	@$(RUN) -m tests.contract.play

test: $(READY) ## Run the whole test suite, on as many cores as help
	@$(RUN) -m pytest -n auto --dist loadfile

check: $(READY) ## Refuse drift, then lint and check types
	@$(RUN) -m generator --check
	@$(MAKE) --no-print-directory lint types

contract: $(READY) ## Hold the sandbox to the contract, or the server that KOMOJU_BASE_URL and KOMOJU_SECRET_KEY name
	@$(RUN) -m tests.contract

contract-deep: $(READY) ## The same with far more examples and a new seed: ten minutes
	@$(RUN) -m tests.contract --deep

mutants: $(READY) ## Put faults in on purpose, and see that the tests find every one (some of them: FAULTS="--sample 15")
	@$(RUN) -m tests.mutants $(FAULTS)

provenance: $(READY) ## List every documented fact with the tests that prove it
	@$(RUN) -m tests.provenance

docs: $(READY) ## Build the reference as a site, in English and Japanese: open build/docs/index.html
	@mkdir -p build
	@$(RUN) -m tests.provenance --json > build/provenance.json || test -s build/provenance.json
	@$(RUN) -m generator docs --provenance build/provenance.json

languages: $(READY) ## Make clients in TypeScript, Go and Java and play the same scenarios through each; lint by others' rules
	@$(RUN) -m tests.languages

diff: $(READY) ## Compare the contract with the last release: what changed, does the version fit, is spec/CHANGELOG.md written
	@$(RUN) -m generator diff --check
	@$(RUN) -m generator changelog --check

generate: $(READY) ## Check spec/, build spec/dist/ and regenerate generated_client/
	@$(RUN) -m generator

lint: $(READY) ## Run ruff
	@$(RUN) -m ruff check $(CODE) generated_client
	@$(RUN) -m ruff format --check $(CODE)

types: $(READY) ## Run mypy and pyright over the code and all examples, pyrefly over the client, all strict
	@$(RUN) -m tests.repository.readme build/readme
	@$(RUN) -m tests.generator.site.programs build/snippets
	@$(RUN) -m ruff check build/readme build/snippets
	@$(RUN) -m mypy
	@$(RUN) -m mypy --cache-dir .mypy_cache/readme build/readme build/snippets
	@$(RUN) -m pyright --warnings
	@$(RUN) -m pyrefly check --python-interpreter-path $(RUN)

sandbox: $(READY) ## Start the sandbox on http://127.0.0.1:8410/api/v1
	@$(RUN) -m komoju_sandbox

bench: $(READY) ## Measure the client and the sandbox beside others of their kind
	@$(RUN) -m tests.benchmarks

setup: $(READY) ## Make .venv with the pinned packages

clean: ## Remove .venv and everything else that is made
	@rm -rf $(VENV) build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache .schemathesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed, and $(PYTHON) is not. Name another one: make PYTHON=python3.12" >&2; exit 1; }
	@echo "Setting up $(VENV) ..."
	@$(PYTHON) -m venv "$(VENV)"
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)
