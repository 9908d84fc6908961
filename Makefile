# The commands of the README and of CI. L2L_CPU=x86-64-v2 and the like choose the instruction set.

# An import that a target does not declare is an error.
SWIFT := --explicit-target-dependency-import-check error
RELEASE := -c release $(SWIFT)
SOURCES := Package.swift Sources Tests

.PHONY: bench test check lint format build dependencies

## Builds, runs the quickstart suite afresh, prints its table and where the report is.
bench: build
	rm -rf runs/quickstart
	.build/release/l2l run suites/quickstart.yaml

## Runs every test, in debug and in release.
test: dependencies
	swift test -q $(SWIFT)
	swift test $(RELEASE) -Xswiftc -enable-testing --scratch-path .build-tests

## What a change must pass before it is sent.
check: lint test

lint:
	swift format lint --strict --recursive --configuration .swift-format $(SOURCES)

format:
	swift format --in-place --recursive --configuration .swift-format $(SOURCES)

build: dependencies
	swift build $(RELEASE) --product l2l

dependencies:
	@scripts/install-dependencies
