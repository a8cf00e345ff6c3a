# Everything here needs Python >= 3.11 and make, nothing else: uv is found, or installed into .uv/.
UV := $(shell command -v uv || echo .uv/bin/uv)
RUN := $(UV) run --frozen

.DEFAULT_GOAL := help
.PHONY: help run test check lint format types contracts proof bench demo-telegram demo-discord catalogs lock clean

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'

run: $(UV) ## talk to MinNow
	@$(RUN) --no-dev minnow $(ARGS)

test: $(UV) ## run the tests
	$(RUN) pytest -n auto -q $(ARGS)

lint: $(UV) ## ruff (lint, format) and hadolint
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) hadolint Dockerfile

format: $(UV) ## ruff: mend what can be mended
	$(RUN) ruff check --fix .
	$(RUN) ruff format .

types: $(UV) ## mypy, strict
	$(RUN) mypy

contracts: $(UV) ## who may import whom
	$(RUN) lint-imports

check: lint types contracts test ## everything that must hold before a change lands

proof: $(UV) ## kill workers hundreds of times: no reminder is lost, none comes twice unexplained
	$(RUN) python -m tests.proof $(ARGS)

bench: $(UV) ## the figures of the README
	$(RUN) python -m tests.bench $(ARGS)

demo-telegram: $(UV) ## talk to the bot through an emulated Telegram, without a token
	@$(RUN) python -m tests.emulators.telegram.demo

demo-discord: $(UV) ## the same through an emulated Discord
	@$(RUN) python -m tests.emulators.discord.demo

catalogs: $(UV) ## gather the messages after one has changed, compile the translations
	$(RUN) python -m tests.conversation.catalogs

lock: $(UV) ## renew uv.lock
	$(UV) lock

.uv/bin/uv:
	@python3 -m venv .uv && .uv/bin/python -m pip install --quiet uv

clean: ## forget the environments
	rm -rf .venv .uv
