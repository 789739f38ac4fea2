# Everything a developer or a visitor does, as one word each. `make help` lists them.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
export OMP_NUM_THREADS ?= 2
TEST_WORKERS ?= 2
export PIP_DISABLE_PIP_VERSION_CHECK = 1

BROWSER = command -v chromium > /dev/null || { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y \
  --no-install-recommends chromium; } > /dev/null 2>&1 || echo "no Chromium is here, and it could not be installed"
# With what it recommends: libavcodec, without which it plays no film.
FIREFOX = command -v firefox-esr > /dev/null || command -v firefox > /dev/null || { apt-get update && \
  DEBIAN_FRONTEND=noninteractive apt-get install -y firefox-esr; } > /dev/null 2>&1 || echo "no Firefox is here, and it could not be installed"

.PHONY: help demo gallery test test-fast test-services fuzz check bench bench-consent bench-notices bench-service bench-web chaos lock clean \
  install install-dev web check-web test-web test-web-short screens

help:  ## list the words
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

demo: install  ## set up, then the whole way with drawn stand-ins; says where the films are
	$(BIN)/walkon demo --out build/demo

gallery: install  ## docs/gallery: one contact sheet per setting, with drawn stand-ins
	$(BIN)/walkon demo --out build/demo
	mkdir -p docs/gallery && cp build/demo/*.jpg docs/gallery/

test: install-dev  ## set up, then every test that needs no browser, server or GPU; a file of them at a time on each of two cores
	$(BIN)/python -m pytest -n $(TEST_WORKERS) --dist loadfile

test-fast: install-dev  ## the tests that take moments
	$(BIN)/python -m pytest -m "not slow"

test-services: install-dev $(VENV)-services/.installed  ## tests against PostgreSQL, S3 and an OpenID provider of one's own
	$(BIN)/python -m tests.services

web: install-dev web/node_modules/.installed  ## build the web app into src/walkon/pages (needs Node)
	$(BIN)/python -m walkon.api.description build/openapi.json
	cd web && npm run -s client && npm run -s build

check-web: web  ## the web app's types, style and unit tests; fails where the built pages differ from their source
	cd web && npm run -s check
	@test -z "$$(git status --porcelain -- src/walkon/pages)" || { git status --porcelain -- src/walkon/pages; \
	  echo 'src/walkon/pages is not what web/ builds: run `make web` and commit it'; exit 1; }

test-web: install-dev $(VENV)/.installed-web web/node_modules/.installed  ## the web app in real browsers (installs Debian's Chromium and Firefox where it may)
	$(BROWSER)
	$(FIREFOX)
	WALKON_TEST_WEB=1 $(BIN)/python -m pytest tests/web --durations=10

test-web-short: install-dev $(VENV)/.installed-web web/node_modules/.installed  ## of these the ones that a change must pass before it lands
	$(BROWSER)
	WALKON_TEST_WEB=1 $(BIN)/python -m pytest tests/web -m short

screens: install-dev $(VENV)/.installed-web  ## docs/screens: every screen, in both languages, by day and night, on a phone and a wide screen
	$(BROWSER)
	$(BIN)/python -m tests.web.screens docs/screens

fuzz: install-dev  ## every operation and 10,000 broken uploads and recordings, far longer than `make test` does it
	WALKON_FUZZ=100 WALKON_FUZZ_UPLOADS=10000 $(BIN)/python -m pytest tests/fuzz --durations=5

check: install-dev  ## style, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: install-dev  ## figures and ratios, printed and written to build/bench/*.json
	$(BIN)/python -m bench

bench-consent: install-dev  ## how long a decision takes among 20,000 people; PostgreSQL too where WALKON_TEST_POSTGRES names one
	$(BIN)/python -m bench consent

bench-notices: install-dev  ## how soon 200 listeners learn of a use; PostgreSQL too where WALKON_TEST_POSTGRES names one
	$(BIN)/python -m bench notices

bench-service: install-dev  ## requests per second and films per minute with 1, 2 and 4 processes, beside the floors of this computer
	$(BIN)/python -m bench service

bench-web: install-dev $(VENV)/.installed-web  ## how much and how fast the web app loads in a slowed-down browser
	$(BROWSER)
	$(BIN)/python -m bench web

chaos: install-dev  ## workers killed, database restarted, minds changed: what is lost, doubled or shown? SEED=n repeats a run
	mkdir -p build/bench
	$(BIN)/python -m bench.chaos $(if $(SEED),--seed $(SEED)) > build/bench/chaos.json; status=$$?; cat build/bench/chaos.json; exit $$status

lock:  ## requirements*.in -> requirements*.lock (needs uv)
	uv pip compile -q --no-deps --generate-hashes --no-annotate --no-header --universal --python-version 3.11 requirements.in -o requirements.lock
	uv pip compile -q --no-deps --generate-hashes --no-annotate --no-header --universal --python-version 3.11 requirements-dev.in -o requirements-dev.lock
	uv pip compile -q --no-deps --generate-hashes --no-annotate --no-header --universal --python-version 3.11 requirements-web.in -o requirements-web.lock
	uv pip compile -q --generate-hashes --no-annotate --no-header --universal --python-version 3.11 requirements-services.in -o requirements-services.lock

clean:  ## forget the environment and everything built
	rm -rf $(VENV) build web/node_modules

install: $(VENV)/.installed

install-dev: $(VENV)/.installed-dev

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --no-deps -e .
	touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	$(BIN)/python -m pip install -q --no-deps --require-hashes -r requirements-dev.lock
	touch $@

$(VENV)/.installed-web: requirements-web.lock $(VENV)/.installed-dev
	$(BIN)/python -m pip install -q --no-deps --require-hashes -r requirements-web.lock
	touch $@

web/node_modules/.installed: web/package-lock.json
	cd web && npm ci --no-audit --no-fund --loglevel=error
	touch $@

# What cannot be had here is left out by the tests, with a word.
$(VENV)-services/.installed: requirements-services.lock
	{ $(PYTHON) -m venv $(VENV)-services \
	  && $(VENV)-services/bin/python -m pip install -q --no-deps --require-hashes -r requirements-services.lock \
	  && touch $@; } || echo "services: their environment could not be made"
