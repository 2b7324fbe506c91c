# The two commands of the README are `make demo` and `make test`; each sets up what it needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test check bench clean

demo: $(READY)
	$(BIN)/tiaoli read --translate corpus/samples -o out/demo
	$(BIN)/tiaoli report out/demo -o out/demo/pages
	@echo "The records are in out/demo, a JSON file per document; open out/demo/pages/index.html to"
	@echo "look at them, each clause with its English draft. Try next:"
	@echo "    $(BIN)/tiaoli read corpus/samples/decision.txt --format tree"
	@echo "    $(BIN)/tiaoli targets corpus/samples --format csv"

test: $(READY)
	$(BIN)/python -m pytest -q

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@if [ -f ../shared/tools/own_words.py ]; then $(BIN)/python ../shared/tools/own_words.py .; fi

bench: $(READY)
	$(BIN)/python -m pytest tests/benchmarks --benchmark-only --benchmark-columns=min,median,rounds

clean:
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks

# Torch comes first and by its exact version: a range would take a build of several gigabytes.
$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet "$$(grep '^torch==' constraints.txt)"
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[data,compare,translate,web,ray,train,dev]'
	touch $(READY)
