# The commands of the README and of CI. L2L_CPU=x86-64-v2 and the like choose the instruction set.

# INSTALL_SWIFT=1 installs Swift where it is missing or too old: here, by the official installer.
ifeq ($(INSTALL_SWIFT),1)
export PATH := $(or $(SWIFTLY_BIN_DIR),$(or $(SWIFTLY_HOME_DIR),$(HOME)/.local/share/swiftly)/bin):$(PATH)
endif

# An import that a target does not declare is an error.
SWIFT := --explicit-target-dependency-import-check error
RELEASE := -c release $(SWIFT)
SOURCES := Package.swift Plugins Sources Tests Fuzz/Package.swift Fuzz/Sources \
  Examples/OwnOptimizer/Package.swift Examples/OwnOptimizer/Sources

.PHONY: bench simulations test check lint format build dependencies docs torture workers faults invariance fuzz sanitize

## Builds, runs the quickstart suite afresh, prints its table and where the report is.
bench: build
	rm -rf runs/quickstart
	.build/release/l2l run suites/quickstart.yaml

## Prints the simulations of docs/statistics.md. The last are of results/smoke.
simulations: dependencies
	swift build $(RELEASE) --product simulate
	.build/release/simulate

## Runs every test, in debug and in release.
test: dependencies
	swift test -q $(SWIFT)
	swift test $(RELEASE)

## What a change must pass before it is sent.
check: lint test

lint:
	swift format lint --strict --recursive --configuration .swift-format $(SOURCES)

format:
	swift format --in-place --recursive --configuration .swift-format $(SOURCES)

## Does what the README and docs/ tell to do.
docs: build
	scripts/check-docs

build: dependencies
	swift build $(RELEASE) --product l2l

dependencies:
	@scripts/install-dependencies

# What `docs/reliability.md` has figures of: minutes to an hour each.

## Kills the smoke suite at random moments until it is done, and compares every byte.
torture: build
	scripts/torture

## Runs the smoke suite by several processes at once, kills some, and compares with a single run.
workers: build
	scripts/workers

## Damages files, fills disks, takes folders away.
faults: build
	scripts/faults

## Builds and runs the smoke suite in every way that must not change a bit.
invariance: dependencies
	scripts/invariance

## A million runs of every parser under libFuzzer.
fuzz: dependencies
	scripts/fuzz

## The tests under AddressSanitizer and ThreadSanitizer.
sanitize: dependencies
	scripts/sanitize
