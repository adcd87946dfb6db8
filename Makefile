# Ombud's build. `make help` lists the targets; CC, CFLAGS, BUILD, PREFIX,
# DESTDIR and V=1 (full command lines) are the settings worth knowing.

BUILD ?= build
CC := $(if $(filter default,$(origin CC)),gcc,$(CC))
CFLAGS ?= -O2 -g
PREFIX ?= /usr/local
ROOT = $(DESTDIR)$(PREFIX)
SECONDS_EACH ?= 60
SOVERSION := 0

# The house, from the ground up: a file includes its own layer and lower
# ones. The embeddable layers know no SQL, no people and no HTTP; they are
# the library. `make lint` holds both; LAYERS="base crypto" builds only these.
LAYERS := base crypto format render policy scan \
	sql store connector context request report web cmd
EMBEDDABLE := $(wordlist 1,6,$(LAYERS))

# What the program, its tests and its developers need from Debian.
DEPS := gcc libc6-dev libssl-dev libjansson-dev libsqlite3-dev \
	libutf8proc-dev libidn2-dev libarchive-dev libcurl4-openssl-dev \
	libp11-kit-dev libpcre2-dev libpq-dev libxlsxwriter-dev
DEPS_TEST := check libsubunit-dev sqlite3 jq golang-go golang-golang-x-mod-dev \
	softhsm2 node-ajv postgresql python3-openpyxl xz-utils bzip2
DEPS_DEV := clang clang-format clang-tidy libclang-rt-14-dev cppcheck \
	valgrind scdoc

LIBS := -lcrypto -ljansson -lsqlite3 -lutf8proc -lidn2 -lm

# Instruction sets have a file each; those of other machines stay out.
SIMD_x86_64 := x86_64 sse2 avx2 avx512
SIMD_aarch64 := aarch64 neon
SIMD_portable := portable
MACHINE := $(or $(filter x86_64 aarch64,$(shell uname -m)),portable)
SIMD_OTHER := $(filter-out $(SIMD_$(MACHINE)),\
	$(SIMD_x86_64) $(SIMD_aarch64) $(SIMD_portable))

SOURCES := $(filter-out $(SIMD_OTHER:%=\%_%.c) src/cmd/main.c,\
	$(wildcard $(LAYERS:%=src/%/*.c)))
TESTS := $(wildcard tests/*.c $(LAYERS:%=tests/%/test_*.c))
FUZZERS := $(patsubst tests/fuzz/%.c,$(BUILD)/%,$(wildcard tests/fuzz/fuzz_*.c))
REPLAYS := $(FUZZERS:$(BUILD)/fuzz_%=$(BUILD)/replay_%)
BENCHES := $(patsubst tests/bench/%.c,$(BUILD)/%,\
	$(wildcard tests/bench/bench_*.c))
FAULTS := $(patsubst tests/fault/%.c,$(BUILD)/%,\
	$(wildcard tests/fault/fault_*.c))
FAULT_PARTS := $(patsubst %.c,$(BUILD)/%.o,\
	$(filter-out %/preload.c %/preload_read.c %/quota.c,\
	$(wildcard tests/fault/[!f]*.c)))
TEXTS := $(sort $(shell find policies reports -type f ! -name '.*' \
	! -name '*~' ! -name '*.md' 2>/dev/null))
MANUALS := $(patsubst %.scd,$(BUILD)/man/%,$(notdir $(wildcard src/*/*.scd)))

OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o) $(BUILD)/embedded.o
LIBRARY := $(filter $(addsuffix /%,$(EMBEDDABLE:%=$(BUILD)/src/%)),$(OBJECTS)) \
	$(BUILD)/embedded.o

WARNINGS := -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wold-style-definition -Wwrite-strings \
	-Wpointer-arith -Wvla -Wformat=2 -Wundef -Wimplicit-fallthrough -Wcast-align
FORTIFY := $(if $(filter -O0 -fsanitize%,$(CFLAGS)),,\
	-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
HARDENING := -fPIC -fstack-protector-strong -fstack-clash-protection $(FORTIFY)
ALL_CFLAGS := -std=c11 -D_POSIX_C_SOURCE=200809L -Isrc -Iinclude -pthread \
	$(WARNINGS) $(HARDENING) $(CFLAGS) $(CPPFLAGS)
ALL_LDFLAGS := -pthread -Wl,-z,relro,-z,now,-z,noexecstack,--as-needed \
	$(CFLAGS) $(LDFLAGS)

ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(shell nproc)
endif
MAKEFLAGS += --no-print-directory
Q := $(if $(V),,@)
say = $(if $(V),,@echo '  $(1)' '$(patsubst $(BUILD)/%,%,$@)')

.DELETE_ON_ERROR:
.SECONDARY:
.SUFFIXES:
.PHONY: all help deps deps-test deps-dev run test lint tidy format asan tsan \
	sanitized valgrind cover covered check-all bench benches fuzz fuzzers \
	fault man install clean FORCE

all: $(addprefix $(BUILD)/,ombud libombud.a libombud.so) ## program and libraries

help: ## this list
	@sed -n 's/^\([a-z-]*\):.* ## \(.*\)/\1|\2/p' Makefile | \
	    while IFS='|' read -r name does; do \
	    printf '%-10s %s\n' "$$name" "$$does"; done

deps: ## Debian packages that the build needs
	@.ci/packages $@ $(DEPS)

deps-test: deps ## ... and those that `make test` needs
	@.ci/packages $@ $(DEPS_TEST)

deps-dev: deps-test ## ... and the tools of developers
	@.ci/packages $@ $(DEPS_DEV)

# ---- building --------------------------------------------------------------

define compile
	$(call say,CC)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(OWN_CFLAGS) -MMD -MP -c -o $@ $<
endef

define link
	$(call say,LD)
	$(Q)$(CC) -pie $(ALL_LDFLAGS) $(OWN_LDFLAGS) -o $@ $^ $(LIBS) $(OWN_LIBS)
endef

$(BUILD)/%.o: %.c $(BUILD)/flags
	$(compile)
$(BUILD)/embedded.o: $(BUILD)/embedded.c $(BUILD)/flags
	$(compile)
$(BUILD)/%_avx2.o: OWN_CFLAGS := -mavx2
$(BUILD)/%_avx512.o: OWN_CFLAGS := -mavx512f -mavx512bw -mavx512vl
$(BUILD)/tests/%.o: OWN_CFLAGS := -Itests
$(BUILD)/tests/fault/fault_memory.o: OWN_CFLAGS := -Itests -fno-builtin

$(BUILD)/ombud: $(BUILD)/src/cmd/main.o $(OBJECTS)
	$(link)
$(BUILD)/unit: $(TESTS:%.c=$(BUILD)/%.o) $(OBJECTS)
	$(link)
$(BUILD)/bench_%: $(BUILD)/tests/bench/bench_%.o \
	    $(BUILD)/tests/bench/workspace.o $(OBJECTS)
	$(link)
$(BUILD)/bench_scan: $(BUILD)/tests/bench/corpus.o
$(BUILD)/fault_%: $(BUILD)/tests/fault/fault_%.o \
	    $(BUILD)/tests/bench/workspace.o $(BUILD)/fault.a $(OBJECTS)
	$(link)
$(BUILD)/fault_io: $(BUILD)/tests/fault/preload.o \
	    $(BUILD)/tests/fault/preload_read.o
$(BUILD)/fault_full: $(BUILD)/tests/fault/quota.o
$(BUILD)/fault_power: $(BUILD)/tests/fault/false_libc.o
$(BUILD)/fault.a: $(FAULT_PARTS)
	$(call say,AR)
	$(Q)rm -f $@ && ar rcs $@ $^
$(BUILD)/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o $(OBJECTS)
	$(link)
$(BUILD)/replay_%: $(BUILD)/tests/fuzz/fuzz_%.o \
	    $(BUILD)/tests/fuzz/replay.o $(OBJECTS)
	$(link)
$(BUILD)/unit: OWN_LIBS := -larchive -lcheck -lsubunit -lm -lrt
$(BUILD)/bench_%: OWN_LIBS := -lm
$(BUILD)/fault_%: OWN_LIBS := -lm
$(BUILD)/fault_call: OWN_LDFLAGS := -Wl,--wrap=om_sql_sqlite
$(BUILD)/fault_memory: OWN_LDFLAGS := -Wl,--wrap=om_store_open
$(BUILD)/fault_crypto: OWN_LDFLAGS := -Wl,--wrap=om_memory_end \
	$(shell sed -n 's/^EVP.[^,]*, \([A-Za-z0-9_]*\),.*/-Wl,--wrap=\1/p' \
	    tests/fault/evp_list.h)
$(BUILD)/fuzz_%: OWN_LDFLAGS := -fsanitize=fuzzer

$(BUILD)/libombud.a: $(LIBRARY)
	$(call say,AR)
	$(Q)rm -f $@ && ar rcs $@ $^

$(BUILD)/libombud.so: $(LIBRARY) $(BUILD)/exports.map
	$(call say,LD)
	$(Q)$(CC) -shared -Wl,-soname,$(@F).$(SOVERSION),-z,defs \
	    -Wl,--version-script=$(BUILD)/exports.map $(ALL_LDFLAGS) \
	    -o $@ $(LIBRARY) $(LIBS)
	@ln -sf $(@F) $@.$(SOVERSION)

# The shared library shows what the public header declares.
$(BUILD)/exports.map: include/ombud.h Makefile
	@mkdir -p $(@D)
	@{ echo '{ global:'; grep -oh '\<om_[a-z0-9_]*(' $^ | sort -u | \
	    tr '(' ';'; echo 'local: *; };'; } > $@

# policies/ and reports/ as one sorted table, their bytes as string literals.
$(BUILD)/embedded.c: $(TEXTS) $(BUILD)/texts
	$(call say,TEXTS)
	@{ echo '#include "base/embed.h"'; \
	echo 'const struct om_embedded om_embedded[] = {'; \
	for text in $(TEXTS); do \
	    echo "{ \"$$text\", { \"\""; \
	    od -An -v -to1 $$text | sed 's/ /\\/g; s/.*/"&"/'; \
	    echo ", $$(wc -c < $$text) } },"; \
	done; echo '{ NULL, { NULL, 0 } } };'; } > $@

# Written only when they change: flags, and which texts there are.
$(BUILD)/flags: TEXT = $(CC) $(ALL_CFLAGS)
$(BUILD)/texts: TEXT = $(TEXTS)
$(BUILD)/flags $(BUILD)/texts: FORCE
	@mkdir -p $(@D); echo '$(TEXT)' | cmp -s - $@ || echo '$(TEXT)' > $@

# What a page says of options, at a line of @, comes from their tables.
$(BUILD)/man/%: $(wildcard src/*/*.scd) $(BUILD)/ombud
	@mkdir -p $(@D) && $(BUILD)/ombud help --manual > $@.options && \
	    sed -e '/^@$$/{r $@.options' -e 'd}' $(filter %/$*.scd,$^) | \
	    scdoc > $@

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)

# ---- running and checking --------------------------------------------------

run: deps ## install what is missing, build, and show the demonstration
	@$(MAKE) all
	@rm -rf $(BUILD)/demo
	@$(BUILD)/ombud demo $(BUILD)/demo

test: deps-test ## unit tests, plays and interoperability; ends with the count
	@$(MAKE) all $(BUILD)/unit $(REPLAYS)
	@BUILD=$(BUILD) tests/run.sh

lint: ## the rules of the house, by small checkers
	@CC="$(CC)" LAYERS="$(LAYERS)" EMBEDDABLE="$(EMBEDDABLE)" tests/lint/run.sh

tidy: ## clang-tidy and cppcheck
	@FLAGS="$(filter-out -Werror,$(ALL_CFLAGS))" tests/lint/tidy.sh $(SOURCES)

format: ## clang-format over all C
	@clang-format -i $(wildcard $(addsuffix /*.[ch],src/* include tests tests/*))

asan: ## unit tests and plays under AddressSanitizer and UBSan
	@$(MAKE) BUILD=$(BUILD)/asan CFLAGS="-O1 -g -fno-omit-frame-pointer \
	    -fsanitize=address,undefined -fno-sanitize-recover=all" sanitized

tsan: ## the same under ThreadSanitizer
	@$(MAKE) BUILD=$(BUILD)/tsan CFLAGS="-O1 -g -fsanitize=thread" sanitized

sanitized: $(BUILD)/unit $(BUILD)/ombud $(REPLAYS)
	@BUILD=$(BUILD) CK_TIMEOUT_MULTIPLIER=4 \
	    ASAN_OPTIONS=allocator_may_return_null=1:exitcode=99 \
	    TSAN_OPTIONS=allocator_may_return_null=1 setarch -R tests/run.sh

# Tests that look for freed values all over the heap cannot run in its own.
valgrind: $(BUILD)/unit ## unit tests of SUITE (default: bytes) under valgrind
	@CK_TIMEOUT_MULTIPLIER=20 valgrind -q --error-exitcode=1 \
	    --leak-check=full --errors-for-leak-kinds=definite \
	    $(BUILD)/unit -x memory_library $(or $(SUITE),base_ render_ format_)

# What no test can bring about, failures of SQL, libcrypto and files, is
# counted as the programs of faults inject it; their children end by a call
# of libgcov, which is linked in by its name.
cover: ## line and branch coverage; 95 % of what erases, seals and proves
	@$(MAKE) BUILD=$(BUILD)/cover LDFLAGS="$(LDFLAGS) -Wl,-u,__gcov_dump" \
	    CFLAGS="-O0 -g --coverage -Wno-maybe-uninitialized" covered

COVER_FAULTS := $(BUILD)/fault_call $(BUILD)/fault_crypto $(BUILD)/fault_io
covered: $(BUILD)/unit $(BUILD)/ombud $(COVER_FAULTS) $(REPLAYS)
	@find $(BUILD) -name '*.gcda' -delete
	@BUILD=$(BUILD) tests/run.sh 2>&1 | grep -v 'libgcov profiling error'
	@set -e; for program in $(abspath $(COVER_FAULTS)); do \
	    rm -rf $(BUILD)/calls; mkdir $(BUILD)/calls; \
	    (cd $(BUILD)/calls && FAULT_PLACES=1 FAULT_STEP=25 $$program); done
	@gcov -b -c -t $(SOURCES:%.c=$(BUILD)/%.gcda) 2>/dev/null | \
	    awk -v layers="$(LAYERS)" -v list=$(LIST) -f tests/cover.awk

benches: $(BENCHES) $(BUILD)/ombud
bench: ## the benchmarks, one after the other
	@$(MAKE) benches
	@mkdir -p $(BUILD)/bench
	@missed=0; cd $(BUILD)/bench; for program in $(abspath $(BENCHES)); do \
	    $$program || missed=1; done; exit $$missed

fuzzers: $(FUZZERS)
fuzz: ## each fuzz target for SECONDS_EACH seconds, or RUNS executions
	@$(MAKE) BUILD=$(BUILD)/fuzz CC=clang CFLAGS="-O1 -g \
	    -fsanitize=fuzzer-no-link,address,undefined \
	    -fno-sanitize-recover=all" fuzzers
	@BUILD=$(BUILD)/fuzz SECONDS_EACH=$(SECONDS_EACH) RUNS=$(RUNS) \
	    tests/fuzz/run.sh

$(BUILD)/fault.so: tests/fault/preload.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 $(WARNINGS) $(HARDENING) -shared -O2 -o $@ $< -ldl

fault: ## kills, power losses, full disks, failing calls: nothing is lost
	@$(MAKE) $(BUILD)/ombud $(BUILD)/fault.so $(FAULTS)
	@BUILD=$(BUILD) tests/fault/run.sh

# Faults, fuzzing and benchmarks in their short form: whole, they take hours.
check-all: deps-dev ## everything: gcc and clang, lint, tidy, sanitizers, fuzz
	@$(MAKE) CC=clang BUILD=$(BUILD)/clang all $(BUILD)/clang/unit
	@set -e; for step in lint tidy test asan tsan valgrind; do \
	    echo "== make $$step"; $(MAKE) $$step; done
	@FAULT_SHORT=1 $(MAKE) fault
	@$(MAKE) fuzz SECONDS_EACH=5
	@BENCH_SHORT=1 $(MAKE) bench

man: $(MANUALS) ## the manual pages

install: all man ## into PREFIX (/usr/local), below DESTDIR
	install -D -m 755 -t $(ROOT)/bin $(BUILD)/ombud
	install -D -m 644 -t $(ROOT)/include include/ombud.h
	install -D -m 644 -t $(ROOT)/lib $(BUILD)/libombud.a
	cp $(BUILD)/libombud.so $(ROOT)/lib/libombud.so.$(SOVERSION)
	ln -sf libombud.so.$(SOVERSION) $(ROOT)/lib/libombud.so
	$(foreach page,$(MANUALS),install -D -m 644 -t \
	    $(ROOT)/share/man/man$(subst .,,$(suffix $(page))) $(page);)

clean: ## removes the build folder
	rm -rf $(BUILD)
