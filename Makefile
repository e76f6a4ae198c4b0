# Parley: everything that a fresh Debian machine with the Swift toolchain needs.
#   make demo              builds, runs the weekly script on the demo, opens the prompt on it
#   make test              all tests
#   make bench             times the program beside DuckDB, Polars and SQLite, and the prompt;
#                          make bench BENCH='--deals 100000 --only 07' times a part
#   make microbench        times each operator of the engine
#   make format            lays out the source
#   make grammar           writes the files in grammar/ that are made from the language's tables
#   make fuzz SECONDS=60   feeds lexer, parser and the readers of CSV and of saved columns with noise
#   make install PREFIX=/usr/local     the program, its manual page and completions; make uninstall

SHELL := /bin/bash
SECONDS ?= 60
PREFIX ?= /usr/local
share = $(DESTDIR)$(PREFIX)/share
# What make install puts there.
installed = $(DESTDIR)$(PREFIX)/bin/parley \
  $(share)/man/man1/parley.1 \
  $(share)/bash-completion/completions/parley \
  $(share)/zsh/site-functions/_parley \
  $(share)/fish/vendor_completions.d/parley.fish

program := .build/release/parley
# What make demo gets wrong on purpose.
mistakes := 'partners | where teir = gold' 'partners | where deals.amount > $$10k' \
  'partners | summarize targets: sum(manager.quota) by region' 'deals | group by stage'
# One file without shared libraries: it runs anywhere and starts in half the time. The linker warns that
# looking up other users' folders (~name) still asks the system's libraries.
link ?= -Xswiftc -static-executable -Xlinker -ltinfo
release := swift build -c release --product parley $(link)
# The machine's own, as package managers name them; what is there is not asked for again.
packages := libreadline-dev libncurses-dev tmux python3-venv
sources := $(shell find Package.swift Sources Tests -name '*.swift' -not -path '*/.build/*')

.PHONY: demo test bench microbench format lint grammar fuzz install install-files uninstall setup venv build clean

demo: setup build
	@printf '%s\n' 'The demo is a made-up vendor with 180 partners. This is its Monday morning, as of' \
	  '19 August 2026: what scripts/weekly.parley says of it.' ''
	@$(program) run scripts/weekly.parley --demo
	@printf '\n%s\n' 'What has no single meaning gets an error that says what to type instead:'
	@for question in $(mistakes); do \
	  printf '\n> %s\n' "$$question"; \
	  $(program) --demo -e "$$question" 2>&1 && exit 1 || [ $$? = 3 ] || exit 1; \
	done
	@if [ -t 0 ] && [ -t 1 ]; then \
	  printf '\nYour turn: try  partners | where tier = gold\n\n'; \
	  $(program) --demo; \
	fi

build:
	$(release)

test: setup venv
	@Tests/run

bench: setup venv build
	@PATH="$(CURDIR)/.venv/bin:$$PATH" Tests/Benchmarks/run --parley $(CURDIR)/$(program) $(BENCH)
	@Tests/Benchmarks/prompt --parley $(CURDIR)/$(program)

microbench: setup
	@PARLEY_MICROBENCH=1 swift run -c release MicroBenchmarks $(MICROBENCH)

format:
	@swift format -i $(sources)

lint:
	@swift format lint --strict $(sources)

grammar: build
	$(program) grammar textmate >grammar/parley.tmLanguage.json
	$(program) grammar completions >grammar/parley.completions.json

fuzz: setup
	@for target in lexer parser csv columns; do Tests/Fuzz/run $$target $(SECONDS) || exit 1; done

install: setup build install-files

# Copies what has been built; the program itself knows what shells complete.
install-files:
	install -d $(dir $(installed))
	install -s -m 755 $(program) $(word 1,$(installed))
	install -m 644 Sources/parley/parley.1 $(word 2,$(installed))
	$(program) --generate-completion-script bash >$(word 3,$(installed))
	$(program) --generate-completion-script zsh >$(word 4,$(installed))
	$(program) --generate-completion-script fish >$(word 5,$(installed))
	chmod 644 $(wordlist 3,5,$(installed))

uninstall:
	rm -f $(installed)

setup:
	@.ci/setup $(packages)

venv: .venv/ready

.venv/ready: Tests/requirements.txt
	python3 -m venv .venv
	.venv/bin/pip install --quiet --requirement Tests/requirements.txt
	@touch $@

clean:
	rm -rf .build .venv
