# ziping: see README.md. `make deps run` and `make deps test` do all the set-up on a fresh Debian machine.

VERSION = 0.1.0
PREFIX ?= /usr/local
DESTDIR ?=
BUILD ?= build
V ?= 0

CC ?= cc
CFLAGS ?= -O2 -g
WARN = -Wall -Wextra -Wpedantic -Wshadow -Wformat=2 -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wundef \
       -Wpointer-arith -Wwrite-strings -Wimplicit-fallthrough $(WERROR)
CPPFLAGS += -Iinclude -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700 -DZIPING_VERSION='"$(VERSION)"'
CORE_LIBS = -liniparser -lunistring -ljansson
LIBS = $(CORE_LIBS) -lncursesw -ltinfo
# The program is optimised as a whole where the compiler is GCC; the objects serve the tests without it too.
GCC := $(findstring Free Software,$(shell $(CC) --version 2>/dev/null))
LTO ?= $(if $(GCC),$(if $(SANITIZE),,-flto=auto -ffat-lto-objects))
NO_LTO = $(if $(LTO),-fno-lto)
COMPILE = $(CC) -std=c11 $(CPPFLAGS) $(CFLAGS) $(LTO) $(WARN) $(SANITIZE) -MMD -MP

# The floors of the house, from the ground up: a folder uses only folders to its left.
FLOORS = base ini model check paper output tui cli
CORE_FLOORS = base ini model check paper output

core_src := $(foreach f,$(CORE_FLOORS),$(wildcard src/$(f)/*.c))
# The screen's own pure parts are tested without a terminal too.
tui_src := $(wildcard src/tui/*.c)
cli_src := $(wildcard src/cli/*.c)
unit_src := $(wildcard tests/unit/test_*.c)
unit_help := $(filter-out $(unit_src),$(wildcard tests/unit/*.c))
e2e_src := $(wildcard tests/e2e/test_*.c)
e2e_help := $(filter-out $(e2e_src),$(wildcard tests/e2e/*.c))

obj = $(patsubst %.c,$(BUILD)/obj/%.o,$(1))
unit_bin := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(unit_src))
e2e_bin := $(patsubst tests/e2e/%.c,$(BUILD)/tests/%,$(e2e_src))
fuzz_src := $(wildcard tests/fuzz/fuzz_*.c)
replay_bin := $(patsubst tests/fuzz/fuzz_%.c,$(BUILD)/tests/replay_%,$(fuzz_src))
test_bin := $(unit_bin) $(replay_bin) $(e2e_bin)

ifeq ($(V),0)
say = @printf '  %-5s %s\n' $(1) $(2);
else
say =
endif

.PHONY: all run test check-tests lint asan bench kills deps install uninstall clean regen fuzz
.DELETE_ON_ERROR:
.SECONDARY:

all: $(BUILD)/ziping

$(BUILD)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(call say,CC,$<)$(COMPILE) -c -o $@ $<

$(BUILD)/libcore.a: $(call obj,$(core_src))
	@rm -f $@
	$(call say,AR,$@)$(AR) rcs $@ $^

$(BUILD)/libtui.a: $(call obj,$(tui_src))
	@rm -f $@
	$(call say,AR,$@)$(AR) rcs $@ $^

$(BUILD)/ziping: $(call obj,$(cli_src)) $(BUILD)/libtui.a $(BUILD)/libcore.a
	$(call say,LINK,$@)$(CC) $(CFLAGS) $(LTO) $(SANITIZE) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/tests/%: $(BUILD)/obj/tests/unit/%.o $(call obj,$(unit_help)) $(BUILD)/libtui.a $(BUILD)/libcore.a
	@mkdir -p $(@D)
	$(call say,LINK,$@)$(CC) $(CFLAGS) $(NO_LTO) $(SANITIZE) $(LDFLAGS) -o $@ $^ -lcmocka $(LIBS)

$(BUILD)/tests/test_nomem: LDFLAGS += -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc
counted = text_visible_at text_visible_from text_columns text_fit text_next text_prev text_decode
$(BUILD)/tests/test_lines: LDFLAGS += $(foreach f,$(counted),-Wl,--wrap=$(f))

# The calls that saving and keeping a journal make: each one fails in turn there.
comma := ,
SAVE_CALLS = open pwrite fsync fdatasync close rename link unlink readlink stat fstat lstat faccessat fchown fchmod \
             ftruncate getxattr listxattr fsetxattr fremovexattr mkdir read
$(BUILD)/tests/test_save_faults: LDFLAGS += $(patsubst %,-Wl$(comma)--wrap=%,$(SAVE_CALLS))

$(e2e_bin): $(BUILD)/tests/%: $(BUILD)/obj/tests/e2e/%.o $(call obj,$(e2e_help)) $(BUILD)/libcore.a
	@mkdir -p $(@D)
	$(call say,LINK,$@)$(CC) $(CFLAGS) $(NO_LTO) $(SANITIZE) $(LDFLAGS) -o $@ $^ -lcmocka -lvterm $(CORE_LIBS)

$(BUILD)/tests/replay_%: tests/fuzz/replay.c $(BUILD)/obj/tests/fuzz/fuzz_%.o $(BUILD)/libtui.a $(BUILD)/libcore.a
	@mkdir -p $(@D)
	$(call say,LINK,$@)$(COMPILE) $(NO_LTO) -DTARGET='"$*"' $(LDFLAGS) -o $@ $^ -lcmocka $(LIBS)

# Figures, not tests: how fast many forms and one are checked, beside floors and a peer (xmllint, if it is there), and
# how soon the screen answers a key.
bench: all $(BUILD)/bench/batch $(BUILD)/bench/cold $(BUILD)/bench/keys
	$(BUILD)/bench/cold $(BUILD)/ziping
	$(BUILD)/bench/keys $(BUILD)/ziping
	$(BUILD)/bench/batch $(BUILD)/ziping

$(BUILD)/bench/batch: $(patsubst %,$(BUILD)/obj/tests/bench/%.o,batch copies floors)
	@mkdir -p $(@D)
	$(call say,LINK,$@)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -liniparser

$(BUILD)/bench/cold $(BUILD)/bench/keys: $(BUILD)/bench/%: $(BUILD)/obj/tests/bench/%.o
	@mkdir -p $(@D)
	$(call say,LINK,$@)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^

# What is lost when the program is killed while somebody types, in 200 runs; and at how many points the unit tests make
# saving and the journal fail.
kills: all $(BUILD)/bench/kills $(BUILD)/tests/test_save_faults
	$(BUILD)/bench/kills $(BUILD)/ziping
	@$(BUILD)/tests/test_save_faults 2>&1 | grep 'points of failure'

$(BUILD)/bench/kills: $(BUILD)/obj/tests/bench/kills.o $(BUILD)/libcore.a
	@mkdir -p $(@D)
	$(call say,LINK,$@)$(CC) $(CFLAGS) $(NO_LTO) $(LDFLAGS) -o $@ $^ $(CORE_LIBS)

# `make fuzz TARGET=ini SECONDS=600`: libFuzzer on one reader, with the sanitizers.
TARGET ?= ini
SECONDS ?= 60
fuzz:
	@mkdir -p $(BUILD)/fuzz/$(TARGET)
	clang -std=c11 $(CPPFLAGS) -g -O1 -fsanitize=fuzzer,address,undefined -o $(BUILD)/fuzz/fuzz_$(TARGET) \
	tests/fuzz/fuzz_$(TARGET).c $(core_src) $(tui_src) $(LIBS)
	$(BUILD)/fuzz/fuzz_$(TARGET) -max_total_time=$(SECONDS) -timeout=10 -artifact_prefix=$(BUILD)/fuzz/ \
	$(patsubst %,-dict=%,$(wildcard tests/fuzz/$(TARGET).dict)) $(BUILD)/fuzz/$(TARGET) tests/fuzz/corpus/$(TARGET)

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)

# Opens the 2024 form; without a terminal prints the form and its findings.
run: $(BUILD)/ziping
	@if [ -t 0 ] && [ -t 1 ]; then exec $(BUILD)/ziping forms/kepu-2024.ini; else \
	$(BUILD)/ziping show forms/kepu-2024.ini && { $(BUILD)/ziping check forms/kepu-2024.ini || [ $$? -eq 1 ]; }; fi

check-tests: $(test_bin) $(BUILD)/ziping

test: check-tests
	@ZIPING=$(abspath $(BUILD)/ziping) tests/run $(test_bin)

# The same tests with AddressSanitizer and UndefinedBehaviorSanitizer, in a build folder of its own.
asan:
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/asan CFLAGS='-O1 -g -fno-omit-frame-pointer' \
	SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=undefined' test

# Writes tests/golden anew; read the difference before it is kept. The README shows one of the screens, so it comes last.
regen: check-tests
	@REGEN=1 ZIPING=$(abspath $(BUILD)/ziping) tests/run $(test_bin) $(BUILD)/tests/test_manual

lint:
	@tests/lint $(FLOORS)

deps:
	@tests/deps

install: $(BUILD)/ziping
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/man/man5 \
	$(DESTDIR)$(PREFIX)/share/ziping/rules
	install -m 755 $(BUILD)/ziping $(DESTDIR)$(PREFIX)/bin/ziping
	install -m 644 man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1/
	install -m 644 man/*.5 $(DESTDIR)$(PREFIX)/share/man/man5/
	install -m 644 forms/rules/*.ini $(DESTDIR)$(PREFIX)/share/ziping/rules/

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/ziping $(patsubst man/%,$(DESTDIR)$(PREFIX)/share/man/man1/%,$(wildcard man/*.1)) \
	$(patsubst man/%,$(DESTDIR)$(PREFIX)/share/man/man5/%,$(wildcard man/*.5))
	rm -rf $(DESTDIR)$(PREFIX)/share/ziping

clean:
	rm -rf $(BUILD)
