# Two commands do all the set-up on a fresh machine: `make demo` and `make test`.
# Both need Python 3.11 or newer with its venv module, make and, on first use, the network for pip.

PYTHON ?= python3
JOBS ?= auto
FUZZ_SECONDS ?= 600

VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL = $(BIN)/python -m pip install --quiet
SOURCES := $(shell find src -type f ! -name '*.pyc')

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true
# An interpreter started by make must see this checkout and its environment only.
unexport PYTHONPATH PYTHONHOME

# A virtual environment works only where it was made and only with the Python that made it.
HOME_OF_VENV := $(CURDIR) $(shell $(PYTHON) -c 'import platform; print(platform.python_version())' 2>/dev/null)
MADE := $(VENV)/made
RUNNABLE := $(VENV)/runnable
TESTABLE := $(VENV)/testable
RELEASABLE := $(VENV)/releasable
LOCK = $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-emit-index-url --no-emit-find-links pyproject.toml

define step
@printf '\n== %s\n' '$(1)'
endef

# What a command took is printed below its output.
timed = $(BIN)/python -c 'import subprocess, sys, time; start = time.monotonic(); \
	code = subprocess.run(sys.argv[1:]).returncode; \
	print(f"({time.monotonic() - start:.1f} s)"); sys.exit(code)' $(1)

DECREE := methodologies/decree

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help demo demo-hdi test test-long lint unit docs pages golden bench fuzz lock changelog release clean

help:
	@echo 'make demo    install into .venv, then evaluate state bodies on invented data and trace two scores'
	@echo 'make demo-hdi  rank countries by a real index and trace one score'
	@echo 'make test    everything that must hold: lint, types, tests, documentation'
	@echo 'make lint    ruff, mypy and the import contracts only'
	@echo 'make unit    pytest only'
	@echo 'make docs    build the documentation into site/'
	@echo 'make pages   write the pages of the documentation that are made from the program'
	@echo 'make golden  rewrite the golden files from what the program does now; read the diff'
	@echo 'make test-long  what takes longer: every hostile input, more examples, ten minutes of fuzzing, a release'
	@echo 'make bench   time everything against peers and write benchmarks/results.md'
	@echo 'make fuzz    ten minutes of fuzzing; FUZZ_SECONDS=60 makes it a minute'
	@echo 'make lock    lock all requirements anew, with hashes, in requirements/'
	@echo 'make changelog  put the fragments of changelog.d/ into CHANGELOG.md under the version of pyproject.toml'
	@echo 'make release build, try and describe what is published of the last commit, into dist/'
	@echo 'make clean   remove .venv, caches and builds'

demo: $(RUNNABLE)
	$(call step,data invented for the yearly evaluation of the state bodies of Kazakhstan)
	@$(call timed,$(BIN)/tarazy example-data $(DECREE)/data)
	$(call step,the evaluation computed from them)
	@$(call timed,$(BIN)/tarazy batch $(DECREE)/demo.txt)

demo-hdi: $(RUNNABLE)
	$(call step,the Human Development Index of 2022: every country ranked)
	$(BIN)/tarazy run methodologies/hdi.meth --period 2022
	$(call step,one score traced to the cells it came from)
	$(BIN)/tarazy trace methodologies/hdi.meth --period 2022 --body KAZ hdi

test: lint unit docs
	$(call step,all checks passed)

test-long: $(RELEASABLE)
	$(call step,pytest: every hostile input, every edit of every methodology)
	$(BIN)/pytest -n $(JOBS) --maxprocesses 8 --dist worksteal --hypothesis-profile ci --long -m long
	$(MAKE) --no-print-directory fuzz
	@if git rev-parse --git-dir >/dev/null 2>&1; then $(MAKE) --no-print-directory release; \
		else echo 'not run: the release, which is built from a commit; there is no repository here'; fi
	$(call step,all long checks passed)

lint: $(TESTABLE)
	$(call step,ruff: rules and format)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(call step,mypy: types)
	$(BIN)/mypy
	$(call step,import-linter: the floors)
	$(BIN)/lint-imports

unit: $(TESTABLE)
	$(call step,pytest)
	$(BIN)/pytest -n $(JOBS) --maxprocesses 8 --dist worksteal --hypothesis-profile ci

docs: $(TESTABLE)
	$(call step,mkdocs: documentation)
	$(BIN)/mkdocs build --strict --quiet
	$(call step,properdocs: the same site by the fork that would follow mkdocs)
	$(BIN)/properdocs build --strict --quiet --config-file mkdocs.yml --site-dir build/site

pages: $(TESTABLE)
	$(call step,pages of the documentation that are made from the program)
	$(BIN)/python -m tarazy.workbench.language_pages
	$(BIN)/python -m tarazy.workbench.api_page
	$(BIN)/python -m tarazy.workbench.page_markdown
	$(BIN)/python -m tarazy.workbench.construct_page
	$(BIN)/python -m tarazy.workbench.decree_page

golden: $(TESTABLE)
	$(call step,golden files rewritten: read the diff before committing)
	$(BIN)/pytest -n $(JOBS) --maxprocesses 8 --hypothesis-profile ci --update-golden
	$(BIN)/python -m tarazy.workbench.page_markdown docs/errors

bench: $(TESTABLE)
	$(call step,benchmarks: medians of five, in one run with their peers)
	$(BIN)/python -m benchmarks --out benchmarks/results.md

fuzz: $(RELEASABLE)
	$(call step,fuzzing for $(FUZZ_SECONDS) seconds)
	$(BIN)/python -m fuzz --seconds $(FUZZ_SECONDS)

lock: $(RELEASABLE)
	$(call step,requirements locked with their hashes)
	UV_CUSTOM_COMPILE_COMMAND='make lock' $(LOCK) --output-file requirements/core.txt
	UV_CUSTOM_COMPILE_COMMAND='make lock' $(LOCK) --constraint requirements/core.txt --extra dev \
		--output-file requirements/dev.txt
	UV_CUSTOM_COMPILE_COMMAND='make lock' $(LOCK) --constraint requirements/dev.txt --extra fuzz --extra release \
		--output-file requirements/release.txt

changelog: $(RELEASABLE)
	$(call step,the fragments of changelog.d into CHANGELOG.md)
	$(BIN)/towncrier build --yes --version "$$($(BIN)/python -c 'import tarazy; print(tarazy.__version__)')"

release: $(RELEASABLE)
	$(call step,the release of the last commit, built twice and tried without its source)
	$(BIN)/python -m release --out dist

clean:
	rm -rf $(VENV) build dist site .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests -type d -name __pycache__ -prune -exec rm -rf {} +

ifneq ($(strip $(HOME_OF_VENV)),$(shell cat $(MADE) 2>/dev/null))
.PHONY: $(MADE)
endif
$(MADE):
	$(call step,a virtual environment in $(VENV))
	@command -v $(PYTHON) >/dev/null || { echo 'No $(PYTHON) here: install Python 3.11 or newer, or name it by PYTHON=...' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one by PYTHON=...")'
	rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
	@echo '$(strip $(HOME_OF_VENV))' > $@

# What is installed for development follows src/ by itself.
$(RUNNABLE): $(MADE) pyproject.toml $(SOURCES)
	@if test $(TESTABLE) -nt pyproject.toml && test $(TESTABLE) -nt $(MADE); then :; else \
		printf '\n== %s\n' 'tarazy and what it needs into $(VENV)'; $(PIP_INSTALL) --force-reinstall --no-deps . && $(PIP_INSTALL) '.[duckdb,example-data,io]'; fi
	@touch $@

$(TESTABLE): $(MADE) pyproject.toml requirements/dev.txt
	$(call step,tarazy and the tools of development into $(VENV))
	$(PIP_INSTALL) --require-hashes --requirement requirements/dev.txt
	$(PIP_INSTALL) --editable '.[dev]'
	$(BIN)/python -m compileall -q src
	@touch $@

$(RELEASABLE): $(TESTABLE) requirements/release.txt
	$(call step,the tools of fuzzing and of releases into $(VENV))
	$(PIP_INSTALL) --require-hashes --requirement requirements/release.txt
	$(PIP_INSTALL) --editable '.[fuzz,release]'
	@touch $@
