# Two commands matter: `make serve` and `make test`. Each first installs what this machine lacks, once.
.PHONY: help serve build test test-large fuzz test-engines test-stats test-optima test-office test-privacy test-soak bench screenshots setup verification clean

help:
	@echo 'make serve         build the page and serve it on this machine'
	@echo 'make test          run every test'
	@echo 'make build         build the page into dist/'
	@echo 'make test-engines  one answer in every engine and place; starts, panics, cancels; kept in docs/verification/'
	@echo 'make test-privacy  every way out of the page, in a network with somebody who listens; kept in docs/verification/'
	@echo 'make test-soak     100 cycles of a 50 MB file; CYCLES=10 makes fewer; kept in docs/verification/'
	@echo 'make test-large    files of 300 MB and 1 GB in the browser; kept in docs/verification/'
	@echo 'make fuzz          random damage to files, numbers and dates; kept in docs/verification/'
	@echo 'make bench         product and peers in one session; RUNS=3 quotes the worst of three; see bench/README.md'
	@echo 'make test-stats    how often the rule for the number of segments errs; kept in docs/verification/'
	@echo 'make test-optima   whether every best fit that is known is found, at every number of clusters, and every true cluster; kept in docs/verification/'
	@echo 'make test-office   copied rules in SQLite, DuckDB and LibreOffice; kept in docs/verification/'
	@echo 'make screenshots   the pictures of the README, and of every state of the page; ONLY=none,failed for some'
	@echo 'make setup         install what the others need, and nothing else'
	@echo 'make verification  which results in docs/verification/ are older than the code'
	@echo 'make clean         remove what was built, not what was installed'

serve:
	@node scripts/serve.mjs

build:
	@node scripts/build.mjs

test:
	@node scripts/test.mjs

test-engines:
	@node scripts/test-engines.mjs

test-large:
	@FULL_SIZE=1 cargo test --locked --test product ingest_hostile:: -- --test-threads=1
	@node scripts/test-large.mjs

fuzz:
	@RUNS='$(RUNS)' SECONDS='$(SECONDS)' node scripts/fuzz.mjs

bench:
	@RUNS='$(RUNS)' node bench/run.mjs

test-stats:
	@node scripts/test-stats.mjs

test-optima:
	@node scripts/test-optima.mjs

test-office:
	@node scripts/test-office.mjs

test-privacy:
	@ENGINE='$(ENGINE)' node scripts/test-privacy.mjs

test-soak:
	@CYCLES='$(CYCLES)' node scripts/test-soak.mjs

screenshots:
	@node scripts/screenshots.mjs

setup:
	@node scripts/setup.mjs test

verification:
	@node scripts/verification.mjs

clean:
	rm -rf dist target
