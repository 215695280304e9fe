# make demo: set up, build, tag the sample record, write the page.   make test: the same set-up, then all tests.
PY := .venv/bin/python
C := $(wildcard csrc/core/*.c csrc/core/*.h csrc/py/*.c csrc/py/*.h)
CORE := $(wildcard csrc/core/*.c)
C_TESTS := $(patsubst tests/c/%.c,build/c/%,$(wildcard tests/c/test_*.c))
WARN := -std=c11 -Wall -Wextra -Wshadow -Wconversion
CHECK := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-wrapv -UNDEBUG -DONR_FAULTS
LIBS = $$(pkg-config --cflags --libs libpcre2-8 libutf8proc)
SAN = build/sanitized

.PHONY: demo test soak bench docs lint format c-tests py-tests sanitized-tests fuzz clean
.DELETE_ON_ERROR:

demo: .venv/built
	@.venv/bin/onrecord demo

test: .venv/test-ready .venv/built
	@$(MAKE) --no-print-directory lint c-tests sanitized-tests py-tests

.venv/demo-ready: tools/bootstrap pyproject.toml
	@tools/bootstrap demo
	@touch $@

.venv/test-ready: tools/bootstrap pyproject.toml
	@tools/bootstrap test
	@touch $@ .venv/demo-ready

.venv/built: .venv/demo-ready $(C) setup.py
	@$(PY) -m pip --disable-pip-version-check -q install --no-build-isolation --no-deps -e .
	@touch $@

lint:
	@.venv/bin/ruff check -q . && .venv/bin/ruff format -q --check .
	@.venv/bin/mypy
	@clang-format --dry-run -Werror $(filter-out csrc/core/%_tables.c,$(C)) $(wildcard tests/c/*.c tests/fuzz/*.c)
	@for f in $(CORE); do gcc $(WARN) -Werror -Icsrc/core -fsyntax-only $$f || exit 1; done
	@echo "lint: clean"

format:
	@.venv/bin/ruff check -q --fix . ; .venv/bin/ruff format -q .
	@clang-format -i $(filter-out csrc/core/%_tables.c,$(C)) $(wildcard tests/c/*.c tests/fuzz/*.c)

build/c/core.a: $(C)
	@mkdir -p build/c/o
	@for f in $(CORE); do gcc $(WARN) $(CHECK) -Icsrc/core -c $$f -o build/c/o/$$(basename $$f .c).o & \
	  while [ $$(jobs -r | wc -l) -ge 2 ]; do sleep .05; done; done; wait
	@rm -f $@ && ar rcs $@ build/c/o/*.o

build/c/%: tests/c/%.c build/c/core.a
	@gcc $(WARN) $(CHECK) -Icsrc/core $< build/c/core.a -o $@ $(LIBS)

c-tests: $(C_TESTS)
	@for t in $(C_TESTS); do $$t || exit 1; done

# The same package, built with the sanitizers into a folder of its own; run without pyarrow, numpy or a browser.
$(SAN)/built: .venv/demo-ready $(C) setup.py
	@mkdir -p $(SAN)
	@ONRECORD_SANITIZE=1 $(PY) setup.py -q build_ext --build-temp $(SAN)/o --build-lib $(SAN)/lib 2>$(SAN)/log || { cat $(SAN)/log; exit 1; }
	@touch $@

sanitized-tests: $(SAN)/built
	@rm -rf $(SAN)/package && mkdir -p $(SAN)/package
	@cp -r python/onrecord $(SAN)/package/ && rm -f $(SAN)/package/onrecord/_core*.so && cp $(SAN)/lib/onrecord/_core*.so $(SAN)/package/onrecord/
	@cp -r data $(SAN)/package/onrecord/data
	@LD_PRELOAD="$$(gcc -print-file-name=libasan.so) $$(gcc -print-file-name=libubsan.so)" PYTHONMALLOC=malloc PYTHONPATH=$(SAN)/package \
	  ASAN_OPTIONS=detect_leaks=1 LSAN_OPTIONS=suppressions=tests/lsan.supp:print_suppressions=0 ONRECORD_SANITIZED=1 \
	  $(PY) -m pytest -q -p no:cacheprovider tests/core

py-tests:
	@$(PY) -m pytest -q

soak: .venv/test-ready .venv/built c-tests
	@ONRECORD_SOAK=1 $(PY) -m pytest -q -m "slow or not slow"
	@for t in $(C_TESTS); do $$t soak || exit 1; done
	@$(MAKE) --no-print-directory fuzz SECONDS_EACH=300

SECONDS_EACH ?= 5
fuzz: $(patsubst tests/fuzz/%.c,build/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
	@for t in $^; do mkdir -p build/fuzz/corpus/$$(basename $$t); $$t -max_total_time=$(SECONDS_EACH) -verbosity=0 -print_final_stats=0 build/fuzz/corpus/$$(basename $$t) 2>build/fuzz/log || { tail -20 build/fuzz/log; exit 1; }; echo "$$t: $(SECONDS_EACH) s without a finding"; done

build/fuzz/%: tests/fuzz/%.c $(C)
	@mkdir -p build/fuzz
	@clang-14 -std=c11 -O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined -Icsrc/core $< $(CORE) -o $@ $(LIBS)

bench: .venv/test-ready .venv/built
	@$(PY) bench/speed.py
	@$(PY) bench/accuracy.py

docs: .venv/test-ready .venv/built
	@.venv/bin/sphinx-build -q -W docs docs/_build/html && echo "docs/_build/html/index.html"

clean:
	rm -rf build .venv docs/_build
