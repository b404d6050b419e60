# Aliases for people who type make; dev.py does the work and runs everywhere.
PYTHON ?= python3

.PHONY: setup run test lint bench clean
setup run test lint bench clean:
	$(PYTHON) dev.py $@
