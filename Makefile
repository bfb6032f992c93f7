# Two commands are enough: `make run` shows the atlas, `make test` proves it.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet install --require-hashes --only-binary :all:
export STREAMLIT_BROWSER_GATHER_USAGE_STATS := false

# Two workers; who has nothing left takes from the other. Each makes a server and shapes of its own.
TWO := -n 2 --dist worksteal

.DEFAULT_GOAL := help
.PHONY: help run test test-fast build check format bench soak lock audit sbom chromium nginx checker clean

help:            ## what can be done here
	@grep -hE '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 14

run: $(VENV)/app ## start the atlas on http://127.0.0.1:8501
	$(BIN)/python -m stpdash run

test: $(VENV)/dev chromium nginx checker ## everything: unit, data, pages, browser
	$(BIN)/python -m stpdash check
	$(BIN)/python -m pytest $(TWO)

test-fast: $(VENV)/dev ## unit and data tests only
	$(BIN)/python -m pytest tests/unit tests/data -m "not rebuild" $(TWO)

build: $(VENV)/dev ## rebuild geodata/ from ../shared (or SOURCES=folder)
	$(BIN)/python -m stpdash build $(if $(SOURCES),--sources $(SOURCES))

check: $(VENV)/dev ## format, lint, types, who may import whom, secrets, the data package
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m audit secrets
	$(BIN)/python -m stpdash check

format: $(VENV)/dev ## put the code into the house's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/dev chromium ## speeds, beside two yardsticks in the same run
	$(BIN)/python -m bench

soak: $(VENV)/dev ## load and faults: many readers, hostile ones, a machine that fails (about ten minutes)
	$(BIN)/python -m soak

lock: $(VENV)/dev ## renew the pinned dependencies (names, versions, hashes)
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q requirements.in -o requirements.txt
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q requirements-dev.in -o requirements-dev.txt

audit: $(VENV)/dev ## pins, secrets, bill of materials, known faults (asks api.osv.dev, or OSV=a mirror)
	$(BIN)/python -m audit all $(if $(OSV),--service $(OSV))

sbom: $(VENV)/dev ## write the bill of materials, sbom.cdx.json
	$(BIN)/python -m audit sbom

$(VENV)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; found $$($(PYTHON) --version). Name another with: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module is missing. On Debian: apt-get install python3-venv"; exit 1; }
	@touch $@

$(VENV)/app: requirements.txt | $(VENV)/python
	@echo "Installing what the atlas needs (once; after this no network is used) ..."
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/dev: requirements-dev.txt $(VENV)/app
	@echo "Installing what building and testing need ..."
	@$(PIP) -r requirements-dev.txt
	@touch $@

chromium:
	@for name in $$CHROMIUM chromium chromium-browser google-chrome; do command -v $$name >/dev/null 2>&1 && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	  echo "Installing Chromium for the browser tests ..."; apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-liberation >/dev/null; \
	else \
	  echo "The browser tests need Chromium and none was found."; \
	  echo "Install it (Debian: sudo apt-get install chromium) or name one with CHROMIUM=/path/to/chromium, then run make test again."; exit 1; fi

nginx:
	@if PATH="$$PATH:/usr/sbin" command -v nginx >/dev/null 2>&1; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	  echo "Installing nginx for the tests of deploy/ ..."; apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nginx-light >/dev/null; \
	else \
	  echo "The tests of deploy/ need nginx and none was found."; \
	  echo "Install it (Debian: sudo apt-get install nginx-light), then run make test again."; exit 1; fi

# The Nu Html Checker, at the version and hash of the committed lock; it is Java, npm only fetches it.
CHECKER := tests/site/tools
checker: $(CHECKER)/node_modules/.package-lock.json
	@java -version >/dev/null 2>&1 && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	  echo "Installing Java for the HTML checker ..."; apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends default-jre-headless >/dev/null; \
	else \
	  echo "The HTML checker needs Java 17 or newer and none was found."; \
	  echo "Install it (Debian: sudo apt-get install default-jre-headless), then run make test again."; exit 1; fi

$(CHECKER)/node_modules/.package-lock.json: $(CHECKER)/package-lock.json
	@command -v npm >/dev/null 2>&1 || { echo "The HTML checker comes by npm and none was found. Install it (Debian: sudo apt-get install npm), then run make test again."; exit 1; }
	@echo "Installing the HTML checker ..."
	@cd $(CHECKER) && npm ci --silent
	@touch $@

clean:           ## remove what was installed and cached here
	rm -rf $(VENV) $(CHECKER)/node_modules .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
