"""Which record is which item or standard dataset, with evidence."""
