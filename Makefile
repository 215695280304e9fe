# make demo: set up, build, tag the sample record, write the page.   make test: the same set-up, then all tests.
# make soak: the long tests.   make bench, docs, lint, format, clean.
PY := .venv/bin/python
C := $(wildcard csrc/core/*.c csrc/core/*.h csrc/py/*.c csrc/py/*.h)
CORE := $(wildcard csrc/core/*.c)
BINDING := $(wildcard csrc/py/*.c)
C_TESTS := $(patsubst tests/c/%.c,build/c/%,$(wildcard tests/c/test_*.c))
FUZZERS := $(patsubst tests/fuzz/%.c,build/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
NOTEBOOKS := $(wildcard notebooks/*.ipynb)
FORMATTED := $(filter-out csrc/core/%_tables.c,$(C)) $(wildcard tests/c/*.[ch] tests/fuzz/*.[ch])
WARN := -std=c11 -Wall -Wextra -Wshadow -Wconversion
SANITIZE := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-wrapv -UNDEBUG -DONR_FAULTS
LIBS = $$(pkg-config --cflags --libs libpcre2-8 libutf8proc)
SAN := build/sanitized
COUNTED := build/counted
JOBS := 2

.PHONY: demo test soak bench docs lint format clean setup c-tests sanitized-tests counted-tests py-tests fuzz
.DELETE_ON_ERROR:

demo: .venv/built
	@.venv/bin/onrecord demo

# One after the other: what fails first is what is named last; pytest's line over all Python tests is the very last.
test: .venv/test-ready .venv/built
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory c-tests
	@$(MAKE) --no-print-directory fuzz
	@$(MAKE) --no-print-directory sanitized-tests
	@$(MAKE) --no-print-directory counted-tests
	@$(MAKE) --no-print-directory py-tests

# Everything that development needs, without running anything.
setup: .venv/test-ready .venv/built

.venv/demo-ready: tools/bootstrap pyproject.toml
	@tools/bootstrap demo
	@touch $@

.venv/test-ready: .venv/demo-ready
	@tools/bootstrap test
	@touch $@

.venv/built: .venv/demo-ready $(C) setup.py
	@$(PY) -m pip --disable-pip-version-check -q install --no-build-isolation --no-deps -e .
	@touch $@

lint: .venv/test-ready
	@.venv/bin/ruff check -q .
	@.venv/bin/ruff format -q --check . || { .venv/bin/ruff format --check .; exit 1; }
	@.venv/bin/mypy --no-error-summary
	@clang-format --dry-run -Werror $(FORMATTED)
	@for f in $(CORE); do gcc $(WARN) -Werror -Icsrc/core -fsyntax-only $$f || exit 1; done
	@for f in $(BINDING); do gcc $(WARN) -Werror -Icsrc/core -Icsrc/py $$($(PY) -c 'import sysconfig; print("-isystem", sysconfig.get_paths()["include"])') -fsyntax-only $$f || exit 1; done
	@echo "lint: clean"

format: .venv/test-ready
	@.venv/bin/ruff check -q --fix . ; .venv/bin/ruff format -q .
	@clang-format -i $(FORMATTED)

# The core without Python, under the sanitizers; each tests/c/test_*.c is a program of its own.
build/c/core/%.o: csrc/core/%.c $(wildcard csrc/core/*.h)
	@mkdir -p $(@D)
	@gcc $(WARN) $(SANITIZE) -Icsrc/core -c $< -o $@

build/c/test_%: tests/c/test_%.c $(wildcard tests/c/*.h) $(CORE:csrc/core/%.c=build/c/core/%.o)
	@gcc $(WARN) $(SANITIZE) -Icsrc/core -Itests/c $< $(CORE:csrc/core/%.c=build/c/core/%.o) -o $@ $(LIBS)

# The blob of the small pack that they tag with.
build/c/pack.blob: tests/c/pack.toml .venv/built $(wildcard python/onrecord/rules/*.py)
	@mkdir -p $(@D)
	@$(PY) -c 'from onrecord.rules import load; open("$@", "wb").write(load((), ["tests/c/pack.toml"], tier="broad").blob)'

c-tests: build/c/pack.blob
	@$(if $(C_TESTS),$(MAKE) --no-print-directory -j$(JOBS) $(C_TESTS))
	@for t in $(C_TESTS); do $$t || { echo "$$t failed" >&2; exit 1; }; done
	@echo "C tests: $(words $(C_TESTS)) programs passed under ASan and UBSan"

# The same package built with the sanitizers into a folder of its own; run without pyarrow, numpy or a browser, which
# are never clean under the leak check.
$(SAN)/built: $(C) setup.py | .venv/demo-ready
	@mkdir -p $(SAN)
	@ONRECORD_SANITIZE=1 $(PY) setup.py -q build_ext -j$(JOBS) --build-temp $(SAN)/o --build-lib $(SAN)/lib >$(SAN)/log 2>&1 || { cat $(SAN)/log; exit 1; }
	@touch $@

sanitized-tests: $(SAN)/built
	@rm -rf $(SAN)/package && mkdir -p $(SAN)/package
	@cp -r python/onrecord $(SAN)/package/ && rm -f $(SAN)/package/onrecord/_core*.so && cp $(SAN)/lib/onrecord/_core*.so $(SAN)/package/onrecord/
	@cp -r data $(SAN)/package/onrecord/data
	@echo "core tests under ASan and UBSan:"
	@LD_PRELOAD="$$(gcc -print-file-name=libasan.so) $$(gcc -print-file-name=libubsan.so)" PYTHONMALLOC=malloc \
	  ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1 PYTEST_DISABLE_PLUGIN_AUTOLOAD=1 \
	  PYTHONPATH=$(SAN)/package ONRECORD_SANITIZED=1 \
	  $(PY) -m pytest -q -p no:cacheprovider tests/core

# And built to count its basic blocks, for what must be linear.
$(COUNTED)/built: $(C) setup.py | .venv/demo-ready
	@mkdir -p $(COUNTED)
	@ONRECORD_COUNT=1 $(PY) setup.py -q build_ext -j$(JOBS) --build-temp $(COUNTED)/o --build-lib $(COUNTED)/lib >$(COUNTED)/log 2>&1 || { cat $(COUNTED)/log; exit 1; }
	@touch $@

counted-tests: $(COUNTED)/built
	@rm -rf $(COUNTED)/package && mkdir -p $(COUNTED)/package
	@cp -r python/onrecord $(COUNTED)/package/ && rm -f $(COUNTED)/package/onrecord/_core*.so && cp $(COUNTED)/lib/onrecord/_core*.so $(COUNTED)/package/onrecord/
	@cp -r data $(COUNTED)/package/onrecord/data
	@echo "work of the core, counted:"
	@PYTHONPATH=$(COUNTED)/package $(PY) -m pytest -q -p no:cacheprovider tests/core/test_linear.py

py-tests: .venv/test-ready .venv/built
	@$(PY) -m pytest -q -n $(JOBS) --dist loadfile $(if $(NOTEBOOKS),--nbmake) tests $(NOTEBOOKS)

soak: .venv/test-ready .venv/built c-tests
	@for t in $(C_TESTS); do $$t soak || exit 1; done
	@$(MAKE) --no-print-directory fuzz SECONDS_EACH=300
	@ONRECORD_SOAK=1 $(PY) -m pytest -q

SECONDS_EACH ?= 5
fuzz: $(FUZZERS) build/c/pack.blob
	@for t in $(FUZZERS); do c=build/fuzz/corpus/$${t##*/}; mkdir -p $$c; cp build/c/pack.blob $$c/; \
	  $$t -max_total_time=$(SECONDS_EACH) -verbosity=0 -print_final_stats=0 -artifact_prefix=build/fuzz/ $$c 2>build/fuzz/log \
	    || { tail -20 build/fuzz/log; exit 1; }; \
	  echo "$$t: $(SECONDS_EACH) s without a finding"; done

build/fuzz/%: tests/fuzz/%.c $(C)
	@mkdir -p build/fuzz
	@clang-14 -std=c11 -O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined -Icsrc/core $< $(CORE) -o $@ $(LIBS)

bench: .venv/test-ready .venv/built
	@$(PY) bench/speed.py
	@$(PY) bench/accuracy.py

docs: .venv/test-ready .venv/built
	@.venv/bin/sphinx-build -q -W docs docs/_build/html
	@echo "docs/_build/html/index.html"

clean:
	rm -rf build dist .venv .bootstrap.lock docs/_build docs/packs python/onrecord.egg-info python/onrecord/_core*.so
