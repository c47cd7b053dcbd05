# Hỏi Báo: everything a person does with the checkout. `make help` lists it.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
QA     := $(BIN)/qa
READY  := $(VENV)/.ready
# Nothing here may reach for a model hub or send usage figures.
export HF_HUB_OFFLINE := 1
export GRADIO_ANALYTICS_ENABLED := False
export QA_STORE := $(CURDIR)/index/store

.DEFAULT_GOAL := help
.PHONY: help setup index chat ask test lint eval lock clean

help:           ## list these commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## /  make \1\t/' | expand -t 18

setup: $(READY) ## make .venv and install the pinned packages (the others call it)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; found $$($(PYTHON) --version). Name another one: make setup PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "No venv could be made. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "Installing the pinned packages into $(VENV) (a few minutes the first time) ..."
	@# not compiled here: one process would take minutes over modules of which most are never imported
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

index: setup    ## index the sample articles of index/articles/
	@$(QA) add index/articles

chat: index     ## open the web chat on http://127.0.0.1:7860
	@$(QA) chat

ask: index      ## print one answer: make ask Q="Ai là Bí thư?"
	@test -n "$(Q)" || { echo 'Say what to ask: make ask Q="Ai là Bí thư?"'; exit 2; }
	@$(QA) ask "$$QUESTION" || [ $$? = 1 ] # 1: the articles don't say, which is an answer
ask: export QUESTION := $(Q)

lint: setup     ## style and types
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

eval: setup     ## the gold questions, as a table; fails below eval/floors.toml
	@$(BIN)/python eval/run.py

test: lint      ## style, types, every test, and the gold questions
	@$(BIN)/python -m pytest
	@$(BIN)/python eval/run.py


clean:          ## remove .venv and the built index; articles and readers' feedback stay
	rm -rf $(VENV) build dist
	find index/store -mindepth 1 -maxdepth 1 ! -name 'feedback.db*' -exec rm -rf {} + 2>/dev/null || true

lock: setup     ## write requirements.lock anew from what is installed
	@{ head -2 requirements.lock; $(BIN)/python -m pip freeze --exclude-editable --exclude hoibao \
	  | sed -E 's/^(torch==[0-9.]+)\+.*/\1/; s/^(uvloop==.*)/\1 ; sys_platform != "win32"/'; } > requirements.lock.new
	@mv requirements.lock.new requirements.lock
