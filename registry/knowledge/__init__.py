"""What is known, dated and sourced: types, reading and checking, the compiled snapshot."""
