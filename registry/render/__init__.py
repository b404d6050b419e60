"""One result object, many formats."""
