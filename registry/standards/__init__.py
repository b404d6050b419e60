"""A data file against a standard dataset and the rules of machine-readability."""
