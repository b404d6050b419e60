"""What the user makes: stored facts, imports, decisions, plans, history."""
